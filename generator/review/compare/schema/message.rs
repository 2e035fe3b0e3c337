//! The schemas of a message: what changed between them, as findings.

use std::rc::Rc;

use serde_json::Value;

use super::judge::{Schemas, find_causes};
use crate::compare::context::Message;
use crate::compare::engine::Engine;
use crate::compare::facts::{Cause, subject};
use crate::compare::findings::{Change, Findings};
use crate::finding::{Witness, WitnessSchemas};
use crate::side::Side;

/// Compares the schemas of a message. `frame` puts a value into the message that it is part of.
pub(in crate::compare) fn compare<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    schemas: &Schemas<'_, 'a>,
    frame: &dyn Fn(&mut Engine<'_>, &Value) -> Witness,
) {
    let Message {
        context,
        part,
        response,
        ..
    } = schemas.message;
    let causes = causes(engine, findings, schemas);
    for cause in causes.iter() {
        let subject = subject(&cause.places);
        let change = Change {
            rule: cause.rule,
            verdict: cause.verdict,
            detail: cause.full_detail(response),
            message: format!("{subject}: {}", cause.message),
            reason: cause.reason.clone(),
            places: cause.places.clone(),
            witness: None,
        };
        let index = context.report(findings, change, part);
        if let Some(value) = &cause.value
            && findings.lacks_witness(index)
        {
            let witness = Witness {
                value: Some(value.clone()),
                schemas: Some(judged(engine, schemas)),
                ..frame(engine, value)
            };
            findings.set_witness(index, witness);
        }
    }
}

fn judged(engine: &Engine<'_>, schemas: &Schemas<'_, '_>) -> WitnessSchemas {
    WitnessSchemas {
        base: engine.base()[schemas.pair[0]].place.clone(),
        head: engine.head()[schemas.pair[1]].place.clone(),
        base_admits: schemas.message.sender == Side::Base,
        response: schemas.message.response,
    }
}

/// The causes in one message, found once for all messages of which the same is true.
fn causes(
    engine: &mut Engine<'_>,
    findings: &Findings,
    schemas: &Schemas<'_, '_>,
) -> Rc<Vec<Cause>> {
    let Message {
        sender, response, ..
    } = schemas.message;
    let [base, head] = schemas.pair;
    // Of two messages that admit the same, one may say something else to its readers.
    let classes = [
        engine.decider.class_with_annotations(Side::Base, base),
        engine.decider.class_with_annotations(Side::Head, head),
    ];
    let key = (classes[0], classes[1], sender, response, schemas.writing);
    if let Some(known) = engine.memory.causes.get(&key) {
        return Rc::clone(known);
    }
    let causes = Rc::new(find_causes(engine, findings, schemas));
    engine.memory.causes.insert(key, Rc::clone(&causes));
    causes
}
