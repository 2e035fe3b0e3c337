//! Equality of JSON values.
#![forbid(unsafe_code)]

use serde_json::{Map, Value};

use super::super::json;

/// Equality of JSON values, by which `1` and `1.0` are one number.
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

/// A text that equal values share.
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
        Value::Object(members) => format!("{{{}}}", canonical_members(members)),
        other => other.to_string(),
    }
}

fn canonical_members(members: &Map<String, Value>) -> String {
    let mut entries: Vec<(&String, String)> = members
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
