//! Whether a set of constraints has a value, and which.
//!
//! [`solver`] decides goals, [`search`] takes their constraints apart, and a file for each kind of
//! value ends it. [`simulation`] proves most goals without a search.

mod arrays;
mod branch;
mod context;
mod implication;
mod literal;
mod objects;
mod outcome;
mod pair;
mod properties;
mod scalars;
mod search;
mod simulation;
mod solver;
mod strings;
mod unions;

pub(crate) use literal::Literal;
pub(crate) use outcome::{OUT_OF_BUDGET, Outcome};
pub(crate) use pair::NameAssumptions;
pub(crate) use solver::Solver;
