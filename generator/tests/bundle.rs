//! One document from many: it says the same, and stands alone.

use std::fs;
use std::path::Path;

use counterpart::review::{Options, review_contracts};
use counterpart::source::{Memory, to_yaml};
use counterpart::{Loaded, ReadOptions, bundle, load, load_text};

use crate::corpus;

const ROOT: &str = r##"
openapi: 3.1.0
info: {title: Shop, summary: Sells, version: 1.0.0}
paths:
  /orders/{id}:
    $ref: paths/order.yaml
webhooks:
  shipped:
    post:
      requestBody:
        content:
          application/json:
            schema: {$ref: 'models.yaml#/Order'}
      responses: {'204': {description: Seen.}}
components:
  securitySchemes:
    certificate: {type: mutualTLS}
  schemas:
    Order: {$ref: 'models.yaml#/Order'}
security: [{certificate: []}]
"##;

const PATH: &str = r##"
parameters:
  - $ref: '../parameters.json#/id'
get:
  operationId: getOrder
  responses:
    '200':
      description: The order.
      content:
        application/json:
          schema: {$ref: '../models.yaml#/Order'}
"##;

const PARAMETERS: &str = r##"{"id": {"name": "id", "in": "path", "required": true,
  "schema": {"type": "string", "minLength": 1}}}"##;

const MODELS: &str = r##"
Order:
  type: object
  required: [id]
  properties:
    id: {type: [string, integer]}
    parent: {anyOf: [{$ref: '#/Order'}, {type: 'null'}]}
    lines: {type: array, prefixItems: [{type: string}], items: {type: integer}}
    range: {type: number, exclusiveMinimum: 0, maximum: 10}
    kind: {const: order}
    note: {type: [string, 'null'], maxLength: 10}
  patternProperties:
    ^x-: {type: string}
  additionalProperties: false
  dependentRequired: {range: [kind]}
  if: {properties: {id: {type: integer}}}
  then: {required: [kind]}
"##;

fn read(text: &str, files: &[(&str, &str)]) -> Loaded {
    let owned = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let memory = Memory(owned.collect());
    load_text(
        "",
        "shop.yaml",
        text.to_owned(),
        &memory,
        ReadOptions::default(),
    )
}

fn written(loaded: &Loaded) -> String {
    to_yaml(&bundle(&loaded.contract)).expect("values can be written")
}

#[test]
fn many_files_of_3_1_become_one_document_of_3_0_that_says_the_same() {
    let files = [
        ("paths/order.yaml", PATH),
        ("parameters.json", PARAMETERS),
        ("models.yaml", MODELS),
    ];
    let many = read(ROOT, &files);
    assert_eq!(many.report.len(), 0, "{:?}", many.report);
    let text = written(&many);
    let one = read(&text, &[]);
    assert_eq!(one.report.len(), 0, "{:?}\n{text}", one.report);
    assert!(text.starts_with("openapi: 3.0.3\n"), "{text}");
    assert!(
        !text.contains(".yaml#") && !text.contains(".json#"),
        "{text}"
    );
    let findings = review_contracts(&many.contract, &one.contract, &Options::default());
    let said: Vec<_> = findings.iter().map(|finding| &finding.message).collect();
    assert!(said.is_empty(), "{said:?}\n{text}");
    assert_eq!(text, written(&one), "the bundle of a bundle is itself");
    // What 3.0 cannot say is still there, and what it can say is said in its words.
    for kept in [
        "patternProperties",
        "prefixItems",
        "dependentRequired",
        "x-webhooks",
        "mutualTLS",
    ] {
        assert!(text.contains(kept), "{kept} is lost:\n{text}");
    }
    for lowered in ["exclusiveMinimum: true", "nullable: true"] {
        assert!(text.contains(lowered), "{lowered} is missing:\n{text}");
    }
}

#[test]
fn a_reader_of_3_0_alone_sees_the_same_requests_and_no_fewer() {
    let many = read(
        ROOT,
        &[
            ("paths/order.yaml", PATH),
            ("parameters.json", PARAMETERS),
            ("models.yaml", MODELS),
        ],
    );
    let mut bundled = bundle(&many.contract);
    remove_beyond(&mut bundled);
    let text = to_yaml(&bundled).expect("values can be written");
    let plain = read(&text, &[]);
    let findings = review_contracts(&plain.contract, &many.contract, &Options::default());
    // Whatever the whole contract answers, the plain one describes.
    assert!(
        findings
            .iter()
            .all(|finding| !finding.message.contains("answer")),
        "{:?}",
        findings
            .iter()
            .map(|finding| &finding.message)
            .collect::<Vec<_>>()
    );
}

fn remove_beyond(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(members) => {
            members.remove("x-json-schema");
            members.values_mut().for_each(remove_beyond);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(remove_beyond),
        _ => {}
    }
}

#[test]
fn the_contract_of_the_project_is_its_own_bundle() {
    let contract = load(
        Path::new("spec/external_payments.yaml"),
        ReadOptions::default(),
    );
    let again = read(&written(&contract), &[]);
    assert!(review_contracts(&contract.contract, &again.contract, &Options::default()).is_empty());
    assert_eq!(written(&contract), written(&again));
}

#[test]
#[ignore = "slow: needs COUNTERPART_CORPUS"]
fn every_document_bundles_to_one_that_says_the_same() {
    let Some(folder) = corpus::folder() else {
        return;
    };
    let mut bundled = 0;
    for path in corpus::documents(&folder) {
        let loaded = load(&path, ReadOptions::default());
        let text = written(&loaded);
        let again = read(&text, &[]);
        assert_eq!(text, written(&again), "{}", path.display());
        // Comparing the largest takes long without optimization; the smaller have every construct.
        if fs::metadata(&path).is_ok_and(|metadata| metadata.len() < 1_000_000) {
            let findings = review_contracts(&loaded.contract, &again.contract, &Options::default());
            let said: Vec<_> = findings.iter().map(|finding| &finding.message).collect();
            assert!(said.is_empty(), "{}: {said:?}", path.display());
        }
        bundled += 1;
    }
    println!("{bundled} documents bundle to one that says the same");
}
