//! Serialization styles: which text stands for a value.

use serde_json::Value;

use crate::compare::engine::Engine;
use crate::compare::media_type::{is_opaque, is_same};
use crate::compare::text::KINDS;
use crate::containment::{Example, Kind};
use crate::side::Side;
use counterpart_contract::{Parameter, ParameterValue, Style};

/// How the writing of a value changed, with a value that it matters for.
pub(super) fn change(
    engine: &mut Engine<'_>,
    pair: [&Parameter; 2],
    sender: Side,
) -> Option<(String, Example)> {
    let [sent, read] = [sender, sender.other()].map(|side| pair[side.index()].value.schema());
    let mut example = |kinds: &[Kind]| match sent {
        Some(schema) => engine.decider.example(sender, schema, kinds),
        None => Example::Value(Value::from("abc")),
    };
    match (&pair[0].value, &pair[1].value) {
        (
            ParameterValue::Styled { style, explode, .. },
            ParameterValue::Styled {
                style: other,
                explode: exploded,
                ..
            },
        ) => {
            let says = format!(
                "changed from style {} to style {}",
                style_text(*style, *explode),
                style_text(*other, *exploded)
            );
            let mut kinds = KINDS.to_vec();
            kinds
                .retain(|kind| layout(*style, *explode, *kind) != layout(*other, *exploded, *kind));
            // What the receiver never takes is no matter of style.
            kinds.retain(|kind| {
                read.is_none_or(|read| {
                    engine.decider.example(sender.other(), read, &[*kind]) != Example::None
                })
            });
            let example = match sent {
                Some(schema) => engine.decider.example(sender, schema, &kinds),
                None => Example::Value(Value::from("abc")),
            };
            (!kinds.is_empty()).then_some((says, example))
        }
        (ParameterValue::Content(old), ParameterValue::Content(new)) => {
            (!is_same(&old.name, &new.name)).then(|| {
                let says = format!("changed from {} to {}", old.name, new.name);
                (says, example(&Kind::ALL))
            })
        }
        (before, _) => {
            let says = match before {
                ParameterValue::Styled { .. } => "is serialized as a media type now",
                ParameterValue::Content(_) => "is serialized in a style now",
            };
            // Numbers and booleans are the same text in JSON, and in plain text every scalar is.
            let kinds = [Kind::Array, Kind::Object, Kind::String];
            let opaque = pair.iter().any(|parameter| match &parameter.value {
                ParameterValue::Content(media) => is_opaque(&media.name),
                ParameterValue::Styled { .. } => false,
            });
            let kinds = if opaque { &kinds[..2] } else { &kinds[..] };
            Some((says.to_owned(), example(kinds)))
        }
    }
}

/// How a style writes values of a kind; ways that come to the same text are one (OpenAPI 3.0.3,
/// section 4.7.12.3).
fn layout(style: Style, explode: bool, kind: Kind) -> (Style, bool) {
    let delimited = matches!(
        style,
        Style::Form | Style::SpaceDelimited | Style::PipeDelimited
    );
    match kind {
        Kind::Array if delimited && explode => (Style::Form, true),
        Kind::Array if style == Style::Simple => (style, false),
        Kind::Array | Kind::Object if style == Style::DeepObject => (style, true),
        Kind::Array | Kind::Object => (style, explode),
        _ if delimited || style == Style::DeepObject => (Style::Form, true),
        _ => (style, false),
    }
}

fn style_text(style: Style, explode: bool) -> String {
    let name = match style {
        Style::Matrix => "matrix",
        Style::Label => "label",
        Style::Form => "form",
        Style::Simple => "simple",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
    };
    if explode {
        format!("{name} (exploded)")
    } else {
        name.to_owned()
    }
}
