//! The media types that a response may be of.

use crate::compare::context::Context;
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::media_type::{concrete, covers, outside};
use crate::compare::witness;
use crate::finding::{Answer, Verdict};
use crate::rules;
use crate::side::Side;
use counterpart_contract::{MediaType, Response};

/// The media types that an answer may be of. A range promises no single one of its types.
pub(super) fn compare<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
    sender: Side,
    [base, head]: [&'a Response; 2],
    status: &str,
) {
    let part = format!("answer {status}");
    let is_covered = |media: &MediaType, list: &[MediaType]| {
        list.iter().any(|other| covers(&other.name, &media.name))
    };
    let some_of = |media: &MediaType, list: &[MediaType]| {
        list.iter().any(|other| covers(&media.name, &other.name))
    };
    for media in &base.content {
        if is_covered(media, &head.content) {
            continue;
        }
        let narrowed = some_of(media, &head.content);
        // Answers of callbacks are chosen by whoever is called.
        let (broken, says) = match sender {
            Side::Base => (true, "is no longer read as"),
            Side::Head if narrowed => (false, "is no longer given as any"),
            Side::Head => (true, "is no longer given as"),
        };
        let witness = broken.then(|| match sender {
            Side::Base => {
                let shown = outside(&media.name, &head.content);
                let schema = media.schema;
                let answer = Answer {
                    status: status.to_owned(),
                    headers: vec![("Content-Type".into(), shown)],
                    body: schema.and_then(|schema| engine.decider.sample(sender, schema, true)),
                };
                witness::answered(engine, context, answer)
            }
            Side::Head => {
                let from = context.requests_from;
                let mut witness = witness::request_around(engine, context.call(from), None);
                let accept = ("Accept".into(), concrete(&media.name));
                witness.headers.push(accept);
                witness
            }
        });
        let change = Change {
            places: [Some(media.place.clone()), Some(head.place.clone())],
            witness,
            ..Change::new(
                &rules::ANSWER_TYPE_REMOVED,
                Verdict::breaking_if(broken),
                format!("the answer {status} {says} {}", media.name),
            )
        };
        context.report(findings, change, part.clone());
    }
    for media in &head.content {
        if is_covered(media, &base.content) {
            continue;
        }
        let says = match sender {
            Side::Base => "is read as",
            Side::Head => "is given as",
        };
        let change = Change {
            places: [Some(base.place.clone()), Some(media.place.clone())],
            detail: media.name.clone(),
            ..Change::new(
                &rules::ANSWER_TYPE_ADDED,
                Verdict::Compatible,
                format!("the answer {status} {says} {} too", media.name),
            )
        };
        context.report(findings, change, part.clone());
    }
}
