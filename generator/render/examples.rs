//! The file of tests that are made of the contract's examples.

use askama::Template;

use super::checks::shown;
use super::filters;
use super::layout::{Expr, Imports, call, statement, word};
use super::text::{Code, Literal};
use super::uses::{MODELS, Types};
use crate::rust::{Api, ExampleTest, Ident, TypedExample};

#[derive(Template)]
#[template(path = "rust/examples.rs")]
struct ExamplesFile<'a> {
    imports: Code,
    tests: Vec<TestItem<'a>>,
}

struct TestItem<'a> {
    about: Code,
    name: &'a Ident,
    statements: Vec<Code>,
}

/// The text of `examples.rs`.
///
/// # Errors
/// As the template fails, which it has no cause to.
pub(super) fn examples(api: &Api) -> Result<String, askama::Error> {
    let mut types = Types::default();
    types.add(&crate::rust::Ty::Value);
    let tests = api
        .examples
        .iter()
        .map(|test| item(api, test, &mut types))
        .collect();
    let mut groups = types.imports(
        vec!["use std::fmt::Display;\n".into()],
        vec!["use serde::Serialize;\n".into()],
    );
    let mut own = Imports::default();
    if types.models {
        own.add("super", ["models"]);
    }
    own.add("super::support::json", ["FromJson"]);
    for (module, name) in types.support() {
        own.add(&format!("super::support::{module}"), [name]);
    }
    groups.push(own.write());
    groups.retain(|group| !group.is_empty());
    ExamplesFile {
        imports: Code::new(groups.join("\n").trim_end()),
        tests,
    }
    .render()
}

fn item<'a>(api: &Api, test: &'a ExampleTest, types: &mut Types) -> TestItem<'a> {
    TestItem {
        about: Code::new(format!("Examples of `{}`.", shown(&test.about))),
        name: &test.name,
        statements: test
            .examples
            .iter()
            .map(|example| Code::new(line(api, example, types)))
            .collect(),
    }
}

/// Of the statements of a test.
const INDENT: usize = 4;
/// How long a line may be; rustfmt lets such a head go one beyond.
const LINE: usize = 100;

fn line(api: &Api, example: &TypedExample, types: &mut Types) -> String {
    types.add(&example.ty);
    let text = |text: &String| word(Literal::new(text).to_string());
    let ty = api.models.path(&example.ty, MODELS);
    let head = format!("goes_round::<{ty}>");
    let head = match head.chars().count() + INDENT <= LINE + 1 {
        true => head,
        false => format!("goes_round::<\n        {ty},\n    >"),
    };
    let arguments = vec![
        text(&example.pointer),
        word(Literal::raw(&example.json).to_string()),
        Expr::List(example.undeclared.iter().map(text).collect()),
    ];
    statement(INDENT, "", &call(head, arguments))
}
