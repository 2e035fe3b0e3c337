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

use serde_json::Value;

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
) -> (Document, openapiv3::OpenAPI) {
    let mut sources = Sources::new(folder);
    if let Err(problem) = files::add(&mut sources, name, text, report) {
        report.push(*problem);
        return (unread(sources), openapiv3::OpenAPI::default());
    }
    let root = Place::default();
    let Some(version) = version::version(sources.value(&root), report) else {
        return (unread(sources), openapiv3::OpenAPI::default());
    };
    reach::reach(&mut sources, loader, options.allow_outside, report);
    let mut builder = skeleton::Builder::new(&sources, version);
    let built = sources
        .value(&root)
        .and_then(|value| builder.build(grammar::Kind::Document, value, &root));
    report.append(&mut builder.repairs.report);
    report.append(&mut statuses::numbers(&sources, &builder.repairs.statuses));
    let api = match built.map(|mut skeleton| {
        if let Some(members) = skeleton.as_object_mut() {
            members
                .entry("paths")
                .or_insert_with(|| Value::Object(serde_json::Map::new()));
        }
        serde_json::from_value::<openapiv3::OpenAPI>(skeleton)
    }) {
        Some(Ok(api)) => api,
        Some(Err(error)) => {
            report.push(Diagnostic::new(
                &codes::NOT_OPENAPI,
                root,
                format!("cannot be read: {error}"),
            ));
            openapiv3::OpenAPI::default()
        }
        None => openapiv3::OpenAPI::default(),
    };
    tidy(report);
    debug_assert!(has_errors(report) || !api.openapi.is_empty());
    (Document { sources, version }, api)
}

/// What there is of a document whose version is not known.
fn unread(sources: Sources) -> Document {
    Document {
        sources,
        ..Document::default()
    }
}
