//! Parameters as text: the styles of the OpenAPI specification (3.0.3, section 4.7.12.3), read and
//! written by the same table on both sides.
#![forbid(unsafe_code)]

use serde_json::{Map, Value};

use super::json::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};
use super::media::{decode, encode, form_pairs};

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

/// What the text of a value can mean.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The types of values, as [`super::json`] numbers them.
    pub types: u8,
    /// What the items of a list are, or the members of an object that `members` does not name.
    pub items: Option<&'static Shape>,
    /// What the members of an object are.
    pub members: &'static [(&'static str, Shape)],
}

impl Shape {
    /// A value without parts.
    #[must_use]
    pub const fn scalar(types: u8) -> Self {
        Self {
            types,
            items: None,
            members: &[],
        }
    }

    /// The value that a text means: the first type that it can be read as, text last. What cannot
    /// be read as any stays text, for the check to refuse.
    fn read(&self, text: &str) -> Value {
        let is = |kind: u8| self.types & kind != 0;
        if is(NULL) && (text.is_empty() || text == "null") && !is(STRING) {
            return Value::Null;
        }
        if is(BOOLEAN)
            && let Ok(flag) = text.parse::<bool>()
        {
            return Value::Bool(flag);
        }
        if is(INTEGER | NUMBER)
            && let Ok(Value::Number(number)) = serde_json::from_str::<Value>(text)
        {
            return Value::Number(number);
        }
        if is(ARRAY | OBJECT)
            && !is(STRING)
            && let Ok(value @ (Value::Array(_) | Value::Object(_))) =
                serde_json::from_str::<Value>(text)
        {
            return value;
        }
        if is(ARRAY) && !is(STRING) {
            return Value::Array(text.split(',').map(|item| self.item(item)).collect());
        }
        Value::String(text.to_owned())
    }

    /// The object that the names and values of a form mean, the values still encoded. `a[b]` is a
    /// member of `a`, and `a[0]` an item; a name that stands there several times, or ends in `[]`,
    /// is a list.
    #[must_use]
    pub fn read_form<'a>(&self, pairs: impl Iterator<Item = &'a (String, String)>) -> Value {
        let mut root = Value::Object(Map::new());
        for (name, text) in pairs {
            let mut keys: Vec<&str> = name
                .split('[')
                .map(|key| key.trim_end_matches(']'))
                .collect();
            let mut shape = self;
            for key in keys.iter().filter(|key| !key.is_empty()) {
                shape = shape.below(key);
            }
            let text = &decode(text);
            let list = keys.len() > 1 && keys.last().is_some_and(|key| key.is_empty());
            let leaf = if shape.types & ARRAY != 0 && shape.types & STRING == 0 {
                keys.retain(|key| !key.is_empty());
                Value::Array(vec![shape.item(text)])
            } else if list {
                keys.retain(|key| !key.is_empty());
                Value::Array(vec![shape.read(text)])
            } else {
                shape.read(text)
            };
            // Deeper than this nobody nests by hand.
            if keys.len() <= 16 {
                place(&mut root, &keys, leaf);
            }
        }
        self.settle(&mut root);
        root
    }

    /// Makes lists of the members that are numbered where a list is wanted.
    fn settle(&self, value: &mut Value) {
        match value {
            Value::Object(members) => {
                for (name, member) in members.iter_mut() {
                    self.below(name).settle(member);
                }
                let numbered = !members.is_empty()
                    && members
                        .keys()
                        .all(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
                if numbered && self.types & ARRAY != 0 && self.types & OBJECT == 0 {
                    let mut items: Vec<(u64, Value)> = std::mem::take(members)
                        .into_iter()
                        .map(|(name, item)| (name.parse().unwrap_or(u64::MAX), item))
                        .collect();
                    items.sort_by_key(|(number, _)| *number);
                    *value = Value::Array(items.into_iter().map(|(_, item)| item).collect());
                }
            }
            Value::Array(items) => items
                .iter_mut()
                .for_each(|item| self.below("").settle(item)),
            _ => {}
        }
    }

    /// What a member of an object is, or an item of a list.
    fn below(&self, name: &str) -> &Self {
        let known = self
            .members
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, shape)| shape);
        known.or(self.items).unwrap_or(&ANYTHING)
    }

    fn item(&self, text: &str) -> Value {
        self.items.unwrap_or(&ANYTHING).read(text)
    }

    fn member(&self, name: &str, text: &str) -> Value {
        self.below(name).read(text)
    }

    /// The items that a list without a separator is, where the separator came encoded: a number
    /// or a word of a few has none in it.
    fn items_of(&self, piece: &str, separator: char) -> Vec<Value> {
        let text = decode(piece);
        let text_items = self.items.is_none_or(|items| items.types & STRING != 0);
        if text_items || !text.contains(separator) {
            vec![self.item(&text)]
        } else {
            text.split(separator).map(|item| self.item(item)).collect()
        }
    }
}

const ANYTHING: Shape = Shape::scalar(STRING);

/// A path with parameters in it.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    pub pieces: &'static [Piece],
}

/// A part of a path.
#[derive(Debug, Clone, Copy)]
pub enum Piece {
    /// Text as it stands in a request.
    Literal(&'static str),
    /// The name of a parameter.
    Parameter(&'static str),
}

impl Template {
    /// A path made of pieces.
    #[must_use]
    pub const fn new(pieces: &'static [Piece]) -> Self {
        Self { pieces }
    }

    /// The names and values of the parameters, as they were sent, where a request's path and query
    /// fit the template. What a template says of the query must be in it.
    #[must_use]
    pub fn read(&self, path: &str, query: &str) -> Option<Vec<(String, String)>> {
        let mut rest = path;
        let mut found = Vec::new();
        let mut pieces = self.pieces.iter().peekable();
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Literal(text) => match text.split_once(['?', '#']) {
                    Some((text, tail)) => {
                        rest = rest.strip_prefix(text)?;
                        read_query(tail, pieces, query, &mut found)?;
                        break;
                    }
                    None => rest = rest.strip_prefix(text)?,
                },
                Piece::Parameter(name) => {
                    let segment = rest.find('/').unwrap_or(rest.len());
                    let end = match pieces.peek() {
                        Some(Piece::Literal(next)) if !next.starts_with(['/', '?', '#']) => {
                            let next = next.split(['/', '?', '#']).next().unwrap_or_default();
                            rest[..segment].rfind(next)?
                        }
                        _ => segment,
                    };
                    if end == 0 {
                        return None;
                    }
                    found.push(((*name).to_owned(), rest[..end].to_owned()));
                    rest = &rest[end..];
                }
            }
        }
        rest.is_empty().then_some(found)
    }

    /// The path with the parameters' names in braces.
    #[must_use]
    pub fn text(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Literal(text) => (*text).to_owned(),
                Piece::Parameter(name) => format!("{{{name}}}"),
            })
            .collect()
    }
}

/// Reads what a template says of the query: `Action=List&id={id}`. None where the query says
/// otherwise.
fn read_query<'a>(
    first: &str,
    rest: impl Iterator<Item = &'a Piece>,
    query: &str,
    found: &mut Vec<(String, String)>,
) -> Option<()> {
    let pairs = form_pairs(query);
    let mut text = first.to_owned();
    let mut names = Vec::new();
    for piece in rest {
        match piece {
            Piece::Literal(more) => text.push_str(more),
            Piece::Parameter(name) => {
                text.push('\0');
                names.push(*name);
            }
        }
    }
    let mut names = names.into_iter();
    for pair in text.split(['&', '?', '#']) {
        // A fragment is never sent, and a word alone says nothing of values.
        let Some((name, wanted)) = pair.split_once('=') else {
            continue;
        };
        let (_, sent) = pairs.iter().find(|(known, _)| *known == decode(name))?;
        if wanted == "\0" {
            found.push((names.next()?.to_owned(), sent.clone()));
        } else if decode(sent) != decode(wanted) {
            return None;
        }
    }
    Some(())
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
        let spread = self.style == Style::Form && self.explode && self.is_object();
        name == self.name
            || base == self.name
            || (spread && self.shape.members.iter().any(|(known, _)| *known == base))
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
        (!own.is_empty()).then(|| self.shape.read_form(own.iter()))
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
            format!(";{}={body}", self.name)
        } else {
            format!("{prefix}{body}")
        }
    }

    /// Writes the parameter as names and values of a query or of cookies, each encoded.
    pub fn write_pairs(&self, value: &Value, out: &mut Vec<(String, String)>) {
        let keep = if self.allow_reserved {
            ":/?#[]@!$&'()*+,;="
        } else {
            ""
        };
        let mut push = |name: &str, value: &str, keep: &str| {
            out.push((encode(name, "[]"), encode(value, keep)))
        };
        let separator = match self.style {
            Style::SpaceDelimited => "%20",
            Style::PipeDelimited => "|",
            _ => ",",
        };
        match value {
            _ if self.style == Style::Json => push(self.name, &value.to_string(), keep),
            Value::Array(items) if self.explode => {
                items
                    .iter()
                    .for_each(|item| push(self.name, &plain(item), keep));
            }
            Value::Array(items) => {
                let list: Vec<String> = items
                    .iter()
                    .map(|item| encode(&plain(item), keep))
                    .collect();
                out.push((encode(self.name, "[]"), list.join(separator)));
            }
            Value::Object(members) if self.style == Style::DeepObject => {
                members.iter().for_each(|(name, value)| {
                    deep_pairs(&format!("{}[{name}]", self.name), value, keep, out)
                });
            }
            Value::Object(members) if self.explode => {
                members
                    .iter()
                    .for_each(|(name, value)| deep_pairs(name, value, keep, out));
            }
            Value::Object(members) => {
                let list: Vec<String> = members
                    .iter()
                    .flat_map(|(name, value)| [encode(name, keep), encode(&plain(value), keep)])
                    .collect();
                out.push((encode(self.name, "[]"), list.join(separator)));
            }
            scalar => push(self.name, &plain(scalar), keep),
        }
    }
}

fn deep_pairs(name: &str, value: &Value, keep: &str, out: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                deep_pairs(&format!("{name}[{member}]"), value, keep, out);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                // What has parts needs a number, so that the parts of one item stay together.
                if item.is_object() || item.is_array() {
                    deep_pairs(&format!("{name}[{index}]"), item, keep, out);
                } else {
                    deep_pairs(name, item, keep, out);
                }
            }
        }
        scalar => out.push((encode(name, "[]"), encode(&plain(scalar), keep))),
    }
}

fn place(root: &mut Value, keys: &[&str], leaf: Value) {
    let Some((first, rest)) = keys.split_first() else {
        return;
    };
    if first.is_empty() && rest.is_empty() {
        match root {
            Value::Array(items) => items.push(leaf),
            other => *other = Value::Array(vec![leaf]),
        }
        return;
    }
    let Value::Object(members) = root else { return };
    if rest.is_empty() {
        match (members.get_mut(*first), leaf) {
            (Some(Value::Array(items)), Value::Array(more)) => items.extend(more),
            (Some(Value::Array(items)), leaf) => items.push(leaf),
            (Some(known), leaf) => *known = Value::Array(vec![known.take(), leaf]),
            (None, leaf) => {
                members.insert((*first).to_owned(), leaf);
            }
        }
        return;
    }
    place(
        members
            .entry(*first)
            .or_insert_with(|| Value::Object(Map::new())),
        rest,
        leaf,
    );
}

/// A value as bare text.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// How a form is written: what its members are, and those that are written in a way of their own.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    pub shape: Shape,
    pub members: &'static [Parameter],
}

impl Form {
    /// The object that a form means.
    #[must_use]
    pub fn read(&self, text: &str) -> Value {
        let pairs = form_pairs(text);
        let plain = pairs
            .iter()
            .filter(|(name, _)| !self.members.iter().any(|member| member.owns(name)));
        let mut value = self.shape.read_form(plain);
        if let Value::Object(members) = &mut value {
            for member in self.members {
                if let Some(value) = member.read_pairs(&pairs) {
                    members.insert(member.name.to_owned(), value);
                }
            }
        }
        value
    }

    /// The text of a form, for an object.
    #[must_use]
    pub fn write(&self, value: &Value) -> String {
        let mut pairs = Vec::new();
        for (name, value) in value.as_object().into_iter().flatten() {
            match self.members.iter().find(|member| member.name == name) {
                Some(member) => member.write_pairs(value, &mut pairs),
                None => deep_pairs(name, value, "", &mut pairs),
            }
        }
        let pairs: Vec<String> = pairs
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("&")
    }
}
