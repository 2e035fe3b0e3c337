//! Schemas as terms: what each keyword demands.

use std::collections::BTreeMap;

use serde_json::Value;

use super::direction::property_one_way;
use super::node::{Id, Kind, Kinds, Node, Properties, Scalar};
use super::store::Nodes;
use crate::side::Side;
use counterpart_contract::canonical;
use counterpart_contract::is_vocabulary;
use counterpart_contract::{Bound, Decimal, Schema, SchemaId, Type};

impl Nodes<'_> {
    /// A schema's constraints, one by one.
    pub(crate) fn parts(&mut self, side: Side, id: SchemaId) -> Vec<Id> {
        let contract = self.contracts[side.index()];
        let schema = &contract[id];
        let mut out = self.parts_of(side, schema);
        super::unevaluated::add(self, side, id, &[Kind::Object, Kind::Array], &mut out);
        out
    }

    /// The constraints of a schema, or of what was cut out of one; all but `unevaluated` ones.
    pub(crate) fn parts_of(&mut self, side: Side, schema: &Schema) -> Vec<Id> {
        let mut out = Vec::new();
        if let Some(holds) = schema.boolean {
            out.push(self.always(holds));
        }
        self.any_kind(schema, &mut out);
        let minimum = schema
            .minimum
            .map(|Bound { value, exclusive }| Node::Minimum(value, exclusive));
        let maximum = schema
            .maximum
            .map(|Bound { value, exclusive }| Node::Maximum(value, exclusive));
        let numbers = [minimum, maximum, schema.multiple_of.map(Node::Multiple)];
        let strings = [
            schema
                .min_length
                .filter(|min| *min > 0)
                .map(Node::MinLength),
            schema.max_length.map(Node::MaxLength),
            schema.pattern.clone().map(Node::Pattern),
        ];
        let format = counterpart_contract::format::of(schema);
        if let Some((low, high)) = format
            .as_deref()
            .and_then(counterpart_contract::format::range)
        {
            let low = self.intern(Node::Minimum(Decimal::new(low, 0), false));
            let high = self.intern(Node::Maximum(Decimal::new(high, 0), false));
            out.push(self.and(vec![low, high]));
        }
        let format = format
            .filter(|format| counterpart_contract::format::text(format).is_some())
            .map(Node::Format);
        let plain = numbers.into_iter().chain(strings).flatten();
        for node in plain.chain(format) {
            out.push(self.intern(node));
        }
        self.arrays(side, schema, &mut out);
        self.objects(side, schema, &mut out);
        self.combinations(side, schema, &mut out);
        for (key, value) in &schema.unknown {
            let node = Node::Unknown {
                text: format!("{key}: {}", canonical(value)),
                vocabulary: is_vocabulary(key),
            };
            out.push(self.intern(node));
        }
        out
    }

    fn any_kind(&mut self, schema: &Schema, out: &mut Vec<Id>) {
        let mut kinds = Vec::new();
        for kind in schema.types.iter() {
            kinds.push(match kind {
                Type::Null => Kind::Null,
                Type::Boolean => Kind::Boolean,
                Type::Integer | Type::Number => Kind::Number,
                Type::String => Kind::String,
                Type::Array => Kind::Array,
                Type::Object => Kind::Object,
            });
        }
        let kinds = Kinds::of(&kinds);
        if kinds != Kinds::of(&Kind::ALL) {
            out.push(self.intern(Node::Kinds(kinds)));
        }
        if schema.types.contains(Type::Integer) && !schema.types.contains(Type::Number) {
            out.push(self.intern(Node::Integer));
        }
        if let Some(values) = &schema.values {
            let node = self.values(values);
            out.push(node);
        }
    }

    /// Exactly these values; those with parts are taken apart.
    pub(crate) fn values(&mut self, values: &[Value]) -> Id {
        let mut scalars: Vec<Scalar> = Vec::new();
        let mut options = Vec::new();
        for value in values {
            match (Scalar::of(value), value) {
                (Some(scalar), _) => scalars.push(scalar),
                (None, Value::Array(items)) => {
                    let prefix: Vec<Id> = items
                        .iter()
                        .map(|item| self.values(std::slice::from_ref(item)))
                        .collect();
                    let count = prefix.len() as u64;
                    let rest = self.always(false);
                    let parts = vec![
                        self.intern(Node::Kinds(Kinds::of(&[Kind::Array]))),
                        self.intern(Node::Items { prefix, rest }),
                        self.intern(Node::MinItems(count)),
                    ];
                    options.push(self.and(parts));
                }
                (None, Value::Object(object)) => {
                    let mut parts = vec![self.intern(Node::Kinds(Kinds::of(&[Kind::Object])))];
                    let mut properties = BTreeMap::new();
                    for (name, value) in object {
                        parts.push(self.intern(Node::Required(name.clone())));
                        let value = self.values(std::slice::from_ref(value));
                        properties.insert(name.clone(), value);
                    }
                    let additional = Some(self.always(false));
                    parts.push(
                        self.intern(Node::Properties(
                            Properties {
                                properties,
                                patterns: BTreeMap::new(),
                                additional,
                            }
                            .into(),
                        )),
                    );
                    options.push(self.and(parts));
                }
                // A number with more digits than are compared.
                (None, other) => options.push(self.intern(Node::Unknown {
                    text: format!("the value {other}"),
                    vocabulary: true,
                })),
            }
        }
        if !scalars.is_empty() || options.is_empty() {
            scalars.sort_unstable();
            scalars.dedup();
            options.insert(0, self.intern(Node::Values(scalars.into())));
        }
        self.or(options)
    }

    fn arrays(&mut self, side: Side, schema: &Schema, out: &mut Vec<Id>) {
        if !schema.prefix_items.is_empty() || schema.items.is_some() {
            let prefix = schema
                .prefix_items
                .iter()
                .map(|item| self.schema(side, *item))
                .collect();
            let rest = match schema.items {
                Some(item) => self.schema(side, item),
                None => self.always(true),
            };
            out.push(self.intern(Node::Items { prefix, rest }));
        }
        if let Some(min) = schema.min_items.filter(|min| *min > 0) {
            out.push(self.intern(Node::MinItems(min)));
        }
        if let Some(max) = schema.max_items {
            out.push(self.intern(Node::MaxItems(max)));
        }
        if schema.unique_items {
            out.push(self.intern(Node::Unique));
        }
        if let Some(item) = schema.contains {
            let item = self.schema(side, item);
            let min = schema.min_contains.unwrap_or(1);
            if min > 0 {
                out.push(self.intern(Node::AtLeast(item, min)));
            }
            if let Some(max) = schema.max_contains {
                out.push(self.intern(Node::AtMost(item, max)));
            }
        }
    }

    fn objects(&mut self, side: Side, schema: &Schema, out: &mut Vec<Id>) {
        let properties = self.properties(side, schema);
        if properties != Properties::default() {
            out.push(self.intern(Node::Properties(properties.into())));
        }
        for name in &schema.required {
            let node = self.expected(side, schema, name);
            out.push(self.intern(node));
        }
        if let Some(names) = schema.property_names {
            let names = self.schema(side, names);
            out.push(self.intern(Node::Names(names)));
        }
        if let Some(min) = schema.min_properties.filter(|min| *min > 0) {
            out.push(self.intern(Node::MinProperties(min)));
        }
        if let Some(max) = schema.max_properties {
            out.push(self.intern(Node::MaxProperties(max)));
        }
        for (name, names) in &schema.dependent_required {
            let absent = self.absent(name);
            for other in names {
                let present = self.expected(side, schema, other);
                let present = self.intern(present);
                out.push(self.or(vec![absent, present]));
            }
        }
        for (name, dependent) in &schema.dependent_schemas {
            let absent = self.absent(name);
            let other = self.intern(Node::Kinds(Kinds::but(Kind::Object)));
            let dependent = self.schema(side, *dependent);
            out.push(self.or(vec![other, absent, dependent]));
        }
    }

    /// That a schema requires a property.
    fn expected(&self, side: Side, schema: &Schema, name: &str) -> Node {
        let name = name.to_owned();
        if !self.directed.contains(&name) {
            return Node::Required(name);
        }
        let contract = self.contracts[side.index()];
        let (read_only, write_only) = property_one_way(contract, schema, &name);
        Node::Expected {
            name,
            read_only,
            write_only,
        }
    }

    pub(crate) fn properties(&mut self, side: Side, schema: &Schema) -> Properties {
        Properties {
            properties: schema
                .properties
                .iter()
                .map(|(name, property)| (name.clone(), self.schema(side, *property)))
                .collect(),
            patterns: schema
                .pattern_properties
                .iter()
                .map(|(pattern, property)| (pattern.clone(), self.schema(side, *property)))
                .collect(),
            additional: schema
                .additional
                .map(|property| self.schema(side, property)),
        }
    }

    /// An object without the property.
    pub(crate) fn absent(&mut self, name: &str) -> Id {
        let present = self.intern(Node::Required(name.to_owned()));
        self.not(present)
    }

    fn combinations(&mut self, side: Side, schema: &Schema, out: &mut Vec<Id>) {
        for part in &schema.all_of {
            out.push(self.schema(side, *part));
        }
        if !schema.any_of.is_empty() {
            let options = self.branches(side, schema, &schema.any_of);
            out.push(self.or(options));
        }
        if !schema.one_of.is_empty() {
            let options = self.branches(side, schema, &schema.one_of);
            out.push(match options.as_slice() {
                [one] => *one,
                _ if schema.is_discriminated() => self.or(options),
                _ => self.intern(Node::OneOf(options)),
            });
        }
        if let Some(part) = schema.not {
            let part = self.schema(side, part);
            out.push(self.not(part));
        }
        if let Some(condition) = schema.if_ {
            let condition = self.schema(side, condition);
            let otherwise = self.not(condition);
            if let Some(then) = schema.then {
                let then = self.schema(side, then);
                out.push(self.or(vec![otherwise, then]));
            }
            if let Some(else_) = schema.else_ {
                let else_ = self.schema(side, else_);
                out.push(self.or(vec![condition, else_]));
            }
        }
    }

    fn branches(&mut self, side: Side, schema: &Schema, list: &[SchemaId]) -> Vec<Id> {
        list.iter()
            .map(|part| self.branch(side, schema, *part))
            .collect()
    }

    /// One of a schema's branches, and that a value's discriminator value means it.
    pub(crate) fn branch(&mut self, side: Side, schema: &Schema, part: SchemaId) -> Id {
        let own = self.schema(side, part);
        let discriminator = schema.discriminator.as_deref();
        let Some(known) = discriminator.filter(|known| !known.tags(part).is_empty()) else {
            return own;
        };
        let mut strings = known.tags(part).to_vec();
        strings.sort_unstable();
        strings.dedup();
        let scalars: Vec<Scalar> = strings.iter().cloned().map(Scalar::String).collect();
        let scalars = self.intern(Node::Values(scalars.into()));
        let properties = self.intern(Node::Properties(
            Properties {
                properties: BTreeMap::from([(known.property.clone(), scalars)]),
                ..Properties::default()
            }
            .into(),
        ));
        let present = self.intern(Node::Required(known.property.clone()));
        let tagged = self.intern(Node::DiscriminatorValue {
            strings,
            properties,
            present,
        });
        self.and(vec![own, tagged])
    }
}
