//! Bodies: those of requests, and the media types and schemas of any.

use serde_json::Value;

use super::media::{charset, concrete, covers, is_form, is_opaque, kind, outside, pairs};
use super::operations::{place_of, simple};
use super::schemas::Slot;
use super::texts::{Writing, see_through};
use super::wire::member_style;
use super::witness::put_body;
use super::{Change, Comparison, Exchange};
use crate::finding::{Answer, BodyForm, Verdict, Witness};
use crate::meaning::{Containment, Example, Kind, Side};
use crate::rules;
use counterpart_contract::{
    Contract, Encoding, MediaType, RequestBody, SchemaId, Style, Type, Types,
};

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
                let broken = from == Side::Base || may_lack;
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
                // That there is a body at all is what breaks.
                let media = sent.and_then(|body| body.content.first());
                if let Some(media) = media.filter(|_| witness.body.is_none()) {
                    let schema = media.schema;
                    let value = schema.and_then(|schema| self.engine.sample(from, schema, false));
                    witness.headers.retain(|(name, _)| name != "Content-Type");
                    put_body(&mut witness, media, &concrete(&media.name), value);
                }
                if may_lack {
                    (witness.body, witness.form) = (None, BodyForm::Json);
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
            if media.schema.is_some_and(|schema| {
                self.engine.example(from, schema, &Kind::ALL) == Example::None
                    && self.engine.sample(from, schema, false).is_none()
            }) {
                // No body is of this type.
                continue;
            }
            let shown = outside(&media.name, read);
            let says = match from {
                Side::Base => "is no longer accepted",
                Side::Head => "may be sent now",
            };
            let mut witness = self.bare_request(from, exchange.of(from), None);
            let value = media.schema;
            let value = value.and_then(|schema| self.engine.sample(from, schema, false));
            put_body(&mut witness, media, &shown, value);
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
                    format!("a request body of type {shown} {says}"),
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
                let says = match from {
                    Side::Base => "is accepted too",
                    Side::Head => "is no longer sent",
                };
                let mut places = [None, None];
                places[from.other().index()] = Some(media.place.clone());
                let change = Change {
                    places,
                    detail: media.name.clone(),
                    ..simple(
                        rule,
                        Verdict::Compatible,
                        format!("a request body of type {} {says}", media.name),
                    )
                };
                self.note(change, exchange.reached("request body"));
            }
        }
    }

    /// How a text is written, where both contracts say so.
    fn charset(
        &mut self,
        exchange: Exchange<'a>,
        pair: [&'a MediaType; 2],
        sender: Side,
        part: &str,
    ) {
        let written = pair.map(|media| charset(&media.name));
        let [Some(was), Some(now)] = &written else {
            return;
        };
        if was == now {
            return;
        }
        // The characters of ASCII are written alike in what came after it.
        let ascii = written[sender.index()].as_deref() == Some("us-ascii");
        let read = written[sender.other().index()].as_deref();
        let (verdict, reason) = match read {
            Some("utf-8" | "iso-8859-1" | "windows-1252") if ascii => (Verdict::Compatible, None),
            _ => {
                let reason = "whether readers go by what comes with the text depends on them";
                (Verdict::Unproven, Some(reason.to_owned()))
            }
        };
        let change = Change {
            places: pair.map(|media| Some(media.place.clone())),
            detail: format!("{was} {now}"),
            reason,
            ..simple(
                &rules::TEXT_CHARSET,
                verdict,
                format!("the charset went from {was} to {now}"),
            )
        };
        self.note(change, exchange.reached(part));
    }

    /// How members of a form are written. Other bodies have no members (OpenAPI 3.0.3, section
    /// 4.7.15).
    fn encodings(
        &mut self,
        exchange: Exchange<'a>,
        base: &'a MediaType,
        head: &'a MediaType,
        part: &str,
    ) {
        if ![base, head].iter().all(|media| is_form(&media.name)) {
            return;
        }
        let mut names: Vec<&String> = base.encoding.keys().chain(head.encoding.keys()).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            // A member that comes or goes is written in one way only.
            let known = [(Side::Base, base), (Side::Head, head)].map(|(side, media)| {
                let contract = self.contracts[side.index()];
                let form = media.schema.map(|schema| see_through(contract, schema));
                form.is_some_and(|form| contract[form].properties.contains_key(name))
            });
            if known[0] != known[1] {
                continue;
            }
            let written = |side: Side, media: &MediaType| {
                let contract = self.contracts[side.index()];
                Written::of(media.encoding.get(name), usual_type(contract, media, name))
            };
            let (old, new) = (written(Side::Base, base), written(Side::Head, head));
            if old == new {
                continue;
            }
            let [sent, read] = match exchange.requests_from {
                Side::Base => [&old, &new],
                Side::Head => [&new, &old],
            };
            let mut needed = read.headers.iter();
            let accepted = sent.styled == read.styled
                && needed.all(|header| sent.headers.contains(header))
                && !sent.types.is_empty()
                && sent.types.iter().all(|own| {
                    let mut others = read.types.iter();
                    others.any(|other| covers(other, own))
                });
            let (verdict, reason) = if accepted {
                (Verdict::Compatible, None)
            } else {
                let reason = "whether servers read both forms depends on them";
                (Verdict::Unproven, Some(reason.to_owned()))
            };
            let place = |media: &MediaType| match media.encoding.contains_key(name) {
                true => media.place.join("encoding").join(name),
                false => media.place.clone(),
            };
            let change = Change {
                places: [Some(place(base)), Some(place(head))],
                reason,
                ..simple(
                    &rules::BODY_ENCODING,
                    verdict,
                    format!("the member `{name}` of the form is written otherwise"),
                )
            };
            self.note(change, exchange.reached(part));
        }
    }

    /// The schemas of two media types that one message may be of.
    pub(super) fn contents(
        &mut self,
        exchange: Exchange<'a>,
        pair: [&'a MediaType; 2],
        sender: Side,
        part: &str,
        status: Option<&str>,
    ) {
        self.charset(exchange, pair, sender, part);
        let answer = status.is_some();
        let shown = if covers(&pair[0].name, &pair[1].name) {
            concrete(&pair[1].name)
        } else {
            concrete(&pair[0].name)
        };
        let mut frame = |comparison: &mut Self, value: &Value| match status {
            Some(status) => {
                let answer = Answer {
                    status: status.to_owned(),
                    headers: vec![("Content-Type".into(), shown.clone())],
                    body: Some(value.clone()),
                };
                comparison.answered(exchange, answer)
            }
            None => {
                let mut witness = comparison.bare_request(sender, exchange.of(sender), None);
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
            self.xml(exchange, pair, part);
        }
        let opaque = is_opaque(&shown);
        if opaque && self.is_any_text(pair, [Side::Base, Side::Head]) {
            return;
        }
        if let (Some(base), Some(head)) = (base, head) {
            let slot = Slot {
                exchange,
                sender,
                answer,
                part,
                schemas: [base, head],
                writing: Writing::body(self.contracts, pair, &shown),
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
        let back = self.assumptions(sender.other(), answer);
        if self.engine.contained(ends[0], ends[1], assumptions) == Containment::Proved
            && self.engine.contained(ends[1], ends[0], back) == Containment::Proved
        {
            return;
        }
        let found = match ends[1] {
            Some(reader) if opaque => self.refused_text(sender.other(), reader),
            None if opaque => Containment::Proved,
            _ => self.engine.contained(ends[0], ends[1], assumptions),
        };
        let (verdict, reason, value) = match found {
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
}

impl Comparison<'_> {
    /// Whether bodies that have no parts may be any text, or any bytes, to both sides.
    fn is_any_text(&mut self, pair: [&MediaType; 2], sides: [Side; 2]) -> bool {
        let mut ends = pair.iter().zip(sides);
        ends.all(|(media, side)| {
            let Some(schema) = media.schema else {
                return true;
            };
            let contract = self.contracts[side.index()];
            let encoded = contract[see_through(contract, schema)]
                .content_encoding
                .is_some();
            !encoded && self.engine.admits_every_text(side, schema)
        })
    }

    /// A text that a schema does not admit, among those that any text is one of.
    fn refused_text(&mut self, side: Side, schema: SchemaId) -> Containment {
        if self.engine.admits_every_text(side, schema) {
            return Containment::Proved;
        }
        let mut texts = ["", "x", "0", "text"].into_iter();
        match texts.find(|text| !self.admits_text(side, schema, text)) {
            Some(text) => Containment::Refuted(Value::from(text)),
            None => Containment::Unproven("no text is known that is refused".to_owned()),
        }
    }
}

/// How a member of a form is written, its defaults filled in (OpenAPI 3.0.3, section 4.7.15).
#[derive(PartialEq)]
struct Written {
    /// The media types that it may be of; none where the member's own type says it.
    types: Vec<String>,
    styled: (Style, bool, bool),
    /// The headers that its part must have.
    headers: Vec<String>,
}

impl Written {
    fn of(encoding: Option<&Encoding>, usual: Option<&'static str>) -> Self {
        let types = encoding.and_then(|own| own.content_type.as_deref());
        let types = types.or(usual);
        let headers = encoding.map_or(&[] as &[_], |own| own.headers.as_slice());
        let (style, explode) = member_style(encoding);
        Self {
            types: types.map_or(Vec::new(), |list| {
                list.split(',')
                    .map(|kind| kind.trim().to_lowercase())
                    .collect()
            }),
            headers: headers
                .iter()
                .filter(|header| header.required)
                .map(|header| header.name.to_lowercase())
                .collect(),
            styled: (
                style,
                explode,
                encoding.is_some_and(|own| own.allow_reserved),
            ),
        }
    }
}

/// The media type of a form's member that says none itself (OpenAPI 3.0.3, section 4.7.15.1).
fn usual_type(contract: &Contract, media: &MediaType, name: &str) -> Option<&'static str> {
    let form = &contract[see_through(contract, media.schema?)];
    let mut own = &contract[see_through(contract, *form.properties.get(name)?)];
    if own.types.contains(Type::Array) {
        own = &contract[see_through(contract, own.items?)];
    }
    if own.types == Types::ANY {
        return None;
    }
    let binary = own.format.as_deref() == Some("binary") || own.content_encoding.is_some();
    Some(match binary {
        _ if own.types.contains(Type::Object) || own.types.contains(Type::Array) => {
            "application/json"
        }
        true => "application/octet-stream",
        false => "text/plain",
    })
}
