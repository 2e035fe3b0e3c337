//! Which version of the OpenAPI specification a document follows.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, codes};
use crate::location::Place;

/// The versions of the OpenAPI specification that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Version {
    /// 3.0.x
    #[default]
    V30,
    /// 3.1.x
    V31,
}

impl Version {
    /// The version that a document of it is written as.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::V30 => "3.0.3",
            Self::V31 => "3.1.1",
        }
    }
}

/// The version that a root names; none where it names none that is read, which is reported.
pub(super) fn version(value: Option<&Value>, report: &mut Vec<Diagnostic>) -> Option<Version> {
    let root = Place::default();
    let members = value.and_then(Value::as_object);
    let problem =
        match members.map(|members| (members.get("openapi"), members.contains_key("swagger"))) {
            None => Diagnostic::new(
                &codes::NOT_OPENAPI,
                root,
                "an OpenAPI document is an object",
            ),
            Some((None, true)) => {
                Diagnostic::new(&codes::NOT_OPENAPI, root, "this is a Swagger 2.0 document")
                    .help("convert it to OpenAPI 3 first")
            }
            Some((None, false)) => {
                Diagnostic::new(&codes::NOT_OPENAPI, root, "the field `openapi` is missing")
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
                    format!("version `{text}` of the OpenAPI specification is unsupported"),
                )
                .help("supported versions: 3.0.x and 3.1.x")
            }
        };
    report.push(problem);
    None
}
