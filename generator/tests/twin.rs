//! The checks in generated code are the twin of validation in the contract crate. Values at the limits
//! of every keyword, and values that are made of others at random, the same ones every time, are
//! judged by both: where they differ, the test of a case fails and shows the schema's name and the value.

mod limits;

use std::collections::BTreeMap;

use counterpart::contract::{Contract, Direction, Reading, SchemaId, Validator, Validity};
use limits::{Limit, limits};
use serde_json::{Map, Number, Value, json};

/// Random values for each schema.
const VALUES: usize = 40;

/// Values at limits for each schema.
const LIMITS: usize = 120;

/// Values of an exercise that are taken to limits.
const BASES: usize = 3;

/// Changes to one random value.
const CHANGES: usize = 3;

/// Steps of one validation.
const STEPS: usize = 200_000;

/// Keywords with limits: for each of them validation has to admit some values and refuse others, else
/// agreement says nothing.
const KEYWORDS: [&str; 17] = [
    "contains",
    "dependentRequired",
    "enum",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "propertyNames",
    "required",
    "uniqueItems",
];

/// How often validation admitted and refused values that were made for a keyword.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<&'static str, [usize; 2]>);

impl Tally {
    /// Asserts that the values for every keyword lie on both sides of its limits.
    pub fn assert_both_sides(&self) {
        for keyword in KEYWORDS {
            let [admitted, refused] = self.0.get(keyword).copied().unwrap_or_default();
            assert!(
                admitted > 0 && refused > 0,
                "{keyword}: {admitted} values are admitted, {refused} are refused"
            );
        }
    }
}

/// Adds values for the twins to agree on to the exercises: each with whether the schema admits it.
/// A value on which validation is undecided is left out.
pub fn with_judged(
    contract: &Contract,
    exercises: &Map<String, Value>,
    tally: &mut Tally,
) -> Map<String, Value> {
    let mut exercises = exercises.clone();
    let all: Vec<Value> = exercises.values().flat_map(seeds).collect();
    let mut validator = Validator::new(contract, Direction::Request, Reading::OpenApi);
    for (index, (name, exercise)) in exercises.iter_mut().enumerate() {
        let (Some(id), Some(members)) = (contract.models.get(name), exercise.as_object_mut())
        else {
            continue;
        };
        let own = seeds(&Value::Object(members.clone()));
        let seed = u64::try_from(index).unwrap_or_default();
        let mut values = at_limits(contract, *id, &own);
        let random = random(&own, &all, seed);
        values.extend(random.into_iter().map(|value| ("", value)));
        let judged = judged(&mut validator, *id, values, tally);
        members.insert("judged".to_owned(), judged);
    }
    exercises
}

/// Values at the limits of a schema's keywords; of very many, some of each keyword.
fn at_limits(contract: &Contract, id: SchemaId, own: &[Value]) -> Vec<Limit> {
    let bases = own
        .iter()
        .take(BASES)
        .chain(own.is_empty().then_some(&Value::Null));
    let all: Vec<Limit> = bases.flat_map(|base| limits(contract, id, base)).collect();
    let step = all.len().div_ceil(LIMITS).max(1);
    all.into_iter().step_by(step).collect()
}

/// Values of the exercise, changed at random.
fn random(own: &[Value], others: &[Value], seed: u64) -> Vec<Value> {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut value = |round: usize| {
        let from = match own.get(round % own.len().max(1)) {
            Some(own) => own.clone(),
            None => random.pick(others).cloned().unwrap_or_default(),
        };
        match round < own.len() {
            true => from,
            false => changed(from, others, &mut random),
        }
    };
    (0..VALUES).map(&mut value).collect()
}

fn judged(
    validator: &mut Validator<'_>,
    id: SchemaId,
    values: Vec<Limit>,
    tally: &mut Tally,
) -> Value {
    let mut out = Vec::new();
    let mut seen: Vec<Value> = Vec::new();
    for (keyword, value) in values {
        let admitted = match validator.validate(id, &value, &mut STEPS.clone()) {
            Validity::Admitted => true,
            Validity::Refused => false,
            Validity::Undecided => continue,
        };
        let [admits, refuses] = tally.0.entry(keyword).or_default();
        *(if admitted { admits } else { refuses }) += 1;
        if !seen.contains(&value) {
            out.push(json!([value, admitted]));
            seen.push(value);
        }
    }
    Value::Array(out)
}

/// Every value that an exercise names.
fn seeds(exercise: &Value) -> Vec<Value> {
    let list = |key: &str| exercise[key].as_array().cloned().unwrap_or_default();
    let plain = ["accepts", "takes", "rejects", "lenient"]
        .into_iter()
        .flat_map(list);
    let inside = ["writes", "refuses"].into_iter().flat_map(list);
    plain
        .chain(inside.map(|case| case["value"].clone()))
        .collect()
}

/// A linear congruential generator (Knuth, MMIX): the same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let high = usize::try_from(self.0 >> 33).unwrap_or_default();
        high % count.max(1)
    }

    fn pick<'v, T>(&mut self, all: &'v [T]) -> Option<&'v T> {
        all.get(self.below(all.len()))
    }
}

fn changed(mut value: Value, others: &[Value], random: &mut Random) -> Value {
    for _ in 0..=random.below(CHANGES) {
        let depth = random.below(4);
        change(&mut value, depth, others, random);
    }
    value
}

/// Changes a value, or something so deep in it.
fn change(value: &mut Value, depth: usize, others: &[Value], random: &mut Random) {
    if depth > 0 {
        let inner = match value {
            Value::Array(items) => {
                let index = random.below(items.len());
                items.get_mut(index)
            }
            Value::Object(members) => {
                let index = random.below(members.len());
                members.values_mut().nth(index)
            }
            _ => None,
        };
        if let Some(inner) = inner {
            return change(inner, depth - 1, others, random);
        }
    }
    let strange = strange(others, random);
    match (value, random.below(4)) {
        (Value::Number(number), 1..) => *number = near(number, random),
        (Value::String(text), 1) => text.push('x'),
        (Value::String(text), 2) => drop(text.pop()),
        (Value::String(text), 3) => *text = text.to_uppercase(),
        (Value::Array(items), 1) => items.push(strange),
        (Value::Array(items), 2) => drop(items.pop()),
        (Value::Array(items), 3) => items.extend(items.first().cloned()),
        (Value::Object(members), 1) => drop(members.insert("extra".to_owned(), strange)),
        (Value::Object(members), 2) => {
            let name = members.keys().nth(random.below(members.len())).cloned();
            name.map(|name| members.shift_remove(&name));
        }
        (Value::Object(members), 3) => {
            let more = others.iter().filter_map(Value::as_object).flatten();
            let more: Vec<_> = more.collect();
            if let Some((name, value)) = random.pick(&more) {
                members.insert((*name).clone(), (*value).clone());
            }
        }
        (value, _) => *value = strange,
    }
}

fn near(number: &Number, random: &mut Random) -> Number {
    let step = [-1, 1, 7, -100, 1000]
        .get(random.below(5))
        .copied()
        .unwrap_or(1);
    match number.as_i64() {
        Some(whole) if random.below(4) > 0 => Number::from(whole.saturating_add(step)),
        _ => Number::from_f64(number.as_f64().unwrap_or_default() + 0.5).unwrap_or(Number::from(0)),
    }
}

/// Some value: a plain one, or one that is meant for another schema.
fn strange(others: &[Value], random: &mut Random) -> Value {
    let plain = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(""),
        json!("a"),
        json!([]),
        json!({}),
        json!("x".repeat(300)),
    ];
    let other = random.pick(others).filter(|_| random.0 & 0x1000 != 0);
    let plain = random.pick(&plain);
    other.or(plain).cloned().unwrap_or_default()
}
