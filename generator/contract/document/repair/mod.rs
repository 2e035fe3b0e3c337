//! Repairs of everything but schemas: slips of the real world, mended where what is meant is clear.

mod context;
mod keys;
mod objects;
mod security;

use serde_json::{Map, Value};

use super::grammar::Kind;
use crate::location::Place;

pub use context::{Repairs, describe, number_text};
pub use keys::{fill, key, misspelt};
pub use objects::fill_schema;

/// What the object is clearly meant to say, where that differs from what it says; the outer
/// `None` where nothing can be made of it.
pub fn mend(
    repairs: &mut Repairs<'_>,
    kind: Kind,
    members: &Map<String, Value>,
    place: &Place,
) -> Option<Option<Map<String, Value>>> {
    match kind {
        Kind::Parameter => objects::parameter(repairs, members, place),
        Kind::Header => Some(objects::header(repairs, members, place)),
        Kind::Encoding => Some(objects::encoding(repairs, members, place)),
        Kind::SecurityScheme => security::scheme(repairs, members, place),
        Kind::Link => objects::link(repairs, members, place),
        _ => Some(None),
    }
}
