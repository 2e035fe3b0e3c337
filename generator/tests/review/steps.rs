//! The steps that a review takes, counted: twice the schema takes little more than twice the steps,
//! and what the budget does not suffice for is unproven and says so.

use counterpart::review::{Options, Verdict, review};
use counterpart::source::Memory;
use counterpart::{Loaded, ReadOptions, load_text};
use serde_json::{Value, json};

use super::pairs::send;

fn contract(schema: Value, others: Value) -> Loaded {
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Steps", "version": "1.0.0"},
        "paths": {},
    });
    send(&mut document, schema, others, "request");
    let (text, options) = (document.to_string(), ReadOptions::default());
    load_text("", "steps.json", text, &Memory::default(), options)
}

fn reference(level: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/L{level}")})
}

/// Schemas of so many levels, each made of the next, about a string of at most `longest` characters.
fn levels(count: usize, longest: u64, level: impl Fn(Value) -> Value) -> Loaded {
    let mut schemas = json!({});
    for number in 0..count {
        schemas[format!("L{number}")] = level(reference(number + 1));
    }
    schemas[format!("L{count}")] = json!({
        "type": "object", "properties": {"a": {"type": "string", "maxLength": longest}},
    });
    contract(reference(0), schemas)
}

/// A contract of a size, in two versions: strings of at most 9 characters, and of at most 8.
type Family = (&'static str, fn(usize, u64) -> Loaded);

const FAMILIES: [Family; 7] = [
    ("doubled allOf", |count, longest| {
        levels(count, longest, |next| json!({"allOf": [next, next]}))
    }),
    ("chain of allOf", |count, longest| {
        levels(
            count,
            longest,
            |next| json!({"allOf": [next, {"maxProperties": 9}]}),
        )
    }),
    ("chain of references", |count, longest| {
        // Longer chains are not followed.
        levels(count / 2, longest, |next| next)
    }),
    ("many properties", |count, longest| {
        let mut properties = json!({});
        for number in 0..count {
            properties[format!("p{number}")] = json!({"type": "string", "maxLength": longest});
        }
        contract(
            json!({"type": "object", "properties": properties}),
            json!({}),
        )
    }),
    ("large enum", |count, longest| {
        let count = count * 1_000 + usize::from(longest == 9);
        let values: Vec<String> = (0..count).map(|number| format!("v{number}")).collect();
        contract(json!({ "enum": values }), json!({}))
    }),
    ("patterns", |count, longest| {
        let pattern = format!("^[a-z]{{1,{}}}$", count as u64 * 10 + longest);
        contract(json!({"type": "string", "pattern": pattern}), json!({}))
    }),
    ("deep arrays", |count, longest| {
        let count = count / 4;
        levels(
            count,
            longest,
            |next| json!({"type": "array", "items": next, "minItems": 1}),
        )
    }),
];

/// A choice of branches that are not told apart by a discriminator: each may be held against each.
const CHOICE: Family = ("large anyOf", |count, longest| {
    let branch = |number: usize| {
        json!({"type": "object", "required": ["k"], "properties": {
            "k": {"const": number}, "a": {"type": "string", "maxLength": longest},
        }})
    };
    let branches: Vec<Value> = (0..count).map(branch).collect();
    contract(json!({ "anyOf": branches }), json!({}))
});

#[test]
fn twice_the_schema_takes_little_more_than_twice_the_steps() {
    for (name, family) in FAMILIES {
        let (few, many) = (steps(name, family, 50), steps(name, family, 100));
        assert!(
            many * 10 <= few.max(40) * 22,
            "{name}: {few} steps, then {many}"
        );
    }
    let (name, family) = CHOICE;
    let (few, many) = (steps(name, family, 50), steps(name, family, 100));
    assert!(many <= few * 4, "{name}: {few} steps, then {many}");
}

/// The steps of a review that finds the longest strings shortened.
fn steps(name: &str, family: fn(usize, u64) -> Loaded, count: usize) -> usize {
    let (base, head) = (family(count, 9), family(count, 8));
    let report = review(&base, &head, &Options::default());
    let mut found = report.findings().iter().map(|finding| finding.verdict);
    assert!(
        found.any(|verdict| verdict == Verdict::Breaking),
        "{name} of {count}"
    );
    report.steps()
}
#[test]
fn beyond_the_budget_of_the_run_comparisons_are_unproven() {
    // Whether a choice of many overlapping branches holds another one takes a search.
    let union = |seed: usize| {
        let branch = |number: usize| {
            let (one, other) = (
                format!("m{}", number % 5),
                format!("m{}", number * seed % 7),
            );
            json!({"required": [one], "properties": {
                one: {"type": "integer", "minimum": number * seed % 11},
                other: {"type": "integer", "maximum": 20 + number},
            }})
        };
        let branches: Vec<Value> = (1..40).map(branch).collect();
        json!({"type": "object", "oneOf": branches})
    };
    let (base, head) = (contract(union(3), json!({})), contract(union(4), json!({})));
    let mut options = Options::default();
    options.run_budget = 1;
    let report = review(&base, &head, &options);
    let reasons: Vec<&str> = report
        .findings()
        .iter()
        .filter(|finding| finding.verdict == Verdict::Unproven)
        .filter_map(|finding| finding.reason.as_deref())
        .collect();
    assert!(
        reasons.contains(&"the run's budget of 1 steps is spent"),
        "{reasons:?}"
    );
    assert!(report.steps() > 0);
}
