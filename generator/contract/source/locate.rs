//! From pointers to the lines and columns of the text they point into.
//!
//! The parsers keep no positions, and nearly no value ever needs one. So the text is read once
//! more when messages ask, for all of them together.

mod json;
mod yaml;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::Notation;
use crate::location::{Pointer, Position};

/// The position of each pointer's place: that of its key, or of an item itself. A place that is
/// not there (something is missing) is shown at the deepest one that is.
pub(super) fn locate(text: &str, notation: Notation, pointers: &[&Pointer]) -> Vec<Position> {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut wanted = Wanted::default();
    for (index, pointer) in pointers.iter().enumerate() {
        wanted.add(pointer.tokens(), index);
    }
    let mut found = Found {
        positions: vec![Position { line: 1, column: 1 }; pointers.len()],
        ended: wanted.ends.iter().copied().collect(),
    };
    if !found.is_complete() {
        match notation {
            Notation::Json => json::walk(bare, &wanted, &mut found),
            Notation::Yaml => yaml::walk(bare, &wanted, &mut found),
        }
    }
    found.positions
}

/// The places that are looked for, by the tokens that lead to them.
#[derive(Default)]
struct Wanted<'a> {
    below: HashMap<Cow<'a, str>, Wanted<'a>>,
    /// The pointers that lead here or further.
    through: Vec<usize>,
    /// Those that end here.
    ends: Vec<usize>,
}

impl<'a> Wanted<'a> {
    fn add(&mut self, tokens: impl Iterator<Item = Cow<'a, str>>, index: usize) {
        let mut here = self;
        for token in tokens {
            here = here.below.entry(token).or_default();
            here.through.push(index);
        }
        here.ends.push(index);
    }

    /// Those of a list's items that are looked for, by their index.
    fn items(&self) -> HashMap<usize, &Self> {
        let item = |(token, wanted): (&Cow<'_, str>, _)| Some((token.parse().ok()?, wanted));
        self.below.iter().filter_map(item).collect()
    }
}

/// What has been found.
struct Found {
    positions: Vec<Position>,
    /// The pointers that have been followed to their ends. A key that is written twice leads there
    /// twice.
    ended: HashSet<usize>,
}

impl Found {
    fn keep(&mut self, wanted: &Wanted<'_>, position: Position) {
        for index in &wanted.through {
            if let Some(known) = self.positions.get_mut(*index) {
                *known = position;
            }
        }
        self.ended.extend(&wanted.ends);
    }

    fn is_complete(&self) -> bool {
        self.ended.len() == self.positions.len()
    }
}

#[cfg(test)]
mod tests {
    use super::{Notation, Pointer, locate};

    fn at(text: &str, notation: Notation, pointer: &str) -> (usize, usize) {
        let position = locate(text, notation, &[&Pointer::new(pointer)]);
        (position[0].line, position[0].column)
    }

    #[test]
    fn yaml_places() {
        let text = "a:\n  b: 1\n  200:\n    - x\n    - {y: z}\n";
        assert_eq!(at(text, Notation::Yaml, ""), (1, 1));
        assert_eq!(at(text, Notation::Yaml, "/a/b"), (2, 3));
        assert_eq!(at(text, Notation::Yaml, "/a/200"), (3, 3));
        assert_eq!(at(text, Notation::Yaml, "/a/200/1/y"), (5, 8));
        assert_eq!(at(text, Notation::Yaml, "/a/200/0"), (4, 7));
    }

    #[test]
    fn json_places() {
        let text = "{\n  \"a\": {\"b\": 1,\n    \"é\": [true, {\"c\": null}]}\n}";
        assert_eq!(at(text, Notation::Json, "/a"), (2, 3));
        assert_eq!(at(text, Notation::Json, "/a/b"), (2, 9));
        assert_eq!(at(text, Notation::Json, "/a/é/1/c"), (3, 18));
    }

    #[test]
    fn what_is_missing_is_shown_at_what_is_there() {
        assert_eq!(at("a:\n  b: 1\n", Notation::Yaml, "/a/c/d"), (1, 1));
        assert_eq!(at("a:\n  b: 1\n", Notation::Yaml, "/a/b/d"), (2, 3));
    }

    #[test]
    fn many_places_are_found_in_one_reading() {
        let text = "{\"a\": [{\"b\": 1}, 2, [3]], \"c\": {\"d\": {}}, \"e\": 5}";
        let pointers = ["/e", "/a/1", "/a/0", "/a/0/b", "/c/d/x", "", "/a/7"].map(Pointer::new);
        let columns = |notation| -> Vec<usize> {
            let pointers: Vec<&Pointer> = pointers.iter().collect();
            let positions = locate(text, notation, &pointers);
            positions.iter().map(|position| position.column).collect()
        };
        assert_eq!(columns(Notation::Json), [43, 18, 8, 9, 33, 1, 2]);
        // The parser of YAML has no place for a mapping but that of its first key.
        assert_eq!(columns(Notation::Yaml), [43, 18, 9, 9, 33, 1, 2]);
    }
}
