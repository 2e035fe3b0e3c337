//! The file of a tag: its trait, and for each operation what it takes, what it answers, and the
//! handler between them.

use std::collections::BTreeSet;

use askama::Template;

use super::super::filters;
use super::super::layout::{
    Imports, Result, Signature, call, implementation, item, signature, statement, struct_item,
    trait_item, word,
};
use super::super::text::{Code, DocComment};
use super::super::uses::Types;
use super::answer::{AnswerItem, answer_choice, answer_item};
use super::request::{FieldItem, body_choice, fields, read_body, read_head};
use super::serve::serve_statements;
use crate::rust::{Api, Docs, Group, Operation};

#[derive(Template)]
#[template(path = "rust/server_group.rs")]
struct GroupFile {
    about: DocComment,
    imports: Code,
    docs: DocComment,
    head: Code,
    operations: Vec<OperationItem>,
}

struct OperationItem {
    docs: DocComment,
    name: Code,
    method: Code,
    fields: Vec<FieldItem>,
    read_head: Code,
    read_body: Code,
    answers: Vec<AnswerItem>,
    choices: Vec<Code>,
    handler_head: Code,
    /// The statement that calls what serves.
    serve: Code,
    request_item: Code,
    request_head: Code,
    response_item: Code,
    response_head: Code,
    serve_head: Code,
    statements: Vec<Code>,
}

/// What a file of a tag imports.
#[derive(Default)]
pub(super) struct Uses {
    pub support: BTreeSet<&'static str>,
    pub check: BTreeSet<&'static str>,
    pub outer: BTreeSet<&'static str>,
    /// The types that bodies of text may mean.
    pub json: BTreeSet<&'static str>,
    pub types: Types,
    pub bytes: bool,
}

/// The text of a tag's file.
///
/// # Errors
/// As the template fails, which it has no cause to.
pub fn group(api: &Api, group: &Group) -> std::result::Result<String, askama::Error> {
    let mut uses = Uses::default();
    uses.support.insert("Head");
    uses.outer.insert("parameters");
    let operations: Vec<OperationItem> = group
        .served()
        .map(|operation| operation_item(api, group, operation, &mut uses))
        .collect();
    // A tag whose operations are all served by others' paths has an empty trait.
    let imports = match operations.is_empty() {
        true => "use super::Service;".to_owned(),
        false => group_imports(&uses),
    };
    GroupFile {
        about: DocComment::of(
            &Docs {
                text: Some(format!("The operations of `{}`.", group.name)),
                ..Docs::default()
            },
            0,
        )
        .inner(),
        imports: Code::new(imports.trim_end_matches('\n')),
        docs: DocComment::of(&group.docs, 0),
        head: Code::new(trait_item(
            group.name.as_str(),
            "Service",
            operations.is_empty(),
        )),
        operations,
    }
    .render()
}

fn group_imports(uses: &Uses) -> String {
    let mut axum = String::new();
    if uses.bytes {
        axum.push_str("use axum::body::Bytes;\n");
    }
    axum.push_str("use axum::extract::{Request, State};\nuse axum::response::Response;\n");
    let mut groups = uses
        .types
        .imports(vec!["use std::sync::Arc;\n".into()], vec![axum]);
    let mut own = Imports::default();
    let (beside, support): (Vec<&str>, Vec<&str>) = uses
        .support
        .iter()
        .partition(|name| ["Way", "admit", "admit_any"].contains(name));
    own.add("super::super::support", uses.check.iter().copied());
    own.add(
        "super::super::support::server",
        support.into_iter().chain(["Rejection"]),
    );
    for (module, name) in uses.types.support() {
        own.add(&format!("super::super::support::{module}"), [name]);
    }
    own.add("super::super::support::json", uses.json.iter().copied());
    let models = uses.types.models.then_some("models");
    own.add("super::super", uses.outer.iter().copied().chain(models));
    own.add("super", beside.into_iter().chain(["Service"]));
    groups.push(own.write());
    groups
        .into_iter()
        .filter(|group| !group.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
        + "\n"
}

fn operation_item(
    api: &Api,
    group: &Group,
    operation: &Operation,
    uses: &mut Uses,
) -> OperationItem {
    let mut parameters = vec!["&self".to_owned()];
    if operation.has_caller() {
        let caller = if operation.anonymous {
            "Option<Self::Caller>"
        } else {
            "Self::Caller"
        };
        parameters.push(format!("caller: {caller}"));
    }
    parameters.push(format!("request: {}", operation.request));
    let result = Result::Plain(format!(
        "impl Future<Output = {}> + Send",
        operation.response
    ));
    let method = signature(
        4,
        &format!("fn {}", operation.name),
        &parameters,
        result,
        ";",
    );
    let serve = format!("serve_{}", operation.name.bare());
    let served = call(serve.as_str(), vec![word("&*service"), word("request")]).awaited();
    let mut choices = Vec::new();
    if let Some(body) = operation
        .body
        .as_ref()
        .filter(|body| body.content.len() > 1)
    {
        choices.push(Code::new(body_choice(api, operation, body, uses)));
    }
    for answer in operation
        .answers
        .iter()
        .filter(|answer| answer.content.len() > 1)
    {
        choices.push(Code::new(answer_choice(api, operation, answer, uses)));
    }
    let fields = fields(api, operation, uses);
    let request_item = struct_item(operation.request.as_str(), fields.is_empty());
    OperationItem {
        docs: DocComment::of(&operation.docs, 4),
        name: Code::new(operation.name.bare()),
        method: Code::new(method),
        fields,
        read_head: Code::new(read_head(operation, uses)),
        read_body: Code::new(read_body(operation, uses)),
        answers: operation
            .answers
            .iter()
            .map(|answer| answer_item(api, answer, uses))
            .collect(),
        choices,
        handler_head: Code::new(async_head(
            &format!("pub(super) async fn {}", operation.name),
            group,
            &["State(service): State<Arc<S>>", "request: Request"],
            Result::Plain("Response".into()),
        )),
        serve_head: Code::new(async_head(
            &format!("async fn {serve}"),
            group,
            &["service: &S", "request: Request"],
            Result::Either("Response".into(), "Rejection".into()),
        )),
        serve: Code::new(statement(4, "let served = ", &served)),
        request_item: Code::new(request_item),
        response_item: Code::new(item("pub enum", operation.response.as_str())),
        request_head: Code::new(implementation(None, operation.request.as_str())),
        response_head: Code::new(implementation(None, operation.response.as_str())),
        statements: serve_statements(api, operation, uses),
    }
}

fn async_head(head: &str, group: &Group, parameters: &[&str], result: Result) -> String {
    let parameters: Vec<String> = parameters
        .iter()
        .map(|parameter| (*parameter).to_owned())
        .collect();
    Signature {
        indent: 0,
        head,
        generic: Some(&format!("S: {}", group.name)),
        parameters: &parameters,
        result,
    }
    .write(" {")
}
