//! The schemas of messages: what differs, keyword by keyword ([`facts`]), and what that means for
//! those who send and receive ([`judge`]).

mod cause;
mod facts;
mod judge;
mod memory;
mod message;
mod walk;

pub(super) use judge::Schemas;
pub(super) use memory::Memory;
pub(super) use message::compare;
