//! Applies changes to a folder atomically.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::survey::{Change, Survey};
use super::{named, unwritten};
use crate::parallel;

/// The prefix of temporary files. Those of a killed run are removed by the next one.
pub(super) const TEMPORARY: &str = ".counterpart-";

/// A completed step, with the information to undo it.
#[derive(Debug)]
enum Step {
    /// The folder was created.
    Folder(PathBuf),
    /// The file was written under its temporary name.
    Staged(PathBuf),
    /// The existing file was moved aside.
    Moved { path: PathBuf, aside: PathBuf },
    /// The file was created where none existed.
    Created(PathBuf),
}

/// Rolls back its steps if it is dropped before [`finish`](Self::finish).
#[derive(Debug)]
pub(super) struct Transaction {
    root: PathBuf,
    steps: Vec<Step>,
}

impl Transaction {
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            steps: Vec::new(),
        }
    }

    /// Writes the new files under temporary names next to their paths, so that a full disk or a
    /// missing permission is detected before anything is replaced.
    pub fn stage(&mut self, survey: &Survey<'_>) -> io::Result<()> {
        for folder in &survey.folders {
            fs::create_dir(folder).map_err(|error| unwritten(&error, folder))?;
            self.steps.push(Step::Folder(folder.clone()));
        }
        let numbered: Vec<_> = survey.changes.iter().enumerate().collect();
        let staged = numbered
            .iter()
            .map(|(number, change)| Step::Staged(self.temporary(&change.path, "new", *number)));
        let staged: Vec<Step> = staged.collect();
        self.steps.extend(staged);
        let write = |(number, change): &(usize, &Change<'_>)| {
            let temporary = self.temporary(&change.path, "new", *number);
            write_new(&temporary, change.contents.as_bytes())
                .map_err(|error| unwritten(&error, &change.path))
        };
        parallel::map(&numbered, write).into_iter().collect()
    }

    /// Moves stale files aside, and renames staged files to their final names.
    pub fn commit(&mut self, survey: &Survey<'_>, stale: &[PathBuf]) -> io::Result<()> {
        for (number, path) in stale.iter().enumerate() {
            let aside = self.temporary(path, "stale", number);
            fs::rename(path, &aside).map_err(|error| named(&error, path))?;
            let path = path.clone();
            self.steps.push(Step::Moved { path, aside });
        }
        for (number, change) in survey.changes.iter().enumerate() {
            let path = &change.path;
            let failed = |error| unwritten(&error, path);
            if change.replaces {
                let aside = self.temporary(path, "old", number);
                keep(path, &aside).map_err(failed)?;
                let path = path.clone();
                self.steps.push(Step::Moved { path, aside });
            }
            fs::rename(self.temporary(path, "new", number), path).map_err(failed)?;
            if !change.replaces {
                self.steps.push(Step::Created(path.clone()));
            }
        }
        Ok(())
    }

    /// Commits the changes.
    pub fn finish(mut self) {
        for step in self.steps.drain(..) {
            if let Step::Moved { aside, .. } = step {
                let _ = fs::remove_file(aside);
            }
        }
    }

    /// Returns a temporary name. It is short, because names of generated files may be as long as
    /// the file system allows.
    fn temporary(&self, path: &Path, what: &str, number: usize) -> PathBuf {
        let folder = path.parent().unwrap_or(&self.root);
        let process = std::process::id();
        folder.join(format!("{TEMPORARY}{what}-{process}-{number}"))
    }
}

/// Creates a file. A leftover of a killed run is removed first, and symbolic links are not
/// followed.
fn write_new(path: &Path, contents: &[u8]) -> io::Result<()> {
    let _ = fs::remove_file(path);
    let mut file = fs::File::options()
        .write(true)
        .create_new(true)
        .open(path)?;
    file.write_all(contents)
}

/// Adds a second name to a file, or renames it if the file system has no hard links.
fn keep(path: &Path, aside: &Path) -> io::Result<()> {
    let _ = fs::remove_file(aside);
    fs::hard_link(path, aside).or_else(|_| fs::rename(path, aside))
}

impl Drop for Transaction {
    fn drop(&mut self) {
        // Errors of the rollback are ignored: the error that caused it is reported.
        for step in self.steps.drain(..).rev() {
            let _ = match step {
                Step::Folder(path) => fs::remove_dir(path),
                Step::Staged(path) | Step::Created(path) => fs::remove_file(path),
                Step::Moved { path, aside } => fs::rename(aside, path),
            };
        }
    }
}
