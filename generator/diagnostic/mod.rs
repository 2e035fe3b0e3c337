//! Problems found in documents: collected, ordered, and shown together.

pub mod codes;
mod show;

use std::collections::HashSet;

use crate::source::{Place, Position};

pub use codes::Code;
pub(crate) use show::is_direction_mark;
pub(crate) use show::visible;
pub use show::{Style, show};

/// How much a problem matters. An error names a part of the contract that cannot be used as it is
/// meant: what does not need it is generated all the same, but the run does not end clean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

impl Severity {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: &'static Code,
    pub severity: Severity,
    pub place: Place,
    /// Where the place alone cannot say it: the text is no document, so that it has no places.
    pub position: Option<Position>,
    /// One sentence without its full stop, in terms of the document.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem of the code's own severity.
    #[must_use]
    pub fn new(code: &'static Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            place,
            position: None,
            message: message.into(),
            help: None,
        }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Orders problems by place and drops those that were said before of the same place.
pub fn tidy(diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    diagnostics.retain(|diagnostic| {
        seen.insert((
            diagnostic.code.id,
            diagnostic.place.clone(),
            diagnostic.message.clone(),
        ))
    });
    diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
}

/// Whether any of the problems is an error.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}
