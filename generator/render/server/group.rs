//! The file of a tag: its trait, and for each operation what it takes, what it answers, and the
//! handler between them.

use std::collections::BTreeSet;

use askama::Template;

use super::super::filters;
use super::super::layout::{Result, imports, signature};
use super::super::text::{Code, DocComment};
use super::super::uses::Types;
use super::answer::{AnswerItem, answer_choice, answer_item};
use super::request::{FieldItem, body_choice, fields, read_body, read_head};
use super::serve::serve_statements;
use crate::rust::{Api, Docs, Group, Ident, Operation};

#[derive(Template)]
#[template(path = "rust/server_group.rs")]
struct GroupFile<'a> {
    about: DocComment,
    imports: Code,
    docs: DocComment,
    name: &'a Ident,
    operations: Vec<OperationItem<'a>>,
}

struct OperationItem<'a> {
    docs: DocComment,
    name: Code,
    method: Code,
    request: &'a Ident,
    fields: Vec<FieldItem>,
    read_head: Code,
    read_body: Code,
    response: &'a Ident,
    answers: Vec<AnswerItem>,
    choices: Vec<Code>,
    handler_head: Code,
    serve: Code,
    serve_head: Code,
    statements: Vec<Code>,
}

/// What a file of a tag imports.
#[derive(Default)]
pub(super) struct Uses {
    pub support: BTreeSet<&'static str>,
    pub check: BTreeSet<&'static str>,
    pub outer: BTreeSet<&'static str>,
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
    let operations: Vec<OperationItem<'_>> = group
        .operations
        .iter()
        .map(|operation| operation_item(api, group, operation, &mut uses))
        .collect();
    GroupFile {
        about: DocComment::of(
            &Docs {
                text: Some(format!("The operations of `{}`.", group.name)),
                ..Docs::default()
            },
            0,
        )
        .inner(),
        imports: Code::new(group_imports(&uses).trim_end_matches('\n')),
        docs: DocComment::of(&group.docs, 0),
        name: &group.name,
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
    let mut own = String::new();
    let mut outer: Vec<&str> = uses.outer.iter().copied().collect();
    if uses.types.models {
        outer.push("models");
    }
    outer.sort_unstable();
    let mut names: Vec<String> = uses.check.iter().map(|name| (*name).to_owned()).collect();
    names.sort_unstable();
    let mut service: Vec<String> = vec!["Service".into()];
    service.extend(
        ["Way", "admit", "admit_any"]
            .iter()
            .filter(|name| uses.support.contains(**name))
            .map(|name| (*name).to_owned()),
    );
    let support: Vec<String> = uses
        .support
        .iter()
        .filter(|name| !["Way", "admit", "admit_any"].contains(*name))
        .map(|name| (*name).to_owned())
        .collect();
    let mut support = support;
    if !support.contains(&"Rejection".to_owned()) {
        support.push("Rejection".into());
    }
    sort_names(&mut support);
    if !names.is_empty() {
        own.push_str("use super::super::support::check;\n");
    }
    own.push_str(&imports("super::super::support::server", &support));
    if uses.types.timestamp() {
        own.push_str("use super::super::support::time::Timestamp;\n");
    }
    let outer: Vec<String> = outer.into_iter().map(str::to_owned).collect();
    own.push_str(&imports("super::super", &outer));
    own.push_str(&imports("super", &service));
    groups.push(own);
    groups
        .into_iter()
        .filter(|group| !group.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
        + "\n"
}

/// Names as rustfmt sorts them in a list of imports: `snake_case` before `CamelCase` before
/// `SCREAMING_CASE` within version order, types first.
fn sort_names(names: &mut [String]) {
    names.sort_by(|left, right| {
        let class = |name: &str| usize::from(name.starts_with(|first: char| first.is_lowercase()));
        class(left).cmp(&class(right)).then_with(|| left.cmp(right))
    });
}

fn operation_item<'a>(
    api: &Api,
    group: &Group,
    operation: &'a Operation,
    uses: &mut Uses,
) -> OperationItem<'a> {
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
        &result,
        ";",
    );
    let serve = format!("serve_{}", operation.name.bare());
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
    OperationItem {
        docs: DocComment::of(&operation.docs, 4),
        name: Code::new(operation.name.bare()),
        method: Code::new(method),
        request: &operation.request,
        fields: fields(api, operation, uses),
        read_head: Code::new(read_head(operation, uses)),
        read_body: Code::new(read_body(operation, uses)),
        response: &operation.response,
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
            &Result::Plain("Response".into()),
        )),
        serve_head: Code::new(async_head(
            &format!("async fn {serve}"),
            group,
            &["service: &S", "request: Request"],
            &Result::Either("Response".into(), "Rejection".into()),
        )),
        serve: Code::new(serve),
        statements: serve_statements(api, operation, uses),
    }
}

fn async_head(head: &str, group: &Group, parameters: &[&str], result: &Result) -> String {
    let parameters: Vec<String> = parameters
        .iter()
        .map(|parameter| (*parameter).to_owned())
        .collect();
    signature(
        0,
        &format!("{head}<S: {}>", group.name),
        &parameters,
        result,
        " {",
    )
}
