//! What contracts promise beside their meaning: days on which something ends, how stable it is,
//! and rules of style that a team sets itself.

use serde_json::{Map, Value};

use crate::contract::Operation;

/// The day from which a deprecated operation may be gone: `x-sunset`, as `YYYY-MM-DD`.
pub(super) fn sunset(extensions: &Map<String, Value>) -> Option<String> {
    let text = extensions.get("x-sunset")?.as_str()?;
    is_day(text.get(..10)?).then(|| text[..10].to_owned())
}

/// How much an operation promises: the lower, the less.
pub(super) fn stability(extensions: &Map<String, Value>) -> Option<(u8, &str)> {
    let level = extensions.get("x-stability-level")?.as_str()?;
    let rank = match level {
        "draft" => 0,
        "alpha" => 1,
        "beta" => 2,
        "stable" => 3,
        _ => return None,
    };
    Some((rank, level))
}

/// Why an operation may go without breaking a promise, if it may: the contract said so.
pub(super) fn promise(operation: &Operation, today: &Option<String>) -> Option<String> {
    if let Some((rank @ 0..=1, level)) = stability(&operation.extensions) {
        let _ = rank;
        return Some(format!(
            "the operation is {level}, so that nothing was promised"
        ));
    }
    let day = sunset(&operation.extensions).filter(|_| operation.deprecated)?;
    let today = today.as_ref()?;
    (day <= *today).then(|| format!("the operation was deprecated until {day}"))
}

/// Whether a text is a day as RFC 3339 writes it (section 5.6, `full-date`).
pub(super) fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(index, byte)| match index {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}
