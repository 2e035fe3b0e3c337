//! A report for a terminal.

use std::fmt::Write;

use indexmap::IndexMap;

use super::places::Places;
use super::review::Report;
use super::view;
use super::whereabouts::whereabouts;
use crate::finding::{Finding, Verdict};
use counterpart_contract::diagnostic::visible;

/// Operations that one finding lists by name.
const LISTED: usize = 4;
/// Compatible changes are reported in a line each, and beyond this many only counted.
const COMPATIBLE: usize = 60;

pub(super) fn text(report: &Report<'_>, coloured: bool) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "{} {} to {} {}",
        visible(&report.base.name),
        visible(report.base.version),
        visible(&report.head.name),
        visible(report.head.version)
    );
    let places = Places::new(report);
    for verdict in [Verdict::Breaking, Verdict::Unproven] {
        for finding in of(report, verdict) {
            full(&mut out, &places, finding, coloured);
        }
    }
    // What is written in many places alike is reported once.
    let mut compatible: IndexMap<String, Vec<&Finding>> = IndexMap::new();
    for finding in of(report, Verdict::Compatible) {
        let reason = finding.reason.as_ref();
        let reason = reason.map_or(String::new(), |reason| format!(": {reason}"));
        let line = format!("{}: {}{reason}", finding.rule, finding.message);
        compatible.entry(line).or_default().push(finding);
    }
    if !compatible.is_empty() {
        let _ = writeln!(out, "\ncompatible:");
    }
    for (line, findings) in compatible.iter().take(COMPATIBLE) {
        let places = whereabouts(findings);
        let _ = writeln!(out, "  {}{}", visible(line), visible(&places));
    }
    if compatible.len() > COMPATIBLE {
        let _ = writeln!(out, "  and {} more", compatible.len() - COMPATIBLE);
    }
    let _ = writeln!(out, "\n{}", report.summary());
    if let Some(advice) = report.advice_text() {
        let _ = writeln!(out, "{}", visible(&advice));
    }
    if let Some(impact) = &report.impact {
        let bold = if coloured {
            ["\x1b[1m", "\x1b[0m"]
        } else {
            ["", ""]
        };
        out.push_str(&super::impact::text(impact, bold));
    }
    out
}

fn of<'r>(report: &'r Report<'_>, verdict: Verdict) -> impl Iterator<Item = &'r Finding> {
    report
        .findings
        .iter()
        .filter(move |finding| finding.verdict == verdict)
}

fn full(out: &mut String, places: &Places<'_>, finding: &Finding, coloured: bool) {
    let (colour, bold, reset) = match (coloured, finding.verdict) {
        (false, _) => ("", "", ""),
        (true, Verdict::Breaking) => ("\x1b[1;31m", "\x1b[1m", "\x1b[0m"),
        (true, _) => ("\x1b[1;33m", "\x1b[1m", "\x1b[0m"),
    };
    let _ = writeln!(
        out,
        "\n{colour}{}[{}]{reset}{bold} {}: {}{reset}",
        finding.verdict,
        finding.rule.code,
        finding.rule.id,
        visible(&finding.message)
    );
    for (label, place) in ["was", "now"].into_iter().zip(places.both(finding)) {
        if let Some(place) = place {
            let file = visible(&place.file);
            let _ = writeln!(out, "  {label} {file}:{}:{}", place.line, place.column);
        }
    }
    for operation in finding.operations.iter().take(LISTED) {
        let _ = writeln!(out, "   at {}", visible(&operation.to_string()));
    }
    if finding.operations.len() > LISTED {
        let _ = writeln!(out, "      and {} more", finding.operations.len() - LISTED);
    }
    if let Some(witness) = &finding.witness {
        for shown in view::exchange(witness) {
            for line in shown.lines() {
                let _ = writeln!(out, "    | {}", visible(line));
            }
        }
    }
    if let Some(reason) = &finding.reason {
        let _ = writeln!(out, "    = because {}", visible(reason));
    }
    if let Some(consent) = &finding.consent {
        let _ = writeln!(out, "    = accepted: {}", visible(&consent.reason));
    }
    let _ = writeln!(out, "    = fingerprint {}", finding.fingerprint);
}
