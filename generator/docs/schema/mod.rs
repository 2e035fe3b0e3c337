//! Schemas as people read them.

mod fields;
mod flat;
mod label;
mod words;

pub use fields::{Anchors, Direction, EnumValue, Field, Scope, Shape, values};
pub use flat::{Choice, Flat};
pub use label::Label;
pub use words::{Rule, rules};

/// How many lists and maps in one another are told of in one place.
const DEEPEST: usize = 3;
