//! Names that differ from an older one in their spelling alone, added before it and behind it to
//! everything that has a name: what is spelled as Rust spells it keeps its name, and the order of the
//! others does not count.

use std::collections::BTreeSet;

use counterpart::source::Memory;
use counterpart::{
    Bump, GenerateOptions, Loaded, ReadOptions, generate_module, load_text, rust_impact,
};
use serde_json::{Map, Value, json};

/// Everything that has a name, each with a description that is found above its Rust name.
fn contract() -> Value {
    let text = json!({"type": "string"});
    let described = |mark: &str| json!({"type": "string", "description": format!("mark {mark}")});
    let inline = |mark: &str| {
        let schema = json!({"type": "object", "description": format!("mark {mark}"), "properties": {"a": {"type": "string"}}});
        json!({"content": {"application/json": {"schema": schema}}})
    };
    let schema = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    json!({
        "openapi": "3.1.0", "info": {"title": "Spellings", "version": "1.0.0"},
        "tags": [{"name": "Users", "description": "mark tag"}],
        "paths": {"/users": {"post": {
            "operationId": "get_user", "tags": ["Users"], "summary": "mark operation",
            "security": [{"api_key": []}, {"token": []}],
            "parameters": [
                {"name": "page_size", "in": "query", "description": "mark query parameter", "schema": text},
                {"name": "user_kind", "in": "query", "required": true, "description": "mark required parameter", "schema": text},
                {"name": "trace_id", "in": "header", "description": "mark header parameter", "schema": text},
                {"name": "session_id", "in": "cookie", "description": "mark cookie parameter", "schema": text},
            ],
            "requestBody": inline("request body"),
            "responses": {
                "200": {"description": "ok", "headers": {"x_rate": {"description": "mark response header", "schema": {"type": "integer"}}},
                    "content": {"application/json": {"schema": schema("UserInfo")}}},
                "404": {"description": "none"},
            },
            "callbacks": {"on_event": {"{$request.body#/url}": {"post": {"requestBody": inline("callback"), "responses": {"204": {"description": "ok"}}}}}},
        }}},
        "webhooks": {"user_created": {"post": {"requestBody": inline("webhook"), "responses": {"204": {"description": "ok"}}}}},
        "components": {
            "securitySchemes": {
                "api_key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": "mark key"},
                "token": {"type": "http", "scheme": "bearer"},
            },
            "schemas": {
                "UserInfo": {"type": "object", "description": "mark schema", "required": ["given_name"], "additionalProperties": described("map"), "properties": {
                    "user_id": described("property"),
                    "given_name": described("required property"),
                    "home_address": {"type": "object", "description": "mark inline schema", "properties": {"city": {"type": "string"}}},
                    "state": {"type": "string", "enum": ["InProgress", "Done"]},
                    "level": {"type": "integer", "enum": [1, 2]},
                    "payer": {"oneOf": [schema("UserInfo"), schema("Firm")]},
                }},
                "Firm": {"type": "object", "required": ["firm"], "properties": {"firm": described("firm")}},
            },
        },
    })
}

fn loaded(contract: &Value) -> Loaded {
    let (disk, options) = (Memory::default(), ReadOptions::default());
    load_text("", "contract.json", contract.to_string(), &disk, options)
}

/// The lines that say what something is called, and in what: those below a mark, those that read values
/// of enumerations, and variants of unions.
fn names(contract: &Value) -> BTreeSet<String> {
    let files = generate_module(&mut loaded(contract), &GenerateOptions::default());
    let mut found = BTreeSet::new();
    for file in files.expect("output") {
        let folder = file.path.split(['/', '.']).next().unwrap_or_default();
        let mut around: Vec<(usize, String)> = Vec::new();
        let mut mark = None;
        for line in file.contents.lines() {
            let code = line.trim_start();
            let indent = line.len() - code.len();
            while around
                .last()
                .is_some_and(|(outer, _)| *outer >= indent && !code.is_empty())
            {
                around.pop();
            }
            let inside: Vec<&str> = around.iter().map(|(_, name)| name.as_str()).collect();
            let at = format!("{folder} {}", inside.join(" "));
            if let Some(text) = code.strip_prefix("/// mark ") {
                mark = Some(text.to_owned());
            } else if !code.starts_with("//") && !code.starts_with('#') {
                let name = code
                    .split(['(', ':', '{', ',', '='])
                    .next()
                    .unwrap_or_default();
                if let Some(mark) = mark.take() {
                    found.insert(format!("{mark}: {at} {}", name.trim()));
                }
                let is_value = code.starts_with('"') && code.contains(" => Self::");
                let is_branch =
                    inside.iter().any(|name| name.starts_with("pub enum")) && code.ends_with("),");
                if is_value || is_branch {
                    found.insert(format!("{at} {code}"));
                }
                if code.ends_with('{') {
                    around.push((indent, name.trim().to_owned()));
                }
            }
        }
    }
    found
}

/// A member added before all others, and behind them.
fn added(object: &Value, name: &str, value: &Value) -> [Value; 2] {
    match object {
        Value::Array(items) => {
            let mut first = vec![value.clone()];
            first.extend(items.clone());
            let mut last = items.clone();
            last.push(value.clone());
            [Value::Array(first), Value::Array(last)]
        }
        object => {
            let members = object.as_object().expect("an object");
            let mut first = Map::from_iter([(name.to_owned(), value.clone())]);
            first.extend(members.clone());
            let mut last = members.clone();
            last.insert(name.to_owned(), value.clone());
            [Value::Object(first), Value::Object(last)]
        }
    }
}

/// What is added, by the place that it is added to.
fn additions() -> Vec<(&'static str, Vec<(String, Value)>)> {
    let text = json!({"type": "string"});
    let all = |names: &[&str], value: &dyn Fn(&str) -> Value| -> Vec<(String, Value)> {
        let named = names.iter().map(|name| ((*name).to_owned(), value(name)));
        named.collect()
    };
    let property = |_: &str| json!({"type": "string", "description": "added"});
    let object = |_: &str| json!({"type": "object", "properties": {"other": {"type": "string"}}});
    let value = |name: &str| json!(name);
    let parameter = |place: &'static str| move |name: &str| json!({"name": name, "in": place, "schema": {"type": "string"}});
    let operation = |id: &str| {
        let header = json!({"x_rate": {"schema": {"type": "string"}}});
        let response = json!({"description": "ok", "headers": header});
        let error = json!({"description": "none"});
        let responses = json!({"200": response, "409": error});
        json!({"get": {"operationId": id, "tags": ["Users"], "responses": responses}})
    };
    let tagged = |tag: &str| {
        let responses = json!({"204": {"description": "ok"}});
        json!({"get": {"tags": [tag], "responses": responses}})
    };
    let sent = |_: &str| {
        let content =
            json!({"application/json": {"schema": {"type": "object", "properties": {"b": text}}}});
        let request = json!({"requestBody": {"content": content}, "responses": {"204": {"description": "ok"}}});
        json!({"post": request, "put": request})
    };
    let called = |name: &str| json!({"{$request.body#/url}": sent(name)});
    let scheme = |name: &str| json!({"type": "apiKey", "in": "query", "name": name});
    let bearer = |_: &str| json!({"type": "http", "scheme": "bearer"});
    let near = [
        "userId", "UserId", "user-id", "USER_ID", "@user_id", "user_id<", "user id",
    ];
    let info = "/components/schemas/UserInfo/properties";
    vec![
        (info, all(&near, &property)),
        (info, all(&["givenName", "given-name"], &property)),
        (
            info,
            all(
                &[
                    "additional_properties",
                    "additionalProperties",
                    "additional",
                ],
                &property,
            ),
        ),
        (info, all(&["homeAddress", "home-address"], &object)),
        (
            "/components/schemas/UserInfo/properties/state/enum",
            all(
                &[
                    "in_progress",
                    "in-progress",
                    "IN_PROGRESS",
                    "unknown",
                    "Unknown",
                    "UNKNOWN",
                ],
                &value,
            ),
        ),
        (
            "/components/schemas",
            all(
                &["user_info", "userInfo", "USER_INFO", "firm", "FIRM"],
                &object,
            ),
        ),
        (
            "/components/securitySchemes",
            all(&["apiKey", "api-key", "bearer"], &scheme),
        ),
        (
            "/components/securitySchemes",
            all(&["Token", "oauth"], &bearer),
        ),
        (
            "/paths/~1users/post/parameters",
            all(
                &["pageSize", "page-size", "userKind", "body", "context"],
                &parameter("query"),
            ),
        ),
        (
            "/paths/~1users/post/parameters",
            all(&["TRACE-ID", "Page-Size"], &parameter("header")),
        ),
        (
            "/paths/~1users/post/parameters",
            all(
                &["sessionId", "page_size", "user_kind"],
                &parameter("cookie"),
            ),
        ),
        (
            "/paths/~1users/post/responses/200/headers",
            all(&["X-Rate"], &|_| json!({"schema": {"type": "string"}})),
        ),
        (
            "/paths/~1users/post/callbacks",
            all(&["onEvent", "on-event"], &called),
        ),
        ("/webhooks", all(&["userCreated", "user-created"], &sent)),
        (
            "/paths",
            [
                "getUser",
                "get-user",
                "GET_USER",
                "serve_get_user",
                "get_user_error",
                "get_user_required",
                "get_user_success",
                "get_user_request",
                "get_user_response",
                "get_user_body",
                "new",
                "build",
            ]
            .iter()
            .map(|id| (format!("/of/{id}"), operation(id)))
            .collect(),
        ),
        (
            "/paths",
            [
                "users",
                "USERS",
                "GetUserRequest",
                "GetUserResponse",
                "Service",
            ]
            .iter()
            .map(|tag| (format!("/of/{tag}"), tagged(tag)))
            .collect(),
        ),
        (
            "/webhooks/user_created",
            vec![("get".into(), sent("")["post"].clone())],
        ),
    ]
}

#[test]
fn what_is_spelled_as_rust_spells_it_keeps_its_name() {
    let base = contract();
    let before = names(&base);
    for wanted in [
        "property: models pub struct UserInfo pub user_id",
        "operation: client impl Client pub fn get_user",
    ] {
        assert!(before.contains(wanted), "{wanted} in {before:#?}");
    }
    let old = loaded(&base);
    for (place, all) in additions() {
        for (name, value) in all {
            let object = base.pointer(place).expect("a place");
            for (index, object) in added(object, &name, &value).into_iter().enumerate() {
                let mut head = base.clone();
                *head.pointer_mut(place).expect("a place") = object;
                let now = names(&head);
                let lost: Vec<_> = before.difference(&now).collect();
                assert!(lost.is_empty(), "{name} in {place} at {index}: {lost:#?}");
                let impact = rust_impact(&old.contract, &loaded(&head).contract);
                for part in ["models", "client"] {
                    let bump = impact.of_part(part);
                    assert!(
                        bump < Bump::Major,
                        "{name} in {place} at {index}: {impact:#?}"
                    );
                }
            }
        }
    }
}

/// Everything that is called alike, in one order and in the other.
#[test]
fn the_order_of_names_does_not_count() {
    let both = [false, true].map(|is_reversed| {
        let mut contract = contract();
        for (place, mut all) in additions() {
            if is_reversed {
                all.reverse();
            }
            for (name, mut value) in all {
                if let Some(known) = value
                    .as_object_mut()
                    .filter(|_| place.contains("properties"))
                {
                    known.insert("description".into(), json!(format!("mark {name}")));
                }
                let object = contract.pointer_mut(place).expect("a place");
                let [first, last] = added(object, &name, &value);
                *object = if is_reversed { first } else { last };
            }
        }
        names(&contract)
    });
    let [one, other] = both;
    assert!(
        one.iter().any(|line| line.contains("user_id_kebab")),
        "{one:#?}"
    );
    let [lost, new]: [Vec<_>; 2] = [
        one.difference(&other).collect(),
        other.difference(&one).collect(),
    ];
    assert!(lost.is_empty() && new.is_empty(), "{lost:#?} {new:#?}");
}
