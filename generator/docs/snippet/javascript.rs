//! The request with `fetch`, in a browser or on a server.

use super::{indented, pretty, quoted};
use crate::docs::request::{Body, MultipartValue, Request};

pub fn write(request: &Request) -> String {
    let mut text = String::new();
    let multipart = matches!(request.body, Body::Multipart(_));
    let body = match &request.body {
        Body::None => None,
        Body::Json(value) => Some(format!("JSON.stringify({})", indented(&pretty(value), 2))),
        Body::Form { pairs, .. } => {
            let pairs: String = pairs
                .iter()
                .map(|(name, value)| format!("\n    {}: {},", quoted(name), quoted(value)))
                .collect();
            Some(format!("new URLSearchParams({{{pairs}\n  }})"))
        }
        Body::Multipart(parts) => {
            text.push_str("const form = new FormData();\n");
            for (name, part) in parts {
                let value = match part {
                    MultipartValue::Text(text) => quoted(text),
                    MultipartValue::File => "file".into(),
                };
                text.push_str(&format!("form.append({}, {value});\n", quoted(name)));
            }
            text.push('\n');
            Some("form".into())
        }
        Body::Text(body) => Some(quoted(body)),
        Body::File => Some("file".into()),
    };
    text.push_str(&format!(
        "const response = await fetch({}, {{\n  method: {},\n",
        quoted(&request.url()),
        quoted(request.method)
    ));
    let headers: Vec<_> = (request.headers.iter())
        .filter(|(name, _)| !(multipart && name.eq_ignore_ascii_case("content-type")))
        .collect();
    if !headers.is_empty() {
        text.push_str("  headers: {\n");
        for (name, value) in headers {
            text.push_str(&format!("    {}: {},\n", quoted(name), quoted(value)));
        }
        text.push_str("  },\n");
    }
    if let Some(body) = body {
        text.push_str(&format!("  body: {body},\n"));
    }
    text.push_str("});\nconst data = await response.json();");
    text
}
