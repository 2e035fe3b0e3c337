//! Diagnostics as values: with files, lines and columns instead of places in a document.

use super::{Code, Diagnostic, Severity};
use crate::source::{Place, Position, Sources};

/// A diagnostic with its locations, for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The kind of problem.
    pub code: &'static Code,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence without its full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where it is.
    pub location: Location,
    /// Where else the same is wrong.
    pub others: Vec<Location>,
}

/// A location in a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Location {
    /// The file's name as messages show it: relative to where the root document was read from.
    pub file: String,
    /// Counted from one.
    pub line: usize,
    /// In characters, counted from one.
    pub column: usize,
    /// A JSON pointer (RFC 6901) into the file; empty for the whole of it.
    pub pointer: String,
}

/// Finds the locations of diagnostics. Each file is read once more for all of them together.
#[must_use]
pub fn locate(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<Problem> {
    let all = |problem| places(problem).collect::<Vec<_>>();
    let wanted: Vec<&Place> = diagnostics.iter().flat_map(all).collect();
    let mut positions = sources.locate_all(&wanted).into_iter();
    let location = |place: &Place, position: Option<Position>| {
        let start = Position { line: 1, column: 1 };
        let position = position.unwrap_or(start);
        Location {
            file: sources.shown(place.file),
            line: position.line,
            column: position.column,
            pointer: place.pointer.as_str().to_owned(),
        }
    };
    let mut problems = Vec::with_capacity(diagnostics.len());
    for problem in diagnostics {
        let found = positions.next().flatten();
        problems.push(Problem {
            code: problem.code,
            severity: problem.severity,
            message: problem.message.clone(),
            help: problem.help.clone(),
            location: location(&problem.place, problem.position.or(found)),
            others: problem
                .others
                .iter()
                .map(|place| location(place, positions.next().flatten()))
                .collect(),
        });
    }
    problems
}

fn places(problem: &Diagnostic) -> impl Iterator<Item = &Place> {
    [&problem.place].into_iter().chain(&problem.others)
}
