//! Generated files of earlier runs that are no longer made.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::survey::is_generated;
use super::transaction::TEMPORARY;
use super::{File, named};

/// What earlier runs left in a folder.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files that carry the mark and are not among those that are made now, in order.
    pub stale: Vec<PathBuf>,
    /// Temporary files of a run that was killed.
    pub temporary: Vec<PathBuf>,
}

/// What a crate has at the top of its folder. Pages have none of it, so that a crate and pages can be
/// in one folder, and neither is a leftover of the other.
const CRATE: [&str; 3] = ["Cargo.toml", "src", "docs"];

/// Whether a path is one that a run of the same kind makes: a crate, or anything else.
fn is_of_kind(path: &Path, is_crate: bool) -> bool {
    let first = path.components().next().map(|first| first.as_os_str());
    let is_of_crate = CRATE.iter().any(|name| first == Some(name.as_ref()));
    is_of_crate == is_crate
}

/// Looks for what earlier runs left. Symbolic links are not followed, nor are folders entered that
/// are hidden, or that are packages of their own, or cargo's.
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

/// Removes temporary files, and folders in which nothing is left.
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
            // A folder that holds something is not removed.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
}
