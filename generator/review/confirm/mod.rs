//! A second opinion on witnesses: the `jsonschema` crate, asked about the schemas as the documents
//! write them. What the contract model says is not looked at, so that a mistake in reading
//! documents shows as well as one in deciding; only what discriminators choose between is taken
//! from it.

pub use jsonschema::Validator;
pub use validator::UnreadableSchema;

mod conjunctions;
mod discriminators;
mod extract;
mod present;
mod validator;

use self::discriminators::Discriminators;
use self::extract::Extract;
use self::validator::validator;
use crate::discriminators::comparable;
use crate::finding::{Finding, Severity, Verdict, Witness};
use counterpart_contract::Loaded;
use counterpart_contract::document::Document;
use counterpart_contract::source::Place;

/// The verdict of the validator on a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Confirmation {
    /// One document's schema admits the value and the other's does not, as the witness says.
    Confirmed,
    /// The witness is about something that schemas do not say.
    NotApplicable,
    /// The validator disagrees, for this reason.
    Denied(String),
}

/// Confirms witnesses by the documents, and by what the stated policy adds to what they write.
pub struct Confirmer<'a> {
    documents: [&'a Document; 2],
    discriminators: [Discriminators; 2],
}

impl<'a> Confirmer<'a> {
    /// Creates a confirmer for the witnesses of a review.
    #[must_use]
    pub fn new(base: &'a Loaded, head: &'a Loaded) -> Self {
        let contracts = comparable([&base.contract, &head.contract]);
        Self {
            documents: [&base.document, &head.document],
            discriminators: contracts
                .each_ref()
                .map(|contract| Discriminators::of(contract)),
        }
    }

    /// Asks the validator about a witness.
    #[must_use]
    pub fn check(&self, witness: &Witness) -> Confirmation {
        let (Some(value), Some(judged)) = (&witness.value, &witness.schemas) else {
            return Confirmation::NotApplicable;
        };
        let [base, head] = [(0, &judged.base), (1, &judged.head)].map(|(side, place)| {
            let extract = Extract::new(
                self.documents[side],
                &self.discriminators[side],
                judged.response,
            );
            let extract = extract.about(value);
            let schema = conjunctions::each_once(extract.clone().whole(place));
            if !conjunctions::is_bounded(&schema) {
                return Err(UnreadableSchema {
                    message: "the schema takes more work than a validator is given".to_owned(),
                });
            }
            let validator = validator(&schema).or_else(|_| readable(&extract, place));
            validator.map(|validator| validator.is_valid(value))
        });
        match (base, head) {
            (Ok(base), Ok(head)) if base == judged.base_admits && head != base => {
                Confirmation::Confirmed
            }
            (Ok(base), Ok(head)) => Confirmation::Denied(format!(
                "the validator says that the value is {} by the old schema and {} by the new one",
                validity(base),
                validity(head)
            )),
            (Err(error), _) | (_, Err(error)) => Confirmation::Denied(error.message),
        }
    }
}

/// Makes findings unproven whose witnesses the validator does not confirm.
pub fn confirm(findings: &mut [Finding], base: &Loaded, head: &Loaded) {
    let confirmer = Confirmer::new(base, head);
    for finding in findings {
        let Some(witness) = &finding.witness else {
            continue;
        };
        if let Confirmation::Denied(why) = confirmer.check(witness) {
            finding.verdict = Verdict::Unproven;
            finding.severity = finding.severity.max(Severity::Warning);
            finding.reason = Some(format!("a witness was found and not confirmed: {why}"));
            finding.witness = None;
        }
    }
}

/// Returns a validator of the schema at a place, with all that it refers to and without discriminators.
///
/// # Errors
/// If the validator cannot read the schema.
pub fn validator_of(
    document: &Document,
    place: &Place,
    response: bool,
) -> Result<Validator, UnreadableSchema> {
    built(
        &Extract::new(document, &Discriminators::default(), response),
        place,
    )
}

/// Returns a validator of the schema at a place as a review understands it, discriminators included.
///
/// # Errors
/// If the validator cannot read the schema.
pub fn reviewer_of(
    loaded: &Loaded,
    place: &Place,
    response: bool,
) -> Result<Validator, UnreadableSchema> {
    let discriminators = Discriminators::of(&loaded.contract);
    built(
        &Extract::new(&loaded.document, &discriminators, response),
        place,
    )
}

fn built(extract: &Extract<'_>, place: &Place) -> Result<Validator, UnreadableSchema> {
    validator(&extract.clone().whole(place)).or_else(|_| readable(extract, place))
}

/// Without the patterns that the validator cannot read.
fn readable(extract: &Extract<'_>, place: &Place) -> Result<Validator, UnreadableSchema> {
    let mut readable = extract.clone();
    readable.only_readable = true;
    validator(&conjunctions::each_once(readable.whole(place)))
}

fn validity(admits: bool) -> &'static str {
    if admits { "valid" } else { "invalid" }
}
