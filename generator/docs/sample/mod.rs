//! Sample values made from schemas, for requests and responses without examples. A sample is valid
//! against its schema, or there is none.

mod check;
mod examples;
mod number;
mod text;

use counterpart_contract::merge::Range;
use serde_json::{Map, Value};

use crate::contract::{Contract, SchemaId, Type, Types};

use super::schema::{Direction, Flat};
pub use check::Checker;
pub use examples::model_examples;

/// Makes samples for one direction.
pub struct Sampler<'a> {
    contract: &'a Contract,
    direction: Direction,
    checker: Checker<'a>,
    /// The number of optional properties that may still be added to the sample.
    budget: usize,
}

/// The depth from which a sample has required properties only, and its maximal depth.
const OPTIONAL_DEPTH: usize = 3;
const MAX_DEPTH: usize = 16;
/// The maximal number of schemas visited for one sample: nested branches multiply.
const MAX_STEPS: usize = 2_000;

impl<'a> Sampler<'a> {
    /// Creates a sampler for a contract.
    #[must_use]
    pub fn new(contract: &'a Contract, direction: Direction) -> Self {
        Self {
            contract,
            direction,
            checker: Checker::new(contract, direction),
            budget: 0,
        }
    }

    /// Returns a valid value of a schema, if one is found.
    pub fn sample(&mut self, id: SchemaId) -> Option<Value> {
        // A request is easiest to read with required properties only, a response with all of them.
        self.budget = match self.direction {
            Direction::Request => 0,
            Direction::Response | Direction::Both => 60,
        };
        let mut steps = MAX_STEPS;
        self.checker.begin();
        let sample = self.make(&[id], 0, &mut steps)?;
        self.checker.admits(id, &sample).then_some(sample)
    }

    /// Returns a value for a parameter. If any string is valid, its name is more telling than a
    /// fixed word.
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

    /// Returns a value that is valid against all of the schemas.
    fn make(&mut self, ids: &[SchemaId], depth: usize, steps: &mut usize) -> Option<Value> {
        *steps = steps.checked_sub(1)?;
        if depth > MAX_DEPTH {
            return None;
        }
        let flat = Flat::of(self.contract, ids);
        // What is large takes as many steps as it has parts.
        let branches = flat.choices.iter().map(|choice| choice.branches.len());
        *steps = steps.saturating_sub((flat.properties.len() + branches.sum::<usize>()) / 8);
        let given = flat
            .parts
            .iter()
            .flat_map(|part| part.examples.iter().chain(part.default.as_deref()));
        let mut given: Vec<&Value> = given.take(8).collect();
        // Null is the least useful example.
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
            // Any value is valid; readers expect a string.
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
        self.branch(ids, &flat, depth, steps)
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

    /// Returns a value of one of the branches, merged with the properties of the schema itself.
    fn branch(
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
            for branch in choice.branches.iter().take(40) {
                let Some(candidate) = self.make(&[*branch], depth + 1, steps) else {
                    continue;
                };
                for candidate in self.with_discriminator(flat, *branch, candidate) {
                    let merged = merge(base.as_ref(), candidate);
                    if self.admits(ids, &merged) {
                        return Some(merged);
                    }
                    if !last && self.checker.admits(*branch, &merged) {
                        base = Some(merged);
                    }
                }
            }
        }
        None
    }

    /// Returns the candidate with the discriminator value of the branch, and unchanged.
    fn with_discriminator(
        &self,
        flat: &Flat<'a>,
        branch: SchemaId,
        candidate: Value,
    ) -> Vec<Value> {
        let Some(discriminator) = flat.first(|part| part.discriminator.as_ref()) else {
            return vec![candidate];
        };
        let name = discriminator.tags(branch).first().cloned();
        match (name, candidate) {
            (Some(name), Value::Object(properties)) => {
                let mut named = properties.clone();
                named.insert(discriminator.property.clone(), Value::from(name));
                vec![Value::Object(named), Value::Object(properties)]
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
        let mut properties = Map::new();
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
                    let fits = self.budget > 0 && depth < OPTIONAL_DEPTH && !deprecated;
                    self.budget -= usize::from(fits);
                    fits
                };
                if !shown {
                    continue;
                }
            }
            match self.make(ids, depth + 1, steps) {
                Some(value) => {
                    properties.insert((*name).to_owned(), value);
                }
                None if required => return None,
                None => {}
            }
        }
        for name in &flat.required {
            if !properties.contains_key(*name) && !flat.properties.contains_key(name) {
                let value = match flat.additional() {
                    Some(schema) => self.make(&[schema], depth + 1, steps)?,
                    None => Value::from("string"),
                };
                properties.insert((*name).to_owned(), value);
            }
        }
        self.fill(flat, &mut properties, depth, steps);
        Some(Value::Object(properties))
    }

    /// Adds properties up to `minProperties`, and an example entry to a map.
    fn fill(
        &mut self,
        flat: &Flat<'a>,
        properties: &mut Map<String, Value>,
        depth: usize,
        steps: &mut usize,
    ) {
        let least = flat.bounds().properties.least;
        let least = usize::try_from(least.unwrap_or(0)).unwrap_or(0).min(20);
        for (name, ids) in &flat.properties {
            if properties.len() < least
                && !properties.contains_key(*name)
                && let Some(value) = self.make(ids, depth + 1, steps)
            {
                properties.insert((*name).to_owned(), value);
            }
        }
        let map = flat.properties.is_empty() && flat.choices.is_empty();
        let wanted = least.max(usize::from(map && self.budget > 0));
        if let Some(schema) = flat.additional() {
            for index in properties.len()..wanted {
                if let Some(value) = self.make(&[schema], depth + 1, steps) {
                    let name = if index == 0 {
                        "key".to_owned()
                    } else {
                        format!("key{}", index + 1)
                    };
                    properties.entry(name).or_insert(value);
                }
            }
        }
    }
}

/// Returns an item that differs from all others, for `uniqueItems`.
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
        (Some(Value::Object(base)), Value::Object(properties)) => {
            let mut merged = base.clone();
            merged.extend(properties);
            Value::Object(merged)
        }
        (_, candidate) => candidate,
    }
}
