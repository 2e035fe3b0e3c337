//! Why something could not be done.

use std::fmt;
use std::io;

use crate::Loaded;
use crate::diagnostic::{Diagnostic, Problem, Severity, Style, locate, show};
use crate::output::obstacle::Obstacle;
use crate::source::Sources;

/// Why a command or a build script could not do its work.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is nothing to work on: the document cannot be read, or a selected part is not in it.
    #[error("{0}")]
    Unusable(Problems),
    /// The contract has errors, or, where they count as errors, warnings.
    #[error("{0}")]
    Document(Problems),
    /// The settings file has errors.
    #[error("{0}")]
    Settings(Problems),
    /// Files that were not generated, or folders, are where output has to be written. Nothing was
    /// changed.
    #[error("{}", occupied(.0))]
    Occupied(Vec<Obstacle>),
    /// A file could not be read or written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A template failed: a fault of this program.
    #[error("a template failed: {0}")]
    Template(String),
    /// An option has a value that makes no sense.
    #[error("{0}")]
    Usage(String),
}

impl Error {
    /// The problems in documents, or in the settings file, that are the reason; none where the reason is another.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Unusable(problems) | Self::Document(problems) | Self::Settings(problems) => {
                &problems.list
            }
            _ => &[],
        }
    }

    /// An error made of the problems of a document that matter so much.
    pub(crate) fn document(loaded: &Loaded, least: Severity) -> Self {
        Self::Document(Problems::of_document(loaded, least))
    }

    /// An error made of the errors of a document that nothing can be made of.
    pub(crate) fn unusable(loaded: &Loaded) -> Self {
        Self::Unusable(Problems::of_document(loaded, Severity::Error))
    }
}

/// Build scripts print the error that `main` returns by `Debug`: it reads as it is displayed.
impl fmt::Debug for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "\n{self}")
    }
}

/// Problems in documents: each as a value, and all of them as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems {
    list: Vec<Problem>,
    text: String,
}

impl Problems {
    fn of_document(loaded: &Loaded, least: Severity) -> Self {
        let matter = |problem: &&Diagnostic| problem.severity <= least;
        let diagnostics: Vec<_> = loaded.report.iter().filter(matter).cloned().collect();
        Self::new(&diagnostics, &loaded.document.sources)
    }

    pub(crate) fn new(diagnostics: &[Diagnostic], sources: &Sources) -> Self {
        let text = show(diagnostics, sources, Style::Plain);
        Self {
            list: locate(diagnostics, sources),
            text: text.trim_end().to_owned(),
        }
    }

    /// Each problem.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.list.iter()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

fn occupied(obstacles: &[Obstacle]) -> String {
    let mut text = match obstacles.len() {
        1 => "cannot write 1 file, and changed nothing:".to_owned(),
        count => format!("cannot write {count} files, and changed nothing:"),
    };
    for obstacle in obstacles {
        text.push_str(&format!("\n  {obstacle}"));
    }
    text
}
