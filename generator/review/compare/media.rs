//! Media types and ranges, by what they match.

use crate::contract::MediaType;

/// A media type without its parameters.
pub(super) fn kind(name: &str) -> String {
    let kind = name.split(';').next().unwrap_or_default();
    kind.trim().to_lowercase()
}

/// Whether bodies of a media type have members that are written one by one.
pub(super) fn is_form(name: &str) -> bool {
    let kind = kind(name);
    kind == "application/x-www-form-urlencoded" || kind.starts_with("multipart/")
}

/// A media type or range in one spelling: type, and parameters in order without `charset`, which
/// says how text is encoded and not what it is (RFC 9110, section 8.3).
fn spelling(name: &str) -> (String, Vec<String>) {
    let mut parameters: Vec<String> = name
        .split(';')
        .skip(1)
        .map(str::trim)
        .map(str::to_lowercase)
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

/// Whether everything of the narrow media type or range is of the wide one.
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
    let kinds = match suffix.starts_with('+') {
        true => ["vnd.api", "problem", "hal", "x-other"],
        false => ["xml", "json", "octet-stream", "x-other"],
    };
    kinds
        .iter()
        .map(|kind| format!("{family}/{kind}{suffix}"))
        .find(|kind| !list.iter().any(|other| covers(&other.name, kind)))
        .unwrap_or_else(|| name.to_owned())
}

/// A media type to show for a range.
pub(super) fn concrete(name: &str) -> String {
    name.replace("*/*", "application/json")
        .replace("/*+", "/problem+")
        .replace("/*", "/json")
}

/// Media types that a message may be of under both contracts: the nearest entries.
pub(super) fn pairs<'m>(
    old: &'m [MediaType],
    new: &'m [MediaType],
) -> Vec<(&'m MediaType, &'m MediaType)> {
    let mut out: Vec<(&MediaType, &MediaType)> = Vec::new();
    for left in old {
        // An exact partner speaks for the type; ranges speak for what has none. Contracts that list
        // one type with and without `charset` mean two entries.
        let written = new.iter().find(|right| right.name == left.name);
        let exact = written.or_else(|| {
            new.iter().find(|right| {
                spelling(&left.name) == spelling(&right.name)
                    && !old.iter().any(|other| other.name == right.name)
            })
        });
        if let Some(right) = exact {
            out.push((left, right));
            continue;
        }
        let mut wider: Vec<&MediaType> = new
            .iter()
            .filter(|right| covers(&right.name, &left.name))
            .collect();
        wider.sort_by_key(|right| std::cmp::Reverse(right.name.len()));
        match wider.first() {
            Some(right) => out.push((left, right)),
            None => out.extend(
                new.iter()
                    .filter(|right| covers(&left.name, &right.name))
                    .map(|right| (left, right)),
            ),
        }
    }
    // What only the new list spells out, while the old one has a range for it.
    for right in new {
        let spoken = out.iter().any(|(_, other)| std::ptr::eq(*other, right));
        if !spoken && let Some(left) = old.iter().find(|left| covers(&left.name, &right.name)) {
            out.push((left, right));
        }
    }
    out
}
