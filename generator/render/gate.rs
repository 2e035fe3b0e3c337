//! Attributes that leave code out where no feature asks for it.

use askama::Template;

use super::text::RustCode;

/// `#[cfg(…)]` on a line of its own, for what any of some features needs; nothing where none is
/// named.
#[derive(Template)]
#[template(path = "rust/gate.rs")]
pub(super) struct Gate<'a> {
    features: Vec<&'a str>,
}

impl RustCode for Gate<'_> {}

pub(super) fn any<'a>(features: impl IntoIterator<Item = &'a str>) -> Gate<'a> {
    Gate {
        features: features.into_iter().collect(),
    }
}
