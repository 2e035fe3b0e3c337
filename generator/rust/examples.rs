//! Examples as tests: the types that they are read by, in one test for each operation and schema.

use std::collections::HashMap;

use super::models;
use super::names::{Ident, Scope};
use super::operations::Group;
use super::types::Ty;
use crate::contract::Contract;
use crate::examples::Example;

/// A test: the examples of an operation or of a schema.
#[derive(Debug)]
pub struct ExampleTest {
    pub name: Ident,
    /// What the examples are of, for the test's documentation.
    pub about: String,
    pub examples: Vec<TypedExample>,
}

#[derive(Debug)]
pub struct TypedExample {
    /// Where the document has it.
    pub pointer: String,
    pub ty: Ty,
    pub json: String,
    /// JSON pointers to properties that the contract does not declare.
    pub undeclared: Vec<String>,
}

/// Sorts examples into tests. Those of schemas that have no type of their own are left out: they
/// are read as parts of others.
pub(super) fn tests(
    contract: &Contract,
    models: &models::ModelBuilder<'_>,
    groups: &[Group],
    examples: &[Example],
) -> Vec<ExampleTest> {
    let names: HashMap<_, &Ident> = groups
        .iter()
        .flat_map(|group| &group.operations)
        .map(|operation| ((operation.method, operation.path.as_str()), &operation.name))
        .collect();
    let mut scope = Scope::with(&["difference", "goes_round", "remove"]);
    let mut tests: Vec<ExampleTest> = Vec::new();
    let mut by_about: HashMap<String, usize> = HashMap::new();
    for example in examples {
        let Some(ty) = models.known(example.schema, example.direction) else {
            continue;
        };
        let operation = example
            .operation
            .and_then(|index| contract.operations.get(index));
        let (about, name) = match operation {
            Some(operation) => {
                let key = (operation.method, operation.path.text.as_str());
                let name = names.get(&key).map(|name| name.bare().to_owned());
                (
                    format!("{} {}", operation.method, operation.path.text),
                    name,
                )
            }
            None => {
                let tokens: Vec<_> = example.place.pointer.tokens().take(3).collect();
                match tokens.as_slice() {
                    [components, schemas, name]
                        if components == "components" && schemas == "schemas" =>
                    {
                        (format!("the schema {name}"), Some(format!("schema {name}")))
                    }
                    _ => (
                        "schemas without a name".to_owned(),
                        Some("inline schemas".to_owned()),
                    ),
                }
            }
        };
        let Some(name) = name else {
            continue;
        };
        let index = *by_about.entry(about.clone()).or_insert_with(|| {
            tests.push(ExampleTest {
                name: scope.snake(&name),
                about,
                examples: Vec::new(),
            });
            tests.len() - 1
        });
        if let Some(test) = tests.get_mut(index) {
            test.examples.push(TypedExample {
                pointer: example.place.pointer.to_string(),
                ty,
                json: example.value.to_string(),
                undeclared: example.undeclared.clone(),
            });
        }
    }
    tests
}
