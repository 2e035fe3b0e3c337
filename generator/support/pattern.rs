//! Regular expressions of the contract (ECMA-262) that are matched in linear time.

#![forbid(unsafe_code)]

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

use super::check::Matcher;

/// The most bytes that a compiled pattern takes.
const SIZE: usize = 1 << 22;

/// The most bytes that its cache of states takes.
const CACHE: usize = 1 << 21;

/// A `pattern` of the contract.
pub struct Pattern {
    source: &'static str,
    /// The same in the syntax of `regex`.
    meant: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern that means the same to `regex`.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self::translated(source, source)
    }

    /// A pattern, and what it is in the syntax of `regex`.
    #[must_use]
    pub const fn translated(source: &'static str, meant: &'static str) -> Self {
        Self {
            source,
            meant,
            compiled: OnceLock::new(),
        }
    }
}

impl Matcher for Pattern {
    fn source(&self) -> &'static str {
        self.source
    }

    fn matches(&self, text: &str) -> Option<bool> {
        let compiled = self.compiled.get_or_init(|| {
            // The generator compiled it with narrower limits.
            RegexBuilder::new(self.meant)
                .size_limit(SIZE)
                .dfa_size_limit(CACHE)
                .build()
                .ok()
        });
        compiled.as_ref().map(|regex| regex.is_match(text))
    }
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Pattern({:?})", self.source)
    }
}
