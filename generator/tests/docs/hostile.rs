//! No text of a document becomes a part of a page's markup.

use counterpart::docs::Options;
use counterpart::pages;
use serde_json::{Value, json};

use super::{files, own, read, tags};

/// Everything that a page is made of.
const NAMES: &str = "a article aside b blockquote body br code dd del details div dl dt em footer h1 h2 h3 h4 h5 h6 \
    head header hr html img li link main meta nav ol p pre script section small span strong style sub summary sup table \
    tbody td th thead title tr ul var wbr";
const ATTRIBUTES: &str = "alt aria-current aria-label charset class content data-tabs data-up dir height href http-equiv \
    id lang name open rel role scope src start tabindex type";

/// Judges a page: nothing in it but what the site is made of.
pub fn judge(path: &str, html: &str, single: bool) {
    for tag in tags::tags(html) {
        assert!(
            NAMES.split_whitespace().any(|name| name == tag.name),
            "{path}: <{}>",
            tag.name
        );
        for (name, value) in &tag.attributes {
            let known = ATTRIBUTES.split_whitespace().any(|known| known == *name);
            assert!(known, "{path}: {name} in <{}>", tag.name);
            if matches!(*name, "href" | "src") {
                let scheme = value.split(['/', '#', '?']).next().unwrap_or_default();
                let fine = !scheme.contains(':')
                    || ["http:", "https:", "data:image", "data:,"].contains(&scheme)
                    || scheme.starts_with("mailto:");
                assert!(fine, "{path}: {name}={value}");
                let own = tag.name == "a" || !value.contains("//") || value.starts_with("data:");
                assert!(own, "{path}: asks {value} for something");
            }
        }
        if tag.name == "script" {
            let source = tag.attributes.iter().find(|(name, _)| *name == "src");
            match source {
                Some((_, source)) => assert!(source.ends_with("assets/script.js")),
                None => assert!(single, "{path}: a script of its own"),
            }
        }
    }
}

const BAD: [&str; 15] = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)//",
    "</title></head><body onload=alert(1)>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) <a href=\"java&#10;script:alert(1)\" onclick='alert(1)'>x</a>",
    "![x](data:text/html;base64,AAAA) <svg/onload=alert(1)>",
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "```\nnever closed <script>alert(1)</script>",
    "<!-- never closed <b>",
    "<details><summary><iframe srcdoc='<script>alert(1)</script>'>",
    "<p><ul><li><table><tr><td></p></ul><math><mtext></table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "{% tabs %}{{ x }} {%endtab%} ]]> &lt;script&gt; `a``b` | c | *d [e](f",
    "\u{1b}]0;x\u{7}\u{1b}[2J \u{9b}1m \u{202e}txet `\u{2066}` [a](https://\u{200f}x.example/\u{202d}) \r\u{8}\r\n\u{7f}\u{c}\u{85}",
    "> > > - 1. a\n\n| x | <script> |\n|--|--|\n| <b | \\| |",
];

/// A document with a text in every place that takes one.
fn document_of(bad: &str) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": bad, "version": bad, "description": bad,
            "termsOfService": "javascript:alert(1)",
            "contact": { "name": bad, "url": "javascript:alert(1)", "email": bad },
            "license": { "name": bad, "url": "data:text/html,x" }
        },
        "externalDocs": { "url": "javascript:alert(1)", "description": bad },
        "servers": [{ "url": format!("https://{{v}}.example.com/{bad}"), "description": bad,
            "variables": { "v": { "default": bad, "enum": [bad], "description": bad } } }],
        "tags": [{ "name": bad, "description": bad }],
        "security": [{ "key": [] }],
        "paths": { (format!("/y/{}", bad.replace(['{', '}'], ""))): { "get": { "responses": { "200": { "description": bad } } } },
        "/x": { "post": {
            "operationId": bad, "tags": [bad], "summary": bad, "description": bad, "deprecated": true,
            "parameters": [
                { "name": bad, "in": "query", "required": true, "description": bad, "schema": { "type": "string", "enum": [bad] }, "example": bad },
                { "name": "h", "in": "header", "required": true, "schema": { "type": "string", "default": bad, "pattern": "^<script>$" } }
            ],
            "requestBody": { "description": bad, "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/M" },
                "examples": { "a": { "summary": bad, "description": bad, "value": { "k": bad } }, "b": { "summary": "b", "externalValue": bad } } } } },
            "responses": { "200": { "description": bad,
                "headers": { "X": { "description": bad, "schema": { "type": "string" } } },
                "content": { "text/html": { "schema": { "type": "string" }, "example": bad } },
                "links": { "l": { "operationRef": bad, "description": bad, "parameters": { "p": bad } } } } },
            "callbacks": { "c": { "{$request.body#/url}": { "post": { "description": bad, "summary": bad,
                "responses": { "200": { "description": bad } } } } } }
        } } },
        "components": {
            "securitySchemes": { "key": { "type": "apiKey", "in": "header", "name": bad, "description": bad } },
            "schemas": {
                "M": { "type": "object", "title": bad, "description": bad,
                    "required": [bad],
                    "properties": { (bad): { "type": "string", "description": bad, "format": bad, "default": bad, "example": bad },
                        "e": { "type": "string", "enum": [bad, "x"], "x-enum-descriptions": [bad, "y"] } },
                    "oneOf": [{ "title": bad, "type": "object", "description": bad }, { "$ref": "#/components/schemas/N" }],
                    "discriminator": { "propertyName": bad } },
                "N": { "type": "object", "properties": { "m": { "$ref": "#/components/schemas/M" } } },
                (bad): { "type": "object", "properties": { "n": { "type": "string" } } }
            }
        }
    })
}

/// Whether a terminal obeys a character, or the text around it changes its direction.
fn is_hidden(letter: char) -> bool {
    !matches!(letter, '\n' | '\t') && letter.is_control()
        || "\u{61c}\u{200e}\u{200f}".contains(letter)
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A line of Markdown without its code (CommonMark 0.31, section 6.1).
fn words(line: &str) -> String {
    let mut words = String::new();
    let mut rest = line.to_owned();
    // An escaped backtick opens nothing.
    rest = rest.replace("\\`", "");
    while let Some(start) = rest.find('`') {
        words.push_str(&rest[..start]);
        let after = rest[start..].trim_start_matches('`').to_owned();
        let ticks = "`".repeat(rest.len() - start - after.len());
        let mut from = 0;
        let close = loop {
            let Some(at) = after[from..].find(&ticks).map(|at| from + at) else {
                break None;
            };
            let run = after[at..].len() - after[at..].trim_start_matches('`').len();
            if run == ticks.len() {
                break Some(at + run);
            }
            from = at + run;
        };
        rest = close.map_or(after.clone(), |close| after[close..].to_owned());
    }
    words + &rest
}

#[test]
fn hostile_texts_stay_texts() {
    let options = Options {
        single: true,
        footer: Some("<script>alert(1)</script> [x](javascript:alert(1))".into()),
        ..Options::default()
    };
    for bad in BAD {
        let contract = read(&document_of(bad).to_string());
        assert!(!contract.operations.is_empty(), "{bad}");
        for file in files(&contract, &options) {
            // The document itself is data.
            let hidden = file.contents.chars().find(|letter| is_hidden(*letter));
            let found = hidden.filter(|_| file.path != "openapi.yaml");
            assert_eq!(found, None, "{}: {bad:?}", file.path);
            if file.path.ends_with(".html") {
                judge(&file.path, &file.contents, file.path == "single.html");
            } else if file.path.ends_with(".md") {
                // Code may say anything: it is shown as it is.
                let mut fence = 0;
                for line in file.contents.lines() {
                    let ticks = line.trim_start_matches(['>', ' ', '-']);
                    let info = ticks.trim_start_matches('`');
                    let run = ticks.len() - info.len();
                    // A fence has no backtick after it and ends with as many; code within a line
                    // has.
                    if fence == 0 && run >= 3 && !info.contains('`') {
                        fence = run;
                        continue;
                    }
                    if fence > 0 && run >= fence && info.is_empty() {
                        fence = 0;
                    }
                    let code = fence > 0;
                    let words = words(line);
                    assert!(code || !words.contains("<script"), "{}: {line}", file.path);
                    assert!(
                        code || !words.contains("](<javascript"),
                        "{}: {line}",
                        file.path
                    );
                    assert!(code || !words.contains("{% "), "{}: {line}", file.path);
                }
            } else if file.path == "assets/search.js" {
                assert!(!file.contents.contains('<'), "the index leaves no tag");
            }
        }
    }
}

#[test]
#[ignore = "slow"]
fn a_megabyte_of_text_is_no_trouble() {
    let long = [
        "a *b* <i>c</i> [d](https://e.f) ".repeat(30_000),
        "> ".repeat(300_000),
        "<b>".repeat(300_000),
        "[".repeat(300_000),
        "- ".repeat(200_000),
        "*a **b ".repeat(100_000),
    ];
    for text in long {
        let mut raw = document_of("x");
        raw["paths"]["/x"]["post"]["description"] = Value::from(text);
        let contract = read(&raw.to_string());
        for file in files(&contract, &Options::default()) {
            if file.path.starts_with("operations/") {
                judge(&file.path, &file.contents, false);
            }
        }
    }
}

#[test]
fn a_look_cannot_bring_script() {
    let accent = Options {
        accent: Some("red;}</style><script>".into()),
        ..Options::default()
    };
    assert!(pages(&own(), &accent, None).is_err());
    let logo = Options {
        logo: Some("<script>alert(1)</script>".into()),
        ..Options::default()
    };
    assert!(pages(&own(), &logo, None).is_err());
}
