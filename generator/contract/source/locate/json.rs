//! Positions in JSON texts: a scan for brackets, commas and keys. The text is known to be JSON.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::location::{Pointer, Position};

pub(super) fn locate(text: &str, pointers: &[&Pointer]) -> Vec<Position> {
    let mut wanted = Wanted::default();
    for (index, pointer) in pointers.iter().enumerate() {
        wanted.add(pointer.tokens(), index);
    }
    let mut found = Found {
        positions: vec![Position { line: 1, column: 1 }; pointers.len()],
        ended: wanted.ends.iter().copied().collect(),
    };
    if !found.is_complete() {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let mut scan = Scan {
            text,
            lines: std::iter::once(0).chain(ends).collect(),
            at: 0,
            counted: (0, 0),
        };
        // A text that ends too early has no more positions.
        let _ = scan.value(&wanted, &mut found);
    }
    found.positions
}

/// The pointers that are looked for, by their tokens.
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

struct Scan<'a> {
    text: &'a str,
    /// Where lines begin.
    lines: Vec<usize>,
    at: usize,
    /// The last place whose column was asked for, and the characters before it in its line: places
    /// come in their order, and a document may be one very long line.
    counted: (usize, usize),
}

impl<'a> Scan<'a> {
    /// The next byte that is not white space.
    fn next(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let more = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
        self.at += more;
        rest.get(more).copied()
    }

    /// Looks through a value. Nesting is limited by the parser that has read the text before.
    fn value(&mut self, wanted: &Wanted<'_>, found: &mut Found) -> Option<()> {
        match self.next()? {
            b'{' => self.object(wanted, found),
            b'[' => self.list(wanted, found),
            _ => self.skip(),
        }
    }

    fn object(&mut self, wanted: &Wanted<'_>, found: &mut Found) -> Option<()> {
        self.at += 1;
        loop {
            match self.next()? {
                b'}' => {
                    self.at += 1;
                    return Some(());
                }
                b',' => self.at += 1,
                _ => {
                    let start = self.at;
                    let key = self.string()?;
                    self.next()?;
                    self.at += 1;
                    self.member(wanted.below.get(key.as_ref()), start, found)?;
                }
            }
        }
    }

    fn list(&mut self, wanted: &Wanted<'_>, found: &mut Found) -> Option<()> {
        let items = wanted.items();
        let mut index = 0;
        self.at += 1;
        loop {
            match self.next()? {
                b']' => {
                    self.at += 1;
                    return Some(());
                }
                b',' => self.at += 1,
                _ => {
                    self.member(items.get(&index).copied(), self.at, found)?;
                    index += 1;
                }
            }
        }
    }

    /// A member or an item; nothing where all is found.
    fn member(
        &mut self,
        wanted: Option<&Wanted<'_>>,
        start: usize,
        found: &mut Found,
    ) -> Option<()> {
        let Some(wanted) = wanted else {
            return self.skip();
        };
        found.keep(wanted, self.position(start));
        (!found.is_complete()).then_some(())?;
        self.value(wanted, found)
    }

    fn position(&mut self, at: usize) -> Position {
        let line = self.lines.partition_point(|start| *start <= at);
        let start = self.lines.get(line.saturating_sub(1)).copied();
        let start = start.unwrap_or_default();
        let (from, known) = match self.counted {
            (before, characters) if (start..=at).contains(&before) => (before, characters),
            _ => (start, 0),
        };
        let more = self
            .text
            .get(from..at)
            .map_or(0, |text| text.chars().count());
        self.counted = (at, known + more);
        Position {
            line,
            column: known + more + 1,
        }
    }

    /// Reads the string that begins here.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut escaped = false;
        loop {
            self.at += 1;
            match bytes.get(self.at)? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    self.at += 1;
                }
                _ => {}
            }
        }
        self.at += 1;
        let quoted = self.text.get(start..self.at)?;
        if escaped {
            serde_json::from_str(quoted).ok().map(Cow::Owned)
        } else {
            quoted.get(1..quoted.len() - 1).map(Cow::Borrowed)
        }
    }

    /// Goes behind a value.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.next()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                _ => {
                    let ends = |byte: u8| b",]}".contains(&byte) || byte.is_ascii_whitespace();
                    let rest = self.text.as_bytes().get(self.at..)?;
                    let length = rest.iter().position(|byte| ends(*byte));
                    self.at += length.unwrap_or(rest.len());
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }
}
