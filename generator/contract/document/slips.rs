//! Slips of the real world in everything but schemas, mended where what is meant is clear.

use serde_json::{Map, Number, Value, json};

use super::Version;
use super::grammar::{Kind, Member};
use super::skeleton::{Builder, WEBHOOKS, describe, write_place};
use crate::diagnostic::{Diagnostic, codes, folded};
use crate::source::{Place, Sources};

/// Text, or a scalar that is clearly meant as text (`version: 1.0`).
pub(super) fn text(builder: &mut Builder<'_>, value: &Value, place: &Place) -> Option<String> {
    let meant = match value {
        Value::String(text) => return Some(text.clone()),
        Value::Number(number) => number_text(builder.sources, number, place),
        Value::Bool(flag) => flag.to_string(),
        Value::Null => return None,
        other => {
            wrong(
                builder,
                place,
                format!("text is wanted here, not {}", describe(other)),
            );
            return None;
        }
    };
    let message = format!("text is wanted here; `{meant}` is taken as text");
    wrong(builder, place, message);
    Some(meant)
}

/// A number as it is written, so that the version `1.10` stays one.
pub fn number_text(sources: &Sources, number: &Number, place: &Place) -> String {
    // Whole numbers are written in one way.
    let written = (number.is_f64()).then(|| sources.written(place)).flatten();
    written.map_or_else(|| number.to_string(), str::to_owned)
}

/// A boolean, or the text of one.
pub(super) fn flag(builder: &mut Builder<'_>, value: &Value, place: &Place) -> Option<bool> {
    let meant = match value {
        Value::Bool(flag) => return Some(*flag),
        Value::String(text) => text.parse::<bool>().ok(),
        Value::Null => return None,
        _ => None,
    };
    wrong(
        builder,
        place,
        format!("`true` or `false` is wanted here, not {}", describe(value)),
    );
    meant
}

fn wrong(builder: &mut Builder<'_>, place: &Place, message: String) {
    builder
        .report
        .push(Diagnostic::new(&codes::WRONG_TYPE, place.clone(), message));
}

/// Says that a document of 3.0 has what came with 3.1.
fn later(builder: &mut Builder<'_>, what: &str, place: &Place) {
    if builder.version == Version::V30 {
        let problem = Diagnostic::foreign(what, "OpenAPI 3.1", place.clone());
        builder.report.push(problem);
    }
}

/// What the object is clearly meant to say, where that differs from what it says; the outer
/// `None` where nothing can be made of it.
pub(super) fn mend(
    builder: &mut Builder<'_>,
    kind: Kind,
    members: &Map<String, Value>,
    place: &Place,
) -> Option<Option<Map<String, Value>>> {
    match kind {
        Kind::Parameter => parameter(builder, members, place),
        Kind::Header => Some(header(builder, members, place)),
        Kind::Encoding => Some(encoding(builder, members, place)),
        Kind::SecurityScheme => security_scheme(builder, members, place),
        Kind::Link => link(builder, members, place),
        _ => Some(None),
    }
}

/// Supplies a required member that is missing; `false` where the object means nothing without it.
pub(super) fn fill(
    builder: &mut Builder<'_>,
    kind: Kind,
    member: &Member,
    out: &mut Map<String, Value>,
    place: &Place,
) -> bool {
    let default = match (kind, member.name) {
        (Kind::Document, "openapi") => json!(builder.version.text()),
        (Kind::Document, "info") => json!({"title": "", "version": ""}),
        (Kind::Info | Kind::License | Kind::Response | Kind::ServerVariable, _) => json!(""),
        (Kind::RequestBody, "content") | (Kind::Operation, "responses") => json!({}),
        (Kind::Server, "url") => json!("/"),
        (Kind::ExternalDocs, "url") => json!(""),
        _ => {
            builder.drop(
                place,
                format!("{} needs the member `{}`", kind.article(), member.name),
            );
            return false;
        }
    };
    // 3.1 no longer requires answers to be described (OpenAPI 3.1.1, section 4.8.10).
    if !(kind == Kind::Operation && builder.version == Version::V31) {
        builder.report.push(Diagnostic::new(
            &codes::MISSING_MEMBER,
            place.clone(),
            format!("{} needs the member `{}`", kind.article(), member.name),
        ));
    }
    out.insert(member.name.to_owned(), default);
    true
}

/// The member that was probably meant.
pub(super) fn misspelt(kind: Kind, key: &str) -> Option<&'static str> {
    let mut names = kind.members().iter().map(|member| member.name);
    names.find(|name| folded(name) == folded(key))
}

fn parameter(
    builder: &mut Builder<'_>,
    members: &Map<String, Value>,
    place: &Place,
) -> Option<Option<Map<String, Value>>> {
    let location = members
        .get("in")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let styles: &[&str] = match location {
        "path" => &["simple", "label", "matrix"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        "cookie" => &["form"],
        other => {
            builder.drop(
                place,
                format!("a parameter is `in` path, query, header or cookie, not `{other}`"),
            );
            return None;
        }
    };
    let mut mended = value_of(builder, members, place);
    let style = members.get("style").and_then(Value::as_str);
    if let Some(style) = style.filter(|style| !styles.contains(style)) {
        builder.report.push(
            Diagnostic::new(
                &codes::UNSUPPORTED_PARAMETER_STYLE,
                place.join("style"),
                format!("a {location} parameter has no style `{style}`"),
            )
            .help(format!(
                "the styles of {location} parameters: {}",
                styles.join(", ")
            )),
        );
        mended
            .get_or_insert_with(|| members.clone())
            .shift_remove("style");
    }
    if location == "path" && members.get("required") != Some(&Value::Bool(true)) {
        builder.report.push(Diagnostic::new(
            &codes::MISSING_MEMBER,
            place.clone(),
            "a path parameter is always `required: true`",
        ));
        mended
            .get_or_insert_with(|| members.clone())
            .insert("required".into(), Value::Bool(true));
    }
    Some(mended)
}

/// The typed model knows one style of headers, and so does the specification.
fn header(
    builder: &mut Builder<'_>,
    members: &Map<String, Value>,
    place: &Place,
) -> Option<Map<String, Value>> {
    let mut mended = value_of(builder, members, place);
    if members.get("style").is_some_and(|style| style != "simple") {
        builder.report.push(Diagnostic::new(
            &codes::UNSUPPORTED_PARAMETER_STYLE,
            place.join("style"),
            "the only style of headers is `simple`",
        ));
        mended
            .get_or_insert_with(|| members.clone())
            .shift_remove("style");
    }
    mended
}

/// A member of a form is written in one of the styles of query parameters.
fn encoding(
    builder: &mut Builder<'_>,
    members: &Map<String, Value>,
    place: &Place,
) -> Option<Map<String, Value>> {
    let style = members.get("style").and_then(Value::as_str)?;
    if ["form", "spaceDelimited", "pipeDelimited", "deepObject"].contains(&style) {
        return None;
    }
    builder.report.push(Diagnostic::new(
        &codes::UNSUPPORTED_PARAMETER_STYLE,
        place.join("style"),
        format!("a member of a form has no style `{style}`"),
    ));
    let mut mended = members.clone();
    mended.shift_remove("style");
    Some(mended)
}

/// A parameter or header has a schema or a media type, not both.
fn value_of(
    builder: &mut Builder<'_>,
    members: &Map<String, Value>,
    place: &Place,
) -> Option<Map<String, Value>> {
    let content = members.get("content").and_then(Value::as_object)?;
    if !members.contains_key("schema") {
        let first = content.iter().next().filter(|_| content.len() > 1)?;
        builder.drop(
            &place.join("content"),
            format!("a parameter has one media type; `{}` counts", first.0),
        );
        let mut mended = members.clone();
        mended.insert("content".into(), json!({ first.0: first.1 }));
        return Some(mended);
    }
    builder.drop(
        &place.join("content"),
        "a parameter has a `schema` or a `content`, not both; the schema counts".into(),
    );
    let mut mended = members.clone();
    mended.shift_remove("content");
    Some(mended)
}

/// A link names an operation in one of two ways.
fn link(
    builder: &mut Builder<'_>,
    members: &Map<String, Value>,
    place: &Place,
) -> Option<Option<Map<String, Value>>> {
    let message = "a link names an operation by `operationId` or `operationRef`";
    match ["operationId", "operationRef"].map(|key| members.contains_key(key)) {
        [false, false] => {
            builder.drop(place, message.into());
            None
        }
        [true, true] => {
            builder.drop(
                &place.join("operationRef"),
                format!("{message}, not by both; the id counts"),
            );
            let mut mended = members.clone();
            mended.shift_remove("operationRef");
            Some(Some(mended))
        }
        _ => Some(None),
    }
}

/// Supplies the schema of a parameter or header that has neither schema nor media type. Older
/// documents put the schema's keywords into the parameter: then it is read as its own schema. Else
/// the place of the missing member stands for a schema that admits everything.
pub(super) fn fill_schema(
    builder: &mut Builder<'_>,
    members: &Map<String, Value>,
    out: &mut Map<String, Value>,
    place: &Place,
) {
    let media = out
        .get("content")
        .and_then(Value::as_object)
        .is_some_and(|content| !content.is_empty());
    if media || out.contains_key("schema") {
        return;
    }
    out.shift_remove("content");
    builder.report.push(Diagnostic::new(
        &codes::MISSING_MEMBER,
        place.clone(),
        "a parameter needs the member `schema` or `content`",
    ));
    let at = if members.contains_key("type") {
        place.clone()
    } else {
        place.join("schema")
    };
    out.insert("schema".into(), json!({ "$ref": write_place(&at) }));
}

/// The key that a member has in the skeleton; `None` where it is left out.
pub(super) fn key(
    builder: &mut Builder<'_>,
    kind: Kind,
    key: &str,
    place: &Place,
) -> Option<String> {
    match kind {
        Kind::Document if key == "webhooks" || key == "x-webhooks" => {
            if key == "webhooks" {
                later(builder, "`webhooks`", place);
            }
            Some(WEBHOOKS.to_owned())
        }
        // Followed where they are used.
        Kind::Components if key == "pathItems" => {
            later(builder, "`pathItems`", place);
            None
        }
        Kind::Paths if !key.starts_with('/') => {
            builder.report.push(Diagnostic::new(
                &codes::PATH_NOT_ROOTED,
                place.clone(),
                format!("the path `{key}` does not start with a slash"),
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
                let message = format!("`{written}` is no status code; `{key}` is taken");
                let problem = Diagnostic::new(&codes::BAD_STATUS, place.clone(), message);
                builder.report.push(problem);
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
                builder.report.push(Diagnostic::new(
                    &codes::BAD_STATUS,
                    place.clone(),
                    format!("`{key}` is not a status code"),
                ));
            }
            if known && !key.ends_with("XX") {
                builder.statuses.push(place.clone());
            }
            known.then_some(key)
        }
        _ => Some(key.to_owned()),
    }
}

fn security_scheme(
    builder: &mut Builder<'_>,
    members: &Map<String, Value>,
    place: &Place,
) -> Option<Option<Map<String, Value>>> {
    let text = |key: &str| members.get(key).and_then(Value::as_str);
    // What 3.0 has no type for names its type behind `x-`.
    let kind = text("x-type")
        .filter(|kind| *kind == "mutualTLS")
        .or(text("type"));
    let wanted = match kind {
        Some("apiKey") => {
            let known = matches!(text("in"), Some("query" | "header" | "cookie"));
            (!(known && text("name").is_some()))
                .then_some("`name` and `in`: query, header or cookie")
        }
        Some("http") => text("scheme").is_none().then_some("`scheme`"),
        Some("oauth2") => {
            let flows = members.get("flows").and_then(Value::as_object);
            return match flows {
                Some(_) => Some(Some(oauth(members))),
                None => {
                    builder.drop(
                        place,
                        "a security scheme of type `oauth2` needs `flows`".into(),
                    );
                    None
                }
            };
        }
        Some("openIdConnect") => text("openIdConnectUrl")
            .is_none()
            .then_some("`openIdConnectUrl`"),
        // 3.1 has one type more than the typed model, told apart by its scheme.
        Some("mutualTLS") => {
            if text("type") == kind {
                later(builder, "the type `mutualTLS`", &place.join("type"));
            }
            let mut mended = members.clone();
            mended.insert("type".into(), json!("http"));
            mended.insert("scheme".into(), json!(MUTUAL_TLS));
            return Some(Some(mended));
        }
        _ => Some("a `type`: apiKey, http, oauth2, openIdConnect or (3.1) mutualTLS"),
    };
    if let Some(wanted) = wanted {
        builder.drop(
            place,
            format!("a security scheme of this type needs {wanted}"),
        );
        return None;
    }
    Some(None)
}

/// What the scheme of a `mutualTLS` security scheme is called in the skeleton; no HTTP
/// authentication scheme can have a space in its name.
pub const MUTUAL_TLS: &str = "mutual tls";

/// Flows with every address that the typed model wants, empty where the document gives none.
fn oauth(members: &Map<String, Value>) -> Map<String, Value> {
    let mut mended = members.clone();
    let flows = mended.get_mut("flows").and_then(Value::as_object_mut);
    for (name, flow) in flows.into_iter().flatten() {
        let Some(flow) = flow.as_object_mut() else {
            continue;
        };
        let wanted: &[&str] = match name.as_str() {
            "implicit" => &["authorizationUrl"],
            "password" | "clientCredentials" => &["tokenUrl"],
            "authorizationCode" => &["authorizationUrl", "tokenUrl"],
            _ => continue,
        };
        for name in wanted {
            flow.entry(*name).or_insert_with(|| json!(""));
        }
        flow.entry("scopes").or_insert_with(|| json!({}));
    }
    mended
}
