//! The front of the pipeline: from a path to a contract.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Problem, Severity, codes, locate};
use crate::document::{self, Document, ReadOptions};
use crate::location::Place;
use crate::lower::lower;
use crate::model::{Contract, Selection};
use crate::source::{Disk, Loader, Sources, read_file};

/// A contract, the document that it was read from, and the problems found on the way.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The files, and the version that they follow.
    pub document: Document,
    /// What they say.
    pub contract: Contract,
    /// The problems, most severe first.
    pub report: Vec<Diagnostic>,
}

impl Loaded {
    /// Leaves out of the contract what is not selected; what is selected and is not there is an
    /// error in [`report`](Self::report).
    pub fn select(&mut self, selection: &Selection) {
        self.contract.select(selection, &mut self.report);
    }

    /// The problems in [`report`](Self::report) with their files, lines and columns.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        locate(&self.report, &self.document.sources)
    }
}

/// Reads a contract from a file and the files that it refers to.
///
/// The contract is whole where [`Loaded::report`] holds no errors.
#[must_use]
pub fn load(path: &Path, options: ReadOptions) -> Loaded {
    let shown = path.to_string_lossy().replace('\\', "/");
    let (folder, name) = shown
        .rsplit_once('/')
        .map_or(("", shown.as_str()), |(_, name)| {
            (&shown[..shown.len() - name.len()], name)
        });
    let disk = Disk {
        folder: path.parent().unwrap_or(Path::new("")).to_owned(),
    };
    match read_file(path) {
        Ok(text) => load_text(folder, name, text, &disk, options),
        Err(error) => {
            let mut sources = Sources::new(folder);
            // The empty file gives the message something to name.
            let _ = sources.add(name, String::new(), &mut Vec::new());
            let problem = Diagnostic::new(
                &codes::FILE_UNREADABLE,
                Place::default(),
                format!("cannot read `{shown}`: {error}"),
            );
            Loaded {
                document: Document {
                    sources,
                    ..Document::default()
                },
                contract: Contract::default(),
                report: vec![problem],
            }
        }
    }
}

/// Reads a contract whose root is in memory already.
///
/// `folder` is what messages put before the names of files; `loader` gives the other files.
#[must_use]
pub fn load_text(
    folder: &str,
    name: &str,
    text: String,
    loader: &dyn Loader,
    options: ReadOptions,
) -> Loaded {
    let mut report = Vec::new();
    let (document, outline) = document::read(folder, name, text, loader, options, &mut report);
    let mut contract = lower(&document, outline, &mut report);
    let errors = report
        .iter()
        .filter(|problem| problem.severity == Severity::Error);
    contract.unread = errors
        .flat_map(|problem| [&problem.place].into_iter().chain(&problem.others))
        .cloned()
        .collect();
    Loaded {
        document,
        contract,
        report,
    }
}
