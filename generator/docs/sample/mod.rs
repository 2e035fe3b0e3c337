//! Sample values made from schemas, for requests and answers that the contract gives no example
//! of. A sample is valid against its schema, or there is none.

mod check;
mod number;
mod shown;
mod text;

use counterpart_contract::merge::Range;
use serde_json::{Map, Value};

use crate::contract::{Contract, SchemaId, Type, Types};

use super::schema::{Direction, Flat};
pub use check::Checker;
pub use shown::shown;

/// Makes samples for one direction.
pub struct Sampler<'a> {
    contract: &'a Contract,
    direction: Direction,
    checker: Checker<'a>,
    /// How many more optional members a sample has room for.
    room: usize,
}

/// Beyond this depth only what is required is written.
const OPTIONAL_DEPTH: usize = 3;
const DEEPEST: usize = 16;
/// Schemas that are looked at for one sample: alternatives of alternatives grow fast.
const MOST_STEPS: usize = 2_000;

impl<'a> Sampler<'a> {
    #[must_use]
    pub fn new(contract: &'a Contract, direction: Direction) -> Self {
        Self {
            contract,
            direction,
            checker: Checker::new(contract, direction),
            room: 0,
        }
    }

    /// A valid value, where one can be made.
    pub fn sample(&mut self, id: SchemaId) -> Option<Value> {
        // A request is easier to read with what it needs; an answer with what it may bring.
        self.room = match self.direction {
            Direction::Request => 0,
            Direction::Response | Direction::Both => 60,
        };
        let mut steps = MOST_STEPS;
        self.checker.begin();
        let sample = self.make(&[id], 0, &mut steps)?;
        self.checker.admits(id, &sample).then_some(sample)
    }

    /// A value for a parameter: where any text will do, its name says more than another word.
    pub fn sample_of(&mut self, name: &str, id: SchemaId) -> Option<Value> {
        let sample = self.sample(id)?;
        let named = Value::from(name);
        if sample == text::PLAIN && self.checker.admits(id, &named) {
            return Some(named);
        }
        Some(sample)
    }

    fn admits(&mut self, ids: &[SchemaId], value: &Value) -> bool {
        ids.iter().all(|id| self.checker.admits(*id, value))
    }

    /// A value that all of the schemas admit.
    fn make(&mut self, ids: &[SchemaId], depth: usize, steps: &mut usize) -> Option<Value> {
        *steps = steps.checked_sub(1)?;
        if depth > DEEPEST {
            return None;
        }
        let flat = Flat::of(self.contract, ids);
        let given = flat
            .parts
            .iter()
            .flat_map(|part| part.examples.iter().chain(part.default.as_deref()));
        let mut given: Vec<&Value> = given.take(8).collect();
        // Null says little about what a value looks like.
        given.sort_by_key(|value| value.is_null());
        for value in given {
            if self.admits(ids, value) {
                return Some(value.clone());
            }
        }
        if let Some(values) = flat.values() {
            let valid = values.iter().find(|value| self.admits(ids, value));
            return valid.cloned();
        }
        let types = flat.plain_types();
        let order = [
            Type::Object,
            Type::Array,
            Type::String,
            Type::Integer,
            Type::Number,
            Type::Boolean,
            Type::Null,
        ];
        if types == Types::ANY && flat.choices.is_empty() {
            // Anything goes; a text is what readers expect.
            let text = Value::from(text::PLAIN);
            if self.admits(ids, &text) {
                return Some(text);
            }
        }
        for kind in order.into_iter().filter(|kind| types.contains(*kind)) {
            if kind == Type::Object && types == Types::ANY && flat.properties.is_empty() {
                continue;
            }
            if let Some(value) = self.of_type(kind, &flat, depth, steps)
                && self.admits(ids, &value)
            {
                return Some(value);
            }
        }
        self.alternative(ids, &flat, depth, steps)
    }

    fn of_type(
        &mut self,
        kind: Type,
        flat: &Flat<'a>,
        depth: usize,
        steps: &mut usize,
    ) -> Option<Value> {
        match kind {
            Type::Null => Some(Value::Null),
            Type::Boolean => Some(Value::Bool(true)),
            Type::Integer | Type::Number => number::sample(flat, kind),
            Type::String => text::sample(flat, &mut self.checker),
            Type::Array => self.array(flat, depth, steps),
            Type::Object => self.object(flat, depth, steps),
        }
    }

    /// What the alternatives ask for, put into what the schema asks for itself.
    fn alternative(
        &mut self,
        ids: &[SchemaId],
        flat: &Flat<'a>,
        depth: usize,
        steps: &mut usize,
    ) -> Option<Value> {
        let mut base = if flat.properties.is_empty() {
            None
        } else {
            self.object(flat, depth, steps)
        };
        for (index, choice) in flat.choices.iter().enumerate() {
            let last = index + 1 == flat.choices.len();
            for member in choice.members.iter().take(40) {
                let Some(candidate) = self.make(&[*member], depth + 1, steps) else {
                    continue;
                };
                for candidate in self.told_apart(flat, *member, candidate) {
                    let merged = merge(base.as_ref(), candidate);
                    if self.admits(ids, &merged) {
                        return Some(merged);
                    }
                    if !last && self.checker.admits(*member, &merged) {
                        base = Some(merged);
                    }
                }
            }
        }
        None
    }

    /// The candidate as it is, and with the discriminator's value written in.
    fn told_apart(&self, flat: &Flat<'a>, member: SchemaId, candidate: Value) -> Vec<Value> {
        let Some(discriminator) = flat.first(|part| part.discriminator.as_ref()) else {
            return vec![candidate];
        };
        let name = discriminator.tags(member).first().cloned();
        match (name, candidate) {
            (Some(name), Value::Object(members)) => {
                let mut told = members.clone();
                told.insert(discriminator.property.clone(), Value::from(name));
                vec![Value::Object(told), Value::Object(members)]
            }
            (_, candidate) => vec![candidate],
        }
    }

    fn array(&mut self, flat: &Flat<'a>, depth: usize, steps: &mut usize) -> Option<Value> {
        let Range { least, most } = flat.bounds().items;
        let least = usize::try_from(least.unwrap_or(0)).ok()?;
        let wanted = least
            .max(1)
            .min(usize::try_from(most.unwrap_or(1)).unwrap_or(1).max(least));
        if wanted > 50 {
            return None;
        }
        let prefix = flat
            .first(|part| (!part.prefix_items.is_empty()).then_some(part.prefix_items.as_slice()));
        let contains = flat.first(|part| part.contains);
        let unique = flat.any(|part| part.unique_items);
        let mut items: Vec<Value> = Vec::new();
        for index in 0..wanted.max(prefix.map_or(0, <[_]>::len)) {
            let schema = prefix
                .and_then(|prefix| prefix.get(index).copied())
                .or(if index == 0 { contains } else { None })
                .or(flat.items());
            let item = match schema {
                Some(schema) => self.make(&[schema], depth + 1, steps),
                None => Some(Value::from("string")),
            };
            match item {
                Some(item) if unique && items.contains(&item) => {
                    items.push(another(&items, &item, flat, self.contract)?);
                }
                Some(item) => items.push(item),
                None if least == 0 => break,
                None => return None,
            }
        }
        Some(Value::Array(items))
    }

    fn object(&mut self, flat: &Flat<'a>, depth: usize, steps: &mut usize) -> Option<Value> {
        let mut members = Map::new();
        let only_optional = self.direction == Direction::Request
            && depth == 0
            && flat.required.is_empty()
            && flat.choices.is_empty();
        let mut extra = if only_optional { 3 } else { 0 };
        for (name, ids) in &flat.properties {
            let property = Flat::of(self.contract, ids);
            let hidden = match self.direction {
                Direction::Request => property.any(|part| part.read_only),
                Direction::Response | Direction::Both => property.any(|part| part.write_only),
            };
            if hidden {
                continue;
            }
            let required = flat.required.contains(name);
            if !required {
                let shown = if extra > 0 {
                    extra -= 1;
                    true
                } else {
                    let deprecated = property.any(|part| part.deprecated);
                    let room = self.room > 0 && depth < OPTIONAL_DEPTH && !deprecated;
                    self.room -= usize::from(room);
                    room
                };
                if !shown {
                    continue;
                }
            }
            match self.make(ids, depth + 1, steps) {
                Some(value) => {
                    members.insert((*name).to_owned(), value);
                }
                None if required => return None,
                None => {}
            }
        }
        for name in &flat.required {
            if !members.contains_key(*name) && !flat.properties.contains_key(name) {
                let value = match flat.additional() {
                    Some(schema) => self.make(&[schema], depth + 1, steps)?,
                    None => Value::from("string"),
                };
                members.insert((*name).to_owned(), value);
            }
        }
        self.fill(flat, &mut members, depth, steps);
        Some(Value::Object(members))
    }

    /// Members that have no name in the contract: as many as are asked for, and one to show what
    /// a map looks like.
    fn fill(
        &mut self,
        flat: &Flat<'a>,
        members: &mut Map<String, Value>,
        depth: usize,
        steps: &mut usize,
    ) {
        let least = flat.bounds().properties.least;
        let least = usize::try_from(least.unwrap_or(0)).unwrap_or(0).min(20);
        for (name, ids) in &flat.properties {
            if members.len() < least
                && !members.contains_key(*name)
                && let Some(value) = self.make(ids, depth + 1, steps)
            {
                members.insert((*name).to_owned(), value);
            }
        }
        let map = flat.properties.is_empty() && flat.choices.is_empty();
        let wanted = least.max(usize::from(map && self.room > 0));
        if let Some(schema) = flat.additional() {
            for index in members.len()..wanted {
                if let Some(value) = self.make(&[schema], depth + 1, steps) {
                    let name = if index == 0 {
                        "key".to_owned()
                    } else {
                        format!("key{}", index + 1)
                    };
                    members.entry(name).or_insert(value);
                }
            }
        }
    }
}

/// An item unlike those that are there.
fn another(items: &[Value], item: &Value, flat: &Flat<'_>, contract: &Contract) -> Option<Value> {
    let inner = Flat::of(contract, &[flat.items()?]);
    let values = inner.values().unwrap_or_default().iter().cloned();
    let near: Vec<Value> = match item {
        Value::Number(number) => {
            let start = number.as_i64()?;
            (1..60)
                .map(|step| Value::from(start.saturating_add(step)))
                .collect()
        }
        Value::String(text) => (2..60)
            .map(|count| Value::from(format!("{text}{count}")))
            .collect(),
        Value::Bool(flag) => vec![Value::Bool(!flag)],
        _ => Vec::new(),
    };
    values.chain(near).find(|value| !items.contains(value))
}

fn merge(base: Option<&Value>, candidate: Value) -> Value {
    match (base, candidate) {
        (Some(Value::Object(base)), Value::Object(members)) => {
            let mut merged = base.clone();
            merged.extend(members);
            Value::Object(merged)
        }
        (_, candidate) => candidate,
    }
}
