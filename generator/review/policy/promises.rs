//! What contracts promise in words of their own: the day on which an operation ends, and how stable
//! it is until then.

use super::checks::{Checks, Note};
use super::endings::Ending;
use crate::lifecycle::{Stability, Sunset, between};
use crate::rules;
use counterpart_contract::Operation;

impl Checks<'_> {
    /// The end of something: it has a day, far enough away, and the day is not moved forward.
    pub(super) fn end(&mut self, old: &Ending<'_>, new: &Ending<'_>) {
        if !new.deprecated {
            return;
        }
        let name = &new.name;
        let note = |checks: &mut Self, rule, message| {
            let places = [old.place, new.place].map(|place| Some(place.join("x-sunset")));
            let note = Note {
                rule,
                detail: match new.needs_day {
                    true => String::new(),
                    false => name.clone(),
                },
                places,
                operation: Some(new.operation),
            };
            checks.note(note, message);
        };
        let before = if old.deprecated {
            Sunset::of(old.extensions)
        } else {
            Sunset::Missing
        };
        match (before, Sunset::of(new.extensions)) {
            (Sunset::Unreadable, Sunset::Unreadable) => {}
            (_, Sunset::Unreadable) => {
                let message = format!("the `x-sunset` of {name} is not a date like 2030-12-31");
                note(self, &rules::SUNSET_INVALID, message);
            }
            (Sunset::Day(day), Sunset::Missing) => {
                let message =
                    format!("{name} is still deprecated and no longer has the sunset {day}");
                note(self, &rules::SUNSET_REMOVED, message);
            }
            // A day that was missing or unreadable before was reported then.
            (_, Sunset::Missing) if old.deprecated => {}
            (_, Sunset::Missing) => {
                if new.needs_day && self.days_wanted(new.operation) > 0 {
                    let message = format!("{name} is deprecated without `x-sunset`");
                    note(self, &rules::SUNSET_MISSING, message);
                }
            }
            (Sunset::Day(was), Sunset::Day(day)) if day >= was => {}
            (before, Sunset::Day(day)) => {
                // Callers who have planned for a day keep it, or get as many days as others.
                let wanted = self.days_wanted(new.operation);
                let left = self.today.and_then(|today| between(today, day));
                if left.is_none_or(|left| left >= wanted) {
                    return;
                }
                if let Sunset::Day(was) = before {
                    let message =
                        format!("the sunset of {name} was brought forward from {was} to {day}");
                    note(self, &rules::SUNSET_BROUGHT_FORWARD, message);
                } else {
                    let message = match left {
                        Some(left) if left < 0 => {
                            format!("the sunset of {name}, {day}, has passed")
                        }
                        _ => {
                            format!("the sunset of {name}, {day}, is less than {wanted} days away")
                        }
                    };
                    note(self, &rules::SUNSET_TOO_SOON, message);
                }
            }
        }
    }

    fn days_wanted(&self, operation: &Operation) -> i64 {
        let level = Stability::of(operation).unwrap_or(Stability::Stable);
        self.settings.sunset_days.of(level)
    }

    pub(super) fn stability(&mut self, old: &Operation, new: &Operation) {
        let name = format!("{} {}", new.method, new.path.text);
        let before = Stability::of(old);
        let Some(after) = Stability::of(new) else {
            if before.is_none() {
                return;
            }
            let level = new.extensions.get("x-stability-level");
            let level = level.map_or(String::new(), ToString::to_string);
            let message = format!("the `x-stability-level` of {name} is {level}, which is unknown");
            let note = Note::pair(
                &rules::STABILITY_LEVEL_UNKNOWN,
                old,
                new,
                "x-stability-level",
            );
            self.note(note, message);
            return;
        };
        if let Some(before) = before
            && after < before
        {
            let message = format!(
                "the stability level of {name} was lowered from {} to {}",
                before.name(),
                after.name()
            );
            let note = Note::pair(&rules::STABILITY_LOWERED, old, new, "x-stability-level");
            self.note(note, message);
        }
    }
}
