//! The Rust view of a contract: every name and type decided, free of collisions, and stable when
//! something is added. Nothing here knows how text is laid out.

mod boxes;
mod branches;
mod checks;
#[cfg(feature = "review")]
mod compare;
mod examples;
mod features;
mod files;
mod models;
mod names;
mod operations;
mod request_only;
mod routes;
#[cfg(feature = "review")]
mod surface;
mod types;

use crate::contract::{Contract, encoded};
use crate::diagnostic::Diagnostic;
use crate::examples::Example;

use operations::{header_methods, shared_errors};

pub use branches::types_named;
pub use checks::{
    Additional, CheckRef, Checks, Combination, Constant, Contains, Cover, PatternConst, Property,
    Rule, Table, TestedFormat, UnevaluatedKind,
};
#[cfg(feature = "review")]
pub use compare::rust_impact;
pub use examples::{ExampleTest, TypedExample};
pub use features::Features;
pub use files::{ModelFile, grouped};
pub use names::{Ident, crate_name, module_name};
pub use operations::{
    BEARER, Body, BodyKind, ErrorEnum, FormProperty, Group, Header, HeaderMethod, MediaTypeBody,
    Operation, Parameter, Response, Scheme, SchemeKind, SchemeSet, Shape,
};
pub use routes::{Handler, Reference, Route};
pub use types::{
    Branch, Docs, Field, Kind, Model, ModelId, Models, Presence, SingleValue, StringEnum, Struct,
    Ty, TypePath, Union, Values, View,
};

/// A contract as Rust sees it.
#[derive(Debug)]
pub struct Api {
    pub title: String,
    pub version: String,
    pub description: Option<String>,
    pub models: Models,
    pub checks: Checks,
    pub groups: Vec<Group>,
    /// The enumerations of documented errors.
    pub errors: Vec<ErrorEnum>,
    /// The methods of a client that read response headers.
    pub headers: Vec<HeaderMethod>,
    pub features: Features,
    /// The files that the models are written to.
    pub model_files: Vec<ModelFile>,
    /// Tests made of the contract's examples.
    pub examples: Vec<ExampleTest>,
    pub routes: Vec<Route>,
    pub schemes: Vec<Scheme>,
    pub scheme_sets: Vec<SchemeSet>,
    /// The path of the first server: `/api`, or empty.
    pub base_path: String,
    /// The first server's address with its variables' defaults.
    pub base_url: String,
}

impl Api {
    /// Decides everything about a contract. Problems go to `report`.
    #[must_use]
    pub fn new(contract: &Contract, examples: &[Example], report: &mut Vec<Diagnostic>) -> Self {
        let mut models = models::ModelBuilder::new(contract);
        models.fill();
        let mut checks = checks::CheckBuilder::new(contract);
        let mut builder = operations::OperationBuilder::new(contract, &mut models, &mut checks);
        let mut groups = builder.groups();
        builder.sent();
        let (schemes, scheme_sets) = builder.security.finish();
        let examples = examples::tests(contract, &models, &groups, examples);
        let (mut models, mut problems) = models.finish();
        request_only::mark(&mut models, &groups);
        report.append(&mut problems);
        let checks = checks.finish(report);
        let (features, needs) = features::features(&groups, &models);
        let base_url = base_url(contract);
        Self {
            title: contract.title.clone(),
            version: contract.version.clone(),
            description: contract.description.clone(),
            base_path: base_path(&base_url),
            base_url,
            features,
            model_files: files::files(&models, &needs),
            examples,
            checks,
            routes: routes::routes(&groups),
            errors: shared_errors(&mut groups),
            headers: header_methods(&groups, &models),
            models,
            groups,
            schemes,
            scheme_sets,
        }
    }

    /// The schemes whose credentials a client can show, with the methods that take them: the token of a
    /// single scheme has no method but the one for all.
    pub fn credential_methods(&self) -> impl Iterator<Item = (&Scheme, Ident)> {
        let is_single = self.bearer_schemes().count() == 1;
        let shown = self.schemes.iter();
        shown
            .filter(|scheme| !scheme.kind.arguments().is_empty())
            .map(move |scheme| match scheme.kind {
                SchemeKind::Bearer if is_single => (scheme, Ident::known(BEARER)),
                _ => (scheme, scheme.method.clone()),
            })
    }

    /// The schemes whose credential is a token.
    pub fn bearer_schemes(&self) -> impl Iterator<Item = &Scheme> {
        let schemes = self.schemes.iter();
        schemes.filter(|scheme| scheme.kind == SchemeKind::Bearer)
    }

    /// The operations that the server's half has, group by group.
    pub fn served(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(Group::served)
    }

    /// Whether a body is of any type of a range.
    #[must_use]
    pub fn has_open_bodies(&self) -> bool {
        self.operations().any(|operation| {
            let responses = operation
                .responses
                .iter()
                .flat_map(|response| &response.content);
            let body = operation.body.iter().flat_map(|body| &body.content);
            responses
                .chain(body)
                .any(|payload| payload.kind == BodyKind::Open)
        })
    }

    /// The operation of a group, by their indices.
    #[must_use]
    pub fn operation(&self, (group, index): Reference) -> Option<&Operation> {
        self.groups.get(group)?.operations.get(index)
    }

    /// Every operation, group by group.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }
}

fn base_url(contract: &Contract) -> String {
    let Some(server) = contract.servers.first() else {
        return String::new();
    };
    let mut url = server.url.clone();
    for (name, variable) in &server.variables {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    url.trim_end_matches('/').to_owned()
}

/// The path of an address as requests write it, without dot segments (RFC 3986, section 5.2.4).
fn base_path(url: &str) -> String {
    let host = url.split_once("://").map(|(_, rest)| rest);
    // The scheme may be left to where the document is (RFC 3986, section 4.2).
    let host = host.or_else(|| url.strip_prefix("//"));
    let path = match host {
        Some(rest) => rest.find('/').map_or("", |at| &rest[at..]),
        None => url,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.trim_matches('/').split('/') {
        match segment {
            "." => {}
            ".." => {
                segments.pop();
            }
            other => segments.push(other),
        }
    }
    match segments.join("/").as_str() {
        "" => String::new(),
        path => format!("/{}", encoded(path)),
    }
}
