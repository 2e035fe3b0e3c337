//! A parameter that both contracts have.

use serde_json::Value;

use super::name::part;
use super::value;
use crate::compare::context::{Context, Message};
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::reading::admits_text;
use crate::compare::text::plain_text;
use crate::compare::witness;
use crate::finding::Verdict;
use crate::lifecycle::until;
use crate::rules;
use crate::side::Side;
use counterpart_contract::{Parameter, ParameterValue};

pub(super) fn both<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
    old: &'a Parameter,
    new: &'a Parameter,
) {
    let from = context.requests_from;
    let [sent, read] = match from {
        Side::Base => [old, new],
        Side::Head => [new, old],
    };
    let places = [Some(old.place.clone()), Some(new.place.clone())];
    if old.required != new.required {
        let breaking = read.required;
        let (rule, says) = if new.required {
            (&rules::PARAMETER_BECAME_REQUIRED, "became required")
        } else {
            (&rules::PARAMETER_BECAME_OPTIONAL, "became optional")
        };
        let change = Change {
            places: places.clone(),
            witness: breaking.then(|| witness::request(engine, context.call(from))),
            ..Change::new(
                rule,
                Verdict::breaking_if(breaking),
                format!("the {} {says}", part(old)),
            )
        };
        context.report(findings, change, part(old));
    }
    if sent.allow_empty_value
        && !read.allow_empty_value
        && let Some(schema) = read.value.schema()
        && !admits_text(engine, from.other(), schema, "")
    {
        let change = Change {
            places: places.clone(),
            witness: Some(witness::request_around(
                engine,
                context.call(from),
                Some((sent, &Value::from(""))),
            )),
            ..Change::new(
                &rules::PARAMETER_EMPTY_VALUE_DISALLOWED,
                Verdict::Breaking,
                format!("the value of the {} may no longer be empty", part(old)),
            )
        };
        context.report(findings, change, part(old));
    }
    if old.deprecated != new.deprecated {
        let says = if new.deprecated {
            format!("was deprecated{}", until(&new.extensions))
        } else {
            "is no longer deprecated".to_owned()
        };
        let change = Change {
            places,
            ..Change::new(
                &rules::PARAMETER_DEPRECATION_CHANGED,
                Verdict::Compatible,
                format!("the {} {says}", part(old)),
            )
        };
        context.report(findings, change, part(old));
    }
    defaults(engine, findings, context, old, new);
    reserved(engine, findings, context, old, new);
    let part = part(old);
    let message = Message {
        context,
        sender: from,
        response: false,
        part: &part,
    };
    value::compare(engine, findings, message, [old, new], &|engine, value| {
        witness::request_around(engine, context.call(from), Some((sent, value)))
    });
}

/// RFC 3986, section 2.2.
const RESERVED: &str = r"[:/?#\[\]@!$&'()*+,;=]";

/// Reserved characters that stood as they are, and may no longer.
fn reserved<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
    old: &'a Parameter,
    new: &'a Parameter,
) {
    let from = context.requests_from;
    let allows = |parameter: &Parameter| match &parameter.value {
        ParameterValue::Styled { allow_reserved, .. } => *allow_reserved,
        ParameterValue::Content(_) => false,
    };
    let [sent, read] = match from {
        Side::Base => [old, new],
        Side::Head => [new, old],
    };
    let Some(schema) = sent.value.schema() else {
        return;
    };
    if !allows(sent) || allows(read) || !engine.decider.may_match(from, schema, RESERVED) {
        return;
    }
    let reason =
        "whether a server accepts reserved characters that are not encoded depends on the server";
    let change = Change {
        places: [old, new].map(|parameter| Some(parameter.place.clone())),
        reason: Some(reason.to_owned()),
        ..Change::new(
            &rules::PARAMETER_STYLE_CHANGED,
            Verdict::Unproven,
            format!(
                "the {} no longer allows reserved characters that are not encoded",
                part(old)
            ),
        )
    };
    context.report(findings, change, part(old));
}

fn defaults<'a>(
    engine: &Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
    old: &'a Parameter,
    new: &'a Parameter,
) {
    let contracts = engine.contracts;
    let default = |side: Side, parameter: &Parameter| {
        let schema = parameter.value.schema()?;
        contracts[side.index()][schema].default.clone()
    };
    let (before, after) = (default(Side::Base, old), default(Side::Head, new));
    if before == after || old.required || new.required {
        return;
    }
    let shown = |value: &Option<Box<Value>>| {
        value
            .as_ref()
            .map_or("none".into(), |value| plain_text(value))
    };
    let change = Change {
        places: [Some(old.place.clone()), Some(new.place.clone())],
        ..Change::new(
            &rules::PARAMETER_DEFAULT_CHANGED,
            Verdict::Compatible,
            format!(
                "the default of the {} changed from {} to {}",
                part(old),
                shown(&before),
                shown(&after)
            ),
        )
    };
    context.report(findings, change, part(old));
}
