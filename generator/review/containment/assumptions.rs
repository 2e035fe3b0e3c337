//! What is assumed of those who send and receive.

use crate::side::Side;

/// Who sends, and what may be assumed of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Assumptions {
    pub sender: Side,
    /// A response rather than a request: says which of `readOnly` and `writeOnly` counts.
    pub response: bool,
    pub open_world: bool,
    pub lenient_receiver: bool,
    pub omitted: Omitted,
    /// Whatever has no parts is sent as text, wherever it stands. So a text says all that a number
    /// would, where the sender may send any.
    pub as_text: bool,
}

/// What is left out of the values that are sent: what is written as nothing, or as another value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Omitted {
    #[default]
    Nothing,
    /// Arrays and objects without items and properties.
    EmptyContainers,
    /// These, and the empty string.
    EmptyValues,
    /// These, and arrays of one item, which are serialized as that item.
    EmptyAndSingle,
}
