//! The keywords of every value, and those of strings (JSON Schema validation, sections 6.1 and 6.3).
#![forbid(unsafe_code)]

use serde_json::Value;

use super::super::json;
use super::equality::equal;
use super::{ARRAY, BOOLEAN, Checker, INTEGER, Matcher, NULL, NUMBER, OBJECT, STRING, plural};

impl Checker<'_> {
    /// `type`: the value is of one of the types.
    pub fn types(&mut self, types: u8) {
        let found = json::kind(self.value);
        if types & found == 0 {
            let names = [
                (NULL, "null"),
                (BOOLEAN, "a boolean"),
                (INTEGER, "an integer"),
                (NUMBER, "a number"),
                (STRING, "a string"),
                (ARRAY, "an array"),
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

    /// `enum` and `const` if every value is a string.
    pub fn enum_strings(&mut self, values: &[&str]) {
        if !self
            .value
            .as_str()
            .is_some_and(|text| values.contains(&text))
        {
            let list = values.join(", ");
            self.violation(
                "enum",
                Some(list.clone()),
                format!("must be one of: {list}"),
            );
        }
    }

    /// `enum` and `const`: the value is one of those in a JSON array.
    pub fn enum_values(&mut self, list: &str) {
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
            self.too_long = true;
            self.violation("maxLength", Some(limit.to_string()), message);
        }
    }

    /// `pattern`. A string that violates `maxLength` is not matched: how long that takes is for the
    /// contract to limit.
    pub fn pattern(&mut self, pattern: &dyn Matcher) {
        let Some(text) = self.value.as_str().filter(|_| !self.too_long) else {
            return;
        };
        let path = self.path;
        match pattern.matches(text) {
            Some(true) => {}
            Some(false) => {
                let source = pattern.source();
                let message = format!("must match the pattern {source}");
                self.violation("pattern", Some(source.to_owned()), message);
            }
            None => self.exceeded(&path, pattern.source()),
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
}
