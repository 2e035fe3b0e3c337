//! Samples in Rust compile with the client that is generated from the same contract.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use counterpart::docs::Options;
use counterpart::source::Memory;
use counterpart::{GenerateOptions, Loaded, ReadOptions, generate_module, output, pages};

use crate::compiled;

/// Every way that a client takes arguments, bodies and credentials.
const CONTRACT: &str = r##"
openapi: 3.0.3
info: { title: t, version: '1' }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
    BasicAuth: { type: http, scheme: basic }
    X-Key: { type: apiKey, in: header, name: X-Key }
    digest: { type: http, scheme: digest }
  schemas:
    Thing:
      type: object
      required: [type, size, at]
      properties:
        type: { type: string, enum: [small, large] }
        size: { type: integer, format: int64, example: 9007199254740993 }
        at: { type: string, format: date-time }
        next: { $ref: '#/components/schemas/Thing' }
paths:
  /things/{id}/{number}/{on}:
    get:
      operationId: things/get
      security: [{ token: [] }]
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: number, in: path, required: true, schema: { type: integer } }
        - { name: 'on', in: path, required: true, schema: { type: string, format: date } }
        - { name: share, in: query, required: true, schema: { type: number, example: 2 } }
        - { name: all, in: query, required: true, schema: { type: boolean } }
        - { name: names, in: query, required: true, schema: { type: array, items: { type: string } } }
        - { name: numbers, in: query, required: true, schema: { type: array, items: { type: integer } } }
        - { name: kind, in: query, required: true, schema: { type: string, enum: [a, b] } }
        - { name: type, in: query, required: true, schema: { type: string, format: uuid } }
        - { name: filter, in: query, required: true, style: deepObject, schema: { type: object, properties: { a: { type: string } } } }
        - { name: X-Any, in: header, required: true, schema: { type: string, nullable: true } }
        - { name: optional, in: query, schema: { type: string } }
      responses: { '200': { description: ok } }
  /things:
    post:
      operationId: addThing
      security: [{ BasicAuth: [], X-Key: [] }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses: { '201': { description: ok } }
    put:
      operationId: add_thing
      parameters: [{ name: dry, in: query, schema: { type: boolean } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses: { '201': { description: ok } }
    patch:
      operationId: yield
      security: [{ digest: [] }]
      requestBody: { content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Thing' } } } } }
      responses: { '201': { description: ok } }
    delete:
      responses: { '204': { description: ok } }
  /bodies:
    post:
      operationId: new
      requestBody:
        required: true
        content:
          application/xml: { schema: { $ref: '#/components/schemas/Thing' } }
          application/json: { schema: { $ref: '#/components/schemas/Thing' } }
          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Thing' } }
      responses: { '200': { description: ok } }
    put:
      operationId: form
      requestBody:
        required: true
        content: { application/x-www-form-urlencoded: { schema: { type: object, required: [a], properties: { a: { type: string } } } } }
      responses: { '200': { description: ok } }
    patch:
      operationId: parts
      requestBody:
        required: true
        content: { multipart/form-data: { schema: { type: object, properties: { a: { type: string, format: binary } } } } }
      responses: { '200': { description: ok } }
  /text:
    post:
      operationId: text
      requestBody: { required: true, content: { text/plain: { schema: { type: string }, example: "a \"#\u0001" } } }
      responses: { '200': { description: ok } }
    put:
      operationId: optionalText
      requestBody: { content: { text/plain: { schema: { type: string } } } }
      responses: { '200': { description: ok } }
"##;

/// Writes the client, and a function around each sample; the declarations of both.
fn write(root: &Path, module: &str, mut loaded: Loaded) -> String {
    let site = Options {
        site: false,
        ..Options::default()
    };
    let files = pages(&loaded.contract, &site, Some(module)).expect("the options are fine");
    let mut options = GenerateOptions::default();
    options.server = false;
    options.docs = false;
    let code = generate_module(&mut loaded, &options).expect("the contract is fine");
    output::write(&root.join("src").join(module), &code).expect("the output can be written");
    let mut text = format!("use super::{module};\n");
    let operations = files
        .iter()
        .filter(|file| file.path.starts_with("markdown/operations/"));
    let mut samples = 0;
    for (index, page) in operations.enumerate() {
        let Some((_, sample)) = page.contents.split_once("```rust\n") else {
            continue;
        };
        let sample = sample.split("\n```").next().unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "\n// {}\npub async fn sample_{index}() -> Result<(), Box<dyn std::error::Error>> {{\n{sample}\ndrop(response);\nOk(())\n}}",
            page.path
        );
        samples += 1;
    }
    let called = loaded.contract.operations.len();
    assert_eq!(samples, called, "{module}: an operation has no sample");
    let samples = root.join("src").join(format!("{module}_samples.rs"));
    std::fs::write(samples, text).expect("the samples can be written");
    format!("pub mod {module};\n#[allow(deprecated)]\npub mod {module}_samples;\n")
}

fn here(text: &str) -> Loaded {
    let read = ReadOptions::default();
    counterpart::load_text("", "test.yaml", text.to_owned(), &Memory::default(), read)
}

/// Public contracts with many kinds of parameters and bodies.
fn public() -> Vec<PathBuf> {
    let wanted = [
        "adyen-CheckoutService-v71.json",
        "docker.yaml",
        "openai-1.2.0.openapi.yaml",
        "oas-examples-3.0-petstore.json",
        "slack.json",
    ];
    super::corpus()
        .into_iter()
        .filter(|path| wanted.iter().any(|name| path.ends_with(name)))
        .collect()
}

#[test]
#[ignore = "slow: builds generated code"]
fn samples_compile_with_the_generated_client() {
    let root = compiled::folder("samples");
    let own = counterpart::load(
        Path::new("spec/external_payments.yaml"),
        ReadOptions::default(),
    );
    let mut modules = write(&root, "external_payments", own);
    modules += &write(&root, "every_kind", here(CONTRACT));
    for (index, path) in public().iter().enumerate() {
        let loaded = counterpart::load(path, ReadOptions::default());
        modules += &write(&root, &format!("public_{index}"), loaded);
    }
    compiled::check(&root, &modules);
}
