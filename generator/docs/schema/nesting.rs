//! Unwraps arrays and maps to the schema of their items and values.

use std::borrow::Cow;

use super::flat::Flat;
use crate::contract::{Contract, Type};

/// Returns the schema within nested arrays and maps, and the path to it in a dotted name: `[]` for
/// items, `*` for values of a map.
pub(super) fn innermost<'a, 'f>(
    contract: &'a Contract,
    flat: &'f Flat<'a>,
) -> (Cow<'f, Flat<'a>>, String) {
    let mut flat = Cow::Borrowed(flat);
    let mut suffix = String::new();
    for _ in 0..4 {
        let next = if flat.has_structure() {
            None
        } else if let Some(items) = flat.items() {
            Some((items, "[]"))
        } else if flat.is(Type::Object) {
            flat.additional().map(|values| (values, ".*"))
        } else {
            None
        };
        let Some((next, step)) = next else {
            break;
        };
        flat = Cow::Owned(Flat::of(contract, &[next]));
        suffix.push_str(step);
    }
    (flat, suffix)
}
