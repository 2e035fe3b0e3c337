//! Values that travel as text: in parameters, in properties of forms, in plain bodies. Text has no
//! type, so that `1` may be a number to one side and a text to the other, and one value is also a
//! array of one.

use serde_json::{Map, Value};

use super::engine::Engine;
use super::text::{Writing, combined, plain_text, readings};
use crate::containment::{Assumptions, Containment, Example, Kind, Omitted, Step, without_wrapper};
use crate::side::Side;
use counterpart_contract::{Schema, SchemaId, Type, Types};

/// How many values are set aside because their text says something that is accepted.
const READ_OTHERWISE: usize = 12;
/// How many ways to read an array or an object are tried.
const SPELLINGS: usize = 64;

/// What becomes of the texts of one schema where another reads them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reading {
    Accepted,
    /// A value whose text is not accepted.
    Refused(Value),
    Unknown,
}

/// Returns whether every text that stands for a value of the sender's schema is accepted by the
/// other.
pub(super) fn reading(
    engine: &mut Engine<'_>,
    [from, to]: [SchemaId; 2],
    assumptions: Assumptions,
    writing: Writing,
) -> Reading {
    let sender = assumptions.sender;
    let any_text = engine.decider.admits_every_string(sender.other(), to);
    let lacks = |engine: &mut Engine<'_>, kind| {
        engine.decider.example(sender, from, &[kind]) == Example::None
    };
    let no_object = lacks(engine, Kind::Object);
    let plain = no_object && lacks(engine, Kind::Array);
    if any_text && (plain || writing.joined && no_object || writing.whole) {
        return Reading::Accepted;
    }
    if plain && engine.decider.admits_written(sender, [from, to]) {
        return Reading::Accepted;
    }
    if plain && let Some(item) = item_of_one(engine, sender, from, to, writing) {
        let as_item = match item {
            Some(item) => reading(engine, [from, item], assumptions, writing),
            None => Reading::Accepted,
        };
        if as_item != Reading::Unknown {
            return as_item;
        }
    }
    let mut assumptions = assumptions;
    let mut aside: Vec<Value> = Vec::new();
    while aside.len() < READ_OTHERWISE {
        let found = engine
            .decider
            .contained_but(Some(from), Some(to), assumptions, &aside);
        let value = match found {
            // One array of one was read, which is no proof for the others.
            Containment::Proved if assumptions.omitted == Omitted::EmptyAndSingle => {
                return Reading::Unknown;
            }
            Containment::Proved => return Reading::Accepted,
            Containment::Unproven(_) => return Reading::Unknown,
            Containment::Refuted(value) => value,
        };
        if !is_read(engine, to, &value, assumptions, writing) {
            return Reading::Refused(value);
        }
        match &value {
            Value::Array(items) if items.len() == 1 => {
                assumptions.omitted = Omitted::EmptyAndSingle
            }
            Value::Array(_) | Value::Object(_) => return Reading::Unknown,
            _ => aside.push(value),
        }
    }
    Reading::Unknown
}

/// Returns whether the text of a value says something that the receiver's schema admits.
pub(super) fn is_read(
    engine: &Engine<'_>,
    to: SchemaId,
    value: &Value,
    assumptions: Assumptions,
    writing: Writing,
) -> bool {
    let receiver = assumptions.sender.other();
    let admits = |value: &Value| {
        engine
            .decider
            .admits(receiver, to, value, assumptions.response)
            == Some(true)
    };
    let mut all = spellings_of(value);
    match value {
        Value::Array(items) => {
            if let [only] = items.as_slice() {
                all.extend(spellings_of(only));
            }
            if writing.joined {
                all.push(Value::from(plain_text(value)));
            }
        }
        Value::Object(_) => {}
        _ => {
            let lists = all.iter().map(|value| Value::from(vec![value.clone()]));
            all.extend(lists.collect::<Vec<_>>());
        }
    }
    all.iter().any(admits)
}

/// What the schema asks of the only item, where it admits arrays of one whatever else they are
/// and one text is read as such a list.
fn item_of_one(
    engine: &Engine<'_>,
    sender: Side,
    from: SchemaId,
    to: SchemaId,
    writing: Writing,
) -> Option<Option<SchemaId>> {
    let receiver = engine.contracts[sender.other().index()];
    let list = &receiver[without_wrapper(receiver, to)];
    let simple = list.types.contains(Type::Array)
        && list.boolean.is_none()
        && list.values.is_none()
        && list.prefix_items.is_empty()
        && list.contains.is_none()
        && list.unevaluated_items.is_none()
        && list.min_items.is_none_or(|min| min <= 1)
        && list.max_items.is_none_or(|max| max >= 1)
        && !combined(list);
    if !simple {
        return None;
    }
    // A text that is cut into items is one item only where nothing can be cut.
    let own = engine.contracts[sender.index()];
    let text = &own[without_wrapper(own, from)];
    let whole = match &text.values {
        Some(values) => values.iter().all(|value| {
            let text = plain_text(value);
            !text.is_empty() && !text.contains([',', ' ', '|', '.', ';'])
        }),
        None => text.types != Types::ANY && !text.types.contains(Type::String),
    };
    (whole || !writing.split || takes_any_list(engine, sender.other(), list)).then_some(list.items)
}

fn takes_any_list(engine: &Engine<'_>, side: Side, list: &Schema) -> bool {
    let contract = engine.contracts[side.index()];
    let free = list
        .items
        .is_none_or(|item| contract[without_wrapper(contract, item)].admits_any_text());
    free && list.max_items.is_none() && !list.unique_items
}

/// Other values that are written as the same texts.
fn spellings_of(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => {
            let rows = products(items.iter());
            rows.into_iter().map(Value::Array).collect()
        }
        Value::Object(members) => products(members.values())
            .into_iter()
            .map(|row| {
                let pairs = members.keys().cloned().zip(row);
                Value::Object(pairs.collect::<Map<_, _>>())
            })
            .collect(),
        scalar => {
            let mut all = vec![scalar.clone()];
            all.extend(readings(&plain_text(scalar)));
            all
        }
    }
}

fn products<'v>(values: impl Iterator<Item = &'v Value>) -> Vec<Vec<Value>> {
    let mut rows: Vec<Vec<Value>> = vec![Vec::new()];
    for value in values {
        let spellings = spellings_of(value);
        let longer = rows.iter().flat_map(|row| {
            spellings.iter().map(|spelling| {
                let mut row = row.clone();
                row.push(spelling.clone());
                row
            })
        });
        rows = longer.take(SPELLINGS).collect();
    }
    rows
}

/// The value with another one at the end of the steps.
pub(super) fn replaced(whole: &Value, steps: &[Step], inner: &Value) -> Option<Value> {
    let Some((step, rest)) = steps.split_first() else {
        return Some(inner.clone());
    };
    let mut out = whole.clone();
    let part = match step {
        Step::Property(name) => out.get_mut(name)?,
        Step::Position(index) => out.get_mut(*index)?,
        Step::Item => out.get_mut(0)?,
        _ => return None,
    };
    *part = replaced(part, rest, inner)?;
    Some(out)
}

/// Returns whether a text, read by the schema's types, is admitted.
pub(super) fn admits_text(engine: &Engine<'_>, side: Side, schema: SchemaId, text: &str) -> bool {
    readings(text)
        .iter()
        .any(|value| engine.decider.admits(side, schema, value, false) != Some(false))
}
