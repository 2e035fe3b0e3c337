//! Renders the server: a file shared by all operations, and a file for each tag.

mod group;
mod handler;
mod media;
mod request;
mod response;
mod used;

use askama::Template;

use super::doc_comment::DocComment;
use super::filters;
use crate::contract::{self, Method};
use crate::rust::{self, Api, Group, Ident, Operation, Reference, SchemeKind, SchemeSet, TypePath};

pub use group::group;

#[derive(Template)]
#[template(path = "rust/server/mod.rs")]
struct ModFile<'a> {
    groups: &'a [Group],
    /// Whether operations have security requirements, and whether some of these are optional.
    secured: bool,
    optional: bool,
    /// Whether some bodies carry their media types.
    content: bool,
    /// The kinds of credentials.
    bearer: bool,
    basic: bool,
    keys: bool,
    requirements: Vec<Requirement<'a>>,
    /// The security requirements that operations share.
    shared: Vec<handler::Required<'a>>,
    base_path: &'a str,
    routes: Vec<Route<'a>>,
    dispatches: Vec<Dispatch<'a>>,
}

/// A security requirement.
struct Requirement<'a> {
    docs: DocComment,
    name: &'a Ident,
    /// The function that reads its credentials.
    reader: &'a Ident,
    /// Whether the request carries any of its credentials.
    needs_head: bool,
    schemes: Vec<Scheme<'a>>,
}

struct Scheme<'a> {
    field: &'a Ident,
    kind: &'a SchemeKind,
    ty: TypePath,
}

struct Route<'a> {
    path: &'a str,
    allow: &'a str,
    handlers: Vec<Handler<'a>>,
}

struct Handler<'a> {
    method: Method,
    target: Target<'a>,
}

enum Target<'a> {
    Operation(Place<'a>),
    Dispatch(usize),
}

/// An operation and its module.
struct Place<'a> {
    module: &'a Ident,
    operation: &'a Operation,
}

struct Dispatch<'a> {
    number: usize,
    candidates: Vec<Place<'a>>,
}

/// Renders `server/mod.rs`.
///
/// # Errors
/// Returns an error if the template fails, which does not happen in practice.
pub fn module(api: &Api) -> Result<String, askama::Error> {
    let secured = api.served().any(Operation::has_caller);
    let optional = |operation: &Operation| operation.has_caller() && operation.anonymous;
    let kinds = api.scheme_sets.iter().flat_map(|way| &way.schemes);
    let kinds = kinds.filter_map(|index| api.schemes.get(*index));
    let any = |wanted: fn(&SchemeKind) -> bool| kinds.clone().any(|scheme| wanted(&scheme.kind));
    ModFile {
        groups: &api.groups,
        secured,
        optional: api.served().any(optional),
        content: api.has_open_bodies(),
        bearer: any(|kind| *kind == SchemeKind::Bearer),
        basic: any(|kind| *kind == SchemeKind::Basic),
        keys: any(|kind| matches!(kind, SchemeKind::ApiKey { .. })),
        requirements: match secured {
            true => Requirement::all(api),
            false => Vec::new(),
        },
        shared: match api.served().find(|operation| operation.shares_security) {
            Some(operation) => handler::required(api, operation),
            None => Vec::new(),
        },
        base_path: &api.base_path,
        routes: api
            .routes
            .iter()
            .map(|route| Route::new(api, route))
            .collect(),
        dispatches: dispatches(api),
    }
    .render()
}

impl<'a> Requirement<'a> {
    fn all(api: &'a Api) -> Vec<Self> {
        let credentials = api.scheme_sets.iter();
        credentials.map(|one| Self::new(api, one)).collect()
    }

    fn new(api: &'a Api, credentials: &'a SchemeSet) -> Self {
        let known = credentials.schemes.iter();
        let known: Vec<&rust::Scheme> = known.filter_map(|index| api.schemes.get(*index)).collect();
        let ids: Vec<String> = (known.iter())
            .map(|scheme| format!("`{}`", clean(&scheme.id)))
            .collect();
        let about = format!("The security scheme {}.", ids.join(" and "));
        Self {
            docs: DocComment::of(&credentials.docs).note(&about),
            name: &credentials.name,
            reader: &credentials.reader,
            needs_head: known
                .iter()
                .any(|scheme| scheme.kind != SchemeKind::Outside),
            schemes: known
                .into_iter()
                .map(|scheme| Scheme {
                    field: &scheme.field,
                    kind: &scheme.kind,
                    ty: TypePath::known(scheme.kind.type_name()),
                })
                .collect(),
        }
    }
}

impl<'a> Route<'a> {
    fn new(api: &'a Api, route: &'a rust::Route) -> Self {
        let handlers = route.handlers.iter().filter_map(|(method, handler)| {
            Some(Handler {
                method: *method,
                target: match handler {
                    rust::Handler::Operation(reference) => {
                        Target::Operation(Place::new(api, *reference)?)
                    }
                    rust::Handler::Dispatch(dispatch) => Target::Dispatch(dispatch.number),
                },
            })
        });
        Self {
            path: &route.path,
            allow: &route.allow,
            handlers: handlers.collect(),
        }
    }
}

impl<'a> Place<'a> {
    fn new(api: &'a Api, (group, index): Reference) -> Option<Self> {
        let group = api.groups.get(group)?;
        Some(Self {
            module: &group.module,
            operation: group.operations.get(index)?,
        })
    }
}

fn dispatches(api: &Api) -> Vec<Dispatch<'_>> {
    let handlers = api.routes.iter().flat_map(|route| &route.handlers);
    handlers
        .filter_map(|(_, handler)| match handler {
            rust::Handler::Operation(_) => None,
            rust::Handler::Dispatch(dispatch) => Some(Dispatch {
                number: dispatch.number,
                candidates: (dispatch.candidates.iter())
                    .filter_map(|reference| Place::new(api, *reference))
                    .collect(),
            }),
        })
        .collect()
}

/// Text of the document within a static sentence.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_ascii_alphanumeric() || "-_. /{}:".contains(*character))
        .collect()
}
