//! Parameters: values that travel as text.

use serde_json::Value;

use super::operations::simple;
use super::schemas::Slot;
use super::wire::{plain_text, readings};
use super::{Change, Comparison, Exchange};
use crate::contract::{Location, Operation, Parameter, ParameterValue, PathPiece, SchemaId, Style};
use crate::review::finding::{Judged, Verdict, Witness};
use crate::review::meaning::{Containment, Example, Kind, Side};
use crate::review::rules;

/// How many values are set aside because their text says something that is accepted.
const READ_OTHERWISE: usize = 12;

impl<'a> Comparison<'a> {
    pub(super) fn parameters(&mut self, exchange: Exchange<'a>) {
        let (base, head) = (exchange.base, exchange.head);
        let partner = |own: &Parameter, other: &'a Operation, from: &Operation| {
            other.parameters.iter().find(|parameter| {
                parameter.location == own.location
                    && match own.location {
                        Location::Path => {
                            position(&from.path.pieces, &own.name)
                                == position(&other.path.pieces, &parameter.name)
                        }
                        Location::Header => parameter.name.eq_ignore_ascii_case(&own.name),
                        _ => parameter.name == own.name,
                    }
            })
        };
        // Behind another template the holes are not the same ones.
        let same_holes = holes(base) == holes(head);
        for old in &base.parameters {
            if old.location == Location::Path && !same_holes {
                continue;
            }
            match partner(old, head, base) {
                Some(new) => self.parameter(exchange, old, new),
                None => self.lone(exchange, old, Side::Base),
            }
        }
        for new in &head.parameters {
            if new.location != Location::Path && partner(new, base, head).is_none() {
                self.lone(exchange, new, Side::Head);
            }
        }
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
                witness: Some(self.bare_request(
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
        self.defaults(exchange, old, new);
        let part = part(old);
        self.texts(
            exchange,
            [old, new],
            from,
            &part,
            &mut |comparison, value| {
                comparison.bare_request(from, exchange.of(from), Some((sent, value)))
            },
        );
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
        let shown = |value: &Option<Value>| value.as_ref().map_or("none".into(), plain_text);
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
        if self.read_as_before([base, head], sender, answer) {
            if !self.read_as_before([base, head], sender.other(), answer) {
                let change = Change {
                    places: pair.map(|parameter| Some(parameter.place.clone())),
                    ..simple(
                        &rules::SCHEMA_CHANGED,
                        Verdict::Compatible,
                        format!("the {part} may be other texts, and still every one that it was"),
                    )
                };
                self.note(change, exchange.reached(part));
            }
            return;
        }
        let slot = Slot {
            exchange,
            sender,
            answer,
            part,
            schemas: [base, head],
        };
        self.slot(&slot, frame);
    }

    /// Whether every text that is sent is still accepted though the schemas say otherwise: text
    /// has no type, so that `1` may be a number to one side and a text to the other.
    fn read_as_before(&mut self, pair: [SchemaId; 2], sender: Side, answer: bool) -> bool {
        let [from, to] = [pair[sender.index()], pair[sender.other().index()]];
        let assumptions = self.assumptions(sender, answer);
        let classes = [
            self.engine.class(sender, from),
            self.engine.class(sender.other(), to),
        ];
        if classes[0] == classes[1] {
            return false;
        }
        let mut aside: Vec<Value> = Vec::new();
        let any_text = self.engine.admits_every_text(sender.other(), to);
        while aside.len() < READ_OTHERWISE {
            let found = self
                .engine
                .contained_but(Some(from), Some(to), assumptions, &aside);
            let value = match found {
                // Where nothing had to be set aside the schemas themselves tell.
                Containment::Proved => return !aside.is_empty(),
                Containment::Unproven(_) => return false,
                Containment::Refuted(value) => value,
            };
            if !matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_)) {
                return false;
            }
            let text = plain_text(&value);
            let accepted = readings(&text).iter().any(|reading| {
                self.engine.admits(sender.other(), to, reading, answer) == Some(true)
            });
            if !accepted {
                return false;
            }
            if any_text
                && matches!(
                    self.engine
                        .example(sender, from, &[Kind::Array, Kind::Object]),
                    Example::None
                )
            {
                return true;
            }
            aside.push(value);
        }
        false
    }

    /// How the writing of a value changed, with a value that it matters for.
    fn written(&mut self, pair: [&Parameter; 2], sender: Side) -> Option<(String, Example)> {
        let schema = pair[sender.index()].value.schema();
        let mut example = |kinds: &[Kind]| match schema {
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
                if style == other && explode == exploded {
                    return None;
                }
                let says = format!(
                    "is written in style {}, and was in style {}",
                    style_text(*other, *exploded),
                    style_text(*style, *explode)
                );
                // Matrix and label write something even before a plain value.
                let plain = style == other || !prefixed(*style) && !prefixed(*other);
                let kinds: &[Kind] = if plain {
                    &[Kind::Array, Kind::Object]
                } else {
                    &[
                        Kind::String,
                        Kind::Number,
                        Kind::Boolean,
                        Kind::Array,
                        Kind::Object,
                    ]
                };
                Some((says, example(kinds)))
            }
            (ParameterValue::Content(old), ParameterValue::Content(new)) => {
                (!old.name.eq_ignore_ascii_case(&new.name)).then(|| {
                    let says = format!("is {} now, and was {}", new.name, old.name);
                    (says, Example::Value(Value::from("abc")))
                })
            }
            (before, _) => {
                let says = match before {
                    ParameterValue::Styled { .. } => "is a document of a media type now",
                    ParameterValue::Content(_) => "is written in a style now",
                };
                // Numbers and booleans are the same text in JSON.
                let kinds = [Kind::String, Kind::Array, Kind::Object];
                Some((says.to_owned(), example(&kinds)))
            }
        }
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

fn prefixed(style: Style) -> bool {
    matches!(style, Style::Matrix | Style::Label)
}

pub(super) fn part(parameter: &Parameter) -> String {
    format!("{} parameter {}", parameter.location.name(), parameter.name)
}

/// Which hole of the path a parameter fills.
fn position(pieces: &[PathPiece], name: &str) -> Option<usize> {
    pieces
        .iter()
        .filter_map(|piece| match piece {
            PathPiece::Parameter(name) => Some(name),
            PathPiece::Literal(_) => None,
        })
        .position(|own| own == name)
}

fn holes(operation: &Operation) -> usize {
    let is_hole = |piece: &&PathPiece| matches!(piece, PathPiece::Parameter(_));
    operation.path.pieces.iter().filter(is_hole).count()
}

impl Judged {
    /// The two places in the order base, head.
    #[must_use]
    pub fn places(&self) -> [&crate::source::Place; 2] {
        [&self.base, &self.head]
    }
}
