//! Schemas as people read them.

mod fields;
mod flat;
mod label;
mod words;

pub use fields::{
    Alternative, Alternatives, Anchors, Direction, EnumValue, Field, Fields, Scope, Shape, values,
};
pub use flat::{Choice, Flat};
pub use label::{Label, LabelPart};
pub use words::{Rule, rules};

/// How many lists and maps in one another are told of in one place.
const DEEPEST: usize = 3;
