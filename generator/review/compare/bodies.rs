//! Bodies of requests, and answers: media types, statuses, and what they carry.

use serde_json::Value;

use super::operations::{place_of, simple};
use super::schemas::Slot;
use super::{Change, Comparison, Exchange};
use crate::contract::{MediaType, RequestBody, Response, Status};
use crate::review::finding::{Answer, Verdict, Witness};
use crate::review::meaning::{Containment, Side};
use crate::review::rules;

impl<'a> Comparison<'a> {
    pub(super) fn request_bodies(&mut self, exchange: Exchange<'a>) {
        let from = exchange.requests_from;
        let (old, new) = (exchange.base.body.as_ref(), exchange.head.body.as_ref());
        let places = [
            place_of(old, |body| &body.place),
            place_of(new, |body| &body.place),
        ];
        let [sent, read] = match from {
            Side::Base => [old, new],
            Side::Head => [new, old],
        };
        let needed = |body: Option<&RequestBody>| body.is_some_and(|body| body.required);
        let may_lack = !needed(sent) && needed(read);
        let verdict = |breaking| {
            if breaking {
                Verdict::Breaking
            } else {
                Verdict::Compatible
            }
        };
        let found = match (old, new) {
            (None, None) => return,
            (None, Some(_)) => {
                let broken = match from {
                    Side::Base => may_lack,
                    Side::Head => true,
                };
                Some((&rules::BODY_ADDED, verdict(broken), "a request body is new"))
            }
            (Some(_), None) => {
                let broken = from == Side::Base;
                Some((
                    &rules::BODY_REMOVED,
                    verdict(broken),
                    "the request body is gone",
                ))
            }
            (Some(old), Some(new)) if old.required != new.required => Some(if new.required {
                (
                    &rules::BODY_BECAME_REQUIRED,
                    verdict(may_lack),
                    "the request body became required",
                )
            } else {
                (
                    &rules::BODY_BECAME_OPTIONAL,
                    verdict(may_lack),
                    "the request body became optional",
                )
            }),
            _ => None,
        };
        if let Some((rule, verdict, says)) = found {
            let witness = (verdict == Verdict::Breaking).then(|| {
                let mut witness = self.request(from, exchange.of(from));
                if may_lack {
                    witness.body = None;
                    witness.headers.retain(|(name, _)| name != "Content-Type");
                }
                witness
            });
            let change = Change {
                places: places.clone(),
                witness,
                ..simple(rule, verdict, says.to_owned())
            };
            self.note(change, exchange.reached("request body"));
        }
        if let (Some(old), Some(new)) = (old, new) {
            self.request_types(exchange, &old.content, &new.content);
        }
    }

    fn request_types(
        &mut self,
        exchange: Exchange<'a>,
        old: &'a [MediaType],
        new: &'a [MediaType],
    ) {
        let from = exchange.requests_from;
        let [sent, read] = match from {
            Side::Base => [old, new],
            Side::Head => [new, old],
        };
        for (base, head) in pairs(old, new) {
            let part = format!("request body {}", base.name);
            self.encodings(exchange, base, head, &part);
            self.contents(exchange, [base, head], from, &part, None);
        }
        for media in sent {
            if read.iter().any(|other| covers(&other.name, &media.name)) {
                continue;
            }
            let shown = outside(&media.name, read);
            let mut witness = self.bare_request(from, exchange.of(from), None);
            witness.headers.push(("Content-Type".into(), shown.clone()));
            witness.body = media
                .schema
                .and_then(|schema| self.engine.sample(from, schema, false));
            let rule = match from {
                Side::Base => &rules::BODY_TYPE_REMOVED,
                Side::Head => &rules::BODY_TYPE_ADDED,
            };
            let mut places = [None, None];
            places[from.index()] = Some(media.place.clone());
            let change = Change {
                places,
                detail: media.name.clone(),
                witness: Some(witness),
                ..simple(
                    rule,
                    Verdict::Breaking,
                    format!("a request body of type {shown} is no longer accepted"),
                )
            };
            self.note(change, exchange.reached("request body"));
        }
        for media in read {
            if !sent.iter().any(|other| covers(&other.name, &media.name)) {
                let rule = match from {
                    Side::Base => &rules::BODY_TYPE_ADDED,
                    Side::Head => &rules::BODY_TYPE_REMOVED,
                };
                let mut places = [None, None];
                places[from.other().index()] = Some(media.place.clone());
                let change = Change {
                    places,
                    detail: media.name.clone(),
                    ..simple(
                        rule,
                        Verdict::Compatible,
                        format!("a request body of type {} is accepted too", media.name),
                    )
                };
                self.note(change, exchange.reached("request body"));
            }
        }
    }

    /// How members of a form are written.
    fn encodings(
        &mut self,
        exchange: Exchange<'a>,
        base: &'a MediaType,
        head: &'a MediaType,
        part: &str,
    ) {
        for (name, old) in &base.encoding {
            let text = |encoding: &crate::contract::Encoding| {
                format!(
                    "{:?}",
                    (
                        &encoding.content_type,
                        encoding.style,
                        encoding.explode,
                        encoding.allow_reserved
                    )
                )
            };
            let same = head
                .encoding
                .get(name)
                .is_some_and(|new| text(old) == text(new));
            if same {
                continue;
            }
            let change = Change {
                places: [
                    Some(base.place.join("encoding").join(name)),
                    Some(head.place.clone()),
                ],
                reason: Some("whether servers read both forms depends on them".into()),
                ..simple(
                    &rules::BODY_ENCODING,
                    Verdict::Unproven,
                    format!("the member `{name}` of the form is written otherwise"),
                )
            };
            self.note(change, exchange.reached(part));
        }
    }

    /// The schemas of two media types that one message may be of.
    fn contents(
        &mut self,
        exchange: Exchange<'a>,
        pair: [&'a MediaType; 2],
        sender: Side,
        part: &str,
        status: Option<&str>,
    ) {
        let answer = status.is_some();
        let shown = if covers(&pair[0].name, &pair[1].name) {
            concrete(&pair[1].name)
        } else {
            concrete(&pair[0].name)
        };
        let mut frame = |comparison: &mut Self, value: &Value| match status {
            Some(status) => Witness {
                method: Some(exchange.base.method),
                url: exchange.base.path.text.clone(),
                answer: Some(Answer {
                    status: status.to_owned(),
                    headers: vec![("Content-Type".into(), shown.clone())],
                    body: Some(value.clone()),
                }),
                ..Witness::default()
            },
            None => {
                let mut witness = comparison.bare_request(sender, exchange.of(sender), None);
                witness.headers.push(("Content-Type".into(), shown.clone()));
                witness.body = Some(value.clone());
                witness
            }
        };
        let [base, head] = pair.map(|media| media.schema);
        if let (Some(base), Some(head)) = (base, head) {
            let slot = Slot {
                exchange,
                sender,
                answer,
                part,
                schemas: [base, head],
            };
            self.slot(&slot, &mut frame);
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
        let assumptions = self.assumptions(sender, answer);
        let (verdict, reason, value) = match self.engine.contained(ends[0], ends[1], assumptions) {
            Containment::Proved => (Verdict::Compatible, None, None),
            Containment::Unproven(reason) => (Verdict::Unproven, Some(reason), None),
            Containment::Refuted(value) => (Verdict::Breaking, None, Some(value)),
        };
        let witness = value.map(|value| Witness {
            value: Some(value.clone()),
            ..frame(self, &value)
        });
        let says = if base.is_none() {
            "has a schema now"
        } else {
            "has no schema any more"
        };
        let change = Change {
            places: pair.map(|media| Some(media.place.clone())),
            reason,
            witness,
            ..simple(
                &rules::SCHEMA_CHANGED,
                verdict,
                format!("the {part} {says}"),
            )
        };
        self.note(change, exchange.reached(part));
    }

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
                    let narrowed = matches!(base.status, Status::Range(class) if new.iter().any(
                        |own| matches!(own.status, Status::Code(code) if code / 100 == u16::from(class)),
                    ));
                    let awaited = success && !narrowed && sender == Side::Head;
                    let change = Change {
                        places: [Some(base.place.clone()), None],
                        witness: awaited.then(|| Witness {
                            method: Some(exchange.base.method),
                            url: exchange.base.path.text.clone(),
                            answer: Some(Answer {
                                status: status.to_string(),
                                ..Answer::default()
                            }),
                            ..Witness::default()
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
            let witness = broken.then(|| Witness {
                method: Some(exchange.base.method),
                url: exchange.base.path.text.clone(),
                answer: Some(Answer {
                    status: text.clone(),
                    ..Answer::default()
                }),
                ..Witness::default()
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
        let overlaps = |media: &MediaType, list: &[MediaType]| {
            list.iter()
                .any(|other| covers(&other.name, &media.name) || covers(&media.name, &other.name))
        };
        for media in &base.content {
            if !overlaps(media, &head.content) {
                // Answers of callbacks are chosen by whoever is called.
                let asked = sender == Side::Head;
                let mut witness = self.bare_request(
                    exchange.requests_from,
                    exchange.of(exchange.requests_from),
                    None,
                );
                witness
                    .headers
                    .push(("Accept".into(), concrete(&media.name)));
                let change = Change {
                    places: [Some(media.place.clone()), Some(head.place.clone())],
                    witness: asked.then_some(witness),
                    ..simple(
                        &rules::ANSWER_TYPE_REMOVED,
                        if asked {
                            Verdict::Breaking
                        } else {
                            Verdict::Compatible
                        },
                        format!("the answer {text} is no longer given as {}", media.name),
                    )
                };
                self.note(change, exchange.reached(part.clone()));
            }
        }
        for media in &head.content {
            if !overlaps(media, &base.content) {
                let change = Change {
                    places: [Some(base.place.clone()), Some(media.place.clone())],
                    detail: media.name.clone(),
                    ..simple(
                        &rules::ANSWER_TYPE_ADDED,
                        Verdict::Compatible,
                        format!("the answer {text} is given as {} too", media.name),
                    )
                };
                self.note(change, exchange.reached(part.clone()));
            }
        }
    }

    fn links(
        &mut self,
        exchange: Exchange<'a>,
        base: &'a Response,
        head: &'a Response,
        part: &str,
    ) {
        for link in &base.links {
            let other = head.links.iter().find(|other| other.name == link.name);
            let target = |link: &crate::contract::Link| {
                format!(
                    "{:?}",
                    (
                        &link.operation_id,
                        &link.operation_ref,
                        &link.parameters,
                        &link.request_body
                    )
                )
            };
            let says = match other {
                None => "is gone",
                Some(other) if target(link) != target(other) => "leads elsewhere",
                Some(_) => continue,
            };
            let change = Change {
                places: [
                    Some(link.place.clone()),
                    place_of(other, |link| &link.place),
                ],
                ..simple(
                    &rules::LINK_CHANGED,
                    Verdict::Compatible,
                    format!("the link {} {says}", link.name),
                )
            };
            self.note(change, exchange.reached(part));
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

/// A media type or range in one spelling: type, and parameters in order without `charset`, which
/// says how text is encoded and not what it is (RFC 9110, section 8.3).
fn spelling(name: &str) -> (String, Vec<String>) {
    let mut parts = name.split(';').map(str::trim);
    let kind = parts.next().unwrap_or("").to_lowercase();
    let mut parameters: Vec<String> = parts
        .map(str::to_lowercase)
        .filter(|parameter| !parameter.is_empty() && !parameter.starts_with("charset="))
        .collect();
    parameters.sort_unstable();
    (kind, parameters)
}

/// Whether everything of the narrow media type or range is of the wide one.
fn covers(wide: &str, narrow: &str) -> bool {
    let ((wide, needed), (narrow, own)) = (spelling(wide), spelling(narrow));
    let kind = wide == narrow
        || wide == "*/*"
        || wide
            .strip_suffix("/*")
            .is_some_and(|family| narrow.split('/').next() == Some(family));
    kind && needed.iter().all(|parameter| own.contains(parameter))
}

/// A media type of the range that none of the list covers.
fn outside(name: &str, list: &[MediaType]) -> String {
    let family = match name.split_once('/') {
        Some((family, "*")) if family != "*" => family,
        Some((_, "*")) => "application",
        _ => return concrete(name),
    };
    ["xml", "json", "octet-stream", "x-other"]
        .iter()
        .map(|kind| format!("{family}/{kind}"))
        .find(|kind| !list.iter().any(|other| covers(&other.name, kind)))
        .unwrap_or_else(|| name.to_owned())
}

/// A media type to show for a range.
fn concrete(name: &str) -> String {
    name.replace("*/*", "application/json")
        .replace("/*", "/json")
}

/// Media types that a message may be of under both contracts: the nearest entries.
fn pairs<'m>(old: &'m [MediaType], new: &'m [MediaType]) -> Vec<(&'m MediaType, &'m MediaType)> {
    let mut out: Vec<(&MediaType, &MediaType)> = Vec::new();
    for left in old {
        // An exact partner speaks for the type; ranges speak for what has none.
        let exact = new
            .iter()
            .find(|right| spelling(&left.name) == spelling(&right.name));
        if let Some(right) = exact {
            out.push((left, right));
            continue;
        }
        let mut wider: Vec<&MediaType> = new
            .iter()
            .filter(|right| covers(&right.name, &left.name))
            .collect();
        wider.sort_by_key(|right| std::cmp::Reverse(right.name.len()));
        match wider.first() {
            Some(right) => out.push((left, right)),
            None => out.extend(
                new.iter()
                    .filter(|right| covers(&left.name, &right.name))
                    .map(|right| (left, right)),
            ),
        }
    }
    // What only the new list spells out, while the old one has a range for it.
    for right in new {
        let spoken = out.iter().any(|(_, other)| std::ptr::eq(*other, right));
        if !spoken && let Some(left) = old.iter().find(|left| covers(&left.name, &right.name)) {
            out.push((left, right));
        }
    }
    out
}
