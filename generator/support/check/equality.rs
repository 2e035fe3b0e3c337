//! Equality of JSON values.
#![forbid(unsafe_code)]

use serde_json::{Map, Value};

use super::super::json;

/// Returns whether two JSON values are equal: `1` and `1.0` are one number.
#[must_use]
pub fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(one), Value::Number(other)) => {
            match (json::integer(left), json::integer(right)) {
                (Some(left), Some(right)) => left == right,
                (None, None) => one == other || one.as_f64() == other.as_f64(),
                _ => false,
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| equal(left, right)))
        }
        _ => left == right,
    }
}

/// Returns a string that is the same for equal values.
pub(super) fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => match json::integer(value) {
            Some(number) => number.to_string(),
            None => number.to_string(),
        },
        Value::Array(items) => {
            format!(
                "[{}]",
                items.iter().map(canonical).collect::<Vec<_>>().join(",")
            )
        }
        Value::Object(object) => format!("{{{}}}", canonical_properties(object)),
        other => other.to_string(),
    }
}

fn canonical_properties(object: &Map<String, Value>) -> String {
    let mut entries: Vec<(&String, String)> = object
        .iter()
        .map(|(name, value)| (name, canonical(value)))
        .collect();
    entries.sort_unstable();
    entries
        .into_iter()
        .map(|(name, value)| format!("{}:{value}", Value::String(name.clone())))
        .collect::<Vec<_>>()
        .join(",")
}
