//! Deciding whether a schema admits a value without reporting why, and how close it comes.
#![forbid(unsafe_code)]

use super::super::json::Reader;
use super::memo::{Mode, Summary};
use super::{Check, Subject, Validator};

/// A scalar is looked at anew, as that costs less than remembering it; but not in unions that stand in
/// unions in unions.
const NESTING: u8 = 3;

/// What a probe puts aside.
struct Outer {
    mode: Mode,
    is_refused: bool,
    survey: Summary,
    around: usize,
    next: usize,
    schemas: usize,
    frames: usize,
    met: usize,
    hashed: usize,
    probed: Option<usize>,
    too_long: Option<usize>,
}

impl Validator<'_> {
    /// Returns whether a schema admits a value.
    pub(super) fn admits(&mut self, check: Check, subject: Subject<'_>) -> bool {
        if check.types & subject.types == 0 {
            return false;
        }
        let is_nested = self.nesting >= NESTING;
        if (subject.scalar.is_none() || is_nested)
            && let Some(admits) = self.memo.get(check, subject.at).admits
        {
            return admits;
        }
        // What the outermost probe finds is not asked again.
        let is_kept = is_nested || (subject.scalar.is_none() && self.mode != Mode::Report);
        let outer = self.begin(Mode::Probe, check, subject);
        self.look(subject);
        let admits = !self.is_refused;
        self.end(outer);
        if is_kept {
            self.memo.entry(check, subject.at).admits = Some(admits);
        }
        admits
    }

    /// Returns what is wrong with a value by a schema.
    pub(super) fn survey(&mut self, check: Check, subject: Subject<'_>) -> Summary {
        let is_nested = self.nesting >= NESTING;
        let is_kept = is_nested || (subject.scalar.is_none() && self.mode != Mode::Report);
        if let Some(survey) = self.memo.get(check, subject.at).survey {
            return survey;
        }
        let outer = self.begin(Mode::Survey, check, subject);
        self.look(subject);
        let survey = self.survey;
        self.end(outer);
        if is_kept {
            self.memo.entry(check, subject.at).survey = Some(survey);
        }
        survey
    }

    fn begin(&mut self, mode: Mode, check: Check, subject: Subject<'_>) -> Outer {
        let outer = Outer {
            mode: self.mode,
            is_refused: self.is_refused,
            survey: self.survey,
            around: self.around,
            next: self.next,
            schemas: self.schemas.len(),
            frames: self.frames.len(),
            met: self.met.len(),
            hashed: self.hashes.put_aside(),
            too_long: self.too_long,
            probed: self.probed,
        };
        self.probed.get_or_insert(subject.at);
        self.mode = mode;
        self.is_refused = false;
        self.survey = Summary::default();
        self.around = self.frames.len();
        self.next = self.schemas.len();
        self.schemas.push(check);
        self.nesting = self.nesting.saturating_add(1);
        outer
    }

    fn end(&mut self, outer: Outer) {
        self.mode = outer.mode;
        self.is_refused = outer.is_refused;
        self.survey = outer.survey;
        self.around = outer.around;
        self.next = outer.next;
        self.schemas.truncate(outer.schemas);
        self.frames.truncate(outer.frames);
        self.met.truncate(outer.met);
        self.hashes.take_up(outer.hashed);
        // What is too long for a branch is not for another.
        self.too_long = outer.too_long;
        self.probed = outer.probed;
        self.nesting = self.nesting.saturating_sub(1);
    }

    /// Looks at a value with the schemas that a probe has begun with.
    fn look(&mut self, subject: Subject<'_>) {
        if let Some(scalar) = subject.scalar {
            return super::Observer::scalar(self, subject.at, scalar);
        }
        // Probes of what it holds are not within this one.
        let nesting = std::mem::take(&mut self.nesting);
        let (text, depth) = (self.text, self.frames.len());
        Reader::observed(text, subject.at, depth, self).skip();
        self.nesting = nesting;
    }
}
