//! The keywords that combine schemas (JSON Schema core, section 10.2), and the discriminator
//! (OpenAPI 3.0, section 4.7.25).
#![forbid(unsafe_code)]

use std::borrow::Cow;

use serde_json::Value;

use super::memo::{Mode, Summary};
use super::{Check, Checker, Limit};

impl Checker<'_> {
    /// `anyOf`.
    pub fn any_of(&mut self, checks: &[Check]) {
        if !self.is_done() && !checks.iter().any(|check| self.admits(*check)) {
            self.closest("anyOf", checks.iter().copied());
        }
    }

    /// `oneOf`.
    pub fn one_of(&mut self, checks: &[Check]) {
        if self.is_done() {
            return;
        }
        // A third match says no more than a second.
        let matching = checks.iter().filter(|check| self.admits(**check));
        match matching.take(2).count() {
            1 => {}
            0 => self.closest("oneOf", checks.iter().copied()),
            _ => {
                let why = "must match exactly one of the schemas of oneOf";
                self.violation("oneOf", Limit::Reason(Cow::Borrowed(why)));
            }
        }
    }

    /// Reports the violations of the branch that comes closest: they say more than that none matches.
    fn closest(&mut self, keyword: &'static str, checks: impl Iterator<Item = Check>) {
        if self.mode == Mode::Probe {
            return self.violation(keyword, Limit::None);
        }
        let mut attempts: Vec<(Check, Summary)> = checks
            .map(|check| (check, self.survey(check)))
            // A branch for another type of value was not meant; if one is left, it was.
            .filter(|(_, found)| !found.type_here)
            .collect();
        // A branch whose constants the value has was meant rather than one with other constants.
        if attempts.iter().any(|(_, found)| !found.enum_below) {
            attempts.retain(|(_, found)| !found.enum_below);
        }
        // Of several, one that fails at the value itself or for a missing property was hardly meant.
        if attempts.len() > 1 {
            attempts.retain(|(_, found)| !found.here && !found.required);
        }
        let best = attempts.into_iter().min_by_key(|(_, found)| found.count);
        match best {
            Some((_, found)) if found.count == 0 => self.violation(keyword, Limit::None),
            Some((_, found)) if self.mode == Mode::Survey => {
                self.found.memo.add(found, self.depth);
            }
            Some((check, _)) => check(self),
            None => self.violation(keyword, Limit::None),
        }
    }

    /// `not`.
    pub fn not(&mut self, check: Check) {
        if !self.is_done() && self.admits(check) {
            self.violation("not", Limit::None);
        }
    }

    /// `if`, `then` and `else`.
    pub fn conditional(&mut self, condition: Check, then: Check, otherwise: Check) {
        if self.is_done() {
            return;
        }
        if self.admits(condition) {
            then(self)
        } else {
            otherwise(self)
        }
    }

    /// `oneOf` or `anyOf` with a discriminator: the value of a property selects the branch.
    pub fn discriminated(
        &mut self,
        property: &'static str,
        branches: &'static [(&'static str, Check)],
    ) {
        if self.is_done() {
            return;
        }
        let Value::Object(object) = self.value else {
            let checks = branches.iter().map(|(_, check)| *check);
            if !checks.clone().any(|check| self.admits(check)) {
                self.closest("anyOf", checks);
            }
            return;
        };
        let Some(value) = object.get(property) else {
            return self.violation_at(property, "required", Limit::None);
        };
        let selected = value.as_str();
        match branches.iter().find(|(name, _)| selected == Some(*name)) {
            Some((_, check)) => check(self),
            None => self.violation_at(property, "discriminator", Limit::Branches(branches)),
        }
    }
}
