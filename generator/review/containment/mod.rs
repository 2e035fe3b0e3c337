//! Whether every value that one schema admits is admitted by another.
//!
//! The question is whether the values of the one that are not values of the other are none: a
//! proof where that is so, and a value to show where it is not.
//!
//! - [`decider`] asks the questions, and [`breaks`] those about one place below two schemas.
//! - [`term`] reads schemas as constraints.
//! - [`solve`] decides whether constraints have a value.
//! - [`flatten`] reads an `allOf` as one schema.

mod assumptions;
mod breaks;
mod cut;
mod decider;
mod flatten;
mod shrink;
mod solve;
mod term;

pub(crate) use assumptions::{Assumptions, Filled};
pub(crate) use cut::{Cut, Step};
pub(crate) use decider::{Containment, Decider, Example};
pub(crate) use flatten::{Again, alternatives, flatten, overlaid, see_through, seen_through};
pub(crate) use term::{Class, Kind};

#[cfg(test)]
mod tests;
