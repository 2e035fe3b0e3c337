//! SARIF 2.1.0, which code scanning reads.

use serde_json::{Value, json};

use super::places::Places;
use super::review::Report;
use super::view::message;
use crate::finding::Finding;
use crate::rules;
use counterpart_contract::diagnostic::{Severity, visible_json};

pub(super) fn sarif(report: &Report<'_>) -> String {
    let level = |finding: &Finding| match finding.severity {
        _ if finding.consent.is_some() => "note",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let places = Places::new(report);
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| {
            let shown = places.shown(finding);
            let locations: Vec<Value> = shown
                .into_iter()
                .map(|place| {
                    json!({"physicalLocation": {
                        "artifactLocation": {"uri": uri(&place.file)},
                        "region": {"startLine": place.line, "startColumn": place.column},
                    }})
                })
                .collect();
            let mut result = json!({
                "ruleId": finding.rule.code,
                "ruleIndex": rules::ALL.iter().position(|rule| *rule == finding.rule),
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
                "id": rule.code,
                "name": rule.id,
                "shortDescription": {"text": rule.title},
                "fullDescription": {"text": rule.explanation},
                "help": {"text": format!("{} (counterpart explain {})", rule.explanation, rule.code)},
                "defaultConfiguration": {"level": rule.severity.name()},
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
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text =
        visible_json(&serde_json::to_string_pretty(&value).unwrap_or_default()).into_owned();
    text.push('\n');
    text
}

/// A path as a reference relative to the root of what is scanned (SARIF 2.1.0, section 3.4.3; RFC
/// 3986, section 3.3).
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
