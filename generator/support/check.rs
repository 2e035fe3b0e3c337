//! Checking values against the contract's constraints: every violation is found, each with the
//! JSON pointer of the value that it is about. One method for each keyword of JSON Schema; a
//! keyword that is about another type of value than the one at hand admits it.
#![forbid(unsafe_code)]

use std::fmt;

use serde_json::{Map, Value};

use super::json;

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

pub use super::json::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};

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

    /// `type`: the value is of one of the types.
    pub fn types(&mut self, types: u8) {
        let found = match self.value {
            Value::Null => NULL,
            Value::Bool(_) => BOOLEAN,
            Value::Number(_) if json::integer(self.value).is_some() => INTEGER | NUMBER,
            Value::Number(_) => NUMBER,
            Value::String(_) => STRING,
            Value::Array(_) => ARRAY,
            Value::Object(_) => OBJECT,
        };
        if types & found == 0 {
            let names = [
                (NULL, "null"),
                (BOOLEAN, "a boolean"),
                (INTEGER, "an integer"),
                (NUMBER, "a number"),
                (STRING, "text"),
                (ARRAY, "a list"),
                (OBJECT, "an object"),
            ];
            let wanted: Vec<&str> = names
                .iter()
                .filter(|(kind, _)| types & kind != 0)
                .map(|(_, name)| *name)
                .collect();
            self.violation("type", None, format!("must be {}", wanted.join(" or ")));
        }
    }

    /// `enum` and `const` where every value is text.
    pub fn one_of_texts(&mut self, texts: &[&str]) {
        if !self
            .value
            .as_str()
            .is_some_and(|text| texts.contains(&text))
        {
            let list = texts.join(", ");
            self.violation(
                "enum",
                Some(list.clone()),
                format!("must be one of: {list}"),
            );
        }
    }

    /// `enum` and `const`: the value is one of those in a JSON list.
    pub fn one_of_values(&mut self, list: &str) {
        let values: Vec<Value> = serde_json::from_str(list).unwrap_or_default();
        if !values.iter().any(|value| equal(value, self.value)) {
            self.violation(
                "enum",
                Some(list.to_owned()),
                format!("must be one of: {list}"),
            );
        }
    }

    /// `minLength`, in Unicode characters.
    pub fn min_length(&mut self, limit: usize) {
        if self
            .value
            .as_str()
            .is_some_and(|text| text.chars().count() < limit)
        {
            let message = format!(
                "must be at least {limit} {} long",
                plural(limit, "character")
            );
            self.violation("minLength", Some(limit.to_string()), message);
        }
    }

    /// `maxLength`, in Unicode characters.
    pub fn max_length(&mut self, limit: usize) {
        if self
            .value
            .as_str()
            .is_some_and(|text| text.chars().count() > limit)
        {
            let message = format!(
                "must be at most {limit} {} long",
                plural(limit, "character")
            );
            self.violation("maxLength", Some(limit.to_string()), message);
        }
    }

    /// `pattern`.
    pub fn pattern(&mut self, pattern: &dyn Matcher) {
        if self
            .value
            .as_str()
            .is_some_and(|text| !pattern.matches(text))
        {
            let source = pattern.source();
            let message = format!("must match the pattern {source}");
            self.violation("pattern", Some(source.to_owned()), message);
        }
    }

    /// `format`, for the formats that have a test.
    pub fn format(&mut self, name: &'static str, test: fn(&str) -> bool) {
        if self.value.as_str().is_some_and(|text| !test(text)) {
            self.violation(
                "format",
                Some(name.to_owned()),
                format!("must be a valid {name}"),
            );
        }
    }

    /// A lower bound of integers that are written without loss.
    pub fn min_integer(&mut self, limit: i128) {
        if json::integer(self.value).is_some_and(|number| number < limit)
            || (json::integer(self.value).is_none()
                && self
                    .value
                    .as_f64()
                    .is_some_and(|number| number < limit as f64))
        {
            self.violation(
                "minimum",
                Some(limit.to_string()),
                format!("must be at least {limit}"),
            );
        }
    }

    /// An upper bound of integers that are written without loss.
    pub fn max_integer(&mut self, limit: i128) {
        if json::integer(self.value).is_some_and(|number| number > limit)
            || (json::integer(self.value).is_none()
                && self
                    .value
                    .as_f64()
                    .is_some_and(|number| number > limit as f64))
        {
            self.violation(
                "maximum",
                Some(limit.to_string()),
                format!("must be at most {limit}"),
            );
        }
    }

    /// `minimum`.
    pub fn minimum(&mut self, limit: f64) {
        if self.value.as_f64().is_some_and(|number| number < limit) {
            self.violation(
                "minimum",
                Some(limit.to_string()),
                format!("must be at least {limit}"),
            );
        }
    }

    /// `maximum`.
    pub fn maximum(&mut self, limit: f64) {
        if self.value.as_f64().is_some_and(|number| number > limit) {
            self.violation(
                "maximum",
                Some(limit.to_string()),
                format!("must be at most {limit}"),
            );
        }
    }

    /// `exclusiveMinimum`.
    pub fn above(&mut self, limit: f64) {
        if self.value.as_f64().is_some_and(|number| number <= limit) {
            self.violation(
                "exclusiveMinimum",
                Some(limit.to_string()),
                format!("must be above {limit}"),
            );
        }
    }

    /// `exclusiveMaximum`.
    pub fn under(&mut self, limit: f64) {
        if self.value.as_f64().is_some_and(|number| number >= limit) {
            self.violation(
                "exclusiveMaximum",
                Some(limit.to_string()),
                format!("must be below {limit}"),
            );
        }
    }

    /// `multipleOf`, exactly: the step is `mantissa × 10^exponent`.
    pub fn multiple_of(&mut self, mantissa: i128, exponent: i32) {
        let Value::Number(number) = self.value else {
            return;
        };
        if !is_multiple(&number.to_string(), mantissa, exponent) {
            let step = format!("{mantissa}e{exponent}")
                .parse::<f64>()
                .unwrap_or_default();
            self.violation(
                "multipleOf",
                Some(step.to_string()),
                format!("must be a multiple of {step}"),
            );
        }
    }

    /// `minItems`.
    pub fn min_items(&mut self, limit: usize) {
        if self
            .value
            .as_array()
            .is_some_and(|items| items.len() < limit)
        {
            let message = format!("must have at least {limit} {}", plural(limit, "item"));
            self.violation("minItems", Some(limit.to_string()), message);
        }
    }

    /// `maxItems`.
    pub fn max_items(&mut self, limit: usize) {
        if self
            .value
            .as_array()
            .is_some_and(|items| items.len() > limit)
        {
            let message = format!("must have at most {limit} {}", plural(limit, "item"));
            self.violation("maxItems", Some(limit.to_string()), message);
        }
    }

    /// `uniqueItems`.
    pub fn unique_items(&mut self) {
        let Value::Array(items) = self.value else {
            return;
        };
        // Comparing all pairs would let a long list keep the server busy.
        let mut texts: Vec<String> = items.iter().map(canonical).collect();
        texts.sort_unstable();
        if texts.windows(2).any(|pair| pair[0] == pair[1]) {
            self.violation("uniqueItems", None, "must not have the same item twice");
        }
    }

    /// `items`: every item after the first `skip`.
    pub fn items(&mut self, skip: usize, check: Check) {
        let Value::Array(items) = self.value else {
            return;
        };
        let path = self.path;
        for (index, item) in items.iter().enumerate().skip(skip) {
            self.below(item, Path::Item(&path, index), check);
        }
    }

    /// `prefixItems`: the item at one place, where there is one.
    pub fn item(&mut self, index: usize, check: Check) {
        let path = self.path;
        if let Some(item) = self.value.as_array().and_then(|items| items.get(index)) {
            self.below(item, Path::Item(&path, index), check);
        }
    }

    /// `contains`, `minContains` and `maxContains`.
    pub fn contains(&mut self, check: Check, min: usize, max: Option<usize>) {
        let Value::Array(items) = self.value else {
            return;
        };
        let count = items.iter().filter(|item| admits(item, check)).count();
        if count < min {
            let message = format!("must have at least {min} matching {}", plural(min, "item"));
            self.violation("contains", Some(min.to_string()), message);
        }
        if let Some(max) = max.filter(|max| count > *max) {
            let message = format!("must have at most {max} matching {}", plural(max, "item"));
            self.violation("maxContains", Some(max.to_string()), message);
        }
    }

    /// `required`, for one name.
    pub fn required(&mut self, name: &str) {
        let path = self.path;
        if self
            .value
            .as_object()
            .is_some_and(|members| !members.contains_key(name))
        {
            self.violation_at(&Path::Member(&path, name), "required", None, "is required");
        }
    }

    /// `properties`, for one name.
    pub fn property(&mut self, name: &str, check: Check) {
        let path = self.path;
        if let Some(value) = self.value.as_object().and_then(|members| members.get(name)) {
            self.below(value, Path::Member(&path, name), check);
        }
    }

    /// `additionalProperties`: every member that is neither named nor matched.
    pub fn additional(&mut self, names: &[&str], patterns: &[&dyn Matcher], check: Check) {
        let Value::Object(members) = self.value else {
            return;
        };
        let path = self.path;
        for (name, value) in members {
            let known = names.contains(&name.as_str())
                || patterns.iter().any(|pattern| pattern.matches(name));
            if !known {
                self.below(value, Path::Member(&path, name), check);
            }
        }
    }

    /// `additionalProperties: false`.
    pub fn closed(&mut self, names: &[&str], patterns: &[&dyn Matcher]) {
        let Value::Object(members) = self.value else {
            return;
        };
        let path = self.path;
        for name in members.keys() {
            let known = names.contains(&name.as_str())
                || patterns.iter().any(|pattern| pattern.matches(name));
            if !known {
                self.violation_at(
                    &Path::Member(&path, name),
                    "additionalProperties",
                    None,
                    "is not a member that may be sent",
                );
            }
        }
    }

    /// `patternProperties`, for one pattern.
    pub fn matching(&mut self, pattern: &dyn Matcher, check: Check) {
        let Value::Object(members) = self.value else {
            return;
        };
        let path = self.path;
        for (name, value) in members.iter().filter(|(name, _)| pattern.matches(name)) {
            self.below(value, Path::Member(&path, name), check);
        }
    }

    /// `propertyNames`: a check of each name, as text.
    pub fn names(&mut self, check: Check) {
        let Value::Object(members) = self.value else {
            return;
        };
        let path = self.path;
        for name in members.keys() {
            if !admits(&Value::String(name.clone()), check) {
                self.violation_at(
                    &Path::Member(&path, name),
                    "propertyNames",
                    None,
                    "has a name that is not allowed",
                );
            }
        }
    }

    /// `minProperties`.
    pub fn min_properties(&mut self, limit: usize) {
        if self
            .value
            .as_object()
            .is_some_and(|members| members.len() < limit)
        {
            let message = format!("must have at least {limit} {}", plural(limit, "member"));
            self.violation("minProperties", Some(limit.to_string()), message);
        }
    }

    /// `maxProperties`.
    pub fn max_properties(&mut self, limit: usize) {
        if self
            .value
            .as_object()
            .is_some_and(|members| members.len() > limit)
        {
            let message = format!("must have at most {limit} {}", plural(limit, "member"));
            self.violation("maxProperties", Some(limit.to_string()), message);
        }
    }

    /// `dependentRequired`, for one pair of names.
    pub fn requires(&mut self, name: &str, other: &str) {
        let path = self.path;
        if let Value::Object(members) = self.value
            && members.contains_key(name)
            && !members.contains_key(other)
        {
            let message = format!("is required beside {name}");
            self.violation_at(
                &Path::Member(&path, other),
                "dependentRequired",
                None,
                message,
            );
        }
    }

    /// `dependentSchemas`, for one name.
    pub fn when_present(&mut self, name: &str, check: Check) {
        if self
            .value
            .as_object()
            .is_some_and(|members| members.contains_key(name))
        {
            check(self);
        }
    }

    /// `anyOf`.
    pub fn any_of(&mut self, checks: &[Check]) {
        if !checks.iter().any(|check| self.keeps(*check)) {
            self.closest("anyOf", checks, "must match one of the alternatives");
        }
    }

    /// `oneOf`.
    pub fn one_of(&mut self, checks: &[Check]) {
        match checks.iter().filter(|check| self.keeps(**check)).count() {
            1 => {}
            0 => self.closest("oneOf", checks, "must match one of the alternatives"),
            _ => self.violation("oneOf", None, "must match exactly one of the alternatives"),
        }
    }

    /// What is wrong with the alternative that comes closest says more than that none fits.
    fn closest(&mut self, rule: &'static str, checks: &[Check], message: &str) {
        if self.probing {
            return self.violation(rule, None, message);
        }
        let depth = |violation: &Violation| violation.pointer.matches('/').count();
        let attempts = checks.iter().map(|check| {
            let mut found = Vec::new();
            check(&mut Checker {
                value: self.value,
                path: self.path,
                part: self.part,
                parameter: self.parameter,
                found: &mut found,
                probing: false,
            });
            found
        });
        let mut here = String::new();
        self.path.write(&mut here);
        let level = here.matches('/').count();
        // One that fails at the value itself (another type, a missing member) was hardly meant.
        let best = attempts
            .filter(|found| {
                found
                    .iter()
                    .all(|violation| depth(violation) > level && violation.rule != "required")
            })
            .min_by_key(Vec::len);
        match best {
            Some(found) if !found.is_empty() => self.found.extend(found),
            _ => self.violation(rule, None, message),
        }
    }

    /// `not`.
    pub fn not(&mut self, check: Check) {
        if self.keeps(check) {
            self.violation("not", None, "must not match what is excluded");
        }
    }

    /// `if`, `then` and `else`.
    pub fn conditional(&mut self, condition: Check, then: Check, otherwise: Check) {
        if self.keeps(condition) {
            then(self)
        } else {
            otherwise(self)
        }
    }

    /// `oneOf` or `anyOf` with a discriminator: the value of a member picks the alternative.
    pub fn discriminated(&mut self, property: &str, checks: &[(&str, Check)]) {
        let path = self.path;
        let Value::Object(members) = self.value else {
            return;
        };
        match members.get(property) {
            None => self.violation_at(
                &Path::Member(&path, property),
                "required",
                None,
                "is required",
            ),
            Some(value) => {
                match checks
                    .iter()
                    .find(|(name, _)| value.as_str() == Some(*name))
                {
                    Some((_, check)) => check(self),
                    None => {
                        let names: Vec<&str> = checks.iter().map(|(name, _)| *name).collect();
                        let list = names.join(", ");
                        self.violation_at(
                            &Path::Member(&path, property),
                            "discriminator",
                            Some(list.clone()),
                            format!("must be one of: {list}"),
                        );
                    }
                }
            }
        }
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        noun.to_owned()
    } else {
        format!("{noun}s")
    }
}

/// Equality of JSON values, by which `1` and `1.0` are one number.
#[must_use]
pub fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || left.as_f64() == right.as_f64()
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| equal(left, right)))
        }
        _ => left == right,
    }
}

/// A text that equal values share.
fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => match json::integer(value) {
            Some(number) => number.to_string(),
            None => number.to_string(),
        },
        Value::Array(items) => {
            format!(
                "[{}]",
                items.iter().map(canonical).collect::<Vec<_>>().join(",")
            )
        }
        Value::Object(members) => format!("{{{}}}", canonical_members(members)),
        other => other.to_string(),
    }
}

fn canonical_members(members: &Map<String, Value>) -> String {
    let mut entries: Vec<(&String, String)> = members
        .iter()
        .map(|(name, value)| (name, canonical(value)))
        .collect();
    entries.sort_unstable();
    entries
        .into_iter()
        .map(|(name, value)| format!("{}:{value}", Value::String(name.clone())))
        .collect::<Vec<_>>()
        .join(",")
}

/// Whether the number that a JSON text writes is a whole multiple of a step. What has more digits
/// than can be divided exactly is given the benefit of the doubt.
fn is_multiple(text: &str, mantissa: i128, exponent: i32) -> bool {
    let exact = || -> Option<bool> {
        let (digits, power) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let number = format!("{whole}{fraction}").parse::<i128>().ok()?;
        let power = power.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        let common = power.min(exponent);
        let scale = |value: i128, power: i32| {
            let places = u32::try_from(power.checked_sub(common)?).ok()?;
            value.checked_mul(10_i128.checked_pow(places)?)
        };
        scale(number, power)?
            .checked_rem(scale(mantissa, exponent)?)
            .map(|rest| rest == 0)
    };
    exact().unwrap_or(true)
}
