//! Examines the target paths before anything is written.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::{File, MARK, Obstacle, ObstacleKind, named};
use crate::error::Error;
use crate::parallel;

/// A file that has to be written.
#[derive(Debug)]
pub(super) struct Change<'a> {
    pub path: PathBuf,
    pub contents: &'a str,
    /// Whether it replaces an existing file.
    pub replaces: bool,
}

/// The changes to be made to a folder.
#[derive(Debug)]
pub(super) struct Survey<'a> {
    /// Missing folders, parents first.
    pub folders: Vec<PathBuf>,
    pub changes: Vec<Change<'a>>,
}

impl<'a> Survey<'a> {
    /// Examines every path. `is_own` decides by the contents whether a file may be replaced; with
    /// `force`, any file may.
    pub fn of(
        folder: &Path,
        files: &'a [File],
        is_own: fn(&str) -> bool,
        force: bool,
    ) -> Result<Self, Error> {
        let mut obstacles = Vec::new();
        let mut folders = missing_root(folder, &mut obstacles)?;
        let (files, outside): (Vec<&File>, Vec<&File>) =
            files.iter().partition(|file| is_inside(&file.path));
        obstacles.extend(outside.into_iter().map(|file| Obstacle {
            path: folder.join(&file.path),
            kind: ObstacleKind::LeadsOutside,
        }));
        let blocked = subfolders(folder, &files, &mut folders, &mut obstacles)?;
        let free = |file: &&File| parents(&file.path).all(|parent| !blocked.contains(parent));
        let files: Vec<&File> = files.into_iter().filter(free).collect();
        let states = parallel::map(&files, |file| {
            state(&folder.join(&file.path), &file.contents, is_own)
        });
        let mut changes = Vec::new();
        for (file, state) in files.into_iter().zip(states) {
            let (path, state) = (folder.join(&file.path), state?);
            let kind = match state {
                State::UpToDate => continue,
                State::Missing | State::Own => None,
                State::Foreign => (!force).then_some(ObstacleKind::NotGenerated),
                State::Folder => Some(ObstacleKind::IsFolder),
            };
            match kind {
                Some(kind) => obstacles.push(Obstacle { path, kind }),
                None => changes.push(Change {
                    path,
                    contents: &file.contents,
                    replaces: !matches!(state, State::Missing),
                }),
            }
        }
        if obstacles.is_empty() {
            Ok(Self { folders, changes })
        } else {
            obstacles.sort_by(|one, other| one.path.cmp(&other.path));
            Err(Error::Occupied(obstacles))
        }
    }
}

/// Returns the output folder and its parents as far as they are missing.
fn missing_root(folder: &Path, obstacles: &mut Vec<Obstacle>) -> Result<Vec<PathBuf>, Error> {
    let mut missing = Vec::new();
    for folder in folder.ancestors() {
        // The last ancestor of a relative path is the working directory.
        if folder.as_os_str().is_empty() {
            break;
        }
        match fs::metadata(folder) {
            Ok(known) if known.is_dir() => break,
            Ok(_) => {
                let (path, kind) = (folder.to_owned(), ObstacleKind::NotFolder);
                obstacles.push(Obstacle { path, kind });
                break;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => missing.push(folder.into()),
            // Reported for an ancestor further up.
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {}
            Err(error) => return Err(named(&error, folder).into()),
        }
    }
    missing.reverse();
    Ok(missing)
}

/// Examines the folders within the output folder; returns those that cannot contain files.
fn subfolders<'a>(
    root: &Path,
    files: &[&'a File],
    missing: &mut Vec<PathBuf>,
    obstacles: &mut Vec<Obstacle>,
) -> Result<BTreeSet<&'a str>, Error> {
    let mut blocked = BTreeSet::new();
    if obstacles
        .iter()
        .any(|obstacle| obstacle.kind == ObstacleKind::NotFolder)
    {
        // There is no output folder. The empty path is an ancestor of every path, so that
        // everything is blocked.
        blocked.insert("");
        return Ok(blocked);
    }
    let all: BTreeSet<&str> = files.iter().flat_map(|file| parents(&file.path)).collect();
    for folder in all {
        if folder.is_empty() || parents(folder).any(|parent| blocked.contains(parent)) {
            continue;
        }
        let path = root.join(folder);
        let kind = match fs::symlink_metadata(&path) {
            Ok(known) if known.is_dir() => continue,
            Ok(known) if known.is_symlink() => ObstacleKind::IsLink,
            Ok(_) => ObstacleKind::NotFolder,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                missing.push(path);
                continue;
            }
            Err(error) => return Err(named(&error, &path).into()),
        };
        blocked.insert(folder);
        obstacles.push(Obstacle { path, kind });
    }
    Ok(blocked)
}

/// Returns the ancestors of a path, the outermost first: the empty path, `a` and `a/b` for `a/b/c`.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    let inner = path.match_indices('/').map(|(at, _)| &path[..at]);
    [""].into_iter().chain(inner)
}

/// Returns whether a relative path stays within its folder.
fn is_inside(path: &str) -> bool {
    let plain = |part| matches!(part, Component::Normal(_));
    !path.is_empty() && !path.starts_with('/') && Path::new(path).components().all(plain)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Missing,
    UpToDate,
    Own,
    Foreign,
    Folder,
}

fn state(path: &Path, wanted: &str, is_own: fn(&str) -> bool) -> io::Result<State> {
    let known = match fs::symlink_metadata(path) {
        Ok(known) => known,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::Missing),
        Err(error) => return Err(named(&error, path)),
    };
    if known.is_dir() {
        return Ok(State::Folder);
    }
    // Symbolic links and pipes are never generated, whatever they lead to.
    if !known.is_file() {
        return Ok(State::Foreign);
    }
    Ok(match fs::read(path) {
        Ok(text) if text == wanted.as_bytes() => State::UpToDate,
        Ok(text) if str::from_utf8(&text).is_ok_and(is_own) => State::Own,
        _ => State::Foreign,
    })
}

/// Returns whether a text carries the marker of generated files.
pub(super) fn is_generated(text: &str) -> bool {
    is_marked(text, MARK)
}

/// Returns whether a text has a marker in one of its first two lines or in its last one: some
/// formats require a different first line.
pub(super) fn is_marked(text: &str, mark: &str) -> bool {
    // Ignore trailing blank lines, which editors add and remove.
    let mut lines = text.trim_end().lines();
    let ends = [lines.next(), lines.next(), lines.next_back()];
    ends.into_iter().flatten().any(|line| is_mark(line, mark))
}

/// Returns whether a line is a comment that consists of a marker, optionally with the name of the
/// source file. A line that merely mentions the marker does not count.
fn is_mark(line: &str, mark: &str) -> bool {
    let line = line.trim();
    let openers = ["// ", "# ", "/* ", "<!-- ", "\"x-generated-by\": \""];
    let comment = openers.iter().find_map(|opener| line.strip_prefix(opener));
    let comment = comment.unwrap_or(line);
    let closers = [" */", " -->"];
    let text = closers
        .iter()
        .find_map(|closer| comment.strip_suffix(closer));
    match text.unwrap_or(comment).strip_prefix(mark) {
        Some("") => true,
        Some(rest) => rest.starts_with(" from ") && rest.contains("; do not edit."),
        None => false,
    }
}
