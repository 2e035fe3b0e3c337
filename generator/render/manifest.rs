//! The manifest of a generated crate, with its features and dependencies.

use askama::Template;

use super::needs::Needs;
use crate::package::Package;
use crate::rust::Api;

#[derive(Template)]
#[template(path = "rust/manifest.toml")]
struct Manifest<'a> {
    package: &'a Package,
    uses: Needs,
    /// Default features.
    default: Vec<&'static str>,
    /// A feature for each tag. Feature names consist of letters, digits and dashes.
    tags: Vec<&'a str>,
}

/// Renders `Cargo.toml`.
///
/// # Errors
/// Returns an error if the template fails, which does not happen in practice.
pub(super) fn manifest(api: &Api, uses: Needs, package: &Package) -> Result<String, askama::Error> {
    let mut tags: Vec<&str> = api.features.groups.iter().map(String::as_str).collect();
    if api.features.models {
        tags.push("models");
    }
    tags.sort_unstable();
    let default = [
        (!tags.is_empty(), "all"),
        (uses.client, "client"),
        (uses.server, "server"),
        (uses.client, "tls"),
    ];
    Manifest {
        package,
        uses,
        default: default
            .into_iter()
            .filter_map(|(wanted, name)| wanted.then_some(name))
            .collect(),
        tags,
    }
    .render()
}
