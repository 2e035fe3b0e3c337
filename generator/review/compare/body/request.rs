//! Request bodies: whether there is one, and of which media types.

use super::{content, encoding};
use crate::compare::context::{Context, Message};
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::media_type::{concrete, covers, outside, pairs};
use crate::compare::witness::{self, put_body};
use crate::containment::{Example, Kind};
use crate::finding::{BodyFormat, Verdict};
use crate::rules;
use crate::side::Side;
use counterpart_contract::{MediaType, RequestBody};

pub(in crate::compare) fn compare<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
) {
    let from = context.requests_from;
    let (old, new) = (context.base.body.as_ref(), context.head.body.as_ref());
    let places = [
        old.map(|body| body.place.clone()),
        new.map(|body| body.place.clone()),
    ];
    let [sent, read] = match from {
        Side::Base => [old, new],
        Side::Head => [new, old],
    };
    let needed = |body: Option<&RequestBody>| body.is_some_and(|body| body.required);
    let may_lack = !needed(sent) && needed(read);
    let found = match (old, new) {
        (None, None) => return,
        (None, Some(_)) => {
            let broken = match from {
                Side::Base => may_lack,
                Side::Head => true,
            };
            Some((
                &rules::REQUEST_BODY_ADDED,
                Verdict::breaking_if(broken),
                "a request body was added",
            ))
        }
        (Some(_), None) => {
            let broken = from == Side::Base || may_lack;
            Some((
                &rules::REQUEST_BODY_REMOVED,
                Verdict::breaking_if(broken),
                "the request body was removed",
            ))
        }
        (Some(old), Some(new)) if old.required != new.required => Some(if new.required {
            (
                &rules::REQUEST_BODY_BECAME_REQUIRED,
                Verdict::breaking_if(may_lack),
                "the request body became required",
            )
        } else {
            (
                &rules::REQUEST_BODY_BECAME_OPTIONAL,
                Verdict::breaking_if(may_lack),
                "the request body became optional",
            )
        }),
        _ => None,
    };
    if let Some((rule, verdict, says)) = found {
        let witness = (verdict == Verdict::Breaking).then(|| {
            let mut witness = witness::request(engine, context.call(from));
            // That there is a body at all is what breaks.
            let media = sent.and_then(|body| body.content.first());
            if let Some(media) = media.filter(|_| witness.body.is_none()) {
                let schema = media.schema;
                let value = schema.and_then(|schema| engine.decider.sample(from, schema, false));
                witness.headers.retain(|(name, _)| name != "Content-Type");
                put_body(&mut witness, media, &concrete(&media.name), value);
            }
            if may_lack {
                (witness.body, witness.body_format) = (None, BodyFormat::Json);
                witness.headers.retain(|(name, _)| name != "Content-Type");
            }
            witness
        });
        let change = Change {
            places,
            witness,
            ..Change::new(rule, verdict, says.to_owned())
        };
        context.report(findings, change, "request body");
    }
    if let (Some(old), Some(new)) = (old, new) {
        media_types(engine, findings, context, &old.content, &new.content);
    }
}

fn media_types<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
    old: &'a [MediaType],
    new: &'a [MediaType],
) {
    let from = context.requests_from;
    let [sent, read] = match from {
        Side::Base => [old, new],
        Side::Head => [new, old],
    };
    for (base, head) in pairs(old, new) {
        let part = format!("request body {}", base.name);
        encoding::compare(engine, findings, context, [base, head], &part);
        let message = Message {
            context,
            sender: from,
            response: false,
            part: &part,
        };
        content::compare(engine, findings, message, [base, head], None);
    }
    for media in sent {
        if read.iter().any(|other| covers(&other.name, &media.name)) {
            continue;
        }
        if media.schema.is_some_and(|schema| {
            engine.decider.example(from, schema, &Kind::ALL) == Example::None
                && engine.decider.sample(from, schema, false).is_none()
        }) {
            // No body is of this type.
            continue;
        }
        let shown = outside(&media.name, read);
        let says = match from {
            Side::Base => "is no longer accepted",
            Side::Head => "may be sent now",
        };
        let mut witness = witness::bare_request(engine, context.call(from), None);
        let value = media.schema;
        let value = value.and_then(|schema| engine.decider.sample(from, schema, false));
        put_body(&mut witness, media, &shown, value);
        let rule = match from {
            Side::Base => &rules::REQUEST_MEDIA_TYPE_REMOVED,
            Side::Head => &rules::REQUEST_MEDIA_TYPE_ADDED,
        };
        let mut places = [None, None];
        places[from.index()] = Some(media.place.clone());
        let change = Change {
            places,
            detail: media.name.clone(),
            witness: Some(witness),
            ..Change::new(
                rule,
                Verdict::Breaking,
                format!("a request body of type {shown} {says}"),
            )
        };
        context.report(findings, change, "request body");
    }
    for media in read {
        if !sent.iter().any(|other| covers(&other.name, &media.name)) {
            let rule = match from {
                Side::Base => &rules::REQUEST_MEDIA_TYPE_ADDED,
                Side::Head => &rules::REQUEST_MEDIA_TYPE_REMOVED,
            };
            let says = match from {
                Side::Base => "is accepted too",
                Side::Head => "is no longer sent",
            };
            let mut places = [None, None];
            places[from.other().index()] = Some(media.place.clone());
            let change = Change {
                places,
                detail: media.name.clone(),
                ..Change::new(
                    rule,
                    Verdict::Compatible,
                    format!("a request body of type {} {says}", media.name),
                )
            };
            context.report(findings, change, "request body");
        }
    }
}
