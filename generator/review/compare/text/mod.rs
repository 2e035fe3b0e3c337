//! Values that travel as text: in parameters, in members of forms, in plain bodies.

mod serialize;
mod writing;

pub(super) use serialize::{body_form, encode, member_style, plain_text, readings, written};
pub(super) use writing::{KINDS, Writing, combined};
