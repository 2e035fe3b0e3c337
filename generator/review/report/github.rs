//! Workflow commands, which GitHub shows as annotations at lines of the pull request.

use std::fmt::Write;

use super::places::Places;
use super::review::Report;
use super::view::message;
use counterpart_contract::diagnostic::{Severity, visible_lines};

/// One annotation for each finding that is not proved compatible, and for rules that warn.
pub(super) fn github(report: &Report<'_>) -> String {
    let value = |text: &str| visible_lines(text).replace('%', "%25").replace('\n', "%0A");
    let property = |text: &str| value(text).replace(':', "%3A").replace(',', "%2C");
    let places = Places::new(report);
    let mut out = String::new();
    for finding in &report.findings {
        let level = match finding.severity {
            _ if finding.consent.is_some() => "notice",
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let place = places.shown(finding).map_or(String::new(), |place| {
            format!(
                "file={},line={},col={},",
                property(&place.file),
                place.line,
                place.column
            )
        });
        let _ = writeln!(
            out,
            "::{level} {place}title={}::{}",
            property(&format!("{}: {}", finding.rule, finding.rule.title)),
            value(&message(finding))
        );
    }
    out
}
