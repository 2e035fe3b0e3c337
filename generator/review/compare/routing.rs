//! Which operation of the new contract serves a request, by where the request goes and by the
//! values that path parameters may have.

use super::engine::Engine;
use super::reading::admits_text;
use super::text::plain_text;
use crate::containment::without_wrapper;
use crate::pairing::{PathPart, covers, full_templates, path_arguments};
use crate::side::Side;
use counterpart_contract::{Location, Operation, Parameter, PathPiece, Server};

/// So many values of path parameters are followed one by one.
const VALUES: usize = 32;

/// The first of the new operations that serves every request of one whose path is removed.
pub(super) fn operation_for<'a>(
    engine: &Engine<'a>,
    base: &Operation,
    candidates: &[usize],
) -> Option<&'a Operation> {
    let mut all = candidates
        .iter()
        .filter_map(|at| engine.head().operations.get(*at));
    all.find(|head| admits_literals(engine, Side::Head, base, head))
}

/// The new operation that serves requests to one of an operation's addresses.
pub(super) fn operation_at<'a>(
    engine: &Engine<'a>,
    base: &Operation,
    url: &str,
) -> Option<&'a Operation> {
    let mut own = base.clone();
    let server = base.servers.first()?;
    own.servers = vec![Server {
        url: url.to_owned(),
        variables: Default::default(),
        ..server.clone()
    }];
    found(engine, &own)
}

/// The new operation that serves every request of an old one, wherever it goes. One with fewer
/// parameters comes first (OpenAPI 3.0.3, section 4.7.8.2).
pub(super) fn found<'a>(engine: &Engine<'a>, base: &Operation) -> Option<&'a Operation> {
    let own = full_templates(base);
    let all = engine.head().operations.iter();
    let handles = |head: &&'a Operation| {
        let wide = full_templates(head);
        head.method == base.method
            && own
                .iter()
                .all(|own| wide.iter().any(|wide| covers(wide, own)))
            && admits_literals(engine, Side::Head, base, head)
    };
    let pieces = |head: &&'a Operation| {
        let is_hole = |piece: &&PathPiece| matches!(piece, PathPiece::Parameter(_));
        head.path.pieces.iter().filter(is_hole).count()
    };
    all.filter(handles).min_by_key(pieces)
}

/// Returns whether a path parameter lists a text that its counterpart does not admit.
pub(super) fn loses_texts(engine: &Engine<'_>, base: &Operation, head: &Operation) -> bool {
    let Some(pieces) = path_arguments(head, base) else {
        return false;
    };
    pieces.iter().any(|argument| {
        let [PathPart::Parameter(name)] = argument.parts.as_slice() else {
            return false;
        };
        let schema = path_parameter(head, argument.name).and_then(|own| own.value.schema());
        let texts = texts_of(engine, Side::Base, base, name).unwrap_or_default();
        schema.is_some_and(|schema| {
            texts
                .iter()
                .any(|text| !admits_text(engine, Side::Head, schema, text))
        })
    })
}

/// An operation once for each combination of the values that its path parameters list.
pub(super) fn concrete(engine: &Engine<'_>, base: &Operation) -> Option<Vec<Operation>> {
    let mut all = vec![base.clone()];
    let mut listed = false;
    for (at, piece) in base.path.pieces.iter().enumerate() {
        let PathPiece::Parameter(name) = piece else {
            continue;
        };
        let Some(texts) = texts_of(engine, Side::Base, base, name) else {
            continue;
        };
        if all.len() * texts.len() > VALUES {
            return None;
        }
        listed = true;
        let each = |own: &Operation| -> Vec<Operation> {
            let put = |text: &String| {
                let mut own = own.clone();
                if let Some(piece) = own.path.pieces.get_mut(at) {
                    *piece = PathPiece::Literal(text.clone());
                }
                own
            };
            texts.iter().map(put).collect()
        };
        all = all.iter().flat_map(each).collect();
    }
    listed.then_some(all)
}

/// The texts that a path parameter lists.
pub(super) fn texts_of(
    engine: &Engine<'_>,
    side: Side,
    operation: &Operation,
    name: &str,
) -> Option<Vec<String>> {
    let schema = path_parameter(operation, name)?.value.schema()?;
    let contract = engine.contracts[side.index()];
    let values = contract[without_wrapper(contract, schema)]
        .values
        .as_ref()?;
    let texts = values.iter().map(plain_text);
    Some(texts.filter(|text| !text.is_empty()).collect())
}

/// Returns whether the parameters of a template admit the texts that stand in their places.
pub(super) fn admits_literals(
    engine: &Engine<'_>,
    side: Side,
    concrete: &Operation,
    template: &Operation,
) -> bool {
    let pieces = path_arguments(template, concrete).unwrap_or_default();
    pieces.iter().all(|argument| {
        let [PathPart::Literal(text)] = argument.parts.as_slice() else {
            return true;
        };
        let schema = path_parameter(template, argument.name).and_then(|own| own.value.schema());
        schema.is_none_or(|schema| admits_text(engine, side, schema, text))
    })
}

pub(super) fn path_parameter<'o>(operation: &'o Operation, name: &str) -> Option<&'o Parameter> {
    let mut all = operation.parameters.iter();
    all.find(|own| own.location == Location::Path && own.name == name)
}
