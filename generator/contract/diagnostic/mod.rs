//! Problems found in documents: collected, ordered, and shown together.

pub mod codes;
mod nearest;
mod problem;
mod show;
mod visible;

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::location::{Place, Position};

pub use codes::Code;
pub use nearest::nearest;
pub use problem::{Location, Problem, locate};
pub use show::{Style, show};
pub use visible::{is_direction_mark, visible, visible_json, visible_lines};

/// The severity of a problem. An error is about a part of the contract that cannot be used: what does
/// not need it is generated all the same, but the exit status is not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// A part of the document cannot be used.
    Error,
    /// Something is ignored, or read otherwise than it is written.
    Warning,
    /// Something worth knowing that needs no change.
    Note,
}

impl Severity {
    /// The word that messages begin with.
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
    /// The kind of problem.
    pub code: &'static Code,
    /// The severity, which is mostly that of the code.
    pub severity: Severity,
    /// The location in the document.
    pub place: Place,
    /// The line and column, where a pointer cannot say it because the file could not be parsed.
    pub position: Option<Position>,
    /// One sentence without its full stop, in terms of the document.
    pub message: String,
    /// A help line: what to do about it.
    pub help: Option<String>,
    /// What is wrong, apart from where: problems of one code and cause are reported once.
    pub cause: Option<String>,
    /// The other locations of a problem that is reported once.
    pub others: Vec<Place>,
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
            cause: None,
            others: Vec::new(),
        }
    }

    /// Groups the problem with all others of the same code and cause.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<String>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// Adds a help line.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Suggests another name in the help line, where there is one.
    #[must_use]
    pub fn did_you_mean(self, name: Option<impl fmt::Display>) -> Self {
        match name {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// A problem of a document that uses another version of OpenAPI or an older draft of JSON Schema.
    pub fn other_version(what: &str, home: &str, place: Place) -> Self {
        let message = format!("{what} belongs to {home} and has the meaning that it has there");
        Self::new(&codes::OTHER_VERSION, place, message.clone()).cause(message)
    }
}

/// A name as people remember it: without case and without what separates its words.
pub fn folded(name: &str) -> String {
    let letters = name.chars().filter(|character| character.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Sorts problems by severity, removes duplicates, and groups those of one cause.
pub fn tidy(diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    let mut causes = HashMap::new();
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics.drain(..) {
        let (code, place) = (diagnostic.code.id, diagnostic.place.clone());
        if !seen.insert((code, place, diagnostic.message.clone())) {
            continue;
        }
        if let Some(cause) = &diagnostic.cause {
            match causes.entry((code, diagnostic.severity, cause.clone())) {
                Entry::Vacant(entry) => {
                    entry.insert(kept.len());
                }
                Entry::Occupied(entry) => {
                    if let Some(first) = kept.get_mut(*entry.get()) {
                        first.others.push(diagnostic.place);
                        first.others.extend(diagnostic.others);
                    }
                    continue;
                }
            }
        }
        kept.push(diagnostic);
    }
    kept.sort_by_key(|diagnostic| diagnostic.severity);
    *diagnostics = kept;
}

/// Whether any of the problems is an error.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}
