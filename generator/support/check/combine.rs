//! The keywords that combine schemas (JSON Schema core, section 10.2), the discriminator (OpenAPI 3.0,
//! section 4.7.25), and what applies under a condition: decided before the value is read.
#![forbid(unsafe_code)]

use std::borrow::Cow;

use super::super::json::{Node, OBJECT};
use super::memo::{Mode, Summary};
use super::{Check, Combination, Limit, Subject, Validator};

impl Validator<'_> {
    pub(super) fn combine(&mut self, combination: &'static Combination, subject: Subject<'_>) {
        if self.is_done() {
            return;
        }
        match combination {
            Combination::AllOf(check) => self.add(check),
            Combination::AnyOf(checks) => self.any_of("anyOf", checks.iter().copied(), subject),
            Combination::OneOf(checks) => self.one_of(checks, subject),
            Combination::Discriminated(name, branches) if subject.types == OBJECT => {
                self.discriminated(name, branches, subject);
            }
            Combination::Discriminated(_, branches) => {
                self.any_of("anyOf", branches.iter().map(|(_, check)| *check), subject);
            }
            Combination::Not(check) => {
                if self.admits(check, subject) {
                    self.violation("not", Limit::None);
                }
            }
            Combination::Conditional(condition, then, otherwise) => {
                let applies = self.admits(condition, subject);
                self.add(if applies { then } else { otherwise });
            }
            Combination::DependentRequired(name, other) => {
                if self.property_of(subject, name).is_some()
                    && self.property_of(subject, other).is_none()
                {
                    self.violate(Some(other), "dependentRequired", Limit::Text(name));
                }
            }
            Combination::DependentSchema(name, check) => {
                if self.property_of(subject, name).is_some() {
                    self.add(check);
                }
            }
            Combination::First(name, check) if self.mode == Mode::Probe => {
                if let Some(inner) = self.property_of(subject, name)
                    && !self.admits(check, inner)
                {
                    self.is_refused = true;
                }
            }
            // What is not evaluated is known when the properties or items are met.
            Combination::First(..)
            | Combination::UnevaluatedProperties(..)
            | Combination::UnevaluatedItems(..) => {}
        }
    }

    /// Returns the value of a property, if the value is an object that has it.
    pub(super) fn property_of(
        &mut self,
        subject: Subject<'_>,
        name: &str,
    ) -> Option<Subject<'static>> {
        if subject.types != OBJECT {
            return None;
        }
        let at = self.node(subject.at)?.get(name)?.at();
        Some(Subject::at(self.text, at))
    }

    /// Looks ahead at a value. All that is around it within the outermost probe is outlined at once, for
    /// values further out may be looked at later.
    pub(super) fn node(&mut self, at: usize) -> Option<Node<'_>> {
        if !self.outline.covers(at)
            && let Some(probed) = self.probed
        {
            self.outline.of(self.text, probed);
        }
        self.outline.of(self.text, at)
    }

    fn any_of(
        &mut self,
        keyword: &'static str,
        checks: impl Iterator<Item = Check> + Clone,
        subject: Subject<'_>,
    ) {
        let mut meant = checks
            .clone()
            .filter(|check| check.types & subject.types != 0);
        match (meant.next(), meant.next()) {
            (None, _) => self.violation(keyword, Limit::None),
            // Of one branch, what is wrong is told as it is.
            (Some(only), None) => self.add(only),
            _ => {
                if !checks.clone().any(|check| self.admits(check, subject)) {
                    self.closest(keyword, checks, subject);
                }
            }
        }
    }

    fn one_of(&mut self, checks: &'static [Check], subject: Subject<'_>) {
        let mut meant = checks
            .iter()
            .filter(|check| check.types & subject.types != 0);
        match (meant.next(), meant.next()) {
            (None, _) => return self.violation("oneOf", Limit::None),
            (Some(only), None) => return self.add(only),
            _ => {}
        }
        // A third match says no more than a second.
        let matching = checks.iter().filter(|check| self.admits(check, subject));
        match matching.take(2).count() {
            1 => {}
            0 => self.closest("oneOf", checks.iter().copied(), subject),
            _ => {
                let why = "must match exactly one of the schemas of oneOf";
                self.violation("oneOf", Limit::Reason(Cow::Borrowed(why)));
            }
        }
    }

    /// Reports the violations of the branch that comes closest: they say more than that none matches.
    fn closest(
        &mut self,
        keyword: &'static str,
        checks: impl Iterator<Item = Check>,
        subject: Subject<'_>,
    ) {
        if self.mode == Mode::Probe {
            return self.violation(keyword, Limit::None);
        }
        let mut attempts: Vec<(Check, Summary)> = checks
            .map(|check| (check, self.survey(check, subject)))
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
                let level = self.level();
                self.survey.add(found, level);
            }
            Some((check, _)) => self.add(check),
            None => self.violation(keyword, Limit::None),
        }
    }

    fn discriminated(
        &mut self,
        name: &'static str,
        branches: &'static [(&'static str, Check)],
        subject: Subject<'_>,
    ) {
        let value = self.node(subject.at).and_then(|node| node.get(name));
        let Some(value) = value else {
            return self.violate(Some(name), "required", Limit::None);
        };
        let selected = value.string();
        let is_selected = |(value, _): &&(&str, Check)| selected.as_deref() == Some(*value);
        match branches.iter().find(is_selected) {
            Some((_, check)) => self.add(check),
            None => self.violate(Some(name), "discriminator", Limit::Branches(branches)),
        }
    }
}
