//! Validating values against the constraints of the contract: every violation is found, each with
//! the JSON pointer of its value. There is one method for each keyword of JSON Schema; keywords for
//! another type than the value's admit it.
#![forbid(unsafe_code)]

mod arrays;
mod branches;
pub(super) mod constant;
mod equality;
mod memo;
mod numbers;
mod objects;
mod values;
mod violation;

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::Value;

use memo::{Memo, Mode};

use super::json::write_token;
pub use super::json::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};
pub use constant::Constant;
pub use violation::{Limit, RequestPart, Violation, ViolationLimits, Violations};

/// Validates one value: the function of a schema.
pub type Check = fn(&mut Checker<'_>);

/// The path to a value, kept on the stack: a pointer is only written for a violation.
#[derive(Debug, Clone, Copy)]
enum Path<'a> {
    Root,
    Property(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn write(&self, out: &mut String) {
        match self {
            Self::Root => {}
            Self::Property(parent, name) => {
                parent.write(out);
                write_token(name, out);
            }
            Self::Item(parent, index) => {
                parent.write(out);
                // Writing to a string cannot fail.
                let _ = write!(out, "/{index}");
            }
        }
    }
}

/// A value that is validated, and the violations found so far.
#[derive(Debug)]
pub struct Checker<'a> {
    value: &'a Value,
    path: Path<'a>,
    /// How deep the value is in the body or the parameter.
    depth: usize,
    mode: Mode,
    /// Whether the value is met by a probe that began at another value, or within another probe.
    is_inner: bool,
    /// How many probes at this very value are within one another.
    nesting: u8,
    /// The value is a string that violates `maxLength`.
    too_long: bool,
    found: &'a mut Found,
}

/// What the validation of one value has found.
#[derive(Debug)]
struct Found {
    part: RequestPart,
    parameter: Cow<'static, str>,
    violations: Violations,
    memo: Memo,
    /// A pattern that needed too many steps.
    exceeded: Option<&'static str>,
}

impl Found {
    fn new(part: RequestPart, parameter: &'static str, violations: Violations) -> Self {
        Self {
            part,
            parameter: Cow::Borrowed(parameter),
            violations,
            memo: Memo::default(),
            exceeded: None,
        }
    }

    fn checker<'a>(&'a mut self, value: &'a Value, mode: Mode) -> Checker<'a> {
        Checker {
            value,
            path: Path::Root,
            depth: 0,
            mode,
            is_inner: false,
            nesting: 0,
            too_long: false,
            found: self,
        }
    }
}

/// Validates the body or a parameter. Returns whether it is valid.
pub fn check(
    value: &Value,
    part: RequestPart,
    parameter: &'static str,
    check: Check,
    violations: &mut Violations,
) -> bool {
    let before = violations.len();
    let mut found = Found::new(part, parameter, std::mem::take(violations));
    check(&mut found.checker(value, Mode::Report));
    if let Some(source) = found.exceeded
        && found.violations.len() == before
    {
        // Whatever combines the schemas, a value is not valid that could not be matched.
        found.checker(value, Mode::Report).exceeded(None, source);
    }
    *violations = found.violations;
    violations.len() == before
}

/// The check that admits everything.
pub fn anything(_: &mut Checker<'_>) {}

/// The check that admits nothing.
pub fn nothing(checker: &mut Checker<'_>) {
    checker.violation("false", Limit::None);
}

/// The check that admits strings.
pub fn string(checker: &mut Checker<'_>) {
    checker.types(STRING);
}

/// The check that admits booleans.
pub fn boolean(checker: &mut Checker<'_>) {
    checker.types(BOOLEAN);
}

/// The check that admits integers.
pub fn integer(checker: &mut Checker<'_>) {
    checker.types(INTEGER);
}

/// The check that admits numbers.
pub fn number(checker: &mut Checker<'_>) {
    checker.types(NUMBER | INTEGER);
}

/// The check that admits arrays.
pub fn array(checker: &mut Checker<'_>) {
    checker.types(ARRAY);
}

/// The check that admits objects.
pub fn object(checker: &mut Checker<'_>) {
    checker.types(OBJECT);
}

/// The check that admits null.
pub fn null(checker: &mut Checker<'_>) {
    checker.types(NULL);
}

/// A `pattern` of the contract.
pub trait Matcher: Sync {
    /// The regular expression, as the contract writes it.
    fn source(&self) -> &'static str;

    /// Returns whether it matches anywhere in the text; `None` where that needs too many steps.
    fn matches(&self, text: &str) -> Option<bool>;
}

impl<'a> Checker<'a> {
    /// Returns the value that is validated.
    #[must_use]
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// Whether nothing that is found from here on counts: every keyword asks first.
    fn is_done(&self) -> bool {
        match self.mode {
            Mode::Report => self.found.violations.is_full(),
            Mode::Probe => self.found.memo.is_refused(),
            Mode::Survey => false,
        }
    }

    /// Returns whether a pattern matches the name of a property. One that needs too many steps is a
    /// violation, and does.
    pub fn is_named(&mut self, pattern: &dyn Matcher, name: &str) -> bool {
        pattern.matches(name).unwrap_or_else(|| {
            self.exceeded(Some(name), pattern.source());
            true
        })
    }

    /// Reports a pattern that needs too many steps for the value, or for the name of a property.
    fn exceeded(&mut self, name: Option<&str>, source: &'static str) {
        self.found.exceeded = Some(source);
        self.violate(name, "pattern", Limit::Steps(source));
    }

    fn violation(&mut self, keyword: &'static str, limit: Limit) {
        self.violate(None, keyword, limit);
    }

    /// A violation at a property of the value.
    fn violation_at(&mut self, name: &str, keyword: &'static str, limit: Limit) {
        self.violate(Some(name), keyword, limit);
    }

    fn violate(&mut self, name: Option<&str>, keyword: &'static str, limit: Limit) {
        match self.mode {
            Mode::Probe => self.found.memo.refuse(),
            Mode::Survey => {
                let depth = self.depth + usize::from(name.is_some());
                self.found.memo.note(depth, keyword);
            }
            Mode::Report => {
                let mut pointer = String::new();
                self.path.write(&mut pointer);
                if let Some(name) = name {
                    write_token(name, &mut pointer);
                }
                self.found.violations.push(Violation {
                    part: self.found.part,
                    parameter: self.found.parameter.clone(),
                    pointer,
                    keyword,
                    limit,
                });
            }
        }
    }

    /// A checker of a property or an item.
    fn below<'b>(&'b mut self, value: &'b Value, path: Path<'b>) -> Checker<'b> {
        if self.mode != Mode::Report {
            self.found.memo.descend(value);
        }
        Checker {
            value,
            path,
            depth: self.depth + 1,
            mode: self.mode,
            is_inner: self.mode != Mode::Report,
            nesting: 0,
            too_long: false,
            found: self.found,
        }
    }

    /// Validates the value against another schema as well: `$ref`, `allOf`.
    pub fn all_of(&mut self, check: Check) {
        if !self.is_done() {
            check(self);
        }
    }
}
