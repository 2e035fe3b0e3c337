//! Resolves names of contracts: a path, `-` for standard input, or `REV:PATH` for a git revision.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::super::input::open;
use crate::source::{Loader, normalize, read_text};
use crate::{Loaded, load_text};
use counterpart_contract::document::ReadOptions;

/// Reads files at a revision with `git show`.
struct AtRevision {
    revision: String,
    folder: String,
}

impl Loader for AtRevision {
    fn load(&self, name: &str) -> io::Result<String> {
        show(&self.revision, &normalize(&self.folder, name))
    }
}

/// Returns the path of a contract without its revision.
pub(crate) fn path(name: &str) -> &Path {
    Path::new(revision(name).map_or(name, |(_, path)| path))
}

/// Splits a name into a revision and a path.
fn revision(name: &str) -> Option<(&str, &str)> {
    match name.split_once(':') {
        // An existing file whose name contains a colon takes precedence.
        Some((revision, path)) if !Path::new(name).exists() && !revision.is_empty() => {
            Some((revision, path))
        }
        _ => None,
    }
}

/// Reads a contract. One that cannot be read at all is an error.
pub(crate) fn read(name: &str, options: ReadOptions) -> Result<Loaded, String> {
    let Some((revision, path)) = revision(name) else {
        return open(Path::new(name), options).map_err(|error| format!("{name}: {error}"));
    };
    // As in git, a path that starts with a dot is relative to the working directory.
    let from_here = path.starts_with("./") || path.starts_with("../");
    let path = if from_here {
        let prefix =
            git(&["rev-parse", "--show-prefix"]).map_err(|error| format!("{name}: {error}"))?;
        normalize(prefix.trim_end(), path)
    } else {
        path.to_owned()
    };
    let path = path.as_str();
    let text = show(revision, path).map_err(|error| format!("{name}: {error}"))?;
    let (folder, file) = path
        .rsplit_once('/')
        .map_or(("", path), |(folder, file)| (&path[..=folder.len()], file));
    let loader = AtRevision {
        revision: revision.to_owned(),
        folder: folder.to_owned(),
    };
    Ok(load_text(folder, file, text, &loader, options))
}

/// Returns the text of a file at a revision.
fn show(revision: &str, path: &str) -> io::Result<String> {
    // git would parse a leading dash as an option.
    if revision.starts_with('-') {
        return Err(io::Error::other("a revision does not start with a dash"));
    }
    let object = format!("{revision}:{path}");
    let text = git(&["show", "--end-of-options", &object])?;
    // For a folder, `git show` lists its entries.
    if text.starts_with(&format!("tree {object}\n")) {
        return Err(io::Error::other("that is a folder"));
    }
    Ok(text)
}

/// Returns the revisions of a range that change a contract, oldest first, after the start of the
/// range. The files of the contract at either end of the range count.
pub(crate) fn revisions(range: &str, path: &str, options: ReadOptions) -> io::Result<Vec<String>> {
    if range.starts_with('-') {
        return Err(io::Error::other("a range does not start with a dash"));
    }
    let (start, end) = match range.split_once("..") {
        Some((start, end)) => (Some(start), end.trim_start_matches('.')),
        None => (None, range),
    };
    let mut files = BTreeSet::new();
    for revision in start.into_iter().chain([end]) {
        let revision = if revision.is_empty() {
            "HEAD"
        } else {
            revision
        };
        // The contract may not exist at one end of the range.
        if let Ok(loaded) = read(&format!("{revision}:{path}"), options) {
            let sources = &loaded.document.sources;
            files.extend(sources.iter().map(|(file, _)| sources.shown(file)));
        }
    }
    let files: Vec<String> = files.iter().map(|file| format!(":(top){file}")).collect();
    let mut arguments = vec!["log", "--reverse", "--format=%h", range, "--"];
    match files.is_empty() {
        true => arguments.push(path),
        false => arguments.extend(files.iter().map(String::as_str)),
    }
    let log = git(&arguments)?;
    let mut out: Vec<String> = start.into_iter().map(str::to_owned).collect();
    out.extend(log.lines().map(str::to_owned));
    Ok(out)
}

fn git(arguments: &[&str]) -> io::Result<String> {
    let mut command = Command::new("git");
    command.args(arguments).stdin(Stdio::null());
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let text = child.stdout.take().map_or(Ok(String::new()), read_text);
    let output = child.wait_with_output()?;
    // One that is too long was not read to its end, which git regards as a failure.
    if text.is_ok() && !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        let message = message.lines().next().unwrap_or("git failed").to_owned();
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    }
    text
}
