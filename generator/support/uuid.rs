//! UUIDs (RFC 9562).
#![forbid(unsafe_code)]

use serde_json::Value;
use uuid::Uuid;

use super::json::{FromJson, JsonError};

impl FromJson for Uuid {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let text = value
            .as_str()
            .ok_or_else(|| JsonError::expected("a UUID", &value))?;
        Self::parse_str(text).map_err(|error| JsonError::new(format!("is no UUID: {error}")))
    }
}
