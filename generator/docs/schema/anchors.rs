//! The ids of a page.

use std::collections::HashSet;

/// The ids of one page: each is given once.
#[derive(Debug, Default)]
pub struct Anchors {
    /// Put before every id, where several operations share a page.
    pub prefix: String,
    used: HashSet<String>,
}

impl Anchors {
    #[must_use]
    pub fn new(prefix: String) -> Self {
        Self {
            prefix,
            used: HashSet::new(),
        }
    }

    pub fn take(&mut self, wanted: &str) -> String {
        let mut anchor = self.prefix.clone();
        for letter in wanted.chars() {
            // Letters that need no escaping in an address; an id may hold no space.
            let plain = letter.is_ascii_alphanumeric()
                || matches!(letter, '.' | '-' | '_' | '[' | ']' | '*');
            anchor.push(if plain { letter } else { '_' });
        }
        let mut count = 1;
        let mut unique = anchor.clone();
        while !self.used.insert(unique.clone()) {
            count += 1;
            unique = format!("{anchor}~{count}");
        }
        unique
    }
}
