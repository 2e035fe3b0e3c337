//! Responses.

mod headers;
mod links;
mod media_types;
mod responses;

pub(super) use responses::compare;
