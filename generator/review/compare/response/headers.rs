//! The headers of a response.

use crate::compare::context::{Context, Message};
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::parameter::compare_value;
use crate::compare::text::written;
use crate::compare::witness;
use crate::finding::{Answer, Verdict};
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
        let part = format!("answer {status}, header {}", header.name);
        let other = find(new, &header.name);
        let places = [
            Some(header.place.clone()),
            other.map(|header| header.place.clone()),
        ];
        let answer = |headers: Vec<(String, String)>| Answer {
            status: status.to_owned(),
            headers,
            body: None,
        };
        let Some(other) = other else {
            // Whoever reads the base contract waits for what it requires.
            let relied = header.required && sender == Side::Head;
            let change = Change {
                places,
                witness: relied.then(|| witness::answered(engine, context, answer(Vec::new()))),
                ..Change::new(
                    &rules::HEADER_REMOVED,
                    Verdict::breaking_if(relied),
                    format!("the header {} is gone", header.name),
                )
            };
            context.report(findings, change, part);
            continue;
        };
        if header.required != other.required {
            let (rule, says) = if other.required {
                (&rules::HEADER_BECAME_REQUIRED, "required")
            } else {
                (&rules::HEADER_BECAME_OPTIONAL, "optional")
            };
            let broken = other.required != (sender == Side::Head);
            let change = Change {
                places: places.clone(),
                witness: broken.then(|| witness::answered(engine, context, answer(Vec::new()))),
                ..Change::new(
                    rule,
                    Verdict::breaking_if(broken),
                    format!("the header {} became {says}", header.name),
                )
            };
            context.report(findings, change, part.clone());
        }
        if header.deprecated != other.deprecated {
            let says = match other.deprecated {
                true => "is deprecated",
                false => "is no longer deprecated",
            };
            let change = Change {
                places,
                ..Change::new(
                    &rules::HEADER_DEPRECATED,
                    Verdict::Compatible,
                    format!("the header {} {says}", header.name),
                )
            };
            context.report(findings, change, part.clone());
        }
        let message = Message {
            context,
            sender,
            answer: true,
            part: &part,
        };
        compare_value(
            engine,
            findings,
            message,
            [header, other],
            &|engine, value| {
                let text = written(header, value);
                witness::answered(engine, context, answer(vec![(header.name.clone(), text)]))
            },
        );
    }
    for header in new {
        if find(old, &header.name).is_none() {
            let needed = header.required && sender == Side::Base;
            let change = Change {
                places: [None, Some(header.place.clone())],
                witness: needed.then(|| {
                    let answer = Answer {
                        status: status.to_owned(),
                        ..Answer::default()
                    };
                    witness::answered(engine, context, answer)
                }),
                ..Change::new(
                    &rules::HEADER_ADDED,
                    Verdict::breaking_if(needed),
                    format!("the header {} is new", header.name),
                )
            };
            let part = format!("answer {status}, header {}", header.name);
            context.report(findings, change, part);
        }
    }
}
