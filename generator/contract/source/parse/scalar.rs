//! Plain scalars by the core schema (YAML 1.2.2, section 10.3), with the binary integers of 1.1.

use serde_json::{Number, Value};

/// The value of a plain scalar without a tag.
///
/// Numbers that JSON cannot express (`.inf`, `.nan`, `1e400`) become strings.
pub(super) fn plain(text: &str) -> Value {
    // Most scalars are words, and none of the words below begins with another letter.
    let first = text.bytes().next().unwrap_or(b'~');
    match first {
        b'~' | b'n' | b'N' if is_null(text) => Value::Null,
        b't' | b'T' | b'f' | b'F' => boolean(text).map_or_else(|| text.into(), Value::Bool),
        b'0'..=b'9' | b'+' | b'-' | b'.' => number(text).unwrap_or_else(|| text.into()),
        _ => text.into(),
    }
}

pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

fn number(text: &str) -> Option<Value> {
    integer(text).or_else(|| float(text))
}

/// An integer of any size. Beyond 64 bits it is a double, as in JSON.
pub(super) fn integer(text: &str) -> Option<Value> {
    let (negative, magnitude) = signed(text);
    // A prefix that is matched is ASCII, so that what follows can be cut off.
    let (digits, radix) = match magnitude.get(..2) {
        Some("0x") => (&magnitude[2..], 16),
        Some("0o") => (&magnitude[2..], 8),
        Some("0b") => (&magnitude[2..], 2),
        // A number does not begin with a zero that means nothing.
        _ if magnitude.len() > 1 && magnitude.starts_with('0') => return None,
        _ => (magnitude, 10),
    };
    // The standard library would take a second sign.
    if !digits.bytes().all(|digit| digit.is_ascii_alphanumeric()) {
        return None;
    }
    let Ok(value) = u128::from_str_radix(digits, radix) else {
        let is_decimal = radix == 10 && digits.bytes().all(|digit| digit.is_ascii_digit());
        return if is_decimal { float(text) } else { None };
    };
    let whole = match negative {
        false => u64::try_from(value).ok().map(Number::from),
        true => i128::try_from(value)
            .ok()
            .and_then(|value| i64::try_from(-value).ok())
            .map(Number::from),
    };
    let sign = if negative { -1.0 } else { 1.0 };
    whole
        .or_else(|| Number::from_f64(sign * value as f64))
        .map(Value::Number)
}

/// A number with or without a fraction, or one of the three that are not finite.
pub(super) fn float(text: &str) -> Option<Value> {
    let (negative, magnitude) = signed(text);
    if matches!(magnitude, ".inf" | ".Inf" | ".INF") {
        return Some(if negative { "-inf" } else { "inf" }.into());
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some("NaN".into());
    }
    let is_written = |byte: u8| byte.is_ascii_digit() || b".eE+-".contains(&byte);
    let has_digits = magnitude.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    let leads = magnitude.bytes().take_while(u8::is_ascii_digit).count();
    let has_zeros = leads == magnitude.len() && leads > 1 && magnitude.starts_with('0');
    if !has_digits || has_zeros || !magnitude.bytes().all(is_written) {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    Number::from_f64(value).map(Value::Number)
}

/// Whether a number is negative, and the number without its sign.
fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(magnitude) => (true, magnitude),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;
    use serde_json::json;

    #[test]
    fn scalars_are_those_of_the_core_schema() {
        for (text, value) in [
            ("", json!(null)),
            ("~", json!(null)),
            ("Null", json!(null)),
            ("nULL", json!("nULL")),
            ("nothing", json!("nothing")),
            ("true", json!(true)),
            ("FALSE", json!(false)),
            ("yes", json!("yes")),
            ("0", json!(0)),
            ("-0", json!(0)),
            ("+12", json!(12)),
            ("-12", json!(-12)),
            ("012", json!("012")),
            ("-00", json!("-00")),
            ("0x1F", json!(31)),
            ("-0x1f", json!(-31)),
            ("0o17", json!(15)),
            ("0b101", json!(5)),
            ("0x", json!("0x")),
            ("0x-1", json!("0x-1")),
            ("+-1", json!("+-1")),
            ("1_000", json!("1_000")),
            (
                "18446744073709551615",
                json!(18_446_744_073_709_551_615_u64),
            ),
            ("18446744073709551616", json!(18_446_744_073_709_551_616.0)),
            ("-9223372036854775808", json!(i64::MIN)),
            ("-9223372036854775809", json!(-9_223_372_036_854_775_809.0)),
            ("1.50", json!(1.5)),
            ("-.5", json!(-0.5)),
            ("1e3", json!(1000.0)),
            ("01.5", json!(1.5)),
            ("1e400", json!("1e400")),
            (".inf", json!("inf")),
            ("-.INF", json!("-inf")),
            (".nan", json!("NaN")),
            ("inf", json!("inf")),
            ("nan", json!("nan")),
            ("infinity", json!("infinity")),
            ("1.2.3", json!("1.2.3")),
            ("2024-01-01", json!("2024-01-01")),
            (".", json!(".")),
            ("-", json!("-")),
            ("1e", json!("1e")),
        ] {
            assert_eq!(plain(text), value, "{text}");
        }
    }

    /// Documents were read by `serde_yaml` before, and mean the same still.
    #[test]
    fn scalars_mean_what_serde_yaml_takes_them_for() {
        let signs = [
            "", "-", "+", "0", ".", "e", "E", "x", "o", "b", "1", "7", "f", "9", "_",
        ];
        for first in signs {
            for second in signs {
                for third in signs {
                    for last in ["", "0", "12", ".5", "e3", "99999999999999999999"] {
                        let text = format!("{first}{second}{third}{last}");
                        // A lone hyphen begins a sequence.
                        let theirs = serde_yaml::from_str(&format!("a: {text}"));
                        let theirs: Result<serde_json::Value, _> = theirs;
                        if let Ok(theirs) = theirs
                            && !theirs["a"].is_array()
                        {
                            assert_eq!(plain(&text), theirs["a"], "{text}");
                        }
                    }
                }
            }
        }
    }
}
