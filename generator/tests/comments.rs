//! Doc comments of a generated crate, as rustdoc and a browser read them, whatever a document says
//! wherever it says something.

use std::fs;
use std::path::{Path, PathBuf};

use counterpart::source::Memory;
use counterpart::{GenerateOptions, ReadOptions, generate_crate, load_text, output};
use serde_json::{Map, Value, json};

use crate::{browser, compiled};

/// Texts that ever were, or look like, a way to have code run or a browser do something.
const TEXTS: [&str; 60] = [
    // Code, which rustdoc would compile and run.
    "```\npanic!()\n```",
    "```rust\npanic!()\n```",
    "```rust,should_panic,no_run\npanic!()\n```",
    "~~~\npanic!()\n~~~",
    "~~~~ compile_fail\npanic!()",
    "   ```\n   panic!()",
    "text\n\n    panic!()",
    "text\n\n\tpanic!()",
    "- ```\n  panic!()\n  ```",
    "- ~~~\n  panic!()\n  ~~~",
    "-     panic!()",
    "1.     panic!()",
    "10) ~~~\n    panic!()",
    "* text\n\n      panic!()",
    "* + - ```\n      panic!()",
    "> ```\n> panic!()",
    ">     panic!()",
    "> - ~~~\n>   panic!()",
    "-\n\n      panic!()",
    "# a\n    panic!()",
    "| a |\n|---|\n| b |\n\n    panic!()",
    "[^a]\n\n[^a]: text\n\n        panic!()",
    "[^a]:\n    ```\n    panic!()",
    "<div>\n\n    panic!()\n\n</div>",
    "<!--\n\n-->\n\n    panic!()",
    "text\r\r    panic!()\r```\rpanic!()",
    "text\u{2028}\u{2028}    panic!()",
    "&#10;&#10;&#9;panic!() &#96;&#96;&#96;",
    "- a\n-\n  ```\n  panic!()",
    "`` ` ``\n```\npanic!()",
    "```text\n```\n    panic!()\n```",
    // HTML, in and beside code that looks longer or shorter than it is.
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\\`<img src=x onerror=alert(1)>`",
    "`<img src=x onerror=alert(1)>```x``",
    "``<img src=x onerror=alert(1)>`",
    "\\\\<img src=x onerror=alert(1)//\\\\>",
    "\\<img src=x onerror=alert(1)>",
    "[`]<img src=x onerror=alert(1)>`",
    "| `a | <img src=x onerror=alert(1)> |\n|---|---|\n| `b\\|<img src=x onerror=alert(1)>` | c |",
    "| `a\\\\|<img src=x onerror=alert(1)>` |\n|---|\n| x |",
    "*<svg/onload=alert(1)>*\n<details open ontoggle=alert(1)>",
    "- <iframe srcdoc='<script>alert(1)</script>'>",
    "<!-- --!><img src=x onerror=alert(1)>",
    "<![CDATA[<img src=x onerror=alert(1)>]]> <?x <img src=x onerror=alert(1)> ?>",
    "&lt;img src=x onerror=alert(1)&gt; &amp;lt;b&amp;gt; \\&lt;b>",
    "</pre></div></details><script>alert(1)</script>",
    "# <base href=https://kept.example/>\n\n<style>*{display:none}</style>",
    "*/ pub fn x() {} /* \u{202e}<b>",
    // Links that are none to a page.
    "[a](javascript:alert(1))",
    "\\\\[a\\\\](javascript:alert(1))",
    "[a](<javascript:alert(1)>) ![b](javascript:alert(1))",
    "<javascript:alert(1)> <JaVaScRiPt:alert(1)>",
    "[a][b] [b] [b][]\n\n[b]: javascript:alert(1)",
    "[a](java&#115;cript:alert(1)) [b](&#32;javascript:alert(1))",
    "[a](data:text/html,<script>alert(1)</script>) [b](vbscript:x) [c](//evil.example)",
    "[a](https://kept.example/\"onmouseover=alert(1) \"' onclick='alert(1)\")",
    "[Vec] [`String`] [std::fs](crate::models) [a](fn@main) [a](mailto:x)",
    "[![a](javascript:alert(1))](https://kept.example) ![<b>](https://kept.example/i.png \"<b>\")",
    "<https://kept.example/`<img src=x onerror=alert(1)>`> https://kept.example/<b>",
];

/// A document that has each text in every position of texts that reach a crate.
fn document() -> Value {
    let mut document = json!({
        "openapi": "3.0.3",
        "info": {"title": TEXTS[0], "version": TEXTS[49], "description": TEXTS.join("\n\n")},
        "servers": [{"url": "https://`<b>.example", "description": TEXTS[31]}],
    });
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    let (mut tags, mut schemes) = (Vec::new(), Map::new());
    for (index, text) in TEXTS.iter().enumerate() {
        let tag = format!("t{} {text}", index % 4);
        if index < 4 {
            tags.push(json!({"name": tag, "description": text}));
        }
        let tag = format!("t{} {}", index % 4, TEXTS[index % 4]);
        if index % 10 == 0 {
            let scheme = json!({"type": "apiKey", "in": "header", "name": format!("X-{index}"), "description": text});
            schemes.insert(format!("k{index}{text}"), scheme);
        }
        let model = json!({"$ref": format!("#/components/schemas/M{index}")});
        let header = json!({"description": text, "schema": {"type": "string"}});
        let parameter = |location: &str| json!({"name": format!("{location}{text}"), "in": location, "description": text, "schema": {"type": "string"}});
        paths.insert(format!("/p{index}/{}", text.replace(['{', '}', '?', '#'], "")), json!({"post": {
            "operationId": format!("o{index}{text}"), "tags": [tag], "summary": text, "description": text,
            "security": [{(format!("k{}{}", index / 10 * 10, TEXTS[index / 10 * 10])): []}],
            "parameters": [parameter("query"), {"name": "required", "in": "query", "required": true, "description": text, "schema": model}],
            "requestBody": {"description": text, "content": {
                "application/json": {"schema": model}, "text/plain": {"schema": {"type": "string"}}}},
            "responses": {
                "200": {"description": text, "headers": {"X-Own": header}, "content": {"application/json": {"schema": model}}},
                "422": {"description": text, "content": {"application/json": {"schema": model}}}},
        }}));
        let string = json!({"type": "string", "title": text, "description": text});
        schemas.insert(format!("M{index}"), json!({
            "type": "object", "title": text, "description": text, "required": ["r"],
            "properties": {(*text): string, "r": string, "e": {"$ref": format!("#/components/schemas/E{index}")}},
        }));
        schemas.insert(
            format!("E{index}"),
            json!({"type": "string", "description": text, "enum": [text, "x"]}),
        );
        schemas.insert(format!("A{index}"), string);
        let branches = [
            json!({"type": "object", "title": text, "description": text, "required": ["a"], "properties": {"a": {"enum": [text]}}}),
            model,
        ];
        schemas.insert(
            format!("U{index}"),
            json!({"description": text, "oneOf": branches}),
        );
    }
    document["paths"] = Value::Object(paths);
    document["tags"] = Value::Array(tags);
    document["components"] = json!({"schemas": schemas, "securitySchemes": schemes});
    document
}

/// Writes the crate, for which no manifest says that its comments have no tests.
fn write(folder: &str) -> PathBuf {
    let root = compiled::folder(folder);
    let text = document().to_string();
    let disk = Memory::default();
    let mut loaded = load_text("", "comments.json", text, &disk, ReadOptions::default());
    let mut options = GenerateOptions::default();
    options.docs = false;
    options.tests = false;
    let files = generate_crate(&mut loaded, &options).expect("a crate");
    output::write(&root, &files).expect("the output can be written");
    let path = root.join("Cargo.toml");
    let manifest = fs::read_to_string(&path).expect("a manifest");
    assert!(manifest.contains("\n[lib]\n"), "{manifest}");
    assert!(manifest.contains("\ndoctest = false\n"), "{manifest}");
    let manifest = manifest.replace("doctest = false", "doctest = true");
    compiled::write(&path, &format!("{manifest}\n[workspace]\n"));
    root
}

#[test]
fn every_text_is_in_the_comments_of_a_crate() {
    let root = write("comments-written");
    let mut comments = String::new();
    read(&root.join("src"), &mut comments);
    for index in 0..TEXTS.len() {
        assert!(comments.contains(&format!("o{index}")), "{index}");
    }
    // The words of code, of HTML and of links are all still there.
    for words in [
        "panic!()",
        "onerror=alert(1)",
        "javascript:alert(1)",
        "<https://kept.example",
    ] {
        assert!(comments.matches(words).count() > 20, "{words}");
    }
}

/// Appends the comments of all files below a folder.
fn read(folder: &Path, comments: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(&path, comments);
        } else {
            let text = fs::read_to_string(&path).expect("a file");
            let lines = text
                .lines()
                .filter(|line| line.trim_start().starts_with("//"));
            comments.extend(lines.flat_map(|line| [line, "\n"]));
        }
    }
}

#[test]
#[ignore = "slow: builds generated code"]
fn no_text_becomes_a_test_or_a_warning() {
    let root = write("comments");
    let listed = compiled::listed_doctests(&root);
    assert_eq!(listed, "", "doctests are there");
    compiled::clippy(&root);
    compiled::document(&root);
}

#[test]
#[ignore = "slow: needs COUNTERPART_BROWSER"]
fn no_text_does_anything_in_documentation() {
    if !browser::is_there() {
        return;
    }
    let pages = compiled::document(&write("comments-browser"));
    // What is not of the document is of the standard library's documentation.
    let hosts = ["kept.example", "doc.rust-lang.org", "docs.rs", "github.com"];
    let plan = json!({"folder": pages.join("comments"), "hosts": hosts});
    browser::look("rustdoc.mjs", vec![plan]);
}
