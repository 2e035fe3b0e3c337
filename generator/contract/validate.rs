//! Validation: whether a schema admits a value (JSON Schema core and validation, 2020-12).
//!
//! Written apart from the review's decision procedure, so that the two can check each other. The
//! checks in generated code are its only twin; a differential test binds them to it.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::format;
use crate::model::{
    Contract, Decimal, Direction, Discriminator, Schema, SchemaId, UncommonKeywords, canonical,
    direction_flags, equal, is_vocabulary,
};
use crate::pattern::{Languages, backtrack};
use crate::ternary::{both, either, not};

/// Schemas that may apply one inside the other.
const DEPTH: usize = 300;

/// Steps that [`admits`] takes at most: no schema and value that people write need so many.
const STEPS: usize = 4_000_000;

/// Strings longer than this are not tried against patterns that only backtracking matches.
const BACKTRACKED: usize = 18;

/// Parts of `allOf` in which a required property is looked for that has another direction.
const PARTS: usize = 8;

/// The outcome of a validation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// The schema admits the value.
    Admitted,
    /// The value violates some constraint.
    Refused,
    /// A keyword whose meaning is not known, a pattern or a format that is not decided, or more
    /// work than the budget allows.
    Undecided,
}

/// The meaning of the keywords that JSON Schema leaves open or does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The formats of the table in [`format`] constrain values (JSON Schema validation, section 7.2.2),
    /// and discriminators choose among branches (OpenAPI 3.0.4, section 4.7.25).
    OpenApi,
    /// Formats and discriminators are annotations, as they are to a validator of JSON Schema alone.
    JsonSchema,
}

/// Whether the schema admits the value in a response (`answer`) or in a request; `None` where that
/// is undecided.
#[must_use]
pub fn admits(contract: &Contract, schema: SchemaId, value: &Value, answer: bool) -> Option<bool> {
    let direction = if answer {
        Direction::Response
    } else {
        Direction::Request
    };
    let mut validator = Validator::new(contract, direction, Reading::OpenApi);
    match validator.validate(schema, value, &mut STEPS.clone()) {
        Validity::Admitted => Some(true),
        Validity::Refused => Some(false),
        Validity::Undecided => None,
    }
}

/// Validates values against the schemas of a contract, in one direction.
#[derive(Debug)]
pub struct Validator<'a> {
    contract: &'a Contract,
    direction: Direction,
    reading: Reading,
    languages: Languages,
    steps: usize,
}

/// The properties and items of a value that a schema which holds has evaluated.
#[derive(Debug, Default)]
struct Evaluated<'v> {
    properties: HashSet<&'v str>,
    items: HashSet<usize>,
    /// There may be more: some schema is undecided.
    open: bool,
}

impl Evaluated<'_> {
    fn join(&mut self, other: Self) {
        self.properties.extend(other.properties);
        self.items.extend(other.items);
        self.open |= other.open;
    }
}

/// `Some(Some(_))`: holds; `Some(None)`: does not; `None`: undecided.
type Verdict<'v> = Option<Option<Evaluated<'v>>>;

/// Where in the work a schema is applied.
#[derive(Clone, Copy)]
struct Here<'c> {
    depth: usize,
    /// Some schema at this value has to know what the others evaluate.
    tracked: bool,
    /// The schemas that apply to the same value, the nearest first.
    around: Option<&'c Around<'c>>,
}

struct Around<'c> {
    schema: &'c Schema,
    next: Option<&'c Around<'c>>,
}

impl<'a> Validator<'a> {
    /// A validator for messages of one direction: properties that the other one has alone need not
    /// be there (OpenAPI 3.0.3, section 4.7.24.2).
    #[must_use]
    pub fn new(contract: &'a Contract, direction: Direction, reading: Reading) -> Self {
        Self {
            contract,
            direction,
            reading,
            languages: Languages::default(),
            steps: 0,
        }
    }

    /// Whether the schema admits the value. A step is one application of a schema, or one character
    /// that a pattern is held against; what is taken of `steps` is gone, and without any left the
    /// outcome is undecided.
    pub fn validate(&mut self, schema: SchemaId, value: &Value, steps: &mut usize) -> Validity {
        self.steps = *steps;
        let verdict = self.holds(schema, value, DEPTH);
        *steps = self.steps;
        match verdict {
            Some(true) => Validity::Admitted,
            Some(false) => Validity::Refused,
            None => Validity::Undecided,
        }
    }

    /// Whether a pattern finds a match in a string (JSON Schema validation, section 6.3.3).
    pub fn matches(&mut self, pattern: &str, text: &str, steps: &mut usize) -> Option<bool> {
        self.steps = *steps;
        let found = self.found(pattern, text);
        *steps = self.steps;
        found
    }

    fn found(&mut self, pattern: &str, text: &str) -> Option<bool> {
        if self.languages.is_full() {
            self.languages = Languages::default();
        }
        match self.languages.pattern(pattern) {
            Ok(language) => self
                .languages
                .contains_within(language, text, &mut self.steps),
            Err(_) if text.len() <= BACKTRACKED => backtrack(pattern, text),
            Err(_) => None,
        }
    }

    /// A schema for a value inside of another one.
    fn holds(&mut self, id: SchemaId, value: &Value, depth: usize) -> Option<bool> {
        let here = Here {
            depth,
            tracked: false,
            around: None,
        };
        self.schema(id, value, here).map(|held| held.is_some())
    }

    /// Every keyword of a schema, taken apart so that none is forgotten.
    fn schema<'v>(&mut self, id: SchemaId, value: &'v Value, here: Here<'_>) -> Verdict<'v> {
        let depth = here.depth.checked_sub(1)?;
        self.steps = self.steps.checked_sub(1)?;
        let schema = self.contract.schemas.get(id.index())?;
        let Schema {
            place: _,
            name: _,
            title: _,
            description: _,
            deprecated: _,
            read_only: _,
            write_only: _,
            default: _,
            examples: _,
            boolean,
            types,
            values,
            format: _,
            min_length,
            max_length,
            pattern,
            items,
            properties,
            required,
            additional,
            all_of,
            any_of,
            one_of,
            discriminator,
            chooses: _,
            uncommon,
        } = schema;
        let UncommonKeywords {
            external_docs: _,
            xml: _,
            extensions: _,
            minimum: _,
            maximum: _,
            multiple_of: _,
            content_encoding: _,
            content_media_type: _,
            content_schema: _,
            prefix_items,
            min_items,
            max_items,
            unique_items,
            contains,
            min_contains,
            max_contains,
            unevaluated_items,
            pattern_properties,
            property_names,
            min_properties,
            max_properties,
            dependent_required,
            dependent_schemas,
            unevaluated_properties,
            not: negated,
            if_,
            then,
            else_,
            unknown,
        } = &**uncommon;
        if *boolean == Some(false) || !types.admits(value) {
            return Some(None);
        }
        if let Some(values) = values
            && !values.iter().any(|listed| equal(listed, value))
        {
            return Some(None);
        }
        let around = Around {
            schema,
            next: here.around,
        };
        let inner = Here {
            depth,
            tracked: here.tracked
                || unevaluated_items.is_some()
                || unevaluated_properties.is_some(),
            around: Some(&around),
        };
        let mut evaluated = Evaluated::default();
        // What is not understood constrains nothing, unless JSON Schema has a meaning for it.
        let mut all = match unknown.keys().any(|key| is_vocabulary(key)) {
            true => None,
            false => Some(true),
        };
        let own = match value {
            Value::Number(number) => self.number(schema, number),
            Value::String(text) => {
                self.text(schema, text, (*min_length, *max_length), pattern.as_deref())
            }
            Value::Array(list) => {
                let rules = Items {
                    prefix: prefix_items,
                    rest: *items,
                    length: (*min_items, *max_items),
                    unique: *unique_items,
                    contains: *contains,
                    contained: (min_contains.unwrap_or(1), *max_contains),
                };
                self.items(&rules, list, inner, &mut evaluated)
            }
            Value::Object(members) => {
                let rules = Properties {
                    named: properties,
                    patterns: pattern_properties,
                    additional: *additional,
                    names: *property_names,
                    required,
                    dependent: dependent_required,
                    count: (*min_properties, *max_properties),
                };
                self.properties(&rules, members, inner, &mut evaluated)
            }
            Value::Null | Value::Bool(_) => Some(true),
        };
        all = both(all, own);
        if all == Some(false) {
            return Some(None);
        }
        let chooses = self.reading == Reading::OpenApi;
        let combinations = Combinations {
            all_of,
            any_of,
            one_of,
            one_may_be_many: chooses && schema.is_discriminated(),
            discriminator: discriminator.as_deref().filter(|_| chooses),
            dependent: dependent_schemas,
            negated: *negated,
            condition: *if_,
            branches: (*then, *else_),
        };
        all = both(
            all,
            self.combinations(&combinations, value, inner, &mut evaluated),
        );
        if all != Some(false) {
            let rest = (*unevaluated_properties, *unevaluated_items);
            all = both(all, self.unevaluated(rest, value, depth, &mut evaluated));
        }
        all.map(|held| held.then_some(evaluated))
    }

    fn number(&self, schema: &Schema, number: &serde_json::Number) -> Option<bool> {
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

    fn text(
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

    fn items<'v>(
        &mut self,
        rules: &Items<'_>,
        items: &'v [Value],
        here: Here<'_>,
        evaluated: &mut Evaluated<'v>,
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
                    evaluated.items.insert(index);
                }
            }
        }
        if let Some(wanted) = rules.contains {
            let (mut matching, mut doubtful) = (0, 0);
            for (index, item) in items.iter().enumerate() {
                match self.holds(wanted, item, here.depth) {
                    Some(true) => {
                        matching += 1;
                        evaluated.items.insert(index);
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

    fn properties<'v>(
        &mut self,
        rules: &Properties<'_>,
        members: &'v Map<String, Value>,
        here: Here<'_>,
        evaluated: &mut Evaluated<'v>,
    ) -> Option<bool> {
        let has = |name: &String| members.contains_key(name) || self.is_excused(name, here.around);
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
        for (name, value) in members {
            if let Some(names) = rules.names {
                let name = Value::String(name.clone());
                all = both(all, self.holds(names, &name, here.depth));
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
                evaluated.properties.insert(name);
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

    /// Whether a property need not be there because messages of this direction do not have it: by
    /// the schema that requires it, one that applies beside it, or one that is part of either.
    fn is_excused(&self, name: &str, around: Option<&Around<'_>>) -> bool {
        let chain = std::iter::successors(around, |around| around.next);
        chain
            .map(|around| around.schema)
            .any(|schema| self.is_of_other_direction(schema, name, PARTS))
    }

    fn is_of_other_direction(&self, schema: &Schema, name: &str, depth: usize) -> bool {
        let own = schema.properties.get(name).is_some_and(|property| {
            let (read_only, write_only) = direction_flags(self.contract, *property);
            match self.direction {
                Direction::Request => read_only,
                Direction::Response => write_only,
            }
        });
        own || depth > 0
            && schema
                .all_of
                .iter()
                .filter_map(|part| self.contract.schemas.get(part.index()))
                .any(|part| self.is_of_other_direction(part, name, depth - 1))
    }

    /// A schema for the same value, whose evaluations count where it holds.
    fn join<'v>(
        &mut self,
        id: SchemaId,
        value: &'v Value,
        here: Here<'_>,
        evaluated: &mut Evaluated<'v>,
    ) -> Option<bool> {
        match self.schema(id, value, here) {
            Some(Some(other)) => {
                evaluated.join(other);
                Some(true)
            }
            Some(None) => Some(false),
            None => {
                evaluated.open = true;
                None
            }
        }
    }

    fn combinations<'v>(
        &mut self,
        rules: &Combinations<'_>,
        value: &'v Value,
        here: Here<'_>,
        evaluated: &mut Evaluated<'v>,
    ) -> Option<bool> {
        let meant = |branch: &&SchemaId| {
            rules
                .discriminator
                .is_none_or(|known| known.may_mean(**branch, value))
        };
        let mut all = Some(true);
        for branch in rules.all_of {
            all = both(all, self.join(*branch, value, here, evaluated));
            if all == Some(false) {
                return all;
            }
        }
        if !rules.any_of.is_empty() {
            let mut any = Some(false);
            for branch in rules.any_of.iter().filter(meant) {
                any = either(any, self.join(*branch, value, here, evaluated));
                // All that hold are asked where it matters what they evaluate.
                if any == Some(true) && !here.tracked {
                    break;
                }
            }
            all = both(all, any);
        }
        if !rules.one_of.is_empty() {
            let (mut holding, mut doubtful) = (0, 0);
            for branch in rules.one_of.iter().filter(meant) {
                match self.join(*branch, value, here, evaluated) {
                    Some(holds) => holding += u64::from(holds),
                    None => doubtful += 1,
                }
            }
            let some = at_least(1, holding, doubtful);
            let several = match rules.one_may_be_many {
                true => Some(false),
                false => at_least(2, holding, doubtful),
            };
            all = both(all, both(some, not(several)));
        }
        if let Some(negated) = rules.negated {
            let held = self.schema(negated, value, here);
            all = both(all, not(held.map(|held| held.is_some())));
        }
        if let Some(condition) = rules.condition {
            let branch = match self.join(condition, value, here, evaluated) {
                Some(true) => rules.branches.0,
                Some(false) => rules.branches.1,
                None => {
                    all = both(all, None);
                    None
                }
            };
            if let Some(branch) = branch {
                all = both(all, self.join(branch, value, here, evaluated));
            }
        }
        if let Value::Object(members) = value {
            for (name, branch) in rules.dependent {
                if members.contains_key(name) {
                    all = both(all, self.join(*branch, value, here, evaluated));
                }
            }
        }
        all
    }

    fn unevaluated<'v>(
        &mut self,
        (properties, items): (Option<SchemaId>, Option<SchemaId>),
        value: &'v Value,
        depth: usize,
        evaluated: &mut Evaluated<'v>,
    ) -> Option<bool> {
        let mut all = Some(true);
        if let (Value::Object(members), Some(own)) = (value, properties) {
            for (name, member) in members {
                if evaluated.properties.insert(name) {
                    all = both(all, self.holds(own, member, depth));
                }
            }
        }
        if let (Value::Array(list), Some(own)) = (value, items) {
            for (index, item) in list.iter().enumerate() {
                if evaluated.items.insert(index) {
                    all = both(all, self.holds(own, item, depth));
                }
            }
        }
        // What is refused as unevaluated may be evaluated after all.
        all.filter(|holds| *holds || !evaluated.open)
    }
}

/// Keywords for arrays.
struct Items<'c> {
    prefix: &'c [SchemaId],
    rest: Option<SchemaId>,
    length: (Option<u64>, Option<u64>),
    unique: bool,
    contains: Option<SchemaId>,
    contained: (u64, Option<u64>),
}

/// Keywords for objects.
struct Properties<'c> {
    named: &'c IndexMap<String, SchemaId>,
    patterns: &'c IndexMap<String, SchemaId>,
    additional: Option<SchemaId>,
    names: Option<SchemaId>,
    required: &'c [String],
    dependent: &'c IndexMap<String, Vec<String>>,
    count: (Option<u64>, Option<u64>),
}

/// Keywords that apply other schemas to the same value.
struct Combinations<'c> {
    all_of: &'c [SchemaId],
    any_of: &'c [SchemaId],
    one_of: &'c [SchemaId],
    /// More than one branch of `oneOf` may hold.
    one_may_be_many: bool,
    discriminator: Option<&'c Discriminator>,
    dependent: &'c IndexMap<String, SchemaId>,
    negated: Option<SchemaId>,
    condition: Option<SchemaId>,
    /// `then` and `else`.
    branches: (Option<SchemaId>, Option<SchemaId>),
}

fn within(count: usize, (least, most): (Option<u64>, Option<u64>)) -> bool {
    let count = count as u64;
    least.is_none_or(|least| count >= least) && most.is_none_or(|most| count <= most)
}

/// Whether so many hold, of which some are doubtful.
fn at_least(wanted: u64, holding: u64, doubtful: u64) -> Option<bool> {
    match (holding >= wanted, holding + doubtful >= wanted) {
        (true, _) => Some(true),
        (false, false) => Some(false),
        (false, true) => None,
    }
}

fn all_distinct(items: &[Value]) -> bool {
    let mut known = HashSet::with_capacity(items.len());
    items.iter().all(|item| known.insert(canonical(item)))
}
