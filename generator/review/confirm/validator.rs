//! The `jsonschema` crate's validators.

use std::fmt;

use jsonschema::Validator;
use serde_json::{Value, json};

/// A schema that the validator cannot read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnreadableSchema {
    /// What the validator says of it.
    pub message: String,
}

impl fmt::Display for UnreadableSchema {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for UnreadableSchema {}

/// Returns whether the validator can read a pattern.
pub(super) fn is_readable(pattern: &str) -> bool {
    validator(&json!({"pattern": pattern})).is_ok()
}

pub(super) fn validator(schema: &Value) -> Result<Validator, UnreadableSchema> {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .with_format("byte", |text: &str| {
            let plain = text.trim_end_matches('=');
            text.len().is_multiple_of(4)
                && text.len() - plain.len() <= 2
                && plain
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
        })
        .build(schema)
        .map_err(|error| UnreadableSchema {
            message: error.to_string(),
        })
}
