//! The keywords that combine schemas (JSON Schema core, section 10.2), and the discriminator
//! (OpenAPI 3.0, section 4.7.25).
#![forbid(unsafe_code)]

use serde_json::Value;

use super::{Check, Checker, Path, Violation};

impl Checker<'_> {
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
        let mut attempts: Vec<Vec<Violation>> = Vec::with_capacity(checks.len());
        attempts.extend(checks.iter().map(|check| {
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
        }));
        let mut here = String::new();
        self.path.write(&mut here);
        let level = here.matches('/').count();
        // One for another type of value was not meant, and what is left alone then was.
        attempts.retain(|found| {
            let other = |one: &Violation| one.rule == "type" && depth(one) == level;
            !found.iter().any(other)
        });
        // One whose constants the value has was meant rather than one with others.
        let constant = |one: &Violation| one.rule == "enum" && depth(one) == level + 1;
        if attempts.iter().any(|found| !found.iter().any(constant)) {
            attempts.retain(|found| !found.iter().any(constant));
        }
        // Of several, one that fails at the value itself or for want of a member was hardly meant.
        if attempts.len() > 1 {
            attempts.retain(|found| {
                found
                    .iter()
                    .all(|violation| depth(violation) > level && violation.rule != "required")
            });
        }
        let best = attempts.into_iter().min_by_key(Vec::len);
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
            let all: Vec<Check> = checks.iter().map(|(_, check)| *check).collect();
            return self.any_of(&all);
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
