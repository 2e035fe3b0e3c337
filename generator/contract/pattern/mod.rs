//! Patterns: regular expressions of ECMA-262 as people write them, read once. What is read is a set of
//! texts that can be joined, met and complemented, and searched for its shortest members; it makes
//! examples; and servers match it.

mod backtrack;
mod class;
mod escape;
mod examples;
mod language;
mod linear;
mod nearby;
mod parse;
mod program;
mod property;
mod translate;
mod tree;
mod words;

pub use backtrack::Op;
pub use examples::examples;
pub use language::{ALL, Languages, NOTHING, Term};
pub use parse::Beyond;
pub use program::Program;
pub use translate::{escape_hyphens, to_ecma_pattern};

/// The text of the module that backtracks: servers have a copy of it.
pub const BACKTRACK: &str = include_str!("backtrack.rs");

/// The way in which servers match a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matching {
    /// In linear time, by the `regex` crate: the pattern in its syntax.
    Linear(String),
    /// By backtracking, within a limit.
    Backtracking(Program),
}

/// Decides how servers match a pattern.
///
/// # Errors
/// Where the pattern is not read.
pub fn matching(pattern: &str) -> Result<Matching, Beyond> {
    let tree = parse::parse(pattern)?;
    Ok(match linear::linear(pattern, &tree) {
        Some(regex) => Matching::Linear(regex),
        None => Matching::Backtracking(Program::of(&tree)),
    })
}

/// Checks that a pattern is a regular expression of ECMA-262, of a size that is read.
///
/// # Errors
/// The reason why it is none, which continues "the pattern … has".
pub fn validate(pattern: &str) -> Result<(), Beyond> {
    parse::parse(pattern).map(drop)
}

/// Whether a pattern finds a match by backtracking; `None` where it is invalid or needs more steps than
/// servers take.
#[must_use]
pub fn backtrack(pattern: &str, text: &str) -> Option<bool> {
    let program = Program::of(&parse::parse(pattern).ok()?);
    backtrack::search(&program.ops(), text)
}

#[cfg(test)]
mod tests;
