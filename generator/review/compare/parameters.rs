//! Parameters: values that travel as text.

use serde_json::Value;

use super::addresses::path_parameter;
use super::media::{is_opaque, is_same};
use super::operations::simple;
use super::schemas::Slot;
use super::templates::{Part, filled};
use super::texts::Writing;
use super::wire::plain_text;
use super::{Change, Comparison, Exchange};
use crate::finding::{Judged, Verdict, Witness};
use crate::meaning::{Example, Kind, Side};
use crate::{policy, rules};
use counterpart_contract::{Location, Operation, Parameter, ParameterValue, PathPiece, Style};

impl<'a> Comparison<'a> {
    pub(super) fn parameters(&mut self, exchange: Exchange<'a>) {
        let (base, head) = (exchange.base, exchange.head);
        // Names in a path are not sent: what counts is where its values stand.
        for (old, new) in self.path_parameters(exchange) {
            self.parameter(exchange, old, new);
        }
        let sent = |own: &&'a Parameter| own.location != Location::Path;
        let find = |other: &'a Operation, own: &Parameter| {
            let mut all = other.parameters.iter().filter(sent);
            all.find(|other| other.is_same(own))
        };
        for old in base.parameters.iter().filter(sent) {
            match find(head, old) {
                Some(new) => self.parameter(exchange, old, new),
                None => self.lone(exchange, old, Side::Base),
            }
        }
        for new in head.parameters.iter().filter(sent) {
            if find(base, new).is_none() {
                self.lone(exchange, new, Side::Head);
            }
        }
    }

    /// The path parameters whose values stand in the same places.
    fn path_parameters(&mut self, exchange: Exchange<'a>) -> Vec<(&'a Parameter, &'a Parameter)> {
        let (base, head) = (exchange.base, exchange.head);
        let mut out = Vec::new();
        let mut pair = |old: &str, new: &str| {
            out.extend(path_parameter(base, old).zip(path_parameter(head, new)));
        };
        if let Some(holes) = filled(head, base) {
            for hole in holes {
                match hole.parts.as_slice() {
                    [Part::Hole(name)] => pair(name, hole.name),
                    parts if parts.iter().any(|part| matches!(part, Part::Hole(_))) => {
                        if let Some(new) = path_parameter(head, hole.name) {
                            self.composed(exchange, new, parts);
                        }
                    }
                    // A text was looked at when the operations were paired.
                    _ => {}
                }
            }
        } else {
            // The head's operation answers some of the values only.
            for hole in filled(base, head).into_iter().flatten() {
                if let [Part::Hole(name)] = hole.parts.as_slice() {
                    pair(hole.name, name);
                }
            }
        }
        if exchange.by_value {
            out.retain(|(old, _)| self.texts_of(Side::Base, base, &old.name).is_none());
        }
        out
    }

    /// A path parameter in whose place a text with parameters in it stood.
    fn composed(&mut self, exchange: Exchange<'a>, new: &'a Parameter, parts: &[Part<'_>]) {
        let Some(schema) = new.value.schema() else {
            return;
        };
        if self.engine.admits_every_text(Side::Head, schema) {
            return;
        }
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Text(own) => text.push_str(own),
                Part::Hole(name) => {
                    let old = path_parameter(exchange.base, name);
                    let value = old.map(|old| self.parameter_sample(Side::Base, old));
                    text.push_str(&value.map_or("x".into(), |value| plain_text(&value)));
                }
            }
        }
        let refused = !self.admits_text(Side::Head, schema, &text);
        let reason = "whether all that stood in its place is admitted could not be decided";
        let from = exchange.requests_from;
        let change = Change {
            places: [Some(exchange.base.place.clone()), Some(new.place.clone())],
            reason: (!refused).then(|| reason.to_owned()),
            witness: refused.then(|| self.request(from, exchange.of(from))),
            ..simple(
                &rules::PARAMETER_WRITTEN_OTHERWISE,
                if refused {
                    Verdict::Breaking
                } else {
                    Verdict::Unproven
                },
                format!(
                    "the {} takes what was more than one part of {}",
                    part(new),
                    exchange.base.path.text
                ),
            )
        };
        self.note(change, exchange.reached(part(new)));
    }

    /// A parameter that one side alone has.
    fn lone(&mut self, exchange: Exchange<'a>, own: &'a Parameter, side: Side) {
        let wanted = side != exchange.requests_from && own.required;
        let (rule, says) = match (side, wanted) {
            (Side::Base, _) => (&rules::PARAMETER_REMOVED, "is gone"),
            (Side::Head, true) => (&rules::PARAMETER_REQUIRED, "is new and required"),
            (Side::Head, false) => (&rules::PARAMETER_ADDED, "is new"),
        };
        let mut places = [None, None];
        places[side.index()] = Some(own.place.clone());
        let from = exchange.requests_from;
        let change = Change {
            places,
            detail: part(own),
            witness: wanted.then(|| self.request(from, exchange.of(from))),
            ..simple(
                rule,
                if wanted {
                    Verdict::Breaking
                } else {
                    Verdict::Compatible
                },
                format!("the {} {says}", part(own)),
            )
        };
        self.note(change, exchange.reached(part(own)));
    }

    fn parameter(&mut self, exchange: Exchange<'a>, old: &'a Parameter, new: &'a Parameter) {
        let from = exchange.requests_from;
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
                witness: breaking.then(|| self.request(from, exchange.of(from))),
                ..simple(
                    rule,
                    if breaking {
                        Verdict::Breaking
                    } else {
                        Verdict::Compatible
                    },
                    format!("the {} {says}", part(old)),
                )
            };
            self.note(change, exchange.reached(part(old)));
        }
        if sent.allow_empty_value
            && !read.allow_empty_value
            && let Some(schema) = read.value.schema()
            && !self.admits_text(from.other(), schema, "")
        {
            let change = Change {
                places: places.clone(),
                witness: Some(self.request_around(
                    from,
                    exchange.of(from),
                    Some((sent, &Value::from(""))),
                )),
                ..simple(
                    &rules::PARAMETER_EMPTY,
                    Verdict::Breaking,
                    format!("the {} may no longer be empty", part(old)),
                )
            };
            self.note(change, exchange.reached(part(old)));
        }
        if old.deprecated != new.deprecated {
            let says = if new.deprecated {
                format!("is deprecated{}", policy::until(&new.extensions))
            } else {
                "is no longer deprecated".to_owned()
            };
            let change = Change {
                places,
                ..simple(
                    &rules::PARAMETER_DEPRECATED,
                    Verdict::Compatible,
                    format!("the {} {says}", part(old)),
                )
            };
            self.note(change, exchange.reached(part(old)));
        }
        self.defaults(exchange, old, new);
        self.reserved(exchange, old, new);
        let part = part(old);
        self.texts(
            exchange,
            [old, new],
            from,
            &part,
            &mut |comparison, value| {
                comparison.request_around(from, exchange.of(from), Some((sent, value)))
            },
        );
    }

    /// Reserved characters that stood as they are, and may no longer.
    fn reserved(&mut self, exchange: Exchange<'a>, old: &'a Parameter, new: &'a Parameter) {
        let from = exchange.requests_from;
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
        if !allows(sent) || allows(read) || !self.engine.may_match(from, schema, RESERVED) {
            return;
        }
        let reason =
            "whether servers read reserved characters that are not encoded depends on them";
        let change = Change {
            places: [old, new].map(|parameter| Some(parameter.place.clone())),
            reason: Some(reason.to_owned()),
            ..simple(
                &rules::PARAMETER_WRITTEN_OTHERWISE,
                Verdict::Unproven,
                format!(
                    "the {} may no longer have reserved characters as they are",
                    part(old)
                ),
            )
        };
        self.note(change, exchange.reached(part(old)));
    }

    fn defaults(&mut self, exchange: Exchange<'a>, old: &'a Parameter, new: &'a Parameter) {
        let contracts = self.contracts;
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
            ..simple(
                &rules::PARAMETER_DEFAULT,
                Verdict::Compatible,
                format!(
                    "the default of the {} went from {} to {}",
                    part(old),
                    shown(&before),
                    shown(&after)
                ),
            )
        };
        self.note(change, exchange.reached(part(old)));
    }

    /// Compares two values that travel as text: how they are written, then what they may be.
    pub(super) fn texts(
        &mut self,
        exchange: Exchange<'a>,
        pair: [&'a Parameter; 2],
        sender: Side,
        part: &str,
        frame: &mut dyn FnMut(&mut Self, &Value) -> Witness,
    ) {
        let answer = part.starts_with("answer");
        let schemas = pair.map(|parameter| parameter.value.schema());
        match self.written(pair, sender) {
            None | Some((_, Example::None)) => {}
            Some((says, example)) => {
                let (verdict, reason, value) = match example {
                    Example::Value(value) => (Verdict::Breaking, None, Some(value)),
                    _ => {
                        let reason = "no value could be found for which it matters";
                        (Verdict::Unproven, Some(reason.to_owned()), None)
                    }
                };
                let change = Change {
                    places: pair.map(|parameter| Some(parameter.place.clone())),
                    reason,
                    witness: value.map(|value| frame(self, &value)),
                    ..simple(
                        &rules::PARAMETER_WRITTEN_OTHERWISE,
                        verdict,
                        format!("the {part} {says}"),
                    )
                };
                self.note(change, exchange.reached(part));
                return;
            }
        }
        let [Some(base), Some(head)] = schemas else {
            return;
        };
        let [sent, read] = [pair[sender.index()], pair[sender.other().index()]];
        let slot = Slot {
            exchange,
            sender,
            answer,
            part,
            schemas: [base, head],
            writing: Writing::of(sent, read),
        };
        self.slot(&slot, frame);
    }

    /// How the writing of a value changed, with a value that it matters for.
    fn written(&mut self, pair: [&Parameter; 2], sender: Side) -> Option<(String, Example)> {
        let [sent, read] = [sender, sender.other()].map(|side| pair[side.index()].value.schema());
        let mut example = |kinds: &[Kind]| match sent {
            Some(schema) => self.engine.example(sender, schema, kinds),
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
                    "is written in style {}, and was in style {}",
                    style_text(*other, *exploded),
                    style_text(*style, *explode)
                );
                let mut kinds = KINDS.to_vec();
                kinds.retain(|kind| {
                    layout(*style, *explode, *kind) != layout(*other, *exploded, *kind)
                });
                // What the receiver never takes is no matter of style.
                kinds.retain(|kind| {
                    read.is_none_or(|read| {
                        self.engine.example(sender.other(), read, &[*kind]) != Example::None
                    })
                });
                let example = match sent {
                    Some(schema) => self.engine.example(sender, schema, &kinds),
                    None => Example::Value(Value::from("abc")),
                };
                (!kinds.is_empty()).then_some((says, example))
            }
            (ParameterValue::Content(old), ParameterValue::Content(new)) => {
                (!is_same(&old.name, &new.name)).then(|| {
                    let says = format!("is {} now, and was {}", new.name, old.name);
                    (says, example(&Kind::ALL))
                })
            }
            (before, _) => {
                let says = match before {
                    ParameterValue::Styled { .. } => "is a document of a media type now",
                    ParameterValue::Content(_) => "is written in a style now",
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
}

/// RFC 3986, section 2.2.
const RESERVED: &str = r"[:/?#\[\]@!$&'()*+,;=]";

/// The kinds of value that a text may stand for.
pub(super) const KINDS: [Kind; 5] = [
    Kind::String,
    Kind::Number,
    Kind::Boolean,
    Kind::Array,
    Kind::Object,
];

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

pub(super) fn part(parameter: &Parameter) -> String {
    format!("{} parameter {}", parameter.location.name(), parameter.name)
}

/// Which hole of the path a parameter fills.
pub(super) fn position(pieces: &[PathPiece], name: &str) -> Option<usize> {
    pieces
        .iter()
        .filter_map(|piece| match piece {
            PathPiece::Parameter(name) => Some(name),
            PathPiece::Literal(_) => None,
        })
        .position(|own| own == name)
}

impl Judged {
    /// The two places in the order base, head.
    #[must_use]
    pub fn places(&self) -> [&counterpart_contract::source::Place; 2] {
        [&self.base, &self.head]
    }
}
