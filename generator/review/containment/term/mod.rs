//! Schemas as terms: small constraints, each about one kind of value, joined by and, or, exactly
//! one, and not.

mod classes;
mod direction;
mod keywords;
mod node;
mod store;
pub(crate) mod unevaluated;

pub(crate) use classes::{Class, Classes};
pub(crate) use node::{Id, Kind, Kinds, Node, Properties, Scalar, is_exact, json_number};
pub(crate) use store::{Nodes, constant};
