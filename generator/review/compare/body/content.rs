//! What a body of one media type may be.

use serde_json::Value;

use super::{charset, xml};
use crate::compare::context::Message;
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::media_type::{concrete, covers, is_opaque, kind};
use crate::compare::reading::admits_text;
use crate::compare::schema::{self, Schemas};
use crate::compare::text::Writing;
use crate::compare::witness::{self, put_body};
use crate::containment::{Containment, without_wrapper};
use crate::finding::{Response, Verdict, Witness};
use crate::rules;
use crate::side::Side;
use counterpart_contract::{MediaType, SchemaId};

/// The schemas of two media types that one message may be of.
/// `status` is that of the response, where it is one.
pub(in crate::compare) fn compare<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    message: Message<'_, 'a>,
    pair: [&'a MediaType; 2],
    status: Option<&str>,
) {
    let Message {
        context,
        sender,
        response,
        part,
    } = message;
    charset::compare(findings, message, pair);
    let shown = if covers(&pair[0].name, &pair[1].name) {
        concrete(&pair[1].name)
    } else {
        concrete(&pair[0].name)
    };
    let frame = |engine: &mut Engine<'_>, value: &Value| match status {
        Some(status) => {
            let response = Response {
                status: status.to_owned(),
                headers: vec![("Content-Type".into(), shown.clone())],
                body: Some(value.clone()),
            };
            witness::with_response(engine, context, response)
        }
        None => {
            let mut witness = witness::bare_request(engine, context.call(sender), None);
            put_body(
                &mut witness,
                pair[sender.index()],
                &shown,
                Some(value.clone()),
            );
            witness
        }
    };
    let [base, head] = pair.map(|media| media.schema);
    if kind(&shown).ends_with("xml") {
        xml::compare(engine, findings, context, pair, part);
    }
    let opaque = is_opaque(&shown);
    if opaque && is_any_text(engine, pair, [Side::Base, Side::Head]) {
        return;
    }
    if let (Some(base), Some(head)) = (base, head) {
        let schemas = Schemas {
            message,
            pair: [base, head],
            writing: Writing::body(engine.contracts, pair, &shown),
        };
        schema::compare(engine, findings, &schemas, &frame);
        return;
    }
    if base.is_none() && head.is_none() {
        return;
    }
    // One side says nothing about the body, and so admits everything.
    let ends = [
        pair[sender.index()].schema,
        pair[sender.other().index()].schema,
    ];
    let assumptions = engine.assumptions(sender, response);
    let back = engine.assumptions(sender.other(), response);
    if engine.decider.contained(ends[0], ends[1], assumptions) == Containment::Proved
        && engine.decider.contained(ends[1], ends[0], back) == Containment::Proved
    {
        return;
    }
    let found = match ends[1] {
        Some(reader) if opaque => refused_text(engine, sender.other(), reader),
        None if opaque => Containment::Proved,
        _ => engine.decider.contained(ends[0], ends[1], assumptions),
    };
    let (verdict, reason, value) = match found {
        Containment::Proved => (Verdict::Compatible, None, None),
        Containment::Unproven(reason) => (Verdict::Unproven, Some(reason), None),
        Containment::Refuted(value) => (Verdict::Breaking, None, Some(value)),
    };
    let witness = value.map(|value| Witness {
        value: Some(value.clone()),
        ..frame(engine, &value)
    });
    let says = if base.is_none() {
        "has a schema now"
    } else {
        "no longer has a schema"
    };
    let change = Change {
        places: pair.map(|media| Some(media.place.clone())),
        reason,
        witness,
        ..Change::new(
            &rules::SCHEMA_CHANGED,
            verdict,
            format!("the {part} {says}"),
        )
    };
    context.report(findings, change, part);
}

/// Returns whether bodies that have no parts may be any text, or any bytes, to both sides.
fn is_any_text(engine: &mut Engine<'_>, pair: [&MediaType; 2], sides: [Side; 2]) -> bool {
    let mut ends = pair.iter().zip(sides);
    ends.all(|(media, side)| {
        let Some(schema) = media.schema else {
            return true;
        };
        let contract = engine.contracts[side.index()];
        let encoded = contract[without_wrapper(contract, schema)]
            .content_encoding
            .is_some();
        !encoded && engine.decider.admits_every_string(side, schema)
    })
}

/// A text that a schema does not admit, among those that any text is one of.
fn refused_text(engine: &mut Engine<'_>, side: Side, schema: SchemaId) -> Containment {
    if engine.decider.admits_every_string(side, schema) {
        return Containment::Proved;
    }
    let mut texts = ["", "x", "0", "text"].into_iter();
    match texts.find(|text| !admits_text(engine, side, schema, text)) {
        Some(text) => Containment::Refuted(Value::from(text)),
        None => Containment::Unproven("no string is known that is rejected".to_owned()),
    }
}
