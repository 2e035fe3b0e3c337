//! A quick proof that one schema's values are another's, keyword against keyword.
//!
//! Most of what is compared differs in little, and each keyword of the receiver follows from the
//! same keyword of the sender. Two such schemas stand in the relation if their parts do, and the
//! largest relation of that kind is a proof of all its pairs at once (coinduction), however long
//! the cycles are and however many messages lead into them. What does not stand in the relation is
//! not refuted: the search of [`solve`](super::solve) decides it.
//!
//! A pair of schemas is looked at alone, as what a place demands of both sides. Parts that share
//! their place with others, such as alternatives, are compared without any assumption about names,
//! since what surrounds them may declare more names ("strictly").

use std::collections::{HashMap, HashSet};

use super::classes::{Class, canonical};
use super::context::{constant, one_way};
use super::flatten::flat;
use super::node::{Node, Nodes};
use super::solve::{Lit, Outcome, Solver};
use super::{Assumptions, Filled, Side, format};
use crate::contract::{Bound, Schema, SchemaId, Type};

/// What may be assumed where a pair stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Mode {
    answer: bool,
    open_world: bool,
    lenient_receiver: bool,
}

impl Mode {
    pub(super) fn of(assumptions: Assumptions) -> Self {
        Self {
            answer: assumptions.answer,
            open_world: assumptions.open_world,
            lenient_receiver: assumptions.lenient_receiver,
        }
    }

    /// Without any assumption about names.
    pub(super) fn strict(answer: bool) -> Self {
        Self {
            answer,
            open_world: false,
            lenient_receiver: false,
        }
    }

    fn is_strict(self) -> bool {
        !self.open_world && !self.lenient_receiver
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Pair {
    from: Class,
    to: Class,
    mode: Mode,
}

/// What was found out about pairs.
#[derive(Debug, Default)]
pub(super) struct Simulation {
    known: HashMap<Pair, bool>,
    /// A search that a pair without parts asked for is under way.
    asking: bool,
}

impl Solver<'_> {
    /// Whether the values of one class are those of another, each alone at its place.
    pub(super) fn simulates(&mut self, from: Class, to: Class, mode: Mode) -> bool {
        let root = Pair { from, to, mode };
        if from == to {
            return true;
        }
        if let Some(known) = self.simulation.known.get(&root) {
            return *known;
        }
        if self.simulation.asking {
            return false;
        }
        let mut pairs = vec![root];
        let mut numbers = HashMap::from([(root, 0)]);
        let mut dependents: Vec<Vec<usize>> = vec![Vec::new()];
        let mut failed = vec![false];
        let mut falling = Vec::new();
        let mut next = 0;
        while let Some(pair) = pairs.get(next).copied() {
            let holds = self.needs(pair).is_some_and(|needs| {
                needs.into_iter().all(|need| {
                    if let Some(known) = self.simulation.known.get(&need) {
                        return *known;
                    }
                    let number = *numbers.entry(need).or_insert_with(|| {
                        pairs.push(need);
                        dependents.push(Vec::new());
                        failed.push(false);
                        pairs.len() - 1
                    });
                    if let Some(list) = dependents.get_mut(number) {
                        list.push(next);
                    }
                    true
                })
            });
            if !holds {
                falling.push(next);
            }
            next += 1;
        }
        // What needs a pair that does not stand does not stand either.
        while let Some(number) = falling.pop() {
            let Some(failed) = failed.get_mut(number).filter(|failed| !**failed) else {
                continue;
            };
            *failed = true;
            falling.extend(dependents.get(number).into_iter().flatten());
        }
        for (pair, failed) in pairs.iter().zip(&failed) {
            self.simulation.known.insert(*pair, !failed);
        }
        !failed.first().copied().unwrap_or(true)
    }

    /// Whether a goal is one that the relation shows to be empty.
    pub(super) fn is_simulated(&mut self, literals: &[Lit], assumptions: Assumptions) -> bool {
        let [first, second] = literals else {
            return false;
        };
        let (own, other) = if first.holds {
            (first, second)
        } else {
            (second, first)
        };
        if !own.holds || other.holds || own.side != assumptions.sender || own.side == other.side {
            return false;
        }
        match (self.nodes.get(own.node), self.nodes.get(other.node)) {
            (Node::Schema(from), Node::Schema(to)) => {
                let (from, to) = (*from, *to);
                self.simulates(from, to, Mode::of(assumptions))
            }
            _ => false,
        }
    }

    /// The pairs that a pair needs to stand, where its own keywords allow it.
    fn needs(&mut self, pair: Pair) -> Option<Vec<Pair>> {
        let from = flat(&self.nodes, pair.from)?;
        let to = flat(&self.nodes, pair.to)?;
        let even = self.is_even(pair.from) && self.is_even(pair.to);
        if pair.mode.is_strict() && !even {
            return None;
        }
        let mut step = Step {
            nodes: &mut self.nodes,
            mode: pair.mode,
            even,
            sides: [from.side, to.side],
            needs: Vec::new(),
        };
        if step.compare(&from, &to) {
            return Some(step.needs);
        }
        // Without parts, the search is quick and exact.
        let lone = |schema: &Schema| schema.children().next().is_none();
        (lone(&from) && lone(&to) && self.is_empty_alone(pair)).then(Vec::new)
    }

    fn is_empty_alone(&mut self, pair: Pair) -> bool {
        let assumptions = Assumptions {
            sender: Side::Base,
            answer: pair.mode.answer,
            open_world: pair.mode.open_world,
            lenient_receiver: pair.mode.lenient_receiver,
            filled: Filled::No,
        };
        let own = self.nodes.intern(Node::Schema(pair.from));
        let other = self.nodes.intern(Node::Schema(pair.to));
        let literal = |node, holds, side| Lit { node, holds, side };
        let literals = vec![
            literal(own, true, Side::Base),
            literal(other, false, Side::Head),
        ];
        self.simulation.asking = true;
        let outcome = self.place(literals, assumptions);
        self.simulation.asking = false;
        matches!(outcome, Outcome::Empty)
    }

    /// Whether direction does not matter to a schema.
    fn is_even(&mut self, class: Class) -> bool {
        let node = self.nodes.intern(Node::Schema(class));
        self.mentions.is_neutral(&self.nodes, node)
    }
}

/// One pair's keywords, compared.
struct Step<'n, 'a> {
    nodes: &'n mut Nodes<'a>,
    mode: Mode,
    /// Direction does not matter to either.
    even: bool,
    sides: [Side; 2],
    needs: Vec<Pair>,
}

impl Step<'_, '_> {
    fn class(&self, side: usize, schema: SchemaId) -> Class {
        self.nodes.classes.of(self.sides[side], schema)
    }

    fn need(&mut self, from: SchemaId, to: SchemaId, mode: Mode) {
        let (from, to) = (self.class(0, from), self.class(1, to));
        if from != to {
            self.needs.push(Pair { from, to, mode });
        }
    }

    /// Whether a part admits everything, or nothing.
    fn constant(&mut self, side: usize, schema: SchemaId) -> Option<bool> {
        let class = self.class(side, schema);
        let node = self.nodes.intern(Node::Schema(class));
        constant(self.nodes, node)
    }

    fn same(&self, from: Option<SchemaId>, to: Option<SchemaId>) -> bool {
        match (from, to) {
            (Some(from), Some(to)) => self.class(0, from) == self.class(1, to),
            (None, None) => true,
            _ => false,
        }
    }

    fn compare(&mut self, from: &Schema, to: &Schema) -> bool {
        if from.boolean == Some(false) {
            return true;
        }
        let unevaluated = [
            from.unevaluated_items,
            from.unevaluated_properties,
            to.unevaluated_items,
            to.unevaluated_properties,
        ];
        to.boolean != Some(false)
            && unevaluated.iter().all(Option::is_none)
            && (self.even || !combines(from) && !combines(to))
            && plain(from, to)
            && self.arrays(from, to)
            && self.objects(from, to)
            && self.conditions(from, to)
            && self.alternatives(from, to)
    }

    fn arrays(&mut self, from: &Schema, to: &Schema) -> bool {
        if to.contains.is_some()
            && !(self.same(from.contains, to.contains)
                && from.min_contains == to.min_contains
                && from.max_contains == to.max_contains)
        {
            return false;
        }
        if from.prefix_items.len() != to.prefix_items.len()
            && !(to.prefix_items.is_empty() && to.items.is_none())
        {
            return false;
        }
        for (own, other) in from.prefix_items.iter().zip(&to.prefix_items) {
            self.need(*own, *other, self.mode);
        }
        match (from.items, to.items) {
            (_, None) => true,
            (Some(own), Some(other)) => {
                self.need(own, other, self.mode);
                true
            }
            (None, Some(other)) => self.constant(1, other) == Some(true),
        }
    }

    fn objects(&mut self, from: &Schema, to: &Schema) -> bool {
        if to.property_names.is_some() && !self.same(from.property_names, to.property_names) {
            return false;
        }
        if !from.pattern_properties.is_empty() || !to.pattern_properties.is_empty() {
            return self.patterned(from, to) && self.required(from, to);
        }
        self.required(from, to) && self.members(from, to)
    }

    fn is_one_way(&self, side: usize, schema: &Schema, name: &str) -> bool {
        let contract = self.nodes.contracts[self.sides[side].index()];
        schema.properties.get(name).is_some_and(|member| {
            let (read_only, write_only) = one_way(contract, *member);
            if self.mode.answer {
                write_only
            } else {
                read_only
            }
        })
    }

    fn required(&self, from: &Schema, to: &Schema) -> bool {
        to.required.iter().all(|name| {
            self.is_one_way(1, to, name)
                || from.required.contains(name) && !self.is_one_way(0, from, name)
        })
    }

    /// With the same names and patterns on both sides, what applies to a name on one side has its
    /// counterpart on the other. Several may apply to one name, so that nothing is assumed.
    fn patterned(&mut self, from: &Schema, to: &Schema) -> bool {
        let strict = Mode::strict(self.mode.answer);
        for (own, other) in [
            (&from.properties, &to.properties),
            (&from.pattern_properties, &to.pattern_properties),
        ] {
            if own.len() != other.len() {
                return false;
            }
            for (name, part) in own {
                let Some(partner) = other.get(name) else {
                    return false;
                };
                self.need(*part, *partner, strict);
            }
        }
        match (from.additional, to.additional) {
            (_, None) => true,
            (Some(own), Some(other)) => {
                self.need(own, other, strict);
                true
            }
            (None, Some(other)) => self.constant(1, other) == Some(true),
        }
    }

    fn members(&mut self, from: &Schema, to: &Schema) -> bool {
        let others = |own: Option<bool>, schema: Option<SchemaId>| match (schema, own) {
            (None, _) | (_, Some(true)) => Others::Any,
            (_, Some(false)) => Others::None,
            (Some(schema), None) => Others::Some(schema),
        };
        let constants = [
            from.additional.and_then(|part| self.constant(0, part)),
            to.additional.and_then(|part| self.constant(1, part)),
        ];
        let own = others(constants[0], from.additional);
        let other = others(constants[1], to.additional);
        // Who is lenient passes over names that its side does not mention anywhere.
        let ignores = self.mode.lenient_receiver
            && !combines(to)
            && to
                .required
                .iter()
                .all(|name| to.properties.contains_key(name))
            && to.dependent_required.is_empty();
        for (name, part) in &from.properties {
            if self.is_one_way(0, from, name) {
                continue;
            }
            match (to.properties.get(name), other) {
                (Some(partner), _) => self.need(*part, *partner, self.mode),
                (None, Others::Any) => {}
                (None, Others::None) if ignores => {}
                (None, Others::None) => {
                    if self.constant(0, *part) != Some(false) {
                        return false;
                    }
                }
                (None, Others::Some(partner)) => self.need(*part, partner, self.mode),
            }
        }
        for (name, partner) in &to.properties {
            if from.properties.contains_key(name) {
                continue;
            }
            match own {
                Others::None => {}
                Others::Some(part) => self.need(part, *partner, self.mode),
                Others::Any => {
                    let mentioned = combines(from)
                        || from.required.contains(name)
                        || !from.dependent_required.is_empty();
                    let unsent = self.mode.open_world && !mentioned;
                    if !unsent && self.constant(1, *partner) != Some(true) {
                        return false;
                    }
                }
            }
        }
        match (own, other) {
            (_, Others::Any) | (Others::None, _) => true,
            (Others::Some(part), Others::Some(partner)) => {
                self.need(part, partner, self.mode);
                true
            }
            (_, Others::None) => ignores,
            (Others::Any, Others::Some(_)) => false,
        }
    }

    /// Keywords whose parts are compared as they are.
    fn conditions(&self, from: &Schema, to: &Schema) -> bool {
        let pairs = [
            (from.not, to.not),
            (from.if_, to.if_),
            (from.then, to.then),
            (from.else_, to.else_),
        ];
        let conditional = [to.not, to.then, to.else_].iter().any(Option::is_some)
            || !to.dependent_required.is_empty()
            || !to.dependent_schemas.is_empty();
        if !conditional {
            return true;
        }
        pairs.iter().all(|(own, other)| self.same(*own, *other))
            && (self.even || to.dependent_required.is_empty())
            && to
                .dependent_required
                .iter()
                .all(|(name, names)| from.dependent_required.get(name) == Some(names))
            && to.dependent_schemas.iter().all(|(name, part)| {
                self.same(from.dependent_schemas.get(name).copied(), Some(*part))
            })
    }

    fn alternatives(&mut self, from: &Schema, to: &Schema) -> bool {
        let strict = Mode::strict(self.mode.answer);
        if !to.any_of.is_empty() {
            let own = if from.any_of.is_empty() {
                &from.one_of
            } else {
                &from.any_of
            };
            if own.is_empty() {
                return false;
            }
            for (index, part) in own.iter().enumerate() {
                let same_length = own.len() == to.any_of.len();
                let Some(partner) = self.partner(*part, index, &to.any_of, same_length) else {
                    return false;
                };
                self.need(*part, partner, strict);
            }
        }
        if to.one_of.is_empty() {
            return true;
        }
        if from.one_of.len() != to.one_of.len() {
            return false;
        }
        // Exactly one: each has a partner of its own that admits neither less nor more.
        let mut taken = Vec::new();
        for (index, part) in from.one_of.iter().enumerate() {
            let Some(partner) = self.partner(*part, index, &to.one_of, true) else {
                return false;
            };
            if taken.contains(&partner) {
                return false;
            }
            taken.push(partner);
            self.need(*part, partner, strict);
            let (own, other) = (self.class(0, *part), self.class(1, partner));
            if own != other {
                self.needs.push(Pair {
                    from: other,
                    to: own,
                    mode: strict,
                });
            }
        }
        true
    }

    /// The alternative that most likely says the same: one of its class, of its name, or at its
    /// place.
    fn partner(
        &self,
        part: SchemaId,
        index: usize,
        others: &[SchemaId],
        by_place: bool,
    ) -> Option<SchemaId> {
        let schema = |side: usize, id: SchemaId| {
            self.nodes.contracts[self.sides[side].index()]
                .schemas
                .get(id.index())
        };
        let class = self.class(0, part);
        let name = schema(0, part).and_then(|own| own.name.as_deref());
        let alike = others.iter().find(|other| self.class(1, **other) == class);
        let named = || {
            others.iter().find(|other| {
                name.is_some() && schema(1, **other).and_then(|other| other.name.as_deref()) == name
            })
        };
        let placed = || others.get(index).filter(|_| by_place);
        alike.or_else(named).or_else(placed).copied()
    }
}

/// What is said about members that are not named.
#[derive(Clone, Copy)]
enum Others {
    Any,
    None,
    Some(SchemaId),
}

/// Whether other schemas at the same place may mention names.
fn combines(schema: &Schema) -> bool {
    let parts = [schema.not, schema.if_, schema.then, schema.else_];
    !schema.any_of.is_empty()
        || !schema.one_of.is_empty()
        || !schema.dependent_schemas.is_empty()
        || parts.iter().any(Option::is_some)
}

/// Keywords without parts: each of the receiver's follows from the sender's.
fn plain(from: &Schema, to: &Schema) -> bool {
    fn same_or_none<T: PartialEq>(from: &Option<T>, to: &Option<T>) -> bool {
        to.is_none() || from == to
    }
    fn at_least(from: Option<u64>, to: Option<u64>) -> bool {
        to.is_none_or(|to| to == 0 || from.is_some_and(|from| from >= to))
    }
    fn at_most(from: Option<u64>, to: Option<u64>) -> bool {
        to.is_none_or(|to| from.is_some_and(|from| from <= to))
    }
    let covers = |kind: Type| {
        to.types.contains(kind) || kind == Type::Integer && to.types.contains(Type::Number)
    };
    let low = |from: Bound, to: Bound| {
        from.value > to.value || from.value == to.value && (from.exclusive || !to.exclusive)
    };
    let high = |from: Bound, to: Bound| {
        from.value < to.value || from.value == to.value && (from.exclusive || !to.exclusive)
    };
    let values = match (&from.values, &to.values) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(own), Some(others)) => {
            let others: HashSet<String> = others.iter().map(canonical).collect();
            own.iter().all(|value| others.contains(&canonical(value)))
        }
    };
    values
        && from.types.iter().all(covers)
        && to
            .minimum
            .is_none_or(|to| from.minimum.is_some_and(|from| low(from, to)))
        && to
            .maximum
            .is_none_or(|to| from.maximum.is_some_and(|from| high(from, to)))
        && same_or_none(&from.multiple_of, &to.multiple_of)
        && same_or_none(&from.pattern, &to.pattern)
        && same_or_none(&format::of(from), &format::of(to))
        && at_least(from.min_length, to.min_length)
        && at_most(from.max_length, to.max_length)
        && at_least(from.min_items, to.min_items)
        && at_most(from.max_items, to.max_items)
        && at_least(from.min_properties, to.min_properties)
        && at_most(from.max_properties, to.max_properties)
        && (from.unique_items || !to.unique_items)
        && to
            .unknown
            .iter()
            .all(|(key, value)| from.unknown.get(key) == Some(value))
}
