//! Plain evaluation of a value against a schema (JSON Schema core and validation, 2020-12), written
//! apart from the decision procedure so that the two can check each other.

use serde_json::Value;

use crate::format;
use crate::model::{Contract, Decimal, Schema, SchemaId, canonical, is_vocabulary, one_way};
use crate::pattern::{Languages, backtrack};
use crate::ternary::{both, either};

const DEPTH: usize = 300;

/// Whether the schema admits the value in this direction; `None` where it cannot be told.
pub fn admits(contract: &Contract, schema: SchemaId, value: &Value, answer: bool) -> Option<bool> {
    let mut evaluation = Evaluation {
        contract,
        answer,
        languages: Languages::default(),
    };
    evaluation
        .schema(schema, value, &[], DEPTH)
        .map(|seen| seen.is_some())
}

struct Evaluation<'a> {
    contract: &'a Contract,
    answer: bool,
    languages: Languages,
}

/// Which members and items a schema that holds has evaluated.
#[derive(Default, Clone)]
struct Seen {
    members: Vec<String>,
    items: Vec<usize>,
}

impl Seen {
    fn join(&mut self, other: Self) {
        self.members.extend(other.members);
        self.items.extend(other.items);
    }
}

/// `Some(Some(_))`: holds; `Some(None)`: does not; `None`: cannot be told.
type Verdict = Option<Option<Seen>>;

impl Evaluation<'_> {
    /// `one_way` holds the names that need not be there in this direction, by a schema around.
    fn schema(&mut self, id: SchemaId, value: &Value, one_way: &[String], depth: usize) -> Verdict {
        let depth = depth.checked_sub(1)?;
        let schema = &self.contract[id];
        if schema.boolean == Some(false) {
            return Some(None);
        }
        let mut one_way = one_way.to_vec();
        self.collect_one_way(id, &mut one_way, 8);
        let mut doubt = !schema.unknown.is_empty();
        let mut seen = Seen::default();
        let checks = [
            self.plain(schema, value),
            self.items(schema, value, depth, &mut seen),
            self.members(schema, value, &one_way, depth, &mut seen),
            self.combinations(schema, value, &one_way, depth, &mut seen),
        ];
        for check in checks {
            match check {
                Some(true) => {}
                Some(false) => return Some(None),
                None => doubt = true,
            }
        }
        match self.unevaluated(schema, value, depth, &mut seen) {
            Some(true) => {}
            Some(false) => return Some(None),
            None => doubt = true,
        }
        (!doubt || schema_is_annotated(schema)).then_some(Some(seen))
    }

    fn holds(&mut self, id: SchemaId, value: &Value, depth: usize) -> Option<bool> {
        self.schema(id, value, &[], depth)
            .map(|seen| seen.is_some())
    }

    /// Names of members that are not part of messages in this direction.
    fn collect_one_way(&self, id: SchemaId, out: &mut Vec<String>, depth: usize) {
        let schema = &self.contract[id];
        for (name, member) in &schema.properties {
            if self.is_one_way(*member) && !out.contains(name) {
                out.push(name.clone());
            }
        }
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        for part in &schema.all_of {
            self.collect_one_way(*part, out, depth);
        }
    }

    fn is_one_way(&self, id: SchemaId) -> bool {
        let (read_only, write_only) = one_way(self.contract, id);
        if self.answer { write_only } else { read_only }
    }

    fn plain(&mut self, schema: &Schema, value: &Value) -> Option<bool> {
        let listed = schema.values.as_ref().is_none_or(|values| {
            let text = canonical(value);
            values.iter().any(|listed| canonical(listed) == text)
        });
        if !schema.types.admits(value) || !listed {
            return Some(false);
        }
        match value {
            Value::Number(number) => {
                let number = Decimal::from_json(number)?;
                let low = schema.minimum.is_none_or(|bound| {
                    number > bound.value || !bound.exclusive && number == bound.value
                });
                let high = schema.maximum.is_none_or(|bound| {
                    number < bound.value || !bound.exclusive && number == bound.value
                });
                let range = format::of(schema).as_deref().and_then(format::range);
                let fits = range.is_none_or(|(min, max)| {
                    number >= Decimal::new(min, 0) && number <= Decimal::new(max, 0)
                });
                let step = match schema.multiple_of {
                    Some(step) => number.is_multiple_of(step)?,
                    None => true,
                };
                Some(low && high && fits && step)
            }
            Value::String(text) => self.text(schema, text),
            _ => Some(true),
        }
    }

    fn text(&mut self, schema: &Schema, text: &str) -> Option<bool> {
        let length = text.chars().count() as u64;
        if schema.min_length.is_some_and(|min| length < min)
            || schema.max_length.is_some_and(|max| length > max)
        {
            return Some(false);
        }
        if let Some(pattern) = &schema.pattern
            && !self.matches(pattern, text)?
        {
            return Some(false);
        }
        let name = format::of(schema);
        let Some(format) = name.as_deref().and_then(format::text) else {
            return Some(true);
        };
        if self.matches(format.inner, text)? {
            Some(true)
        } else if self.matches(format.outer, text)? {
            None
        } else {
            Some(false)
        }
    }

    fn matches(&mut self, pattern: &str, text: &str) -> Option<bool> {
        match self.languages.pattern(pattern) {
            Ok(language) => Some(self.languages.contains(language, text)),
            Err(_) if text.len() <= 18 => backtrack(pattern, text),
            Err(_) => None,
        }
    }

    fn items(
        &mut self,
        schema: &Schema,
        value: &Value,
        depth: usize,
        seen: &mut Seen,
    ) -> Option<bool> {
        let Value::Array(items) = value else {
            return Some(true);
        };
        let count = items.len() as u64;
        if schema.min_items.is_some_and(|min| count < min)
            || schema.max_items.is_some_and(|max| count > max)
        {
            return Some(false);
        }
        if schema.unique_items {
            let mut texts: Vec<String> = items.iter().map(canonical).collect();
            texts.sort_unstable();
            if texts.windows(2).any(|pair| pair.first() == pair.last()) {
                return Some(false);
            }
        }
        let mut all = Some(true);
        for (index, item) in items.iter().enumerate() {
            let own = schema.prefix_items.get(index).copied().or(schema.items);
            if let Some(own) = own {
                all = both(all, self.holds(own, item, depth));
                seen.items.push(index);
            }
        }
        if let Some(wanted) = schema.contains {
            let mut matching = 0;
            for (index, item) in items.iter().enumerate() {
                if self.holds(wanted, item, depth)? {
                    matching += 1;
                    seen.items.push(index);
                }
            }
            let enough = matching >= schema.min_contains.unwrap_or(1)
                && schema.max_contains.is_none_or(|max| matching <= max);
            all = both(all, Some(enough));
        }
        all
    }

    fn members(
        &mut self,
        schema: &Schema,
        value: &Value,
        one_way: &[String],
        depth: usize,
        seen: &mut Seen,
    ) -> Option<bool> {
        let Value::Object(members) = value else {
            return Some(true);
        };
        let count = members.len() as u64;
        let has = |name: &String| members.contains_key(name) || one_way.contains(name);
        let dependents = schema
            .dependent_required
            .iter()
            .filter(|(name, _)| members.contains_key(*name));
        if !schema.required.iter().all(has)
            || !dependents.flat_map(|(_, names)| names).all(has)
            || schema.min_properties.is_some_and(|min| count < min)
            || schema.max_properties.is_some_and(|max| count > max)
        {
            return Some(false);
        }
        let mut all = Some(true);
        for (name, member) in members {
            if let Some(names) = schema.property_names {
                let name = Value::String(name.clone());
                all = both(all, self.holds(names, &name, depth));
            }
            let mut applied: Vec<SchemaId> =
                schema.properties.get(name).copied().into_iter().collect();
            for (pattern, own) in &schema.pattern_properties {
                if self.matches(pattern, name)? {
                    applied.push(*own);
                }
            }
            if applied.is_empty() {
                applied.extend(schema.additional);
            }
            if !applied.is_empty() {
                seen.members.push(name.clone());
            }
            for own in applied {
                all = both(all, self.holds(own, member, depth));
            }
        }
        for (name, own) in &schema.dependent_schemas {
            if members.contains_key(name) {
                all = both(all, self.join(*own, value, one_way, depth, seen));
            }
        }
        all
    }

    /// A schema at the same place, whose evaluations count where it holds.
    fn join(
        &mut self,
        id: SchemaId,
        value: &Value,
        one_way: &[String],
        depth: usize,
        seen: &mut Seen,
    ) -> Option<bool> {
        match self.schema(id, value, one_way, depth)? {
            Some(other) => {
                seen.join(other);
                Some(true)
            }
            None => Some(false),
        }
    }

    fn combinations(
        &mut self,
        schema: &Schema,
        value: &Value,
        one_way: &[String],
        depth: usize,
        seen: &mut Seen,
    ) -> Option<bool> {
        let meant = |part: &&SchemaId| {
            let discriminator = schema.discriminator.as_deref();
            discriminator.is_none_or(|known| known.may_mean(**part, value))
        };
        let mut all = Some(true);
        for part in &schema.all_of {
            all = both(all, self.join(*part, value, one_way, depth, seen));
        }
        if !schema.any_of.is_empty() {
            let mut any = Some(false);
            for part in schema.any_of.iter().filter(meant) {
                any = either(any, self.join(*part, value, one_way, depth, seen));
            }
            all = both(all, any);
        }
        if !schema.one_of.is_empty() {
            let mut count = 0;
            for part in schema.one_of.iter().filter(meant) {
                count += usize::from(self.join(*part, value, one_way, depth, seen)?);
            }
            all = both(
                all,
                Some(count == 1 || (count > 1 && schema.is_discriminated())),
            );
        }
        if let Some(part) = schema.not {
            let holds = self.schema(part, value, one_way, depth)?.is_some();
            all = both(all, Some(!holds));
        }
        if let Some(condition) = schema.if_ {
            let branch = if self.join(condition, value, one_way, depth, seen)? {
                schema.then
            } else {
                schema.else_
            };
            if let Some(branch) = branch {
                all = both(all, self.join(branch, value, one_way, depth, seen));
            }
        }
        all
    }

    fn unevaluated(
        &mut self,
        schema: &Schema,
        value: &Value,
        depth: usize,
        seen: &mut Seen,
    ) -> Option<bool> {
        let mut all = Some(true);
        if let (Value::Object(members), Some(own)) = (value, schema.unevaluated_properties) {
            for (name, member) in members {
                if !seen.members.contains(name) {
                    all = both(all, self.holds(own, member, depth));
                    seen.members.push(name.clone());
                }
            }
        }
        if let (Value::Array(items), Some(own)) = (value, schema.unevaluated_items) {
            for (index, item) in items.iter().enumerate() {
                if !seen.items.contains(&index) {
                    all = both(all, self.holds(own, item, depth));
                    seen.items.push(index);
                }
            }
        }
        all
    }
}

/// Whether the keywords that are not understood are only ever annotations.
fn schema_is_annotated(schema: &Schema) -> bool {
    !schema.unknown.is_empty() && schema.unknown.keys().all(|key| !is_vocabulary(key))
}
