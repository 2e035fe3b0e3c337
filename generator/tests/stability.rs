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
