//! Parameters, headers, encodings and links whose members do not go together.

use serde_json::{Map, Value, json};

use super::context::Repairs;
use crate::diagnostic::{Diagnostic, codes};
use crate::document::extensions::write_place;
use crate::location::Place;

pub fn parameter(
    repairs: &mut Repairs<'_>,
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
            repairs.drop(
                place,
                format!(
                    "the location of a parameter is path, query, header or cookie, not `{other}`"
                ),
            );
            return None;
        }
    };
    let mut mended = value_of(repairs, members, place);
    let style = members.get("style").and_then(Value::as_str);
    if let Some(style) = style.filter(|style| !styles.contains(style)) {
        repairs.report.push(
            Diagnostic::new(
                &codes::UNSUPPORTED_PARAMETER_STYLE,
                place.join("style"),
                format!("the style `{style}` is unsupported for {location} parameters"),
            )
            .help(format!(
                "styles of {location} parameters: {}",
                styles.join(", ")
            )),
        );
        mended
            .get_or_insert_with(|| members.clone())
            .shift_remove("style");
    }
    if location == "path" && members.get("required") != Some(&Value::Bool(true)) {
        repairs.report.push(Diagnostic::new(
            &codes::MISSING_FIELD,
            place.clone(),
            "a path parameter has to have `required: true`",
        ));
        mended
            .get_or_insert_with(|| members.clone())
            .insert("required".into(), Value::Bool(true));
    }
    Some(mended)
}

/// The typed model knows one style of headers, and so does the specification.
pub fn header(
    repairs: &mut Repairs<'_>,
    members: &Map<String, Value>,
    place: &Place,
) -> Option<Map<String, Value>> {
    let mut mended = value_of(repairs, members, place);
    if members.get("style").is_some_and(|style| style != "simple") {
        repairs.report.push(Diagnostic::new(
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
pub fn encoding(
    repairs: &mut Repairs<'_>,
    members: &Map<String, Value>,
    place: &Place,
) -> Option<Map<String, Value>> {
    let style = members.get("style").and_then(Value::as_str)?;
    if ["form", "spaceDelimited", "pipeDelimited", "deepObject"].contains(&style) {
        return None;
    }
    repairs.report.push(Diagnostic::new(
        &codes::UNSUPPORTED_PARAMETER_STYLE,
        place.join("style"),
        format!("the style `{style}` is unsupported for properties of forms"),
    ));
    let mut mended = members.clone();
    mended.shift_remove("style");
    Some(mended)
}

/// A parameter or header has a schema or a media type, not both.
fn value_of(
    repairs: &mut Repairs<'_>,
    members: &Map<String, Value>,
    place: &Place,
) -> Option<Map<String, Value>> {
    let content = members.get("content").and_then(Value::as_object)?;
    if !members.contains_key("schema") {
        let first = content.iter().next().filter(|_| content.len() > 1)?;
        repairs.drop(
            &place.join("content"),
            format!("a parameter has one media type; `{}` is used", first.0),
        );
        let mut mended = members.clone();
        mended.insert("content".into(), json!({ first.0: first.1 }));
        return Some(mended);
    }
    repairs.drop(
        &place.join("content"),
        "a parameter has a `schema` or a `content`, not both; the schema is used".into(),
    );
    let mut mended = members.clone();
    mended.shift_remove("content");
    Some(mended)
}

/// A link names an operation in one of two ways.
pub fn link(
    repairs: &mut Repairs<'_>,
    members: &Map<String, Value>,
    place: &Place,
) -> Option<Option<Map<String, Value>>> {
    let message = "a link names an operation by `operationId` or `operationRef`";
    match ["operationId", "operationRef"].map(|key| members.contains_key(key)) {
        [false, false] => {
            repairs.drop(place, message.into());
            None
        }
        [true, true] => {
            repairs.drop(
                &place.join("operationRef"),
                format!("{message}, not by both; the id is used"),
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
pub fn fill_schema(
    repairs: &mut Repairs<'_>,
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
    repairs.report.push(Diagnostic::new(
        &codes::MISSING_FIELD,
        place.clone(),
        "a parameter requires the field `schema` or `content`",
    ));
    let at = if members.contains_key("type") {
        place.clone()
    } else {
        place.join("schema")
    };
    out.insert("schema".into(), json!({ "$ref": write_place(&at) }));
}
