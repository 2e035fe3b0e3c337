//! Changes of a folder that all happen or leave no trace.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::survey::{Change, Survey};
use super::{named, unwritten};
use crate::parallel;

/// How the names of files begin that are there only while others are written. Where a run was
/// killed, the next one removes them.
pub(super) const TEMPORARY: &str = ".counterpart-";

/// A change that was made, and how to undo it.
#[derive(Debug)]
enum Step {
    /// The folder was made.
    Folder(PathBuf),
    /// The file was made under its temporary name.
    Staged(PathBuf),
    /// What stood at a path stands at another.
    Kept { path: PathBuf, aside: PathBuf },
    /// There was nothing at the path before.
    Made(PathBuf),
}

/// Undoes what was done when it is dropped unfinished.
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

    /// Writes the new files under temporary names beside the paths that they are for, so that a full
    /// disk or a folder that cannot be written to shows before anything is replaced.
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

    /// Puts files that are stale aside, and staged ones where they belong.
    pub fn put(&mut self, survey: &Survey<'_>, stale: &[PathBuf]) -> io::Result<()> {
        for (number, path) in stale.iter().enumerate() {
            let aside = self.temporary(path, "stale", number);
            fs::rename(path, &aside).map_err(|error| named(&error, path))?;
            let path = path.clone();
            self.steps.push(Step::Kept { path, aside });
        }
        for (number, change) in survey.changes.iter().enumerate() {
            let path = &change.path;
            let failed = |error| unwritten(&error, path);
            if change.replaces {
                let aside = self.temporary(path, "old", number);
                keep(path, &aside).map_err(failed)?;
                let path = path.clone();
                self.steps.push(Step::Kept { path, aside });
            }
            fs::rename(self.temporary(path, "new", number), path).map_err(failed)?;
            if !change.replaces {
                self.steps.push(Step::Made(path.clone()));
            }
        }
        Ok(())
    }

    /// Lets the changes stand.
    pub fn finish(mut self) {
        for step in self.steps.drain(..) {
            if let Step::Kept { aside, .. } = step {
                let _ = fs::remove_file(aside);
            }
        }
    }

    /// A name for the time being. It is short: those of generated files may be as long as names get.
    fn temporary(&self, path: &Path, what: &str, number: usize) -> PathBuf {
        let folder = path.parent().unwrap_or(&self.root);
        let process = std::process::id();
        folder.join(format!("{TEMPORARY}{what}-{process}-{number}"))
    }
}

/// Writes a file where nothing is. What a killed run left there is removed, and no link is followed.
fn write_new(path: &Path, contents: &[u8]) -> io::Result<()> {
    let _ = fs::remove_file(path);
    let mut file = fs::File::options()
        .write(true)
        .create_new(true)
        .open(path)?;
    file.write_all(contents)
}

/// Gives a file a second name, or another one where it cannot have two.
fn keep(path: &Path, aside: &Path) -> io::Result<()> {
    let _ = fs::remove_file(aside);
    fs::hard_link(path, aside).or_else(|_| fs::rename(path, aside))
}

impl Drop for Transaction {
    fn drop(&mut self) {
        // What cannot be undone cannot be helped: the error that led here is what is told.
        for step in self.steps.drain(..).rev() {
            let _ = match step {
                Step::Folder(path) => fs::remove_dir(path),
                Step::Staged(path) | Step::Made(path) => fs::remove_file(path),
                Step::Kept { path, aside } => fs::rename(aside, path),
            };
        }
    }
}
