//! The keywords of every value, and those of strings (JSON Schema validation, sections 6.1 and 6.3).
#![forbid(unsafe_code)]

use super::super::json;
use super::constant::{self, Constant};
use super::{Checker, Limit, Matcher};

impl Checker<'_> {
    /// `type`: the value is of one of the types.
    pub fn types(&mut self, types: u8) {
        if !self.is_done() && types & json::kind(self.value) == 0 {
            self.violation("type", Limit::Types(types));
        }
    }

    /// `enum` and `const` if every value is a string.
    pub fn enum_strings(&mut self, values: &'static [&'static str]) {
        if self.is_done() {
            return;
        }
        let text = self.value.as_str();
        if !text.is_some_and(|text| constant::contains(values, text)) {
            self.violation("enum", Limit::Strings(values));
        }
    }

    /// `enum` and `const` if every value is an integer.
    pub fn enum_integers(&mut self, values: &'static [i64]) {
        if self.is_done() {
            return;
        }
        let integer = json::integer(self.value).and_then(|integer| i64::try_from(integer).ok());
        if !integer.is_some_and(|integer| constant::contains_integer(values, integer)) {
            self.violation("enum", Limit::Integers(values));
        }
    }

    /// `enum` and `const`.
    pub fn enum_values(&mut self, values: &'static [Constant]) {
        if !self.is_done() && !constant::contains_value(values, self.value) {
            self.violation("enum", Limit::Values(values));
        }
    }

    /// `minLength`, in Unicode characters.
    pub fn min_length(&mut self, limit: usize) {
        let text = self.value.as_str().filter(|_| !self.is_done());
        if text.is_some_and(|text| text.chars().take(limit).count() < limit) {
            self.violation("minLength", Limit::Count(limit));
        }
    }

    /// `maxLength`, in Unicode characters.
    pub fn max_length(&mut self, limit: usize) {
        let text = self.value.as_str().filter(|_| !self.is_done());
        if text.is_some_and(|text| text.chars().nth(limit).is_some()) {
            self.too_long = true;
            self.violation("maxLength", Limit::Count(limit));
        }
    }

    /// `pattern`. A string that violates `maxLength` is not matched: how long that takes is for the
    /// contract to limit.
    pub fn pattern(&mut self, pattern: &dyn Matcher) {
        let text = self.value.as_str().filter(|_| !self.too_long);
        let Some(text) = text.filter(|_| !self.is_done()) else {
            return;
        };
        match pattern.matches(text) {
            Some(true) => {}
            Some(false) => self.violation("pattern", Limit::Text(pattern.source())),
            None => self.exceeded(None, pattern.source()),
        }
    }

    /// `format`, for the formats that have a test.
    pub fn format(&mut self, name: &'static str, test: fn(&str) -> bool) {
        let text = self.value.as_str().filter(|_| !self.is_done());
        if text.is_some_and(|text| !test(text)) {
            self.violation("format", Limit::Text(name));
        }
    }
}
