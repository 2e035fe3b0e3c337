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
