//! Validating a JSON text against a schema of the contract while it is read: every violation is found,
//! each with the JSON pointer of its value.
//!
//! The schemas of a value walk along with the text: those of an object lead to those of its properties.
//! Only what has to be decided before the value is read, such as which branch of a union it matches, is
//! looked at ahead.
#![forbid(unsafe_code)]

mod combine;
pub(super) mod constant;
mod containers;
mod equality;
mod memo;
mod probe;
mod rules;
pub mod schema;
mod violation;

use std::borrow::Cow;
use std::fmt::Write as _;

pub use super::json::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};
use super::json::{
    FromJson, Malformed, Observer, Outline, Reader, Scalar, find, is_integer, string_at, types_at,
    write_token,
};
pub use constant::Constant;
pub use schema::*;
pub use violation::{Limit, RequestPart, Violation, ViolationLimits, Violations};

use containers::Frame;
use equality::Hashes;
use memo::{Memo, Mode, Summary};

/// The value that is validated.
#[derive(Debug, Clone, Copy)]
struct Subject<'a> {
    at: usize,
    /// Its types, as bits.
    types: u8,
    /// The value, if it has been read and is no array or object.
    scalar: Option<Scalar<'a>>,
}

impl<'a> Subject<'a> {
    /// The value at an offset, whatever it is.
    fn at(text: &str, at: usize) -> Self {
        Self {
            at,
            types: types_at(text, at),
            scalar: None,
        }
    }

    fn scalar(at: usize, scalar: Scalar<'a>) -> Self {
        let types = match scalar {
            Scalar::Null => NULL,
            Scalar::Boolean(_) => BOOLEAN,
            Scalar::String(_) => STRING,
            Scalar::Number(text) if is_integer(text) => INTEGER | NUMBER,
            Scalar::Number(_) => NUMBER,
        };
        Self {
            at,
            types,
            scalar: Some(scalar),
        }
    }
}

/// Validates a text that is read.
#[derive(Debug)]
struct Validator<'t> {
    text: &'t str,
    part: RequestPart,
    parameter: &'static str,
    violations: &'t mut Violations,
    /// The schemas of every array and object that is being read, and those of the next value.
    schemas: Vec<Check>,
    /// Where those of the next value begin.
    next: usize,
    /// The arrays and objects that are being read, each within the one before.
    frames: Vec<Frame>,
    /// For each of their schemas that mention properties, which of these were met, as bits.
    met: Vec<u64>,
    mode: Mode,
    /// A probe has found a violation.
    is_refused: bool,
    survey: Summary,
    /// How many frames are around the value that is probed or surveyed.
    around: usize,
    /// The value of the outermost probe.
    probed: Option<usize>,
    /// How many probes are at one value, within one another.
    nesting: u8,
    memo: Memo,
    outline: Outline,
    /// The offset of a string that violates `maxLength`.
    too_long: Option<usize>,
    /// A pattern that needed too many steps.
    exceeded: Option<&'static str>,
    hashes: Hashes,
}

/// Reads a text as a type, and validates it. Returns nothing if it is invalid.
///
/// # Errors
/// If the text is not JSON, or has an object with two properties of one name.
pub(super) fn read<T: FromJson>(
    text: &str,
    part: RequestPart,
    parameter: &'static str,
    check: Check,
    violations: &mut Violations,
) -> Result<Option<T>, Malformed> {
    let before = violations.len();
    let mut validator = Validator::new(text, part, parameter, check, violations);
    let mut json = Reader::observed(text, 0, 0, &mut validator).strict();
    let read = T::from_json(&mut json);
    let mismatch = json.end()?;
    validator.conclude(before);
    if violations.len() > before {
        return Ok(None);
    }
    match (mismatch, read) {
        (None, Some(read)) => Ok(Some(read)),
        (mismatch, _) => {
            let error = super::json::error_of(text, mismatch);
            violations.push(Violation {
                part,
                parameter: Cow::Borrowed(parameter),
                pointer: error.pointer().to_owned(),
                keyword: "type",
                limit: Limit::Reason(Cow::Owned(error.message().to_owned())),
            });
            Ok(None)
        }
    }
}

impl<'t> Validator<'t> {
    fn new(
        text: &'t str,
        part: RequestPart,
        parameter: &'static str,
        check: Check,
        violations: &'t mut Violations,
    ) -> Self {
        let mut schemas = Vec::with_capacity(16);
        schemas.push(check);
        Self {
            text,
            part,
            parameter,
            violations,
            schemas,
            next: 0,
            frames: Vec::new(),
            met: Vec::new(),
            mode: Mode::Report,
            is_refused: false,
            survey: Summary::default(),
            around: 0,
            probed: None,
            nesting: 0,
            memo: Memo::default(),
            outline: Outline::default(),
            too_long: None,
            exceeded: None,
            hashes: Hashes::default(),
        }
    }

    /// Whatever combines the schemas, a value is not valid that could not be matched.
    fn conclude(&mut self, before: usize) {
        if let Some(source) = self.exceeded
            && self.violations.len() == before
        {
            self.frames.clear();
            self.violation("pattern", Limit::Steps(source));
        }
    }

    /// Whether nothing that is found from here on counts.
    fn is_done(&self) -> bool {
        match self.mode {
            Mode::Report => self.violations.is_full(),
            Mode::Probe => self.is_refused,
            Mode::Survey => false,
        }
    }

    /// Adds a schema to those of the next value.
    fn add(&mut self, check: Check) {
        let known = self.schemas.get(self.next..).unwrap_or_default();
        if !known.iter().any(|known| std::ptr::eq(*known, check)) {
            self.schemas.push(check);
        }
    }

    fn violation(&mut self, keyword: &'static str, limit: Limit) {
        self.violate(None, keyword, limit);
    }

    /// Reports a pattern that needs too many steps.
    fn exceed(&mut self, source: &'static str) {
        self.exceeded = Some(source);
        self.violation("pattern", Limit::Steps(source));
    }

    /// A violation at the value, or at a property of it that is absent.
    #[cold]
    fn violate(&mut self, name: Option<&str>, keyword: &'static str, limit: Limit) {
        match self.mode {
            Mode::Probe => self.is_refused = true,
            Mode::Survey => {
                let level = self.level() + usize::from(name.is_some());
                self.survey.note(level, keyword);
            }
            Mode::Report => {
                let mut pointer = String::new();
                for frame in &self.frames {
                    if frame.is_object {
                        let token = string_at(self.text, frame.token);
                        write_token(&token, &mut pointer);
                    } else {
                        // Writing to a string cannot fail.
                        let _ = write!(pointer, "/{}", frame.token);
                    }
                }
                if let Some(name) = name {
                    write_token(name, &mut pointer);
                }
                self.violations.push(Violation {
                    part: self.part,
                    parameter: Cow::Borrowed(self.parameter),
                    pointer,
                    keyword,
                    limit,
                });
            }
        }
    }

    /// How many levels the value is below the one that is probed or surveyed.
    fn level(&self) -> usize {
        self.frames.len().saturating_sub(self.around)
    }

    /// Looks at types and lengths, and decides what has to be decided before the value is read. Schemas
    /// that apply then are added.
    fn prepare(&mut self, subject: Subject<'_>) {
        let mut index = self.next;
        while let Some(schema) = self.schemas.get(index).copied()
            && !self.is_done()
        {
            index += 1;
            if schema.types & subject.types == 0 {
                match schema.types {
                    0 => self.violation("false", Limit::None),
                    types => self.violation("type", Limit::Types(types)),
                }
            }
            if let Some(Scalar::String(text)) = subject.scalar {
                self.length(schema, subject.at, text);
            }
            for combination in schema.combinations {
                self.combine(combination, subject);
            }
        }
    }
}

impl Observer for Validator<'_> {
    fn scalar(&mut self, at: usize, scalar: Scalar<'_>) {
        if self.next < self.schemas.len() && !self.is_done() {
            let subject = Subject::scalar(at, scalar);
            self.prepare(subject);
            self.scalar_rules(subject, scalar);
        }
        if self.hashes.are_wanted() {
            let hash = self.hashes.scalar(scalar);
            self.hashed(at, hash);
        }
    }

    fn open(&mut self, at: usize, is_object: bool) -> Option<usize> {
        self.enter(at, is_object)
    }

    fn name(&mut self, at: usize, name: &str) {
        self.property(at, name);
    }

    fn item(&mut self, at: usize, index: usize) {
        self.item_at(at, index);
    }

    fn close(&mut self, _: usize) {
        self.leave();
    }

    fn is_idle(&self) -> bool {
        let is_empty = self.next >= self.schemas.len();
        (is_empty || self.is_done()) && !self.hashes.are_wanted()
    }

    fn is_over(&self) -> bool {
        self.mode == Mode::Probe && self.is_refused
    }
}
