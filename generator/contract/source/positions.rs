//! The positions of keys and items, recorded while a text is parsed.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use crate::location::{Pointer, Position};

/// Where keys and items begin in a text, by a hash of the pointer that leads to them.
///
/// An entry takes sixteen bytes, however long its pointer is. Two pointers with the same hash would
/// show one of them at the other's line; nothing else depends on positions.
#[derive(Debug, Default)]
pub(super) struct Positions {
    offsets: Vec<(u64, u32)>,
}

/// The hash of the pointer to the root.
pub(super) const ROOT: u64 = 0;

/// The hash of the pointer to a property or an item, from that of the value that contains it.
pub(super) fn child(parent: u64, token: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write_u64(parent);
    hasher.write(token.as_bytes());
    hasher.finish()
}

impl Positions {
    /// Records where the key of a property, or an item, begins. A text is never so long that an offset
    /// is too large; if one were, it would be shown where its parent is.
    pub fn record(&mut self, pointer: u64, offset: usize) {
        if let Ok(offset) = u32::try_from(offset) {
            self.offsets.push((pointer, offset));
        }
    }

    /// The position of each pointer's value: that of its key, or of the item itself. If there is no
    /// such value, it is the position of the deepest one on the way that exists.
    pub fn locate(&self, text: &str, pointers: &[&Pointer]) -> Vec<Position> {
        // Of duplicated keys, the last one counts.
        let offsets: HashMap<u64, u32> = self.offsets.iter().copied().collect();
        let found = pointers.iter().enumerate().map(|(index, pointer)| {
            let mut hash = ROOT;
            let mut offset = 0;
            for token in pointer.tokens() {
                hash = child(hash, &token);
                match offsets.get(&hash) {
                    Some(known) => offset = *known as usize,
                    None => break,
                }
            }
            (offset, index)
        });
        let mut found: Vec<(usize, usize)> = found.collect();
        found.sort_unstable();
        let mut positions = vec![Position { line: 1, column: 1 }; pointers.len()];
        // A document may be one long line, so that each character is counted once.
        let (mut line, mut column, mut passed) = (1, 1, 0);
        for (offset, index) in found {
            let between = text.get(passed..offset).unwrap_or_default();
            let mut rest = between.chars().peekable();
            while let Some(character) = rest.next() {
                let ends = match character {
                    '\n' => true,
                    // A line may end in a carriage return alone (YAML 1.2.2, section 5.4).
                    '\r' => rest.peek() != Some(&'\n'),
                    _ => false,
                };
                (line, column) = if ends {
                    (line + 1, 1)
                } else {
                    (line, column + 1)
                };
            }
            passed = offset;
            if let Some(position) = positions.get_mut(index) {
                *position = Position { line, column };
            }
        }
        positions
    }
}
