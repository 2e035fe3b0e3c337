//! Where changes are met, in a few words.

use crate::finding::Finding;

/// Where a change is met, in the rest of a line; what is about an operation as a whole names it.
pub(super) fn whereabouts(findings: &[&Finding]) -> String {
    let operations = || findings.iter().flat_map(|finding| &finding.operations);
    let more = operations().count().saturating_sub(1);
    match operations().next() {
        Some(first) if !first.part.is_empty() => match more {
            0 => format!(" ({first})"),
            _ => format!(" ({first}, and {more} more)"),
        },
        _ => String::new(),
    }
}
