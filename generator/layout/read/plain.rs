//! A fast way through for statements that are fine as they are.

use super::super::tree::Id;
use super::Reader;

impl Reader<'_> {
    /// A statement on a line of its own that rustfmt would not change.
    pub(super) fn plain(&mut self) -> Option<Id> {
        None
    }
}
