//! Values that travel as text: in parameters, in properties of forms, in plain bodies.

mod serialize;
mod writing;

pub(super) use serialize::{body_form, encode, plain_text, property_style, readings, written};
pub(super) use writing::{KINDS, Writing, combined};
