//! What every repair has at hand: the files, the document's version, and the problems found.

use serde_json::{Number, Value};

use crate::diagnostic::{Diagnostic, codes};
use crate::document::version::Version;
use crate::location::Place;
use crate::source::Sources;

/// The state of repairing one document.
pub struct Repairs<'a> {
    pub sources: &'a Sources,
    pub version: Version,
    pub report: Vec<Diagnostic>,
    /// The keys of responses.
    pub statuses: Vec<Place>,
}

impl<'a> Repairs<'a> {
    pub fn new(sources: &'a Sources, version: Version) -> Self {
        Self {
            sources,
            version,
            report: Vec::new(),
            statuses: Vec::new(),
        }
    }

    pub fn drop(&mut self, place: &Place, why: String) {
        self.report
            .push(Diagnostic::new(&codes::IGNORED_PART, place.clone(), why));
    }

    /// Text, or a scalar that is clearly meant as text (`version: 1.0`).
    pub fn text(&mut self, value: &Value, place: &Place) -> Option<String> {
        let meant = match value {
            Value::String(text) => return Some(text.clone()),
            Value::Number(number) => number_text(self.sources, number, place),
            Value::Bool(flag) => flag.to_string(),
            Value::Null => return None,
            other => {
                self.wrong(
                    place,
                    format!("expected a string, found {}", describe(other)),
                );
                return None;
            }
        };
        let message = format!("expected a string; `{meant}` is converted to one");
        self.wrong(place, message);
        Some(meant)
    }

    /// A boolean, or the text of one.
    pub fn flag(&mut self, value: &Value, place: &Place) -> Option<bool> {
        let meant = match value {
            Value::Bool(flag) => return Some(*flag),
            Value::String(text) => text.parse::<bool>().ok(),
            Value::Null => return None,
            _ => None,
        };
        self.wrong(
            place,
            format!("expected `true` or `false`, found {}", describe(value)),
        );
        meant
    }

    pub fn wrong(&mut self, place: &Place, message: String) {
        self.report
            .push(Diagnostic::new(&codes::WRONG_TYPE, place.clone(), message));
    }

    /// Says that a document of 3.0 has what came with 3.1.
    pub fn later(&mut self, what: &str, place: &Place) {
        if self.version == Version::V30 {
            let problem = Diagnostic::other_version(what, "OpenAPI 3.1", place.clone());
            self.report.push(problem);
        }
    }
}

/// A number as it is written, so that the version `1.10` stays one.
pub fn number_text(sources: &Sources, number: &Number, place: &Place) -> String {
    // Whole numbers are written in one way.
    let written = (number.is_f64()).then(|| sources.written(place)).flatten();
    written.map_or_else(|| number.to_string(), str::to_owned)
}

/// A value in a message's words.
pub fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(flag) => format!("`{flag}`"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(_) => "a string".into(),
        Value::Array(_) => "an array".into(),
        Value::Object(_) => "an object".into(),
    }
}
