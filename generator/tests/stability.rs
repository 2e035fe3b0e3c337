//! What was generated before stays as it was when something else is added to the contract, wherever
//! it is added.

use std::collections::BTreeSet;

use counterpart::source::Memory;
use counterpart::{GenerateOptions, ReadOptions, generate_module, load_text};
use serde_json::{Map, Value, json};

/// The items of the models with the folders that their public paths begin with. Which file they are in
/// is nobody's business.
fn models(contract: &Value) -> BTreeSet<(String, String)> {
    let (disk, options) = (Memory::default(), ReadOptions::default());
    let mut loaded = load_text("", "contract.json", contract.to_string(), &disk, options);
    let files = generate_module(&mut loaded, &GenerateOptions::default()).expect("output");
    let mut all = BTreeSet::new();
    for file in files {
        let Some((folder, _)) = file.path.split_once("/grouped/") else {
            continue;
        };
        let lines: Vec<&str> = file.contents.lines().collect();
        let is_import =
            |line: &&str| line.starts_with("use ") || line.starts_with("#![") || *line == "};";
        let first = lines.iter().rposition(is_import).map_or(0, |last| last + 1);
        let items = lines.iter().skip(first).map(|line| format!("{line}\n"));
        let text = items.collect::<String>();
        for item in text.split("\n}\n") {
            // Aliases, and the list of types that are read out of JSON, end with a semicolon.
            let mut item = item.trim();
            while item.starts_with("pub type ") || item.starts_with("deserialize!(") {
                let (short, next) = item.split_once(';').expect("a semicolon");
                if short.starts_with("pub type ") {
                    all.insert((folder.to_owned(), short.to_owned()));
                }
                item = next.trim();
            }
            all.insert((folder.to_owned(), item.to_owned()));
        }
    }
    all
}

fn contract() -> Value {
    let schema = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let answer = json!({"description": "ok", "content": {"application/json": {"schema": {
        "type": "object", "properties": {"order": schema("Order"), "page": {"type": "object", "properties": {"next": {"type": "string"}}}},
    }}}});
    json!({
        "openapi": "3.1.0", "info": {"title": "Stable", "version": "1"},
        "paths": {"/orders": {"get": {"operationId": "orders", "responses": {"200": answer}}}},
        "components": {"schemas": {
            "Order": {"type": "object", "required": ["state"], "properties": {
                "state": {"type": "string", "enum": ["open", "paid"]},
                "address": {"type": "object", "properties": {"city": {"type": "string"}, "kind": {"enum": ["home", "work"]}}},
                "lines": {"type": "array", "items": {"type": "object", "properties": {"price": {"type": "integer"}}}},
                "payer": {"oneOf": [schema("Person"), {"type": "object", "required": ["firm"], "properties": {"firm": {"type": "string"}}}]},
            }},
            "Person": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
        }},
    })
}

/// A member added before all others, and after them.
fn added(object: &Value, name: &str, value: &Value) -> [Value; 2] {
    let members = object.as_object().expect("an object");
    let mut first = Map::from_iter([(name.to_owned(), value.clone())]);
    first.extend(members.clone());
    let mut last = members.clone();
    last.insert(name.to_owned(), value.clone());
    [Value::Object(first), Value::Object(last)]
}

#[test]
fn additions_rename_nothing() {
    let before = contract();
    let known = models(&before);
    let order = json!({"$ref": "#/components/schemas/Order"});
    let state = json!({"$ref": "#/components/schemas/Order/properties/state"});
    let inline = json!({"type": "object", "properties": {"state": {"enum": ["new"]}, "page": {"type": "object", "properties": {"a": {}}}}});
    let schemas = "/components/schemas";
    let additions = [
        (schemas, "Extended", json!({"allOf": [order, inline]})),
        (
            schemas,
            "Alternative",
            json!({"oneOf": [order, {"type": "string"}]}),
        ),
        (
            schemas,
            "Lines",
            json!({"$ref": "#/components/schemas/Order/properties/lines"}),
        ),
        (
            schemas,
            "Inside",
            json!({"type": "object", "properties": {"state": state, "order": {"allOf": [order], "properties": {"z": {}}}}}),
        ),
        (schemas, "State", inline.clone()),
        (schemas, "Address", inline.clone()),
        (schemas, "orders", inline.clone()),
        (
            "/paths",
            "/a",
            json!({"get": {"operationId": "order", "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": state}}}}}}),
        ),
        (
            "/paths",
            "/b",
            json!({"post": {"tags": ["order"], "responses": {"default": {"description": "ok", "content": {"application/json": {"schema": inline}}}}}}),
        ),
    ];
    for (place, name, value) in additions {
        let object = before.pointer(place).expect("a place");
        for (index, object) in added(object, name, &value).into_iter().enumerate() {
            let mut after = before.clone();
            *after.pointer_mut(place).expect("a place") = object;
            let now = models(&after);
            let lost: Vec<_> = known.difference(&now).collect();
            assert!(lost.is_empty(), "with {name} at {index}: {lost:#?}");
        }
    }
}

/// The variant that keeps what the contract does not list keeps its name.
#[test]
fn a_value_called_unknown_takes_no_name() {
    let mut contract = contract();
    let states = contract.pointer_mut("/components/schemas/Order/properties/state/enum");
    *states.expect("the states") = json!(["open", "paid", "unknown"]);
    let models = models(&contract);
    let state = models
        .iter()
        .find(|(_, item)| item.contains("pub enum State {"));
    let (_, state) = state.expect("the type of states");
    for variant in ["    Unknown(String),", "    UnknownValue,"] {
        assert!(state.contains(variant), "{variant} in {state}");
    }
}

/// A file of the client by its path.
fn client(contract: &Value, path: &str) -> String {
    let (disk, options) = (Memory::default(), ReadOptions::default());
    let mut loaded = load_text("", "contract.json", contract.to_string(), &disk, options);
    let files = generate_module(&mut loaded, &GenerateOptions::default()).expect("output");
    let file = files.into_iter().find(|file| file.path == path);
    file.unwrap_or_else(|| panic!("there is no {path}"))
        .contents
}

fn operation(id: &str, errors: &[&str], rate: &Value) -> Value {
    let mut responses = Map::new();
    for status in errors {
        let headers = json!({"X-Rate": {"schema": rate}});
        let response = json!({"description": id, "headers": headers});
        responses.insert((*status).to_owned(), response);
    }
    responses.insert("204".to_owned(), json!({"description": "Done."}));
    json!({"get": {"operationId": id, "responses": responses}})
}

/// One type of a response header keeps the plain name, wherever it is written, and others say what they
/// are.
#[test]
fn a_header_of_another_type_is_another_method() {
    let integer = json!({"type": "integer", "format": "int32"});
    let mut contract = contract();
    let paths = contract["paths"].as_object_mut().expect("paths");
    paths.insert("/a".into(), operation("a", &["404"], &integer));
    let rate = "pub fn x_rate(&self) -> Option<i32> {";
    assert!(client(&contract, "client/headers.rs").contains(rate));
    let text = operation("b", &["404"], &json!({"type": "string"}));
    for paths in added(&contract["paths"], "/b", &text) {
        contract["paths"] = paths;
        let headers = client(&contract, "client/headers.rs");
        for method in [rate, "pub fn x_rate_as_string(&self) -> Option<String> {"] {
            assert!(headers.contains(method), "{method} in {headers}");
        }
    }
}

/// Operations with the same errors share a type; each has its own name for it, whatever it is.
#[test]
fn equal_errors_are_one_type_behind_every_alias() {
    let rate = json!({"type": "string"});
    let mut contract = contract();
    let paths = contract["paths"].as_object_mut().expect("paths");
    paths.insert("/a".into(), operation("a", &["404", "409"], &rate));
    paths.insert("/b".into(), operation("b", &["409", "404"], &rate));
    paths.insert("/c".into(), operation("c", &["404"], &rate));
    paths.insert("/d".into(), operation("d", &[], &rate));
    let errors = client(&contract, "client/errors.rs");
    assert_eq!(errors.matches("pub enum ").count(), 2, "{errors}");
    // Descriptions that differ are none of the shared type's.
    assert!(
        errors.contains("/// Status 409.\n    Conflict,"),
        "{errors}"
    );
    let calls = client(&contract, "client/api.rs");
    for alias in [
        "pub type AError = super::errors::NotFoundOrConflict;",
        "pub type BError = super::errors::NotFoundOrConflict;",
        "pub type CError = super::errors::NotFound;",
        "pub type DError = std::convert::Infallible;",
    ] {
        assert!(calls.contains(alias), "{alias} in {calls}");
    }
}
