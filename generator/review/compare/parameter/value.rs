//! The value of a parameter or of a header: how it is written, then what it may be.

use serde_json::Value;

use super::style;
use crate::compare::context::Message;
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::schema::{self, Schemas};
use crate::compare::text::Writing;
use crate::containment::Example;
use crate::finding::{Verdict, Witness};
use crate::rules;
use counterpart_contract::Parameter;

/// Compares two values that travel as text: how they are written, then what they may be.
pub(in crate::compare) fn compare<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    message: Message<'_, 'a>,
    pair: [&'a Parameter; 2],
    frame: &dyn Fn(&mut Engine<'_>, &Value) -> Witness,
) {
    let Message {
        context,
        sender,
        part,
        ..
    } = message;
    let schemas = pair.map(|parameter| parameter.value.schema());
    match style::change(engine, pair, sender) {
        None | Some((_, Example::None)) => {}
        Some((says, example)) => {
            let (verdict, reason, value) = match example {
                Example::Value(value) => (Verdict::Breaking, None, Some(value)),
                _ => {
                    let reason = "no value was found for which the style matters";
                    (Verdict::Unproven, Some(reason.to_owned()), None)
                }
            };
            let change = Change {
                places: pair.map(|parameter| Some(parameter.place.clone())),
                reason,
                witness: value.map(|value| frame(engine, &value)),
                ..Change::new(
                    &rules::PARAMETER_STYLE_CHANGED,
                    verdict,
                    format!("the {part} {says}"),
                )
            };
            context.report(findings, change, part);
            return;
        }
    }
    let [Some(base), Some(head)] = schemas else {
        return;
    };
    let [sent, read] = [pair[sender.index()], pair[sender.other().index()]];
    let schemas = Schemas {
        message,
        pair: [base, head],
        writing: Writing::of(sent, read),
    };
    schema::compare(engine, findings, &schemas, frame);
}
