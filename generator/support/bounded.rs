//! Regular expressions of the contract (ECMA-262) that are matched by backtracking, within a limit.

#![forbid(unsafe_code)]

use super::backtrack::{Op, search};
use super::check::Matcher;

/// A `pattern` of the contract, with the program that matches it.
#[derive(Debug)]
pub struct Bounded {
    source: &'static str,
    program: &'static [Op<'static>],
}

impl Bounded {
    #[must_use]
    pub const fn new(source: &'static str, program: &'static [Op<'static>]) -> Self {
        Self { source, program }
    }
}

impl Matcher for Bounded {
    fn source(&self) -> &'static str {
        self.source
    }

    fn matches(&self, text: &str) -> Option<bool> {
        search(self.program, text)
    }
}
