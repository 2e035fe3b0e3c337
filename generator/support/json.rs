//! Reads models from JSON and writes them in one pass: an object is read property by property, and
//! an error has the position in the value.
//!
//! Generic code here is compiled for every type of a contract. It is spelled out because a `match`
//! compiles much faster than `map`, `?` and closures, and a small error type faster than a large one.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::nullable::Nullable;

/// The longest name of a property that a pointer shows whole, in bytes.
const TOKEN: usize = 200;

/// Adds the name of a property or the index of an item to a JSON pointer (RFC 6901). A longer name than
/// people give is cut short.
pub(super) fn write_token(token: &str, pointer: &mut String) {
    let shown = match token.len() {
        0..=TOKEN => token,
        _ => {
            let mut ends = (0..=TOKEN).rev();
            let end = ends.find(|at| token.is_char_boundary(*at));
            token.split_at(end.unwrap_or_default()).0
        }
    };
    pointer.push('/');
    for character in shown.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
    if shown.len() < token.len() {
        pointer.push('…');
    }
}

/// The types of JSON values, as bits of a set.
pub const NULL: u8 = 1;
pub const BOOLEAN: u8 = 2;
pub const INTEGER: u8 = 4;
pub const NUMBER: u8 = 8;
pub const STRING: u8 = 16;
pub const ARRAY: u8 = 32;
pub const OBJECT: u8 = 64;

/// Returns the types of a value: an integer is also a number.
#[must_use]
pub fn kind(value: &Value) -> u8 {
    match value {
        Value::Null => NULL,
        Value::Bool(_) => BOOLEAN,
        Value::Number(_) if is_integer(value) => INTEGER | NUMBER,
        Value::Number(_) => NUMBER,
        Value::String(_) => STRING,
        Value::Array(_) => ARRAY,
        Value::Object(_) => OBJECT,
    }
}

/// A type that is read from JSON.
pub trait FromJson: Sized {
    /// Reads a value as the type.
    ///
    /// # Errors
    /// If the value is not of the type; the error has the position.
    fn from_json(value: Value) -> Result<Self, JsonError>;
}

/// Why a value cannot be read, with the position in the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError(Box<Problem>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Problem {
    pointer: String,
    message: String,
}

impl JsonError {
    /// An error at the value itself.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Problem {
            pointer: String::new(),
            message: message.into(),
        }))
    }

    /// An error for a value of the wrong type.
    #[must_use]
    pub fn expected(what: &str, value: &Value) -> Self {
        let found = match value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        Self::new(format!("{what} is expected, not {found}"))
    }

    /// Adds the property or index of the value within its object or array.
    #[must_use]
    pub fn within(mut self, token: &str) -> Self {
        let mut pointer = String::new();
        write_token(token, &mut pointer);
        self.0.pointer.insert_str(0, &pointer);
        self
    }

    /// Returns the JSON pointer (RFC 6901) to the position of the error.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.0.pointer
    }

    /// Returns what is wrong there.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.pointer.is_empty() {
            out.write_str(&self.0.message)
        } else {
            write!(out, "{}: {}", self.0.pointer, self.0.message)
        }
    }
}

impl std::error::Error for JsonError {}

/// Reads the properties of an object.
#[derive(Debug)]
pub struct ObjectReader {
    properties: Map<String, Value>,
}

impl ObjectReader {
    /// Starts to read an object.
    ///
    /// # Errors
    /// If the value is not an object.
    pub fn new(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::Object(properties) => Ok(Self { properties }),
            other => Err(JsonError::expected("an object", &other)),
        }
    }

    /// Reads a required property.
    ///
    /// # Errors
    /// If it is absent or not of its type.
    pub fn required<T: FromJson>(&mut self, name: &str) -> Result<T, JsonError> {
        match self.properties.remove(name) {
            Some(value) => property(name, value),
            None => Err(JsonError::new("is missing").within(name)),
        }
    }

    /// Reads an optional property. Null is read as absent.
    ///
    /// # Errors
    /// If it is not of its type.
    pub fn optional<T: FromJson>(&mut self, name: &str) -> Result<Option<T>, JsonError> {
        match self.properties.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match property(name, value) {
                Ok(read) => Ok(Some(read)),
                Err(error) => Err(error),
            },
        }
    }

    /// Reads an optional property whose type includes null.
    ///
    /// # Errors
    /// If it is not of its type.
    pub fn present<T: FromJson>(&mut self, name: &str) -> Result<Option<T>, JsonError> {
        match self.properties.remove(name) {
            None => Ok(None),
            Some(value) => match property(name, value) {
                Ok(read) => Ok(Some(read)),
                Err(error) => Err(error),
            },
        }
    }

    /// Reads an optional property that may be null: absent and null mean different things.
    ///
    /// # Errors
    /// If it is neither null nor of its type.
    pub fn nullable<T: FromJson>(&mut self, name: &str) -> Result<Nullable<T>, JsonError> {
        match self.properties.remove(name) {
            None => Ok(Nullable::Absent),
            Some(Value::Null) => Ok(Nullable::Null),
            Some(value) => match property(name, value) {
                Ok(read) => Ok(Nullable::Value(read)),
                Err(error) => Err(error),
            },
        }
    }

    /// Reads the properties that have not been read.
    ///
    /// # Errors
    /// If one is not of the type.
    pub fn additional<T: FromJson>(self) -> Result<BTreeMap<String, T>, JsonError> {
        entries(self.properties)
    }
}

fn property<T: FromJson>(name: &str, value: Value) -> Result<T, JsonError> {
    match T::from_json(value) {
        Ok(read) => Ok(read),
        Err(error) => Err(error.within(name)),
    }
}

/// Writes the properties of an object, in the order in which they are given.
#[derive(Debug)]
pub struct ObjectWriter<S: Serializer> {
    properties: S::SerializeMap,
}

impl<S: Serializer> ObjectWriter<S> {
    /// Starts an object.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn new(serializer: S) -> Result<Self, S::Error> {
        Ok(Self {
            properties: serializer.serialize_map(None)?,
        })
    }

    /// Writes a required property.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn required<T: Serialize>(&mut self, name: &str, value: &T) -> Result<(), S::Error> {
        self.properties.serialize_entry(name, value)
    }

    /// Writes an optional property.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn optional<T: Serialize>(
        &mut self,
        name: &str,
        value: &Option<T>,
    ) -> Result<(), S::Error> {
        match value {
            Some(value) => self.properties.serialize_entry(name, value),
            None => Ok(()),
        }
    }

    /// Writes an optional property that may be null.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn nullable<T: Serialize>(
        &mut self,
        name: &str,
        value: &Nullable<T>,
    ) -> Result<(), S::Error> {
        match value {
            Nullable::Absent => Ok(()),
            Nullable::Null => self.properties.serialize_entry(name, &()),
            Nullable::Value(value) => self.properties.serialize_entry(name, value),
        }
    }

    /// Writes additional properties.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn additional<T: Serialize>(
        &mut self,
        properties: &BTreeMap<String, T>,
    ) -> Result<(), S::Error> {
        properties
            .iter()
            .try_for_each(|(name, value)| self.properties.serialize_entry(name, value))
    }

    /// Ends the object.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.properties.end()
    }
}

impl FromJson for Value {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        Ok(value)
    }
}

impl FromJson for Map<String, Value> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::Object(members) => Ok(members),
            other => Err(JsonError::expected("an object", &other)),
        }
    }
}

impl FromJson for () {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        if value.is_null() {
            Ok(())
        } else {
            Err(JsonError::expected("null", &value))
        }
    }
}

impl FromJson for bool {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        value
            .as_bool()
            .ok_or_else(|| JsonError::expected("a boolean", &value))
    }
}

impl FromJson for String {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(JsonError::expected("a string", &other)),
        }
    }
}

impl FromJson for f64 {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        value
            .as_f64()
            .ok_or_else(|| JsonError::expected("a number", &value))
    }
}

impl FromJson for serde_json::Number {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::Number(number) => Ok(number),
            other => Err(JsonError::expected("a number", &other)),
        }
    }
}

/// Reads an integer. `1.0` is the integer one to JSON Schema (2020-12, validation, 6.1.1).
pub fn integer(value: &Value) -> Option<i128> {
    if let Some(number) = value.as_i64() {
        return Some(i128::from(number));
    }
    if let Some(number) = value.as_u64() {
        return Some(i128::from(number));
    }
    // Only arbitrary-precision numbers have more digits than these.
    let number = value.as_number()?;
    if !number.is_f64()
        && let Ok(number) = number.to_string().parse()
    {
        return Some(number);
    }
    let number = value.as_f64()?;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i128)
}

/// Whether a value is an integer, however large.
pub fn is_integer(value: &Value) -> bool {
    let large = |number: f64| number.fract() == 0.0 && number.abs() > EXACT;
    integer(value).is_some() || value.as_f64().is_some_and(large)
}

/// Beyond this, floating-point numbers cannot represent every integer.
const EXACT: f64 = 9_007_199_254_740_992.0;

macro_rules! integers {
    ($($name:ty),*) => {$(
        impl FromJson for $name {
            fn from_json(value: Value) -> Result<Self, JsonError> {
                let number = integer(&value).ok_or_else(|| JsonError::expected("an integer", &value))?;
                Self::try_from(number).map_err(|_| {
                    JsonError::new(concat!("the integer is out of the range of ", stringify!($name)))
                })
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        if value.is_null() {
            return Ok(None);
        }
        match T::from_json(value) {
            Ok(read) => Ok(Some(read)),
            Err(error) => Err(error),
        }
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match T::from_json(value) {
            Ok(read) => Ok(Self::new(read)),
            Err(error) => Err(error),
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let items = match value {
            Value::Array(items) => items,
            other => return Err(JsonError::expected("an array", &other)),
        };
        let mut list = Self::with_capacity(items.len());
        for item in items {
            match T::from_json(item) {
                Ok(read) => list.push(read),
                Err(error) => return Err(error.within(&list.len().to_string())),
            }
        }
        Ok(list)
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::Object(members) => entries(members),
            other => Err(JsonError::expected("an object", &other)),
        }
    }
}

fn entries<T: FromJson>(members: Map<String, Value>) -> Result<BTreeMap<String, T>, JsonError> {
    let mut entries = BTreeMap::new();
    for (name, value) in members {
        match property(&name, value) {
            Ok(read) => entries.insert(name, read),
            Err(error) => return Err(error),
        };
    }
    Ok(entries)
}

/// Implements `Deserialize` for types that are read by [`FromJson`].
#[allow(unused_macros)]
macro_rules! deserialize {
    ($($name:ty),* $(,)?) => {$(
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                Self::from_json(value).map_err(serde::de::Error::custom)
            }
        }
    )*};
}

#[allow(unused_imports)]
pub(crate) use deserialize;
