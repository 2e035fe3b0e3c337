//! The files of a generated crate, or of a module that a build script includes: which there are,
//! what they depend on, and how they hang together.

use std::collections::BTreeMap;

use askama::Template;

use super::text::{Code, DocComment};
use super::{checks, client, filters, models, server};
use crate::output::{File, MARK};
use crate::rust::{Api, Docs, Kind, ModelId};

/// Which parts of the output are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    pub server: bool,
    pub client: bool,
}

/// How the output is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form<'a> {
    /// A crate of this name.
    Crate(&'a str),
    /// A module that is included in another crate.
    Module,
}

#[derive(Template)]
#[template(path = "rust/lib.rs")]
struct LibFile {
    docs: DocComment,
    modules: Vec<Code>,
}

#[derive(Template)]
#[template(path = "rust/mod.rs")]
struct ModFile {
    modules: Vec<Code>,
}

#[derive(Template)]
#[template(path = "rust/models_mod.rs")]
struct ModelsFile {
    modules: Vec<Code>,
    reexports: Vec<Code>,
}

#[derive(Template)]
#[template(path = "rust/manifest.toml")]
struct Manifest<'a> {
    name: &'a str,
    version: &'a str,
    description: &'a str,
    default: String,
    features: Vec<String>,
    dependencies: Vec<String>,
}

/// The support code, by the names of its modules.
const SUPPORT: &[(&str, &str)] = &[
    ("check", include_str!("../support/check.rs")),
    ("client", include_str!("../support/client.rs")),
    ("format", include_str!("../support/format.rs")),
    ("json", include_str!("../support/json.rs")),
    ("media", include_str!("../support/media.rs")),
    ("parameter", include_str!("../support/parameter.rs")),
    ("pattern", include_str!("../support/pattern.rs")),
    ("server", include_str!("../support/server.rs")),
    ("time", include_str!("../support/time.rs")),
    ("uuid", include_str!("../support/uuid.rs")),
];

/// Every file of the output.
///
/// # Errors
/// As a template fails, which none has cause to.
pub fn package(
    api: &Api,
    parts: Parts,
    form: Form<'_>,
    origin: &str,
) -> Result<Vec<File>, askama::Error> {
    let mut files = BTreeMap::new();
    model_files(api, &mut files)?;
    files.insert("parameters.rs".to_owned(), checks::parameters(api)?);
    if parts.server {
        files.insert("checks.rs".to_owned(), checks::checks(api)?);
        files.insert("server/mod.rs".to_owned(), server::module(api)?);
        for group in &api.groups {
            files.insert(
                format!("server/{}.rs", group.module.bare()),
                server::group(api, group)?,
            );
        }
    }
    if parts.client {
        files.insert("client/mod.rs".to_owned(), client::module(api)?);
        for group in &api.groups {
            files.insert(
                format!("client/{}.rs", group.module.bare()),
                client::group(api, group)?,
            );
        }
    }
    let uses = Uses::of(&files, parts);
    support_files(uses, form, &mut files)?;
    let root = root_file(api, parts, form)?;
    let mark = format!("// {MARK} from {}; do not edit.\n", printable(origin));
    let folder = if matches!(form, Form::Crate(_)) {
        "src/"
    } else {
        ""
    };
    let root_name = if matches!(form, Form::Crate(_)) {
        "lib.rs"
    } else {
        "mod.rs"
    };
    files.insert(root_name.to_owned(), root);
    let mut all: Vec<File> = files
        .into_iter()
        .map(|(path, text)| {
            File::new(
                format!("{folder}{path}"),
                format!("{mark}{}\n", text.trim_matches('\n')),
            )
        })
        .collect();
    if let Form::Crate(name) = form {
        let manifest = manifest(api, parts, uses, name)?;
        let mark = mark.replacen("//", "#", 1);
        all.insert(
            0,
            File::new("Cargo.toml", format!("{mark}{}\n", manifest.trim_end())),
        );
    }
    Ok(all)
}

fn printable(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_control())
        .collect()
}

fn model_files(api: &Api, files: &mut BTreeMap<String, String>) -> Result<(), askama::Error> {
    let mut members: Vec<Vec<ModelId>> = vec![Vec::new(); api.models.modules.len()];
    for (index, model) in api.models.models.iter().enumerate() {
        if let Some(list) = members.get_mut(model.module) {
            list.push(ModelId(index));
        }
    }
    let mut modules = Vec::new();
    let mut folders: BTreeMap<&str, Vec<Code>> = BTreeMap::new();
    let mut reexports = Vec::new();
    for (index, members) in members
        .iter()
        .enumerate()
        .filter(|(_, members)| !members.is_empty())
    {
        let module = &api.models.modules[index];
        let text = models::module(&api.models, index, members)?;
        let name = module.name.bare();
        match module.folder {
            Some(folder) => {
                files.insert(format!("models/{folder}/{name}.rs"), text);
                folders
                    .entry(folder)
                    .or_default()
                    .push(Code::new(module.name.as_str()));
            }
            None => {
                files.insert(format!("models/{name}.rs"), text);
                modules.push(Code::new(module.name.as_str()));
            }
        }
        if let Some(model) = module.reexported {
            reexports.push(format!(
                "pub use {}::{};",
                module.name, api.models[model].name
            ));
        }
    }
    for (folder, mut names) in folders {
        names.sort_by_key(sort_key);
        let file = ModelsFile {
            modules: names,
            reexports: Vec::new(),
        };
        let text = file.render()?.replacen(
            "//! The data that requests and answers are made of.",
            "//! What only single operations use.",
            1,
        );
        files.insert(format!("models/{folder}/mod.rs"), text);
        modules.push(Code::new(folder));
    }
    modules.sort_by_key(sort_key);
    reexports.sort_by_key(|line| line.replace("r#", ""));
    let reexports = reexports.into_iter().map(Code::new).collect();
    files.insert(
        "models/mod.rs".to_owned(),
        ModelsFile { modules, reexports }.render()?,
    );
    Ok(())
}

/// rustfmt sorts modules by their names.
fn sort_key(code: &Code) -> String {
    code.to_string().trim_start_matches("r#").to_owned()
}

/// Which libraries the output names.
#[derive(Debug, Clone, Copy, Default)]
struct Uses {
    time: bool,
    uuid: bool,
    pattern: bool,
    server: bool,
    client: bool,
}

impl Uses {
    fn of(files: &BTreeMap<String, String>, parts: Parts) -> Self {
        let any = |needles: &[&str]| {
            files
                .values()
                .any(|text| needles.iter().any(|needle| text.contains(needle)))
        };
        Self {
            time: any(&["support::time", "use chrono::", "time::is_"]),
            uuid: any(&["use uuid::"]),
            pattern: any(&["support::pattern"]),
            server: parts.server,
            client: parts.client,
        }
    }

    fn needs(self, module: &str) -> bool {
        match module {
            "check" | "format" | "server" => self.server,
            "client" => self.client,
            "pattern" => self.pattern && self.server,
            "time" => self.time,
            "uuid" => self.uuid,
            _ => true,
        }
    }
}

/// The feature that a module belongs to in a crate.
fn gate(module: &str) -> &'static str {
    match module {
        "check" | "checks" | "format" | "pattern" | "server" => "#[cfg(feature = \"server\")]\n",
        "client" => "#[cfg(feature = \"client\")]\n",
        _ => "",
    }
}

fn support_files(
    uses: Uses,
    form: Form<'_>,
    files: &mut BTreeMap<String, String>,
) -> Result<(), askama::Error> {
    let mut modules = Vec::new();
    for (name, text) in SUPPORT.iter().filter(|(name, _)| uses.needs(name)) {
        files.insert(format!("support/{name}.rs"), (*text).to_owned());
        let gate = if matches!(form, Form::Crate(_)) {
            gate(name)
        } else {
            ""
        };
        modules.push(Code::new(format!("{gate}pub mod {name};")));
    }
    let text = ModFile { modules }.render()?;
    let text = format!(
        "//! What generated code stands on: plain Rust, the same for every contract.\n#![forbid(unsafe_code)]\n{text}"
    );
    files.insert("support/mod.rs".to_owned(), text);
    Ok(())
}

/// Lints about texts that are the contract's, and about sizes that are.
const ALLOWED: &str = "#[allow(clippy::doc_lazy_continuation, clippy::large_enum_variant)]\n";

fn root_file(api: &Api, parts: Parts, form: Form<'_>) -> Result<String, askama::Error> {
    let mut names = vec!["models", "parameters", "support"];
    if parts.server {
        names.extend(["checks", "server"]);
    }
    if parts.client {
        names.push("client");
    }
    names.sort_unstable();
    let inside = matches!(form, Form::Module);
    let modules = names
        .iter()
        .map(|name| {
            let mut text = String::from("\n");
            if inside {
                // What is generated is whole; a crate need not use all of it.
                text.push_str("#[allow(dead_code, unused_imports)]\n");
            } else {
                text.push_str(gate(name));
            }
            text.push_str(lints(name));
            text.push_str(&format!("pub mod {name};"));
            Code::new(text)
        })
        .collect();
    if inside {
        return ModFile { modules }.render();
    }
    let docs = Docs {
        title: Some(api.title.clone()),
        text: api.description.clone(),
        notes: vec![format!(
            "Version {} of the contract.",
            api.version
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || ".-+_".contains(*c))
                .collect::<String>()
        )],
        deprecated: false,
    };
    LibFile {
        docs: DocComment::of(&docs, 0).inner(),
        modules,
    }
    .render()
}

fn lints(module: &str) -> &'static str {
    match module {
        "client" | "server" => {
            "#[allow(\n    clippy::doc_lazy_continuation,\n    clippy::large_enum_variant,\n    clippy::result_large_err\n)]\n"
        }
        "support" => "#[allow(clippy::result_large_err)]\n",
        "models" => ALLOWED,
        _ => "",
    }
}

fn manifest(api: &Api, parts: Parts, uses: Uses, name: &str) -> Result<String, askama::Error> {
    let mut features = Vec::new();
    let mut default = Vec::new();
    let mut dependencies: BTreeMap<&str, String> = BTreeMap::new();
    dependencies.insert("serde", "\"1\"".into());
    dependencies.insert("serde_json", "\"1\"".into());
    let exact = api
        .models
        .models
        .iter()
        .any(|model| has_number(&model.kind));
    if exact {
        // Numbers that the contract wants exactly keep their digits.
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
        dependencies.insert("uuid", "{ version = \"1\", features = [\"serde\"] }".into());
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
        features.push(format!("server = [\"dep:axum\"{pattern}]"));
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
    default.sort_unstable();
    Manifest {
        name,
        version: if is_version(&api.version) {
            &api.version
        } else {
            "0.1.0"
        },
        description: &api
            .title
            .chars()
            .filter(|character| !character.is_control() && !"\"\\".contains(*character))
            .collect::<String>(),
        default: default.join(", "),
        features,
        dependencies: dependencies
            .into_iter()
            .map(|(name, value)| format!("{name} = {value}"))
            .collect(),
    }
    .render()
}

fn has_number(kind: &Kind) -> bool {
    use crate::rust::Ty;
    fn inside(ty: &Ty) -> bool {
        match ty {
            Ty::Number => true,
            Ty::List(inner) | Ty::Map(inner) | Ty::Optional(inner) | Ty::Boxed(inner) => {
                inside(inner)
            }
            _ => false,
        }
    }
    match kind {
        Kind::Struct(item) => item.fields.iter().any(|field| inside(&field.ty)),
        Kind::Union(item) => item.variants.iter().any(|variant| inside(&variant.ty)),
        Kind::Alias(ty) => inside(ty),
        Kind::Texts(_) | Kind::Numbers(_) => false,
    }
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
