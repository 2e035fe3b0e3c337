//! The ids of elements on a page.

use std::collections::{HashMap, HashSet};

/// Allocates the ids of one page, each of them once.
#[derive(Debug, Default)]
pub struct Anchors {
    /// The prefix of every id, used if several operations share a page.
    pub prefix: String,
    used: HashSet<String>,
    /// The last number behind ids that were wanted more than once.
    last: HashMap<String, usize>,
}

impl Anchors {
    #[must_use]
    pub fn new(prefix: String) -> Self {
        Self {
            prefix,
            ..Self::default()
        }
    }

    pub fn take(&mut self, wanted: &str) -> String {
        let mut anchor = self.prefix.clone();
        for letter in wanted.chars() {
            // Characters that need no escaping in a URL fragment; an id must not contain spaces.
            let plain = letter.is_ascii_alphanumeric()
                || matches!(letter, '.' | '-' | '_' | '[' | ']' | '*');
            anchor.push(if plain { letter } else { '_' });
        }
        let mut unique = anchor.clone();
        while !self.used.insert(unique.clone()) {
            let count = self.last.entry(anchor.clone()).or_insert(1);
            *count += 1;
            unique = format!("{anchor}~{count}");
        }
        unique
    }
}
