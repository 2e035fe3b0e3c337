//! Operations.

mod callbacks;
mod moved;
mod parts;
pub(super) mod schemes;
mod security;
mod servers;
mod unresolved;

pub(super) use moved::{is_split, taken_from, taken_over};
pub(super) use parts::{compare, sent_by_service};
