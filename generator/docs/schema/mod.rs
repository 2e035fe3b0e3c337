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

/// How many arrays and maps nested in one another a label or a constraint describes.
const DEEPEST: usize = 3;
