//! What keeps a text from being read.
#![forbid(unsafe_code)]

use std::borrow::Cow;
use std::fmt;

use super::text::Broken;

/// A value that is not of its type.
#[derive(Debug)]
pub struct Mismatch {
    pub at: usize,
    /// The property of the value that is meant.
    pub name: Option<&'static str>,
    pub message: Cow<'static, str>,
}

/// Why a text is not JSON.
#[derive(Debug)]
pub struct Malformed {
    line: usize,
    column: usize,
    message: &'static str,
}

impl Malformed {
    #[cold]
    pub(super) fn new(text: &str, (at, message): Broken) -> Self {
        let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
        let mut lines = before.split(|byte| *byte == b'\n');
        let last = lines.next_back().unwrap_or_default();
        Self {
            line: lines.count() + 1,
            column: last.len() + 1,
            message,
        }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            column,
            message,
        } = self;
        write!(out, "{message} at line {line} column {column}")
    }
}
