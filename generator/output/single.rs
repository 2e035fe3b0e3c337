//! A single file that somebody names.

use std::fs;
use std::path::{Path, PathBuf};

use super::survey::{Survey, is_marked};
use super::transaction::Transaction;
use super::{BUNDLE_MARK, File, unwritten};
use crate::error::Error;

/// Writes a bundle to a path, all of it or nothing. Links to the file are followed, and what is no
/// file (a pipe, a terminal) is written to as it is.
///
/// # Errors
/// [`Error::Occupied`] where a file is there that is no [bundle](BUNDLE_MARK), unless `force` is
/// set; [`Error::Io`] as the file system fails.
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
    // A folder that is not there is more likely misspelt than wanted.
    survey.folders.clear();
    let mut transaction = Transaction::new(&folder);
    transaction.stage(&survey)?;
    transaction.put(&survey, &[])?;
    transaction.finish();
    Ok(())
}
