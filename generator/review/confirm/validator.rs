//! The `jsonschema` crate's validators.

use jsonschema::Validator;
use serde_json::{Value, json};

/// Whether the validator can read a pattern.
pub(super) fn is_readable(pattern: &str) -> bool {
    validator(&json!({"pattern": pattern})).is_ok()
}

pub(super) fn validator(schema: &Value) -> Result<Validator, String> {
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
        .map_err(|error| error.to_string())
}
