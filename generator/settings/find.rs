//! Searches for the settings file of a document.

use std::io;
use std::path::{Path, PathBuf, absolute};

use super::SETTINGS_FILE;

/// Returns the settings file of a document, relative to the working directory if it is below that.
pub(super) fn find(document: &Path) -> io::Result<Option<PathBuf>> {
    let document = match document.to_str() {
        // Standard input has no folder.
        Some("-") => absolute("contract")?,
        _ => absolute(document)?,
    };
    let here = std::env::current_dir()?;
    for folder in document.ancestors().skip(1) {
        let file = folder.join(SETTINGS_FILE);
        if file.is_file() {
            let near = file.strip_prefix(&here).map(Path::to_owned);
            return Ok(Some(near.unwrap_or(file)));
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    Ok(None)
}
