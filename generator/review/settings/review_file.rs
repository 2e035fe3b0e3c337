//! Severities of rules, cases of names, and days between deprecation and removal.

use super::case::Case;
use crate::finding::{Finding, Severity};
use crate::lifecycle::Stability;
use crate::rules::{self, Rule};

/// The settings of a team: severities of rules, cases of names, and days between deprecation and
/// removal. By default every rule has its own severity, and rules of style are off.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Settings {
    overrides: Vec<Override>,
    /// Whether names that a contract does not declare are assumed not to be sent, where that is
    /// set. [`Options::open_world`](crate::Options::open_world) is what a review goes by.
    pub open_world: Option<bool>,
    /// The least number of days between deprecation and removal.
    pub sunset_days: SunsetDays,
    /// How names are to be written.
    pub naming: Naming,
}

/// The least number of days between deprecating an operation and its end; with none, the end needs
/// no day.
#[derive(Debug, Clone, Copy)]
pub struct SunsetDays {
    /// For operations that are stable.
    pub stable: i64,
    /// For operations in beta.
    pub beta: i64,
}

impl Default for SunsetDays {
    fn default() -> Self {
        Self {
            stable: 30,
            beta: 30,
        }
    }
}

impl SunsetDays {
    /// Days for operations in beta, and for stable ones.
    #[must_use]
    pub fn new(beta: i64, stable: i64) -> Self {
        Self { stable, beta }
    }

    pub(crate) fn of(self, level: Stability) -> i64 {
        match level {
            Stability::Draft | Stability::Alpha => 0,
            Stability::Beta => self.beta,
            Stability::Stable => self.stable,
        }
    }
}

/// How names are to be written, where a team has decided it.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Naming {
    /// The segments of paths.
    pub paths: Option<Case>,
    /// `operationId`
    pub operation_ids: Option<Case>,
    /// Parameters, other than headers.
    pub parameters: Option<Case>,
    /// The schemas of `components`.
    pub schemas: Option<Case>,
    /// The properties of schemas.
    pub properties: Option<Case>,
}

impl Naming {
    /// Returns whether a case is set, which turns the rule on.
    fn is_set(&self) -> bool {
        let all = [
            self.paths,
            self.operation_ids,
            self.parameters,
            self.schemas,
            self.properties,
        ];
        all.iter().any(Option::is_some)
    }
}

/// How much a rule matters, everywhere or on some paths. No severity: not at all.
#[derive(Debug, Clone)]
struct Override {
    rules: Vec<&'static Rule>,
    paths: Vec<String>,
    severity: Option<Severity>,
}

/// Rules of style that only count where a file says so: what breaks nobody and is common in
/// ordinary changes would drown the rest.
static OFF: [&Rule; 5] = [
    &rules::OPERATION_ID_CHANGED,
    &rules::TAGS_CHANGED,
    &rules::DESCRIPTION_REMOVED,
    &rules::NAMING_CONVENTION_VIOLATED,
    &rules::VERSION_BUMP_MISSING,
];

impl Settings {
    /// Sets the severity of some rules, or of all where none is named, on some paths, or on all.
    /// Without a severity the rules are off. A later setting overrides an earlier one.
    ///
    /// In paths, `*` stands for one segment and `**` for any number.
    pub fn set(
        &mut self,
        rules: Vec<&'static Rule>,
        paths: Vec<String>,
        severity: Option<Severity>,
    ) {
        self.overrides.push(Override {
            rules,
            paths,
            severity,
        });
    }

    /// Gives every finding the severity that the file asks for, and drops those that are off.
    pub(crate) fn apply(&self, findings: &mut Vec<Finding>) {
        findings.retain_mut(|finding| {
            let own =
                |list: &[&'static Rule]| list.iter().any(|rule| rule.code == finding.rule.code);
            let is_wanted =
                finding.rule == &rules::NAMING_CONVENTION_VIOLATED && self.naming.is_set();
            let mut severity = if own(&OFF) && !is_wanted {
                None
            } else {
                Some(finding.severity)
            };
            for entry in &self.overrides {
                let on_path = entry.paths.is_empty()
                    || !finding.operations.is_empty()
                        && finding.operations.iter().all(|operation| {
                            entry
                                .paths
                                .iter()
                                .any(|glob| matches(glob, &operation.path))
                        });
                if on_path && (entry.rules.is_empty() || own(&entry.rules)) {
                    severity = entry.severity;
                }
            }
            if let Some(severity) = severity {
                finding.severity = severity;
            }
            severity.is_some()
        });
    }
}

/// Returns whether a path is one of a pattern in which `*` stands for one part and `**` for any
/// number.
fn matches(glob: &str, path: &str) -> bool {
    fn parts(glob: &[&str], path: &[&str]) -> bool {
        match (glob.split_first(), path.split_first()) {
            (None, None) => true,
            (Some((&"**", rest)), _) => {
                (0..=path.len()).any(|skip| path.get(skip..).is_some_and(|left| parts(rest, left)))
            }
            (Some((own, rest)), Some((part, left))) => {
                (*own == "*" || own == part) && parts(rest, left)
            }
            _ => false,
        }
    }
    // Two wildcards without end would try every split; one path is never that long.
    let glob: Vec<&str> = glob.split('/').take(30).collect();
    let path: Vec<&str> = path.split('/').take(60).collect();
    glob.iter().filter(|part| **part == "**").count() <= 2 && parts(&glob, &path)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn paths_are_matched_part_by_part() {
        assert!(matches("/internal/**", "/internal/a/b"));
        assert!(matches("/a/*/c", "/a/{b}/c"));
        assert!(!matches("/a/*", "/a/b/c"));
    }
}
