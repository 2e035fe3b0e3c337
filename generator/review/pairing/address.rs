//! Addresses of servers, and the templates of operations behind them.

use super::normalized::normalized;
use super::templates::{Segments, segments};
use counterpart_contract::{Operation, PathPiece, PathTemplate, Server};

/// Addresses are not spelt out for more values of server variables than this.
const URLS: usize = 256;

/// A server's address: its origin, where it has one, and the prefix of its paths.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Address {
    pub origin: Option<String>,
    pub prefix: String,
}

impl Address {
    /// The address with something in place of what may be anything.
    pub(crate) fn example(&self) -> String {
        let origin = self.origin.as_deref().unwrap_or("");
        format!("{origin}{}", self.prefix).replace("{}", "x")
    }
}

/// Every address that a server stands for: its variables filled in, where they list their values.
pub(crate) fn addresses(server: &Server) -> Vec<Address> {
    let mut urls = vec![server.url.clone()];
    for (name, variable) in &server.variables {
        let argument = format!("{{{name}}}");
        let mut values = variable.values.clone();
        if values.is_empty() {
            values.push("{}".to_owned());
            // A hole is never empty, and this one is unless somebody says more.
            values.extend(Some(String::new()).filter(|_| variable.default.is_empty()));
        }
        if urls.len() * values.len() > URLS {
            break;
        }
        urls = urls
            .iter()
            .flat_map(|url| values.iter().map(|value| url.replace(&argument, value)))
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
            let default_port = match scheme.as_str() {
                "http" => ":80",
                "https" => ":443",
                _ => "",
            };
            let host = host.strip_suffix(default_port).unwrap_or(&host);
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
            format!("/{}", normalized(path))
        },
    }
}

/// A template with its parameters' names left out, behind a prefix.
pub(crate) fn template(prefix: &str, path: &PathTemplate) -> String {
    let mut out = prefix.to_owned();
    for piece in &path.pieces {
        match piece {
            PathPiece::Literal(text) => out.push_str(&normalized(text)),
            PathPiece::Parameter(_) => out.push_str("{}"),
        }
    }
    out
}

/// The template of an operation behind each prefix of its servers.
pub(crate) fn full_templates(operation: &Operation) -> Vec<Segments> {
    let servers = operation.servers.iter().flat_map(addresses);
    let mut all: Vec<String> = servers
        .map(|address| template(&address.prefix, &operation.path))
        .collect();
    all.sort_unstable();
    all.dedup();
    all.iter().map(|template| segments(template)).collect()
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
