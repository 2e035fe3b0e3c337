//! Finds generated files of earlier runs that are no longer generated.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::survey::is_generated;
use super::transaction::TEMPORARY;
use super::{File, named};

/// The leftovers of earlier runs in a folder.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files that carry the marker and are no longer generated, sorted.
    pub stale: Vec<PathBuf>,
    /// Temporary files of a run that was killed.
    pub temporary: Vec<PathBuf>,
}

/// The top-level entries of a generated crate. Pages have none of these, so that a crate and pages
/// can share a folder without removing each other's files.
const CRATE: [&str; 3] = ["Cargo.toml", "src", "docs"];

/// Returns whether a path belongs to the output of the same kind of run: a crate or pages.
fn is_of_kind(path: &Path, is_crate: bool) -> bool {
    let first = path.components().next().map(|first| first.as_os_str());
    let is_of_crate = CRATE.iter().any(|name| first == Some(name.as_ref()));
    is_of_crate == is_crate
}

/// Finds leftovers. Symbolic links are not followed; hidden folders, other packages and cargo's
/// `target` are skipped.
pub(super) fn find(root: &Path, files: &[File]) -> io::Result<Found> {
    let made: HashSet<PathBuf> = files.iter().map(|file| root.join(&file.path)).collect();
    let is_crate = files.iter().any(|file| file.path == "Cargo.toml");
    let mut found = Found::default();
    let mut folders = vec![root.to_owned()];
    while let Some(current) = folders.pop() {
        let entries = match fs::read_dir(&current) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(named(&error, &current)),
        };
        for entry in entries {
            let entry = entry?;
            let path = entry.path();
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let kind = entry.file_type()?;
            if kind.is_dir() {
                let other = name == "target" || name.starts_with('.');
                if !other && !path.join("Cargo.toml").exists() {
                    folders.push(path);
                }
            } else if name.starts_with(TEMPORARY) {
                found.temporary.push(path);
            } else if kind.is_file() && !made.contains(&path) {
                let below = path.strip_prefix(root).unwrap_or(&path);
                if !is_of_kind(below, is_crate) {
                    continue;
                }
                let text = fs::read_to_string(&path);
                if text.is_ok_and(|text| is_generated(&text)) {
                    found.stale.push(path);
                }
            }
        }
    }
    found.stale.sort();
    Ok(found)
}

/// Removes temporary files and empty folders.
pub(super) fn tidy(root: &Path, found: &Found) {
    for path in &found.temporary {
        let _ = fs::remove_file(path);
    }
    for path in &found.stale {
        let parents = path
            .ancestors()
            .skip(1)
            .take_while(|parent| *parent != root);
        for folder in parents {
            // Fails if the folder is not empty.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
}
