//! What differs below two schemas: the constraints, and the way to them.

use super::term::Kind;
use counterpart_contract::{Schema, SchemaId};

/// Constraints cut out of a schema.
#[derive(Debug, Clone)]
pub(crate) enum Constraints {
    Keywords(Box<Schema>),
    /// Branches; and those of the other contract's that stand against one of them. What these
    /// admit and none of the branches does is no matter of the choice: that more than one does
    /// is, where only one may.
    Subschemas(Box<Schema>, Option<Box<Schema>>),
    /// The `unevaluated` keyword of a schema about arrays or objects, which speaks of all that is
    /// beside it.
    Unevaluated(SchemaId, Kind),
    /// What is said about properties that are not named: about all of them, or about one.
    OtherProperties(Box<Schema>, Option<String>),
}

/// A step from a schema to one of its parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    /// A part that is about the same value.
    SameValue,
    Property(String),
    /// A property that none of the names and patterns names.
    AdditionalProperty(Vec<String>, Vec<String>),
    PatternProperty(String),
    Position(usize),
    Item,
}
