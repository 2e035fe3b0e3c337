//! Keywords of other versions of OpenAPI and older drafts of JSON Schema, and unknown formats: each is
//! reported and has the meaning that it has there.

use serde_json::{Map, Value};

use super::reader::{BEYOND, Reader};
use crate::diagnostic::{Diagnostic, codes, folded};
use crate::document::Version;
use crate::location::Place;

/// Keywords that schemas have since 3.1 (JSON Schema 2020-12).
const LATER: &[&str] = &[
    "$anchor",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "examples",
    "if",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Formats that are checked, that say how precise or how secret a value is, or that the registry of
/// OpenAPI or JSON Schema lists.
const FORMATS: &[&str] = &[
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "date-time-local",
    "decimal",
    "decimal128",
    "double",
    "double-int",
    "duration",
    "email",
    "float",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "int16",
    "int32",
    "int64",
    "int8",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "sf-binary",
    "sf-boolean",
    "sf-decimal",
    "sf-integer",
    "sf-string",
    "sf-token",
    "time",
    "time-local",
    "uint",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

/// What of a member is foreign to the document's version, and where it is at home.
fn foreign(version: Version, key: &str, value: &Value) -> Option<(&'static str, &'static str)> {
    use Version::{V30, V31};
    Some(match (version, key, value) {
        (V30, "exclusiveMinimum" | "exclusiveMaximum", Value::Number(_)) => {
            ("a number in ", "OpenAPI 3.1")
        }
        (V31, "exclusiveMinimum" | "exclusiveMaximum", Value::Bool(_)) => {
            ("a boolean in ", "OpenAPI 3.0")
        }
        (V31, "nullable", _) => ("", "OpenAPI 3.0"),
        (V30, "type", Value::Array(_)) => ("an array in ", "OpenAPI 3.1"),
        (V30, "type", Value::Null) => ("null in ", "OpenAPI 3.1"),
        (V30, "type", Value::String(name)) if name == "null" => ("null in ", "OpenAPI 3.1"),
        (_, "type", Value::String(name)) if name == "file" => ("`file` in ", "Swagger 2.0"),
        (_, "type", Value::String(name)) if name == "any" => {
            ("`any` in ", "the third draft of JSON Schema")
        }
        (_, "discriminator", Value::String(_)) => ("a string in ", "Swagger 2.0"),
        (_, "items", Value::Array(_)) => ("an array in ", "JSON Schema before 2020-12"),
        (_, "additionalItems" | "dependencies", _) => ("", "JSON Schema before 2020-12"),
        (V30, key, _) if LATER.contains(&key) => ("", "OpenAPI 3.1"),
        _ => return None,
    })
}

impl Reader<'_> {
    /// Says which members are those of another version or draft, and which format is not known.
    pub(super) fn report_other_versions(&mut self, members: &Map<String, Value>, place: &Place) {
        for (key, value) in members {
            if let Some((part, home)) = foreign(self.document.version, key, value) {
                self.report_other_version(&format!("{part}`{key}`"), home, place.join(key));
            }
        }
        if let Some(Value::String(format)) = members.get("format")
            && !FORMATS.contains(&format.as_str())
        {
            let message = format!("unknown format `{format}`; it is not checked");
            let problem = Diagnostic::new(&codes::UNKNOWN_FORMAT, place.join("format"), message);
            let meant = match folded(format).as_str() {
                "url" => Some("uri"),
                "guid" => Some("uuid"),
                like => FORMATS.iter().copied().find(|known| folded(known) == like),
            };
            self.report
                .push(problem.did_you_mean(meant).cause(format.clone()));
        }
    }

    /// Schemas that are `true` or `false` came with 3.1; before, `additionalProperties` could be one.
    pub(super) fn report_boolean_schema(&mut self, place: &Place) {
        let key = place.pointer.tokens().last();
        let own = key.is_some_and(|key| {
            key == "additionalProperties" || key == "additionalItems" || LATER.contains(&&*key)
        });
        if self.document.version == Version::V30 && !own {
            let what = "a boolean schema";
            self.report_other_version(what, "OpenAPI 3.1", place.clone());
        }
    }

    fn report_other_version(&mut self, what: &str, home: &str, place: Place) {
        // A document that was made one of 3.0 keeps what 3.0 cannot say in there.
        if !place.pointer.tokens().any(|key| key == BEYOND) {
            self.report
                .push(Diagnostic::other_version(what, home, place));
        }
    }
}
