//! Writes a single file to a path chosen by the user.

use std::fs;
use std::path::{Path, PathBuf};

use super::survey::{Survey, is_marked};
use super::transaction::Transaction;
use super::{BUNDLE_MARK, File, unwritten};
use crate::error::Error;

/// Writes a bundle to a path atomically. Symbolic links are followed; a pipe or terminal is written
/// to directly.
///
/// # Errors
///
/// Returns [`Error::Occupied`] if an existing file is not a [bundle](BUNDLE_MARK) and `force` is
/// not set, and [`Error::Io`] if the file system fails.
pub fn write_file(path: &Path, contents: &str, force: bool) -> Result<(), Error> {
    let known = fs::metadata(path);
    if known.is_ok_and(|known| !known.is_file() && !known.is_dir()) {
        return fs::write(path, contents).map_err(|error| unwritten(&error, path).into());
    }
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        let error = std::io::ErrorKind::IsADirectory.into();
        return Err(unwritten(&error, &path).into());
    };
    let folder: PathBuf = folder.into();
    let files = [File::new(name.to_string_lossy(), contents)];
    let mut survey = Survey::of(&folder, &files, |text| is_marked(text, BUNDLE_MARK), force)?;
    // A missing folder is more likely misspelt than wanted, so none is created.
    survey.folders.clear();
    let mut transaction = Transaction::new(&folder);
    transaction.stage(&survey)?;
    transaction.commit(&survey, &[])?;
    transaction.finish();
    Ok(())
}
