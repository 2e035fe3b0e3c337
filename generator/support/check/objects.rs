//! The keywords of objects (JSON Schema core, section 10.3.2, and validation, section 6.5).
#![forbid(unsafe_code)]

use serde_json::{Map, Value};

use super::constant::contains;
use super::memo::Mode;
use super::{Check, Checker, Found, Limit, Matcher, Path, RequestPart, Violations};

impl<'a> Checker<'a> {
    /// The properties, if the value is an object and violations still count.
    fn as_properties(&self) -> Option<&'a Map<String, Value>> {
        match self.value {
            Value::Object(properties) if !self.is_done() => Some(properties),
            _ => None,
        }
    }

    fn has(&self, name: &str) -> Option<bool> {
        Some(self.as_properties()?.contains_key(name))
    }

    /// `required`, for one property.
    pub fn required(&mut self, name: &str) {
        if self.has(name) == Some(false) {
            self.violation_at(name, "required", Limit::None);
        }
    }

    /// `properties`, for one property.
    pub fn property(&mut self, name: &str, check: Check) {
        let path = self.path;
        if let Some(value) = self.as_properties().and_then(|object| object.get(name)) {
            check(&mut self.below(value, Path::Property(&path, name)));
        }
    }

    /// A property that tells branches apart: a probe looks at it before it descends.
    pub fn told_by(&mut self, name: &str, check: Check) {
        if self.mode == Mode::Probe {
            self.property(name, check);
        }
    }

    /// `additionalProperties`: every property that is neither named nor matched.
    pub fn additional_properties(
        &mut self,
        names: &[&str],
        patterns: &[&dyn Matcher],
        check: Check,
    ) {
        let Some(object) = self.as_properties() else {
            return;
        };
        let path = self.path;
        for (name, value) in object {
            let known = contains(names, name)
                || patterns.iter().any(|pattern| self.is_named(*pattern, name));
            if !known {
                check(&mut self.below(value, Path::Property(&path, name)));
            }
            if self.is_done() {
                return;
            }
        }
    }

    /// `additionalProperties: false`.
    pub fn no_additional_properties(&mut self, names: &[&str], patterns: &[&dyn Matcher]) {
        let Some(object) = self.as_properties() else {
            return;
        };
        for name in object.keys() {
            let known = contains(names, name)
                || patterns.iter().any(|pattern| self.is_named(*pattern, name));
            if !known {
                self.violation_at(name, "additionalProperties", Limit::None);
            }
            if self.is_done() {
                return;
            }
        }
    }

    /// `patternProperties`, for one pattern.
    pub fn pattern_properties(&mut self, pattern: &dyn Matcher, check: Check) {
        let Some(object) = self.as_properties() else {
            return;
        };
        let path = self.path;
        for (name, value) in object {
            if self.is_named(pattern, name) {
                check(&mut self.below(value, Path::Property(&path, name)));
            }
            if self.is_done() {
                return;
            }
        }
    }

    /// `propertyNames`: a check of each name, as a string.
    pub fn property_names(&mut self, check: Check) {
        let Some(object) = self.as_properties() else {
            return;
        };
        for name in object.keys() {
            // Nothing is remembered of a value that is made for its check.
            let value = Value::String(name.clone());
            let mut own = Found::new(RequestPart::Body, "", Violations::default());
            check(&mut own.checker(&value, Mode::Probe));
            self.found.exceeded = self.found.exceeded.or(own.exceeded);
            if own.memo.is_refused() {
                self.violation_at(name, "propertyNames", Limit::None);
            }
            if self.is_done() {
                return;
            }
        }
    }

    /// `minProperties`.
    pub fn min_properties(&mut self, limit: usize) {
        if self
            .as_properties()
            .is_some_and(|object| object.len() < limit)
        {
            self.violation("minProperties", Limit::Count(limit));
        }
    }

    /// `maxProperties`.
    pub fn max_properties(&mut self, limit: usize) {
        if self
            .as_properties()
            .is_some_and(|object| object.len() > limit)
        {
            self.violation("maxProperties", Limit::Count(limit));
        }
    }

    /// `dependentRequired`, for one pair of properties.
    pub fn dependent_required(&mut self, name: &'static str, other: &str) {
        if self.has(name) == Some(true) && self.has(other) == Some(false) {
            self.violation_at(other, "dependentRequired", Limit::Text(name));
        }
    }

    /// `dependentSchemas`, for one property.
    pub fn dependent_schema(&mut self, name: &str, check: Check) {
        if self.has(name) == Some(true) {
            check(self);
        }
    }
}
