//! Validating values against the constraints of the contract: every violation is found, each with
//! the JSON pointer of its value. There is one method for each keyword of JSON Schema; keywords for
//! another type than the value's admit it.
#![forbid(unsafe_code)]

mod arrays;
mod branches;
mod equality;
mod exceeded;
mod numbers;
mod objects;
mod values;

use std::fmt;

use serde_json::Value;

pub use super::json::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};
pub use equality::equal;

/// The part of a request that a violation is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestPart {
    Path,
    Query,
    Header,
    Cookie,
    Body,
}

impl fmt::Display for RequestPart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
        })
    }
}

/// A constraint that a request violates.
///
/// It never repeats the value that was sent, which may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    pub part: RequestPart,
    /// The parameter's name; empty for the body.
    pub parameter: String,
    /// The JSON pointer (RFC 6901) of the value, within the body or the parameter.
    pub pointer: String,
    /// The keyword of JSON Schema that is violated: `maxLength`.
    pub keyword: &'static str,
    /// The value of the keyword, if it is short: `64`.
    pub limit: Option<String>,
    /// What is wrong, for people: `must be at most 64 characters long`.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.part, self.pointer.as_str()) {
            (RequestPart::Body, "") => write!(out, "the body {}", self.message),
            (RequestPart::Body, pointer) => write!(out, "{pointer} {}", self.message),
            (part, pointer) => write!(
                out,
                "{part} parameter {}{pointer} {}",
                self.parameter, self.message
            ),
        }
    }
}

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
                out.push('/');
                out.push_str(&name.replace('~', "~0").replace('/', "~1"));
            }
            Self::Item(parent, index) => {
                parent.write(out);
                out.push('/');
                out.push_str(&index.to_string());
            }
        }
    }
}

/// A value that is validated, and the violations found so far.
#[derive(Debug)]
pub struct Checker<'a> {
    value: &'a Value,
    path: Path<'a>,
    part: RequestPart,
    parameter: &'a str,
    found: &'a mut Vec<Violation>,
    /// Violations are counted and not shown.
    probing: bool,
    /// The value is a string that violates `maxLength`.
    too_long: bool,
}

/// Validates the body or a parameter.
pub fn check(
    value: &Value,
    part: RequestPart,
    parameter: &str,
    check: Check,
    found: &mut Vec<Violation>,
) {
    exceeded::take();
    let before = found.len();
    let mut checker = Checker {
        value,
        path: Path::Root,
        part,
        parameter,
        found,
        probing: false,
        too_long: false,
    };
    check(&mut checker);
    if let Some(source) = exceeded::take()
        && checker.found.len() == before
    {
        checker.exceeded(&Path::Root, source);
    }
}

/// Returns whether a check admits a value.
#[must_use]
pub fn admits(value: &Value, check: Check) -> bool {
    let mut found = Vec::new();
    check(&mut Checker {
        value,
        path: Path::Root,
        part: RequestPart::Body,
        parameter: "",
        found: &mut found,
        probing: true,
        too_long: false,
    });
    found.is_empty()
}

/// The check that admits everything.
pub fn anything(_: &mut Checker<'_>) {}

/// The check that admits nothing.
pub fn nothing(checker: &mut Checker<'_>) {
    checker.violation("false", None, "is not allowed");
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

    fn violation(
        &mut self,
        keyword: &'static str,
        limit: Option<String>,
        message: impl Into<String>,
    ) {
        let path = self.path;
        self.violation_at(&path, keyword, limit, message);
    }

    fn violation_at(
        &mut self,
        path: &Path<'_>,
        keyword: &'static str,
        limit: Option<String>,
        message: impl Into<String>,
    ) {
        let mut pointer = String::new();
        if !self.probing {
            path.write(&mut pointer);
        }
        self.found.push(Violation {
            part: self.part,
            parameter: self.parameter.to_owned(),
            pointer,
            keyword,
            limit,
            message: message.into(),
        });
    }

    /// Returns whether a pattern matches the name of a property. One that needs too many steps is a
    /// violation, and does.
    pub fn is_named(&mut self, pattern: &dyn Matcher, name: &str) -> bool {
        let path = self.path;
        pattern.matches(name).unwrap_or_else(|| {
            self.exceeded(&Path::Property(&path, name), pattern.source());
            true
        })
    }

    /// Reports a pattern that needs too many steps.
    fn exceeded(&mut self, path: &Path<'_>, source: &'static str) {
        exceeded::remember(source);
        let message = format!("needs too many steps to be matched against the pattern {source}");
        self.violation_at(path, "pattern", Some(source.to_owned()), message);
    }

    fn below(&mut self, value: &Value, path: Path<'_>, check: Check) {
        check(&mut Checker {
            value,
            path,
            part: self.part,
            parameter: self.parameter,
            found: self.found,
            probing: self.probing,
            too_long: false,
        });
    }

    /// Returns whether another check admits the value, without reporting violations.
    #[must_use]
    pub fn admits(&self, check: Check) -> bool {
        admits(self.value, check)
    }

    /// Validates the value against another schema as well: `$ref`, `allOf`.
    pub fn all_of(&mut self, check: Check) {
        check(self);
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        noun.to_owned()
    } else {
        format!("{noun}s")
    }
}
