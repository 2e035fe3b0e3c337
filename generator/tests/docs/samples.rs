//! Samples that are made from schemas are valid, by the judgement of another program.

use counterpart::contract::{Contract, SchemaId};
use counterpart::docs::{Direction, Sampler};
use serde_json::Value;

use super::export::export;
use super::{corpus_contracts, own, read};

/// How many samples were made, and how many schemas got none.
#[derive(Default)]
struct Count {
    made: usize,
    missing: Vec<String>,
}

/// The schemas of requests or of responses.
fn roots(contract: &Contract, response: bool) -> Vec<SchemaId> {
    let mut ids: Vec<SchemaId> = Vec::new();
    for operation in &contract.operations {
        if response {
            let content = operation.responses.iter().flat_map(|one| &one.content);
            ids.extend(content.filter_map(|media| media.schema));
        } else {
            let content = operation.body.iter().flat_map(|one| &one.content);
            ids.extend(content.filter_map(|media| media.schema));
            ids.extend(
                operation
                    .parameters
                    .iter()
                    .filter_map(|one| one.value.schema()),
            );
        }
    }
    ids.sort();
    ids.dedup();
    ids
}

fn judge(name: &str, contract: &Contract, count: &mut Count) {
    for response in [false, true] {
        let schema = export(contract, response);
        let direction = if response {
            Direction::Response
        } else {
            Direction::Request
        };
        let mut sampler = Sampler::new(contract, direction);
        let samples: Vec<(SchemaId, Option<Value>)> = roots(contract, response)
            .into_iter()
            .map(|id| (id, sampler.sample(id)))
            .collect();
        let registry = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .build(&serde_json::json!({ "$defs": schema["$defs"], "anyOf": samples.iter().map(|(id, _)| serde_json::json!({
                "required": [id.index().to_string()],
                "properties": { (id.index().to_string()): { "$ref": format!("#/$defs/{}", id.index()) } }
            })).chain([serde_json::json!({ "maxProperties": 0 })]).collect::<Vec<_>>() }))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        for (id, sample) in samples {
            match sample {
                Some(sample) => {
                    count.made += 1;
                    let wrapped = serde_json::json!({ (id.index().to_string()): sample });
                    assert!(
                        registry.is_valid(&wrapped),
                        "{name}: {:?}: {sample:#}",
                        contract[id].place.pointer
                    );
                }
                None => count
                    .missing
                    .push(format!("{name}: {:?}", contract[id].place.pointer)),
            }
        }
    }
}

#[test]
fn samples_of_the_own_contract_are_valid() {
    let mut count = Count::default();
    judge("own", &own(), &mut count);
    assert_eq!(count.missing, Vec::<String>::new());
}

#[test]
fn samples_of_public_contracts_are_valid() {
    let mut count = Count::default();
    for (name, contract) in corpus_contracts() {
        judge(&name, &contract, &mut count);
    }
    // Some schemas admit nothing, or nothing that a few tries find.
    assert!(
        count.missing.len() * 100 <= count.made,
        "{} made, {} missing: {:#?}",
        count.made,
        count.missing.len(),
        count.missing
    );
}

#[test]
fn constraints_are_kept() {
    let contract = read(
        r#"
openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /x:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [a, b, c, d, e, f, g]
              properties:
                a: { type: integer, exclusiveMinimum: 7, multipleOf: 5 }
                b: { type: string, pattern: '^[A-Z]{2}-\d+$', minLength: 8 }
                c: { type: array, uniqueItems: true, minItems: 3, items: { enum: [x, y, z] } }
                d: { oneOf: [{ type: object, required: [k], properties: { k: { const: 1 } } }, { type: object, required: [k], properties: { k: { const: 2 } } }] }
                e: { allOf: [{ type: number, minimum: 0.25 }, { maximum: 0.5 }] }
                f: { type: [string, 'null'], maxLength: 3 }
                g: { type: object, minProperties: 2, additionalProperties: { type: boolean } }
      responses: { '204': { description: done } }
"#,
    );
    let mut count = Count::default();
    judge("constraints", &contract, &mut count);
    assert_eq!((count.made, count.missing.len()), (1, 0));
}
