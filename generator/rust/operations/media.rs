//! Media types, as far as code depends on them.

use std::cmp::Reverse;

use super::BodyKind;

pub(super) fn body_kind(media: &str) -> BodyKind {
    let essence = media
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    if matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json") {
        BodyKind::Json
    } else if essence.contains('*') {
        BodyKind::Open
    } else if essence == "application/x-www-form-urlencoded" {
        BodyKind::Pairs
    } else if essence.starts_with("text/") && essence != "text/event-stream" {
        BodyKind::Text
    } else {
        BodyKind::Bytes
    }
}

/// How much a media type or range matches: types with parameters come before those without, and
/// ranges come last.
pub(super) fn wideness(media: &str) -> (usize, Reverse<usize>) {
    let mut parts = media.split(';');
    let essence = parts.next().unwrap_or_default().trim();
    let wide = match essence.split_once('/') {
        Some(("*", _)) => 3,
        Some((_, "*")) => 2,
        Some((_, kind)) if kind.starts_with("*+") => 1,
        _ => 0,
    };
    (wide, Reverse(parts.count()))
}

/// Whether a media range may include JSON.
pub(super) fn may_be_json(range: &str) -> bool {
    let essence = range.split(';').next().unwrap_or_default().trim();
    essence == "*/*" || essence.eq_ignore_ascii_case("application/*")
}

/// The parameters of a media type.
pub(super) fn parameters(media: &str) -> &str {
    media
        .split_once(';')
        .map_or("", |(_, parameters)| parameters)
}

/// Returns a name for a media type, for its variant.
pub(super) fn media_title(media: &str) -> &str {
    let essence = media.split(';').next().unwrap_or_default().trim();
    match essence {
        "application/json" => "Json",
        "application/x-www-form-urlencoded" => "Form",
        "multipart/form-data" => "Multipart",
        "application/octet-stream" => "Binary",
        "text/plain" => "Text",
        "*/*" => "Any",
        other => other,
    }
}
