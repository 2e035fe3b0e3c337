//! The media types that a response may be of.

use crate::compare::context::Context;
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::media_type::{concrete, covers, outside};
use crate::compare::witness;
use crate::finding::{self, Verdict};
use crate::rules;
use crate::side::Side;
use counterpart_contract::{MediaType, Response};

/// The media types that a response may be of. A range promises no single one of its types.
pub(super) fn compare<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
    sender: Side,
    [base, head]: [&'a Response; 2],
    status: &str,
) {
    let part = format!("response {status}");
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
        // Responses of callbacks are chosen by whoever is called.
        let (broken, says) = match sender {
            Side::Base => (true, "is no longer accepted as"),
            Side::Head if narrowed => (false, "is no longer sent as every"),
            Side::Head => (true, "is no longer sent as"),
        };
        let witness = broken.then(|| match sender {
            Side::Base => {
                let shown = outside(&media.name, &head.content);
                let schema = media.schema;
                let response = finding::Response {
                    status: status.to_owned(),
                    headers: vec![("Content-Type".into(), shown)],
                    body: schema.and_then(|schema| engine.decider.sample(sender, schema, true)),
                };
                witness::with_response(engine, context, response)
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
                &rules::RESPONSE_MEDIA_TYPE_REMOVED,
                Verdict::breaking_if(broken),
                format!("the response {status} {says} {}", media.name),
            )
        };
        context.report(findings, change, part.clone());
    }
    for media in &head.content {
        if is_covered(media, &base.content) {
            continue;
        }
        let says = match sender {
            Side::Base => "is accepted as",
            Side::Head => "is sent as",
        };
        let change = Change {
            places: [Some(base.place.clone()), Some(media.place.clone())],
            detail: media.name.clone(),
            ..Change::new(
                &rules::RESPONSE_MEDIA_TYPE_ADDED,
                Verdict::Compatible,
                format!("the response {status} {says} {} too", media.name),
            )
        };
        context.report(findings, change, part.clone());
    }
}
