//! Values that travel as text: in parameters, in members of forms, in plain bodies. Text has no
//! type, so that `1` may be a number to one side and a text to the other, and one value is also a
//! list of one.

use serde_json::{Map, Value};

use super::Comparison;
use super::media::{is_opaque, kind};
use super::wire::{plain_text, readings};
use crate::meaning::{Assumptions, Containment, Example, Filled, Kind, Side, Step, seen_through};
use counterpart_contract::{
    Contract, Location, MediaType, Parameter, ParameterValue, Schema, SchemaId, Style, Type, Types,
};

/// How many values are set aside because their text says something that is accepted.
const READ_OTHERWISE: usize = 12;
/// How many ways to read a list or an object are tried.
const WAYS: usize = 64;

/// How a message is written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Writing {
    /// Members are written one by one, and not as parts of one text.
    members: bool,
    /// Items are written one by one, also those of a member.
    items: bool,
    /// Items are sent as one text.
    joined: bool,
    /// Whatever is sent is one text.
    whole: bool,
    /// A text is cut into items by whoever reads it.
    split: bool,
    pub filled: Filled,
    /// Parts of parts are texts, too.
    pub textual: bool,
}

impl Writing {
    /// A parameter as its sender and its reader have it, where both have a style.
    pub(super) fn of(sent: &Parameter, read: &Parameter) -> Option<Self> {
        let one = |value: &ParameterValue| match value {
            ParameterValue::Styled { style, explode, .. } => {
                Some(!explode || *style == Style::Simple)
            }
            ParameterValue::Content(_) => None,
        };
        Some(Self {
            members: true,
            items: true,
            joined: one(&sent.value)?,
            whole: match sent.value {
                ParameterValue::Styled { style, explode, .. } => {
                    style == Style::Simple || style == Style::Form && !explode
                }
                ParameterValue::Content(_) => true,
            },
            split: one(&read.value)?,
            filled: match (&sent.value, sent.location) {
                // A template has no empty segments.
                (_, Location::Path) => Filled::All,
                // Each part is written by itself, so that none is no parameter.
                (
                    ParameterValue::Styled { explode: true, .. },
                    Location::Query | Location::Cookie,
                ) => Filled::Parts,
                _ => Filled::No,
            },
            textual: false,
        })
    }

    /// A body of a media type, where that is written as text.
    pub(super) fn body(
        contracts: [&Contract; 2],
        media: [&MediaType; 2],
        sent_as: &str,
    ) -> Option<Self> {
        let kind = kind(sent_as);
        let url = kind == "application/x-www-form-urlencoded";
        let form = url || kind == "multipart/form-data";
        let textual = url
            && [0, 1]
                .iter()
                .all(|side| has_only_texts(contracts[*side], media[*side]));
        (form || is_opaque(&kind)).then_some(Self {
            members: form,
            items: form,
            joined: false,
            whole: false,
            split: false,
            filled: Filled::No,
            textual,
        })
    }

    /// Whether what the steps lead to is a text of its own.
    pub(super) fn reaches(self, steps: &[Step]) -> bool {
        let item = |step: &Step| matches!(step, Step::Item | Step::Position(_));
        match steps {
            [] => true,
            [Step::Member(_)] => self.members,
            [only] => self.items && item(only),
            [Step::Member(_), last] => self.members && self.items && item(last),
            _ => false,
        }
    }
}

/// What becomes of the texts of one schema where another reads them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reading {
    Accepted,
    /// A value whose text is not accepted.
    Refused(Value),
    Unknown,
}

impl Comparison<'_> {
    /// Whether every text that stands for a value of the sender's schema is accepted by the other.
    pub(super) fn reading(
        &mut self,
        [from, to]: [SchemaId; 2],
        assumptions: Assumptions,
        writing: Writing,
    ) -> Reading {
        let sender = assumptions.sender;
        let any_text = self.engine.admits_every_text(sender.other(), to);
        let lacks =
            |own: &mut Self, kind| own.engine.example(sender, from, &[kind]) == Example::None;
        let no_object = lacks(self, Kind::Object);
        let plain = no_object && lacks(self, Kind::Array);
        if any_text && (plain || writing.joined && no_object || writing.whole) {
            return Reading::Accepted;
        }
        if plain && self.engine.admits_written(sender, [from, to]) {
            return Reading::Accepted;
        }
        if plain && let Some(item) = self.item_of_one(sender, from, to, writing) {
            let as_item = match item {
                Some(item) => self.reading([from, item], assumptions, writing),
                None => Reading::Accepted,
            };
            if as_item != Reading::Unknown {
                return as_item;
            }
        }
        let mut assumptions = assumptions;
        let mut aside: Vec<Value> = Vec::new();
        while aside.len() < READ_OTHERWISE {
            let found = self
                .engine
                .contained_but(Some(from), Some(to), assumptions, &aside);
            let value = match found {
                // One list of one was read, which is no proof for the others.
                Containment::Proved if assumptions.filled == Filled::Several => {
                    return Reading::Unknown;
                }
                Containment::Proved => return Reading::Accepted,
                Containment::Unproven(_) => return Reading::Unknown,
                Containment::Refuted(value) => value,
            };
            if !self.is_read(to, &value, assumptions, writing) {
                return Reading::Refused(value);
            }
            match &value {
                Value::Array(items) if items.len() == 1 => assumptions.filled = Filled::Several,
                Value::Array(_) | Value::Object(_) => return Reading::Unknown,
                _ => aside.push(value),
            }
        }
        Reading::Unknown
    }

    /// Whether the text of a value says something that the receiver's schema admits.
    pub(super) fn is_read(
        &self,
        to: SchemaId,
        value: &Value,
        assumptions: Assumptions,
        writing: Writing,
    ) -> bool {
        let receiver = assumptions.sender.other();
        let admits = |value: &Value| {
            self.engine.admits(receiver, to, value, assumptions.answer) == Some(true)
        };
        let mut all = respelt(value);
        match value {
            Value::Array(items) => {
                if let [only] = items.as_slice() {
                    all.extend(respelt(only));
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

    /// What the schema asks of the only item, where it admits lists of one whatever else they are
    /// and one text is read as such a list.
    fn item_of_one(
        &self,
        sender: Side,
        from: SchemaId,
        to: SchemaId,
        writing: Writing,
    ) -> Option<Option<SchemaId>> {
        let receiver = self.contracts[sender.other().index()];
        let list = &receiver[see_through(receiver, to)];
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
        let own = self.contracts[sender.index()];
        let text = &own[see_through(own, from)];
        let whole = match &text.values {
            Some(values) => values.iter().all(|value| {
                let text = plain_text(value);
                !text.is_empty() && !text.contains([',', ' ', '|', '.', ';'])
            }),
            None => text.types != Types::ANY && !text.types.contains(Type::String),
        };
        (whole || !writing.split || self.takes_any_list(sender.other(), list)).then_some(list.items)
    }

    fn takes_any_list(&self, side: Side, list: &Schema) -> bool {
        let contract = self.contracts[side.index()];
        let free = list
            .items
            .is_none_or(|item| contract[see_through(contract, item)].admits_any_text());
        free && list.max_items.is_none() && !list.unique_items
    }
}

/// Whether no member of a form is written as JSON, as objects are that have no style.
fn has_only_texts(contract: &Contract, media: &MediaType) -> bool {
    let Some(form) = media.schema else {
        return false;
    };
    let form = &contract[see_through(contract, form)];
    form.additional.is_none()
        && !combined(form)
        && form.properties.iter().all(|(name, member)| {
            let encoding = media.encoding.get(name);
            encoding.is_some_and(|own| own.style.is_some() || own.explode.is_some())
                || has_no_object(contract, *member, 3)
        })
}

fn has_no_object(contract: &Contract, id: SchemaId, depth: usize) -> bool {
    let schema = &contract[see_through(contract, id)];
    let items = schema.items.zip(depth.checked_sub(1));
    schema.types != Types::ANY
        && !schema.types.contains(Type::Object)
        && (!schema.types.contains(Type::Array)
            || items.is_some_and(|(items, depth)| has_no_object(contract, items, depth)))
}

fn combined(schema: &Schema) -> bool {
    !(schema.all_of.is_empty() && schema.any_of.is_empty() && schema.one_of.is_empty())
        || schema.not.is_some()
        || schema.if_.is_some()
}

/// Other values that are written as the same texts.
fn respelt(value: &Value) -> Vec<Value> {
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
        let ways = respelt(value);
        let longer = rows.iter().flat_map(|row| {
            ways.iter().map(|way| {
                let mut row = row.clone();
                row.push(way.clone());
                row
            })
        });
        rows = longer.take(WAYS).collect();
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
        Step::Member(name) => out.get_mut(name)?,
        Step::Position(index) => out.get_mut(*index)?,
        Step::Item => out.get_mut(0)?,
        _ => return None,
    };
    *part = replaced(part, rest, inner)?;
    Some(out)
}

/// The schema that a wrapper which says nothing of its own is about.
pub(super) fn see_through(contract: &Contract, id: SchemaId) -> SchemaId {
    let [seen, _] = seen_through([contract, contract], [id, id]);
    seen
}
