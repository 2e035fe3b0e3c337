//! The keywords that combine schemas (JSON Schema core, section 10.2), and the discriminator
//! (OpenAPI 3.0, section 4.7.25).
#![forbid(unsafe_code)]

use serde_json::Value;

use super::{Check, Checker, Path, Violation};

impl Checker<'_> {
    /// `anyOf`.
    pub fn any_of(&mut self, checks: &[Check]) {
        if !checks.iter().any(|check| self.admits(*check)) {
            self.closest("anyOf", checks, "must match one of the schemas of anyOf");
        }
    }

    /// `oneOf`.
    pub fn one_of(&mut self, checks: &[Check]) {
        match checks.iter().filter(|check| self.admits(**check)).count() {
            1 => {}
            0 => self.closest("oneOf", checks, "must match one of the schemas of oneOf"),
            _ => self.violation(
                "oneOf",
                None,
                "must match exactly one of the schemas of oneOf",
            ),
        }
    }

    /// Reports the violations of the branch that comes closest: they say more than that none matches.
    fn closest(&mut self, keyword: &'static str, checks: &[Check], message: &str) {
        if self.probing {
            return self.violation(keyword, None, message);
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
                too_long: self.too_long,
            });
            found
        }));
        let mut here = String::new();
        self.path.write(&mut here);
        let level = here.matches('/').count();
        // A branch for another type of value was not meant; if one is left, it was.
        attempts.retain(|found| {
            let other = |one: &Violation| one.keyword == "type" && depth(one) == level;
            !found.iter().any(other)
        });
        // A branch whose constants the value has was meant rather than one with other constants.
        let constant = |one: &Violation| one.keyword == "enum" && depth(one) == level + 1;
        if attempts.iter().any(|found| !found.iter().any(constant)) {
            attempts.retain(|found| !found.iter().any(constant));
        }
        // Of several, one that fails at the value itself or for a missing property was hardly meant.
        if attempts.len() > 1 {
            attempts.retain(|found| {
                found
                    .iter()
                    .all(|violation| depth(violation) > level && violation.keyword != "required")
            });
        }
        let best = attempts.into_iter().min_by_key(Vec::len);
        match best {
            Some(found) if !found.is_empty() => self.found.extend(found),
            _ => self.violation(keyword, None, message),
        }
    }

    /// `not`.
    pub fn not(&mut self, check: Check) {
        if self.admits(check) {
            self.violation("not", None, "must not match the schema of not");
        }
    }

    /// `if`, `then` and `else`.
    pub fn conditional(&mut self, condition: Check, then: Check, otherwise: Check) {
        if self.admits(condition) {
            then(self)
        } else {
            otherwise(self)
        }
    }

    /// `oneOf` or `anyOf` with a discriminator: the value of a property selects the branch.
    pub fn discriminated(&mut self, property: &str, checks: &[(&str, Check)]) {
        let path = self.path;
        let Value::Object(object) = self.value else {
            let all: Vec<Check> = checks.iter().map(|(_, check)| *check).collect();
            return self.any_of(&all);
        };
        match object.get(property) {
            None => self.violation_at(
                &Path::Property(&path, property),
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
                            &Path::Property(&path, property),
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
