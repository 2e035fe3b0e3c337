//! The table `[review]`: severities of rules, naming conventions, and compatibility promises.

use super::Settings;
use super::reader::{Entry, Reader, Section};
use crate::review::{self, Case, FailOn, Rule, Severity, SunsetDays, rules};

/// The severities of rules, by name. A rule that is off reports nothing.
const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("note", Some(Severity::Note)),
    ("off", None),
];

/// The findings that fail a review, as for `--fail-on`.
const FAIL_ON: [(&str, FailOn); 5] = [
    ("breaking", FailOn::Breaking),
    ("rust-major", FailOn::CodeMajor),
    ("unproven", FailOn::Unproven),
    ("any", FailOn::Any),
    ("none", FailOn::None),
];

/// The formats of a report, as for `--format`.
const FORMATS: [(&str, &str); 7] = [
    ("text", "text"),
    ("markdown", "markdown"),
    ("html", "html"),
    ("json", "json"),
    ("sarif", "sarif"),
    ("github", "github"),
    ("junit", "junit"),
];

pub(super) fn table(reader: &mut Reader, section: Section<'_>, settings: &mut Settings) {
    let review = &mut settings.review;
    for entry in &section.entries() {
        match entry.key {
            "rules" => reader.table(entry, |reader, section| rules(reader, section, review)),
            "overrides" => {
                let items = reader.items(entry, "an array of tables");
                for item in items.iter().flatten() {
                    reader.table(item, |reader, section| overrides(reader, section, review));
                }
            }
            "open-world" => review.open_world = reader.boolean(entry),
            "sunset-days" => sunset_days(reader, entry, review),
            "naming" => reader.table(entry, |reader, section| naming(reader, section, review)),
            "consents" => settings.consents = reader.path(entry),
            "fail-on" => settings.fail_on = reader.word(entry, &FAIL_ON),
            "format" => settings.review_format = reader.word(entry, &FORMATS),
            "rust" => settings.review_rust = reader.boolean(entry).unwrap_or_default(),
            "budget" => {
                let steps = reader.integer(entry, 1..=i64::from(u32::MAX));
                settings.review_budget = steps.and_then(|steps| usize::try_from(steps).ok());
            }
            "run-budget" => {
                let steps = reader.integer(entry, 1..=i64::from(u32::MAX));
                settings.review_run_budget = steps.and_then(|steps| usize::try_from(steps).ok());
            }
            _ => reader.unknown(
                entry,
                &[
                    "fail-on",
                    "format",
                    "rust",
                    "budget",
                    "run-budget",
                    "rules",
                    "overrides",
                    "open-world",
                    "sunset-days",
                    "naming",
                    "consents",
                ],
            ),
        }
    }
}

/// Reads the severity of each rule.
fn rules(reader: &mut Reader, section: Section<'_>, review: &mut review::Settings) {
    for entry in &section.entries() {
        let rule = rule(reader, entry, entry.key);
        let severity = reader.word(entry, &SEVERITIES);
        if let (Some(rule), Some(severity)) = (rule, severity) {
            review.set(vec![rule], Vec::new(), severity);
        }
    }
}

fn rule(reader: &mut Reader, entry: &Entry<'_>, id: &str) -> Option<&'static Rule> {
    let rule = rules::find(id);
    if rule.is_none() {
        let message = format!("unknown rule `{id}`; `counterpart explain` lists them");
        reader.invalid(entry, message);
    }
    rule
}

/// Reads a severity for some or all rules on some or all paths.
fn overrides(reader: &mut Reader, section: Section<'_>, review: &mut review::Settings) {
    let (mut ids, mut paths, mut severity) = (Vec::new(), Vec::new(), None);
    let entries = section.entries();
    for entry in &entries {
        match entry.key {
            "rules" => {
                let items = reader.items(entry, "an array of strings");
                for item in items.iter().flatten() {
                    let id = reader.string(item);
                    ids.extend(id.and_then(|id| rule(reader, item, &id)));
                }
            }
            "paths" => paths = reader.strings(entry).unwrap_or_default(),
            "severity" => severity = reader.word(entry, &SEVERITIES),
            _ => reader.unknown(entry, &["rules", "paths", "severity"]),
        }
    }
    match severity {
        Some(severity) => review.set(ids, paths, severity),
        None if entries.iter().all(|entry| entry.key != "severity") => {
            reader.missing(section, "severity");
        }
        None => {}
    }
}

/// Reads a number of days, or one for each stability level.
fn sunset_days(reader: &mut Reader, entry: &Entry<'_>, review: &mut review::Settings) {
    const MOST: i64 = 36_500;
    if !entry.is_table() {
        if let Some(days) = reader.integer(entry, 0..=MOST) {
            review.sunset_days = SunsetDays::new(days, days);
        }
        return;
    }
    reader.table(entry, |reader, section| {
        for entry in &section.entries() {
            let days = &mut review.sunset_days;
            match entry.key {
                "beta" => days.beta = reader.integer(entry, 0..=MOST).unwrap_or(days.beta),
                "stable" => days.stable = reader.integer(entry, 0..=MOST).unwrap_or(days.stable),
                _ => reader.unknown(entry, &["beta", "stable"]),
            }
        }
    });
}

fn naming(reader: &mut Reader, section: Section<'_>, review: &mut review::Settings) {
    let naming = &mut review.naming;
    let cases = Case::ALL.map(|case| (case.name(), case));
    for entry in &section.entries() {
        let slot = match entry.key {
            "paths" => &mut naming.paths,
            "operation-ids" => &mut naming.operation_ids,
            "parameters" => &mut naming.parameters,
            "schemas" => &mut naming.schemas,
            "properties" => &mut naming.properties,
            _ => {
                let known = [
                    "paths",
                    "operation-ids",
                    "parameters",
                    "schemas",
                    "properties",
                ];
                reader.unknown(entry, &known);
                continue;
            }
        };
        *slot = reader.word(entry, &cases);
    }
}
