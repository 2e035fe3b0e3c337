//! The files of a generated crate, or of a module that a build script includes, with their module
//! declarations and feature gates.

#[cfg(not(feature = "layout"))]
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;

use counterpart_contract::pattern::BACKTRACK;

use super::doc_comment::DocComment;
use super::gate::{self, Gate};
use super::manifest::manifest;
use super::needs::{Needs, Targets};
use super::text::{Shown, Word};
use super::{checks, client, examples, filters, models, parameters, server};
#[cfg(feature = "layout")]
use crate::layout::layout;
use crate::output::{File, MARK};
use crate::package::Package;
use crate::parallel;
use crate::rust::{Api, Docs, Features, Ident, Kind, ModelId, grouped};

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packaging<'a> {
    /// A crate.
    Crate(&'a Package),
    /// A module that is included in another crate.
    Module,
}

/// The root file of a crate.
#[derive(Template)]
#[template(path = "rust/lib.rs")]
struct LibFile {
    docs: DocComment,
    version: Shown,
    server: bool,
    client: bool,
    examples: bool,
    /// Whether each tag has a feature.
    has_tags: bool,
}

/// The root file of a module that another crate includes.
#[derive(Template)]
#[template(path = "rust/module.rs")]
struct ModuleFile {
    server: bool,
    client: bool,
    examples: bool,
}

#[derive(Template)]
#[template(path = "rust/models/mod.rs")]
struct ModelsFile<'a> {
    /// The folder of the file within that of the models.
    folder: Option<Word>,
    /// The private module that contains the files.
    grouped: Ident,
    files: Vec<FileLine<'a>>,
    /// Its subfolders.
    folders: Vec<Word>,
    /// Whether optional properties may be null.
    has_nullable: bool,
}

/// A file that is compiled if any of its features is enabled.
struct FileLine<'a> {
    gate: Gate<'a>,
    name: &'a Ident,
}

#[derive(Template)]
#[template(path = "rust/support_mod.rs")]
struct SupportFile<'a> {
    uses: Needs,
    /// Needed by both client and server.
    server: Gate<'a>,
    client: Gate<'a>,
}

/// The files of the support code, by their paths.
macro_rules! support {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../support/", $path)))),+]
    };
}

const SUPPORT: &[(&str, &str)] = support![
    "bounded.rs",
    "branch.rs",
    "check/combine.rs",
    "check/constant.rs",
    "check/containers.rs",
    "check/equality.rs",
    "check/memo.rs",
    "check/mod.rs",
    "check/probe.rs",
    "check/rules.rs",
    "check/schema.rs",
    "check/violation.rs",
    "client/call.rs",
    "client/core.rs",
    "client/error.rs",
    "client/mod.rs",
    "client/read.rs",
    "client/request.rs",
    "client/response.rs",
    "client/settings.rs",
    "format.rs",
    "json/ahead.rs",
    "json/error.rs",
    "json/mod.rs",
    "json/names.rs",
    "json/number.rs",
    "json/object.rs",
    "json/observer.rs",
    "json/outline.rs",
    "json/problem.rs",
    "json/reader.rs",
    "json/text.rs",
    "json/transcode.rs",
    "json/types.rs",
    "json/value.rs",
    "json/writer.rs",
    "media.rs",
    "nullable.rs",
    "parameter/form.rs",
    "parameter/mod.rs",
    "parameter/shape.rs",
    "parameter/template.rs",
    "pattern.rs",
    "server/body.rs",
    "server/context.rs",
    "server/credentials.rs",
    "server/head.rs",
    "server/mod.rs",
    "server/mounted.rs",
    "server/reader.rs",
    "server/rejection.rs",
    "server/response.rs",
    "time.rs",
    "uuid.rs",
];

/// Renders all files of the output.
///
/// # Errors
/// Returns an error if a template fails, which does not happen in practice.
pub fn package(
    api: &Api,
    targets: Targets,
    packaging: Packaging<'_>,
    origin: &str,
) -> Result<Vec<File>, askama::Error> {
    // A build script generates what it wants; features are for those who share a crate.
    let none = Features::default();
    let features = match packaging {
        Packaging::Crate(_) => &api.features,
        Packaging::Module => &none,
    };
    let mut pages = vec![Page::new("parameters.rs", || parameters::parameters(api))];
    if targets.server {
        pages.push(Page::new("checks.rs", || checks::checks(api)));
        pages.push(Page::new("server/mod.rs", || server::module(api)));
        for group in &api.groups {
            let path = format!("server/{}.rs", group.module.bare());
            pages.push(Page::new(path, || server::group(api, group)));
        }
    }
    if targets.client {
        pages.push(Page::new("client/mod.rs", || client::module(api, features)));
        if !api.errors.is_empty() {
            let text = || client::errors(api, features);
            pages.push(Page::new("client/errors.rs", text));
        }
        if !api.headers.is_empty() {
            let text = || client::headers(api, features);
            pages.push(Page::new("client/headers.rs", text));
        }
        for group in &api.groups {
            let path = format!("client/{}.rs", group.module.bare());
            pages.push(Page::new(path, || client::group(api, group)));
        }
    }
    if targets.tests && !api.examples.is_empty() {
        pages.push(Page::new("examples.rs", || examples::examples(api)));
    }
    model_files(api, packaging, &mut pages);
    pages.push(root(api, targets, packaging));
    let needs = Needs::of(api, targets);
    pages.push(Page::new("support/mod.rs", move || {
        support(needs, packaging)
    }));
    let marker = format!("// {MARK} from {}; do not edit.\n", printable(origin));
    let mut files = parallel::map(&pages, |page| page.file(&marker))
        .into_iter()
        .collect::<Result<BTreeMap<_, _>, _>>()?;
    let shared = [("backtrack.rs", BACKTRACK)];
    for (path, text) in SUPPORT.iter().chain(&shared) {
        let module = path.split(['/', '.']).next().unwrap_or(path);
        if needs.has(module) {
            files.insert(format!("support/{path}"), marked(&marker, text));
        }
    }
    let folder = match packaging {
        Packaging::Crate(_) => "src/",
        Packaging::Module => "",
    };
    let files = files.into_iter();
    let mut all: Vec<File> = files
        .map(|(path, text)| File::new(format!("{folder}{path}"), text))
        .collect();
    if let Packaging::Crate(package) = packaging {
        let manifest = manifest(api, needs, package)?;
        let marker = marker.replacen("//", "#", 1);
        let manifest = marked(&marker, &manifest);
        all.insert(0, File::new("Cargo.toml", manifest));
    }
    Ok(all)
}

/// The text of a file behind its marker, in no more memory than it needs: all files are held at once.
fn marked(marker: &str, text: &str) -> String {
    let text = text.trim_matches('\n');
    let mut out = String::with_capacity(marker.len() + text.len() + 1);
    out.push_str(marker);
    out.push_str(text);
    out.push('\n');
    out
}

fn printable(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_control())
        .collect()
}

/// Without the layout pass, code stands as the templates have it: as good to a compiler.
#[cfg(not(feature = "layout"))]
fn layout(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// A file to be rendered, on any core.
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

    fn file(&self, marker: &str) -> Result<(String, String), askama::Error> {
        let text = (self.text)()?;
        Ok((self.path.clone(), marked(marker, &layout(&text))))
    }
}

/// Renders the files of the models, and those that declare their modules.
fn model_files<'a>(api: &'a Api, packaging: Packaging<'_>, pages: &mut Vec<Page<'a>>) {
    let models = &api.models.models;
    let mut members: Vec<Vec<ModelId>> = vec![Vec::new(); api.models.modules.len()];
    for (index, model) in models.iter().enumerate() {
        if let Some(list) = members.get_mut(model.module) {
            list.push(ModelId(index));
        }
    }
    let members = Arc::new(members);
    let new = |folder: Option<&'static str>| ModelsFile {
        folder: folder.map(Word),
        grouped: grouped(&api.models, folder),
        files: Vec::new(),
        folders: Vec::new(),
        has_nullable: false,
    };
    let mut top = new(None);
    top.has_nullable = models
        .iter()
        .any(|model| matches!(&model.kind, Kind::Struct(structure) if structure.has_nullable()));
    let mut folders: BTreeMap<&'static str, ModelsFile<'_>> = BTreeMap::new();
    for file in &api.model_files {
        let name = file.name.bare();
        let list = match file.folder {
            Some(folder) => folders.entry(folder).or_insert_with(|| new(Some(folder))),
            None => &mut top,
        };
        let folder = file.folder.map(|folder| format!("{folder}/"));
        let folder = folder.unwrap_or_default();
        let path = format!("models/{folder}{}/{name}.rs", list.grouped.bare());
        // A build script generates what it wants; features are for those who share a crate.
        let features = match packaging {
            Packaging::Crate(_) => Some(&file.features),
            Packaging::Module => None,
        };
        list.files.push(FileLine {
            gate: gate::any(features.into_iter().flatten().map(String::as_str)),
            name: &file.name,
        });
        let members = Arc::clone(&members);
        pages.push(Page::new(path, move || {
            models::file(&api.models, file, &members)
        }));
    }
    for (folder, file) in folders {
        top.folders.push(Word(folder));
        let path = format!("models/{folder}/mod.rs");
        pages.push(Page::new(path, move || file.render()));
    }
    pages.push(Page::new("models/mod.rs", move || top.render()));
}

/// Renders the file that declares the modules of the support code.
fn support(uses: Needs, packaging: Packaging<'_>) -> Result<String, askama::Error> {
    // A build script generates the halves that it wants; a crate leaves the choice to features.
    let half = |name| matches!(packaging, Packaging::Crate(_)).then_some(name);
    SupportFile {
        uses,
        server: gate::any(half("server")),
        client: gate::any(half("client")),
    }
    .render()
}

/// Renders the file that declares all other modules.
fn root<'a>(api: &'a Api, targets: Targets, packaging: Packaging<'_>) -> Page<'a> {
    let Targets { server, client, .. } = targets;
    let examples = targets.tests && !api.examples.is_empty();
    if packaging == Packaging::Module {
        let file = ModuleFile {
            server,
            client,
            examples,
        };
        return Page::new("mod.rs", move || file.render());
    }
    let docs = Docs {
        title: Some(api.title.clone()),
        text: api.description.clone(),
        ..Docs::default()
    };
    let shown = |c: &char| c.is_ascii_alphanumeric() || ".-+_".contains(*c);
    let version: String = api.version.chars().filter(shown).collect();
    let file = LibFile {
        docs: DocComment::of(&docs).inner(),
        version: Shown::name(&version),
        server,
        client,
        examples,
        has_tags: !api.features.groups.is_empty(),
    };
    Page::new("lib.rs", move || file.render())
}
