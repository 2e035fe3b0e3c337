//! Serialization styles of parameters (OpenAPI 3.0.3, section 4.7.12.3), with one table for reading
//! and writing.
#![forbid(unsafe_code)]

mod form;
mod shape;
mod template;

use serde_json::{Map, Value};

use super::json::{ARRAY, OBJECT};
use super::media::{decode, encode};

pub use form::Form;
pub use shape::Shape;
pub use template::{Piece, Template};

/// The location of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// The serialization style of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    Matrix,
    Label,
    Form,
    Simple,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// As a JSON document.
    Json,
}

/// A parameter of an operation.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    pub name: &'static str,
    pub location: Location,
    pub style: Style,
    pub explode: bool,
    /// Whether reserved characters are sent without encoding.
    pub allow_reserved: bool,
    pub shape: Shape,
}

impl Parameter {
    /// A path parameter in the default style.
    #[must_use]
    pub const fn path(name: &'static str, shape: Shape) -> Self {
        Self::usual(name, Location::Path, Style::Simple, shape)
    }

    /// A query parameter in the default style.
    #[must_use]
    pub const fn query(name: &'static str, shape: Shape) -> Self {
        Self::usual(name, Location::Query, Style::Form, shape)
    }

    /// A header in the default style.
    #[must_use]
    pub const fn header(name: &'static str, shape: Shape) -> Self {
        Self::usual(name, Location::Header, Style::Simple, shape)
    }

    /// A cookie in the default style.
    #[must_use]
    pub const fn cookie(name: &'static str, shape: Shape) -> Self {
        Self::usual(name, Location::Cookie, Style::Form, shape)
    }

    /// Arrays and objects are exploded by default in the style `form` only.
    const fn usual(name: &'static str, location: Location, style: Style, shape: Shape) -> Self {
        Self {
            name,
            location,
            style,
            explode: matches!(style, Style::Form),
            allow_reserved: false,
            shape,
        }
    }

    fn is_list(&self) -> bool {
        self.shape.types & ARRAY != 0
    }

    fn is_object(&self) -> bool {
        self.shape.types & OBJECT != 0
    }

    /// Whether its properties are query parameters under their own names.
    fn is_spread(&self) -> bool {
        self.style == Style::Form && self.explode && self.is_object()
    }

    /// Whether its additional properties are query parameters under their own names.
    #[must_use]
    pub fn takes_others(&self) -> bool {
        self.location == Location::Query && self.is_spread() && self.shape.items.is_some()
    }

    /// The properties that are query parameters under their own names.
    pub fn query_properties(&self) -> impl Iterator<Item = &'static str> {
        let spread = self.location == Location::Query && self.is_spread();
        let properties = self.shape.properties.iter().filter(move |_| spread);
        properties.map(|(name, _)| *name)
    }

    /// Decodes a piece: only headers are not encoded.
    fn decoded(&self, text: &str) -> String {
        if self.location == Location::Header {
            text.trim().to_owned()
        } else {
            decode(text)
        }
    }

    /// Reads the parameter from a path segment, still encoded, or from header lines.
    #[must_use]
    pub fn read_text(&self, texts: Vec<String>) -> Option<Value> {
        if texts.is_empty() {
            return None;
        }
        // The lines of one header form one list (RFC 9110, section 5.3).
        let text = texts.join(",");
        if self.style == Style::Json {
            let text = self.decoded(&text);
            return Some(serde_json::from_str(&text).unwrap_or(Value::String(text)));
        }
        let (text, separator) = match self.style {
            Style::Label => (
                text.strip_prefix('.').unwrap_or(&text),
                if self.explode { '.' } else { ',' },
            ),
            Style::Matrix => (
                text.strip_prefix(';').unwrap_or(&text),
                if self.explode { ';' } else { ',' },
            ),
            _ => (text.as_str(), ','),
        };
        if self.is_list() {
            let text = if self.explode {
                text
            } else {
                self.unnamed(text)
            };
            if text.is_empty() {
                return Some(Value::Array(Vec::new()));
            }
            let items = text.split(separator);
            return Some(Value::Array(
                items
                    .map(|item| self.shape.item(&self.decoded(self.unnamed(item))))
                    .collect(),
            ));
        }
        if self.is_object() {
            let text = if self.explode {
                text
            } else {
                self.unnamed(text)
            };
            return Some(Value::Object(self.object(text, separator, self.explode)));
        }
        Some(self.shape.read(&self.decoded(self.unnamed(text))))
    }

    /// A piece of the style `matrix` without the parameter's name before it.
    fn unnamed<'a>(&self, text: &'a str) -> &'a str {
        match (self.style, text.split_once('=')) {
            (Style::Matrix, Some((name, value))) if name == self.name => value,
            (Style::Matrix, None) if text == self.name => "",
            _ => text,
        }
    }

    /// `a,1,b,2`, or `a=1,b=2` where exploded.
    fn object(&self, text: &str, separator: char, explode: bool) -> Map<String, Value> {
        let mut properties = Map::new();
        let mut pieces = text.split(separator).filter(|piece| !piece.is_empty());
        while let Some(piece) = pieces.next() {
            let (name, value) = if explode {
                piece.split_once('=').unwrap_or((piece, ""))
            } else {
                (piece, pieces.next().unwrap_or_default())
            };
            let name = self.decoded(name);
            let value = self.shape.property(&name, &self.decoded(value));
            properties.insert(name, value);
        }
        properties
    }

    /// Whether a name in a query or a form belongs to this parameter.
    #[must_use]
    pub fn owns(&self, name: &str) -> bool {
        let base = name.split('[').next().unwrap_or_default();
        name == self.name
            || base == self.name
            || (self.is_spread()
                && self
                    .shape
                    .properties
                    .iter()
                    .any(|(known, _)| *known == base))
    }

    /// Reads the parameter from the pairs of a query, a form or cookies, whose values are still
    /// encoded.
    #[must_use]
    pub fn read_pairs(&self, pairs: &[(String, String)]) -> Option<Value> {
        let own: Vec<&str> = pairs
            .iter()
            .filter(|(name, _)| name == self.name)
            .map(|(_, value)| value.as_str())
            .collect();
        if self.style == Style::Json {
            let text = decode(own.first()?);
            return Some(serde_json::from_str(&text).unwrap_or(Value::String(text)));
        }
        if self.style == Style::DeepObject {
            return self.deep(pairs);
        }
        if self.is_object() && own.is_empty() && self.explode {
            return self.exploded(pairs);
        }
        let first = own.first()?;
        let separator = match self.style {
            Style::SpaceDelimited => ' ',
            Style::PipeDelimited => '|',
            _ => ',',
        };
        // The separator itself may have to be encoded (RFC 3986, section 3.4). Beside a plain one,
        // an encoded one is part of an item.
        let plain = |text: &str| match separator {
            ' ' => text.replace("%20", " "),
            '|' if !text.contains('|') => text.replace("%7C", "|").replace("%7c", "|"),
            _ => text.to_owned(),
        };
        if self.is_list() {
            // An array that is repeated although it is not exploded is accepted.
            let items: Vec<Value> = if self.explode {
                own.iter()
                    .map(|text| self.shape.item(&decode(text)))
                    .collect()
            } else {
                own.iter()
                    .filter(|text| !text.is_empty())
                    .flat_map(|text| {
                        let text = plain(text);
                        let pieces: Vec<&str> = text.split(separator).collect();
                        match pieces.as_slice() {
                            [only] => self.shape.items_of(only, separator),
                            many => many
                                .iter()
                                .map(|item| self.shape.item(&decode(item)))
                                .collect(),
                        }
                    })
                    .collect()
            };
            return Some(Value::Array(items));
        }
        if self.is_object() {
            let properties = self.object(&plain(first), separator, false);
            return Some(Value::Object(properties));
        }
        Some(self.shape.read(&decode(first)))
    }

    /// The properties of an exploded object are query parameters under their own names.
    fn exploded(&self, pairs: &[(String, String)]) -> Option<Value> {
        let known = |name: &str| {
            self.shape.items.is_some()
                || self
                    .shape
                    .properties
                    .iter()
                    .any(|(known, _)| *known == name)
        };
        let own: Vec<&(String, String)> = pairs
            .iter()
            .filter(|(name, _)| known(name.split('[').next().unwrap_or_default()))
            .collect();
        (!own.is_empty()).then(|| self.shape.read_form(own.into_iter()))
    }

    /// `filter[a][b]=1` is read like `a[b]=1` in a form.
    fn deep(&self, pairs: &[(String, String)]) -> Option<Value> {
        let own: Vec<(String, String)> = pairs
            .iter()
            .filter_map(|(name, value)| {
                let rest = name.strip_prefix(self.name)?.strip_prefix('[')?;
                Some((rest.replacen(']', "", 1), value.clone()))
            })
            .collect();
        if own.is_empty() {
            // Values other than objects have no brackets.
            let (_, text) = pairs.iter().find(|(name, _)| name == self.name)?;
            return Some(self.shape.read(&decode(text)));
        }
        Some(self.shape.read_form(own.iter()))
    }

    /// Serializes the parameter as a path segment or a header.
    #[must_use]
    pub fn write_text(&self, value: &Value) -> String {
        let escape = |text: &str| -> String {
            if self.location == Location::Path {
                encode(text, "")
            } else {
                text.to_owned()
            }
        };
        if self.style == Style::Json {
            return escape(&value.to_string());
        }
        let (prefix, separator) = match self.style {
            Style::Label => (".", if self.explode { "." } else { "," }),
            Style::Matrix => (";", if self.explode { ";" } else { "," }),
            _ => ("", ","),
        };
        let pairs = if self.explode { "=" } else { separator };
        let body = match value {
            Value::Array(items) if self.style == Style::Matrix && self.explode => items
                .iter()
                .map(|item| format!("{}={}", self.name, escape(&plain(item))))
                .collect::<Vec<_>>()
                .join(separator),
            Value::Array(items) => items
                .iter()
                .map(|item| escape(&plain(item)))
                .collect::<Vec<_>>()
                .join(separator),
            Value::Object(properties) => properties
                .iter()
                .map(|(name, value)| format!("{}{pairs}{}", escape(name), escape(&plain(value))))
                .collect::<Vec<_>>()
                .join(separator),
            scalar => escape(&plain(scalar)),
        };
        let named = self.style == Style::Matrix
            && !(self.explode && matches!(value, Value::Array(_) | Value::Object(_)));
        if named {
            let equals = if body.is_empty() { "" } else { "=" };
            format!(";{}{equals}{body}", self.name)
        } else {
            format!("{prefix}{body}")
        }
    }

    /// Serializes the parameter as encoded pairs of a query or of cookies.
    pub fn write_pairs(&self, value: &Value, out: &mut Vec<(String, String)>) {
        let code = if self.allow_reserved {
            reserved
        } else {
            plainly
        };
        let mut push = |name: &str, value: &str| out.push((plainly(name), code(value)));
        let separator = match self.style {
            Style::SpaceDelimited => "%20",
            Style::PipeDelimited => "|",
            _ => ",",
        };
        match value {
            _ if self.style == Style::Json => push(self.name, &value.to_string()),
            Value::Array(items) if self.explode => {
                items.iter().for_each(|item| push(self.name, &plain(item)));
            }
            Value::Array(items) => {
                let list: Vec<String> = items.iter().map(|item| code(&plain(item))).collect();
                out.push((plainly(self.name), list.join(separator)));
            }
            Value::Object(properties) if self.style == Style::DeepObject => {
                properties.iter().for_each(|(name, value)| {
                    deep_pairs(&format!("{}[{name}]", self.name), value, code, out)
                });
            }
            Value::Object(properties) if self.explode => {
                properties
                    .iter()
                    .for_each(|(name, value)| deep_pairs(name, value, code, out));
            }
            Value::Object(properties) => {
                let list: Vec<String> = properties
                    .iter()
                    .flat_map(|(name, value)| [code(name), code(&plain(value))])
                    .collect();
                out.push((plainly(self.name), list.join(separator)));
            }
            scalar => push(self.name, &plain(scalar)),
        }
    }
}

fn deep_pairs(
    name: &str,
    value: &Value,
    code: fn(&str) -> String,
    out: &mut Vec<(String, String)>,
) {
    match value {
        Value::Object(properties) => {
            for (property, value) in properties {
                deep_pairs(&format!("{name}[{property}]"), value, code, out);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                // Objects and arrays need an index, so that the parts of an item stay together.
                if item.is_object() || item.is_array() {
                    deep_pairs(&format!("{name}[{index}]"), item, code, out);
                } else {
                    deep_pairs(name, item, code, out);
                }
            }
        }
        scalar => out.push((plainly(name), code(&plain(scalar)))),
    }
}

/// Returns a scalar value as text.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn plainly(text: &str) -> String {
    encode(text, "")
}

/// Encodes a value, except for reserved characters that do not end it (RFC 3986, section 3.4), and
/// for what is encoded already (OpenAPI 3.1.1, section 4.8.12.2.2).
fn reserved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, after) = rest.split_at(at);
        out.push_str(&encode(before, RESERVED));
        let is_triple = after
            .get(1..3)
            .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let (own, more) = after.split_at(if is_triple { 3 } else { 1 });
        out.push_str(if is_triple { own } else { "%25" });
        rest = more;
    }
    out.push_str(&encode(rest, RESERVED));
    out
}

const RESERVED: &str = ":/?@!$'()*,;=";
