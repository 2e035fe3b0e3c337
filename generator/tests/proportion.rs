//! What comes out of a document grows as the document does, also out of one that could be read in
//! more ways than anybody can count.

use std::path::Path;

use counterpart::output::File;
use counterpart::source::{FileId, Memory, SourceFile};
use counterpart::{GenerateOptions, ReadOptions, bundle, generate_module, load_text};
use serde_json::{Value, json};

/// What is the same for every document, in bytes.
const COMMON: usize = 500_000;

/// How many bytes of code a byte of a document may become.
const FACTOR: usize = 8;

/// Asserts that files are not out of proportion to the documents that they were made of.
pub fn assert_proportionate<'a>(
    name: &Path,
    sources: impl Iterator<Item = (FileId, &'a SourceFile)>,
    files: &[File],
) {
    let read: usize = sources.map(|(_, source)| source.text.len()).sum();
    let written: usize = files.iter().map(|file| file.contents.len()).sum();
    assert!(
        written <= COMMON + FACTOR * read,
        "{}: {read} bytes became {written}",
        name.display()
    );
}

fn with_schemas(schemas: impl Iterator<Item = (String, Value)>) -> Value {
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/A0"}}});
    json!({
        "openapi": "3.1.1",
        "info": {"title": "Many ways", "version": "1.0.0"},
        "paths": {"/": {"post": {
            "requestBody": {"content": content},
            "responses": {"200": {"description": "ok"}},
        }}},
        "components": {"schemas": schemas.collect::<serde_json::Map<_, _>>()},
    })
}

/// Each schema is two others, or one of two, that lead to the same next one.
fn forks(keyword: &str, count: usize) -> Value {
    with_schemas((0..=count).map(|index| {
        let name = format!("A{index}");
        if index == count {
            return (
                name,
                json!({"type": "object", "properties": {"z": {"type": "string"}}}),
            );
        }
        let next = json!({ "$ref": format!("#/components/schemas/A{}", index + 1) });
        let own = format!("p{index}");
        let properties = json!({ &own: {"type": "string"} });
        let other = json!({"allOf": [next], "required": [own], "properties": properties});
        (name, json!({ keyword: [next, other] }))
    }))
}

/// Operations with callbacks that each are all of the operations again.
fn callbacks(count: usize) -> Value {
    let all = |from: usize| {
        let callback = |to: usize| {
            let item = json!({ "$ref": format!("#/paths/~1p{to}") });
            (
                format!("c{to}"),
                json!({ format!("https://a.example/{from}"): item }),
            )
        };
        let callbacks: serde_json::Map<_, _> = (0..count).map(callback).collect();
        let responses = json!({"200": {"description": "ok"}});
        (
            format!("/p{from}"),
            json!({"post": {"responses": responses, "callbacks": callbacks}}),
        )
    };
    let mut document = with_schemas(std::iter::empty());
    document["paths"] = Value::Object((0..count).map(all).collect());
    document
}

#[test]
fn many_ways_through_a_document_are_not_all_gone() {
    let documents = [
        ("parts", forks("allOf", 40)),
        ("choices", forks("oneOf", 40)),
        ("alternatives", forks("anyOf", 40)),
        ("callbacks", callbacks(30)),
    ];
    for (name, document) in documents {
        let text = document.to_string();
        let loader = Memory::default();
        let mut loaded = load_text("", name, text, &loader, ReadOptions::default());
        let mut files = generate_module(&mut loaded, &GenerateOptions::default())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        files.push(File::new("bundle", bundle(&loaded.contract).to_string()));
        let written: usize = files.iter().map(|file| file.contents.len()).sum();
        assert!(written < 2_000_000, "{name}: {written} bytes");
    }
}
