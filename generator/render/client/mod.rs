//! The caller's half: the client, and a file of methods for each tag.

mod group;
mod items;
mod method;
#[cfg(feature = "docs")]
mod sample;

use askama::Template;

use super::text::{DocComment, Shown};
use super::{filters, gate};
use crate::contract;
use crate::rust::{Api, Features, Ident, Scheme, SchemeKind};

use group::has_types;

pub use group::group;
#[cfg(feature = "docs")]
pub use sample::sample;

#[derive(Template)]
#[template(path = "rust/client/mod.rs")]
struct ModFile<'a> {
    /// There may be nothing that calls: the client may be compiled without any operation.
    idle: bool,
    groups: Vec<GroupLine<'a>>,
    /// An address of the service.
    base: Option<Shown>,
    /// Whether bodies come with their media types.
    content: bool,
    /// Whether some credentials are keys.
    keys: bool,
    credentials: Vec<Credential<'a>>,
}

struct GroupLine<'a> {
    gate: gate::Gate<'a>,
    module: &'a Ident,
    has_types: bool,
}

struct Credential<'a> {
    docs: DocComment,
    method: Ident,
    scheme: &'a Scheme,
}

/// The text of `client/mod.rs`.
///
/// # Errors
/// As the template fails, which it has no cause to.
pub fn module(api: &Api, features: &Features) -> Result<String, askama::Error> {
    let groups = api.groups.iter().enumerate();
    let is_key = |scheme: &Scheme| matches!(scheme.kind, SchemeKind::ApiKey { .. });
    ModFile {
        idle: !features.groups.is_empty() || api.groups.is_empty(),
        groups: groups
            .map(|(index, group)| GroupLine {
                gate: gate::any(features.of_group(index)),
                module: &group.module,
                has_types: has_types(group),
            })
            .collect(),
        base: Shown::address(&api.base_url),
        content: api.has_open_bodies(),
        keys: api.schemes.iter().any(is_key),
        credentials: api
            .credential_methods()
            .map(|(scheme, method)| Credential {
                docs: DocComment::of(&scheme.docs)
                    .note("Shown to the service by operations that ask for it."),
                method,
                scheme,
            })
            .collect(),
    }
    .render()
}
