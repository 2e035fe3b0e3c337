use super::case::Case;
use crate::finding::{Finding, Severity};
use crate::lifecycle::Stability;
use crate::rules::{self, Rule};

/// How much each rule matters, how names are written, and what is promised. Nothing is off or on but
/// what is by itself, until it is said.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    overrides: Vec<Override>,
    pub open_world: Option<bool>,
    pub sunset_days: SunsetDays,
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

/// How names are to be written, where a team has said so.
#[derive(Debug, Clone, Default)]
pub struct Naming {
    pub paths: Option<Case>,
    pub operation_ids: Option<Case>,
    pub parameters: Option<Case>,
    pub schemas: Option<Case>,
    pub members: Option<Case>,
}

impl Naming {
    /// Saying how names are written turns the rule on.
    fn is_said(&self) -> bool {
        let all = [
            self.paths,
            self.operation_ids,
            self.parameters,
            self.schemas,
            self.members,
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
    &rules::NAMING,
    &rules::VERSION_TOO_LOW,
];

impl Settings {
    /// Says how much some rules matter, or all where none are named, on some paths, or on all. No
    /// severity turns them off. What is said later goes before what was said earlier.
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
            let own = |list: &[&'static Rule]| list.iter().any(|rule| rule.id == finding.rule.id);
            let said = finding.rule == &rules::NAMING && self.naming.is_said();
            let mut severity = if own(&OFF) && !said {
                None
            } else {
                Some(finding.severity)
            };
            for entry in &self.overrides {
                let on_path = entry.paths.is_empty()
                    || !finding.reached.is_empty()
                        && finding.reached.iter().all(|reached| {
                            entry.paths.iter().any(|glob| matches(glob, &reached.path))
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

/// Whether a path is one of a pattern in which `*` stands for one part and `**` for any number.
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
