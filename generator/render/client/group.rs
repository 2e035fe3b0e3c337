//! Renders the client file of a tag: a method for each operation, and its types.

use askama::Template;

use super::super::doc_comment::DocComment;
use super::super::filters;
use super::super::imports::Types;
use super::super::text::Shown;
use super::method::Method;
use super::operation::OperationType;
use super::required::{Required, Setters};
use super::responses::{MediaChoice, Success};
use crate::rust::{Api, Docs, Group, Ident, Operation};

#[derive(Template)]
#[template(path = "rust/client/group.rs")]
struct GroupFile<'a> {
    about: DocComment,
    types: Types,
    /// Whether some response has several media types.
    has_choices: bool,
    operations: Vec<OperationItem<'a>>,
}

struct OperationItem<'a> {
    id: Shown,
    method: Method<'a>,
    operation: OperationType<'a>,
    setters: Option<Setters<'a>>,
    required: Option<Required<'a>>,
    success: Option<Success<'a>>,
    error: ErrorAlias<'a>,
    choices: Vec<MediaChoice<'a>>,
}

/// The alias of an operation's errors, which never changes.
struct ErrorAlias<'a> {
    name: &'a Ident,
    /// The enum that it refers to; `None` if no error is documented.
    shared: Option<&'a Ident>,
}

/// Renders the file of a tag.
///
/// # Errors
/// Returns an error if the template fails, which does not happen in practice.
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
    let mut choices = operations.iter().flat_map(|own| &own.choices);
    GroupFile {
        about: DocComment::of(&about).inner(),
        types,
        has_choices: choices.any(MediaChoice::is_read),
        operations,
    }
    .render()
}

impl<'a> OperationItem<'a> {
    fn new(api: &'a Api, operation: &'a Operation, types: &mut Types) -> Self {
        let shared = operation.error_enum.and_then(|own| api.errors.get(own));
        Self {
            id: Shown::name(operation.name.bare()),
            method: Method::new(api, operation, types),
            operation: OperationType::new(api, operation, types),
            setters: Setters::of(api, operation, types),
            required: Required::of(api, operation, types),
            success: Success::of(api, operation, types),
            error: ErrorAlias {
                name: &operation.error,
                shared: shared.map(|shared| &shared.name),
            },
            choices: MediaChoice::all(api, operation, types),
        }
    }
}
