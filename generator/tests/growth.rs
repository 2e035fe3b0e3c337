//! What a request costs a generated server, in steps, allocations and bytes, grows no faster than the
//! request: over every keyword, and every two of them in one schema that leads back to itself. Seen
//! from outside: bytes of a body go in, a response comes out.

use std::fs;

use counterpart::source::to_yaml;
use counterpart::{GenerateOptions, generate_module, output};
use serde_json::{Map, Value, json};

use crate::compiled;
use crate::positive::read;

const MEASURE: &str = include_str!("growth/measure.rs");
const SHAPES: &str = include_str!("growth/shapes.rs");

/// Keywords, each with the kind of values that it is about. `below` is the schema of what a value
/// holds.
fn keywords(below: &Value) -> Vec<(&'static str, &'static str, Value)> {
    let numbers: Vec<i64> = (0..40).map(|number| number * 3).collect();
    let names: Vec<String> = (0..40).map(|number| format!("name{number}")).collect();
    let one = json!({"type": "object", "required": ["k"], "properties": {"k": {"const": 1}, "a": below, "b": below}});
    let two =
        json!({"type": "object", "required": ["k"], "properties": {"a": below, "k": {"const": 2}}});
    let rest = json!({"type": "array", "items": below});
    let scalar = json!({"type": ["integer", "string"]});
    let formats = [
        "date-time",
        "date",
        "uuid",
        "uri",
        "email",
        "ipv4",
        "ipv6",
        "byte",
    ];
    let formats =
        formats.map(|name| json!({"type": ["string", "object", "array"], "format": name}));
    vec![
        (
            "type",
            "scalar",
            json!({"type": ["integer", "object", "array"]}),
        ),
        ("enum of strings", "scalar", json!({"enum": names})),
        ("enum of numbers", "scalar", json!({"enum": numbers})),
        (
            "enum of values",
            "scalar",
            json!({"enum": [null, 1.5, "a", [1], {"k": 1}]}),
        ),
        ("const", "scalar", json!({"const": 1})),
        (
            "minimum and maximum",
            "scalar",
            json!({"minimum": 1, "maximum": 100_000}),
        ),
        (
            "exclusiveMinimum and exclusiveMaximum",
            "scalar",
            json!({"exclusiveMinimum": 0.5, "exclusiveMaximum": 10_000.5}),
        ),
        ("multipleOf", "scalar", json!({"multipleOf": 0.01})),
        ("minLength", "scalar", json!({"minLength": 3})),
        ("maxLength", "scalar", json!({"maxLength": 5})),
        ("pattern", "scalar", json!({"pattern": "^a*$"})),
        (
            "format",
            "scalar",
            json!({"type": ["string", "object", "array"], "allOf": formats}),
        ),
        ("minItems", "array", json!({"minItems": 2})),
        ("maxItems", "array", json!({"maxItems": 100})),
        ("uniqueItems", "array", json!({"uniqueItems": true})),
        ("items", "array", json!({"items": below})),
        (
            "prefixItems",
            "array",
            json!({"prefixItems": [below, below]}),
        ),
        (
            "contains",
            "array",
            json!({"contains": below, "minContains": 2, "maxContains": 1000}),
        ),
        (
            "unevaluatedItems",
            "array",
            json!({"unevaluatedItems": below}),
        ),
        ("required", "object", json!({"required": ["a", "k"]})),
        (
            "properties",
            "object",
            json!({"properties": {"a": below, "b": below}}),
        ),
        (
            "patternProperties",
            "object",
            json!({"patternProperties": {"^a": below, "a$": below}}),
        ),
        (
            "additionalProperties",
            "object",
            json!({"additionalProperties": below}),
        ),
        (
            "additionalProperties: false",
            "object",
            json!({"additionalProperties": false}),
        ),
        (
            "propertyNames",
            "object",
            json!({"propertyNames": {"maxLength": 3}}),
        ),
        (
            "maxProperties",
            "object",
            json!({"minProperties": 1, "maxProperties": 100}),
        ),
        (
            "dependentRequired",
            "object",
            json!({"dependentRequired": {"a": ["b", "k"]}}),
        ),
        (
            "dependentSchemas",
            "object",
            json!({"dependentSchemas": {"a": one, "k": two}}),
        ),
        (
            "unevaluatedProperties",
            "object",
            json!({"unevaluatedProperties": below}),
        ),
        (
            "allOf",
            "object",
            json!({"allOf": [{"properties": {"a": below}}, {"properties": {"a": below, "b": below}}]}),
        ),
        (
            "anyOf",
            "object",
            json!({"anyOf": [one, two, rest, scalar]}),
        ),
        (
            "oneOf",
            "object",
            json!({"oneOf": [two, one, rest, scalar]}),
        ),
        (
            "discriminator",
            "object",
            json!({
                "oneOf": [
                    {"$ref": "#/components/schemas/P"},
                    {"$ref": "#/components/schemas/Q"},
                ],
                "discriminator": {"propertyName": "t"},
            }),
        ),
        (
            "not",
            "object",
            json!({"not": {"anyOf": [one, {"items": below, "type": "array"}]}}),
        ),
        (
            "if",
            "object",
            json!({"if": one, "then": {"properties": {"a": below}}, "else": {"properties": {"a": below}}}),
        ),
    ]
}

/// Two keywords in one schema.
fn both(one: &Value, other: &Value) -> Value {
    let (Value::Object(one), Value::Object(other)) = (one, other) else {
        return Value::Bool(true);
    };
    let mut schema = one.clone();
    if other.keys().any(|name| one.contains_key(name)) {
        schema.insert("allOf".to_owned(), json!([other, one]));
    } else {
        schema.extend(other.clone());
    }
    Value::Object(schema)
}

#[test]
#[ignore = "slow: builds generated code"]
fn requests_cost_what_they_weigh() {
    let count = keywords(&Value::Null).len();
    let (mut schemas, mut paths, mut cases) = (Map::new(), Map::new(), Vec::new());
    for first in 0..count {
        let mut properties = Map::new();
        for second in 0..=first {
            let component = format!("S{first}x{second}");
            let below = json!({"$ref": format!("#/components/schemas/{component}")});
            let keywords = keywords(&below);
            let (name, kind, one) = &keywords[first];
            let (other_name, other_kind, other) = &keywords[second];
            let schema = match first == second {
                true => one.clone(),
                false => both(one, other),
            };
            schemas.insert(component.clone(), schema);
            properties.insert(component.clone(), below);
            cases.push((
                format!("/{first}"),
                component,
                format!("{name} and {other_name}"),
                vec![(*kind).to_owned(), (*other_kind).to_owned()],
            ));
        }
        let schema = json!({"type": "object", "properties": properties});
        let body = json!({"required": true, "content": {"application/json": {"schema": schema}}});
        let responses = json!({"204": {"description": "Done."}});
        let operation = json!({"operationId": format!("send_{first}"), "requestBody": body, "responses": responses});
        paths.insert(format!("/{first}"), json!({"post": operation}));
    }
    for name in ["P", "Q"] {
        let union = keywords(&Value::Null);
        let union = union
            .into_iter()
            .find(|(name, ..)| *name == "discriminator");
        let properties = json!({"t": {"type": "string"}, "a": union.map(|(_, _, schema)| schema)});
        let branch = json!({"type": "object", "required": ["t"], "properties": properties});
        schemas.insert(name.to_owned(), branch);
    }
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Growth", "version": "1.0.0"},
        "paths": paths,
        "components": {"schemas": schemas},
    });
    let mut loaded = read("growth.yaml", &to_yaml(&document).expect("YAML"));
    let mut options = GenerateOptions::default();
    options.client = false;
    let files = generate_module(&mut loaded, &options).expect("it generates");
    let root = compiled::folder("growth");
    let source = root.join("src");
    output::write(&source.join("growth"), &files).expect("the output can be written");
    fs::write(source.join("measure.rs"), MEASURE).expect("the counting");
    fs::write(source.join("shapes.rs"), SHAPES).expect("the bodies");
    fs::write(source.join("service.rs"), service(count, &cases)).expect("the service");
    let modules = "pub mod growth;\n#[cfg(test)]\nmod measure;\n#[cfg(test)]\nmod service;\n\
         #[cfg(test)]\nmod shapes;\n";
    println!("{}", compiled::counted(&root, modules));
}

/// A service that takes everything, and the test that sends it bodies.
fn service(count: usize, cases: &[(String, String, String, Vec<String>)]) -> String {
    let methods: String = (0..count)
        .map(|number| {
            format!(
                "    async fn send_{number}(&self, _: Send{number}Request) -> Send{number}Response {{\n        \
                 Send{number}Response::NoContent\n    }}\n"
            )
        })
        .collect();
    let cases = json!(cases).to_string();
    format!(
        "use crate::growth::server::*;\n\nstruct Sink;\n\n\
         // With more violations listed, the pointers of deep values would grow with their depth.\n\
         impl Service for Sink {{\n    fn violation_limits(&self) -> ViolationLimits {{\n        \
         ViolationLimits {{ count: 3, bytes: 1 << 15 }}\n    }}\n}}\n\n\
         impl Api for Sink {{\n{methods}}}\n\n#[tokio::test]\nasync fn costs() {{\n    \
         let cases: Vec<(String, String, String, Vec<String>)> = serde_json::from_str({cases:?}).unwrap();\n    \
         crate::measure::run(router(Sink), &cases).await;\n}}\n"
    )
}
