//! The headers of a response.

use crate::compare::context::{Context, Message};
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::parameter::compare_value;
use crate::compare::text::written;
use crate::compare::witness;
use crate::finding::{self, Verdict};
use crate::rules;
use crate::side::Side;
use counterpart_contract::Parameter;

pub(super) fn compare<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
    sender: Side,
    status: &str,
    old: &'a [Parameter],
    new: &'a [Parameter],
) {
    let find = |list: &'a [Parameter], name: &str| {
        list.iter()
            .find(|header| header.name.eq_ignore_ascii_case(name))
    };
    for header in old {
        let part = format!("response {status}, header {}", header.name);
        let other = find(new, &header.name);
        let places = [
            Some(header.place.clone()),
            other.map(|header| header.place.clone()),
        ];
        let response = |headers: Vec<(String, String)>| finding::Response {
            status: status.to_owned(),
            headers,
            body: None,
        };
        let Some(other) = other else {
            // Whoever reads the base contract waits for what it requires.
            let relied = header.required && sender == Side::Head;
            let change = Change {
                places,
                witness: relied
                    .then(|| witness::with_response(engine, context, response(Vec::new()))),
                ..Change::new(
                    &rules::RESPONSE_HEADER_REMOVED,
                    Verdict::breaking_if(relied),
                    format!("the response header {} was removed", header.name),
                )
            };
            context.report(findings, change, part);
            continue;
        };
        if header.required != other.required {
            let (rule, says) = if other.required {
                (&rules::RESPONSE_HEADER_BECAME_REQUIRED, "required")
            } else {
                (&rules::RESPONSE_HEADER_BECAME_OPTIONAL, "optional")
            };
            let broken = other.required != (sender == Side::Head);
            let change = Change {
                places: places.clone(),
                witness: broken
                    .then(|| witness::with_response(engine, context, response(Vec::new()))),
                ..Change::new(
                    rule,
                    Verdict::breaking_if(broken),
                    format!("the response header {} became {says}", header.name),
                )
            };
            context.report(findings, change, part.clone());
        }
        if header.deprecated != other.deprecated {
            let says = match other.deprecated {
                true => "was deprecated",
                false => "is no longer deprecated",
            };
            let change = Change {
                places,
                ..Change::new(
                    &rules::RESPONSE_HEADER_DEPRECATION_CHANGED,
                    Verdict::Compatible,
                    format!("the response header {} {says}", header.name),
                )
            };
            context.report(findings, change, part.clone());
        }
        let message = Message {
            context,
            sender,
            response: true,
            part: &part,
        };
        compare_value(
            engine,
            findings,
            message,
            [header, other],
            &|engine, value| {
                let text = written(header, value);
                witness::with_response(engine, context, response(vec![(header.name.clone(), text)]))
            },
        );
    }
    for header in new {
        if find(old, &header.name).is_none() {
            let needed = header.required && sender == Side::Base;
            let change = Change {
                places: [None, Some(header.place.clone())],
                witness: needed.then(|| {
                    let response = finding::Response {
                        status: status.to_owned(),
                        ..finding::Response::default()
                    };
                    witness::with_response(engine, context, response)
                }),
                ..Change::new(
                    &rules::RESPONSE_HEADER_ADDED,
                    Verdict::breaking_if(needed),
                    format!("the response header {} was added", header.name),
                )
            };
            let part = format!("response {status}, header {}", header.name);
            context.report(findings, change, part);
        }
    }
}
