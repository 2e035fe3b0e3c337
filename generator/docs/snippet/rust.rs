//! The request with the generated client.

use super::{ClientNames, indented, pretty, quoted};
use serde_json::Value;

use crate::docs::request::{Argument, Body, Credential, Request};

pub fn write(request: &Request, client: &ClientNames) -> String {
    let mut text = format!(
        "use {}::client::Client;\n\nlet client = Client::builder({})",
        client.krate,
        literal(&request.base)
    );
    let credential = match request.credential {
        Some(Credential::Bearer) => Some(".bearer(\"your-access-token\")"),
        Some(Credential::Basic) => Some(".basic(\"user\", \"password\")"),
        Some(Credential::ApiKey) => Some(".api_key(\"your-api-key\")"),
        None => None,
    };
    match credential {
        Some(credential) => text.push_str(&format!("\n    {credential}\n    .build()?;\n")),
        None => text.push_str(".build()?;\n"),
    }
    let mut arguments: Vec<String> = request.arguments.iter().map(argument).collect();
    match &request.body {
        Body::None => {}
        Body::Json(value) => {
            let json = pretty(value);
            // What JSON escapes in its own way is no Rust literal.
            let own = ["\\u", "\\b", "\\f", "\\/"]
                .iter()
                .any(|one| json.contains(one));
            if own {
                let hashes = "#".repeat(longest_close(&json) + 1);
                text.push_str(&format!(
                    "let body = serde_json::from_str(r{hashes}\"{json}\"{hashes})?;\n"
                ));
            } else {
                let json = indented(&json.replace("\n  ", "\n    "), 0);
                text.push_str(&format!(
                    "let body = serde_json::from_value(serde_json::json!({json}))?;\n"
                ));
            }
            arguments.push("&body".into());
        }
        Body::Text(body) => arguments.push(literal(body)),
        Body::Form(_) | Body::Multipart(_) | Body::File => arguments.push("&body".into()),
    }
    text.push_str(&format!(
        "\nlet answer = client.{}({}).await?;",
        client.method,
        arguments.join(", ")
    ));
    text
}

/// A value as the client takes it, borrowed where it is no number; what is more than a text is read
/// as its type.
fn argument(argument: &Argument) -> String {
    match &argument.value {
        Value::Bool(_) | Value::Number(_) => argument.value.to_string(),
        Value::String(text) if argument.is_plain => format!("&{}.to_owned()", literal(text)),
        value => format!("&serde_json::from_value(serde_json::json!({value}))?"),
    }
}

fn literal(text: &str) -> String {
    let json = quoted(text);
    if json.contains("\\u") || json.contains("\\b") || json.contains("\\f") {
        format!("{text:?}")
    } else {
        json
    }
}

/// How many hashes follow a quote at most, so that one more ends a raw string for sure.
fn longest_close(text: &str) -> usize {
    text.split('"')
        .skip(1)
        .map(|rest| rest.len() - rest.trim_start_matches('#').len())
        .max()
        .unwrap_or(0)
}
