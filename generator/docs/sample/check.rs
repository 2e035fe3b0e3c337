//! Whether a value is what a schema admits: the judge of samples, and of examples where a sample
//! is built from them.

use std::collections::HashMap;

use serde_json::Value;

use super::pattern::Pattern;
use crate::contract::{Contract, Decimal, Schema, SchemaId};
use crate::docs::schema::Direction;

/// Checks values against the schemas of a contract (JSON Schema 2020-12 without the
/// `unevaluated` keywords, formats as annotations).
pub struct Checker<'a> {
    contract: &'a Contract,
    direction: Direction,
    patterns: HashMap<&'a str, Option<Pattern>>,
    /// Checks left in one question.
    steps: usize,
    /// Checks left in all questions about one sample: choices of choices ask a great many.
    left: usize,
}

/// Checks that one question may take.
const QUESTION: usize = 20_000;
/// Checks that all questions about one sample may take.
const SAMPLE: usize = 200_000;

impl<'a> Checker<'a> {
    #[must_use]
    pub fn new(contract: &'a Contract, direction: Direction) -> Self {
        Self {
            contract,
            direction,
            patterns: HashMap::new(),
            steps: 0,
            left: SAMPLE,
        }
    }

    /// Begins with another sample.
    pub(super) fn begin(&mut self) {
        self.left = SAMPLE;
    }

    #[must_use]
    pub fn admits(&mut self, id: SchemaId, value: &Value) -> bool {
        let given = QUESTION.min(self.left);
        self.steps = given;
        let admits = self.check(id, value, 0);
        self.left -= given - self.steps;
        admits
    }

    fn check(&mut self, id: SchemaId, value: &Value, depth: usize) -> bool {
        // A schema that leads only to itself, or a question that grows without end: give up.
        if self.steps == 0 || depth > 60 {
            return false;
        }
        self.steps -= 1;
        let contract = self.contract;
        let Some(schema) = contract.schemas.get(id.index()) else {
            return true;
        };
        if let Some(admits) = schema.boolean {
            return admits;
        }
        schema.types.admits(value)
            && (schema.values.as_ref())
                .is_none_or(|values| values.iter().any(|one| same(one, value)))
            && match value {
                Value::Number(_) => number(schema, value),
                Value::String(text) => self.text(schema, text),
                Value::Array(items) => self.array(schema, items, depth),
                Value::Object(members) => self.object(schema, members, depth),
                Value::Null | Value::Bool(_) => true,
            }
            && self.combined(schema, value, depth)
    }

    fn text(&mut self, schema: &'a Schema, text: &str) -> bool {
        let length = text.chars().count() as u64;
        if schema.min_length.is_some_and(|least| length < least)
            || schema.max_length.is_some_and(|most| length > most)
        {
            return false;
        }
        schema
            .pattern
            .as_deref()
            .is_none_or(|pattern| self.matches(pattern, text))
    }

    fn matches(&mut self, pattern: &'a str, text: &str) -> bool {
        let known = self
            .patterns
            .entry(pattern)
            .or_insert_with(|| Pattern::parse(pattern));
        // What cannot be judged is taken on trust: it comes from the contract's own examples.
        known
            .as_ref()
            .and_then(|pattern| pattern.admits(text))
            .unwrap_or(true)
    }

    fn array(&mut self, schema: &'a Schema, items: &[Value], depth: usize) -> bool {
        let length = items.len() as u64;
        if schema.min_items.is_some_and(|least| length < least)
            || schema.max_items.is_some_and(|most| length > most)
        {
            return false;
        }
        if schema.unique_items
            && items
                .iter()
                .enumerate()
                .any(|(at, item)| items[..at].contains(item))
        {
            return false;
        }
        for (index, item) in items.iter().enumerate() {
            let rule = schema.prefix_items.get(index).copied().or(schema.items);
            if rule.is_some_and(|rule| !self.check(rule, item, depth + 1)) {
                return false;
            }
        }
        schema.contains.is_none_or(|rule| {
            let found = items
                .iter()
                .filter(|item| self.check(rule, item, depth + 1))
                .count() as u64;
            found >= schema.min_contains.unwrap_or(1)
                && schema.max_contains.is_none_or(|most| found <= most)
        })
    }

    fn object(
        &mut self,
        schema: &'a Schema,
        members: &serde_json::Map<String, Value>,
        depth: usize,
    ) -> bool {
        let count = members.len() as u64;
        if schema.min_properties.is_some_and(|least| count < least)
            || schema.max_properties.is_some_and(|most| count > most)
        {
            return false;
        }
        if schema
            .required
            .iter()
            .any(|name| !members.contains_key(name) && !self.excused(schema, name))
        {
            return false;
        }
        for (name, value) in members {
            let mut named = false;
            if let Some(rule) = schema.properties.get(name) {
                named = true;
                if !self.check(*rule, value, depth + 1) {
                    return false;
                }
            }
            for (pattern, rule) in &schema.pattern_properties {
                if self.matches(pattern, name) {
                    named = true;
                    if !self.check(*rule, value, depth + 1) {
                        return false;
                    }
                }
            }
            if !named
                && schema
                    .additional
                    .is_some_and(|rule| !self.check(rule, value, depth + 1))
            {
                return false;
            }
            let name_is_fine = schema
                .property_names
                .is_none_or(|rule| self.check(rule, &Value::from(name.as_str()), depth + 1));
            let needed = schema.dependent_required.get(name);
            if !name_is_fine
                || needed.is_some_and(|needed| needed.iter().any(|one| !members.contains_key(one)))
            {
                return false;
            }
        }
        true
    }

    /// A required member that this direction does not have: "required will take effect on the
    /// response only" (OpenAPI 3.0.3, section 4.7.24.1).
    fn excused(&self, schema: &Schema, name: &str) -> bool {
        let contract = self.contract;
        let property = schema
            .properties
            .get(name)
            .and_then(|id| contract.schemas.get(id.index()));
        property.is_some_and(|property| match self.direction {
            Direction::Request => property.read_only,
            Direction::Response | Direction::Both => property.write_only,
        })
    }

    fn combined(&mut self, schema: &'a Schema, value: &Value, depth: usize) -> bool {
        let next = depth + 1;
        if !schema
            .all_of
            .iter()
            .all(|rule| self.check(*rule, value, next))
        {
            return false;
        }
        if !schema.any_of.is_empty()
            && !schema
                .any_of
                .iter()
                .any(|rule| self.check(*rule, value, next))
        {
            return false;
        }
        if !schema.one_of.is_empty() {
            let holding = schema
                .one_of
                .iter()
                .filter(|rule| self.check(**rule, value, next));
            if holding.take(2).count() != 1 {
                return false;
            }
        }
        if schema.not.is_some_and(|rule| self.check(rule, value, next)) {
            return false;
        }
        if let Some(condition) = schema.if_ {
            let branch = if self.check(condition, value, next) {
                schema.then
            } else {
                schema.else_
            };
            if branch.is_some_and(|rule| !self.check(rule, value, next)) {
                return false;
            }
        }
        let Value::Object(members) = value else {
            return true;
        };
        let dependent = schema.dependent_schemas.iter();
        dependent
            .filter(|(name, _)| members.contains_key(*name))
            .all(|(_, rule)| self.check(*rule, value, next))
    }
}

/// Numbers are equal by value: `1.0` is `1`.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            Decimal::from_json(left).is_some_and(|left| Some(left) == Decimal::from_json(right))
        }
        _ => left == right,
    }
}

fn number(schema: &Schema, value: &Value) -> bool {
    let Some(number) = value.as_number().and_then(Decimal::from_json) else {
        return true;
    };
    let above = schema
        .minimum
        .is_none_or(|bound| number > bound.value || (number == bound.value && !bound.exclusive));
    let below = schema
        .maximum
        .is_none_or(|bound| number < bound.value || (number == bound.value && !bound.exclusive));
    above
        && below
        && schema
            .multiple_of
            .is_none_or(|step| number.is_multiple_of(step) != Some(false))
}
