//! Validates responses against the contract independently: the document is read by other code than
//! the generator's, and schemas are validated by the `jsonschema` crate.

use std::sync::LazyLock;

use reqwest::header::{HeaderMap, LOCATION};
use serde_json::{Map, Value, json};

/// The contract, with its schemas converted to JSON Schema.
static CONTRACT: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../spec/external_payments.yaml");
    let document: Value = serde_yaml::from_str(text).expect("the contract is YAML");
    in_json_schema(document)
});

/// Converts `nullable` of OpenAPI 3.0 to the type `null` of JSON Schema.
fn in_json_schema(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(in_json_schema).collect(),
        Value::Object(members) => {
            let mut members: Map<String, Value> = members
                .into_iter()
                .map(|(name, member)| (name, in_json_schema(member)))
                .collect();
            if members.remove("nullable") == Some(Value::Bool(true)) {
                let kind = members["type"].clone();
                members.insert("type".to_owned(), json!([kind, "null"]));
            }
            Value::Object(members)
        }
        other => other,
    }
}

fn resolve(value: &'static Value) -> &'static Value {
    match value["$ref"].as_str() {
        Some(reference) => CONTRACT
            .pointer(&reference[1..])
            .unwrap_or_else(|| panic!("{reference} leads nowhere")),
        None => value,
    }
}

/// Validates a response against the contract's operation and status.
///
/// # Panics
/// Panics if they differ.
pub fn check(method: &str, path: &str, status: u16, headers: &HeaderMap, body: &Value) {
    let about = format!("{method} {path} → {status}: {body}");
    let kind = headers
        .get("content-type")
        .map(|value| value.to_str().unwrap());
    assert_eq!(kind, Some("application/vnd.api+json"), "{about}");
    let Some(operation) = operation(method, path) else {
        // The contract describes responses for unknown paths and methods only in prose.
        assert!(matches!(status, 404 | 405), "{about}");
        return valid(
            &json!({ "$ref": "#/components/schemas/Errors" }),
            body,
            &about,
        );
    };
    let responses = operation["responses"].as_object().unwrap();
    let response = resolve(
        responses
            .get(&status.to_string())
            .unwrap_or_else(|| panic!("not documented: {about}")),
    );
    for (name, header) in response["headers"].as_object().into_iter().flatten() {
        let required = header["required"] == true;
        assert!(
            !required || headers.contains_key(name.as_str()),
            "{name} is missing: {about}"
        );
    }
    if let Some(location) = headers.get(LOCATION) {
        assert_eq!(
            location.to_str().unwrap(),
            body["data"]["links"]["self"],
            "{about}"
        );
    }
    valid(
        &response["content"]["application/vnd.api+json"]["schema"],
        body,
        &about,
    );
}

/// Returns the operation of a method and path.
fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let path = path.split('?').next()?.strip_prefix("/api")?;
    let same = |template: &str| {
        let (left, right) = (template.split('/'), path.split('/'));
        left.clone().count() == right.clone().count()
            && left
                .zip(right)
                .all(|(left, right)| left == right || (left.starts_with('{') && !right.is_empty()))
    };
    let paths = CONTRACT["paths"].as_object().unwrap();
    let (_, item) = paths.iter().find(|(template, _)| same(template))?;
    item.get(method.to_lowercase())
}

fn valid(schema: &Value, body: &Value, about: &str) {
    let schema = json!({ "allOf": [schema], "components": CONTRACT["components"] });
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("a schema");
    let errors: Vec<String> = validator
        .iter_errors(body)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{about}\n{}", errors.join("\n"));
}

/// Requests, responses, parameters and headers alike: examples are what readers learn from.
#[test]
fn everything_has_an_example_and_every_example_is_valid() {
    let mut seen = 0;
    let mut check = |about: String, owner: &'static Value| {
        let examples = owner["examples"].as_object();
        let examples = examples.unwrap_or_else(|| panic!("{about} has no examples"));
        assert!(!examples.is_empty(), "{about} has no examples");
        for (name, example) in examples {
            valid(
                &owner["schema"],
                &resolve(example)["value"],
                &format!("{about}: {name}"),
            );
            seen += 1;
        }
    };
    for (path, item) in CONTRACT["paths"].as_object().unwrap() {
        for parameter in item["parameters"].as_array().into_iter().flatten() {
            check(format!("{path}: a parameter"), resolve(parameter));
        }
        for (method, operation) in item
            .as_object()
            .unwrap()
            .iter()
            .filter(|(name, _)| *name != "parameters")
        {
            let about = format!("{method} {path}");
            for (kind, body) in operation["requestBody"]["content"]
                .as_object()
                .into_iter()
                .flatten()
            {
                check(format!("{about}: {kind}"), body);
            }
            for (status, response) in operation["responses"].as_object().unwrap() {
                let response = resolve(response);
                for (name, header) in response["headers"].as_object().into_iter().flatten() {
                    check(format!("{about}: {status}: {name}"), header);
                }
                let content = response["content"].as_object();
                for (kind, body) in
                    content.unwrap_or_else(|| panic!("{about}: {status} has no body"))
                {
                    check(format!("{about}: {status}: {kind}"), body);
                    // JSON:API repeats the status in each error.
                    let examples = body["examples"].as_object().unwrap();
                    for error in examples
                        .values()
                        .flat_map(|example| resolve(example)["value"]["errors"].as_array())
                        .flatten()
                    {
                        assert_eq!(error["status"], status.as_str(), "{about}");
                    }
                }
            }
        }
    }
    assert!(seen > 60, "only {seen} examples");
}
