//! A second opinion on witnesses: the `jsonschema` crate, asked about the schemas as the documents
//! write them. Nothing here looks at the contract model, so that a mistake in reading documents
//! shows as well as one in deciding.

use serde_json::{Value, json};

mod extract;

use self::extract::{Extract, Present};
use super::finding::{Finding, Verdict, Witness};
use crate::document::Document;
use crate::source::Place;

/// What the validator says of a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opinion {
    /// One document's schema admits the value and the other's does not, as the witness says.
    Confirmed,
    /// The witness is about something that schemas do not say.
    NotAsked,
    Denied(String),
}

/// Asks about a witness.
#[must_use]
pub fn ask(witness: &Witness, base: &Document, head: &Document) -> Opinion {
    let (Some(value), Some(judged)) = (&witness.value, &witness.judged_by) else {
        return Opinion::NotAsked;
    };
    let admits = |document: &Document, place: &Place| {
        validator_for(value, document, place, judged.answer)
            .map(|validator| validator.is_valid(value))
    };
    match (admits(base, &judged.base), admits(head, &judged.head)) {
        (Ok(base), Ok(head)) if base == judged.base_admits && head != base => Opinion::Confirmed,
        (Ok(base), Ok(head)) => Opinion::Denied(format!(
            "the validator says {} of the old schema and {} of the new one",
            said(base),
            said(head)
        )),
        (Err(error), _) | (_, Err(error)) => Opinion::Denied(error),
    }
}

/// Takes back what the validator does not confirm: such a finding is unproven.
pub fn confirm(findings: &mut [Finding], base: &Document, head: &Document) {
    for finding in findings {
        let Some(witness) = &finding.witness else {
            continue;
        };
        if let Opinion::Denied(why) = ask(witness, base, head) {
            finding.verdict = Verdict::Unproven;
            finding.reason = Some(format!("a witness was found and not confirmed: {why}"));
            finding.witness = None;
        }
    }
}

/// A validator of the schema at a place, with all that it refers to.
///
/// # Errors
/// Where the validator cannot read the schema.
pub fn validator_of(
    document: &Document,
    place: &Place,
    answer: bool,
) -> Result<jsonschema::Validator, String> {
    built(&Extract::new(document, answer), place)
}

/// A validator of one value.
fn validator_for(
    value: &Value,
    document: &Document,
    place: &Place,
    answer: bool,
) -> Result<jsonschema::Validator, String> {
    let mut extract = Extract::new(document, answer);
    extract.present = Some(Present::of(value));
    built(&extract, place)
}

fn built(extract: &Extract<'_>, place: &Place) -> Result<jsonschema::Validator, String> {
    validator(&extract.clone().whole(place)).or_else(|_| {
        let mut readable = extract.clone();
        readable.only_readable = true;
        validator(&readable.whole(place))
    })
}

/// Whether the validator can read a pattern.
fn is_readable(pattern: &str) -> bool {
    validator(&json!({"pattern": pattern})).is_ok()
}

fn said(admits: bool) -> &'static str {
    if admits { "yes" } else { "no" }
}

fn validator(schema: &Value) -> Result<jsonschema::Validator, String> {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .with_format("byte", |text: &str| {
            let plain = text.trim_end_matches('=');
            text.len().is_multiple_of(4)
                && text.len() - plain.len() <= 2
                && plain
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
        })
        .build(schema)
        .map_err(|error| error.to_string())
}
