//! Reports in the formats of others: SARIF 2.1.0, JUnit, and GitHub's workflow commands.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{PlaceView, Report, view};
use crate::diagnostic::Severity;
use crate::review::finding::{Finding, Verdict};
use crate::review::rules;

/// Where a finding is shown: in the new files where it has a place there.
fn shown_at(report: &Report<'_>, finding: &Finding) -> Option<PlaceView> {
    view::place(report.head, finding.head.as_ref())
        .or_else(|| view::place(report.base, finding.base.as_ref()))
}

fn message(finding: &Finding) -> String {
    let mut out = format!("{}: {}", finding.verdict, finding.message);
    if let Some(reason) = &finding.reason {
        let _ = write!(out, " ({reason})");
    }
    if let Some(witness) = &finding.witness {
        for shown in [view::curl(witness), view::answer(witness)]
            .into_iter()
            .flatten()
        {
            let _ = write!(out, "\n{shown}");
        }
    }
    out
}

pub(super) fn sarif(report: &Report<'_>) -> String {
    let level = |finding: &Finding| match finding.severity {
        _ if finding.consent.is_some() => "note",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| {
            let locations: Vec<Value> = shown_at(report, finding)
                .into_iter()
                .map(|place| {
                    json!({"physicalLocation": {
                        "artifactLocation": {"uri": place.file},
                        "region": {"startLine": place.line, "startColumn": place.column},
                    }})
                })
                .collect();
            let mut result = json!({
                "ruleId": finding.rule.id,
                "level": level(finding),
                "message": {"text": message(finding)},
                "locations": locations,
                "partialFingerprints": {"counterpart/v1": finding.fingerprint},
            });
            if let (Some(consent), Some(members)) = (&finding.consent, result.as_object_mut()) {
                let note = json!([{"kind": "external", "justification": consent.reason}]);
                members.insert("suppressions".into(), note);
            }
            result
        })
        .collect();
    let rules: Vec<Value> = rules::ALL
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id,
                "shortDescription": {"text": rule.title},
                "fullDescription": {"text": rule.explanation},
            })
        })
        .collect();
    let value = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "counterpart",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

/// Text of an XML document or attribute; characters that XML 1.0 does not know are left out.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(character),
            control if control.is_control() => {}
            '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

pub(super) fn junit(report: &Report<'_>) -> String {
    let fails =
        |finding: &Finding| finding.verdict != Verdict::Compatible && finding.consent.is_none();
    let failures = report.findings.iter().filter(|own| fails(own)).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuite name=\"counterpart review\" tests=\"{}\" failures=\"{failures}\">",
        report.findings.len().max(1)
    );
    if report.findings.is_empty() {
        out.push_str("  <testcase classname=\"review\" name=\"no change\"/>\n");
    }
    for finding in report.findings {
        let _ = write!(
            out,
            "  <testcase classname=\"{}\" name=\"{}\"",
            finding.rule.id,
            xml(&finding.message)
        );
        if fails(finding) {
            let place = shown_at(report, finding).map_or(String::new(), |place| {
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
        } else {
            out.push_str("/>\n");
        }
    }
    out.push_str("</testsuite>\n");
    out
}

/// One annotation for each finding that is not proved compatible, and for rules that warn.
pub(super) fn github(report: &Report<'_>) -> String {
    let value = |text: &str| {
        text.replace('%', "%25")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let property = |text: &str| value(text).replace(':', "%3A").replace(',', "%2C");
    let mut out = String::new();
    for finding in report.findings {
        let level = match finding.severity {
            _ if finding.consent.is_some() => "notice",
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let place = shown_at(report, finding).map_or(String::new(), |place| {
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
            property(&format!("{} {}", finding.rule.id, finding.rule.title)),
            value(&message(finding))
        );
    }
    out
}
