//! What contracts say of the life of operations: how stable they are, and the day on which they
//! end.

mod days;
mod stability;
mod sunset;

pub(crate) use days::{between, is_day};
pub(crate) use stability::Stability;
pub(crate) use sunset::{Sunset, has_ended, may_end, until};
