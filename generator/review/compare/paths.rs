//! Which operations of two contracts answer the same requests.
//!
//! A request is told by its method and its address: the prefix of a server and a path together.
//! Templates are compared by what they match, so that the names of parameters do not matter.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use super::templates::{Segments, covers, segments};
use counterpart_contract::{Method, Operation, PathPiece, PathTemplate, Server};

/// Addresses are not spelt out for more values of server variables than this.
const SPELLINGS: usize = 256;

/// A server's address: its origin, where it has one, and the prefix of its paths.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Address {
    pub origin: Option<String>,
    pub prefix: String,
}

impl Address {
    /// The address with something in place of what may be anything.
    pub(super) fn filled(&self) -> String {
        let origin = self.origin.as_deref().unwrap_or("");
        format!("{origin}{}", self.prefix).replace("{}", "x")
    }
}

/// Every address that a server stands for: its variables filled in, where they list their values.
pub(super) fn addresses(server: &Server) -> Vec<Address> {
    let mut urls = vec![server.url.clone()];
    for (name, variable) in &server.variables {
        let hole = format!("{{{name}}}");
        let mut values = variable.values.clone();
        if values.is_empty() {
            values.push("{}".to_owned());
            // A hole is never empty, and this one is unless somebody says more.
            values.extend(Some(String::new()).filter(|_| variable.default.is_empty()));
        }
        if urls.len() * values.len() > SPELLINGS {
            break;
        }
        urls = urls
            .iter()
            .flat_map(|url| values.iter().map(|value| url.replace(&hole, value)))
            .collect();
    }
    urls.iter().map(|url| address(url)).collect()
}

fn address(url: &str) -> Address {
    let (origin, path) = match url.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = match rest.find('/') {
                Some(at) => rest.split_at(at),
                None => (rest, ""),
            };
            let (scheme, host) = (scheme.to_lowercase(), host.to_lowercase());
            // The port that a scheme has anyway (RFC 9110, section 4.2).
            let usual = match scheme.as_str() {
                "http" => ":80",
                "https" => ":443",
                _ => "",
            };
            let host = host.strip_suffix(usual).unwrap_or(&host);
            (Some(format!("{scheme}://{host}")), path)
        }
        None => (None, url),
    };
    let path = path.split(['?', '#']).next().unwrap_or("");
    let path = path.trim_matches('/');
    Address {
        origin,
        prefix: if path.is_empty() {
            String::new()
        } else {
            format!("/{}", spelling(path))
        },
    }
}

/// A path in the one spelling that percent-encoding leaves (RFC 3986, section 6.2.2): what need not
/// be encoded is not, and what must be is. The braces of templates stay.
pub(super) fn spelling(path: &str) -> String {
    const AS_IT_IS: &[u8] = b"-._~!$&'()*+,;=:@/{}";
    let mut out = String::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let encoded = match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        if encoded.is_some() {
            bytes = ahead;
        }
        let plain = encoded.unwrap_or(byte);
        let unreserved = plain.is_ascii_alphanumeric() || b"-._~".contains(&plain);
        if unreserved || encoded.is_none() && AS_IT_IS.contains(&plain) {
            out.push(char::from(plain));
        } else {
            let _ = write!(out, "%{plain:02X}");
        }
    }
    out
}

/// A template with its parameters' names left out, behind a prefix.
pub(super) fn shape(prefix: &str, path: &PathTemplate) -> String {
    let mut out = prefix.to_owned();
    for piece in &path.pieces {
        match piece {
            PathPiece::Literal(text) => out.push_str(&spelling(text)),
            PathPiece::Parameter(_) => out.push_str("{}"),
        }
    }
    out
}

/// The template of an operation behind each prefix of its servers.
pub(super) fn whole_shapes(operation: &Operation) -> Vec<Segments> {
    let servers = operation.servers.iter().flat_map(addresses);
    let mut all: Vec<String> = servers
        .map(|address| shape(&address.prefix, &operation.path))
        .collect();
    all.sort_unstable();
    all.dedup();
    all.iter().map(|shape| segments(shape)).collect()
}

/// Operations that answer the same requests, as indices into the two lists.
#[derive(Debug, Default)]
pub(super) struct Matching {
    pub pairs: Vec<(usize, usize)>,
    /// Operations whose template is gone, each with the new ones whose templates match all that it
    /// did.
    pub wider: Vec<(usize, Vec<usize>)>,
    pub added: Vec<usize>,
    /// Pairs where the new operation is asked first for some requests of the old one, which is
    /// still there: concrete paths come before templates (OpenAPI 3.0.3, section 4.7.8.2).
    pub narrower: Vec<(usize, usize)>,
}

pub(super) fn matching(base: &[Operation], head: &[Operation]) -> Matching {
    let keys = |operation: &Operation, path: &dyn Fn(&str) -> String| -> Vec<String> {
        let addresses = operation.servers.iter().flat_map(addresses);
        let mut out: Vec<String> = addresses
            .map(|address| format!("{} {}", operation.method, path(&address.prefix)))
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    };
    let written = |operation: &Operation| {
        keys(operation, &|prefix| {
            format!("{prefix}{}", operation.path.text)
        })
    };
    let whole = |operation: &Operation| keys(operation, &|prefix| shape(prefix, &operation.path));
    let bare = |operation: &Operation| {
        vec![format!(
            "{} {}",
            operation.method,
            shape("", &operation.path)
        )]
    };
    let mut out = Matching::default();
    let mut taken: HashSet<usize> = HashSet::new();
    let mut found: HashMap<usize, usize> = HashMap::new();
    // By the whole address first, then by the path alone: a server that moved is one change. What is
    // written the same comes before what only matches the same, for some contracts have several such.
    for key in [
        &written as &dyn Fn(&Operation) -> Vec<String>,
        &whole,
        &bare,
    ] {
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, operation) in head.iter().enumerate() {
            if !taken.contains(&index) {
                for key in key(operation) {
                    by_key.entry(key).or_default().push(index);
                }
            }
        }
        for (index, operation) in base.iter().enumerate() {
            if found.contains_key(&index) {
                continue;
            }
            let target = key(operation)
                .iter()
                .filter_map(|key| by_key.get(key))
                .flatten()
                .find(|target| !taken.contains(target))
                .copied();
            if let Some(target) = target {
                found.insert(index, target);
                taken.insert(target);
            }
        }
    }
    // By the path alone, and by the whole address.
    let shapes = |operation: &Operation| {
        let bare = segments(&shape("", &operation.path));
        (bare, whole_shapes(operation))
    };
    let all: Vec<(usize, Method, (Segments, Vec<Segments>))> = head
        .iter()
        .enumerate()
        .filter(|(_, operation)| !operation.path.pieces.is_empty())
        .map(|(index, operation)| (index, operation.method, shapes(operation)))
        .collect();
    for (index, operation) in base.iter().enumerate() {
        if let Some(target) = found.get(&index) {
            out.pairs.push((index, *target));
            continue;
        }
        let (own, whole) = shapes(operation);
        let wider = all.iter().filter(|(_, method, (shape, others))| {
            let within = |own: &Segments| others.iter().any(|other| covers(other, own));
            *method == operation.method && (covers(shape, &own) || whole.iter().all(within))
        });
        let wider = wider.map(|(target, ..)| *target).collect();
        out.wider.push((index, wider));
    }
    out.added = (0..head.len())
        .filter(|index| !taken.contains(index))
        .collect();
    let kept = out.pairs.iter().filter_map(|(index, _)| {
        let own = base.get(*index)?;
        Some((*index, own.method, segments(&shape("", &own.path))))
    });
    let kept: Vec<(usize, Method, Segments)> = kept.collect();
    for target in &out.added {
        let Some(operation) = head.get(*target) else {
            continue;
        };
        let narrow = segments(&shape("", &operation.path));
        let asked_first = |(_, method, wide): &&(usize, Method, Segments)| {
            *method == operation.method && *wide != narrow && covers(wide, &narrow)
        };
        let all = kept.iter().filter(asked_first);
        out.narrower
            .extend(all.map(|(index, ..)| (*index, *target)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_are_cut_into_origin_and_prefix() {
        let cut = |url| {
            let address = address(url);
            (address.origin.unwrap_or_default(), address.prefix)
        };
        assert_eq!(cut("https://A/v1/"), ("https://a".into(), "/v1".into()));
        assert_eq!(cut("https://a:443"), ("https://a".into(), String::new()));
        assert_eq!(cut("http://a:443"), ("http://a:443".into(), String::new()));
        assert_eq!(cut("/v1"), (String::new(), "/v1".into()));
        assert_eq!(cut("/"), (String::new(), String::new()));
    }
}
