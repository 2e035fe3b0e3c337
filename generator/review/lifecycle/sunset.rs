//! `x-sunset`: the day on which something deprecated ends.

use serde_json::{Map, Value};

use super::days::day_of;
use super::stability::Stability;
use counterpart_contract::Operation;

/// What `x-sunset` says.
pub(crate) enum Sunset<'a> {
    Missing,
    Unreadable,
    Day(&'a str),
}

impl<'a> Sunset<'a> {
    pub(crate) fn of(extensions: &'a Map<String, Value>) -> Self {
        match extensions.get("x-sunset") {
            None => Self::Missing,
            Some(value) => match value.as_str().and_then(day_of) {
                Some(day) => Self::Day(day),
                None => Self::Unreadable,
            },
        }
    }
}

/// The day from which a deprecated operation may be removed: `x-sunset`, as `YYYY-MM-DD`.
fn sunset(extensions: &Map<String, Value>) -> Option<String> {
    match Sunset::of(extensions) {
        Sunset::Day(day) => Some(day.to_owned()),
        Sunset::Missing | Sunset::Unreadable => None,
    }
}

/// Until when something is deprecated, in the rest of a sentence that says so.
pub(crate) fn until(extensions: &Map<String, Value>) -> String {
    sunset(extensions).map_or(String::new(), |day| format!(", until {day}"))
}

/// Why an operation may be removed without breaking a promise, if it may.
pub(crate) fn may_end(operation: &Operation, today: Option<&str>) -> Option<String> {
    let unpromised = Stability::promising_nothing(operation).map(Stability::excuse);
    unpromised.or_else(|| {
        let day = has_ended(operation.deprecated, &operation.extensions, today)?;
        Some(format!("the operation was deprecated until {day}"))
    })
}

/// The day until which something was deprecated, where that has passed.
pub(crate) fn has_ended(
    deprecated: bool,
    extensions: &Map<String, Value>,
    today: Option<&str>,
) -> Option<String> {
    let today = today?;
    sunset(extensions).filter(|day| deprecated && day.as_str() <= today)
}
