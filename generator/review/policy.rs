//! What contracts promise beside their meaning: days on which something ends, how stable it is,
//! and rules of style that a team sets itself.

use serde_json::{Map, Value};

use super::compare::matching;
use super::finding::{Finding, Reached, Severity, Verdict, fingerprint};
use super::rules::{self, Rule};
use super::settings::{Naming, Settings};
use crate::contract::{Contract, Location, Operation};
use crate::source::Place;

/// The day from which a deprecated operation may be gone: `x-sunset`, as `YYYY-MM-DD`.
pub(super) fn sunset(extensions: &Map<String, Value>) -> Option<String> {
    let day = extensions.get("x-sunset")?.as_str()?.get(..10)?;
    is_day(day).then(|| day.to_owned())
}

/// How much an operation promises: the lower, the less.
fn stability(extensions: &Map<String, Value>) -> Option<(u8, &str)> {
    let level = extensions.get("x-stability-level")?.as_str()?;
    let rank = match level {
        "draft" => 0,
        "alpha" => 1,
        "beta" => 2,
        "stable" => 3,
        _ => return None,
    };
    Some((rank, level))
}

/// Why an operation may change or go without breaking a promise, if it may: the contract said so.
pub(super) fn promised_nothing(operation: &Operation) -> Option<String> {
    match stability(&operation.extensions) {
        Some((0..=1, level)) => Some(format!(
            "the operation is {level}, so that nothing was promised"
        )),
        _ => None,
    }
}

/// Why an operation may be gone without breaking a promise, if it may.
pub(super) fn may_end(operation: &Operation, today: Option<&str>) -> Option<String> {
    promised_nothing(operation).or_else(|| {
        let day = sunset(&operation.extensions).filter(|_| operation.deprecated)?;
        (day.as_str() <= today?).then(|| format!("the operation was deprecated until {day}"))
    })
}

/// Whether a text is a day as RFC 3339 writes it (section 5.6, `full-date`).
pub(super) fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(index, byte)| match index {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// Days since the first of March of the year zero, by which days can be counted.
fn day_number(day: &str) -> Option<i64> {
    let part = |from: usize, to: usize| day.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    Some(
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * month + 2) / 5
            + day,
    )
}

/// Checks the rules that are about promises and style.
pub(super) fn check(
    base: &Contract,
    head: &Contract,
    settings: &Settings,
    today: Option<&str>,
) -> Vec<Finding> {
    let mut checks = Checks {
        settings,
        today,
        out: Vec::new(),
    };
    let pairs = matching(&base.operations, &head.operations);
    for (from, to) in pairs {
        if let (Some(old), Some(new)) = (base.operations.get(from), head.operations.get(to)) {
            checks.pair(old, new);
        }
    }
    checks.names(base, head);
    checks.out
}

struct Checks<'a> {
    settings: &'a Settings,
    today: Option<&'a str>,
    out: Vec<Finding>,
}

impl Checks<'_> {
    fn add(
        &mut self,
        rule: &'static Rule,
        operation: &Operation,
        places: [Option<&Place>; 2],
        message: String,
    ) {
        let reached = Reached {
            method: operation.method,
            path: operation.path.text.clone(),
            part: String::new(),
        };
        self.out.push(finding(
            rule,
            places.map(Option::<&Place>::cloned),
            vec![reached],
            message,
        ));
    }

    fn pair(&mut self, old: &Operation, new: &Operation) {
        let name = format!("{} {}", new.method, new.path.text);
        let places = [Some(&old.place), Some(&new.place)];
        if new.deprecated && !old.deprecated {
            match sunset(&new.extensions) {
                None => self.add(
                    &rules::NO_SUNSET,
                    new,
                    places,
                    format!("{name} is deprecated without `x-sunset`"),
                ),
                Some(day) => {
                    let days = self.today.and_then(day_number).zip(day_number(&day));
                    if let Some((now, then)) = days
                        && then - now < self.settings.sunset_days
                    {
                        let message = format!(
                            "{name} ends on {day}, in less than {} days",
                            self.settings.sunset_days
                        );
                        self.add(&rules::SUNSET_TOO_SOON, new, places, message);
                    }
                }
            }
        }
        if let (Some((before, from)), after) = (
            stability(&old.extensions),
            stability(&new.extensions).unwrap_or((3, "stable")),
        ) && after.0 < before
        {
            let message = format!("{name} went from {from} to {}", after.1);
            self.add(&rules::STABILITY_LOWERED, new, places, message);
        } else if stability(&old.extensions).is_none()
            && let Some((rank, level)) = stability(&new.extensions)
            && rank < 3
        {
            let message = format!("{name} promises less: it is {level} now");
            self.add(&rules::STABILITY_LOWERED, new, places, message);
        }
        if old.id != new.id && old.id.is_some() {
            let shown = |id: &Option<String>| id.clone().unwrap_or_else(|| "none".into());
            let message = format!(
                "the operation id of {name} went from {} to {}",
                shown(&old.id),
                shown(&new.id)
            );
            self.add(&rules::OPERATION_ID_CHANGED, new, places, message);
        }
        let sorted = |tags: &[String]| {
            let mut tags = tags.to_vec();
            tags.sort_unstable();
            tags
        };
        if sorted(&old.tags) != sorted(&new.tags) {
            let message = format!(
                "the tags of {name} went from {} to {}",
                old.tags.join(", "),
                new.tags.join(", ")
            );
            self.add(&rules::TAGS_CHANGED, new, places, message);
        }
        let described =
            |operation: &Operation| operation.description.is_some() || operation.summary.is_some();
        if described(old) && !described(new) {
            let message = format!("{name} lost its description");
            self.add(&rules::DESCRIPTION_REMOVED, new, places, message);
        }
    }

    /// Names that are new and not written as the team writes names.
    fn names(&mut self, base: &Contract, head: &Contract) {
        let Naming {
            paths,
            parameters,
            members,
        } = &self.settings.naming.clone();
        if let Some(case) = paths {
            let known: Vec<&str> = base
                .operations
                .iter()
                .map(|operation| operation.path.text.as_str())
                .collect();
            for operation in &head.operations {
                let text = &operation.path.text;
                let wrong = text
                    .split('/')
                    .filter(|part| !part.is_empty() && !part.contains('{'))
                    .find(|part| !case.fits(part));
                if let Some(wrong) = wrong.filter(|_| !known.contains(&text.as_str())) {
                    let message = format!("`{wrong}` in {text} is not {}", case.name());
                    self.add(
                        &rules::NAMING,
                        operation,
                        [None, Some(&operation.place)],
                        message,
                    );
                }
            }
        }
        if let Some(case) = parameters {
            let known: Vec<&str> = base
                .operations
                .iter()
                .flat_map(|operation| &operation.parameters)
                .map(|parameter| parameter.name.as_str())
                .collect();
            for operation in &head.operations {
                for parameter in &operation.parameters {
                    // Headers have a convention of their own.
                    if parameter.location != Location::Header
                        && !case.fits(&parameter.name)
                        && !known.contains(&parameter.name.as_str())
                    {
                        let message =
                            format!("the parameter `{}` is not {}", parameter.name, case.name());
                        self.add(
                            &rules::NAMING,
                            operation,
                            [None, Some(&parameter.place)],
                            message,
                        );
                    }
                }
            }
        }
        if let Some(case) = members {
            let known: std::collections::HashSet<&String> = base
                .schemas
                .iter()
                .flat_map(|schema| schema.properties.keys())
                .collect();
            for schema in &head.schemas {
                for name in schema.properties.keys() {
                    if !case.fits(name) && !known.contains(name) {
                        let place = schema.place.join("properties").join(name);
                        let message = format!("the member `{name}` is not {}", case.name());
                        self.out.push(finding(
                            &rules::NAMING,
                            [None, Some(place)],
                            Vec::new(),
                            message,
                        ));
                    }
                }
            }
        }
    }
}

/// A finding of a rule that is about no exchange.
pub(super) fn finding(
    rule: &'static Rule,
    [base, head]: [Option<Place>; 2],
    reached: Vec<Reached>,
    message: String,
) -> Finding {
    let place = base.as_ref().or(head.as_ref());
    let pointer = place.map_or(String::new(), |place| place.pointer.to_string());
    Finding {
        rule,
        verdict: Verdict::Compatible,
        severity: rule.severity,
        fingerprint: fingerprint(&[rule.id, &pointer, &message]),
        message,
        reason: None,
        base,
        head,
        reached,
        witness: None,
        consent: None,
    }
}

/// What Semantic Versioning 2.0.0 asks of `info.version`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionAdvice {
    pub base: String,
    pub head: String,
    /// The least version that fits the change; none where the old version is not of that form.
    pub needed: Option<String>,
    pub fits: bool,
}

pub(super) fn advice(base: &str, head: &str, findings: &[Finding]) -> VersionAdvice {
    let breaking = findings
        .iter()
        .any(|finding| finding.verdict != Verdict::Compatible && finding.stands());
    let changed = findings
        .iter()
        .any(|finding| finding.severity <= Severity::Note);
    let needed = numbers(base).map(|[major, minor, patch]| match (breaking, changed) {
        (true, _) if major > 0 => [major + 1, 0, 0],
        (true, _) | (false, true) => [major, minor + 1, 0],
        (false, false) => [major, minor, patch],
    });
    let fits = match (needed, numbers(head)) {
        (Some(needed), Some(own)) => own >= needed,
        _ => true,
    };
    VersionAdvice {
        base: base.to_owned(),
        head: head.to_owned(),
        needed: needed.map(|[major, minor, patch]| format!("{major}.{minor}.{patch}")),
        fits,
    }
}

fn numbers(version: &str) -> Option<[u64; 3]> {
    let plain = version.trim_start_matches(['v', 'V']);
    let plain = plain.split(['-', '+']).next()?;
    let mut parts = plain.split('.').map(|part| part.parse::<u64>().ok());
    let out = [
        parts.next()??,
        parts.next().unwrap_or(Some(0))?,
        parts.next().unwrap_or(Some(0))?,
    ];
    parts.next().is_none().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::{day_number, numbers};

    #[test]
    fn days_are_counted() {
        let between = |from: &str, to: &str| {
            day_number(to)
                .zip(day_number(from))
                .map(|(to, from)| to - from)
        };
        assert_eq!(between("2024-02-28", "2024-03-01"), Some(2));
        assert_eq!(between("2023-12-31", "2024-12-31"), Some(366));
    }

    #[test]
    fn versions_are_read() {
        assert_eq!(numbers("v1.2.3-rc.1"), Some([1, 2, 3]));
        assert_eq!(numbers("71"), Some([71, 0, 0]));
        assert_eq!(numbers("2024-01-01"), Some([2024, 0, 0]));
        assert_eq!(numbers("latest"), None);
    }
}
