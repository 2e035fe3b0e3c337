//! The request with `requests`.

use serde_json::Value;

use super::quoted;
use crate::docs::request::{Body, MultipartValue, Request};

pub fn write(request: &Request) -> String {
    let mut text = format!(
        "import requests\n\nresponse = requests.request(\n    {},\n    {},\n",
        quoted(request.method),
        quoted(&request.url())
    );
    let multipart = matches!(request.body, Body::Multipart(_));
    let headers: Vec<_> = (request.headers.iter())
        .filter(|(name, _)| !(multipart && name.eq_ignore_ascii_case("content-type")))
        .collect();
    if !headers.is_empty() {
        text.push_str("    headers={\n");
        for (name, value) in headers {
            text.push_str(&format!("        {}: {},\n", quoted(name), quoted(value)));
        }
        text.push_str("    },\n");
    }
    match &request.body {
        Body::None => {}
        Body::Json(value) => {
            text.push_str("    json=");
            literal(value, 4, &mut text);
            text.push_str(",\n");
        }
        Body::Form { pairs, .. } => {
            text.push_str("    data={\n");
            for (name, value) in pairs {
                text.push_str(&format!("        {}: {},\n", quoted(name), quoted(value)));
            }
            text.push_str("    },\n");
        }
        Body::Multipart(parts) => {
            text.push_str("    files={\n");
            for (name, part) in parts {
                let value = match part {
                    MultipartValue::Text(text) => format!("(None, {})", quoted(text)),
                    MultipartValue::File => "open(\"file\", \"rb\")".into(),
                };
                text.push_str(&format!("        {}: {value},\n", quoted(name)));
            }
            text.push_str("    },\n");
        }
        Body::Text(body) => text.push_str(&format!("    data={}.encode(),\n", quoted(body))),
        Body::File => text.push_str("    data=open(\"file\", \"rb\"),\n"),
    }
    text.push_str(")\nresponse.raise_for_status()\nprint(response.text)");
    text
}

fn literal(value: &Value, indent: usize, out: &mut String) {
    let inner = indent + 4;
    match value {
        Value::Null => out.push_str("None"),
        Value::Bool(true) => out.push_str("True"),
        Value::Bool(false) => out.push_str("False"),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::String(text) => out.push_str(&quoted(text)),
        Value::Array(items) if items.is_empty() => out.push_str("[]"),
        Value::Object(properties) if properties.is_empty() => out.push_str("{}"),
        Value::Array(items) => {
            out.push_str("[\n");
            for item in items {
                out.push_str(&" ".repeat(inner));
                literal(item, inner, out);
                out.push_str(",\n");
            }
            out.push_str(&" ".repeat(indent));
            out.push(']');
        }
        Value::Object(properties) => {
            out.push_str("{\n");
            for (key, item) in properties {
                out.push_str(&" ".repeat(inner));
                out.push_str(&quoted(key));
                out.push_str(": ");
                literal(item, inner, out);
                out.push_str(",\n");
            }
            out.push_str(&" ".repeat(indent));
            out.push('}');
        }
    }
}
