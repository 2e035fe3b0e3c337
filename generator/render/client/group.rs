//! The file of a tag: a method for each operation, and the types that belong to it.

use askama::Template;

use super::super::filters;
use super::super::imports::Types;
use super::super::text::DocComment;
use super::items::{Error, MediaChoice, Options, Success};
use super::method::Method;
use crate::rust::{Api, Docs, Group, Operation};

#[derive(Template)]
#[template(path = "rust/client/group.rs")]
struct GroupFile<'a> {
    about: DocComment,
    types: Types,
    /// Whether answers are told apart.
    has_replies: bool,
    operations: Vec<OperationItem<'a>>,
}

struct OperationItem<'a> {
    method: Method<'a>,
    options: Option<Options<'a>>,
    success: Option<Success<'a>>,
    error: Option<Error<'a>>,
    choices: Vec<MediaChoice<'a>>,
}

/// The text of a tag's file.
///
/// # Errors
/// As the template fails, which it has no cause to.
pub fn group(api: &Api, group: &Group) -> Result<String, askama::Error> {
    let mut types = Types::default();
    let operations: Vec<OperationItem<'_>> = group
        .operations
        .iter()
        .map(|operation| OperationItem::new(api, operation, &mut types))
        .collect();
    let about = Docs {
        text: Some(format!("Calls of the operations of `{}`.", group.name)),
        ..Docs::default()
    };
    GroupFile {
        about: DocComment::of(&about).inner(),
        types,
        has_replies: operations.iter().any(OperationItem::has_replies),
        operations,
    }
    .render()
}

/// Whether a tag's file has types beside the methods, for others to import.
pub fn has_types(group: &Group) -> bool {
    group.operations.iter().any(|operation| {
        let body = operation.body.iter().map(|body| &body.content);
        let mut content = body.chain(operation.answers.iter().map(|answer| &answer.content));
        operation.has_options()
            || content.any(|content| content.len() > 1)
            || operation.successes().len() > 1
            || !operation.errors().is_empty()
    })
}

impl<'a> OperationItem<'a> {
    fn new(api: &Api, operation: &'a Operation, types: &mut Types) -> Self {
        Self {
            method: Method::new(api, operation, types),
            options: Options::of(api, operation, types),
            success: Success::of(api, operation, types),
            error: Error::of(api, operation, types),
            choices: MediaChoice::all(api, operation, types),
        }
    }

    fn has_replies(&self) -> bool {
        self.method.has_replies() || self.choices.iter().any(MediaChoice::is_read)
    }
}
