//! Which operations of two contracts match the same requests.

mod address;
mod matching;
mod normalized;
mod templates;

pub(crate) use address::{Address, addresses, full_templates, template};
pub(crate) use matching::{Matching, matching};
pub(crate) use normalized::normalized;
pub(crate) use templates::{
    PathArgument, PathPart, covers, matches, path_arguments, pieces, segments,
};
