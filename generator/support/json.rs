//! JSON in and out of the models, by hand and in one pass: a value is taken apart member by
//! member, and an error says where in the value it was.
//!
//! What is generic here is compiled again for every type of a contract. That is why it is spelled
//! out: a `match` costs a compiler much less than `map`, `?` and closures, and an error of one word
//! less than a large one.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::nullable::Nullable;

/// The types of JSON values, as bits of a set.
pub const NULL: u8 = 1;
pub const BOOLEAN: u8 = 2;
pub const INTEGER: u8 = 4;
pub const NUMBER: u8 = 8;
pub const STRING: u8 = 16;
pub const ARRAY: u8 = 32;
pub const OBJECT: u8 = 64;

/// The types that a value is of: an integer is also a number.
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

/// What a type is made from when it is read out of JSON.
pub trait FromJson: Sized {
    /// Reads the type out of a value.
    ///
    /// # Errors
    /// Where the value is not one of the type's; the error names the place.
    fn from_json(value: Value) -> Result<Self, JsonError>;
}

/// Why a value could not be read: what was wanted, and the place in the value.
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
            Value::String(_) => "text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        Self::new(format!("{what} is wanted, not {found}"))
    }

    /// The same error, seen from the object or list that holds the value.
    #[must_use]
    pub fn within(mut self, token: &str) -> Self {
        let token = token.replace('~', "~0").replace('/', "~1");
        self.0.pointer.insert_str(0, &format!("/{token}"));
        self
    }

    /// The JSON pointer (RFC 6901) to the place of the error.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.0.pointer
    }

    /// What is wrong there.
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

/// An object being taken apart.
#[derive(Debug)]
pub struct ObjectReader {
    members: Map<String, Value>,
}

impl ObjectReader {
    /// Starts with an object.
    ///
    /// # Errors
    /// Where the value is none.
    pub fn new(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::Object(members) => Ok(Self { members }),
            other => Err(JsonError::expected("an object", &other)),
        }
    }

    /// A member that is always there.
    ///
    /// # Errors
    /// Where it is missing or not of its type.
    pub fn required<T: FromJson>(&mut self, name: &str) -> Result<T, JsonError> {
        match self.members.remove(name) {
            Some(value) => member(name, value),
            None => Err(JsonError::new("is missing").within(name)),
        }
    }

    /// A member that may be left out. A null is taken as left out.
    ///
    /// # Errors
    /// Where it is not of its type.
    pub fn optional<T: FromJson>(&mut self, name: &str) -> Result<Option<T>, JsonError> {
        match self.members.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match member(name, value) {
                Ok(read) => Ok(Some(read)),
                Err(error) => Err(error),
            },
        }
    }

    /// A member that may be left out and whose type has a null of its own.
    ///
    /// # Errors
    /// Where it is not of its type.
    pub fn present<T: FromJson>(&mut self, name: &str) -> Result<Option<T>, JsonError> {
        match self.members.remove(name) {
            None => Ok(None),
            Some(value) => match member(name, value) {
                Ok(read) => Ok(Some(read)),
                Err(error) => Err(error),
            },
        }
    }

    /// A member that may be left out and may be null, which mean different things.
    ///
    /// # Errors
    /// Where it is neither null nor of its type.
    pub fn nullable<T: FromJson>(&mut self, name: &str) -> Result<Nullable<T>, JsonError> {
        match self.members.remove(name) {
            None => Ok(Nullable::Absent),
            Some(Value::Null) => Ok(Nullable::Null),
            Some(value) => match member(name, value) {
                Ok(read) => Ok(Nullable::Value(read)),
                Err(error) => Err(error),
            },
        }
    }

    /// The members that have not been taken.
    ///
    /// # Errors
    /// Where one is not of the type.
    pub fn rest<T: FromJson>(self) -> Result<BTreeMap<String, T>, JsonError> {
        entries(self.members)
    }
}

fn member<T: FromJson>(name: &str, value: Value) -> Result<T, JsonError> {
    match T::from_json(value) {
        Ok(read) => Ok(read),
        Err(error) => Err(error.within(name)),
    }
}

/// An object being put together, its members in the order in which they are given.
#[derive(Debug)]
pub struct ObjectWriter<S: Serializer> {
    members: S::SerializeMap,
}

impl<S: Serializer> ObjectWriter<S> {
    /// Starts with no members.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn new(serializer: S) -> Result<Self, S::Error> {
        Ok(Self {
            members: serializer.serialize_map(None)?,
        })
    }

    /// Writes a member.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn required<T: Serialize>(&mut self, name: &str, value: &T) -> Result<(), S::Error> {
        self.members.serialize_entry(name, value)
    }

    /// Writes a member that may be left out.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn optional<T: Serialize>(
        &mut self,
        name: &str,
        value: &Option<T>,
    ) -> Result<(), S::Error> {
        match value {
            Some(value) => self.members.serialize_entry(name, value),
            None => Ok(()),
        }
    }

    /// Writes a property that may be left out and may be null.
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
            Nullable::Null => self.members.serialize_entry(name, &()),
            Nullable::Value(value) => self.members.serialize_entry(name, value),
        }
    }

    /// Writes the members of a map.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn rest<T: Serialize>(&mut self, members: &BTreeMap<String, T>) -> Result<(), S::Error> {
        members
            .iter()
            .try_for_each(|(name, value)| self.members.serialize_entry(name, value))
    }

    /// Ends the object.
    ///
    /// # Errors
    /// As the serializer fails.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.members.end()
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
            other => Err(JsonError::expected("text", &other)),
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
    // Only a number that is kept as its text has more digits than these.
    if let Ok(number) = value.as_number()?.to_string().parse() {
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

/// Beyond this, binary fractions skip integers, so that nobody can tell which was meant.
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
            other => return Err(JsonError::expected("a list", &other)),
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
        match member(&name, value) {
            Ok(read) => entries.insert(name, read),
            Err(error) => return Err(error),
        };
    }
    Ok(entries)
}

/// Lets `serde` read types that read themselves out of JSON.
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
