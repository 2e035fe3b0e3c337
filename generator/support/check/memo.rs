//! What is known of schemas and values, so that each schema meets each value at most once, whatever
//! nests around it.
#![forbid(unsafe_code)]

use std::collections::HashMap;

use super::Check;

/// What is wanted of a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Every violation, with its pointer.
    Report,
    /// Whether there is one: the first is the last.
    Probe,
    /// How many there are, and of which kind.
    Survey,
}

/// The violations of a value, without their text.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Summary {
    pub count: u32,
    /// One is of the value itself, and not of what it holds.
    pub here: bool,
    /// The value is of another type.
    pub type_here: bool,
    /// The value is not in an enumeration.
    enum_here: bool,
    /// An item or a property is not in an enumeration.
    pub enum_below: bool,
    /// Some required property is absent, at any depth.
    pub required: bool,
}

impl Summary {
    pub fn note(&mut self, level: usize, keyword: &str) {
        self.count = self.count.saturating_add(1);
        self.here |= level == 0;
        self.type_here |= level == 0 && keyword == "type";
        self.enum_here |= level == 0 && keyword == "enum";
        self.enum_below |= level == 1 && keyword == "enum";
        self.required |= keyword == "required";
    }

    /// Adds what is known of a value that is so many levels below.
    pub fn add(&mut self, other: Self, level: usize) {
        self.count = self.count.saturating_add(other.count);
        self.here |= level == 0 && other.here;
        self.type_here |= level == 0 && other.type_here;
        self.enum_here |= level == 0 && other.enum_here;
        self.enum_below |= level == 0 && other.enum_below || level == 1 && other.enum_here;
        self.required |= other.required;
    }
}

/// What is known of a schema and a value.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Known {
    pub admits: Option<bool>,
    pub survey: Option<Summary>,
}

/// What is known. Values are known by their offsets.
#[derive(Debug, Default)]
pub(super) struct Memo {
    known: HashMap<(usize, usize), Known>,
}

impl Memo {
    fn key(check: Check, at: usize) -> (usize, usize) {
        (std::ptr::from_ref(check) as usize, at)
    }

    pub fn get(&self, check: Check, at: usize) -> Known {
        // Most requests have nothing to remember.
        if self.known.is_empty() {
            return Known::default();
        }
        let known = self.known.get(&Self::key(check, at));
        known.copied().unwrap_or_default()
    }

    pub fn entry(&mut self, check: Check, at: usize) -> &mut Known {
        self.known.entry(Self::key(check, at)).or_default()
    }
}
