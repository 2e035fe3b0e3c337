//! Samples of strings.

use serde_json::Value;

use super::Checker;
use crate::docs::schema::Flat;
use counterpart_contract::pattern::examples;

/// The sample for schemas that admit any string.
pub const PLAIN: &str = "string";

/// Returns a string that satisfies the format or pattern, and the length.
pub fn sample(flat: &Flat<'_>, checker: &mut Checker<'_>) -> Option<Value> {
    let length = flat.bounds().length;
    let least = usize::try_from(length.least.unwrap_or(0)).ok()?;
    let most = length.most.and_then(|most| usize::try_from(most).ok());
    // A longer sample would be unreadable.
    if least > 2_000 {
        return None;
    }
    if let Some(pattern) = flat.first(|part| part.pattern.as_deref()) {
        let formatted = flat
            .first(|part| part.format.as_deref())
            .map_or(&[][..], of_format);
        let made = examples(pattern, least).ok()?;
        let formatted = formatted.iter().copied();
        return formatted
            .map(str::to_owned)
            .chain(made)
            .find(|text| checker.matches(pattern, text))
            .map(Value::from);
    }
    let formatted = flat
        .first(|part| part.format.as_deref())
        .map_or(&[][..], of_format);
    let text = match formatted.first() {
        Some(text) => (*text).to_owned(),
        None => fitted(PLAIN, least, most),
    };
    Some(Value::from(text))
}

/// Repeats or cuts a string to a length.
fn fitted(text: &str, least: usize, most: Option<usize>) -> String {
    let wanted = text.len().max(least).min(most.unwrap_or(usize::MAX));
    text.chars().cycle().take(wanted).collect()
}

/// Returns samples for a format of the OpenAPI format registry, the simplest first.
fn of_format(format: &str) -> &'static [&'static str] {
    match format {
        "date-time" => &[
            "2024-01-15T09:30:00Z",
            "2024-01-15T09:30:00.000Z",
            "2024-01-15T09:30:00.000000Z",
            "2024-01-15T09:30:00+00:00",
            "2024-01-15T09:30:00.000+00:00",
        ],
        "date" => &["2024-01-15"],
        "time" => &["09:30:00Z", "09:30:00.000Z", "09:30:00+00:00"],
        "duration" => &["P1D", "PT1H"],
        "email" | "idn-email" => &["user@example.com"],
        "hostname" | "idn-hostname" => &["example.com"],
        "ipv4" | "ip" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1"],
        "uri" | "url" | "iri" => &[
            "https://example.com",
            "http://example.com",
            "https://example.com/path",
        ],
        "uri-reference" | "iri-reference" => &["/path"],
        "uri-template" => &["https://example.com/{id}"],
        "uuid" => &[
            "7d444840-9dc0-11d1-b245-5ffdce74fad2",
            "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        ],
        "json-pointer" => &["/data"],
        "relative-json-pointer" => &["0/data"],
        "regex" => &["^[a-z]+$"],
        "byte" => &["c2FtcGxl"],
        "password" => &["a-long-password"],
        _ => &[],
    }
}
