//! Media types and ranges, by what they match.

use counterpart_contract::MediaType;

/// A media type without its parameters.
pub(super) fn kind(name: &str) -> String {
    let kind = name.split(';').next().unwrap_or_default();
    kind.trim().to_lowercase()
}

/// Returns whether bodies of a media type have properties that are written one by one.
pub(super) fn is_form(name: &str) -> bool {
    let kind = kind(name);
    kind == "application/x-www-form-urlencoded" || kind.starts_with("multipart/")
}

/// Returns whether a body is the text or the bytes that it consists of, whatever type a schema
/// gives it: it is no document with parts that have types of their own.
pub(super) fn is_opaque(name: &str) -> bool {
    let kind = kind(name);
    let (family, own) = kind.split_once('/').unwrap_or_default();
    let documents = ["json", "xml", "yaml", "event-stream"];
    match family {
        "text" => !documents.iter().any(|document| own.contains(document)),
        "image" => !own.ends_with("xml"),
        "audio" | "video" | "font" => true,
        "application" => ["octet-stream", "pdf", "zip", "gzip"].contains(&own),
        _ => false,
    }
}

/// Returns whether two names are of one media type.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    spelling(one) == spelling(other)
}

/// A media type or range in one spelling: type, and parameters in order without `charset`, which
/// says how text is encoded and not what it is (RFC 9110, section 8.3). Quotes are no part of a
/// parameter's value (section 5.6.6).
fn spelling(name: &str) -> (String, Vec<String>) {
    let mut parameters: Vec<String> = name
        .split(';')
        .skip(1)
        .map(|parameter| parameter.trim().to_lowercase().replace('"', ""))
        .filter(|parameter| !parameter.is_empty() && !parameter.starts_with("charset="))
        .collect();
    parameters.sort_unstable();
    (kind(name), parameters)
}

/// How the text of a media type is written, where that says so. JSON is always written in one way
/// (RFC 8259, section 8.1).
pub(super) fn charset(name: &str) -> Option<String> {
    let mut parameters = name.split(';').skip(1).map(str::trim);
    let value = parameters.find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        key.eq_ignore_ascii_case("charset").then_some(value)
    });
    value
        .filter(|_| !kind(name).ends_with("json"))
        .map(|value| value.trim_matches('"').to_lowercase())
}

/// Returns whether everything of the narrow media type or range is of the wide one.
pub(super) fn covers(wide: &str, narrow: &str) -> bool {
    let ((wide, needed), (narrow, own)) = (spelling(wide), spelling(narrow));
    is_within(&narrow, &wide) && needed.iter().all(|parameter| own.contains(parameter))
}

/// Ranges are `*/*`, those of a type (RFC 9110, section 12.5.1), and those of a type and a suffix
/// (RFC 6838, section 4.2.8), which contracts write as `application/*+json`.
fn is_within(narrow: &str, wide: &str) -> bool {
    if wide == narrow || wide == "*/*" {
        return true;
    }
    let Some((family, kind)) = wide.split_once("/*") else {
        return false;
    };
    let own = narrow
        .strip_prefix(family)
        .and_then(|rest| rest.strip_prefix('/'));
    own.is_some_and(|own| kind.is_empty() || kind.starts_with('+') && own.ends_with(kind))
}

/// A media type of the range that none of the list covers.
pub(super) fn outside(name: &str, list: &[MediaType]) -> String {
    let (family, suffix) = match name.split_once("/*") {
        Some((family, suffix)) if family != "*" => (family, suffix),
        Some((_, suffix)) => ("application", suffix),
        None => return concrete(name),
    };
    let kinds: &[&str] = match family {
        _ if suffix.starts_with('+') => &["vnd.api", "problem", "hal", "x-other"],
        "text" => &["plain", "html", "x-other"],
        "image" => &["png", "jpeg", "x-other"],
        _ => &["xml", "json", "octet-stream", "x-other"],
    };
    let own = kinds.iter().map(|kind| format!("{family}/{kind}{suffix}"));
    let others = ["text/plain", "image/png"].into_iter().map(str::to_owned);
    own.chain(others.filter(|other| covers(name, other)))
        .find(|kind| !list.iter().any(|other| covers(&other.name, kind)))
        .unwrap_or_else(|| name.to_owned())
}

/// A media type to show for a range.
pub(super) fn concrete(name: &str) -> String {
    name.replace("*/*", "application/json")
        .replace("text/*", "text/plain")
        .replace("image/*", "image/png")
        .replace("/*+", "/problem+")
        .replace("/*", "/json")
}

/// Media types that a message may be of under both contracts: the nearest entries.
pub(super) fn pairs<'m>(
    old: &'m [MediaType],
    new: &'m [MediaType],
) -> Vec<(&'m MediaType, &'m MediaType)> {
    let mut out: Vec<(&MediaType, &MediaType)> = Vec::new();
    // The entry that speaks for a type: itself, else the narrowest range.
    let nearest = |list: &'m [MediaType], name: &str| {
        let all = list.iter().filter(|other| covers(&other.name, name));
        all.max_by_key(|other| (is_same(&other.name, name), other.name.len()))
    };
    for left in old {
        // An exact partner speaks for the type; ranges speak for what has none. Contracts that list
        // one type with and without `charset` mean two entries.
        let written = new.iter().find(|right| right.name == left.name);
        let exact = written.or_else(|| {
            new.iter().find(|right| {
                is_same(&left.name, &right.name)
                    && !old.iter().any(|other| other.name == right.name)
            })
        });
        if let Some(right) = exact {
            out.push((left, right));
            continue;
        }
        let speaks = |right: &&MediaType| {
            let own = nearest(old, &right.name);
            own.is_some_and(|own| std::ptr::eq(own, left))
        };
        match nearest(new, &left.name) {
            Some(right) => out.push((left, right)),
            None => out.extend(new.iter().filter(speaks).map(|right| (left, right))),
        }
    }
    // What only the new list spells out, while the old one has a range for it.
    for right in new {
        let spoken = out.iter().any(|(_, other)| std::ptr::eq(*other, right));
        if !spoken && let Some(left) = nearest(old, &right.name) {
            out.push((left, right));
        }
    }
    out
}
