//! A part of a contract: the operations that are asked for, with what they need and no more.

use std::fs;

use counterpart::contract::Selection;
use counterpart::source::Memory;
use counterpart::{
    GenerateOptions, Loaded, ReadOptions, generate_crate, generate_module, load_text, output,
};

use crate::compiled;

const CONTRACT: &str = r##"
openapi: 3.0.3
info: {title: Zoo, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses:
        '200':
          description: All.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
  /keepers/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      tags: [keepers]
      responses:
        '200':
          description: One.
          content: {application/json: {schema: {$ref: '#/components/schemas/Keeper'}}}
    delete:
      operationId: dismiss
      tags: [keepers, admin]
      responses: {'204': {description: Gone.}}
components:
  schemas:
    Pet:
      type: object
      discriminator: {propertyName: kind}
      required: [kind]
      properties: {kind: {type: string}, name: {$ref: '#/components/schemas/Name'}}
    Cat:
      allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {claws: {$ref: '#/components/schemas/Claws'}}}]
    Claws: {type: object, properties: {length: {type: integer}}}
    Name: {type: object, properties: {first: {type: string}}}
    Keeper: {type: object, properties: {name: {$ref: '#/components/schemas/Name'}, badge: {$ref: '#/components/schemas/Badge'}}}
    Badge: {type: object, properties: {number: {type: integer}}}
    Unused: {type: object, properties: {badge: {$ref: '#/components/schemas/Badge'}}}
"##;

fn contract() -> Loaded {
    let loaded = load_text(
        "",
        "zoo.yaml",
        CONTRACT.to_owned(),
        &Memory::default(),
        ReadOptions::default(),
    );
    assert_eq!(loaded.report.len(), 0, "{:?}", loaded.report);
    loaded
}

fn selected(tags: &[&str], operations: &[&str]) -> Loaded {
    let mut loaded = contract();
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    loaded.select(&Selection {
        tags: owned(tags),
        operations: owned(operations),
    });
    loaded
}

fn models(loaded: &Loaded) -> Vec<&str> {
    loaded.contract.models.keys().map(String::as_str).collect()
}

fn options() -> GenerateOptions {
    let mut options = GenerateOptions::default();
    options.docs = false;
    options
}

#[test]
fn a_tag_brings_its_operations_and_the_models_that_they_reach() {
    // Whatever is built on a base with a discriminator may stand for it.
    let pets = selected(&["pets"], &[]);
    assert_eq!(models(&pets), ["Pet", "Cat", "Claws", "Name"]);
    let admin = selected(&["admin"], &[]);
    assert_eq!(models(&admin), [""; 0]);
    assert_eq!(admin.contract.operations.len(), 1);
}

#[test]
fn operations_go_by_id_or_by_method_and_path_and_add_to_tags() {
    let both = selected(&["pets"], &["get /keepers/{id}", "dismiss"]);
    assert_eq!(both.contract.operations.len(), 3);
    assert_eq!(
        models(&both),
        ["Pet", "Cat", "Claws", "Name", "Keeper", "Badge"]
    );
}

#[test]
fn what_is_not_there_is_an_error_with_a_hint() {
    let mut loaded = selected(&["Pets"], &["list_pets"]);
    let said: Vec<_> = loaded
        .report
        .iter()
        .map(|problem| (problem.code.id, problem.help.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        said,
        [
            ("C403", "did you mean `pets`?"),
            ("C403", "did you mean `listPets`?")
        ]
    );
    assert!(generate_crate(&mut loaded, &options()).is_err());
}

#[test]
#[ignore = "slow: builds generated code"]
fn a_part_compiles_and_has_nothing_else() {
    let root = compiled::folder("selected");
    let files =
        generate_module(&mut selected(&[], &["listPets"]), &options()).expect("it generates");
    let models: String = files
        .iter()
        .filter(|file| file.path.starts_with("models/"))
        .map(|file| file.contents.as_str())
        .collect();
    assert!(models.contains("pub struct Claws {") && !models.contains("Keeper"));
    output::write(&root.join("src/part"), &files).expect("it can be written");
    compiled::check(&root, "pub mod part;\n");
}

#[test]
#[ignore = "slow: builds generated code"]
fn each_tag_of_a_crate_compiles_alone() {
    let files = generate_crate(&mut contract(), &options()).expect("it generates");
    let root = compiled::folder("features");
    output::write(&root, &files).expect("it can be written");
    // The crate stands alone, not in the workspace around it.
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("a manifest");
    fs::write(
        root.join("Cargo.toml"),
        format!("{manifest}\n[workspace]\n"),
    )
    .expect("a manifest");
    for features in [
        "",
        "client",
        "client,pets",
        "client,keepers",
        "client,models",
        "server",
    ] {
        compiled::check_features(&root, features);
    }
}
