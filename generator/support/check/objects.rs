//! The keywords of objects (JSON Schema core, section 10.3.2, and validation, section 6.5).
#![forbid(unsafe_code)]

use serde_json::Value;

use super::{Check, Checker, Matcher, Path, admits};

impl Checker<'_> {
    /// `required`, for one property.
    pub fn required(&mut self, name: &str) {
        let path = self.path;
        if self
            .value
            .as_object()
            .is_some_and(|object| !object.contains_key(name))
        {
            self.violation_at(
                &Path::Property(&path, name),
                "required",
                None,
                "is required",
            );
        }
    }

    /// `properties`, for one property.
    pub fn property(&mut self, name: &str, check: Check) {
        let path = self.path;
        if let Some(value) = self.value.as_object().and_then(|object| object.get(name)) {
            self.below(value, Path::Property(&path, name), check);
        }
    }

    /// `additionalProperties`: every property that is neither named nor matched.
    pub fn additional_properties(
        &mut self,
        names: &[&str],
        patterns: &[&dyn Matcher],
        check: Check,
    ) {
        let Value::Object(object) = self.value else {
            return;
        };
        let path = self.path;
        for (name, value) in object {
            let known = names.contains(&name.as_str())
                || patterns.iter().any(|pattern| self.is_named(*pattern, name));
            if !known {
                self.below(value, Path::Property(&path, name), check);
            }
        }
    }

    /// `additionalProperties: false`.
    pub fn no_additional_properties(&mut self, names: &[&str], patterns: &[&dyn Matcher]) {
        let Value::Object(object) = self.value else {
            return;
        };
        let path = self.path;
        for name in object.keys() {
            let known = names.contains(&name.as_str())
                || patterns.iter().any(|pattern| self.is_named(*pattern, name));
            if !known {
                self.violation_at(
                    &Path::Property(&path, name),
                    "additionalProperties",
                    None,
                    "is not a known property",
                );
            }
        }
    }

    /// `patternProperties`, for one pattern.
    pub fn pattern_properties(&mut self, pattern: &dyn Matcher, check: Check) {
        let Value::Object(object) = self.value else {
            return;
        };
        let path = self.path;
        for (name, value) in object {
            if self.is_named(pattern, name) {
                self.below(value, Path::Property(&path, name), check);
            }
        }
    }

    /// `propertyNames`: a check of each name, as a string.
    pub fn property_names(&mut self, check: Check) {
        let Value::Object(object) = self.value else {
            return;
        };
        let path = self.path;
        for name in object.keys() {
            if !admits(&Value::String(name.clone()), check) {
                self.violation_at(
                    &Path::Property(&path, name),
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
            .is_some_and(|object| object.len() < limit)
        {
            let message = format!("must have at least {limit} {}", properties(limit));
            self.violation("minProperties", Some(limit.to_string()), message);
        }
    }

    /// `maxProperties`.
    pub fn max_properties(&mut self, limit: usize) {
        if self
            .value
            .as_object()
            .is_some_and(|object| object.len() > limit)
        {
            let message = format!("must have at most {limit} {}", properties(limit));
            self.violation("maxProperties", Some(limit.to_string()), message);
        }
    }

    /// `dependentRequired`, for one pair of properties.
    pub fn dependent_required(&mut self, name: &str, other: &str) {
        let path = self.path;
        if let Value::Object(object) = self.value
            && object.contains_key(name)
            && !object.contains_key(other)
        {
            let message = format!("is required beside {name}");
            self.violation_at(
                &Path::Property(&path, other),
                "dependentRequired",
                None,
                message,
            );
        }
    }

    /// `dependentSchemas`, for one property.
    pub fn dependent_schema(&mut self, name: &str, check: Check) {
        if self
            .value
            .as_object()
            .is_some_and(|object| object.contains_key(name))
        {
            check(self);
        }
    }
}

fn properties(count: usize) -> &'static str {
    match count {
        1 => "property",
        _ => "properties",
    }
}
