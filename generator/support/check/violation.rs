//! The constraints that a request violates, and how many of them are kept.
#![forbid(unsafe_code)]

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::constant::{self, Constant};
use super::{ARRAY, BOOLEAN, Check, INTEGER, NULL, NUMBER, OBJECT, STRING};

/// The part of a request that a violation is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestPart {
    Path,
    Query,
    Header,
    Cookie,
    Body,
}

impl RequestPart {
    /// Returns its name in a response.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
        }
    }
}

impl fmt::Display for RequestPart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// A constraint that a request violates.
///
/// It never repeats the value that was sent, which may be a secret. Its text is written when it is
/// shown.
#[derive(Debug, Clone)]
pub struct Violation {
    pub part: RequestPart,
    /// The parameter's name; empty for the body.
    pub parameter: Cow<'static, str>,
    /// The JSON pointer (RFC 6901) of the value, within the body or the parameter. Very long names
    /// in it are cut short.
    pub pointer: String,
    /// The keyword of JSON Schema that is violated: `maxLength`.
    pub keyword: &'static str,
    /// The value of the keyword: `64`.
    pub limit: Limit,
}

/// The value of a keyword that is violated.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Limit {
    None,
    Count(usize),
    Integer(i128),
    Number(f64),
    /// A decimal number: the first times ten to the power of the second.
    Decimal(i128, i32),
    /// A pattern, a format, or the name of another property.
    Text(&'static str),
    /// A pattern that needed too many steps to be matched.
    Steps(&'static str),
    /// Types of JSON values, as bits.
    Types(u8),
    Strings(&'static [&'static str]),
    Integers(&'static [i64]),
    Values(&'static [Constant]),
    /// The values of a discriminator.
    Branches(&'static [(&'static str, Check)]),
    /// Why the value cannot be read.
    Reason(Cow<'static, str>),
}

impl Limit {
    /// Returns the limit of a length or a count.
    #[must_use]
    pub const fn count(&self) -> Option<usize> {
        match self {
            Self::Count(count) => Some(*count),
            _ => None,
        }
    }
}

/// Writes the value of the keyword; of a long list, the first values and how many more there are.
impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None | Self::Reason(_) => Ok(()),
            Self::Count(count) => count.fmt(out),
            Self::Integer(limit) => limit.fmt(out),
            Self::Number(limit) => limit.fmt(out),
            Self::Decimal(mantissa, exponent) => {
                let text = format!("{mantissa}e{exponent}");
                text.parse::<f64>().unwrap_or_default().fmt(out)
            }
            Self::Text(text) | Self::Steps(text) => out.write_str(text),
            Self::Types(types) => list(
                out,
                " or ",
                TYPES
                    .iter()
                    .filter(|(kind, _)| types & kind != 0)
                    .map(|(_, name)| name),
            ),
            Self::Strings(strings) => list(out, ", ", strings.iter()),
            Self::Branches(branches) => list(out, ", ", branches.iter().map(|(name, _)| name)),
            Self::Integers(integers) => {
                out.write_str("[")?;
                list(out, ",", integers.iter())?;
                out.write_str("]")
            }
            Self::Values(values) => {
                out.write_str("[")?;
                list(out, ",", values.iter())?;
                out.write_str("]")
            }
        }
    }
}

const TYPES: [(u8, &str); 7] = [
    (NULL, "null"),
    (BOOLEAN, "a boolean"),
    (INTEGER, "an integer"),
    (NUMBER, "a number"),
    (STRING, "a string"),
    (ARRAY, "an array"),
    (OBJECT, "an object"),
];

/// Of a list that is longer than what is searched in order, so many values are shown.
const SHOWN: usize = 10;

fn list<T: fmt::Display>(
    out: &mut fmt::Formatter<'_>,
    separator: &str,
    items: impl Iterator<Item = T> + Clone,
) -> fmt::Result {
    let count = items.clone().count();
    let shown = if count > constant::IN_ORDER {
        SHOWN
    } else {
        count
    };
    for (index, item) in items.take(shown).enumerate() {
        if index > 0 {
            out.write_str(separator)?;
        }
        item.fmt(out)?;
    }
    match count - shown {
        0 => Ok(()),
        more => write!(out, "{separator}and {more} more"),
    }
}

impl Violation {
    /// Returns what is wrong, for people: `must be at most 64 characters long`.
    #[must_use]
    pub fn message(&self) -> impl fmt::Display + '_ {
        Message(self)
    }

    /// Returns how many bytes it adds to a response: it is shown in a list and in a sentence.
    fn weight(&self) -> usize {
        let mut weight = Weight(0);
        // Counting cannot fail.
        let _ = write!(weight, "{self}");
        2 * weight.0 + self.parameter.len() + 100
    }
}

struct Message<'a>(&'a Violation);

impl fmt::Display for Message<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = &self.0.limit;
        let of = |one: &'static str, more: &'static str| match limit.count() {
            Some(1) => one,
            _ => more,
        };
        let items = of("item", "items");
        let characters = of("character", "characters");
        let properties = of("property", "properties");
        match (self.0.keyword, limit) {
            (_, Limit::Reason(why)) => out.write_str(why),
            ("type", _) => write!(out, "must be {limit}"),
            ("enum" | "discriminator", _) => write!(out, "must be one of: {limit}"),
            ("minLength", _) => write!(out, "must be at least {limit} {characters} long"),
            ("maxLength", _) => write!(out, "must be at most {limit} {characters} long"),
            ("pattern", Limit::Steps(source)) => write!(
                out,
                "needs too many steps to be matched against the pattern {source}"
            ),
            ("pattern", _) => write!(out, "must match the pattern {limit}"),
            ("format", _) => write!(out, "must be a valid {limit}"),
            ("minimum", _) => write!(out, "must be at least {limit}"),
            ("maximum", _) => write!(out, "must be at most {limit}"),
            ("exclusiveMinimum", _) => write!(out, "must be above {limit}"),
            ("exclusiveMaximum", _) => write!(out, "must be below {limit}"),
            ("multipleOf", _) => write!(out, "must be a multiple of {limit}"),
            ("minItems", _) => write!(out, "must have at least {limit} {items}"),
            ("maxItems", _) => write!(out, "must have at most {limit} {items}"),
            ("uniqueItems", _) => out.write_str("must not have the same item twice"),
            ("contains", _) => write!(out, "must have at least {limit} matching {items}"),
            ("maxContains", _) => write!(out, "must have at most {limit} matching {items}"),
            ("required", _) => out.write_str("is required"),
            ("dependentRequired", _) => write!(out, "is required beside {limit}"),
            ("additionalProperties", _) => out.write_str("is not a known property"),
            ("propertyNames", _) => out.write_str("has a name that is not allowed"),
            ("minProperties", _) => write!(out, "must have at least {limit} {properties}"),
            ("maxProperties", _) => write!(out, "must have at most {limit} {properties}"),
            ("anyOf" | "oneOf", _) => {
                write!(out, "must match one of the schemas of {}", self.0.keyword)
            }
            ("not", _) => out.write_str("must not match the schema of not"),
            ("unknown", _) => out.write_str("is not a parameter of this operation"),
            (MORE, _) => out.write_str("violates more constraints, which are not listed"),
            _ => out.write_str("is not allowed"),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = self.message();
        match (self.part, self.pointer.as_str()) {
            (RequestPart::Body, "") => write!(out, "the body {message}"),
            (RequestPart::Body, pointer) => write!(out, "{pointer} {message}"),
            (part, pointer) => {
                write!(
                    out,
                    "{part} parameter {}{pointer} {message}",
                    self.parameter
                )
            }
        }
    }
}

/// The violations of one request, up to a number and a weight. What comes after them is told by the
/// last entry, and not looked for: a hostile request would be expensive otherwise.
#[derive(Debug, Default)]
pub struct Violations {
    list: Vec<Violation>,
    bytes: usize,
    limits: ViolationLimits,
    is_full: bool,
}

/// How many violations a rejection lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViolationLimits {
    pub count: usize,
    /// The bytes of their text in a response.
    pub bytes: usize,
}

impl Default for ViolationLimits {
    fn default() -> Self {
        Self {
            count: 100,
            bytes: 1 << 15,
        }
    }
}

/// The keyword of the entry that stands for violations that are not listed.
const MORE: &str = "more";

impl Violations {
    #[must_use]
    pub fn new(limits: ViolationLimits) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// Adds a violation, or says that there are more.
    pub fn push(&mut self, violation: Violation) {
        if self.is_full {
            return;
        }
        self.bytes = self.bytes.saturating_add(violation.weight());
        self.is_full = self.list.len() >= self.limits.count || self.bytes > self.limits.bytes;
        self.list.push(if self.is_full {
            Violation {
                part: violation.part,
                parameter: Cow::Borrowed(""),
                pointer: String::new(),
                keyword: MORE,
                limit: Limit::None,
            }
        } else {
            violation
        });
    }

    /// Returns whether no more violations are listed.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.is_full
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Forgets all but the first violations.
    pub fn truncate(&mut self, count: usize) {
        self.list.truncate(count);
        self.bytes = self.list.iter().map(Violation::weight).sum();
        self.is_full = self.list.last().is_some_and(|last| last.keyword == MORE);
    }

    #[must_use]
    pub fn into_list(self) -> Vec<Violation> {
        self.list
    }
}

/// Counts the bytes of a text in a JSON string.
struct Weight(usize);

impl fmt::Write for Weight {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.bytes().map(weight).sum::<usize>();
        Ok(())
    }
}

fn weight(byte: u8) -> usize {
    match byte {
        0..=0x1f => 6,
        b'"' | b'\\' => 2,
        _ => 1,
    }
}
