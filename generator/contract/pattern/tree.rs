//! Patterns as trees: the one reading of them, from which everything else is derived.

use super::class::Class;

/// A pattern. What a character class admits is resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    Empty,
    Set(Class),
    Start,
    End,
    /// A word boundary, or none.
    Boundary(bool),
    Concat(Vec<Pattern>),
    Either(Vec<Pattern>),
    Repeat(Box<Pattern>, u32, Option<u32>),
    /// A capturing group, with its number.
    Group(u32, Box<Pattern>),
    /// The text that a group captured.
    Reference(u32),
    /// A lookahead or lookbehind.
    Around {
        pattern: Box<Pattern>,
        ahead: bool,
        holds: bool,
    },
}

impl Pattern {
    /// Whether anything in it looks at its surroundings.
    pub fn looks_around(&self) -> bool {
        match self {
            Self::Start | Self::End | Self::Boundary(_) | Self::Around { .. } => true,
            Self::Empty | Self::Set(_) | Self::Reference(_) => false,
            Self::Concat(parts) | Self::Either(parts) => parts.iter().any(Self::looks_around),
            Self::Repeat(inner, ..) | Self::Group(_, inner) => inner.looks_around(),
        }
    }

    /// Whether it can match without taking a character.
    pub fn may_be_empty(&self) -> bool {
        match self {
            Self::Set(_) => false,
            Self::Concat(parts) => parts.iter().all(Self::may_be_empty),
            Self::Either(parts) => parts.iter().any(Self::may_be_empty),
            Self::Repeat(inner, min, _) => *min == 0 || inner.may_be_empty(),
            Self::Group(_, inner) => inner.may_be_empty(),
            Self::Empty
            | Self::Start
            | Self::End
            | Self::Boundary(_)
            | Self::Reference(_)
            | Self::Around { .. } => true,
        }
    }

    /// The numbers of the groups in it, as the first and the one after the last.
    pub fn groups(&self) -> Option<(u32, u32)> {
        match self {
            Self::Group(number, inner) => {
                let end = inner.groups().map_or(number + 1, |(_, end)| end);
                Some((*number, end))
            }
            Self::Concat(parts) | Self::Either(parts) => {
                let mut found = parts.iter().filter_map(Self::groups);
                let first = found.next()?;
                let last = found.next_back().unwrap_or(first);
                Some((first.0, last.1))
            }
            Self::Repeat(inner, ..) | Self::Around { pattern: inner, .. } => inner.groups(),
            _ => None,
        }
    }

    /// Whether something in it refers back to what a group captured.
    pub fn refers_back(&self) -> bool {
        match self {
            Self::Reference(_) => true,
            Self::Concat(parts) | Self::Either(parts) => parts.iter().any(Self::refers_back),
            Self::Repeat(inner, ..)
            | Self::Group(_, inner)
            | Self::Around { pattern: inner, .. } => inner.refers_back(),
            _ => false,
        }
    }
}
