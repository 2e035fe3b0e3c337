//! The examples of a contract that are valid, to be made tests of.

#[cfg(feature = "review")]
mod judged;

use serde_json::Value;

use crate::contract::{Direction, SchemaId};
use crate::source::Place;

#[cfg(feature = "review")]
pub use judged::valid;

/// An example that its schema admits.
#[derive(Debug, Clone)]
pub struct Example {
    pub place: Place,
    pub schema: SchemaId,
    pub value: Value,
    pub direction: Direction,
    /// JSON pointers to members that no schema declares, or that only the other direction has. Types made from the contract have no
    /// place for them.
    pub undeclared: Vec<String>,
    /// What it is an example of, where that is an operation: its index in the contract.
    pub operation: Option<usize>,
}
