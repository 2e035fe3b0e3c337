//! Parameters, and headers of answers: values that travel as text.

use serde_json::Value;

use super::operations::{place_of, simple};
use super::schemas::Slot;
use super::witness::{plain_text, readings};
use super::{Change, Comparison, Exchange};
use crate::contract::{Location, Operation, Parameter, ParameterValue, PathPiece, SchemaId, Style};
use crate::review::finding::{Answer, Judged, Verdict, Witness};
use crate::review::meaning::{Containment, Side};
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
                witness: Some(self.bare_request(from, exchange.of(from), Some((sent, "")))),
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
        let location = old.location;
        self.texts(
            exchange,
            [old, new],
            from,
            &part,
            &mut |comparison, text| {
                let operation = exchange.of(from);
                let mut witness = comparison.bare_request(from, operation, Some((sent, text)));
                if location == Location::Cookie {
                    witness.headers.dedup();
                }
                witness
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

    pub(super) fn answer_headers(
        &mut self,
        exchange: Exchange<'a>,
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
                place_of(other, |header| &header.place),
            ];
            let answer = |headers: Vec<(String, String)>| Witness {
                answer: Some(Answer {
                    status: status.to_owned(),
                    headers,
                    body: None,
                }),
                ..Witness::default()
            };
            let Some(other) = other else {
                // Whoever reads the base contract waits for what it requires.
                let relied = header.required && sender == Side::Head;
                let change = Change {
                    places,
                    witness: relied.then(|| answer(Vec::new())),
                    ..simple(
                        &rules::HEADER_REMOVED,
                        if relied {
                            Verdict::Breaking
                        } else {
                            Verdict::Compatible
                        },
                        format!("the header {} of the answer {status} is gone", header.name),
                    )
                };
                self.note(change, exchange.reached(part));
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
                    witness: broken.then(|| answer(Vec::new())),
                    ..simple(
                        rule,
                        if broken {
                            Verdict::Breaking
                        } else {
                            Verdict::Compatible
                        },
                        format!(
                            "the header {} of the answer {status} became {says}",
                            header.name
                        ),
                    )
                };
                self.note(change, exchange.reached(part.clone()));
            }
            self.texts(exchange, [header, other], sender, &part, &mut |_, text| {
                answer(vec![(header.name.clone(), text.to_owned())])
            });
        }
        for header in new {
            if find(old, &header.name).is_none() {
                let needed = header.required && sender == Side::Base;
                let change = Change {
                    places: [None, Some(header.place.clone())],
                    ..simple(
                        &rules::HEADER_ADDED,
                        if needed {
                            Verdict::Breaking
                        } else {
                            Verdict::Compatible
                        },
                        format!("the header {} of the answer {status} is new", header.name),
                    )
                };
                let part = format!("answer {status}, header {}", header.name);
                self.note(change, exchange.reached(part));
            }
        }
    }

    /// Compares two values that travel as text: how they are written, then what they may be.
    fn texts(
        &mut self,
        exchange: Exchange<'a>,
        pair: [&'a Parameter; 2],
        sender: Side,
        part: &str,
        frame: &mut dyn FnMut(&mut Self, &str) -> Witness,
    ) {
        let answer = part.starts_with("answer");
        let schemas = pair.map(|parameter| parameter.value.schema());
        let own = schemas[sender.index()];
        let written = self.written(pair, sender);
        if let Some((says, value)) = written {
            let text = value.as_ref().map(plain_text);
            let breaking = own.is_none() || value.is_some();
            let change = Change {
                places: pair.map(|parameter| Some(parameter.place.clone())),
                witness: text.map(|text| Witness {
                    value: value.clone(),
                    ..frame(self, &text)
                }),
                ..simple(
                    &rules::PARAMETER_WRITTEN_OTHERWISE,
                    if breaking {
                        Verdict::Breaking
                    } else {
                        Verdict::Compatible
                    },
                    format!("the {part} {says}"),
                )
            };
            self.note(change, exchange.reached(part));
            if breaking {
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
        self.slot(&slot, &mut |comparison, value| {
            frame(comparison, &plain_text(value))
        });
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
            if any_text && self.engine.sample_text(sender, from, false).is_none() {
                return true;
            }
            aside.push(value);
        }
        false
    }

    /// How the writing of a value changed, with a value that it matters for.
    fn written(&mut self, pair: [&Parameter; 2], sender: Side) -> Option<(String, Option<Value>)> {
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
                let parameter = pair[sender.index()];
                // Matrix and label write something even before a plain value.
                let plain = style == other || !prefixed(*style) && !prefixed(*other);
                let value = parameter
                    .value
                    .schema()
                    .and_then(|schema| self.engine.sample_text(sender, schema, !plain));
                // What no value shows is no difference: a plain text is the same exploded.
                value.map(|value| (says, Some(value)))
            }
            (ParameterValue::Content(old), ParameterValue::Content(new)) => {
                (!old.name.eq_ignore_ascii_case(&new.name)).then(|| {
                    let says = format!("is {} now, and was {}", new.name, old.name);
                    (says, Some(Value::from("abc")))
                })
            }
            (before, _) => {
                let says = match before {
                    ParameterValue::Styled { .. } => "is a document of a media type now",
                    ParameterValue::Content(_) => "is written in a style now",
                };
                let schema = pair[sender.index()].value.schema();
                let value = match schema {
                    Some(schema) => self.engine.sample_text(sender, schema, true),
                    None => Some(Value::from("abc")),
                };
                Some((says.to_owned(), value))
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
