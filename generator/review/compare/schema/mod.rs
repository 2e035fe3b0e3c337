//! The schemas of messages: what the differences between them mean for those who send and receive.
//! [`walk`] visits the differences, and [`judge`] decides about each.

mod judge;
mod message;
mod walk;

pub(super) use judge::Schemas;
pub(super) use message::compare;
