//! A second opinion on witnesses: the `jsonschema` crate, asked about the schemas as the documents
//! write them. What the contract model says is not looked at, so that a mistake in reading documents
//! shows as well as one in deciding; only what discriminators choose between is taken from it.

pub use jsonschema::Validator;

mod extract;
mod present;
mod tags;
mod validator;

use self::extract::Extract;
use self::tags::Tags;
use self::validator::validator;
use crate::discriminators::comparable;
use crate::finding::{Finding, Severity, Verdict, Witness};
use counterpart_contract::Loaded;
use counterpart_contract::document::Document;
use counterpart_contract::source::Place;

/// What the validator says of a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opinion {
    /// One document's schema admits the value and the other's does not, as the witness says.
    Confirmed,
    /// The witness is about something that schemas do not say.
    NotAsked,
    Denied(String),
}

/// What is asked: the documents, and what the stated policy adds to what they write.
pub struct Judge<'a> {
    documents: [&'a Document; 2],
    tags: [Tags; 2],
}

impl<'a> Judge<'a> {
    #[must_use]
    pub fn new(base: &'a Loaded, head: &'a Loaded) -> Self {
        let contracts = comparable([&base.contract, &head.contract]);
        Self {
            documents: [&base.document, &head.document],
            tags: contracts.each_ref().map(|contract| Tags::of(contract)),
        }
    }

    /// Asks about a witness.
    #[must_use]
    pub fn ask(&self, witness: &Witness) -> Opinion {
        let (Some(value), Some(judged)) = (&witness.value, &witness.judged_by) else {
            return Opinion::NotAsked;
        };
        let [base, head] = [(0, &judged.base), (1, &judged.head)].map(|(side, place)| {
            let extract = Extract::new(self.documents[side], &self.tags[side], judged.answer);
            let extract = extract.about(value);
            built(&extract, place).map(|validator| validator.is_valid(value))
        });
        match (base, head) {
            (Ok(base), Ok(head)) if base == judged.base_admits && head != base => {
                Opinion::Confirmed
            }
            (Ok(base), Ok(head)) => Opinion::Denied(format!(
                "the validator says {} of the old schema and {} of the new one",
                said(base),
                said(head)
            )),
            (Err(error), _) | (_, Err(error)) => Opinion::Denied(error),
        }
    }
}

/// Takes back what the validator does not confirm: such a finding is unproven.
pub fn confirm(findings: &mut [Finding], base: &Loaded, head: &Loaded) {
    let judge = Judge::new(base, head);
    for finding in findings {
        let Some(witness) = &finding.witness else {
            continue;
        };
        if let Opinion::Denied(why) = judge.ask(witness) {
            finding.verdict = Verdict::Unproven;
            finding.severity = finding.severity.max(Severity::Warning);
            finding.reason = Some(format!("a witness was found and not confirmed: {why}"));
            finding.witness = None;
        }
    }
}

/// A validator of the schema at a place, with all that it refers to and without discriminators.
///
/// # Errors
/// Where the validator cannot read the schema.
pub fn validator_of(document: &Document, place: &Place, answer: bool) -> Result<Validator, String> {
    built(&Extract::new(document, &Tags::default(), answer), place)
}

/// A validator of the schema at a place as a review understands it, discriminators included.
///
/// # Errors
/// Where the validator cannot read the schema.
pub fn reviewer_of(loaded: &Loaded, place: &Place, answer: bool) -> Result<Validator, String> {
    let tags = Tags::of(&loaded.contract);
    built(&Extract::new(&loaded.document, &tags, answer), place)
}

fn built(extract: &Extract<'_>, place: &Place) -> Result<Validator, String> {
    validator(&extract.clone().whole(place)).or_else(|_| {
        let mut readable = extract.clone();
        readable.only_readable = true;
        validator(&readable.whole(place))
    })
}

fn said(admits: bool) -> &'static str {
    if admits { "yes" } else { "no" }
}
