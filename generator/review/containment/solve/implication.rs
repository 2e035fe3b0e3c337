//! One schema's keywords against another's: whether each of the receiver's follows from the same
//! one of the sender's, and which pairs of parts that rests on.

use std::collections::HashSet;

use super::pair::{NameAssumptions, Pair};
use crate::containment::term::{Class, Node, Nodes, constant};
use crate::side::Side;
use counterpart_contract::canonical;
use counterpart_contract::direction_flags;
use counterpart_contract::format;
use counterpart_contract::{Bound, Schema, SchemaId, Type};

/// One pair's keywords, compared.
pub(crate) struct Implication<'n, 'a> {
    pub nodes: &'n mut Nodes<'a>,
    pub mode: NameAssumptions,
    /// Direction does not matter to either.
    pub symmetric: bool,
    pub sides: [Side; 2],
    pub needs: Vec<Pair>,
}

impl Implication<'_, '_> {
    fn class(&self, side: usize, schema: SchemaId) -> Class {
        self.nodes.classes.of(self.sides[side], schema)
    }

    fn need(&mut self, from: SchemaId, to: SchemaId, mode: NameAssumptions) {
        let (from, to) = (self.class(0, from), self.class(1, to));
        if from != to {
            self.needs.push(Pair { from, to, mode });
        }
    }

    /// Returns whether a part admits everything, or nothing.
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

    pub(crate) fn compare(&mut self, from: &Schema, to: &Schema) -> bool {
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
            && (self.symmetric || !combines(from) && !combines(to))
            && plain(from, to)
            && self.arrays(from, to)
            && self.objects(from, to)
            && self.conditions(from, to)
            && self.branches(from, to)
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
        self.required(from, to) && self.properties(from, to)
    }

    fn is_one_way(&self, side: usize, schema: &Schema, name: &str) -> bool {
        let contract = self.nodes.contracts[self.sides[side].index()];
        schema.properties.get(name).is_some_and(|property| {
            let (read_only, write_only) = direction_flags(contract, *property);
            if self.mode.response {
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
        let strict = NameAssumptions::strict(self.mode.response);
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

    fn properties(&mut self, from: &Schema, to: &Schema) -> bool {
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
            && (self.symmetric || to.dependent_required.is_empty())
            && to
                .dependent_required
                .iter()
                .all(|(name, names)| from.dependent_required.get(name) == Some(names))
            && to.dependent_schemas.iter().all(|(name, part)| {
                self.same(from.dependent_schemas.get(name).copied(), Some(*part))
            })
    }

    fn branches(&mut self, from: &Schema, to: &Schema) -> bool {
        let strict = NameAssumptions::strict(self.mode.response);
        if !to.any_of.is_empty() {
            let own = given(&from.any_of, &from.one_of);
            if !self.any([from, to], own, &to.any_of) {
                return false;
            }
        }
        if to.one_of.is_empty() {
            return true;
        }
        if to.is_discriminated() {
            let own = given(&from.one_of, &from.any_of);
            return self.any([from, to], own, &to.one_of);
        }
        if from.one_of.len() != to.one_of.len() || from.is_discriminated() {
            return false;
        }
        // Exactly one: each has a partner of its own that admits neither less nor more.
        let mut taken = Vec::new();
        for (index, part) in from.one_of.iter().enumerate() {
            let Some(partner) = self.partner([from, to], *part, index, &to.one_of, true) else {
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

    /// Each of the sender's branches is one of the receiver's.
    fn any(&mut self, unions: [&Schema; 2], own: &[SchemaId], others: &[SchemaId]) -> bool {
        let strict = NameAssumptions::strict(self.mode.response);
        for (index, part) in own.iter().enumerate() {
            let same_length = own.len() == others.len();
            let Some(partner) = self.partner(unions, *part, index, others, same_length) else {
                return false;
            };
            self.need(*part, partner, strict);
        }
        !own.is_empty()
    }

    /// The branch that most likely says the same: one of its class, of its name, or at its
    /// place. Whatever means the one has to mean the other, too.
    fn partner(
        &self,
        unions: [&Schema; 2],
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
        let meant = |other: &&SchemaId| covers(unions, part, **other);
        let mut all = others.iter().filter(meant);
        let alike = all.clone().find(|other| self.class(1, **other) == class);
        let named = || {
            all.find(|other| {
                name.is_some() && schema(1, **other).and_then(|other| other.name.as_deref()) == name
            })
        };
        let placed = || others.get(index).filter(|_| by_place).filter(meant);
        alike.or_else(named).or_else(placed).copied()
    }
}

/// Returns whether every discriminator value that means one branch means the other.
fn covers([from, to]: [&Schema; 2], part: SchemaId, other: SchemaId) -> bool {
    let Some(known) = &to.discriminator else {
        return true;
    };
    let wanted = known.tags(other);
    wanted.is_empty()
        || from.discriminator.as_ref().is_some_and(|own| {
            let tags = own.tags(part);
            own.property == known.property
                && !tags.is_empty()
                && tags.iter().all(|tag| wanted.contains(tag))
        })
}

/// The branches of one keyword, or of the other where it has none.
fn given<'a>(first: &'a [SchemaId], second: &'a [SchemaId]) -> &'a [SchemaId] {
    if first.is_empty() { second } else { first }
}

/// What is said about properties that are not named.
#[derive(Clone, Copy)]
enum Others {
    Any,
    None,
    Some(SchemaId),
}

/// Returns whether other schemas at the same place may mention names.
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
