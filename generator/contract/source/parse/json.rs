//! JSON (RFC 8259) to a value. Duplicated names are reported; the last one counts.

use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{Failure, Parsed};
use crate::location::{Pointer, Position};
use crate::source::positions::Positions;

pub(super) fn parse(text: &str) -> Result<Parsed, Failure> {
    let mut duplicates = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Raw {
        path: Path::Root,
        duplicates: &mut duplicates,
    };
    let outcome = value
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    outcome
        .map(|value| Parsed {
            value,
            duplicates,
            positions: Positions::default(),
        })
        .map_err(|error| Failure {
            message: format!("not valid JSON: {}", named(&error.to_string())),
            position: Some(Position {
                line: error.line(),
                column: error.column().max(1),
            }),
            too_large: error.to_string().starts_with("number out of range"),
        })
}

/// The message without its position, which is reported separately.
fn named(message: &str) -> &str {
    let message = message
        .rfind(" at line ")
        .map_or(message, |at| &message[..at]);
    match message {
        // The parser's words for a first half without a second one, and for either without the other.
        "unexpected end of hex escape" | "lone leading surrogate in hex escape" => {
            "a lone surrogate is no character: escapes from `\\ud800` to `\\udfff` come in pairs"
        }
        message => message,
    }
}

/// The path from the root to the value that is being read. It is kept on the stack, so that it costs
/// nothing unless a key is duplicated.
#[derive(Clone, Copy)]
enum Path<'a> {
    Root,
    Member(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn pointer(&self) -> Pointer {
        match self {
            Self::Root => Pointer::default(),
            Self::Member(parent, name) => parent.pointer().join(name),
            Self::Item(parent, index) => parent.pointer().join(&index.to_string()),
        }
    }
}

struct Raw<'a> {
    path: Path<'a>,
    duplicates: &'a mut Vec<Pointer>,
}

impl<'de> DeserializeSeed<'de> for Raw<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Raw<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value);
        number
            .map(Value::Number)
            .ok_or_else(|| E::custom("a number is finite"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        loop {
            let seed = Raw {
                path: Path::Item(&self.path, items.len()),
                duplicates: &mut *self.duplicates,
            };
            match access.next_element_seed(seed)? {
                Some(item) => items.push(item),
                None => return Ok(Value::Array(items)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = access.next_key_seed(Key)? {
            let seed = Raw {
                path: Path::Member(&self.path, &key),
                duplicates: &mut *self.duplicates,
            };
            let value = access.next_value_seed(seed)?;
            if members.contains_key(&key) {
                self.duplicates
                    .push(Path::Member(&self.path, &key).pointer());
            }
            members.insert(key, value);
        }
        Ok(Value::Object(members))
    }
}

/// A property name.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a string as a key")
    }

    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E>(self, value: String) -> Result<String, E> {
        Ok(value)
    }
}
