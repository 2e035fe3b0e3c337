//! The document: the raw value of every file beside the typed model of everything but schemas.
//!
//! `openapiv3` models OpenAPI 3.0. It drops what it does not know, the siblings of a `$ref` among
//! it, and its errors name no place. So the typed model is made from a skeleton that is clean
//! by construction and remembers places, and schemas are left to the lowering into the contract,
//! which reads them as they were written, in the dialect that they were written in.

pub(crate) mod extensions;
mod files;
mod grammar;
mod ids;
mod reach;
pub mod refs;
mod repair;
mod skeleton;
mod statuses;
mod version;

use openapiv3::OpenAPI;
use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, codes, has_errors, tidy};
use crate::location::Place;
use crate::source::{Loader, Sources};
pub use repair::number_text;
pub use version::Version;

/// What may be changed about reading.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadOptions {
    /// Read files outside the root document's folder where a `$ref` leads to them.
    pub allow_outside: bool,
}

/// A document read: its files, and the version of the specification that they follow.
#[derive(Debug, Default)]
pub struct Document {
    /// The files that were read.
    pub sources: Sources,
    /// The version that the root names.
    pub version: Version,
}

/// The typed model of a document without its schemas.
#[derive(Debug, Default)]
pub struct Outline {
    /// Everything but the path items.
    pub api: OpenAPI,
    /// The path items. They are most of a long document, and typed one by one.
    pub paths: Map<String, Value>,
}

impl Outline {
    /// Types a skeleton.
    fn of(mut skeleton: Value) -> serde_json::Result<Self> {
        let members = skeleton.as_object_mut();
        // The typed model needs the member, which 3.1 leaves out where there are only webhooks.
        let paths = members.and_then(|members| members.insert("paths".into(), Map::new().into()));
        let paths = match paths {
            Some(Value::Object(paths)) => paths,
            _ => Map::new(),
        };
        let api = serde_json::from_value(skeleton)?;
        Ok(Self { api, paths })
    }
}

/// Reads a document from its root file's name and text, and every file that it reaches through the
/// loader, and gives the typed model of everything but schemas, which nobody needs once the
/// contract is lowered from it.
///
/// The document is usable where `report` holds no errors afterwards; with errors, what could be
/// read of it is returned, for messages to point into.
pub fn read(
    folder: &str,
    name: &str,
    text: String,
    loader: &dyn Loader,
    options: ReadOptions,
    report: &mut Vec<Diagnostic>,
) -> (Document, Outline) {
    let mut sources = Sources::new(folder);
    if let Err(problem) = files::add(&mut sources, name, text, report) {
        report.push(*problem);
        return (unread(sources), Outline::default());
    }
    let root = Place::default();
    let Some(version) = version::version(sources.value(&root), report) else {
        return (unread(sources), Outline::default());
    };
    reach::reach(&mut sources, loader, options.allow_outside, report);
    let mut builder = skeleton::Builder::new(&sources, version);
    let built = sources
        .value(&root)
        .and_then(|value| builder.build(grammar::Kind::Document, value, &root));
    report.append(&mut builder.repairs.report);
    report.append(&mut statuses::numbers(&sources, &builder.repairs.statuses));
    let outline = match built.map(Outline::of) {
        Some(Ok(outline)) => outline,
        Some(Err(error)) => {
            report.push(Diagnostic::new(
                &codes::NOT_OPENAPI,
                root,
                format!("cannot be read: {error}"),
            ));
            Outline::default()
        }
        None => Outline::default(),
    };
    tidy(report);
    debug_assert!(has_errors(report) || !outline.api.openapi.is_empty());
    (Document { sources, version }, outline)
}

/// What there is of a document whose version is not known.
fn unread(sources: Sources) -> Document {
    Document {
        sources,
        ..Document::default()
    }
}
