//! Why something could not be done.

use std::fmt;
use std::io;

use crate::Loaded;
use crate::diagnostic::{Severity, Style, show};

/// Why a command or a build script could not do its work.
#[derive(thiserror::Error)]
pub enum Error {
    /// The document has errors; the text shows each with its place.
    #[error("{0}")]
    Document(String),
    /// A file could not be read or written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A template failed: a fault of this program.
    #[error("a template failed: {0}")]
    Template(String),
    /// The program was asked for something that makes no sense.
    #[error("{0}")]
    Usage(String),
}

impl Error {
    pub(crate) fn document(loaded: &Loaded) -> Self {
        let errors: Vec<_> = loaded
            .report
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .cloned()
            .collect();
        let text = show(&errors, &loaded.document.sources, Style::Plain);
        Self::Document(text.trim_end().to_owned())
    }
}

/// Build scripts print the error that `main` returns by `Debug`: it reads as it is displayed.
impl fmt::Debug for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "\n{self}")
    }
}
