//! The manifest of a generated crate: its features, and what it depends on.

use askama::Template;

use super::needs::Needs;
use crate::rust::Api;

#[derive(Template)]
#[template(path = "rust/manifest.toml")]
struct Manifest<'a> {
    name: &'a str,
    version: &'a str,
    description: &'a str,
    uses: Needs,
    /// Features that are on where nobody chooses.
    default: Vec<&'static str>,
    /// A feature for each tag. Names of features are made of letters, digits and dashes.
    tags: Vec<&'a str>,
}

/// The text of `Cargo.toml`.
///
/// # Errors
/// As the template fails, which it has no cause to.
pub(super) fn manifest(api: &Api, uses: Needs, name: &str) -> Result<String, askama::Error> {
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
    let shown = |character: &char| !character.is_control() && !"\"\\".contains(*character);
    Manifest {
        name,
        version: if is_version(&api.version) {
            &api.version
        } else {
            "0.1.0"
        },
        description: &api.title.chars().filter(shown).collect::<String>(),
        uses,
        default: default
            .into_iter()
            .filter_map(|(wanted, name)| wanted.then_some(name))
            .collect(),
        tags,
    }
    .render()
}

/// Whether a text is a version that cargo takes.
fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3
        && parts.iter().all(|part| {
            !part.is_empty()
                && part.len() < 10
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && (part.len() == 1 || !part.starts_with('0'))
        })
}
