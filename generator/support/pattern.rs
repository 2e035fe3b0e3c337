//! Regular expressions of the contract (ECMA-262), compiled when they are first needed.

#![forbid(unsafe_code)]

use std::sync::OnceLock;

use super::check::Matcher;

/// A `pattern` of the contract.
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<regress::Regex>>,
}

impl Pattern {
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            compiled: OnceLock::new(),
        }
    }
}

impl Matcher for Pattern {
    fn source(&self) -> &'static str {
        self.source
    }

    fn matches(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| {
            // The generator leaves out patterns that do not compile.
            regress::Regex::with_flags(self.source, "u")
                .or_else(|_| regress::Regex::new(self.source))
                .ok()
        });
        compiled
            .as_ref()
            .is_none_or(|regex| regex.find(text).is_some())
    }
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Pattern({:?})", self.source)
    }
}
