//! Constraints as terms: every schema becomes a conjunction of small constraints, each about one
//! kind of value, joined by and, or, exactly one, and not.
//!
//! Terms are shared: equal terms are one [`Id`]. A schema is a term by the name of its class, so
//! that recursion needs no special form; what the class means is looked up when it is needed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use indexmap::IndexSet;
use serde_json::Value;

use super::Side;
use super::classes::{Class, Classes, canonical};
use super::context::{directed, member_one_way};
use crate::contract::{Bound, Contract, Decimal, Schema, SchemaId, Type};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Id(u32);

/// The kinds of JSON values. Integers are numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    pub(super) const ALL: [Self; 6] = [
        Self::Null,
        Self::Boolean,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];
}

/// A set of kinds, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Kinds(u8);

impl Kinds {
    pub(super) fn of(kinds: &[Kind]) -> Self {
        Self(kinds.iter().fold(0, |set, kind| set | 1 << *kind as u8))
    }

    pub(super) fn contains(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    pub(super) fn but(kind: Kind) -> Self {
        Self(0x3f & !(1 << kind as u8))
    }
}

/// A value without parts, with an order so that sets of them are canonical.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Scalar {
    Null,
    Boolean(bool),
    Number(Decimal),
    String(String),
}

impl Scalar {
    pub(super) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(Self::Null),
            Value::Bool(flag) => Some(Self::Boolean(*flag)),
            Value::Number(number) => Decimal::from_json(number).map(Self::Number),
            Value::String(text) => Some(Self::String(text.clone())),
            Value::Array(_) | Value::Object(_) => None,
        }
    }

    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Boolean(_) => Kind::Boolean,
            Self::Number(_) => Kind::Number,
            Self::String(_) => Kind::String,
        }
    }

    /// The JSON value, unless it is a number that JSON as read here cannot hold exactly.
    pub(super) fn value(&self) -> Option<Value> {
        match self {
            Self::Null => Some(Value::Null),
            Self::Boolean(flag) => Some(Value::Bool(*flag)),
            Self::Number(number) => json_number(*number),
            Self::String(text) => Some(Value::String(text.clone())),
        }
    }
}

pub(super) fn json_number(number: Decimal) -> Option<Value> {
    let value: serde_json::Number = number.to_string().parse().ok()?;
    (Decimal::from_json(&value) == Some(number)).then_some(Value::Number(value))
}

/// `properties`, `patternProperties` and `additionalProperties`, which mean something together
/// only (JSON Schema core, section 10.3.2).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Members {
    pub properties: BTreeMap<String, Id>,
    pub patterns: BTreeMap<String, Id>,
    pub additional: Option<Id>,
}

/// A constraint. Those about one kind of value admit every value of another kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    Always(bool),
    Not(Id),
    And(Vec<Id>),
    Or(Vec<Id>),
    /// Exactly one of them.
    One(Vec<Id>),
    Schema(Class),
    /// As a constraint of this side, whoever asks. A silent one is not taken to say anything about
    /// the names that its side knows.
    Of {
        side: Side,
        inner: Id,
        silent: bool,
    },
    Kinds(Kinds),
    Values(Vec<Scalar>),

    Integer,
    Minimum(Decimal, bool),
    Maximum(Decimal, bool),
    Multiple(Decimal),

    MinLength(u64),
    MaxLength(u64),
    Pattern(String),

    /// A `format` of text; those of numbers are bounds.
    Format(String),

    Items {
        prefix: Vec<Id>,
        rest: Id,
    },
    MinItems(u64),
    MaxItems(u64),
    Unique,
    AtLeast(Id, u64),
    AtMost(Id, u64),

    Members(Members),
    /// The member is there.
    Required(String),
    /// The member is there unless it is not part of the message, as its own schema says or what
    /// applies beside it.
    Expected {
        name: String,
        read_only: bool,
        write_only: bool,
    },
    Names(Id),
    MinMembers(u64),
    MaxMembers(u64),

    /// A keyword that is not understood, with its value. `vocabulary` says that JSON Schema gives it
    /// a meaning; others are annotations to most who read them.
    Opaque {
        text: String,
        vocabulary: bool,
    },
}

impl Node {
    /// The kind of values that the constraint is about, where it is about one.
    pub(super) fn kind(&self) -> Option<Kind> {
        match self {
            Self::Integer | Self::Minimum(..) | Self::Maximum(..) | Self::Multiple(_) => {
                Some(Kind::Number)
            }
            Self::MinLength(_) | Self::MaxLength(_) | Self::Pattern(_) | Self::Format(_) => {
                Some(Kind::String)
            }
            Self::Items { .. }
            | Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::Unique
            | Self::AtLeast(..)
            | Self::AtMost(..) => Some(Kind::Array),
            Self::Members(_)
            | Self::Required(_)
            | Self::Expected { .. }
            | Self::Names(_)
            | Self::MinMembers(_)
            | Self::MaxMembers(_) => Some(Kind::Object),
            _ => None,
        }
    }
}

/// Keywords of JSON Schema's drafts that constrain values and that the contract model does not hold.
const VOCABULARY: [&str; 6] = [
    "$dynamicRef",
    "$recursiveRef",
    "dependencies",
    "extends",
    "disallow",
    "divisibleBy",
];

/// Whether a keyword that is not understood has a meaning to JSON Schema.
pub(super) fn is_vocabulary(key: &str) -> bool {
    VOCABULARY.contains(&key)
}

/// Shared terms over two contracts.
pub(super) struct Nodes<'a> {
    pub(super) contracts: [&'a Contract; 2],
    pub(super) classes: Classes,
    /// Names of members that some schema makes `readOnly` or `writeOnly`.
    pub(super) directed: BTreeSet<String>,
    nodes: IndexSet<Node>,
    meanings: HashMap<Class, Id>,
}

impl<'a> Nodes<'a> {
    pub(super) fn new(contracts: [&'a Contract; 2]) -> Self {
        Self {
            contracts,
            classes: Classes::new(contracts),
            directed: directed(contracts),
            nodes: IndexSet::new(),
            meanings: HashMap::new(),
        }
    }

    pub(super) fn get(&self, id: Id) -> &Node {
        // Ids are only made by `intern`, which never removes any.
        &self.nodes[id.0 as usize]
    }

    pub(super) fn intern(&mut self, node: Node) -> Id {
        let (number, _) = self.nodes.insert_full(node);
        Id(u32::try_from(number).unwrap_or(u32::MAX))
    }

    pub(super) fn always(&mut self, holds: bool) -> Id {
        self.intern(Node::Always(holds))
    }

    pub(super) fn not(&mut self, id: Id) -> Id {
        match self.get(id) {
            Node::Not(inner) => *inner,
            Node::Always(holds) => {
                let holds = !holds;
                self.always(holds)
            }
            _ => self.intern(Node::Not(id)),
        }
    }

    pub(super) fn and(&mut self, mut parts: Vec<Id>) -> Id {
        let always = self.always(true);
        parts.retain(|part| *part != always);
        match parts.as_slice() {
            [] => always,
            [one] => *one,
            _ => self.intern(Node::And(parts)),
        }
    }

    pub(super) fn or(&mut self, mut parts: Vec<Id>) -> Id {
        let never = self.always(false);
        parts.retain(|part| *part != never);
        match parts.as_slice() {
            [] => never,
            [one] => *one,
            _ => self.intern(Node::Or(parts)),
        }
    }

    /// The term of a schema: a name, whose meaning is looked up with [`meaning`](Self::meaning).
    pub(super) fn schema(&mut self, side: Side, schema: SchemaId) -> Id {
        let class = self.classes.of(side, schema);
        self.intern(Node::Schema(class))
    }

    /// What a class of schemas demands, as a conjunction.
    pub(super) fn meaning(&mut self, class: Class) -> Id {
        if let Some(id) = self.meanings.get(&class) {
            return *id;
        }
        let (side, schema) = self.classes.sample(class);
        let parts = self.parts(side, schema);
        let id = self.and(parts);
        self.meanings.insert(class, id);
        id
    }

    /// A schema's constraints, one by one.
    pub(super) fn parts(&mut self, side: Side, id: SchemaId) -> Vec<Id> {
        let contract = self.contracts[side.index()];
        let schema = &contract[id];
        let mut out = self.parts_of(side, schema);
        super::unevaluated::add(self, side, id, &mut out);
        out
    }

    /// The constraints of a schema, or of what was cut out of one; all but `unevaluated` ones.
    pub(super) fn parts_of(&mut self, side: Side, schema: &Schema) -> Vec<Id> {
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
        let format = super::format::of(schema);
        if let Some((low, high)) = format.as_deref().and_then(super::format::range) {
            let low = self.intern(Node::Minimum(Decimal::new(low, 0), false));
            let high = self.intern(Node::Maximum(Decimal::new(high, 0), false));
            out.push(self.and(vec![low, high]));
        }
        let format = format
            .filter(|format| super::format::text(format).is_some())
            .map(Node::Format);
        let plain = numbers.into_iter().chain(strings).flatten();
        for node in plain.chain(format) {
            out.push(self.intern(node));
        }
        self.arrays(side, schema, &mut out);
        self.objects(side, schema, &mut out);
        self.combinations(side, schema, &mut out);
        for (key, value) in &schema.unknown {
            let node = Node::Opaque {
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
    pub(super) fn values(&mut self, values: &[Value]) -> Id {
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
                (None, Value::Object(members)) => {
                    let mut parts = vec![self.intern(Node::Kinds(Kinds::of(&[Kind::Object])))];
                    let mut properties = BTreeMap::new();
                    for (name, value) in members {
                        parts.push(self.intern(Node::Required(name.clone())));
                        let value = self.values(std::slice::from_ref(value));
                        properties.insert(name.clone(), value);
                    }
                    let additional = Some(self.always(false));
                    parts.push(self.intern(Node::Members(Members {
                        properties,
                        patterns: BTreeMap::new(),
                        additional,
                    })));
                    options.push(self.and(parts));
                }
                // A number with more digits than are compared.
                (None, other) => options.push(self.intern(Node::Opaque {
                    text: format!("the value {other}"),
                    vocabulary: true,
                })),
            }
        }
        if !scalars.is_empty() || options.is_empty() {
            scalars.sort_unstable();
            scalars.dedup();
            options.insert(0, self.intern(Node::Values(scalars)));
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
        let members = self.members(side, schema);
        if members != Members::default() {
            out.push(self.intern(Node::Members(members)));
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
            out.push(self.intern(Node::MinMembers(min)));
        }
        if let Some(max) = schema.max_properties {
            out.push(self.intern(Node::MaxMembers(max)));
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

    /// That a schema requires a member.
    fn expected(&self, side: Side, schema: &Schema, name: &str) -> Node {
        let name = name.to_owned();
        if !self.directed.contains(&name) {
            return Node::Required(name);
        }
        let contract = self.contracts[side.index()];
        let (read_only, write_only) = member_one_way(contract, schema, &name, 8);
        Node::Expected {
            name,
            read_only,
            write_only,
        }
    }

    pub(super) fn members(&mut self, side: Side, schema: &Schema) -> Members {
        Members {
            properties: schema
                .properties
                .iter()
                .map(|(name, member)| (name.clone(), self.schema(side, *member)))
                .collect(),
            patterns: schema
                .pattern_properties
                .iter()
                .map(|(pattern, member)| (pattern.clone(), self.schema(side, *member)))
                .collect(),
            additional: schema.additional.map(|member| self.schema(side, member)),
        }
    }

    /// An object without the member.
    pub(super) fn absent(&mut self, name: &str) -> Id {
        let present = self.intern(Node::Required(name.to_owned()));
        self.not(present)
    }

    fn combinations(&mut self, side: Side, schema: &Schema, out: &mut Vec<Id>) {
        for part in &schema.all_of {
            out.push(self.schema(side, *part));
        }
        if !schema.any_of.is_empty() {
            let options = self.each(side, &schema.any_of);
            out.push(self.or(options));
        }
        if !schema.one_of.is_empty() {
            let options = self.each(side, &schema.one_of);
            out.push(match options.as_slice() {
                [one] => *one,
                _ => self.intern(Node::One(options)),
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

    pub(super) fn each(&mut self, side: Side, schemas: &[SchemaId]) -> Vec<Id> {
        schemas
            .iter()
            .map(|schema| self.schema(side, *schema))
            .collect()
    }
}
