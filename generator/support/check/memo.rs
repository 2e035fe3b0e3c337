//! Deciding whether a check admits a value without reporting why, and how close it comes: each check
//! meets each value at most once, whatever nests around it.
#![forbid(unsafe_code)]

use std::collections::HashMap;

use serde_json::Value;

use super::{Check, Checker, Path};

/// What is wanted of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Every violation, with its pointer.
    Report,
    /// Whether there is one: the check ends at the first.
    Probe,
    /// How many there are, and of which kind.
    Survey,
}

/// The violations of a value by a check, without their text.
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
    fn note(&mut self, level: usize, keyword: &str) {
        self.count = self.count.saturating_add(1);
        self.here |= level == 0;
        self.type_here |= level == 0 && keyword == "type";
        self.enum_here |= level == 0 && keyword == "enum";
        self.enum_below |= level == 1 && keyword == "enum";
        self.required |= keyword == "required";
    }

    /// Adds what is known of a value that is so many levels below.
    fn add(&mut self, other: Self, level: usize) {
        self.count = self.count.saturating_add(other.count);
        self.here |= level == 0 && other.here;
        self.type_here |= level == 0 && other.type_here;
        self.enum_here |= level == 0 && other.enum_here;
        self.enum_below |= level == 0 && other.enum_below || level == 1 && other.enum_here;
        self.required |= other.required;
    }
}

/// What is known of checks and values. Values are known by their addresses, which they keep for as
/// long as they are validated.
#[derive(Debug, Default)]
pub(super) struct Memo {
    known: HashMap<(usize, usize), Known>,
    /// The probe that runs has found a violation.
    is_refused: bool,
    /// The survey that runs, and the depth of its value.
    survey: Summary,
    depth: usize,
    /// How many values within others have been looked at; an array or an object counts for several.
    descents: usize,
    /// Hashes of arrays and objects that hold others.
    pub(super) hashes: super::equality::Hashes,
}

#[derive(Debug, Default, Clone, Copy)]
struct Known {
    is_reported: bool,
    admits: Option<bool>,
    survey: Option<Summary>,
}

impl Memo {
    pub(super) fn is_refused(&self) -> bool {
        self.is_refused
    }

    pub(super) fn refuse(&mut self) {
        self.is_refused = true;
    }

    pub(super) fn note(&mut self, depth: usize, keyword: &str) {
        self.survey.note(depth.saturating_sub(self.depth), keyword);
    }

    pub(super) fn add(&mut self, other: Summary, depth: usize) {
        self.survey.add(other, depth.saturating_sub(self.depth));
    }

    pub(super) fn descend(&mut self, value: &Value) {
        let holds = value.is_array() || value.is_object();
        self.descents += if holds { WORTHWHILE } else { 1 };
    }
}

/// What looks at fewer values within one costs less than remembering it.
const WORTHWHILE: usize = 8;

/// A scalar is looked at anew, as that costs less than remembering it; but not in unions that stand in
/// unions in unions.
const NESTING: u8 = 3;

impl Checker<'_> {
    /// Returns whether another check admits the value, without reporting violations.
    #[must_use]
    pub fn admits(&mut self, check: Check) -> bool {
        self.probe(self.value, self.nesting.saturating_add(1), check)
    }

    /// Returns whether a check admits a value that this one holds.
    pub(in super::super) fn admits_below(&mut self, value: &Value, check: Check) -> bool {
        self.found.memo.descend(value);
        self.probe(value, 1, check)
    }

    fn probe(&mut self, value: &Value, nesting: u8, check: Check) -> bool {
        let refused = std::mem::replace(&mut self.found.memo.is_refused, false);
        check(&mut Checker {
            value,
            path: Path::Root,
            depth: 0,
            mode: Mode::Probe,
            is_inner: self.mode != Mode::Report,
            nesting,
            too_long: self.too_long && std::ptr::eq(value, self.value),
            found: self.found,
        });
        !std::mem::replace(&mut self.found.memo.is_refused, refused)
    }

    /// Returns what is wrong with the value by another check.
    pub(super) fn survey(&mut self, check: Check) -> Summary {
        let is_inner = self.mode != Mode::Report;
        let nesting = self.nesting.saturating_add(1);
        self.surveyed(check, is_inner, nesting)
    }

    fn surveyed(&mut self, check: Check, is_inner: bool, nesting: u8) -> Summary {
        let memo = &mut self.found.memo;
        let outer = std::mem::take(&mut memo.survey);
        let depth = std::mem::replace(&mut memo.depth, self.depth);
        check(&mut Checker {
            value: self.value,
            path: self.path,
            depth: self.depth,
            mode: Mode::Survey,
            is_inner,
            nesting,
            too_long: self.too_long,
            found: self.found,
        });
        let memo = &mut self.found.memo;
        memo.depth = depth;
        std::mem::replace(&mut memo.survey, outer)
    }

    /// A check that probes meet several times at one value: its result is remembered.
    pub fn probed_once(&mut self, check: Check) {
        match self.mode {
            _ if self.is_done() => {}
            Mode::Report => check(self),
            Mode::Probe | Mode::Survey => self.remembered(check),
        }
    }

    /// A check that is met several times at one value, whether it is probed or its violations are
    /// reported.
    pub fn met_once(&mut self, check: Check) {
        if self.mode == Mode::Report && (self.value.is_array() || self.value.is_object()) {
            let known = self.found.memo.known.entry(self.key(check)).or_default();
            if std::mem::replace(&mut known.is_reported, true) {
                return;
            }
        }
        self.probed_once(check);
    }

    fn key(&self, check: Check) -> (usize, usize) {
        (check as usize, std::ptr::from_ref(self.value) as usize)
    }

    fn remembered(&mut self, check: Check) {
        let is_nested = self.nesting >= NESTING;
        if !is_nested && !self.value.is_array() && !self.value.is_object() {
            return check(self);
        }
        let key = self.key(check);
        let memo = &mut self.found.memo;
        let known = memo.known.get(&key).copied().unwrap_or_default();
        let before = memo.descents;
        let is_kept = |memo: &Memo| is_nested || memo.descents >= before + WORTHWHILE;
        if self.mode == Mode::Probe {
            match known.admits {
                Some(admits) => memo.is_refused = !admits,
                None => {
                    check(self);
                    let memo = &mut self.found.memo;
                    if self.is_inner && is_kept(memo) {
                        memo.known.entry(key).or_default().admits = Some(!memo.is_refused);
                    }
                }
            }
            return;
        }
        let survey = match known.survey {
            Some(survey) => survey,
            None => {
                let survey = self.surveyed(check, self.is_inner, self.nesting);
                let memo = &mut self.found.memo;
                if self.is_inner && is_kept(memo) {
                    memo.known.entry(key).or_default().survey = Some(survey);
                }
                survey
            }
        };
        self.found.memo.add(survey, self.depth);
    }
}
