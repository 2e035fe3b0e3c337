//! A report for programs, by a published schema.

use serde_json::{Map, Value, json};

use super::places::{PlaceView, Places};
use super::review::{Report, Version};
use super::view;
use crate::finding::{Finding, Witness};
use counterpart_contract::diagnostic::visible_json;

/// The JSON Schema of the report.
pub const SCHEMA: &str = include_str!("report.schema.json");

pub(super) fn json(report: &Report<'_>) -> String {
    let places = Places::new(report);
    let findings: Vec<Value> = report
        .findings
        .iter()
        .map(|own| finding(&places, own))
        .collect();
    let side = |version: &Version<'_>| json!({"name": version.name, "title": version.title, "version": version.version});
    let counts = report.counts();
    let mut value = json!({
        "base": side(&report.base),
        "head": side(&report.head),
        "summary": {
            "breaking": counts.breaking,
            "unproven": counts.unproven,
            "compatible": counts.compatible,
        },
        "version": {
            "needed": report.advice.needed,
            "fits": report.advice.fits,
        },
        "findings": findings,
    });
    if let (Some(impact), Some(members)) = (&report.impact, value.as_object_mut()) {
        members.insert("impact".into(), super::impact::json(impact));
    }
    // Values of this kind always have a text.
    let mut text =
        visible_json(&serde_json::to_string_pretty(&value).unwrap_or_default()).into_owned();
    text.push('\n');
    text
}

fn finding(places: &Places<'_>, finding: &Finding) -> Value {
    let operations: Vec<Value> = finding
        .operations
        .iter()
        .map(|operation| {
            json!({
                "method": operation.method.name(),
                "path": operation.path,
                "part": operation.part,
            })
        })
        .collect();
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| {
        if !value.is_null() {
            out.insert(key.to_owned(), value);
        }
    };
    put("code", finding.rule.code.into());
    put("rule", finding.rule.id.into());
    put("title", finding.rule.title.into());
    put("verdict", finding.verdict.name().into());
    put("severity", finding.severity.name().into());
    put("fingerprint", finding.fingerprint.clone().into());
    put("message", finding.message.clone().into());
    put(
        "reason",
        finding.reason.clone().map_or(Value::Null, Value::from),
    );
    let [base, head] = places.both(finding);
    put("base", place(base));
    put("head", place(head));
    put("operations", operations.into());
    put(
        "witness",
        finding.witness.as_ref().map_or(Value::Null, witness),
    );
    put(
        "consent",
        finding.consent.as_ref().map_or(
            Value::Null,
            |consent| json!({"reason": consent.reason, "until": consent.until}),
        ),
    );
    Value::Object(out)
}

fn place(view: Option<PlaceView>) -> Value {
    view.map_or(Value::Null, |view| {
        json!({
            "file": view.file,
            "pointer": view.pointer,
            "line": view.line,
            "column": view.column,
        })
    })
}

fn witness(witness: &Witness) -> Value {
    let headers = |list: &[(String, String)]| -> Value {
        list.iter()
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect()
    };
    let mut out = Map::new();
    if let Some(method) = witness.method {
        out.insert(
            "request".into(),
            json!({
                "method": method.name(),
                "url": witness.url,
                "headers": headers(&witness.headers),
                "body": witness.body,
            }),
        );
    }
    if let Some(response) = &witness.response {
        out.insert(
            "response".into(),
            json!({
                "status": response.status,
                "headers": headers(&response.headers),
                "body": response.body,
            }),
        );
    }
    if let Some(value) = &witness.value {
        out.insert("value".into(), value.clone());
    }
    if let Some(curl) = view::curl(witness) {
        out.insert("curl".into(), curl.into());
    }
    Value::Object(out)
}
