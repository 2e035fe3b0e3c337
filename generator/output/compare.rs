//! How a folder differs from what would be written to it.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use super::{File, named, stale};

/// How output that is on the disk differs from what would be written, as unified diffs: empty
/// where nothing does.
///
/// # Errors
/// As the file system fails.
pub fn compare(folder: &Path, files: &[File]) -> io::Result<String> {
    let mut report = String::new();
    // Writing to a string cannot fail.
    for file in files {
        match fs::read(folder.join(&file.path)) {
            Ok(known) if known == file.contents.as_bytes() => {}
            Ok(known) => {
                let known = String::from_utf8_lossy(&known);
                report.push_str(&difference(&file.path, &known, &file.contents));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let _ = writeln!(report, "{}: is missing", file.path);
            }
            Err(error) => return Err(named(&error, &folder.join(&file.path))),
        }
    }
    for stale in stale::find(folder, files)?.stale {
        let path = stale.strip_prefix(folder).unwrap_or(&stale);
        let _ = writeln!(report, "{}: is no longer generated", path.display());
    }
    Ok(report)
}

/// Lines of one file's difference that are shown: who sees these knows what to do.
const SHOWN: usize = 60;

fn difference(path: &str, known: &str, wanted: &str) -> String {
    let diff = similar::TextDiff::from_lines(known, wanted);
    let mut unified = diff.unified_diff();
    let whole = unified
        .header(&format!("{path} (on disk)"), &format!("{path} (generated)"))
        .to_string();
    let mut lines = whole.split_inclusive('\n');
    let mut text: String = lines.by_ref().take(SHOWN).collect();
    match lines.count() {
        0 => {}
        more => text.push_str(&format!("… and {more} more lines of `{path}`\n")),
    }
    text
}
