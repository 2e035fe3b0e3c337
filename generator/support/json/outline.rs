//! The outline of a value in a JSON text: where what it holds begins. For what has to look at a value
//! before it is read.
#![forbid(unsafe_code)]

use std::borrow::Cow;

use super::observer::{Observer, Scalar};
use super::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING, number, text};

/// The values of a part of a text, each before what it holds.
#[derive(Debug, Default)]
pub struct Outline {
    entries: Vec<Entry>,
    /// The arrays and objects that have not ended, while the outline is made.
    open: Vec<usize>,
    /// The offset of the name of the next value.
    name: Option<usize>,
    end: usize,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    /// The offset of the name, if it is a property; else that of the value.
    name: usize,
    at: usize,
    /// The entry behind the value and all that it holds.
    next: usize,
    /// The offset behind an array or an object.
    end: usize,
}

impl Outline {
    /// Begins anew, with the value at an offset.
    pub fn begin(&mut self, at: usize) {
        self.entries.clear();
        self.open.clear();
        self.name = None;
        self.end = at;
    }

    /// Ends before an offset.
    pub fn end(&mut self, end: usize) {
        self.end = end;
    }

    /// Returns a value that is outlined.
    pub fn node<'a>(&'a self, text: &'a str, at: usize) -> Option<Node<'a>> {
        let index = self.entries.binary_search_by_key(&at, |entry| entry.at);
        Some(Node {
            text,
            entries: &self.entries,
            index: index.ok()?,
        })
    }

    /// Whether the value at an offset is outlined.
    pub fn covers(&self, at: usize) -> bool {
        let first = self.entries.first();
        first.is_some_and(|first| first.at <= at) && at < self.end
    }

    fn enter(&mut self, at: usize) {
        let name = self.name.take().unwrap_or(at);
        let next = self.entries.len() + 1;
        self.entries.push(Entry {
            name,
            at,
            next,
            end: at,
        });
    }
}

impl Observer for Outline {
    fn scalar(&mut self, at: usize, _: Scalar<'_>) {
        self.enter(at);
    }

    fn open(&mut self, at: usize, _: bool) -> Option<usize> {
        self.open.push(self.entries.len());
        self.enter(at);
        None
    }

    fn name(&mut self, at: usize, _: &str) {
        self.name = Some(at);
    }

    fn item(&mut self, _: usize, _: usize) {}

    fn close(&mut self, end: usize) {
        let next = self.entries.len();
        if let Some(entry) = self
            .open
            .pop()
            .and_then(|index| self.entries.get_mut(index))
        {
            entry.next = next;
            entry.end = end;
        }
    }
}

/// Returns the types of the value at an offset, as bits.
pub fn types_at(text: &str, at: usize) -> u8 {
    let bytes = text.as_bytes();
    match bytes.get(at) {
        Some(b'n') => NULL,
        Some(b't' | b'f') => BOOLEAN,
        Some(b'"') => STRING,
        Some(b'[') => ARRAY,
        Some(b'{') => OBJECT,
        Some(_) => match text::number(bytes, at).map(|number| text.get(at..number.end)) {
            Ok(Some(text)) if number::is_integer(text) => INTEGER | NUMBER,
            _ => NUMBER,
        },
        None => 0,
    }
}

/// A value in an outline.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    text: &'a str,
    entries: &'a [Entry],
    index: usize,
}

impl<'a> Node<'a> {
    fn entry(&self) -> Entry {
        let nothing = Entry {
            name: 0,
            at: self.text.len(),
            next: 0,
            end: 0,
        };
        self.entries.get(self.index).copied().unwrap_or(nothing)
    }

    /// Returns the offset of the value.
    pub fn at(&self) -> usize {
        self.entry().at
    }

    /// Returns the offset behind an array or an object.
    pub fn end(&self) -> usize {
        self.entry().end
    }

    /// Returns the types of the value, as bits.
    pub fn types(&self) -> u8 {
        types_at(self.text, self.at())
    }

    pub fn boolean(&self) -> Option<bool> {
        match self.text.as_bytes().get(self.at()) {
            Some(b't') => Some(true),
            Some(b'f') => Some(false),
            _ => None,
        }
    }

    /// Returns the text of the value if it is a number.
    pub fn number(&self) -> Option<&'a str> {
        let at = self.at();
        let number = text::number(self.text.as_bytes(), at).ok()?;
        self.text.get(at..number.end)
    }

    pub fn string(&self) -> Option<Cow<'a, str>> {
        let at = self.at();
        let is_string = self.text.as_bytes().get(at) == Some(&b'"');
        let read = is_string.then(|| text::string(self.text, at + 1))?;
        read.ok().map(|(string, _)| string)
    }

    /// Returns whether the value is a scalar that fulfils a condition.
    pub fn is_scalar(&self, fulfils: impl FnOnce(Scalar<'_>) -> bool) -> bool {
        match self.types() {
            NULL => fulfils(Scalar::Null),
            BOOLEAN => self
                .boolean()
                .is_some_and(|flag| fulfils(Scalar::Boolean(flag))),
            STRING => self
                .string()
                .is_some_and(|text| fulfils(Scalar::String(&text))),
            ARRAY | OBJECT | 0 => false,
            _ => self
                .number()
                .is_some_and(|text| fulfils(Scalar::Number(text))),
        }
    }

    /// Returns the name of the property that the value is of.
    pub fn name(&self) -> Cow<'a, str> {
        let read = text::string(self.text, self.entry().name + 1);
        read.map(|(name, _)| name).unwrap_or_default()
    }

    fn is_named(&self, name: &str) -> bool {
        let bytes = self.text.as_bytes().get(self.entry().name + 1..);
        let rest = bytes.unwrap_or_default().strip_prefix(name.as_bytes());
        match rest.and_then(<[u8]>::first) {
            Some(b'"') if !name.contains(['"', '\\']) => true,
            // Only a name with escapes is longer than what it stands for.
            _ => matches!(self.name(), Cow::Owned(decoded) if decoded == name),
        }
    }

    /// Returns the items of an array, or the values of an object's properties.
    pub fn children(&self) -> Children<'a> {
        Children {
            node: Self {
                index: self.index + 1,
                ..*self
            },
            end: self.entry().next,
        }
    }

    /// Returns the value of a property. Of several that have one name, the last counts, as it does for who
    /// reads them.
    pub fn get(&self, name: &str) -> Option<Self> {
        let children = self.children().filter(|_| self.types() == OBJECT);
        children.filter(|child| child.is_named(name)).last()
    }
}

/// The values that a value holds.
#[derive(Debug, Clone)]
pub struct Children<'a> {
    node: Node<'a>,
    end: usize,
}

impl<'a> Iterator for Children<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        let node = self.node;
        if node.index >= self.end {
            return None;
        }
        self.node.index = node.entry().next;
        Some(node)
    }
}
