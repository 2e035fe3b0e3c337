//! How much diagnostics matter to a project.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity, codes, tidy};
use crate::error::Error;
use crate::source::Place;

/// Which diagnostics a project takes seriously: severities by code, diagnostics that are allowed
/// with the reason, and whether warnings count as errors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DiagnosticPolicy {
    /// Whether warnings that are not allowed count as errors: nothing is generated where there are
    /// any.
    pub strict: bool,
    severities: BTreeMap<&'static str, Severity>,
    allowed: Vec<Allowed>,
}

/// A code that is allowed, everywhere or below a JSON pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Allowed {
    code: &'static str,
    reason: String,
    below: Option<String>,
}

/// Codes of problems that leave nothing to work on, or less than was asked for.
static FINAL: [&Code; 5] = [
    &codes::FILE_UNREADABLE,
    &codes::NOT_A_DOCUMENT,
    &codes::OUTSIDE_FOLDER,
    &codes::NOT_OPENAPI,
    &codes::UNKNOWN_SELECTION,
];

impl DiagnosticPolicy {
    /// Gives the diagnostics of a code another severity.
    ///
    /// # Errors
    /// Where there is no such code, or where it leaves nothing to work on.
    pub fn severity(&mut self, code: &str, severity: Severity) -> Result<(), Error> {
        self.severities.insert(known(code)?, severity);
        Ok(())
    }

    /// Drops the diagnostics of a code, at a JSON pointer and below it or everywhere, for a reason.
    ///
    /// # Errors
    /// Where there is no such code, where it leaves nothing to work on, or where the reason is empty.
    pub fn allow(&mut self, code: &str, reason: &str, below: Option<&str>) -> Result<(), Error> {
        if reason.trim().is_empty() {
            return Err(Error::Usage(format!("allowing {code} needs a reason")));
        }
        self.allowed.push(Allowed {
            code: known(code)?,
            reason: reason.to_owned(),
            below: below.map(str::to_owned),
        });
        Ok(())
    }

    /// The codes that are allowed, with the reasons.
    pub fn allowed(&self) -> impl Iterator<Item = (&str, &str)> {
        let entries = self.allowed.iter();
        entries.map(|allowed| (allowed.code, allowed.reason.as_str()))
    }

    /// Gives diagnostics their severities and drops those that are allowed.
    pub(crate) fn apply(&self, report: &mut Vec<Diagnostic>) {
        if self.severities.is_empty() && self.allowed.is_empty() {
            return;
        }
        report.retain_mut(|problem| {
            if let Some(severity) = self.severities.get(problem.code.id) {
                problem.severity = *severity;
            }
            self.left(problem)
        });
        tidy(report);
    }

    /// Whether the problem is left at some place; it is moved there.
    fn left(&self, problem: &mut Diagnostic) -> bool {
        let own = |allowed: &&Allowed| allowed.code == problem.code.id;
        let allowed: Vec<&Allowed> = self.allowed.iter().filter(own).collect();
        if allowed.is_empty() {
            return true;
        }
        let left = |place: &Place| !allowed.iter().any(|allowed| allowed.covers(place));
        problem.others.retain(left);
        if left(&problem.place) {
            return true;
        }
        if problem.others.is_empty() {
            return false;
        }
        problem.place = problem.others.remove(0);
        problem.position = None;
        true
    }

    /// Whether the diagnostics that are left forbid to generate.
    pub(crate) fn refuses(&self, report: &[Diagnostic]) -> bool {
        let matters = |problem: &Diagnostic| problem.severity <= Severity::Warning;
        self.strict && report.iter().any(matters)
    }
}

impl Allowed {
    fn covers(&self, place: &Place) -> bool {
        let Some(below) = &self.below else {
            return true;
        };
        let rest = place.pointer.as_str().strip_prefix(below.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// The id of a code as the table has it.
fn known(id: &str) -> Result<&'static str, Error> {
    let code = codes::find(id).ok_or_else(|| {
        Error::Usage(format!(
            "`{id}` is no diagnostic code; `counterpart explain` lists them"
        ))
    })?;
    if FINAL.contains(&code) {
        let id = code.id;
        return Err(Error::Usage(format!(
            "{id} is always an error: it leaves nothing to generate"
        )));
    }
    Ok(code.id)
}

#[cfg(test)]
mod tests {
    use super::DiagnosticPolicy;
    use crate::diagnostic::{Diagnostic, Severity, codes};
    use crate::source::{FileId, Place, Pointer};

    fn at(pointer: &str) -> Place {
        Place::new(FileId::default(), Pointer::new(pointer))
    }

    #[test]
    fn an_allowed_code_is_dropped_where_it_is_allowed() {
        let mut policy = DiagnosticPolicy::default();
        policy
            .allow("c405", "checked by hand", Some("/paths/~1a"))
            .expect("a code");
        let place = |pointer| Diagnostic::new(&codes::UNCHECKED_CONSTRAINT, at(pointer), "x");
        let mut report = vec![
            place("/paths/~1a/put"),
            place("/paths/~1ab"),
            Diagnostic::new(&codes::UNKNOWN_FORMAT, at("/paths/~1a"), "y"),
        ];
        report[0].others.push(at("/paths/~1b"));
        policy.apply(&mut report);
        let left: Vec<_> = report
            .iter()
            .map(|one| one.place.pointer.as_str())
            .collect();
        assert_eq!(left, ["/paths/~1b", "/paths/~1ab", "/paths/~1a"]);
    }

    #[test]
    fn severities_change_but_not_of_what_leaves_nothing() {
        let mut policy = DiagnosticPolicy {
            strict: true,
            ..DiagnosticPolicy::default()
        };
        policy.severity("C323", Severity::Note).expect("a code");
        let mut report = vec![Diagnostic::new(&codes::UNKNOWN_FORMAT, at(""), "y")];
        assert!(policy.refuses(&report));
        policy.apply(&mut report);
        assert!(!policy.refuses(&report));
        for code in ["C101", "C201", "C403", "C999", "R611", ""] {
            assert!(policy.severity(code, Severity::Note).is_err(), "{code}");
            assert!(policy.allow(code, "why", None).is_err(), "{code}");
        }
        assert!(policy.allow("C323", " ", None).is_err());
    }
}
