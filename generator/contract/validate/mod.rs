//! Validation: whether a schema admits a value (JSON Schema core and validation, 2020-12).
//!
//! Written apart from the review's decision procedure, so that the two can check each other. The
//! checks in generated code are its only twin; a differential test binds them to it.

mod combinations;
mod directions;
mod evaluated;
mod values;

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use crate::model::{Contract, Direction, Schema, SchemaId, UncommonKeywords, equal, is_vocabulary};
use crate::pattern::{Languages, backtrack};
use crate::ternary::both;
use combinations::Combinations;
use directions::Directions;
use evaluated::{Around, Evaluated, Here, Verdict};
use values::{Items, Properties};

/// Schemas that may apply one inside the other.
const DEPTH: usize = 300;

/// Steps that [`admits`] takes at most: no schema and value that people write need so many.
const STEPS: usize = 4_000_000;

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

/// Whether the schema admits the value in a response (`response`) or in a request; `None` where that
/// is undecided.
#[must_use]
pub fn admits(
    contract: &Contract,
    schema: SchemaId,
    value: &Value,
    response: bool,
) -> Option<bool> {
    let direction = if response {
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
    directions: Directions,
    /// The verdicts of schemas on parts of the value at hand, by the address of the part; and
    /// nothing where a verdict is being found.
    met: HashMap<Application, Verdict>,
    nothing: Rc<Evaluated>,
}

/// A schema, the address of the value that it is applied to, and what the verdict depends on beside.
type Application = (SchemaId, usize, bool, Around);

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
            directions: Directions::default(),
            met: HashMap::new(),
            nothing: Rc::default(),
        }
    }

    /// Whether the schema admits the value. A step is one application of a schema, or one character
    /// that a pattern is held against. Each schema is applied to each part of the value once,
    /// however many ways lead there. Steps are taken from `steps`; with none left, the
    /// outcome is undecided.
    pub fn validate(&mut self, schema: SchemaId, value: &Value, steps: &mut usize) -> Validity {
        self.steps = *steps;
        let verdict = self.holds(schema, value, DEPTH);
        // Addresses mean nothing once the value is dropped.
        self.met.clear();
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
            Err(_) => {
                self.steps = self.steps.checked_sub(text.len())?;
                backtrack(pattern, text)
            }
        }
    }

    /// A schema for a value inside of another one.
    fn holds(&mut self, id: SchemaId, value: &Value, depth: usize) -> Option<bool> {
        let here = Here {
            depth,
            tracked: false,
            around: Around::default(),
        };
        self.schema(id, value, here).map(|held| held.is_some())
    }

    /// The same for a value that is no part of the one at hand.
    fn holds_apart(&mut self, id: SchemaId, value: &Value, depth: usize) -> Option<bool> {
        let met = std::mem::take(&mut self.met);
        let verdict = self.holds(id, value, depth);
        self.met = met;
        verdict
    }

    /// A schema for a part of the value at hand. Where a schema applies itself to one value without
    /// end, it is undecided.
    fn schema(&mut self, id: SchemaId, value: &Value, here: Here) -> Verdict {
        self.steps = self.steps.checked_sub(1)?;
        let address = std::ptr::from_ref(value).addr();
        let application = (id, address, here.tracked, here.around);
        if let Some(verdict) = self.met.get(&application) {
            return verdict.clone();
        }
        self.met.insert(application, None);
        let verdict = self.verdict(id, value, here);
        self.met.insert(application, verdict.clone());
        verdict
    }

    /// Every keyword of a schema, taken apart so that none is forgotten.
    fn verdict(&mut self, id: SchemaId, value: &Value, here: Here) -> Verdict {
        let depth = here.depth.checked_sub(1)?;
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
        let around = match value {
            Value::Object(_) => {
                let Self {
                    contract,
                    directions,
                    direction,
                    ..
                } = self;
                directions.with(contract, *direction, here.around, id)
            }
            _ => here.around,
        };
        let inner = Here {
            depth,
            tracked: here.tracked
                || unevaluated_items.is_some()
                || unevaluated_properties.is_some(),
            around,
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
        // Without one who asks, what is evaluated is not kept.
        let kept = |evaluated| match here.tracked {
            true => Rc::new(evaluated),
            false => Rc::clone(&self.nothing),
        };
        all.map(|held| held.then(|| kept(evaluated)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Reading, Validator, Validity};
    use crate::document::ReadOptions;
    use crate::load::load_text;
    use crate::model::{Contract, Direction};
    use crate::source::Memory;

    fn contract(schemas: &Value) -> Contract {
        let document = json!({
            "openapi": "3.1.1",
            "info": {"title": "Values", "version": "1.0.0"},
            "paths": {},
            "components": {"schemas": schemas},
        });
        let loader = Memory::default();
        let options = ReadOptions::default();
        load_text("", "a.json", document.to_string(), &loader, options).contract
    }

    fn judged(schema: Value, value: &Value, reading: Reading, steps: usize) -> Validity {
        let contract = contract(&json!({"S": schema}));
        let mut validator = Validator::new(&contract, Direction::Request, reading);
        let mut left = steps;
        let validity = validator.validate(contract.models["S"], value, &mut left);
        assert!(left <= steps, "steps are taken");
        validity
    }

    /// The steps that validation takes where each of `levels` schemas applies the one before it twice.
    fn steps_of_doubled(keyword: &str, levels: usize) -> usize {
        let mut schemas =
            json!({"S0": {"type": "object", "properties": {"a": {"type": "string"}}}});
        for level in 1..=levels {
            let inner = json!({"$ref": format!("#/components/schemas/S{}", level - 1)});
            schemas[format!("S{level}")] = json!({keyword: [inner, inner]});
        }
        let last = json!({"$ref": format!("#/components/schemas/S{levels}")});
        schemas["S"] = json!({"allOf": [last], "unevaluatedProperties": false});
        let contract = contract(&schemas);
        let mut validator = Validator::new(&contract, Direction::Request, Reading::OpenApi);
        let mut left = 100_000;
        let decided = validator.validate(contract.models["S"], &json!({"a": "b"}), &mut left);
        let wanted = match keyword {
            "oneOf" => Validity::Refused,
            _ => Validity::Admitted,
        };
        assert_eq!(decided, wanted, "{keyword}");
        100_000 - left
    }

    #[test]
    fn a_schema_is_applied_to_a_value_once() {
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let (few, many) = (steps_of_doubled(keyword, 40), steps_of_doubled(keyword, 80));
            assert!(many * 10 <= few * 22, "{keyword}: {few}, {many}");
        }
    }

    #[test]
    fn work_without_measure_is_undecided() {
        let long = json!("a".repeat(1_000));
        let pattern = || json!({"pattern": "^(a|b)*$"});
        let admits = |steps| judged(pattern(), &long, Reading::OpenApi, steps);
        assert_eq!(admits(500), Validity::Undecided);
        assert_eq!(admits(5_000), Validity::Admitted);
    }

    #[test]
    fn what_is_undecided_decides_nothing_but_what_is_certain_without_it() {
        // No automaton has the pattern, and the string takes too many steps.
        let open = json!({"pattern": r"^(.+)\1$|^(a+)+\2!$"});
        let value = json!("a".repeat(41));
        let decide = |schema| judged(schema, &value, Reading::OpenApi, 10_000);
        assert_eq!(decide(open.clone()), Validity::Undecided);
        assert_eq!(decide(json!({"anyOf": [open, true]})), Validity::Admitted);
        assert_eq!(decide(json!({"oneOf": [open, true]})), Validity::Undecided);
        let two = json!({"oneOf": [true, open, true]});
        assert_eq!(decide(two), Validity::Refused);
        let both = json!({"allOf": [open, {"maxLength": 3}]});
        assert_eq!(decide(both), Validity::Refused);
        assert_eq!(decide(json!({"not": open})), Validity::Undecided);
    }

    #[test]
    fn an_undecided_branch_may_evaluate_what_others_do_not() {
        let open = json!({"pattern": r"^(.+)\1$|^(a+)+\2!$"});
        let branch = json!({"properties": {"a": open, "b": true}});
        let schema = json!({
            "type": "object",
            "anyOf": [branch, {"properties": {"a": true}}],
            "unevaluatedProperties": false,
        });
        let long = "a".repeat(41);
        let decide = |value: Value| judged(schema.clone(), &value, Reading::OpenApi, 10_000);
        assert_eq!(decide(json!({"a": long, "b": 1})), Validity::Undecided);
        assert_eq!(decide(json!({"a": "xx", "b": 1})), Validity::Admitted);
        assert_eq!(decide(json!({"a": "xy", "b": 1})), Validity::Refused);
    }

    #[test]
    fn formats_and_discriminators_are_annotations_to_json_schema_alone() {
        let date = json!({"type": "string", "format": "date"});
        let read = |reading| judged(date.clone(), &json!("tomorrow"), reading, 1_000);
        assert_eq!(read(Reading::OpenApi), Validity::Refused);
        assert_eq!(read(Reading::JsonSchema), Validity::Admitted);
        let contract = contract(&json!({
            "S": {
                "oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}],
                "discriminator": {"propertyName": "kind"},
            },
            "A": {"type": "object", "properties": {"kind": {"type": "string"}}},
            "B": {"type": "object", "properties": {"kind": {"type": "string"}}},
        }));
        for (reading, wanted) in [
            (Reading::OpenApi, Validity::Admitted),
            (Reading::JsonSchema, Validity::Refused),
        ] {
            let mut validator = Validator::new(&contract, Direction::Request, reading);
            let value = json!({"kind": "A"});
            let found = validator.validate(contract.models["S"], &value, &mut 1_000);
            assert_eq!(found, wanted, "{reading:?}");
        }
    }
}
