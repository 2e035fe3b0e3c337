//! The document: the raw value of every file beside the typed model of everything but schemas.
//!
//! `openapiv3` models OpenAPI 3.0. It drops what it does not know, the siblings of a `$ref` among
//! it, and its errors name no place. So the typed model is made from a [skeleton] that is clean
//! by construction and remembers places, and schemas are left to the lowering into the contract,
//! which reads them as they were written, in the dialect that they were written in.

mod grammar;
mod ids;
mod pattern;
pub mod refs;
pub mod skeleton;
mod slips;
mod statuses;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, codes, has_errors, tidy};
use crate::source::{Loader, Place, Sources};
pub use pattern::{meant_pattern, plain_hyphens};
pub use slips::{MUTUAL_TLS, number_text};

/// The versions of the OpenAPI specification that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Version {
    #[default]
    V30,
    V31,
}

impl Version {
    fn text(self) -> &'static str {
        match self {
            Self::V30 => "3.0.3",
            Self::V31 => "3.1.1",
        }
    }
}

/// What may be changed about reading.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadOptions {
    /// Read files outside the root document's folder where a `$ref` leads to them.
    pub allow_outside: bool,
}

/// A document read: its files, and the version of the specification that they follow.
#[derive(Debug, Default)]
pub struct Document {
    pub sources: Sources,
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
    if let Err(problem) = sources.add(name, text, report) {
        report.push(*problem);
        return (unread(sources), openapiv3::OpenAPI::default());
    }
    let root = Place::default();
    ids::note(&mut sources, root.file);
    let Some(version) = version(sources.value(&root), report) else {
        return (unread(sources), openapiv3::OpenAPI::default());
    };
    refs::reach(&mut sources, loader, options.allow_outside, report);
    let mut builder = skeleton::Builder::new(&sources, version);
    let built = sources
        .value(&root)
        .and_then(|value| builder.build(grammar::Kind::Document, value, &root));
    report.append(&mut builder.report);
    report.append(&mut statuses::numbers(&sources, &builder.statuses));
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

fn version(value: Option<&Value>, report: &mut Vec<Diagnostic>) -> Option<Version> {
    let root = Place::default();
    let members = value.and_then(Value::as_object);
    let problem =
        match members.map(|members| (members.get("openapi"), members.contains_key("swagger"))) {
            None => Diagnostic::new(
                &codes::NOT_OPENAPI,
                root,
                "an OpenAPI document is a mapping",
            ),
            Some((None, true)) => {
                Diagnostic::new(&codes::NOT_OPENAPI, root, "this is a Swagger 2.0 document")
                    .help("convert it to OpenAPI 3 first")
            }
            Some((None, false)) => {
                Diagnostic::new(&codes::NOT_OPENAPI, root, "the member `openapi` is missing")
                    .help("the first line of a document is usually `openapi: 3.0.3`")
            }
            Some((Some(written), _)) => {
                let text = match written {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                if text == "3.0" || text.starts_with("3.0.") {
                    return Some(Version::V30);
                }
                if text == "3.1" || text.starts_with("3.1.") {
                    return Some(Version::V31);
                }
                Diagnostic::new(
                    &codes::NOT_OPENAPI,
                    root.join("openapi"),
                    format!("version `{text}` of the OpenAPI specification is not read"),
                )
                .help("versions 3.0.x and 3.1.x are")
            }
        };
    report.push(problem);
    None
}
