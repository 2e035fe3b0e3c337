//! Renders the client: the shared file, and a file of methods for each tag.

mod errors;
mod group;
mod headers;
mod method;
mod operation;
mod required;
mod responses;
#[cfg(feature = "docs")]
mod sample;

use askama::Template;

use super::doc_comment::DocComment;
use super::text::Shown;
use super::{filters, gate};
use crate::contract;
use crate::rust::{Api, Features, Ident, Scheme, SchemeKind};

pub use errors::errors;
pub use group::group;
pub use headers::headers;
#[cfg(feature = "docs")]
pub use sample::sample;

#[derive(Template)]
#[template(path = "rust/client/mod.rs")]
struct ModFile<'a> {
    /// The client may be compiled without any operation.
    idle: bool,
    /// Whether each tag has a feature, so that some imports may be unused.
    has_tags: bool,
    has_errors: bool,
    has_headers: bool,
    groups: Vec<GroupLine<'a>>,
    /// A URL of the service.
    base: Option<Shown>,
    /// Whether some bodies carry their media types.
    content: bool,
    /// Whether some credentials are API keys.
    keys: bool,
    /// The security requirements that operations share, each as its schemes.
    shared: Option<&'a [Vec<String>]>,
    credentials: Vec<Credential<'a>>,
    /// The schemes whose token one method sets beside those of each; none where there is only one.
    bearers: Vec<&'a Scheme>,
}

struct GroupLine<'a> {
    gate: gate::Gate<'a>,
    module: &'a Ident,
}

struct Credential<'a> {
    docs: DocComment,
    method: Ident,
    scheme: &'a Scheme,
}

/// Renders `client/mod.rs`.
///
/// # Errors
/// Returns an error if the template fails, which does not happen in practice.
pub fn module(api: &Api, features: &Features) -> Result<String, askama::Error> {
    let groups = api.groups.iter().enumerate();
    let bearers: Vec<&Scheme> = api.bearer_schemes().collect();
    let is_key = |scheme: &Scheme| matches!(scheme.kind, SchemeKind::ApiKey { .. });
    ModFile {
        idle: !features.groups.is_empty() || api.groups.is_empty(),
        has_tags: !features.groups.is_empty(),
        has_errors: !api.errors.is_empty(),
        has_headers: !api.headers.is_empty(),
        groups: groups
            .map(|(index, group)| GroupLine {
                gate: gate::any(features.of_group(index)),
                module: &group.module,
            })
            .collect(),
        base: Shown::address(&api.base_url),
        content: api.has_open_bodies(),
        keys: api.schemes.iter().any(is_key),
        shared: (api.operations().find(|operation| operation.shares_security))
            .map(|operation| operation.schemes.as_slice()),
        credentials: api
            .credential_methods()
            .map(|(scheme, method)| Credential {
                docs: DocComment::of(&scheme.docs)
                    .note("The credential of operations that require it."),
                method,
                scheme,
            })
            .collect(),
        bearers: if bearers.len() > 1 {
            bearers
        } else {
            Vec::new()
        },
    }
    .render()
}
