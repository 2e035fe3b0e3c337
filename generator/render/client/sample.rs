//! A request with the generated client, for documentation.

use serde_json::Value;

use super::super::text::Literal;
use crate::docs::request::{Body, Request, concrete};
use crate::rust::{Api, Form, Kind, Operation, Parameter, Payload, SchemeKind, Ty};

/// Lines of samples are not longer where they can be broken.
const WIDTH: usize = 76;
/// `json!` goes through the members of one object or list by recursion, which Rust limits.
const MOST_MEMBERS: usize = 24;

/// What a caller writes to send the request. It is a part of an asynchronous function that passes
/// errors on with `?`.
pub fn sample(api: &Api, operation: &Operation, krate: &str, request: &Request) -> String {
    let body = operation.body.as_ref();
    let payload = body.and_then(|body| {
        let media = request.media.as_deref();
        (body.content.iter())
            .find(|payload| Some(payload.media.as_str()) == media)
            .or(body.content.first())
    });
    let mut names = vec!["Client".to_owned()];
    let mut text = String::new();
    if let (Some(body), Some(payload)) = (body, payload) {
        let choice = (body.content.len() > 1).then_some(&body.choice);
        if payload.form == Form::Open {
            names.push("Content".to_owned());
        }
        let value = body_value(payload, &request.body, choice.is_some() || !body.required);
        match choice {
            Some(choice) => {
                names.push(choice.to_string());
                text.push_str(&format!(
                    "let body = {choice}::{}({value});\n",
                    payload.variant
                ));
            }
            None => text.push_str(&format!("let body = {value};\n")),
        }
    }
    let mut arguments = Vec::new();
    let required = operation.parameters.iter().filter(|one| one.required);
    for (parameter, value) in required.zip(&request.arguments) {
        match argument(api, &parameter.ty, value) {
            Argument::Plain(code) => arguments.push(code),
            Argument::Made(code) => {
                let name = variable(parameter);
                text.push_str(&format!("let {name} = {code};\n"));
                arguments.push(format!("&{name}"));
            }
        }
    }
    let mut method = operation.name.to_string();
    match body {
        Some(body) if body.required => arguments.push("&body".to_owned()),
        Some(_) => {
            let options = &operation.options;
            names.push(options.to_string());
            let others = operation.parameters.iter().any(|one| !one.required);
            let rest = if others {
                format!("\n    ..{options}::default()")
            } else {
                String::new()
            };
            text.push_str(&format!(
                "let options = {options} {{\n    body: Some(body),{rest}\n}};\n"
            ));
            arguments.push("&options".to_owned());
            method = operation.with.to_string();
        }
        None => {}
    }
    names.sort();
    let uses = match names.as_slice() {
        [only] => only.clone(),
        all => format!("{{{}}}", all.join(", ")),
    };
    format!(
        "use {krate}::client::{uses};\n\n{}{text}{}{}",
        client(api, operation, &request.base),
        if text.is_empty() { "" } else { "\n" },
        call(&method, &arguments)
    )
}

fn client(api: &Api, operation: &Operation, base: &str) -> String {
    let mut text = format!("let client = Client::builder({})", literal(base));
    let mut shown = false;
    for id in operation.schemes.first().into_iter().flatten() {
        let mut methods = api.credential_methods();
        let Some((scheme, method)) = methods.find(|(scheme, _)| scheme.id == *id) else {
            continue;
        };
        let secret = match scheme.kind {
            SchemeKind::Basic => "\"user\", \"password\"",
            SchemeKind::ApiKey { .. } => "\"your-api-key\"",
            _ => "\"your-access-token\"",
        };
        text.push_str(&format!("\n    .{method}({secret})"));
        shown = true;
    }
    text.push_str(if shown {
        "\n    .build()?;\n"
    } else {
        ".build()?;\n"
    });
    text
}

fn call(method: &str, arguments: &[String]) -> String {
    let line = format!(
        "let answer = client.{method}({}).await?;",
        arguments.join(", ")
    );
    if line.len() <= WIDTH || arguments.is_empty() {
        return line;
    }
    let lines: String = (arguments.iter())
        .map(|argument| format!("    {argument},\n"))
        .collect();
    format!(
        "let answer = client\n    .{method}(\n{}    )\n    .await?;",
        indented(&lines)
    )
}

fn indented(lines: &str) -> String {
    lines.lines().map(|line| format!("    {line}\n")).collect()
}

/// A value as the client takes it.
enum Argument {
    /// Written where it is passed.
    Plain(String),
    /// Made before, and lent.
    Made(String),
}

fn argument(api: &Api, ty: &Ty, value: &Value) -> Argument {
    let is_text = match ty {
        Ty::Model(id) => matches!(api.models[*id].kind, Kind::Alias(Ty::String)),
        _ => false,
    };
    Argument::Plain(match (ty, value) {
        (Ty::Bool, Value::Bool(_)) => value.to_string(),
        (Ty::Integer(_), Value::Number(number)) if !number.is_f64() => value.to_string(),
        (Ty::Float, Value::Number(number)) => float(&number.to_string()),
        (Ty::Bool | Ty::Integer(_) | Ty::Float, value) => read(value, ""),
        (Ty::String, Value::String(text)) => literal(text),
        (Ty::String, value) => literal(&value.to_string()),
        (Ty::List(inner), Value::Array(items))
            if **inner == Ty::String && items.iter().all(Value::is_string) =>
        {
            let items: Vec<_> = (items.iter().filter_map(Value::as_str))
                .map(|item| format!("{}.to_owned()", literal(item)))
                .collect();
            format!("&[{}]", items.join(", "))
        }
        (Ty::List(_), value) => return Argument::Made(read(value, "::<Vec<_>>")),
        (_, Value::String(text)) if is_text => {
            return Argument::Made(format!("{}.to_owned()", literal(text)));
        }
        (_, value) => return Argument::Made(read(value, "")),
    })
}

fn float(text: &str) -> String {
    let whole = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    if whole {
        format!("{text}.0")
    } else {
        text.to_owned()
    }
}

/// The parameter's name, where the sample has no such variable itself.
fn variable(parameter: &Parameter) -> String {
    match parameter.name.bare() {
        "client" | "body" | "options" | "answer" => format!("{}_", parameter.name.bare()),
        _ => parameter.name.to_string(),
    }
}

/// The body as the client takes it; owned where it is put into something.
fn body_value(payload: &Payload, body: &Body, owned: bool) -> String {
    match (payload.form, body) {
        (Form::Json | Form::Pairs, Body::Json(value)) => read(value, ""),
        (Form::Pairs, Body::Form { value, .. }) => read(value, ""),
        (Form::Json | Form::Pairs, _) => read(&Value::Object(serde_json::Map::new()), ""),
        (Form::Text, Body::Text(text)) if owned => format!("{}.to_owned()", literal(text)),
        (Form::Text, Body::Text(text)) => literal(text),
        (Form::Text, _) => "std::fs::read_to_string(\"file\")?".to_owned(),
        (Form::Bytes, _) => "std::fs::read(\"file\")?".to_owned(),
        (Form::Open, _) => {
            let media = literal(&concrete(&payload.media));
            format!("Content::new({media}, std::fs::read(\"file\")?)")
        }
    }
}

/// A value read as whatever type is asked for.
fn read(value: &Value, of: &str) -> String {
    let json = format!("{value:#}");
    if fits_macro(value)
        && !["\\u", "\\b", "\\f", "\\/"]
            .iter()
            .any(|one| json.contains(one))
    {
        return format!(
            "serde_json::from_value{of}(serde_json::json!({}))?",
            wide(&json)
        );
    }
    let hashes = "#".repeat(longest_close(&json) + 1);
    format!("serde_json::from_str{of}(r{hashes}\"{json}\"{hashes})?")
}

/// Whether `json!` can be given the value as it stands: numbers there are literals of Rust.
fn fits_macro(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            number.is_f64()
                || number
                    .as_i64()
                    .is_some_and(|number| i32::try_from(number).is_ok())
        }
        Value::Array(items) => items.len() <= MOST_MEMBERS && items.iter().all(fits_macro),
        Value::Object(members) => members.len() <= MOST_MEMBERS && members.values().all(fits_macro),
        _ => true,
    }
}

/// Indented as Rust is, by four.
fn wide(json: &str) -> String {
    let lines: Vec<_> = json
        .lines()
        .map(|line| {
            let rest = line.trim_start();
            format!("{:1$}{rest}", "", 2 * (line.len() - rest.len()))
        })
        .collect();
    lines.join("\n")
}

fn literal(text: &str) -> String {
    Literal::new(text).to_string()
}

/// How many hashes follow a quote at most, so that one more ends a raw string for sure.
fn longest_close(text: &str) -> usize {
    text.split('"')
        .skip(1)
        .map(|rest| rest.len() - rest.trim_start_matches('#').len())
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::read;
    use serde_json::json;

    #[test]
    fn quotes_cannot_end_a_sample() {
        let plain = read(&json!({ "text": "it's \"so\"\n#\"" }), "");
        assert!(plain.contains(r#""text": "it's \"so\"\n#\"""#), "{plain}");
        let raw = read(&json!("\u{1}\"##\"###"), "");
        assert!(raw.starts_with("serde_json::from_str(r####\""), "{raw}");
        assert!(raw.ends_with("\"####)?"), "{raw}");
    }

    #[test]
    fn numbers_that_are_no_literals_are_read_from_text() {
        assert!(read(&json!(3_000_000_000_u32), "").contains("from_str"));
        assert!(read(&json!(3), "").contains("json!(3)"));
    }
}
