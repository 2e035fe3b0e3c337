//! Keys: those that are missing, misspelt, or written otherwise than they are kept.

use serde_json::{Map, Value, json};

use super::context::Repairs;
use crate::diagnostic::{Diagnostic, codes, folded};
use crate::document::extensions::WEBHOOKS;
use crate::document::grammar::{Field, Kind};
use crate::document::version::Version;
use crate::location::Place;

/// Supplies a required member that is missing; `false` where the object means nothing without it.
pub fn fill(
    repairs: &mut Repairs<'_>,
    kind: Kind,
    member: &Field,
    out: &mut Map<String, Value>,
    place: &Place,
) -> bool {
    let default = match (kind, member.name) {
        (Kind::Document, "openapi") => json!(repairs.version.text()),
        (Kind::Document, "info") => json!({"title": "", "version": ""}),
        (Kind::Info | Kind::License | Kind::Response | Kind::ServerVariable, _) => json!(""),
        (Kind::RequestBody, "content") | (Kind::Operation, "responses") => json!({}),
        (Kind::Server, "url") => json!("/"),
        (Kind::ExternalDocs, "url") => json!(""),
        _ => {
            repairs.drop(
                place,
                format!("{} requires the field `{}`", kind.article(), member.name),
            );
            return false;
        }
    };
    // 3.1 no longer requires answers to be described (OpenAPI 3.1.1, section 4.8.10).
    if !(kind == Kind::Operation && repairs.version == Version::V31) {
        repairs.report.push(Diagnostic::new(
            &codes::MISSING_FIELD,
            place.clone(),
            format!("{} requires the field `{}`", kind.article(), member.name),
        ));
    }
    out.insert(member.name.to_owned(), default);
    true
}

/// The member that was probably meant.
pub fn misspelt(kind: Kind, key: &str) -> Option<&'static str> {
    let mut names = kind.fields().iter().map(|member| member.name);
    names.find(|name| folded(name) == folded(key))
}

/// The key that a member has in the skeleton; `None` where it is left out.
pub fn key(repairs: &mut Repairs<'_>, kind: Kind, key: &str, place: &Place) -> Option<String> {
    match kind {
        Kind::Document if key == "webhooks" || key == "x-webhooks" => {
            if key == "webhooks" {
                repairs.later("`webhooks`", place);
            }
            Some(WEBHOOKS.to_owned())
        }
        // Followed where they are used.
        Kind::Components if key == "pathItems" => {
            repairs.later("`pathItems`", place);
            None
        }
        Kind::Paths if !key.starts_with('/') => {
            repairs.report.push(Diagnostic::new(
                &codes::PATH_WITHOUT_SLASH,
                place.clone(),
                format!("the path `{key}` has no leading slash"),
            ));
            Some(format!("/{key}"))
        }
        Kind::Responses if key != "default" => {
            let written = key;
            let key = match written.to_ascii_uppercase() {
                class if class.ends_with("XX") => class,
                _ => written.to_owned(),
            };
            if written != key {
                let message = format!("invalid status code `{written}`; `{key}` is used");
                let problem = Diagnostic::new(&codes::INVALID_STATUS, place.clone(), message);
                repairs.report.push(problem);
            }
            let known = match key.strip_suffix("XX") {
                Some(class) => matches!(class, "1" | "2" | "3" | "4" | "5"),
                None => {
                    key.len() == 3
                        && key
                            .parse::<u16>()
                            .is_ok_and(|code| (100..=599).contains(&code))
                }
            };
            if !known {
                repairs.report.push(Diagnostic::new(
                    &codes::INVALID_STATUS,
                    place.clone(),
                    format!("invalid status code `{key}`"),
                ));
            }
            if known && !key.ends_with("XX") {
                repairs.statuses.push(place.clone());
            }
            known.then_some(key)
        }
        _ => Some(key.to_owned()),
    }
}
