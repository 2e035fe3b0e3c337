//! Renders the server file of a tag: its trait, and the request, responses and handler of each
//! operation.

use askama::Template;

use super::super::doc_comment::DocComment;
use super::super::filters;
use super::super::text::RustCode;
use super::handler::Handler;
use super::request::{Request, RequestChoice};
use super::response::{ResponseChoice, ResponseEnum};
use super::used::ServerImports;
use crate::rust::{Api, Docs, Group, Ident, Operation};

#[derive(Template)]
#[template(path = "rust/server/group.rs")]
struct GroupFile<'a> {
    about: DocComment,
    uses: ServerImports,
    docs: DocComment,
    name: &'a Ident,
    operations: Vec<OperationItem<'a>>,
}

struct OperationItem<'a> {
    method: TraitMethod<'a>,
    request: Request<'a>,
    response: ResponseEnum<'a>,
    request_choice: Option<RequestChoice<'a>>,
    response_choices: Vec<ResponseChoice<'a>>,
    handler: Handler<'a>,
}

#[derive(Template)]
#[template(path = "rust/server/trait_method.rs")]
struct TraitMethod<'a> {
    docs: DocComment,
    operation: &'a Operation,
}

impl RustCode for TraitMethod<'_> {}

/// Renders the file of a tag.
///
/// # Errors
/// Returns an error if the template fails, which does not happen in practice.
pub fn group(api: &Api, group: &Group) -> Result<String, askama::Error> {
    let about = Docs {
        text: Some(format!("The operations of `{}`.", group.name)),
        ..Docs::default()
    };
    GroupFile {
        about: DocComment::of(&about).inner(),
        uses: ServerImports::of(group),
        docs: DocComment::of(&group.docs),
        name: &group.name,
        operations: group
            .served()
            .map(|operation| OperationItem::new(api, group, operation))
            .collect(),
    }
    .render()
}

impl<'a> OperationItem<'a> {
    fn new(api: &'a Api, group: &'a Group, operation: &'a Operation) -> Self {
        Self {
            method: TraitMethod {
                docs: DocComment::of(&operation.docs),
                operation,
            },
            request: Request::new(api, operation),
            response: ResponseEnum::new(api, operation),
            request_choice: RequestChoice::of(api, operation),
            response_choices: ResponseChoice::all(api, operation),
            handler: Handler::new(api, group, operation),
        }
    }
}
