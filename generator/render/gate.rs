//! Feature gates of generated code.

use askama::Template;

use super::text::RustCode;

/// A `#[cfg(…)]` line that is true if any of the features is enabled; nothing if no feature is
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
