//! Parameters as text: the styles of the OpenAPI specification (3.0.3, section 4.7.12.3), read and
//! written by the same table on both sides.
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

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// How its value is written.
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
    /// Reserved characters are written as they are.
    pub allow_reserved: bool,
    pub shape: Shape,
}

impl Parameter {
    /// A parameter of a path, in the style that is usual there.
    #[must_use]
    pub const fn path(name: &'static str, shape: Shape) -> Self {
        Self::usual(name, Location::Path, Style::Simple, shape)
    }

    /// A parameter of a query, in the style that is usual there.
    #[must_use]
    pub const fn query(name: &'static str, shape: Shape) -> Self {
        Self::usual(name, Location::Query, Style::Form, shape)
    }

    /// A header, in the style that is usual there.
    #[must_use]
    pub const fn header(name: &'static str, shape: Shape) -> Self {
        Self::usual(name, Location::Header, Style::Simple, shape)
    }

    /// A cookie, in the style that is usual there.
    #[must_use]
    pub const fn cookie(name: &'static str, shape: Shape) -> Self {
        Self::usual(name, Location::Cookie, Style::Form, shape)
    }

    /// Lists and objects are exploded in the style `form` only.
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

    /// Whether its members stand beside other parameters, under their own names.
    fn is_spread(&self) -> bool {
        self.style == Style::Form && self.explode && self.is_object()
    }

    /// Whether members that it does not name stand in the query under their own names.
    #[must_use]
    pub fn takes_others(&self) -> bool {
        self.location == Location::Query && self.is_spread() && self.shape.items.is_some()
    }

    /// The members that stand in the query under their own names.
    pub fn query_properties(&self) -> impl Iterator<Item = &'static str> {
        let spread = self.location == Location::Query && self.is_spread();
        let members = self.shape.members.iter().filter(move |_| spread);
        members.map(|(name, _)| *name)
    }

    /// The text of a piece: only headers are not encoded.
    fn decoded(&self, text: &str) -> String {
        if self.location == Location::Header {
            text.trim().to_owned()
        } else {
            decode(text)
        }
    }

    /// Reads the parameter out of a path segment, still encoded, or of header lines.
    #[must_use]
    pub fn read_text(&self, texts: Vec<String>) -> Option<Value> {
        if texts.is_empty() {
            return None;
        }
        // Lines of one header are one list (RFC 9110, section 5.3).
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
        let mut members = Map::new();
        let mut pieces = text.split(separator).filter(|piece| !piece.is_empty());
        while let Some(piece) = pieces.next() {
            let (name, value) = if explode {
                piece.split_once('=').unwrap_or((piece, ""))
            } else {
                (piece, pieces.next().unwrap_or_default())
            };
            let name = self.decoded(name);
            let value = self.shape.member(&name, &self.decoded(value));
            members.insert(name, value);
        }
        members
    }

    /// Whether a name of a query or a form is this parameter's, or a part of it.
    #[must_use]
    pub fn owns(&self, name: &str) -> bool {
        let base = name.split('[').next().unwrap_or_default();
        name == self.name
            || base == self.name
            || (self.is_spread() && self.shape.members.iter().any(|(known, _)| *known == base))
    }

    /// Reads the parameter out of the names and values of a query, a form or cookies, the values
    /// still encoded.
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
        // What separates may have to be encoded itself (RFC 3986, section 3.4). Where it stands as
        // it is, an encoded one is part of an item.
        let plain = |text: &str| match separator {
            ' ' => text.replace("%20", " "),
            '|' if !text.contains('|') => text.replace("%7C", "|").replace("%7c", "|"),
            _ => text.to_owned(),
        };
        if self.is_list() {
            // A list that is not exploded and nonetheless repeated is read all the same.
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
            let members = self.object(&plain(first), separator, false);
            return Some(Value::Object(members));
        }
        Some(self.shape.read(&decode(first)))
    }

    /// An exploded object's members stand in the query under their own names.
    fn exploded(&self, pairs: &[(String, String)]) -> Option<Value> {
        let known = |name: &str| {
            self.shape.items.is_some() || self.shape.members.iter().any(|(known, _)| *known == name)
        };
        let own: Vec<&(String, String)> = pairs
            .iter()
            .filter(|(name, _)| known(name.split('[').next().unwrap_or_default()))
            .collect();
        (!own.is_empty()).then(|| self.shape.read_form(own.into_iter()))
    }

    /// `filter[a][b]=1` is what `a[b]=1` is in a form.
    fn deep(&self, pairs: &[(String, String)]) -> Option<Value> {
        let own: Vec<(String, String)> = pairs
            .iter()
            .filter_map(|(name, value)| {
                let rest = name.strip_prefix(self.name)?.strip_prefix('[')?;
                Some((rest.replacen(']', "", 1), value.clone()))
            })
            .collect();
        if own.is_empty() {
            // What is no object stands there as it is.
            let (_, text) = pairs.iter().find(|(name, _)| name == self.name)?;
            return Some(self.shape.read(&decode(text)));
        }
        Some(self.shape.read_form(own.iter()))
    }

    /// Writes the parameter into a path segment or a header.
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
            Value::Object(members) => members
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

    /// Writes the parameter as names and values of a query or of cookies, each encoded.
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
            Value::Object(members) if self.style == Style::DeepObject => {
                members.iter().for_each(|(name, value)| {
                    deep_pairs(&format!("{}[{name}]", self.name), value, code, out)
                });
            }
            Value::Object(members) if self.explode => {
                members
                    .iter()
                    .for_each(|(name, value)| deep_pairs(name, value, code, out));
            }
            Value::Object(members) => {
                let list: Vec<String> = members
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
        Value::Object(members) => {
            for (member, value) in members {
                deep_pairs(&format!("{name}[{member}]"), value, code, out);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                // What has parts needs a number, so that the parts of one item stay together.
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

/// A value as bare text.
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

/// Reserved characters stay, but for those that would end the value (RFC 3986, section 3.4), and so
/// does what is encoded already (OpenAPI 3.1.1, section 4.8.12.2.2).
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
