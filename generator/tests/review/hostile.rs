//! Schemas made to take long: each comparison ends within its budget, one way or the other, and
//! none breaks the process.

use counterpart::review::{Finding, Options, review_contracts};
use counterpart::source::Memory;
use counterpart::{ReadOptions, load_text};
use serde_json::{Value, json};

use super::hard::verdict;
use super::pairs::{listed, send};

/// The review of a request's schema, and what it comes to.
fn reviewed(base: Value, head: Value, others: Value) -> (Vec<Finding>, &'static str) {
    let [base, head] = [base, head].map(|schema| {
        let mut document = json!({
            "openapi": "3.1.0",
            "info": {"title": "Hostile", "version": "1.0.0"},
            "paths": {},
        });
        send(&mut document, schema, others.clone(), "request");
        let (text, options) = (document.to_string(), ReadOptions::default());
        load_text("", "hostile.json", text, &Memory::default(), options)
    });
    let mut options = Options::default();
    options.budget = 20_000;
    let found = review_contracts(&base.contract, &head.contract, &options);
    let says = verdict(&found);
    (found, says)
}

fn says(base: Value, head: Value) -> &'static str {
    reviewed(base, head, json!({})).1
}

/// A schema around a schema, so many times.
fn nested(depth: usize, around: impl Fn(Value) -> Value, inner: Value) -> Value {
    (0..depth).fold(inner, |inner, _| around(inner))
}

#[test]
fn deep_nesting() {
    let member = |inner: Value| json!({"type": "object", "properties": {"a": inner}});
    let text = |longest: u64| json!({"type": "string", "maxLength": longest});
    let [base, head] = [9, 8].map(|longest| nested(30, member, text(longest)));
    assert_eq!(says(base.clone(), head), "breaking");
    assert_eq!(says(base.clone(), base), "same");
    let negated = |inner: Value| json!({"not": inner});
    let [base, head] = [9, 8].map(|longest| nested(60, negated, text(longest)));
    assert_eq!(says(base, head), "breaking");
    let listed = |inner: Value| json!({"type": "array", "items": inner, "minItems": 1});
    let [base, head] = [9, 8].map(|longest| nested(60, listed, text(longest)));
    // Deeper than is looked: said so, or found all the same.
    assert!(["breaking", "unproven"].contains(&says(base, head)));
}

#[test]
#[ignore = "slow"]
fn unions_of_unions() {
    let union = |seed: u64, key: &str| {
        let part = |number: u64| {
            let name = format!("m{}", number % 5);
            let least = (number + seed) % 7;
            json!({"required": [name], "properties": {name: {"type": "integer", "minimum": least}}})
        };
        let parts: Vec<Value> = (0..14).map(|number| part(number * seed)).collect();
        json!({ key: parts })
    };
    let all = |seed: u64| {
        let parts: Vec<Value> = (0..8)
            .map(|number| {
                union(
                    seed + number,
                    if number % 2 == 0 { "oneOf" } else { "anyOf" },
                )
            })
            .collect();
        json!({"type": "object", "allOf": parts})
    };
    // Whatever it comes to, it comes to something.
    let _ = reviewed(all(3), all(4), json!({}));
    let (found, says) = reviewed(all(3), all(3), json!({}));
    assert_eq!(says, "same", "{}", listed(&found));
}

#[test]
#[ignore = "slow"]
fn patterns_that_explode() {
    let text = |pattern: &str| json!({"type": "string", "pattern": pattern});
    for (base, head) in [
        ("^(a|b)*a(a|b){24}$", "^(a|b)*b(a|b){24}$"),
        ("^(a{0,200}){0,200}$", "^(a{0,200}){0,199}$"),
        ("(x+x+)+y", "(x+x+)+z"),
        ("^[^\\p{L}]{1,3000}$", "^[\\p{L}]{1,3000}$"),
        ("^((((((((a?)?)?)?)?)?)?)?)*$", "^(?=.{9999})a*$"),
    ] {
        assert_ne!(
            says(text(base), text(head)),
            "same",
            "{base} against {head}"
        );
    }
}

#[test]
fn numbers_without_measure() {
    let number = |keyword: &str, value: &str| -> Value {
        serde_json::from_str(&format!("{{\"type\": \"number\", \"{keyword}\": {value}}}"))
            .expect("JSON")
    };
    for (keyword, old, new) in [
        ("multipleOf", "1e-300", "3e-300"),
        ("multipleOf", "1e300", "3e300"),
        ("multipleOf", "0.000000000000000000000001", "7"),
        ("maximum", "1e308", "1e307"),
        ("minimum", "-1e308", "-1e307"),
        (
            "maximum",
            "123456789012345678901234567890",
            "12345678901234567890123456789",
        ),
    ] {
        let [base, head] = [old, new].map(|value| number(keyword, value));
        let found = says(base, head);
        assert!(
            ["breaking", "unproven"].contains(&found),
            "{keyword} from {old} to {new}: {found}"
        );
    }
    let list = |least: u64| json!({"type": "array", "items": {"type": "null"}, "minItems": least});
    assert_ne!(says(list(1 << 40), list(1 << 41)), "same");
    let long = |least: u64| json!({"type": "string", "minLength": least});
    assert_ne!(says(long(1 << 40), long(1 << 41)), "same");
    let wide = |least: u64| json!({"type": "object", "minProperties": least});
    assert_ne!(says(wide(1 << 40), wide(1 << 41)), "same");
}

#[test]
#[ignore = "slow"]
fn many_values() {
    let list = |count: usize| {
        let values: Vec<String> = (0..count).map(|number| format!("value-{number}")).collect();
        json!({"type": "string", "enum": values})
    };
    assert_eq!(says(list(100_000), list(99_999)), "breaking");
    assert_eq!(says(list(99_999), list(100_000)), "compatible");
    let members = |count: usize| {
        let names = (0..count).map(|number| (format!("m{number}"), json!({"type": "string"})));
        let properties: serde_json::Map<String, Value> = names.collect();
        json!({"type": "object", "properties": properties, "additionalProperties": false})
    };
    assert_eq!(says(members(5_000), members(4_999)), "breaking");
}

#[test]
fn schemas_that_hold_themselves() {
    let own = json!({"$ref": "#/components/schemas/S"});
    let others = json!({
        "A": {"allOf": [{"$ref": "#/components/schemas/B"}, {"maxLength": 9}]},
        "B": {"allOf": [{"$ref": "#/components/schemas/A"}, {"minLength": 1}]},
    });
    let cyclic = json!({"allOf": [{"$ref": "#/components/schemas/A"}, {"type": "string"}]});
    let (_, says) = reviewed(
        cyclic.clone(),
        json!({"type": "string", "maxLength": 3}),
        others.clone(),
    );
    assert!(["breaking", "unproven"].contains(&says), "{says}");
    let (_, says) = reviewed(cyclic.clone(), cyclic, others);
    assert_eq!(says, "same");
    for key in ["allOf", "anyOf", "oneOf"] {
        let itself = json!({key: [own, {"type": "string", "maxLength": 5}]});
        let shorter = json!({key: [own, {"type": "string", "maxLength": 4}]});
        let _ = reviewed(itself.clone(), shorter, json!({}));
        let (found, says) = reviewed(itself.clone(), itself, json!({}));
        assert_eq!(says, "same", "{key}: {}", listed(&found));
    }
    let unlike = json!({"not": own});
    let _ = reviewed(unlike.clone(), json!({"type": "string"}), json!({}));
    // Each leads to all others.
    let count = 60;
    let crowd: serde_json::Map<String, Value> = (0..count)
        .map(|number| {
            let all: serde_json::Map<String, Value> = (0..count)
                .map(|other| {
                    let target = format!("#/components/schemas/C{other}");
                    (format!("m{other}"), json!({"$ref": target}))
                })
                .collect();
            (
                format!("C{number}"),
                json!({"type": "object", "properties": all}),
            )
        })
        .collect();
    let first = |more: Value| json!({"allOf": [{"$ref": "#/components/schemas/C0"}, more]});
    let (found, says) = reviewed(
        first(json!({})),
        first(json!({"required": ["m1"]})),
        Value::Object(crowd),
    );
    assert_eq!(says, "breaking", "{}", listed(&found));
}
