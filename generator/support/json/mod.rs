//! Reads models from JSON texts, in one pass and without a tree of values in between, and writes them.
//!
//! Generic code here is compiled for every type of a contract. So types have little of it: what is wrong
//! is kept by the reader, and `Option` is all that is passed on.
#![forbid(unsafe_code)]

mod ahead;
mod error;
mod names;
mod number;
mod object;
mod observer;
mod outline;
mod problem;
mod reader;
mod text;
mod transcode;
mod types;
mod value;
mod writer;

use serde::Deserializer;
use serde::de::Error as _;

pub use error::{JsonError, error_of, write_token};
pub use names::find;
pub use number::{float, integer, is_integer};
pub use object::ObjectReader;
pub use observer::{Observer, Scalar};
pub use outline::{Node, Outline, types_at};
pub use problem::{Malformed, Mismatch};
pub use reader::Reader;
pub use writer::ObjectWriter;

/// Returns the string whose quote is at an offset.
#[must_use]
pub fn string_at(text: &str, at: usize) -> std::borrow::Cow<'_, str> {
    let read = text::string(text, at + 1);
    read.map(|(string, _)| string).unwrap_or_default()
}

/// The types of JSON values, as bits of a set.
pub const NULL: u8 = 1;
pub const BOOLEAN: u8 = 2;
pub const INTEGER: u8 = 4;
pub const NUMBER: u8 = 8;
pub const STRING: u8 = 16;
pub const ARRAY: u8 = 32;
pub const OBJECT: u8 = 64;

/// A type that is read from JSON.
pub trait FromJson: Sized {
    /// Reads the next value of a text. The reader keeps what is wrong; it has consumed the value in any
    /// case.
    fn from_json(json: &mut Reader<'_>) -> Option<Self>;

    /// Reads what a deserializer of any format has, by way of a JSON text: [`from_slice`] is quicker where
    /// there is one already.
    ///
    /// # Errors
    /// As the deserializer fails, or if the value is not of the type.
    fn deserialize_json<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = transcode::text(deserializer)?;
        from_str(&text).map_err(D::Error::custom)
    }
}

/// Reads a JSON text.
///
/// # Errors
/// If it is not JSON in UTF-8 (RFC 8259, section 8.1), or not of the type; then the error has the
/// position.
pub fn from_slice<T: FromJson>(text: &[u8]) -> Result<T, JsonError> {
    match std::str::from_utf8(text) {
        Ok(text) => from_str(text),
        Err(error) => Err(JsonError::new(format!("is not JSON: {error}"))),
    }
}

/// Reads a JSON text.
///
/// # Errors
/// If it is not JSON, or not of the type; then the error has the position.
pub fn from_str<T: FromJson>(text: &str) -> Result<T, JsonError> {
    let mut json = Reader::new(text);
    let read = T::from_json(&mut json);
    json.finish(read)
}

/// Reads a JSON value.
///
/// # Errors
/// If it is not of the type; the error has the position.
pub fn from_value<T: FromJson>(value: &serde_json::Value) -> Result<T, JsonError> {
    from_str(&value.to_string())
}

/// Implements `Deserialize` for types that are read by [`FromJson`].
#[allow(unused_macros)]
macro_rules! deserialize {
    ($($name:ty),* $(,)?) => {$(
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize_json(deserializer)
            }
        }
    )*};
}

#[allow(unused_imports)]
pub(crate) use deserialize;
