//! Keywords for values of one type: numbers, strings, arrays and objects.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::evaluated::{Evaluated, Here};
use super::{Reading, Validator};
use crate::format;
use crate::model::{Decimal, Schema, SchemaId, canonical};
use crate::ternary::{at_least, both, not};

/// Keywords for arrays.
pub(super) struct Items<'c> {
    pub prefix: &'c [SchemaId],
    pub rest: Option<SchemaId>,
    pub length: (Option<u64>, Option<u64>),
    pub unique: bool,
    pub contains: Option<SchemaId>,
    pub contained: (u64, Option<u64>),
}

/// Keywords for objects.
pub(super) struct Properties<'c> {
    pub named: &'c IndexMap<String, SchemaId>,
    pub patterns: &'c IndexMap<String, SchemaId>,
    pub additional: Option<SchemaId>,
    pub names: Option<SchemaId>,
    pub required: &'c [String],
    pub dependent: &'c IndexMap<String, Vec<String>>,
    pub count: (Option<u64>, Option<u64>),
}

impl Validator<'_> {
    pub(super) fn number(&self, schema: &Schema, number: &serde_json::Number) -> Option<bool> {
        let number = Decimal::from_json(number)?;
        let low = schema
            .minimum
            .is_none_or(|bound| number > bound.value || !bound.exclusive && number == bound.value);
        let high = schema
            .maximum
            .is_none_or(|bound| number < bound.value || !bound.exclusive && number == bound.value);
        let range = match self.reading {
            Reading::OpenApi => format::of(schema).as_deref().and_then(format::range),
            Reading::JsonSchema => None,
        };
        let fits = range.is_none_or(|(min, max)| {
            number >= Decimal::new(min, 0) && number <= Decimal::new(max, 0)
        });
        let step = match schema.multiple_of {
            Some(step) => number.is_multiple_of(step),
            None => Some(true),
        };
        both(Some(low && high && fits), step)
    }

    pub(super) fn text(
        &mut self,
        schema: &Schema,
        text: &str,
        length: (Option<u64>, Option<u64>),
        pattern: Option<&str>,
    ) -> Option<bool> {
        if length != (None, None) && !within(text.chars().count(), length) {
            return Some(false);
        }
        let mut all = Some(true);
        if let Some(pattern) = pattern {
            all = self.found(pattern, text);
        }
        if self.reading == Reading::JsonSchema || all == Some(false) {
            return all;
        }
        let Some(format) = format::of(schema).as_deref().and_then(format::text) else {
            return all;
        };
        let is_of_format = match self.found(format.inner, text) {
            Some(true) => Some(true),
            _ => self.found(format.outer, text).filter(|may| !may),
        };
        both(all, is_of_format)
    }

    pub(super) fn items(
        &mut self,
        rules: &Items<'_>,
        items: &[Value],
        here: Here,
        evaluated: &mut Evaluated,
    ) -> Option<bool> {
        if !within(items.len(), rules.length) || rules.unique && !all_distinct(items) {
            return Some(false);
        }
        let mut all = Some(true);
        for (index, item) in items.iter().enumerate() {
            let own = rules.prefix.get(index).copied().or(rules.rest);
            if let Some(own) = own {
                all = both(all, self.holds(own, item, here.depth));
                if all == Some(false) {
                    return all;
                }
                if here.tracked {
                    evaluated.parts.push(index);
                }
            }
        }
        if let Some(wanted) = rules.contains {
            let (mut matching, mut doubtful) = (0, 0);
            for (index, item) in items.iter().enumerate() {
                match self.holds(wanted, item, here.depth) {
                    Some(true) => {
                        matching += 1;
                        evaluated.parts.push(index);
                    }
                    Some(false) => {}
                    None => doubtful += 1,
                }
            }
            let (least, most) = rules.contained;
            let enough = at_least(least, matching, doubtful);
            let few = most.map(|most| at_least(most.saturating_add(1), matching, doubtful));
            all = both(all, both(enough, few.map_or(Some(true), not)));
            evaluated.open |= doubtful > 0;
        }
        all
    }

    pub(super) fn properties(
        &mut self,
        rules: &Properties<'_>,
        members: &Map<String, Value>,
        here: Here,
        evaluated: &mut Evaluated,
    ) -> Option<bool> {
        let has = |name: &String| {
            members.contains_key(name) || self.directions.is_excused(here.around, name)
        };
        let dependents = rules
            .dependent
            .iter()
            .filter(|(name, _)| members.contains_key(*name));
        if !rules.required.iter().all(has)
            || !dependents.flat_map(|(_, names)| names).all(has)
            || !within(members.len(), rules.count)
        {
            return Some(false);
        }
        let mut all = Some(true);
        for (position, (name, value)) in members.iter().enumerate() {
            if let Some(names) = rules.names {
                let name = Value::String(name.clone());
                all = both(all, self.holds_apart(names, &name, here.depth));
            }
            let mut own: Vec<SchemaId> = rules.named.get(name).copied().into_iter().collect();
            let mut doubtful = false;
            for (pattern, schema) in rules.patterns {
                match self.found(pattern, name) {
                    Some(true) => own.push(*schema),
                    Some(false) => {}
                    None => doubtful = true,
                }
            }
            if doubtful {
                all = both(all, None);
                evaluated.open = true;
            } else if own.is_empty() {
                own.extend(rules.additional);
            }
            if here.tracked && !own.is_empty() {
                evaluated.parts.push(position);
            }
            for own in own {
                all = both(all, self.holds(own, value, here.depth));
            }
            if all == Some(false) {
                return all;
            }
        }
        all
    }
}

fn within(count: usize, (least, most): (Option<u64>, Option<u64>)) -> bool {
    let count = count as u64;
    least.is_none_or(|least| count >= least) && most.is_none_or(|most| count <= most)
}

fn all_distinct(items: &[Value]) -> bool {
    let mut known = HashSet::with_capacity(items.len());
    items.iter().all(|item| known.insert(canonical(item)))
}
