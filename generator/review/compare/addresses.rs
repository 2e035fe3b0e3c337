//! Operations whose requests another one answers now, by where the requests go: another template that
//! matches the same, or several that each take some of the values.

use std::collections::HashSet;

use super::operations::{simple, whole};
use super::paths::whole_shapes;
use super::templates::{Filled, Part, covers, filled};
use super::texts::see_through;
use super::wire::plain_text;
use super::{Change, Comparison, Exchange};
use crate::finding::Verdict;
use crate::meaning::Side;
use crate::{policy, rules};
use counterpart_contract::{Location, Operation, Parameter, PathPiece, Server};

/// So many values of path parameters are followed one by one.
const VALUES: usize = 32;

impl<'a> Comparison<'a> {
    /// The first of the new operations that answers every request of one whose path is gone.
    pub(super) fn answering(
        &self,
        base: &Operation,
        candidates: &[usize],
    ) -> Option<&'a Operation> {
        let mut all = candidates
            .iter()
            .filter_map(|at| self.head().operations.get(*at));
        all.find(|head| self.admits_literals(Side::Head, base, head))
    }

    /// An operation whose path is gone while another template matches its requests.
    pub(super) fn taken_over(&mut self, base: &'a Operation, head: &'a Operation) {
        let change = Change {
            places: [Some(base.place.clone()), Some(head.place.clone())],
            ..simple(
                &rules::OPERATION_TAKEN_OVER,
                Verdict::Compatible,
                format!(
                    "{} {} is answered by {} now",
                    base.method, base.path.text, head.path.text
                ),
            )
        };
        self.note(change, whole(base));
        self.exchange(Exchange {
            base,
            head,
            requests_from: Side::Base,
            by_value: false,
        });
    }

    /// A new operation that answers some requests of a template that is still there. That callers
    /// ever put such a word in the parameter's place is assumed in a closed world, and where the
    /// contract lists it.
    pub(super) fn taken_from(&mut self, base: &'a Operation, head: &'a Operation) {
        if !self.admits_literals(Side::Base, head, base) {
            return;
        }
        let change = Change {
            places: [Some(base.place.clone()), Some(head.place.clone())],
            detail: head.path.text.clone(),
            ..simple(
                &rules::OPERATION_TAKEN_FROM,
                Verdict::Compatible,
                format!(
                    "{} {} answers requests that {} answered",
                    head.method, head.path.text, base.path.text
                ),
            )
        };
        self.note(change, whole(base));
        let is_listed = |filled: &Filled<'_>| match filled.parts.as_slice() {
            [Part::Text(_)] => self.texts_of(Side::Base, base, filled.name).is_some(),
            _ => false,
        };
        let listed = filled(base, head).is_some_and(|all| all.iter().any(is_listed));
        // Both are there on servers of their own, so that servers say nothing here.
        if listed || !self.options.open_world {
            self.promised_nothing = policy::promised_nothing(base);
            self.addressed = Some(head);
            self.parts(Exchange {
                base,
                head,
                requests_from: Side::Base,
                by_value: true,
            });
            self.addressed = None;
            self.promised_nothing = None;
        }
    }

    /// Whether the values that path parameters may have tell which of several new operations answers,
    /// so that no request is lost; these are compared with the old one then. `paired` is the one
    /// whose template is the same.
    pub(super) fn is_split(&mut self, base: &'a Operation, paired: Option<&'a Operation>) -> bool {
        if let Some(head) = paired
            && !self.loses_texts(base, head)
        {
            return false;
        }
        let Some(concrete) = self.concrete(base) else {
            return false;
        };
        let found: Option<Vec<&'a Operation>> =
            concrete.iter().map(|own| self.found(own)).collect();
        let Some(found) = found else {
            return false;
        };
        let mut seen: HashSet<*const Operation> = HashSet::new();
        for head in found {
            if !seen.insert(std::ptr::from_ref(head)) {
                continue;
            }
            let change = Change {
                places: [Some(base.place.clone()), Some(head.place.clone())],
                detail: head.path.text.clone(),
                ..simple(
                    &rules::OPERATION_TAKEN_OVER,
                    Verdict::Compatible,
                    format!(
                        "some requests to {} {} are answered by {} now",
                        base.method, base.path.text, head.path.text
                    ),
                )
            };
            if paired.is_none_or(|paired| !std::ptr::eq(paired, head)) {
                self.note(change, whole(base));
            }
            self.promised_nothing = policy::promised_nothing(base);
            self.parts(Exchange {
                base,
                head,
                requests_from: Side::Base,
                by_value: true,
            });
            self.promised_nothing = None;
        }
        true
    }

    /// The new operation that answers requests to one of an operation's addresses.
    pub(super) fn answering_at(&self, base: &Operation, url: &str) -> Option<&'a Operation> {
        let mut own = base.clone();
        let server = base.servers.first()?;
        own.servers = vec![Server {
            url: url.to_owned(),
            variables: Default::default(),
            ..server.clone()
        }];
        self.found(&own)
    }

    /// The new operation that answers every request of an old one, wherever it goes. One with fewer
    /// parameters comes first (OpenAPI 3.0.3, section 4.7.8.2).
    fn found(&self, base: &Operation) -> Option<&'a Operation> {
        let own = whole_shapes(base);
        let all = self.head().operations.iter();
        let answers = |head: &&'a Operation| {
            let wide = whole_shapes(head);
            head.method == base.method
                && own
                    .iter()
                    .all(|own| wide.iter().any(|wide| covers(wide, own)))
                && self.admits_literals(Side::Head, base, head)
        };
        let holes = |head: &&'a Operation| {
            let is_hole = |piece: &&PathPiece| matches!(piece, PathPiece::Parameter(_));
            head.path.pieces.iter().filter(is_hole).count()
        };
        all.filter(answers).min_by_key(holes)
    }

    /// Whether a path parameter lists a text that its counterpart does not admit.
    fn loses_texts(&self, base: &Operation, head: &Operation) -> bool {
        let Some(holes) = filled(head, base) else {
            return false;
        };
        holes.iter().any(|hole| {
            let [Part::Hole(name)] = hole.parts.as_slice() else {
                return false;
            };
            let schema = path_parameter(head, hole.name).and_then(|own| own.value.schema());
            let texts = self.texts_of(Side::Base, base, name).unwrap_or_default();
            schema.is_some_and(|schema| {
                texts
                    .iter()
                    .any(|text| !self.admits_text(Side::Head, schema, text))
            })
        })
    }

    /// An operation once for each combination of the values that its path parameters list.
    fn concrete(&self, base: &Operation) -> Option<Vec<Operation>> {
        let mut all = vec![base.clone()];
        let mut listed = false;
        for (at, piece) in base.path.pieces.iter().enumerate() {
            let PathPiece::Parameter(name) = piece else {
                continue;
            };
            let Some(texts) = self.texts_of(Side::Base, base, name) else {
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
        &self,
        side: Side,
        operation: &Operation,
        name: &str,
    ) -> Option<Vec<String>> {
        let schema = path_parameter(operation, name)?.value.schema()?;
        let contract = self.contracts[side.index()];
        let values = contract[see_through(contract, schema)].values.as_ref()?;
        let texts = values.iter().map(plain_text);
        Some(texts.filter(|text| !text.is_empty()).collect())
    }

    /// Whether the parameters of a template admit the texts that stand in their places.
    fn admits_literals(&self, side: Side, concrete: &Operation, template: &Operation) -> bool {
        let holes = filled(template, concrete).unwrap_or_default();
        holes.iter().all(|hole| {
            let [Part::Text(text)] = hole.parts.as_slice() else {
                return true;
            };
            let schema = path_parameter(template, hole.name).and_then(|own| own.value.schema());
            schema.is_none_or(|schema| self.admits_text(side, schema, text))
        })
    }
}

pub(super) fn path_parameter<'o>(operation: &'o Operation, name: &str) -> Option<&'o Parameter> {
    let mut all = operation.parameters.iter();
    all.find(|own| own.location == Location::Path && own.name == name)
}
