//! How the properties of a form are written.

use crate::compare::context::Context;
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::media_type::{covers, is_form};
use crate::compare::text::property_style;
use crate::containment::without_wrapper;
use crate::finding::Verdict;
use crate::rules;
use crate::side::Side;
use counterpart_contract::{Contract, Encoding, MediaType, Style, Type, Types};

/// How properties of a form are written. Other bodies have no properties (OpenAPI 3.0.3, section
/// 4.7.15).
pub(super) fn compare(
    engine: &Engine<'_>,
    findings: &mut Findings,
    context: Context<'_>,
    [base, head]: [&MediaType; 2],
    part: &str,
) {
    if ![base, head].iter().all(|media| is_form(&media.name)) {
        return;
    }
    let mut names: Vec<&String> = base.encoding.keys().chain(head.encoding.keys()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        // A property that comes or goes is written in one way only.
        let known = [(Side::Base, base), (Side::Head, head)].map(|(side, media)| {
            let contract = engine.contracts[side.index()];
            let form = media.schema.map(|schema| without_wrapper(contract, schema));
            form.is_some_and(|form| contract[form].properties.contains_key(name))
        });
        if known[0] != known[1] {
            continue;
        }
        let written = |side: Side, media: &MediaType| {
            let contract = engine.contracts[side.index()];
            Written::of(
                media.encoding.get(name),
                default_media_type(contract, media, name),
            )
        };
        let (old, new) = (written(Side::Base, base), written(Side::Head, head));
        if old == new {
            continue;
        }
        let [sent, read] = match context.requests_from {
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
            let reason = "whether a server accepts both encodings depends on the server";
            (Verdict::Unproven, Some(reason.to_owned()))
        };
        let place = |media: &MediaType| match media.encoding.contains_key(name) {
            true => media.place.join("encoding").join(name),
            false => media.place.clone(),
        };
        let change = Change {
            places: [Some(place(base)), Some(place(head))],
            reason,
            ..Change::new(
                &rules::FORM_PROPERTY_ENCODING_CHANGED,
                verdict,
                format!("the encoding of the form property `{name}` changed"),
            )
        };
        context.report(findings, change, part);
    }
}

/// How a property of a form is written, its defaults filled in (OpenAPI 3.0.3, section 4.7.15).
#[derive(PartialEq)]
struct Written {
    /// The media types that it may be of; none where the property's own type says it.
    types: Vec<String>,
    styled: (Style, bool, bool),
    /// The headers that its part must have.
    headers: Vec<String>,
}

impl Written {
    fn of(encoding: Option<&Encoding>, default: Option<&'static str>) -> Self {
        let types = encoding.and_then(|own| own.content_type.as_deref());
        let types = types.or(default);
        let headers = encoding.map_or(&[] as &[_], |own| own.headers.as_slice());
        let (style, explode) = property_style(encoding);
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

/// The media type of a form's property that says none itself (OpenAPI 3.0.3, section 4.7.15.1).
fn default_media_type(contract: &Contract, media: &MediaType, name: &str) -> Option<&'static str> {
    let form = &contract[without_wrapper(contract, media.schema?)];
    let mut own = &contract[without_wrapper(contract, *form.properties.get(name)?)];
    if own.types.contains(Type::Array) {
        own = &contract[without_wrapper(contract, own.items?)];
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
