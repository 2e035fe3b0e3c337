//! What is assumed of those who send and receive.

use crate::side::Side;

/// Who sends, and what may be assumed of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Assumptions {
    pub sender: Side,
    /// An answer rather than a request: says which of `readOnly` and `writeOnly` counts.
    pub answer: bool,
    pub open_world: bool,
    pub lenient_receiver: bool,
    pub filled: Filled,
    /// Whatever has no parts is sent as text, wherever it stands. So a text says all that a number
    /// would, where the sender may send any.
    pub textual: bool,
}

/// What is left out of the values that are sent: what is written as nothing, or as another value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Filled {
    #[default]
    No,
    /// Lists and objects without parts.
    Parts,
    /// These, and the empty text.
    All,
    /// Lists of one item, too, which are written as that item.
    Several,
}
