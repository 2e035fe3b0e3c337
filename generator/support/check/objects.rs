//! The keywords of objects (JSON Schema core, section 10.3.2, and validation, section 6.5).
#![forbid(unsafe_code)]

use serde_json::Value;

use super::{Check, Checker, Matcher, Path, admits, plural};

impl Checker<'_> {
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
}
