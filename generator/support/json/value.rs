//! Reading what has no type of its own.
#![forbid(unsafe_code)]

use serde_json::{Map, Number, Value};

use super::number;
use super::reader::Reader;

impl Reader<'_> {
    /// Reads any value.
    pub fn value(&mut self) -> Option<Value> {
        self.unobserved(Self::tree)
    }

    /// Reads any object.
    pub fn map(&mut self) -> Option<Map<String, Value>> {
        if self.peek() != b'{' {
            return self.unexpected("an object");
        }
        self.unobserved(|json| {
            json.begin_object()?;
            json.properties()
        })
    }

    /// Reads without the observer where nothing in the next value matters to it.
    fn unobserved<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        match self.observer.take_if(|observer| observer.is_idle()) {
            None => read(self),
            idle => {
                let read = read(self);
                self.observer = idle;
                read
            }
        }
    }

    fn tree(&mut self) -> Option<Value> {
        match self.peek() {
            b'"' => Some(Value::String(self.string()?.into_owned())),
            b'{' => {
                self.open(true);
                self.properties().map(Value::Object)
            }
            b'[' => {
                self.open(false);
                let mut items = Vec::new();
                while self.has_item(items.len()) {
                    items.push(self.value()?);
                }
                Some(Value::Array(items))
            }
            b't' | b'f' => self.boolean().map(Value::Bool),
            b'n' => self.null().map(|()| Value::Null),
            _ => self
                .number_as("a value")
                .and_then(tree_number)
                .map(Value::Number),
        }
    }

    /// Reads the properties of an object that has begun.
    fn properties(&mut self) -> Option<Map<String, Value>> {
        let mut map = Map::new();
        while let Some(name) = self.name(map.is_empty()) {
            let before = map.insert(name.into_owned(), self.value()?);
            if before.is_some() && self.is_strict {
                self.twice();
            }
        }
        Some(map)
    }
}

/// Returns a number as a tree of values has it.
pub(super) fn tree_number(text: &str) -> Option<Number> {
    if text.len() <= 18
        && let Ok(number) = text.parse::<i64>()
        && text != "-0"
    {
        return Some(number.into());
    }
    // Whether it keeps its digits is for a feature of the library. What is almost out of range, the
    // library may round beyond it.
    let read = text.parse().ok();
    read.or_else(|| Number::from_f64(number::float(text)))
}
