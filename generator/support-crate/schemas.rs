//! Random schemas and values: what the support code finds in one pass over a text is compared with what a
//! plain reading of JSON Schema says of the value.

mod random;
mod validate;

use counterpart_support::check::schema::{
    ANYTHING, Additional, Combination, Contains, Cover, Matcher, NOTHING, Property, Rule, Schema,
};
use counterpart_support::check::{
    ARRAY, BOOLEAN, Check, Constant, INTEGER, NULL, NUMBER, OBJECT, STRING, ViolationLimits,
};
use counterpart_support::json::{FromJson, Reader};
use counterpart_support::pattern::Pattern;
use counterpart_support::server::RejectionKind;
use random::Random;
use serde_json::{Map, Value, json};

static LOWER: Pattern = Pattern::new("^[a-z]+$");
static HAS_A: Pattern = Pattern::new("a");
static PATTERNS: [&dyn Matcher; 2] = [&LOWER, &HAS_A];
const NAMES: [&str; 5] = ["a", "b", "ab", "C", ""];
const STRINGS: [&str; 7] = ["", "a", "ab", "abc", "B", "bé", "ABCD"];

fn types(value: &Value) -> u8 {
    match value {
        Value::Null => NULL,
        Value::Bool(_) => BOOLEAN,
        Value::Number(number) if number.as_f64().is_some_and(|one| one.fract() == 0.0) => {
            INTEGER | NUMBER
        }
        Value::Number(_) => NUMBER,
        Value::String(_) => STRING,
        Value::Array(_) => ARRAY,
        Value::Object(_) => OBJECT,
    }
}

/// The value with its numbers in one form, so that equal ones are the same.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(map) => map
            .iter()
            .map(|(name, value)| (name.clone(), plain(value)))
            .collect(),
        other => other.clone(),
    }
}

fn is_valid(schema: &Schema, value: &Value) -> bool {
    let object = value.as_object();
    let array = value.as_array();
    schema.types & types(value) != 0
        && schema.rules.iter().all(|rule| fulfils(rule, value))
        && object.is_none_or(|object| is_object_valid(schema, object))
        && array.is_none_or(|items| is_array_valid(schema, items))
        && schema
            .combinations
            .iter()
            .all(|one| is_combined(one, value))
}

fn fulfils(rule: &Rule, value: &Value) -> bool {
    let text = value.as_str();
    let length = text.map(|text| text.chars().count());
    let number = value.as_f64();
    let items = value.as_array();
    let properties = value.as_object().map(Map::len);
    match rule {
        Rule::EnumStrings(list) => text.is_some_and(|text| list.contains(&text)),
        Rule::EnumIntegers(list) => {
            number.is_some_and(|own| list.iter().any(|one| *one as f64 == own))
        }
        Rule::EnumValues(list) => list.iter().any(|one| {
            let one: Value = serde_json::from_str(&one.to_string()).expect("JSON");
            plain(&one) == plain(value)
        }),
        Rule::MinLength(limit) => length.is_none_or(|length| length >= *limit),
        Rule::MaxLength(limit) => length.is_none_or(|length| length <= *limit),
        Rule::Pattern(pattern) => text.is_none_or(|text| pattern.matches(text) == Some(true)),
        Rule::MinInteger(limit) => number.is_none_or(|number| number >= *limit as f64),
        Rule::ExclusiveMaximum(limit) => number.is_none_or(|number| number < *limit),
        Rule::MinItems(limit) => items.is_none_or(|items| items.len() >= *limit),
        Rule::MaxItems(limit) => items.is_none_or(|items| items.len() <= *limit),
        Rule::UniqueItems => items.is_none_or(|items| {
            let items: Vec<Value> = items.iter().map(plain).collect();
            let mut all = items.iter().enumerate();
            all.all(|(index, item)| !items[..index].contains(item))
        }),
        Rule::MinProperties(limit) => properties.is_none_or(|count| count >= *limit),
        Rule::MaxProperties(limit) => properties.is_none_or(|count| count <= *limit),
        other => panic!("{other:?}"),
    }
}

fn is_object_valid(schema: &Schema, object: &Map<String, Value>) -> bool {
    let mut required = schema
        .properties
        .iter()
        .filter(|property| property.is_required);
    required.all(|property| object.contains_key(property.name))
        && object.iter().all(|(name, value)| {
            let declared = schema
                .properties
                .iter()
                .find(|property| property.name == name);
            let declared = declared.and_then(|property| property.check);
            let matched = schema
                .patterns
                .iter()
                .filter(|(pattern, _)| pattern.matches(name) == Some(true));
            let mut checks: Vec<Check> = matched.map(|(_, check)| *check).chain(declared).collect();
            let is_named = schema
                .names
                .is_none_or(|names| is_valid(names, &json!(name)));
            match &schema.additional {
                Additional::Of(check) if checks.is_empty() => checks.push(check),
                Additional::Forbidden if checks.is_empty() => return false,
                _ => {}
            }
            is_named && checks.iter().all(|check| is_valid(check, value))
        })
}

fn is_array_valid(schema: &Schema, items: &[Value]) -> bool {
    let are_valid = items.iter().enumerate().all(|(index, item)| {
        let check = schema.prefix.get(index).copied().or(schema.items);
        check.is_none_or(|check| is_valid(check, item))
    });
    let contained = schema.contains.as_ref().is_none_or(|contains| {
        let count = items
            .iter()
            .filter(|item| is_valid(contains.check, item))
            .count();
        count >= contains.min && contains.max.is_none_or(|max| count <= max)
    });
    are_valid && contained
}

fn is_combined(combination: &Combination, value: &Value) -> bool {
    let count = |checks: &[Check]| checks.iter().filter(|check| is_valid(check, value)).count();
    let has = |name: &str| value.get(name).is_some();
    match combination {
        Combination::AllOf(check) => is_valid(check, value),
        Combination::AnyOf(checks) => count(checks) > 0,
        Combination::OneOf(checks) => count(checks) == 1,
        Combination::Discriminated(name, branches) if value.is_object() => {
            let selected = value.get(name).and_then(Value::as_str);
            let branch = branches.iter().find(|(value, _)| selected == Some(*value));
            branch.is_some_and(|(_, check)| is_valid(check, value))
        }
        Combination::Discriminated(_, branches) => {
            branches.iter().any(|(_, check)| is_valid(check, value))
        }
        Combination::Not(check) => !is_valid(check, value),
        Combination::Conditional(condition, then, otherwise) => match is_valid(condition, value) {
            true => is_valid(then, value),
            false => is_valid(otherwise, value),
        },
        Combination::DependentRequired(name, other) => !has(name) || has(other),
        Combination::DependentSchema(name, check) => !has(name) || is_valid(check, value),
        Combination::First(..) => true,
        Combination::UnevaluatedProperties(covers, rest) => {
            let mut properties = value.as_object().into_iter().flatten();
            properties.all(|(name, inner)| {
                covers
                    .iter()
                    .any(|cover| covers_property(cover, value, name))
                    || is_valid(rest, inner)
            })
        }
        Combination::UnevaluatedItems(covers, rest) => {
            let items = value.as_array().into_iter().flatten().enumerate();
            let mut items = items;
            items.all(|(index, item)| {
                covers
                    .iter()
                    .any(|cover| covers_item(cover, value, index, item))
                    || is_valid(rest, item)
            })
        }
    }
}

/// The covers that a condition brings, if it is met.
fn conditional(cover: &Cover, value: &Value) -> &'static [Cover] {
    match cover {
        Cover::Where(check, inner) if is_valid(check, value) => inner,
        Cover::Unless(check, inner) if !is_valid(check, value) => inner,
        Cover::With(name, inner) if value.get(name).is_some() => inner,
        _ => &[],
    }
}

fn covers_property(cover: &Cover, value: &Value, name: &str) -> bool {
    match cover {
        Cover::All => true,
        Cover::Names(names) => names.contains(&name),
        Cover::Matching(pattern) => pattern.matches(name) == Some(true),
        other => conditional(other, value)
            .iter()
            .any(|inner| covers_property(inner, value, name)),
    }
}

fn covers_item(cover: &Cover, value: &Value, index: usize, item: &Value) -> bool {
    match cover {
        Cover::All => true,
        Cover::First(count) => index < *count,
        Cover::Items(check) => is_valid(check, item),
        other => conditional(other, value)
            .iter()
            .any(|inner| covers_item(inner, value, index, item)),
    }
}

fn leak<T>(list: Vec<T>) -> &'static [T] {
    Box::leak(list.into_boxed_slice())
}

/// Makes schemas, each of those made before.
struct Schemas {
    random: Random,
    made: Vec<Check>,
}

impl Schemas {
    fn any(&mut self) -> Check {
        self.random.of(&self.made)
    }

    fn some<T>(&mut self, most: usize, make: impl Fn(&mut Self) -> T) -> &'static [T] {
        let count = self.random.below(most + 1);
        leak((0..count).map(|_| make(self)).collect())
    }

    fn rule(&mut self) -> Rule {
        let count = self.random.below(4);
        match self.random.below(14) {
            0 => Rule::EnumStrings(&["a", "abc", "B"]),
            1 => Rule::EnumIntegers(&[1, 3]),
            2 => Rule::EnumValues(&[
                Constant::Null,
                Constant::Integer(1),
                Constant::String("a"),
                Constant::Array(&[Constant::Integer(1)]),
                Constant::Object(&[("a", Constant::Integer(1)), ("b", Constant::Boolean(true))]),
                Constant::Object(&[]),
            ]),
            3 => Rule::MinLength(count),
            4 | 5 => Rule::MaxLength(count),
            6 | 7 => Rule::Pattern(self.random.of(&PATTERNS)),
            8 => Rule::MinInteger(count as i128),
            9 => Rule::ExclusiveMaximum(count as f64),
            10 => Rule::MinItems(count),
            11 => Rule::MaxItems(count),
            12 => Rule::UniqueItems,
            _ if count > 1 => Rule::MaxProperties(count),
            _ => Rule::MinProperties(count),
        }
    }

    fn properties(&mut self) -> &'static [Property] {
        let mut list = Vec::new();
        for name in NAMES {
            match self.random.below(6) {
                0 => list.push(Property::optional(name, self.any())),
                1 => list.push(Property::required(name, self.any())),
                2 if self.random.below(3) == 0 => list.push(Property::undeclared(name)),
                _ => {}
            }
        }
        leak(list)
    }

    fn cover(&mut self, depth: usize) -> Cover {
        match self.random.below(if depth > 1 { 5 } else { 8 }) {
            0 if depth > 0 => Cover::All,
            0 | 1 => Cover::Names(&["a", "C"]),
            2 => Cover::Matching(self.random.of(&PATTERNS)),
            3 => Cover::First(self.random.below(3)),
            4 => Cover::Items(self.any()),
            5 => Cover::Where(self.any(), self.some(2, |own| own.cover(depth + 1))),
            6 => Cover::Unless(self.any(), self.some(2, |own| own.cover(depth + 1))),
            _ => {
                let name = self.random.of(&NAMES);
                Cover::With(name, self.some(2, |own| own.cover(depth + 1)))
            }
        }
    }

    fn combination(&mut self) -> Combination {
        let name = self.random.of(&NAMES);
        match self.random.below(12) {
            0 | 1 => Combination::AllOf(self.any()),
            2 | 3 => Combination::AnyOf(self.some(3, Self::any)),
            4 | 5 => Combination::OneOf(self.some(3, Self::any)),
            6 => {
                let branches = vec![("a", self.any()), ("ab", self.any())];
                Combination::Discriminated(name, leak(branches))
            }
            7 => Combination::Not(self.any()),
            8 => Combination::Conditional(self.any(), self.any(), self.any()),
            9 if self.random.below(2) == 0 => {
                Combination::DependentRequired(name, self.random.of(&NAMES))
            }
            9 => Combination::DependentSchema(name, self.any()),
            10 => Combination::UnevaluatedProperties(self.some(3, |own| own.cover(0)), self.any()),
            _ => Combination::UnevaluatedItems(self.some(3, |own| own.cover(0)), self.any()),
        }
    }

    fn make(&mut self) {
        let kinds = [
            NULL,
            BOOLEAN,
            INTEGER,
            NUMBER | INTEGER,
            STRING,
            ARRAY,
            OBJECT,
        ];
        let types = match self.random.below(3) {
            0 => self.random.of(&kinds) | self.random.of(&kinds),
            1 => OBJECT | ARRAY | STRING | INTEGER,
            _ => ANYTHING.types,
        };
        let mut schema = Schema::of(types);
        schema.rules = self.some(2, Self::rule);
        if self.random.below(2) == 0 {
            schema.properties = self.properties();
            schema.patterns = match self.random.below(4) {
                0 => leak(vec![(self.random.of(&PATTERNS), self.any())]),
                _ => &[],
            };
            schema.additional = match self.random.below(6) {
                0 => Additional::Forbidden,
                1 | 2 => Additional::Of(self.any()),
                _ => Additional::Any,
            };
            schema.names = (self.random.below(6) == 0).then(|| self.any());
        }
        if self.random.below(2) == 0 {
            schema.prefix = self.some(2, Self::any);
            schema.items = (self.random.below(2) == 0).then(|| self.any());
            schema.contains = (self.random.below(4) == 0).then(|| Contains {
                check: self.any(),
                min: self.random.below(3),
                max: Some(self.random.below(3)).filter(|max| *max > 0),
            });
        }
        schema.combinations = self.some(2, Self::combination);
        schema.is_remembered = self.random.below(3) == 0;
        self.made.push(Box::leak(Box::new(schema)));
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.random.below(if depth < 4 { 10 } else { 5 }) {
            0 => self
                .random
                .of(&[Value::Null, json!(true), json!(false)].each_ref())
                .clone(),
            1 | 2 => self
                .random
                .of(&[json!(0), json!(1), json!(1.0), json!(1.5), json!(3)].each_ref())
                .clone(),
            3 | 4 => json!(self.random.of(&STRINGS)),
            5 | 6 => {
                let count = self.random.below(4);
                (0..count).map(|_| self.value(depth + 1)).collect()
            }
            _ => {
                let mut map = Map::new();
                for _ in 0..self.random.below(5) {
                    map.insert(self.random.of(&NAMES).to_owned(), self.value(depth + 1));
                }
                Value::Object(map)
            }
        }
    }
}

/// What is passed over.
struct Ignored;

impl FromJson for Ignored {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        json.skip();
        Some(Self)
    }
}

#[test]
fn texts_are_validated_as_a_plain_reading_of_their_values_has_it() {
    let mut schemas = Schemas {
        random: Random::new(),
        made: vec![&ANYTHING, &NOTHING],
    };
    let (mut valid, mut invalid) = (0, 0);
    for round in 0..200 {
        schemas.made.truncate(2);
        for _ in 0..14 {
            schemas.make();
        }
        for _ in 0..60 {
            let value = schemas.value(0);
            let text = value.to_string();
            for schema in schemas.made[2..].iter().copied() {
                let expected = is_valid(schema, &value);
                let limits = ViolationLimits::default();
                let read = validate::read::<Value>(&text, schema, limits);
                if let Err(rejection) = &read {
                    assert_eq!(rejection.kind(), RejectionKind::InvalidBody);
                }
                assert_eq!(read.is_ok(), expected, "{round}: {text}\n{schema:#?}");
                let passed_over = validate::read::<Ignored>(&text, schema, limits);
                assert_eq!(
                    passed_over.is_ok(),
                    expected,
                    "{round}: {text}\n{schema:#?}"
                );
                *(if expected { &mut valid } else { &mut invalid }) += 1;
            }
        }
    }
    assert!(valid > 10_000 && invalid > 10_000, "{valid} {invalid}");
}
