//! Path parameters: names in a path are not sent, so that those belong together whose values stand
//! in the same places.

use super::name::part;
use crate::compare::context::Context;
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::reading::admits_text;
use crate::compare::routing::{path_parameter, texts_of};
use crate::compare::text::plain_text;
use crate::compare::witness;
use crate::finding::Verdict;
use crate::pairing::{PathPart, path_arguments};
use crate::rules;
use crate::side::Side;
use counterpart_contract::Parameter;

/// The path parameters whose values stand in the same places.
pub(super) fn pairs<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
) -> Vec<(&'a Parameter, &'a Parameter)> {
    let (base, head) = (context.base, context.head);
    let mut out = Vec::new();
    let mut pair = |old: &str, new: &str| {
        out.extend(path_parameter(base, old).zip(path_parameter(head, new)));
    };
    if let Some(pieces) = path_arguments(head, base) {
        for argument in pieces {
            match argument.parts.as_slice() {
                [PathPart::Parameter(name)] => pair(name, argument.name),
                parts
                    if parts
                        .iter()
                        .any(|part| matches!(part, PathPart::Parameter(_))) =>
                {
                    if let Some(new) = path_parameter(head, argument.name) {
                        composed(engine, findings, context, new, parts);
                    }
                }
                // A text was looked at when the operations were paired.
                _ => {}
            }
        }
    } else {
        // The head's operation serves some of the values only.
        for argument in path_arguments(base, head).into_iter().flatten() {
            if let [PathPart::Parameter(name)] = argument.parts.as_slice() {
                pair(argument.name, name);
            }
        }
    }
    if context.by_value {
        out.retain(|(old, _)| texts_of(engine, Side::Base, base, &old.name).is_none());
    }
    out
}

/// A path parameter in whose place a text with parameters in it stood.
fn composed<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
    new: &'a Parameter,
    parts: &[PathPart<'_>],
) {
    let Some(schema) = new.value.schema() else {
        return;
    };
    if engine.decider.admits_every_string(Side::Head, schema) {
        return;
    }
    let mut text = String::new();
    for part in parts {
        match part {
            PathPart::Literal(own) => text.push_str(own),
            PathPart::Parameter(name) => {
                let old = path_parameter(context.base, name);
                let value = old.map(|old| witness::parameter_sample(engine, Side::Base, old));
                text.push_str(&value.map_or("x".into(), |value| plain_text(&value)));
            }
        }
    }
    let refused = !admits_text(engine, Side::Head, schema, &text);
    let reason = "it could not be decided whether the schema admits all former values";
    let from = context.requests_from;
    let change = Change {
        places: [Some(context.base.place.clone()), Some(new.place.clone())],
        reason: (!refused).then(|| reason.to_owned()),
        witness: refused.then(|| witness::request(engine, context.call(from))),
        ..Change::new(
            &rules::PARAMETER_STYLE_CHANGED,
            if refused {
                Verdict::Breaking
            } else {
                Verdict::Unproven
            },
            format!(
                "the {} takes the place of several pieces of {}",
                part(new),
                context.base.path.text
            ),
        )
    };
    context.report(findings, change, part(new));
}
