//! Names that the generated code has itself, given to everything in a contract: none hides another.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use counterpart::output::{self, File};
use counterpart::{GenerateOptions, ReadOptions, generate_module, load, load_text};
use serde_json::{Map, Value, json};

use crate::compiled;

/// Contracts that between them use most of what generated code can use.
const FOLDERS: [&str; 2] = [
    "generator/tests/positive/operations",
    "generator/tests/positive/schemas",
];

/// Names of arguments and variables of generated functions, of their generic parameters, and of files.
const LOCAL: [&str; 27] = [
    "S",
    "T",
    "mod",
    "answer",
    "body",
    "bytes",
    "call",
    "caller",
    "client",
    "content",
    "context",
    "credentials",
    "data",
    "error",
    "head",
    "index",
    "json",
    "key",
    "kind",
    "name",
    "object",
    "part",
    "reader",
    "reply",
    "request",
    "service",
    "value",
];

fn module(mut loaded: counterpart::Loaded) -> Vec<File> {
    generate_module(&mut loaded, &GenerateOptions::default()).expect("output")
}

/// What files import from elsewhere than the models, and what the common files of either half
/// declare.
fn names(files: &[File], names: &mut BTreeSet<String>) {
    for file in files {
        let half = file.path.starts_with("server") || file.path.starts_with("client");
        if file.path.starts_with("support") {
            continue;
        }
        for item in syn::parse_file(&file.contents).expect("Rust").items {
            let declared = match item {
                syn::Item::Use(item) => {
                    imported(&item.tree, false, names);
                    continue;
                }
                syn::Item::Struct(item) => item.ident,
                syn::Item::Enum(item) => item.ident,
                syn::Item::Trait(item) => {
                    names.extend(item.items.iter().filter_map(|item| match item {
                        syn::TraitItem::Fn(method) if file.path.ends_with("mod.rs") => {
                            Some(method.sig.ident.to_string())
                        }
                        _ => None,
                    }));
                    item.ident
                }
                _ => continue,
            };
            if half && file.path.ends_with("mod.rs") {
                names.insert(declared.to_string());
            }
        }
    }
}

/// Names that come from support code or from other crates.
fn imported(tree: &syn::UseTree, outside: bool, names: &mut BTreeSet<String>) {
    match tree {
        syn::UseTree::Path(path) => {
            if path.ident != "super" && path.ident != "crate" {
                names.insert(path.ident.to_string());
            }
            let crates = ["std", "axum", "reqwest", "serde", "serde_json", "support"];
            let outside = outside || crates.contains(&path.ident.to_string().as_str());
            imported(&path.tree, outside, names);
        }
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                imported(tree, outside, names);
            }
        }
        syn::UseTree::Name(name) if outside => {
            names.insert(name.ident.to_string());
        }
        _ => {}
    }
}

/// A schema of each kind in turn, each of which leads to the next ones of its ring. All in one ring
/// would be nested more deeply than rustc follows what is dropped.
fn schema(names: &[String], index: usize) -> Value {
    let ring = names.chunks(40).nth(index / 40).unwrap_or(names);
    let next = |step: usize| {
        let name = &ring[(index % 40 + step) % ring.len()];
        json!({"$ref": format!("#/components/schemas/{name}")})
    };
    match index % 4 {
        0 => json!({"type": "object", "required": ["at"], "properties": {
            "at": {"type": "string", "format": "date-time"},
            "day": {"type": "string", "format": "date"},
            "id": {"type": "string", "format": "uuid"},
            "bytes": {"type": "string", "format": "byte"},
            "next": next(1), "more": {"type": "array", "uniqueItems": true, "items": next(2)},
            "others": {"type": "object", "additionalProperties": next(3)},
            "amount": {"type": "number"}, "empty": {"type": ["string", "null"]},
        }, "additionalProperties": next(2)}),
        1 => json!({"oneOf": [next(3), {"type": "string"}, {"type": "array", "items": next(1)}]}),
        2 => json!({"anyOf": [
            {"type": "object", "required": ["a"], "properties": {"a": next(2)}},
            {"type": "object", "required": ["b"], "properties": {"b": next(1)}},
            {"type": "integer"},
        ]}),
        _ => json!({"type": "string", "enum": ["Self", "Other", "Value"]}),
    }
}

#[test]
#[ignore = "slow: builds generated code"]
fn no_name_of_a_contract_hides_one_of_the_generated_code() {
    let mut found = BTreeSet::new();
    for folder in FOLDERS {
        for entry in fs::read_dir(folder).expect("the folder of cases") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                names(&module(load(&path, ReadOptions::default())), &mut found);
            }
        }
    }
    let own = module(load(
        Path::new("spec/external_payments.yaml"),
        ReadOptions::default(),
    ));
    names(&own, &mut found);
    found.extend(LOCAL.map(str::to_owned));
    // The function that serves is named like this.
    found.insert("serve_reply".to_owned());
    let names: Vec<String> = found.into_iter().collect();
    assert!(names.len() > 40, "{names:?}");

    let mut schemas = Map::new();
    let mut paths = Map::new();
    let mut webhooks = Map::new();
    for (index, name) in names.iter().enumerate() {
        schemas.insert(name.clone(), schema(&names, index));
        let content = json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
        let inline = json!({"description": name, "content": {"application/json": {"schema": {
            "type": "object", "properties": {name: {"type": "string", "enum": [name, "other"]}},
        }}}});
        webhooks.insert(
            name.clone(),
            json!({"post": {"requestBody": inline, "responses": {"200": inline}}}),
        );
        let operation = json!({
            "tags": [name], "operationId": name, "security": [{name: []}, {}],
            "parameters": [
                {"name": name, "in": "query", "schema": {"type": "array", "items": {"type": "integer"}}},
                {"name": "id", "in": "header", "schema": {"type": "string", "format": "uuid"}},
                {"name": "at", "in": "query", "schema": {"type": "string", "format": "date-time"}},
            ],
            "requestBody": {"content": content},
            "responses": {"200": {"description": name, "content": content}, "202": inline,
                "default": {"description": name, "content": content}},
        });
        paths.insert(format!("/{name}"), json!({"post": operation}));
    }
    let schemes: Map<String, Value> = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let scheme = match index % 4 {
                0 => json!({"type": "http", "scheme": "bearer"}),
                1 => json!({"type": "http", "scheme": "basic"}),
                2 => json!({"type": "apiKey", "in": "header", "name": name}),
                _ => json!({"type": "apiKey", "in": "query", "name": name}),
            };
            (name.clone(), scheme)
        })
        .collect();
    let mut schemes = schemes;
    // What differs in its spelling alone, each by itself and together.
    for spelling in ["a-b", "ab", "aB", "a_b"] {
        let scheme = json!({"type": "apiKey", "in": "header", "name": spelling});
        schemes.insert(spelling.into(), scheme);
        let security = json!([{spelling: []}, {"ab": [], spelling: []}]);
        let answers = json!({"200": {"description": "ok"}});
        let operation = json!({"operationId": format!("of {spelling}"), "security": security, "responses": answers});
        paths.insert(format!("/of/{spelling}"), json!({"get": operation}));
    }
    let contract = json!({
        "openapi": "3.1.0", "info": {"title": "Clashes", "version": "1"}, "paths": paths, "webhooks": webhooks,
        "components": {"schemas": schemas, "securitySchemes": schemes},
    });
    let disk = counterpart::source::Memory::default();
    let files = module(load_text(
        "",
        "clashes.json",
        contract.to_string(),
        &disk,
        ReadOptions::default(),
    ));
    let root = compiled::folder("clashes");
    output::write(&root.join("src/clashes"), &files).expect("written");
    compiled::check(&root, "pub mod clashes;\n");
}
