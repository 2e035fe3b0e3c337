//! Which operations of two contracts answer the same requests.

mod address;
mod matching;
mod spelling;
mod templates;

pub(crate) use address::{Address, addresses, shape, whole_shapes};
pub(crate) use matching::{Matching, matching};
pub(crate) use spelling::spelling;
pub(crate) use templates::{Filled, Part, covers, filled, holes, matches, segments};
