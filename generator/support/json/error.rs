//! Why a text cannot be read, and where.
#![forbid(unsafe_code)]

use std::borrow::Cow;
use std::fmt;

use super::observer::{Observer, Scalar};
use super::problem::Mismatch;
use super::reader::Reader;

/// The longest name of a property that a pointer shows whole, in bytes.
const TOKEN: usize = 200;

/// Adds the name of a property or the index of an item to a JSON pointer (RFC 6901). A longer name than
/// people give is cut short.
pub fn write_token(token: &str, pointer: &mut String) {
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

/// Why a value cannot be read, with the position in the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError(Box<Problem>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Problem {
    pointer: String,
    message: Cow<'static, str>,
}

impl JsonError {
    /// An error at the value itself.
    #[must_use]
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Problem {
            pointer: String::new(),
            message: message.into(),
        }))
    }

    /// An error at a value within a text.
    #[cold]
    pub fn at(text: &str, mismatch: Mismatch) -> Self {
        let mut pointer = pointer(text, mismatch.at);
        if let Some(name) = mismatch.name {
            write_token(name, &mut pointer);
        }
        Self(Box::new(Problem {
            pointer,
            message: mismatch.message,
        }))
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

/// Returns why a text could not be read as a type.
#[must_use]
pub fn error_of(text: &str, mismatch: Option<Box<Mismatch>>) -> JsonError {
    match mismatch {
        Some(mismatch) => JsonError::at(text, *mismatch),
        None => JsonError::new("cannot be read"),
    }
}

impl Reader<'_> {
    /// Ends, and returns what was read.
    ///
    /// # Errors
    /// If the text is not JSON, or a value in it not of its type.
    pub fn finish<T>(self, read: Option<T>) -> Result<T, JsonError> {
        let text = self.text;
        match (self.end(), read) {
            (Err(malformed), _) => Err(JsonError::new(format!("is not JSON: {malformed}"))),
            (Ok(None), Some(read)) => Ok(read),
            (Ok(mismatch), _) => Err(error_of(text, mismatch)),
        }
    }
}

/// Returns the JSON pointer of the value at an offset, by reading the text once more.
fn pointer(text: &str, at: usize) -> String {
    let mut path = Path {
        target: at,
        tokens: Vec::new(),
        is_found: false,
    };
    Reader::observed(text, 0, 0, &mut path).skip();
    let mut pointer = String::new();
    path.tokens
        .iter()
        .for_each(|token| write_token(token, &mut pointer));
    pointer
}

/// The way to a value.
struct Path {
    target: usize,
    /// The name or index of what is being read in each array or object around it.
    tokens: Vec<String>,
    is_found: bool,
}

impl Path {
    fn step(&mut self, token: String) {
        if let Some(last) = self.tokens.last_mut() {
            *last = token;
        }
    }
}

impl Observer for Path {
    fn scalar(&mut self, at: usize, _: Scalar<'_>) {
        self.is_found |= at == self.target;
    }

    fn open(&mut self, at: usize, _: bool) -> Option<usize> {
        self.is_found |= at == self.target;
        if !self.is_found {
            self.tokens.push(String::new());
        }
        None
    }

    fn name(&mut self, _: usize, name: &str) {
        self.step(name.to_owned());
    }

    fn item(&mut self, _: usize, index: usize) {
        self.step(index.to_string());
    }

    fn close(&mut self, _: usize) {
        self.tokens.pop();
    }

    fn is_over(&self) -> bool {
        self.is_found
    }
}
