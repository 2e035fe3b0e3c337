//! Schemas as pages show them.

mod anchors;
mod constraints;
mod fields;
mod flat;
mod label;
mod nesting;
mod scope;
mod values;

pub use anchors::Anchors;
pub use constraints::{Constraint, constraints};
pub use fields::{Direction, Field, Structure};
pub use flat::Flat;
pub use label::Label;
pub use scope::Scope;
pub use values::{EnumValue, values};

/// The nesting of arrays and maps that a label or a constraint describes.
const MAX_NESTING: usize = 3;
