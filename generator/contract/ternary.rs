//! Three-valued logic: `None` is what is undecided.

/// Three-valued "not".
#[must_use]
pub fn not(value: Option<bool>) -> Option<bool> {
    value.map(|holds| !holds)
}

/// Three-valued "and".
#[must_use]
pub fn both(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Three-valued "or".
#[must_use]
pub fn either(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    not(both(not(left), not(right)))
}

/// Whether at least so many hold, where some do and some are undecided.
#[must_use]
pub fn at_least(wanted: u64, holding: u64, undecided: u64) -> Option<bool> {
    match (holding >= wanted, holding + undecided >= wanted) {
        (true, _) => Some(true),
        (false, false) => Some(false),
        (false, true) => None,
    }
}
