//! Parameters.

mod both;
mod name;
mod parameters;
mod path;
mod style;
mod value;

pub(super) use parameters::compare;
pub(super) use value::compare as compare_value;
