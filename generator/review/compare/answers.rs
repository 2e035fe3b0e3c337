//! Answers: statuses, what they carry, their headers and links.

use super::media::{concrete, covers, outside, pairs};
use super::operations::{place_of, simple};
use super::wire::written;
use super::{Change, Comparison, Exchange};
use crate::finding::{Answer, Verdict};
use crate::meaning::Side;
use crate::rules;
use counterpart_contract::{MediaType, Parameter, Response, Status};

impl<'a> Comparison<'a> {
    /// Every status that an answer may have under either contract, with the entries that speak for
    /// it: the status itself, else its class, else `default` (OpenAPI 3.0.3, section 4.7.16).
    pub(super) fn answers(&mut self, exchange: Exchange<'a>) {
        let sender = exchange.requests_from.other();
        let (old, new) = (&exchange.base.responses, &exchange.head.responses);
        let mut statuses: Vec<Status> = old
            .iter()
            .chain(new.iter())
            .map(|response| response.status)
            .collect();
        statuses.sort_unstable();
        statuses.dedup();
        let mut seen: Vec<(*const Response, *const Response)> = Vec::new();
        for status in statuses {
            match (effective(old, status), effective(new, status)) {
                (Some(base), Some(head)) => {
                    let key = (std::ptr::from_ref(base), std::ptr::from_ref(head));
                    if !seen.contains(&key) {
                        seen.push(key);
                        self.answer(exchange, sender, [base, head], status);
                    }
                }
                (Some(base), None) => {
                    // A caller who waits for a success never sees it; for callbacks it is the
                    // service who waits.
                    let success = matches!(base.status, Status::Code(200..=299) | Status::Range(2));
                    // Of a range, one status is as good as another.
                    let within = |response: &Response| match (status, response.status) {
                        (Status::Range(class), Status::Code(code)) => {
                            code / 100 == u16::from(class)
                        }
                        _ => false,
                    };
                    let awaited = success && sender == Side::Head && !new.iter().any(within);
                    let change = Change {
                        places: [Some(base.place.clone()), None],
                        witness: awaited.then(|| {
                            let status = status.to_string();
                            let answer = Answer {
                                status,
                                ..Answer::default()
                            };
                            self.answered(exchange, answer)
                        }),
                        ..simple(
                            &rules::STATUS_REMOVED,
                            if awaited {
                                Verdict::Breaking
                            } else {
                                Verdict::Compatible
                            },
                            format!("the answer {status} is gone"),
                        )
                    };
                    self.note(change, exchange.reached(format!("answer {status}")));
                }
                (None, Some(head)) => {
                    let change = Change {
                        places: [None, Some(head.place.clone())],
                        ..simple(
                            &rules::STATUS_ADDED,
                            Verdict::Compatible,
                            format!("the answer {status} is new"),
                        )
                    };
                    self.note(change, exchange.reached(format!("answer {status}")));
                }
                (None, None) => {}
            }
        }
    }

    fn answer(
        &mut self,
        exchange: Exchange<'a>,
        sender: Side,
        [base, head]: [&'a Response; 2],
        status: Status,
    ) {
        let text = status.to_string();
        let part = format!("answer {text}");
        let [sent, read] = match sender {
            Side::Base => [base, head],
            Side::Head => [head, base],
        };
        let places = [Some(base.place.clone()), Some(head.place.clone())];
        self.answer_headers(exchange, sender, &text, &base.headers, &head.headers);
        self.links(exchange, base, head, &part);
        if !status.has_body(exchange.base.method) {
            return;
        }
        if read.content.is_empty() || sent.content.is_empty() {
            if read.content.is_empty() == sent.content.is_empty() {
                return;
            }
            let broken = sent.content.is_empty();
            let (rule, says) = if head.content.is_empty() {
                (&rules::ANSWER_BODY_REMOVED, "has no body any more")
            } else {
                (&rules::ANSWER_BODY_ADDED, "has a body now")
            };
            let witness = broken.then(|| {
                let answer = Answer {
                    status: text.clone(),
                    ..Answer::default()
                };
                self.answered(exchange, answer)
            });
            let change = Change {
                places,
                witness,
                ..simple(
                    rule,
                    if broken {
                        Verdict::Breaking
                    } else {
                        Verdict::Compatible
                    },
                    format!("the answer {text} {says}"),
                )
            };
            self.note(change, exchange.reached(part));
            return;
        }
        for (old, new) in pairs(&base.content, &head.content) {
            let part = format!("{part} {}", old.name);
            self.contents(exchange, [old, new], sender, &part, Some(&text));
        }
        self.answer_types(exchange, sender, [base, head], &text);
    }

    /// The media types that an answer may be of. A range promises no single one of its types.
    fn answer_types(
        &mut self,
        exchange: Exchange<'a>,
        sender: Side,
        [base, head]: [&'a Response; 2],
        status: &str,
    ) {
        let part = format!("answer {status}");
        let is_covered = |media: &MediaType, list: &[MediaType]| {
            list.iter().any(|other| covers(&other.name, &media.name))
        };
        let some_of = |media: &MediaType, list: &[MediaType]| {
            list.iter().any(|other| covers(&media.name, &other.name))
        };
        for media in &base.content {
            if is_covered(media, &head.content) {
                continue;
            }
            let narrowed = some_of(media, &head.content);
            // Answers of callbacks are chosen by whoever is called.
            let (broken, says) = match sender {
                Side::Base => (true, "is no longer read as"),
                Side::Head if narrowed => (false, "is no longer given as any"),
                Side::Head => (true, "is no longer given as"),
            };
            let witness = broken.then(|| match sender {
                Side::Base => {
                    let shown = outside(&media.name, &head.content);
                    let schema = media.schema;
                    let answer = Answer {
                        status: status.to_owned(),
                        headers: vec![("Content-Type".into(), shown)],
                        body: schema.and_then(|schema| self.engine.sample(sender, schema, true)),
                    };
                    self.answered(exchange, answer)
                }
                Side::Head => {
                    let from = exchange.requests_from;
                    let mut witness = self.request_around(from, exchange.of(from), None);
                    let accept = ("Accept".into(), concrete(&media.name));
                    witness.headers.push(accept);
                    witness
                }
            });
            let change = Change {
                places: [Some(media.place.clone()), Some(head.place.clone())],
                witness,
                ..simple(
                    &rules::ANSWER_TYPE_REMOVED,
                    if broken {
                        Verdict::Breaking
                    } else {
                        Verdict::Compatible
                    },
                    format!("the answer {status} {says} {}", media.name),
                )
            };
            self.note(change, exchange.reached(part.clone()));
        }
        for media in &head.content {
            if is_covered(media, &base.content) {
                continue;
            }
            let says = match sender {
                Side::Base => "is read as",
                Side::Head => "is given as",
            };
            let change = Change {
                places: [Some(base.place.clone()), Some(media.place.clone())],
                detail: media.name.clone(),
                ..simple(
                    &rules::ANSWER_TYPE_ADDED,
                    Verdict::Compatible,
                    format!("the answer {status} {says} {} too", media.name),
                )
            };
            self.note(change, exchange.reached(part.clone()));
        }
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
                    witness: relied.then(|| self.answered(exchange, answer(Vec::new()))),
                    ..simple(
                        &rules::HEADER_REMOVED,
                        if relied {
                            Verdict::Breaking
                        } else {
                            Verdict::Compatible
                        },
                        format!("the header {} is gone", header.name),
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
                    witness: broken.then(|| self.answered(exchange, answer(Vec::new()))),
                    ..simple(
                        rule,
                        if broken {
                            Verdict::Breaking
                        } else {
                            Verdict::Compatible
                        },
                        format!("the header {} became {says}", header.name),
                    )
                };
                self.note(change, exchange.reached(part.clone()));
            }
            if header.deprecated != other.deprecated {
                let says = match other.deprecated {
                    true => "is deprecated",
                    false => "is no longer deprecated",
                };
                let change = Change {
                    places,
                    ..simple(
                        &rules::HEADER_DEPRECATED,
                        Verdict::Compatible,
                        format!("the header {} {says}", header.name),
                    )
                };
                self.note(change, exchange.reached(part.clone()));
            }
            self.texts(
                exchange,
                [header, other],
                sender,
                &part,
                &mut |comparison, value| {
                    let text = written(header, value);
                    comparison.answered(exchange, answer(vec![(header.name.clone(), text)]))
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
                        self.answered(exchange, answer)
                    }),
                    ..simple(
                        &rules::HEADER_ADDED,
                        if needed {
                            Verdict::Breaking
                        } else {
                            Verdict::Compatible
                        },
                        format!("the header {} is new", header.name),
                    )
                };
                let part = format!("answer {status}, header {}", header.name);
                self.note(change, exchange.reached(part));
            }
        }
    }
}

fn effective(responses: &[Response], status: Status) -> Option<&Response> {
    let find = |wanted: Status| responses.iter().find(|own| own.status == wanted);
    let class = match status {
        Status::Code(code) => find(Status::Range(u8::try_from(code / 100).unwrap_or(0))),
        _ => None,
    };
    find(status).or(class).or_else(|| find(Status::Default))
}
