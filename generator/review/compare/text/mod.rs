//! Values that travel as text: in parameters, in members of forms, in plain bodies.

mod reading;
mod serialize;
mod writing;

pub(super) use reading::{Reading, admits_text, is_read, reading, replaced};
pub(super) use serialize::{body_form, encode, member_style, plain_text, written};
pub(super) use writing::{KINDS, Writing};
