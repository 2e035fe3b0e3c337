//! The names of operations, of the types that belong to them, and of what they are made of.

use std::collections::HashSet;

use super::super::names::{Case, Ident, Otherwise, Scope, Wanted};
use super::media::{media_title, parameters};
use super::reserved::{CLIENT_TYPES, METHODS, MODULES, SERVER_TYPES};
use crate::contract::{self, Contract, Location, MediaType};

/// The endings of the types that an operation has in the server, and in the client.
const OF_SERVED: [&str; 3] = ["Request", "Response", "Body"];
const OF_CALLED: [&str; 4] = ["Required", "Error", "Success", "Body"];

/// The names of an operation.
pub(super) struct Names {
    /// The method of the trait and of the client.
    pub name: Ident,
    /// The beginning of its types.
    pub prefix: Ident,
    /// The type that represents the operation in the client.
    pub call: Ident,
    /// The server's function that calls the method.
    pub serve: Ident,
    pub request: Ident,
    pub response: Ident,
    pub required: Ident,
    pub error: Ident,
    pub success: Ident,
}

/// The names that are taken by what operations consist of.
pub(super) struct Scopes {
    functions: Scope,
    pub client: Scope,
    pub server: Scope,
}

impl Scopes {
    pub fn new() -> Self {
        Self {
            functions: Scope::of_files(METHODS),
            client: Scope::of_types().and(CLIENT_TYPES),
            server: Scope::of_types().and(SERVER_TYPES),
        }
    }

    /// The traits and the modules of tags. A trait that is called like the type of some operation stands
    /// aside, whether there is such an operation or not.
    pub fn tag_names(&mut self, tags: &[&str]) -> (Vec<Ident>, Vec<Ident>) {
        let wanted: Vec<Wanted<'_>> = tags.iter().copied().map(Wanted::new).collect();
        let mut traits = Scope::of_types().and(SERVER_TYPES);
        for tag in tags {
            let name = Case::Camel.of(tag);
            if OF_SERVED.iter().any(|ending| name.ends_with(ending)) {
                traits.reserve(&name);
            }
        }
        let traits = traits.all(Case::Camel, &wanted, &Otherwise::nothing);
        for name in &traits {
            self.server.exactly(name);
        }
        let mut modules = Scope::of_files(MODULES);
        (
            traits,
            modules.all(Case::Snake, &wanted, &Otherwise::nothing),
        )
    }

    /// Names each operation, and all types that each has, before the items that belong to it. The type of
    /// a call that is called like a type of some operation stands aside, as traits do.
    pub fn names(&mut self, contract: &Contract) -> Vec<Names> {
        let called: Vec<String> = contract.operations.iter().map(called).collect();
        let wanted: Vec<Wanted<'_>> = contract
            .operations
            .iter()
            .zip(&called)
            .map(|(operation, text)| Wanted {
                text,
                given: operation
                    .extensions
                    .get("x-rust-name")
                    .and_then(|name| name.as_str()),
            })
            .collect();
        let otherwise = |index: usize| {
            let operation = contract.operations.get(index);
            Otherwise::from(operation.map(written).unwrap_or_default())
        };
        let names = self.functions.all(Case::Snake, &wanted, &otherwise);
        // Types go by what their operation is called in the end.
        let wanted: Vec<Wanted<'_>> = names
            .iter()
            .zip(&wanted)
            .map(|(name, own)| match own.given == Some(name.bare()) {
                true => Wanted::new(name.bare()),
                false => Wanted::new(own.text),
            })
            .collect();
        let mut prefixes = Scope::default().after(Case::Snake);
        let prefixes = prefixes.all(Case::Camel, &wanted, &otherwise);
        let named = names.into_iter().zip(prefixes);
        let mut names: Vec<Names> = named
            .map(|(name, prefix)| Names {
                serve: self.functions.snake(&format!("serve {}", name.bare())),
                request: self.server.behind(&prefix, "Request"),
                response: self.server.behind(&prefix, "Response"),
                required: self.client.behind(&prefix, "Required"),
                error: self.client.behind(&prefix, "Error"),
                success: self.client.behind(&prefix, "Success"),
                call: prefix.clone(),
                name,
                prefix,
            })
            .collect();
        for own in &mut names {
            let prefix = own.prefix.bare();
            let is_type = OF_CALLED.iter().any(|ending| prefix.ends_with(ending));
            let aside = if is_type { "_" } else { "" };
            own.call = self.client.behind(&own.prefix, aside);
        }
        names
    }
}

/// The operation's id, or its method and path.
pub(super) fn called(operation: &contract::Operation) -> String {
    operation.id.clone().unwrap_or_else(|| {
        let method = operation.method.name().to_lowercase();
        format!("{method} {}", operation.path.text)
    })
}

/// What tells an operation apart from another one of its name.
fn written(operation: &contract::Operation) -> String {
    let path = operation.path.text.replace('{', "by ");
    format!("{} {path}", operation.method.name().to_lowercase())
}

/// The names of parameters in the client, and as fields of the server's request.
pub(super) fn parameter_names(
    parameters: &[contract::Parameter],
) -> impl Iterator<Item = (Ident, Ident)> + use<> {
    let wanted: Vec<Wanted<'_>> = parameters
        .iter()
        .map(|parameter| Wanted {
            text: &parameter.name,
            given: parameter
                .extensions
                .get("x-rust-name")
                .and_then(|name| name.as_str()),
        })
        .collect();
    // Of several of one name, that in the path is the argument.
    let otherwise = |index: usize| {
        let own = parameters.get(index);
        own.map_or_else(Otherwise::default, |own| Otherwise {
            order: match own.location {
                Location::Path => 0,
                Location::Query => 1,
                Location::Header => 2,
                Location::Cookie => 3,
            },
            text: format!("{} in {}", own.name, own.location.name()),
        })
    };
    let names = Scope::with(&["body"]).all(Case::Snake, &wanted, &otherwise);
    let fields = Scope::with(&["body", "context"]).all(Case::Snake, &wanted, &otherwise);
    names.into_iter().zip(fields)
}

/// The variants of media types.
pub(super) fn media_names(content: &[&MediaType]) -> Vec<Ident> {
    let titles: Vec<Wanted<'_>> = content
        .iter()
        .map(|media| Wanted::new(media_title(&media.name)))
        .collect();
    let otherwise = |index: usize| {
        let name = content.get(index).map_or("", |media| media.name.as_str());
        format!("{} {}", media_title(name), parameters(name)).into()
    };
    Scope::default().all(Case::Camel, &titles, &otherwise)
}

/// The headers of a response, each once whatever its letter case, with the fields that hold them.
pub(super) fn response_headers(
    response: &contract::Response,
) -> impl Iterator<Item = (&contract::Parameter, Ident)> {
    let mut known = HashSet::new();
    let headers: Vec<&contract::Parameter> = response
        .headers
        .iter()
        .filter(|header| known.insert(header.name.to_ascii_lowercase()))
        .collect();
    let wanted: Vec<Wanted<'_>> = headers.iter().map(|own| Wanted::new(&own.name)).collect();
    let mut fields = Scope::with(&["body", "status", "answer"]);
    let names = fields.all(Case::Snake, &wanted, &Otherwise::nothing);
    headers.into_iter().zip(names)
}
