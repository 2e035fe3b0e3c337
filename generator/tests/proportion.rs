//! What comes out of a document grows as the document does, also out of one that could be read in
//! more ways than anybody can count.

use std::path::Path;

use counterpart::output::File;
use counterpart::source::{FileId, Memory, SourceFile};
use counterpart::{
    DocsOptions, GenerateOptions, ReadOptions, bundle, generate_docs, generate_module, load_text,
};
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

/// How many times the bytes of a document's output twice the document may have.
const TWICE: f64 = 2.2;

/// A document with one shape, so many times.
type Shape = fn(&mut Value, usize);

fn put(document: &mut Value, pointer: &str, value: Value) {
    *document.pointer_mut(pointer).expect("a place") = value;
}

fn numbered(count: usize, value: impl Fn(usize) -> (String, Value)) -> Value {
    Value::Object((0..count).map(value).collect())
}

fn listed(count: usize, value: impl Fn(usize) -> Value) -> Value {
    Value::Array((0..count).map(value).collect())
}

fn answers() -> Value {
    json!({"200": {"description": "ok"}})
}

fn object(properties: Value) -> Value {
    json!({"type": "object", "properties": properties})
}

fn text() -> Value {
    json!({"type": "string"})
}

/// The one shared model.
const MODEL: &str = "/components/schemas/A0";

const SHAPES: [(&str, usize, Shape); 20] = [
    ("tags", 150, |document, count| {
        put(
            document,
            "/paths",
            numbered(count, |index| {
                (
                    format!("/p{index}"),
                    json!({"get": {"tags": [format!("tag {index}")], "responses": answers()}}),
                )
            }),
        );
        document["tags"] = listed(
            count,
            |index| json!({"name": format!("tag {index}"), "description": "Its tag."}),
        );
    }),
    ("operations", 150, |document, count| {
        put(
            document,
            "/paths",
            numbered(count, |index| {
                (
                    format!("/p{index}"),
                    json!({"get": {"responses": answers()}}),
                )
            }),
        );
    }),
    ("operations of one tag", 150, |document, count| {
        put(
            document,
            "/paths",
            numbered(count, |index| {
                (
                    format!("/p{index}"),
                    json!({"get": {"tags": ["all"], "responses": answers()}}),
                )
            }),
        );
    }),
    ("users of one model", 120, |document, count| {
        put(
            document,
            "/paths",
            numbered(count, |index| {
                let schema = json!({"$ref": "#/components/schemas/A0"});
                let content = json!({"application/json": {"schema": schema}});
                (
                    format!("/p{index}"),
                    json!({"put": {"requestBody": {"content": content}, "responses": answers()}}),
                )
            }),
        );
    }),
    ("models", 120, |document, count| {
        put(
            document,
            "/components/schemas",
            numbered(count, |index| {
                (format!("A{index}"), object(json!({"a": text()})))
            }),
        );
    }),
    ("models in a chain", 120, |document, count| {
        put(
            document,
            "/components/schemas",
            numbered(count, |index| {
                let next =
                    json!({"$ref": format!("#/components/schemas/A{}", (index + 1) % count)});
                (format!("A{index}"), object(json!({"next": next})))
            }),
        );
    }),
    ("properties", 60, |document, count| {
        put(
            document,
            MODEL,
            object(numbered(count, |index| (format!("p{index}"), text()))),
        );
    }),
    ("enum values", 100, |document, count| {
        let values = listed(count, |index| json!(format!("v{index}")));
        put(
            document,
            MODEL,
            object(json!({"kind": {"type": "string", "enum": values}})),
        );
    }),
    ("choices", 40, |document, count| {
        let branch = |index: usize| object(json!({format!("b{index}"): text()}));
        put(document, MODEL, json!({"oneOf": listed(count, branch)}));
    }),
    ("parts", 40, |document, count| {
        let part = |index: usize| object(json!({format!("b{index}"): text()}));
        put(document, MODEL, json!({"allOf": listed(count, part)}));
    }),
    ("parameters", 40, |document, count| {
        document["paths"]["/"]["post"]["parameters"] = listed(
            count,
            |index| json!({"name": format!("q{index}"), "in": "query", "schema": text()}),
        );
    }),
    ("responses", 40, |document, count| {
        document["paths"]["/"]["post"]["responses"] = numbered(count, |index| {
            ((400 + index).to_string(), json!({"description": "no"}))
        });
    }),
    ("examples", 40, |document, count| {
        document["paths"]["/"]["post"]["requestBody"]["content"]["application/json"]["examples"] =
            numbered(count, |index| {
                (format!("e{index}"), json!({"value": {"z": "x".repeat(50)}}))
            });
    }),
    ("a long example", 4_000, |document, count| {
        let media =
            &mut document["paths"]["/"]["post"]["requestBody"]["content"]["application/json"];
        media["example"] = json!({"z": "x".repeat(count)});
    }),
    ("a long name", 100, |document, count| {
        put(document, MODEL, object(json!({"n".repeat(count): text()})));
    }),
    ("a long description", 4_000, |document, count| {
        put(
            document,
            MODEL,
            json!({"type": "object", "description": "word ".repeat(count)}),
        );
    }),
    ("a long pattern", 400, |document, count| {
        let pattern = format!("^(?:{})$", "ab|".repeat(count));
        put(
            document,
            MODEL,
            object(json!({"a": {"type": "string", "pattern": pattern}})),
        );
    }),
    ("servers of operations", 120, |document, count| {
        put(
            document,
            "/paths",
            numbered(count, |index| {
                (
                    format!("/p{index}"),
                    json!({"get": {"responses": answers()}}),
                )
            }),
        );
        document["servers"] = listed(
            count,
            |index| json!({"url": format!("https://a{index}.example.com"), "description": "A server."}),
        );
    }),
    ("variables of a server", 120, |document, count| {
        put(
            document,
            "/paths",
            numbered(count, |index| {
                (
                    format!("/p{index}"),
                    json!({"get": {"responses": answers()}}),
                )
            }),
        );
        let values = listed(10, |index| json!(format!("a{index}")));
        let variables = numbered(count, |index| {
            (
                format!("v{index}"),
                json!({"default": "a0", "enum": values}),
            )
        });
        document["servers"] = json!([{"url": "https://{v0}.example.com", "variables": variables}]);
    }),
    ("security of operations", 120, |document, count| {
        put(
            document,
            "/paths",
            numbered(count, |index| {
                (
                    format!("/p{index}"),
                    json!({"get": {"responses": answers()}}),
                )
            }),
        );
        document["components"]["securitySchemes"] = numbered(count, |index| {
            (
                format!("s{index}"),
                json!({"type": "apiKey", "in": "header", "name": format!("X-{index}")}),
            )
        });
        document["security"] = listed(count, |index| json!({format!("s{index}"): []}));
    }),
];

/// The bytes of code, of pages and of the bundle.
fn written(name: &str, document: &Value) -> [(&'static str, usize); 3] {
    let loader = Memory::default();
    let text = document.to_string();
    let mut loaded = load_text("", name, text, &loader, ReadOptions::default());
    let code = generate_module(&mut loaded, &GenerateOptions::default())
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut options = DocsOptions::default();
    options.pages.single = true;
    let pages =
        generate_docs(&mut loaded, &options).unwrap_or_else(|error| panic!("{name}: {error}"));
    let sum = |files: &[File]| files.iter().map(|file| file.contents.len()).sum();
    let bundled = bundle(&loaded.contract).to_string().len();
    [
        ("code", sum(&code)),
        ("pages", sum(&pages)),
        ("bundle", bundled),
    ]
}

#[test]
fn twice_the_document_is_twice_the_output() {
    let base = with_schemas([("A0".to_owned(), object(json!({"z": text()})))].into_iter());
    let without = written("nothing", &base);
    let base_bytes = |what: &str| {
        without
            .iter()
            .find(|(name, _)| *name == what)
            .map_or(0, |(_, bytes)| *bytes)
    };
    let mut failed = Vec::new();
    for (name, count, shape) in SHAPES {
        let [once, twice] = [count, 2 * count].map(|count| {
            let mut document = base.clone();
            shape(&mut document, count);
            (document.to_string().len() as f64, written(name, &document))
        });
        assert!(twice.0 <= 2.1 * once.0, "{name} is no linear shape");
        for ((what, once), (_, twice)) in once.1.into_iter().zip(twice.1) {
            let factor = (twice - base_bytes(what)) as f64 / (once - base_bytes(what)) as f64;
            if factor > TWICE {
                failed.push(format!("{name}: {once} bytes of {what} became {twice}"));
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}
