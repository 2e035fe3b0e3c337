//! The files of a generated crate, or of a module that a build script includes: which there are,
//! what they depend on, and how they hang together.

use std::collections::BTreeMap;

use askama::Template;

use super::layout::Imports;
use super::manifest::{Uses, manifest};
use super::text::{Code, DocComment};
use super::{checks, client, examples, filters, gate, models, parameters, server};
use crate::output::{File, MARK};
use crate::package::Package;
use crate::parallel;
use crate::rust::{Api, Docs, Features, ModelId};

/// Which parts of the output are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    pub server: bool,
    pub client: bool,
    /// Tests made of the contract's examples.
    pub tests: bool,
}

/// How the output is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form<'a> {
    /// A crate.
    Crate(&'a Package),
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
    about: Code,
    modules: Vec<Code>,
    reexports: Code,
    has_reexports: bool,
}

/// Files of the support code, by their paths in its folder.
macro_rules! support {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../support/", $path)))),+]
    };
}

const SUPPORT: &[(&str, &str)] = support![
    "check/alternatives.rs",
    "check/equality.rs",
    "check/lists.rs",
    "check/mod.rs",
    "check/numbers.rs",
    "check/objects.rs",
    "check/values.rs",
    "choose.rs",
    "client/call.rs",
    "client/error.rs",
    "client/mod.rs",
    "client/reply.rs",
    "client/settings.rs",
    "format.rs",
    "json.rs",
    "media.rs",
    "parameter/form.rs",
    "parameter/mod.rs",
    "parameter/shape.rs",
    "parameter/template.rs",
    "pattern.rs",
    "server/answer.rs",
    "server/body.rs",
    "server/credentials.rs",
    "server/head.rs",
    "server/mod.rs",
    "server/reader.rs",
    "server/rejection.rs",
    "time.rs",
    "unevaluated.rs",
    "uuid.rs",
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
    // A build script generates what it wants; features are for those who share a crate.
    let none = Features::default();
    let features = match form {
        Form::Crate(_) => &api.features,
        Form::Module => &none,
    };
    let mut pages = vec![Page::new("parameters.rs", || parameters::parameters(api))];
    if parts.server {
        pages.push(Page::new("checks.rs", || checks::checks(api)));
        pages.push(Page::new("server/mod.rs", || server::module(api)));
        for group in &api.groups {
            let path = format!("server/{}.rs", group.module.bare());
            pages.push(Page::new(path, || server::group(api, group)));
        }
    }
    if parts.client {
        pages.push(Page::new("client/mod.rs", || client::module(api, features)));
        for group in &api.groups {
            let path = format!("client/{}.rs", group.module.bare());
            pages.push(Page::new(path, || client::group(api, group)));
        }
    }
    if parts.tests && !api.examples.is_empty() {
        pages.push(Page::new("examples.rs", || examples::examples(api)));
    }
    model_files(api, features, &mut pages);
    let mut files = parallel::map(&pages, Page::file)
        .into_iter()
        .collect::<Result<BTreeMap<_, _>, _>>()?;
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
    if let Form::Crate(package) = form {
        let manifest = manifest(api, parts, uses, package)?;
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

/// A file that is still to be written, on whichever core is free.
struct Page<'a> {
    path: String,
    text: Box<dyn Fn() -> Result<String, askama::Error> + Sync + 'a>,
}

impl<'a> Page<'a> {
    fn new(
        path: impl Into<String>,
        text: impl Fn() -> Result<String, askama::Error> + Sync + 'a,
    ) -> Self {
        Self {
            path: path.into(),
            text: Box::new(text),
        }
    }

    fn file(&self) -> Result<(String, String), askama::Error> {
        Ok((self.path.clone(), (self.text)()?))
    }
}

/// The modules of the models, and the files that name them.
fn model_files<'a>(api: &'a Api, features: &Features, pages: &mut Vec<Page<'a>>) {
    let mut members: Vec<Vec<ModelId>> = vec![Vec::new(); api.models.modules.len()];
    for (index, model) in api.models.models.iter().enumerate() {
        if let Some(list) = members.get_mut(model.module) {
            list.push(ModelId(index));
        }
    }
    let mut modules = Vec::new();
    let mut folders: BTreeMap<&str, Vec<Line>> = BTreeMap::new();
    let mut reexports = Imports::default();
    for (index, (module, members)) in api.models.modules.iter().zip(members).enumerate() {
        if members.is_empty() {
            continue;
        }
        let name = module.name.bare();
        let gate = gate::any(features.of_module(index));
        let line = Line {
            sorted_by: name.to_owned(),
            code: Code::new(format!("{gate}pub mod {};", module.name)),
        };
        let path = match module.folder {
            Some(folder) => {
                folders.entry(folder).or_default().push(line);
                format!("models/{folder}/{name}.rs")
            }
            None => {
                modules.push(line);
                format!("models/{name}.rs")
            }
        };
        pages.push(Page::new(path, move || {
            models::module(&api.models, index, &members)
        }));
        if !module.reexported.is_empty() {
            let names = module.reexported.iter();
            let names = names.map(|model| api.models[*model].name.as_str());
            reexports.add_with(&format!("{gate}pub "), module.name.as_str(), names);
        }
    }
    for (folder, lines) in folders {
        modules.push(Line {
            sorted_by: folder.to_owned(),
            code: Code::new(format!("pub mod {folder};")),
        });
        let file = ModelsFile {
            about: Code::new(format!("What only single {folder} use.")),
            modules: sorted(lines),
            reexports: Code::default(),
            has_reexports: false,
        };
        let path = format!("models/{folder}/mod.rs");
        pages.push(Page::new(path, move || file.render()));
    }
    let file = ModelsFile {
        about: Code::new("The data that requests and answers are made of."),
        modules: sorted(modules),
        has_reexports: !reexports.is_empty(),
        reexports: Code::new(reexports.write()),
    };
    pages.push(Page::new("models/mod.rs", move || file.render()));
}

/// A declaration, and the name that rustfmt sorts it by.
struct Line {
    sorted_by: String,
    code: Code,
}

fn sorted(mut lines: Vec<Line>) -> Vec<Code> {
    lines.sort_by(|one, other| one.sorted_by.cmp(&other.sorted_by));
    lines.into_iter().map(|line| line.code).collect()
}

/// The feature that a module belongs to in a crate.
fn half(module: &str) -> Option<&'static str> {
    match module {
        "check" | "checks" | "format" | "pattern" | "server" | "unevaluated" => Some("server"),
        "client" => Some("client"),
        _ => None,
    }
}

fn support_files(
    uses: Uses,
    form: Form<'_>,
    files: &mut BTreeMap<String, String>,
) -> Result<(), askama::Error> {
    let mut names: Vec<&str> = Vec::new();
    for (path, text) in SUPPORT {
        let name = path.split(['/', '.']).next().unwrap_or(path);
        if !uses.needs(name) {
            continue;
        }
        files.insert(format!("support/{path}"), (*text).to_owned());
        if names.last() != Some(&name) {
            names.push(name);
        }
    }
    let modules = names
        .into_iter()
        .map(|name| {
            let half = half(name).filter(|_| matches!(form, Form::Crate(_)));
            let gate = gate::any(half);
            Code::new(format!("{gate}pub mod {name};"))
        })
        .collect();
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
    if parts.tests && !api.examples.is_empty() {
        names.push("examples");
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
                text.push_str(&gate::any(half(name)).to_string());
            }
            if *name == "examples" {
                text.push_str(&examples_gate(api, form));
            }
            text.push_str(lints(name));
            let public = if *name == "examples" { "" } else { "pub " };
            text.push_str(&format!("{public}mod {name};"));
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

/// Tests name models of every tag.
fn examples_gate(api: &Api, form: Form<'_>) -> String {
    if matches!(form, Form::Crate(_)) && !api.features.groups.is_empty() {
        "#[cfg(all(test, feature = \"all\"))]\n".to_owned()
    } else {
        "#[cfg(test)]\n".to_owned()
    }
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
