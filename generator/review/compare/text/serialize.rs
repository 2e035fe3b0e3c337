//! How the values of parameters and of bodies are written (OpenAPI 3.0.3, section 4.7.12.3, after
//! RFC 6570).

use serde_json::Value;

use crate::compare::media_type::{is_opaque, kind};
use crate::finding::BodyFormat;
use counterpart_contract::{Encoding, Location, MediaType, Parameter, ParameterValue, Style};

/// A parameter with a value, as its place in the request has it: with the name in front for
/// queries and cookies.
pub(in crate::compare) fn written(parameter: &Parameter, value: &Value) -> String {
    let in_address = matches!(parameter.location, Location::Query | Location::Path);
    let code = |text: &str| {
        if in_address {
            encode(text)
        } else {
            text.to_owned()
        }
    };
    let named = matches!(parameter.location, Location::Query | Location::Cookie);
    let name = code(&parameter.name);
    let (style, explode) = match &parameter.value {
        ParameterValue::Styled { style, explode, .. } => (*style, *explode),
        ParameterValue::Content(media) => {
            let text = match is_opaque(&media.name) {
                true => code(&plain_text(value)),
                false => code(&value.to_string()),
            };
            return if named {
                format!("{name}={text}")
            } else {
                text
            };
        }
    };
    styled(&name, value, style, explode, &code)
}

/// A value in a style, with the name in front where the style has one.
fn styled(
    name: &str,
    value: &Value,
    style: Style,
    explode: bool,
    code: &dyn Fn(&str) -> String,
) -> String {
    let encoded = Encoded::of(value, code);
    match style {
        Style::Form if explode => encoded.each(name, "&"),
        Style::Form => format!("{name}={}", encoded.joined(",")),
        Style::SpaceDelimited if explode => encoded.each(name, "&"),
        Style::SpaceDelimited => format!("{name}={}", encoded.joined("%20")),
        Style::PipeDelimited if explode => encoded.each(name, "&"),
        Style::PipeDelimited => format!("{name}={}", encoded.joined("%7C")),
        Style::DeepObject => encoded.deep(name),
        Style::Simple => encoded.plain(explode, ","),
        Style::Label if explode => format!(".{}", encoded.plain(true, ".")),
        Style::Label => format!(".{}", encoded.joined(",")),
        Style::Matrix if explode => format!(";{}", encoded.each(name, ";")),
        Style::Matrix => format!(";{name}={}", encoded.joined(",")),
    }
}

/// A body as a request of the media type has it (OpenAPI 3.0.3, sections 4.7.14.4 and 4.7.15).
pub(in crate::compare) fn body_form(media: &MediaType, sent_as: &str, value: &Value) -> BodyFormat {
    let whole = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match (kind(sent_as).as_str(), value) {
        ("application/x-www-form-urlencoded", Value::Object(properties)) => {
            let pairs = properties.iter().map(|(name, value)| {
                let encoding = media.encoding.get(name);
                let plain = encoding.is_none_or(|own| own.style.is_none() && own.explode.is_none());
                let name = encode(name);
                // Without a style, a property that is an object is written as JSON.
                if plain && value.is_object() {
                    return format!("{name}={}", encode(&value.to_string()));
                }
                let (style, explode) = property_style(encoding);
                styled(&name, value, style, explode, &encode)
            });
            let pairs: Vec<String> = pairs.filter(|pair| !pair.is_empty()).collect();
            BodyFormat::Text(pairs.join("&"))
        }
        ("multipart/form-data", Value::Object(properties)) => {
            let mut parts = Vec::new();
            for (name, value) in properties {
                match value {
                    Value::Array(items) => {
                        parts.extend(items.iter().map(|item| (name.clone(), whole(item))));
                    }
                    other => parts.push((name.clone(), whole(other))),
                }
            }
            BodyFormat::Multipart(parts)
        }
        ("text/plain" | "application/octet-stream", value) => BodyFormat::Text(whole(value)),
        (kind, Value::String(text)) if !kind.ends_with("json") => BodyFormat::Text(text.clone()),
        _ => BodyFormat::Json,
    }
}

/// How a property of a form is written, and whether its parts are written one by one.
pub(in crate::compare) fn property_style(encoding: Option<&Encoding>) -> (Style, bool) {
    let style = encoding.and_then(|own| own.style).unwrap_or(Style::Form);
    let explode = encoding.and_then(|own| own.explode);
    (style, explode.unwrap_or(style == Style::Form))
}

/// A value taken apart, each part in the coding of its place.
enum Encoded {
    Scalar(String),
    Items(Vec<String>),
    Properties(Vec<(String, String)>),
}

impl Encoded {
    fn of(value: &Value, code: &dyn Fn(&str) -> String) -> Self {
        let text = |value: &Value| code(&plain_text(value));
        match value {
            Value::Array(items) => Self::Items(items.iter().map(text).collect()),
            Value::Object(properties) => Self::Properties(
                properties
                    .iter()
                    .map(|(name, value)| (code(name), text(value)))
                    .collect(),
            ),
            other => Self::Scalar(text(other)),
        }
    }

    /// All parts in a row, names of properties among them.
    fn joined(&self, between: &str) -> String {
        match self {
            Self::Scalar(text) => text.clone(),
            Self::Items(items) => items.join(between),
            Self::Properties(properties) => properties
                .iter()
                .map(|(name, value)| format!("{name}{between}{value}"))
                .collect::<Vec<_>>()
                .join(between),
        }
    }

    /// Each item with the parameter's name before it, each property with its own.
    fn each(&self, name: &str, between: &str) -> String {
        let pairs: Vec<String> = match self {
            Self::Scalar(text) => vec![format!("{name}={text}")],
            Self::Items(items) => items.iter().map(|item| format!("{name}={item}")).collect(),
            Self::Properties(properties) => properties
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect(),
        };
        pairs.join(between)
    }

    fn plain(&self, explode: bool, between: &str) -> String {
        match self {
            Self::Properties(properties) if explode => properties
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
                .join(between),
            _ => self.joined(between),
        }
    }

    fn deep(&self, name: &str) -> String {
        match self {
            Self::Properties(properties) => properties
                .iter()
                .map(|(property, value)| format!("{name}%5B{property}%5D={value}"))
                .collect::<Vec<_>>()
                .join("&"),
            _ => format!("{name}={}", self.joined(",")),
        }
    }
}

/// A value as text without a style, items joined by commas.
pub(in crate::compare) fn plain_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(items) => items.iter().map(plain_text).collect::<Vec<_>>().join(","),
        Value::Object(properties) => properties
            .iter()
            .map(|(name, value)| format!("{name},{}", plain_text(value)))
            .collect::<Vec<_>>()
            .join(","),
        other => other.to_string(),
    }
}

/// The values that a text may stand for (OpenAPI 3.0.3 leaves the reading to the schema's type).
pub(in crate::compare) fn readings(text: &str) -> Vec<Value> {
    let mut out = vec![Value::from(text)];
    if let Ok(number) = text.parse::<serde_json::Number>() {
        out.push(Value::Number(number));
    }
    match text {
        "true" => out.push(Value::Bool(true)),
        "false" => out.push(Value::Bool(false)),
        "" | "null" => out.push(Value::Null),
        _ => {}
    }
    out
}

/// Percent-encoding of all but unreserved characters (RFC 3986, section 2.3).
pub(in crate::compare) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
