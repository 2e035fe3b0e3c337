//! Renders tests from the contract's examples.

use askama::Template;

use super::filters;
use super::imports::MODELS;
use super::imports::Types;
use super::text::{Literal, Shown};
use crate::rust::{Api, ExampleTest, Ident, Ty, TypePath, TypedExample};

#[derive(Template)]
#[template(path = "rust/examples.rs")]
struct ExamplesFile<'a> {
    types: Types,
    tests: Vec<TestItem<'a>>,
}

struct TestItem<'a> {
    about: Shown,
    name: &'a Ident,
    examples: Vec<ExampleItem<'a>>,
}

struct ExampleItem<'a> {
    ty: TypePath,
    pointer: &'a str,
    json: Literal,
    /// JSON pointers to undeclared properties.
    undeclared: &'a Vec<String>,
}

/// Renders `examples.rs`.
///
/// # Errors
/// Returns an error if the template fails, which does not happen in practice.
pub(super) fn examples(api: &Api) -> Result<String, askama::Error> {
    let mut types = Types::default();
    types.add(&Ty::Value);
    let examples = api.examples.iter().flat_map(|test| &test.examples);
    examples.for_each(|example| types.add(&example.ty));
    ExamplesFile {
        types,
        tests: api
            .examples
            .iter()
            .map(|test| TestItem::of(api, test))
            .collect(),
    }
    .render()
}

impl<'a> TestItem<'a> {
    fn of(api: &Api, test: &'a ExampleTest) -> Self {
        let example = |example: &'a TypedExample| ExampleItem {
            ty: api.models.path(&example.ty, MODELS),
            pointer: &example.pointer,
            json: Literal::raw(&example.json),
            undeclared: &example.undeclared,
        };
        Self {
            about: Shown::name(&test.about),
            name: &test.name,
            examples: test.examples.iter().map(example).collect(),
        }
    }
}
