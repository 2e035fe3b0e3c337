//! Checking values against the contract's constraints: every violation is found, each with the
//! JSON pointer of the value that it is about. One method for each keyword of JSON Schema; a
//! keyword that is about another type of value than the one at hand admits it.
#![forbid(unsafe_code)]

mod alternatives;
mod equality;
mod lists;
mod numbers;
mod objects;
mod values;

use std::fmt;

use serde_json::Value;

pub use super::json::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};
pub use equality::equal;

/// Which part of a request a violation is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    Path,
    Query,
    Header,
    Cookie,
    Body,
}

impl fmt::Display for Part {
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

/// One constraint that a request does not keep.
///
/// It never repeats the value that was sent: that may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    pub part: Part,
    /// The parameter's name; empty for the body.
    pub parameter: String,
    /// The JSON pointer (RFC 6901) to the value, within the body or the parameter.
    pub pointer: String,
    /// The keyword that is not kept, as JSON Schema names it: `maxLength`.
    pub rule: &'static str,
    /// The keyword's own value, where it is short: `64`.
    pub limit: Option<String>,
    /// What is wrong, for people: `must be at most 64 characters long`.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.part, self.pointer.as_str()) {
            (Part::Body, "") => write!(out, "the body {}", self.message),
            (Part::Body, pointer) => write!(out, "{pointer} {}", self.message),
            (part, pointer) => write!(
                out,
                "{part} parameter {}{pointer} {}",
                self.parameter, self.message
            ),
        }
    }
}

/// A check of one value: what generated code makes for each schema.
pub type Check = fn(&mut Checker<'_>);

/// The way to a value, kept on the stack: a pointer is only written where something is wrong.
#[derive(Debug, Clone, Copy)]
enum Path<'a> {
    Root,
    Member(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn write(&self, out: &mut String) {
        match self {
            Self::Root => {}
            Self::Member(parent, name) => {
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

/// A value being checked, and the violations found so far.
#[derive(Debug)]
pub struct Checker<'a> {
    value: &'a Value,
    path: Path<'a>,
    part: Part,
    parameter: &'a str,
    found: &'a mut Vec<Violation>,
    /// Only whether there is a violation is wanted, not which.
    probing: bool,
}

/// Checks a value that stands for a whole part of a request.
pub fn check(value: &Value, part: Part, parameter: &str, check: Check, found: &mut Vec<Violation>) {
    check(&mut Checker {
        value,
        path: Path::Root,
        part,
        parameter,
        found,
        probing: false,
    });
}

/// Whether a value keeps every constraint of a check.
#[must_use]
pub fn admits(value: &Value, check: Check) -> bool {
    let mut found = Vec::new();
    check(&mut Checker {
        value,
        path: Path::Root,
        part: Part::Body,
        parameter: "",
        found: &mut found,
        probing: true,
    });
    found.is_empty()
}

/// The check that admits everything.
pub fn anything(_: &mut Checker<'_>) {}

/// The check that admits nothing.
pub fn nothing(checker: &mut Checker<'_>) {
    checker.violation("false", None, "is not allowed");
}

/// The check that admits text.
pub fn text(checker: &mut Checker<'_>) {
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

/// The check that admits lists.
pub fn list(checker: &mut Checker<'_>) {
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

    /// Whether it is found anywhere in the text.
    fn matches(&self, text: &str) -> bool;
}

impl<'a> Checker<'a> {
    /// The value being checked.
    #[must_use]
    pub fn value(&self) -> &'a Value {
        self.value
    }

    fn violation(&mut self, rule: &'static str, limit: Option<String>, message: impl Into<String>) {
        let path = self.path;
        self.violation_at(&path, rule, limit, message);
    }

    fn violation_at(
        &mut self,
        path: &Path<'_>,
        rule: &'static str,
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
            rule,
            limit,
            message: message.into(),
        });
    }

    fn below(&mut self, value: &Value, path: Path<'_>, check: Check) {
        check(&mut Checker {
            value,
            path,
            part: self.part,
            parameter: self.parameter,
            found: self.found,
            probing: self.probing,
        });
    }

    /// Whether the value keeps another check, without reporting what it does not keep.
    #[must_use]
    pub fn keeps(&self, check: Check) -> bool {
        admits(self.value, check)
    }

    /// Checks the same value against another schema as well: `$ref`, `allOf`.
    pub fn also(&mut self, check: Check) {
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
