//! Whether every value that one schema admits is admitted by another.
//!
//! The question is whether the values of the one that are not values of the other are none: a
//! proof where that is so, and a value to show where it is not.
//!
//! - [`decider`] asks the questions, and [`breaks`] those about one place below two schemas.
//! - [`term`] reads schemas as constraints.
//! - [`solve`] decides whether constraints have a value.
//! - [`merge`] reads an `allOf` as one schema.

mod assumptions;
mod breaks;
mod constraints;
mod decider;
mod merge;
mod shrink;
mod solve;
mod term;

pub(crate) use assumptions::{Assumptions, Omitted};
pub(crate) use constraints::{Constraints, Step};
pub(crate) use decider::{Containment, Decider, Example};
pub(crate) use merge::{
    Repeated, branches, merge_all_of, merge_overlapping, without_wrapper, without_wrappers,
};
pub(crate) use term::{Class, Kind};

#[cfg(test)]
mod tests;
