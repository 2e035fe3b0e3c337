//! What contracts promise in words of their own: the day on which an operation ends, and how stable
//! it is until then.

use serde_json::{Map, Value};

use super::days::{between, day_of};
use super::endings::Ending;
use super::{Checks, Note};
use crate::rules;
use counterpart_contract::Operation;

/// What `x-sunset` says.
enum Sunset<'a> {
    Missing,
    Unreadable,
    Day(&'a str),
}

impl<'a> Sunset<'a> {
    fn of(extensions: &'a Map<String, Value>) -> Self {
        match extensions.get("x-sunset") {
            None => Self::Missing,
            Some(value) => match value.as_str().and_then(day_of) {
                Some(day) => Self::Day(day),
                None => Self::Unreadable,
            },
        }
    }
}

/// The day from which a deprecated operation may be gone: `x-sunset`, as `YYYY-MM-DD`.
pub(crate) fn sunset(extensions: &Map<String, Value>) -> Option<String> {
    match Sunset::of(extensions) {
        Sunset::Day(day) => Some(day.to_owned()),
        Sunset::Missing | Sunset::Unreadable => None,
    }
}

/// Until when something is deprecated, in the rest of a sentence that says so.
pub(crate) fn until(extensions: &Map<String, Value>) -> String {
    sunset(extensions).map_or(String::new(), |day| format!(", until {day}"))
}

/// How much an operation promises: the more, the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stability {
    Draft,
    Alpha,
    Beta,
    Stable,
}

impl Stability {
    const ALL: [Self; 4] = [Self::Draft, Self::Alpha, Self::Beta, Self::Stable];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Alpha => "alpha",
            Self::Beta => "beta",
            Self::Stable => "stable",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// `x-stability-level`; what says nothing is stable.
    fn of(operation: &Operation) -> Option<Self> {
        match operation.extensions.get("x-stability-level") {
            None => Some(Self::Stable),
            Some(value) => value.as_str().and_then(Self::named),
        }
    }
}

/// Why an operation may change or go without breaking a promise, if it may: the contract said so.
pub(crate) fn promised_nothing(operation: &Operation) -> Option<String> {
    match Stability::of(operation) {
        Some(level @ (Stability::Draft | Stability::Alpha)) => Some(format!(
            "the operation is {}, so that nothing was promised",
            level.name()
        )),
        _ => None,
    }
}

/// Why an operation may be gone without breaking a promise, if it may.
pub(crate) fn may_end(operation: &Operation, today: Option<&str>) -> Option<String> {
    promised_nothing(operation).or_else(|| {
        let day = has_ended(operation.deprecated, &operation.extensions, today)?;
        Some(format!("the operation was deprecated until {day}"))
    })
}

/// The day until which something was deprecated, where that has passed.
pub(crate) fn has_ended(
    deprecated: bool,
    extensions: &Map<String, Value>,
    today: Option<&str>,
) -> Option<String> {
    let today = today?;
    sunset(extensions).filter(|day| deprecated && day.as_str() <= today)
}

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
                let message = format!("the `x-sunset` of {name} is no day like 2030-12-31");
                note(self, &rules::SUNSET_UNREADABLE, message);
            }
            (Sunset::Day(day), Sunset::Missing) => {
                let message = format!("{name} is deprecated and no longer ends on {day}");
                note(self, &rules::SUNSET_REMOVED, message);
            }
            // A day that was missing or unreadable before was told then.
            (_, Sunset::Missing) if old.deprecated => {}
            (_, Sunset::Missing) => {
                if new.needs_day && self.days_wanted(new.operation) > 0 {
                    let message = format!("{name} is deprecated without `x-sunset`");
                    note(self, &rules::NO_SUNSET, message);
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
                    let message = format!("{name} ends on {day} and was to end on {was}");
                    note(self, &rules::SUNSET_EARLIER, message);
                } else {
                    let message = match left {
                        Some(left) if left < 0 => format!("{name} ends on {day}, which is over"),
                        _ => format!("{name} ends on {day}, in less than {wanted} days"),
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
            let message = format!("the `x-stability-level` of {name} is {level}, which is none");
            let note = Note::pair(&rules::STABILITY_UNKNOWN, old, new, "x-stability-level");
            self.note(note, message);
            return;
        };
        if let Some(before) = before
            && after < before
        {
            let message = format!("{name} went from {} to {}", before.name(), after.name());
            let note = Note::pair(&rules::STABILITY_LOWERED, old, new, "x-stability-level");
            self.note(note, message);
        }
    }
}
