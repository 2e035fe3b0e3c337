//! Names of properties: which one of a list it is, and whether it was met before.
#![forbid(unsafe_code)]

use std::borrow::Cow;
use std::collections::HashSet;

/// A list of names that is not longer than this is searched in the order in which it is written. A
/// longer one is sorted.
const IN_ORDER: usize = 16;

/// Returns the position of a name in a list. The `next` one is tried first.
#[inline]
pub fn find<T>(
    list: &[T],
    name: &str,
    next: usize,
    of: impl Fn(&T) -> &'static str,
) -> Option<usize> {
    if list.get(next).is_some_and(|item| of(item) == name) {
        return Some(next);
    }
    if list.len() <= IN_ORDER {
        return list.iter().position(|item| of(item) == name);
    }
    list.binary_search_by(|item| of(item).cmp(name)).ok()
}

/// The names of an object's properties that were met.
#[derive(Debug, Default)]
pub(super) struct Names<'t> {
    few: Vec<Cow<'t, str>>,
    many: Option<HashSet<Cow<'t, str>>>,
}

impl<'t> Names<'t> {
    /// Adds a name, and returns whether it was there.
    pub fn met(&mut self, name: Cow<'t, str>) -> bool {
        if let Some(many) = &mut self.many {
            return !many.insert(name);
        }
        if self.few.contains(&name) {
            return true;
        }
        self.few.push(name);
        if self.few.len() > IN_ORDER {
            self.many = Some(std::mem::take(&mut self.few).into_iter().collect());
        }
        false
    }
}
