//! The manifest of a generated crate: its features, and what it depends on.

use std::collections::BTreeMap;

use askama::Template;

use super::package::Parts;
use crate::package::Package;
use crate::rust::Api;

#[derive(Template)]
#[template(path = "rust/manifest.toml")]
struct Manifest<'a> {
    package: &'a Package,
    default: String,
    features: Vec<String>,
    dependencies: Vec<String>,
}

/// Which libraries the output names.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Uses {
    time: bool,
    uuid: bool,
    number: bool,
    pattern: bool,
    unevaluated: bool,
    choose: bool,
    server: bool,
    client: bool,
}

impl Uses {
    pub fn of(files: &BTreeMap<String, String>, parts: Parts) -> Self {
        let any = |needles: &[&str]| {
            files
                .values()
                .any(|text| needles.iter().any(|needle| text.contains(needle)))
        };
        Self {
            time: any(&["support::time", "use chrono::", "time::is_"]),
            uuid: any(&["support::uuid"]),
            // Numbers that the contract wants exactly keep their digits.
            number: files.values().any(|text| {
                let mut imports = text
                    .lines()
                    .filter(|line| line.starts_with("use serde_json"));
                imports.any(|line| line.contains("Number"))
            }),
            pattern: any(&["support::pattern"]),
            unevaluated: any(&["support::unevaluated"]),
            choose: any(&["support::choose"]),
            server: parts.server,
            client: parts.client,
        }
    }

    pub fn needs(self, module: &str) -> bool {
        match module {
            "check" | "format" | "server" => self.server,
            "choose" => self.choose,
            "client" => self.client,
            "pattern" => self.pattern && self.server,
            "time" => self.time,
            "unevaluated" => self.unevaluated && self.server,
            "uuid" => self.uuid,
            _ => true,
        }
    }
}

/// The text of `Cargo.toml`.
///
/// # Errors
/// As the template fails, which it has no cause to.
pub(super) fn manifest(
    api: &Api,
    parts: Parts,
    uses: Uses,
    package: &Package,
) -> Result<String, askama::Error> {
    let mut tags: Vec<&str> = api.features.groups.iter().map(String::as_str).collect();
    if api.features.models {
        tags.push("models");
    }
    tags.sort_unstable();
    let mut features = Vec::new();
    let mut default = Vec::new();
    let mut dependencies: BTreeMap<&str, String> = BTreeMap::new();
    dependencies.insert("serde", "\"1\"".into());
    dependencies.insert("serde_json", "\"1\"".into());
    if uses.number {
        dependencies.insert(
            "serde_json",
            "{ version = \"1\", features = [\"arbitrary_precision\"] }".into(),
        );
    }
    if uses.time {
        dependencies.insert(
            "chrono",
            "{ version = \"0.4\", default-features = false, features = [\"serde\", \"std\"] }"
                .into(),
        );
    }
    if uses.uuid {
        dependencies.insert("uuid", "\"1\"".into());
    }
    if parts.client {
        default.push("\"client\"");
        default.push("\"tls\"");
        features.push("client = [\"dep:reqwest\"]".to_owned());
        dependencies.insert(
            "reqwest",
            "{ version = \"0.13\", default-features = false, features = [\"http2\"], optional = true }".into(),
        );
    }
    if parts.server {
        default.push("\"server\"");
        let pattern = if uses.pattern {
            ", \"dep:regress\""
        } else {
            ""
        };
        let all = if tags.is_empty() { "" } else { "\"all\", " };
        features.push(format!("server = [{all}\"dep:axum\"{pattern}]"));
        dependencies.insert(
            "axum",
            "{ version = \"0.8\", default-features = false, optional = true }".into(),
        );
        if uses.pattern {
            dependencies.insert("regress", "{ version = \"0.12\", optional = true }".into());
        }
    }
    if parts.client {
        features.push("# Encrypted connections for the client.".to_owned());
        features.push("tls = [\"reqwest?/default-tls\"]".to_owned());
    }
    if !tags.is_empty() {
        default.push("\"all\"");
        features.extend(tag_features(&tags));
    }
    default.sort_unstable();
    Manifest {
        package,
        default: default.join(", "),
        features,
        dependencies: dependencies
            .into_iter()
            .map(|(name, value)| format!("{name} = {value}"))
            .collect(),
    }
    .render()
}

/// A feature for each tag. Names of features are made of letters, digits and dashes.
fn tag_features(tags: &[&str]) -> Vec<String> {
    let mut lines = vec![
        "# One for each tag, with the models that it needs; a server needs them all.".to_owned(),
        "all = [".to_owned(),
    ];
    lines.extend(tags.iter().map(|tag| format!("    \"{tag}\",")));
    lines.push("]".to_owned());
    lines.extend(tags.iter().map(|tag| match *tag {
        "models" => "# Models that no operation needs.\nmodels = []".to_owned(),
        tag => format!("{tag} = []"),
    }));
    lines
}
