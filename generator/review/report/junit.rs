//! JUnit's XML, as test reports of continuous integration read it: a finding is a test, which fails
//! where the review does.

use std::fmt::Write;

use super::places::Places;
use super::review::{FailOn, Report};
use super::view::message;
use crate::finding::Finding;
use counterpart_contract::diagnostic::visible_lines;

/// Text of an XML document or attribute; what is left of the characters that XML 1.0 does not know
/// when all is visible is left out.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in visible_lines(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

pub(super) fn junit(report: &Report<'_>, fail_on: FailOn) -> String {
    let fails = |finding: &Finding| !finding.is_accepted() && fail_on.includes(finding);
    let places = Places::new(report);
    let failures = report.findings.iter().filter(|own| fails(own)).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuite name=\"counterpart review\" tests=\"{}\" failures=\"{failures}\" skipped=\"{}\">",
        report.findings.len().max(1),
        report
            .findings
            .iter()
            .filter(|own| own.is_accepted())
            .count()
    );
    if report.findings.is_empty() {
        out.push_str("  <testcase classname=\"review\" name=\"no change\"/>\n");
    }
    for finding in &report.findings {
        let _ = write!(
            out,
            "  <testcase classname=\"{}\" name=\"{}\"",
            finding.rule,
            xml(&finding.message)
        );
        if fails(finding) {
            let place = places.shown(finding).map_or(String::new(), |place| {
                format!("{}:{}: ", place.file, place.line)
            });
            let _ = writeln!(
                out,
                ">\n    <failure type=\"{}\" message=\"{}\">{}{}</failure>\n  </testcase>",
                finding.verdict,
                xml(&finding.message),
                xml(&place),
                xml(&message(finding))
            );
        } else if let Some(consent) = &finding.consent {
            let reason = xml(&format!("accepted: {}", consent.reason));
            let _ = writeln!(out, ">\n    <skipped message=\"{reason}\"/>\n  </testcase>");
        } else {
            out.push_str("/>\n");
        }
    }
    out.push_str("</testsuite>\n");
    out
}
