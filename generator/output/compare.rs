//! Compares a folder with generated files.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use super::{File, named, stale};

/// Returns the differences between the files on disk and the generated ones as unified diffs; an
/// empty string if there are none.
///
/// # Errors
/// Returns an error if the file system fails.
pub fn compare(folder: &Path, files: &[File]) -> io::Result<String> {
    let mut report = String::new();
    // Writing to a string cannot fail.
    for file in files {
        let path = folder.join(&file.path);
        if fs::symlink_metadata(&path).is_ok_and(|known| !known.is_file()) {
            let _ = writeln!(report, "{}: is no regular file", file.path);
            continue;
        }
        match fs::read(&path) {
            Ok(known) if known == file.contents.as_bytes() => {}
            Ok(known) => {
                let known = String::from_utf8_lossy(&known);
                report.push_str(&difference(&file.path, &known, &file.contents));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let _ = writeln!(report, "{}: is missing", file.path);
            }
            Err(error) => return Err(named(&error, &path)),
        }
    }
    for stale in stale::find(folder, files)?.stale {
        let path = stale.strip_prefix(folder).unwrap_or(&stale);
        let _ = writeln!(report, "{}: is no longer generated", path.display());
    }
    Ok(report)
}

/// The maximal number of lines shown of one file's diff: enough to recognise the change.
const MAX_LINES: usize = 60;

fn difference(path: &str, known: &str, wanted: &str) -> String {
    let diff = similar::TextDiff::from_lines(known, wanted);
    let mut unified = diff.unified_diff();
    let whole = unified
        .header(&format!("{path} (on disk)"), &format!("{path} (generated)"))
        .to_string();
    let mut lines = whole.split_inclusive('\n');
    let mut text: String = lines.by_ref().take(MAX_LINES).collect();
    match lines.count() {
        0 => {}
        more => text.push_str(&format!("… and {more} more lines of `{path}`\n")),
    }
    text
}
