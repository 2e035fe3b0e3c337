//! Patterns that need too many steps: whatever combines schemas, such a value is not valid.
#![forbid(unsafe_code)]

use std::cell::Cell;

thread_local! {
    /// The pattern, since it was last asked for.
    static EXCEEDED: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Remembers a pattern.
pub(super) fn remember(source: &'static str) {
    EXCEEDED.set(Some(source));
}

/// Returns the pattern that was last remembered, and forgets it.
pub(super) fn take() -> Option<&'static str> {
    EXCEEDED.take()
}
