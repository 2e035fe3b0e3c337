//! What differs between two schemas that stand in each other's place, keyword by keyword. Facts
//! only: what they mean is decided elsewhere.
//!
//! [`collect`] visits the keywords, the files beside it compare them, and [`differences`] collects
//! what they find.

mod annotations;
mod cause;
mod collect;
mod combinations;
mod containers;
mod differences;
mod discriminators;
mod scalars;

pub(super) use annotations::{is_annotated, wrapper_annotations};
pub(super) use cause::{Cause, Occurrence, cause, subject};
pub(super) use collect::collect;
pub(super) use differences::{Difference, Differences};
