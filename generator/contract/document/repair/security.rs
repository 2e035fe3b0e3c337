//! Security schemes, as the typed model wants them.

use serde_json::{Map, Value, json};

use super::context::Repairs;
use crate::document::extensions::MUTUAL_TLS;
use crate::location::Place;

pub fn scheme(
    repairs: &mut Repairs<'_>,
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
                    repairs.drop(
                        place,
                        "a security scheme of type `oauth2` requires `flows`".into(),
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
                repairs.later("the type `mutualTLS`", &place.join("type"));
            }
            let mut mended = members.clone();
            mended.insert("type".into(), json!("http"));
            mended.insert("scheme".into(), json!(MUTUAL_TLS));
            return Some(Some(mended));
        }
        _ => Some("a `type`: apiKey, http, oauth2, openIdConnect or (3.1) mutualTLS"),
    };
    if let Some(wanted) = wanted {
        repairs.drop(
            place,
            format!("a security scheme of this type requires {wanted}"),
        );
        return None;
    }
    Some(None)
}

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
