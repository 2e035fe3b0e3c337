//! Merged schemas: what everything that applies to one value says together.
//!
//! Two readings of the same keywords. [`Merged`] is a view that is always there: types, pages and
//! samples are made from what it says, and take it as an approximation. [`exact`] gives one schema
//! that admits exactly the same values, or nothing; proofs rest on it.

mod bounds;
mod exact;
mod parts;
mod view;

pub use bounds::{Bounds, Range};
pub use exact::{Exact, exact};
pub(crate) use parts::parts;
pub use view::{Additional, Choice, Merged, Part};
