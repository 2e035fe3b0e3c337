//! The caller's half: the client, and a file of methods for each tag.

use std::collections::BTreeSet;

use askama::Template;

use super::checks::location_name;
use super::filters;
use super::layout::{Expr, Result, arm, call, field_type, imports, signature, statement, word};
use super::server::{Types, payload_type};
use super::text::{Code, DocComment, Literal};
use crate::contract::Status;
use crate::rust::{Answer, Api, Body, Docs, Form, Group, Operation, Payload, SchemeKind, Ty, View};

#[derive(Template)]
#[template(path = "rust/client_mod.rs")]
struct ModFile {
    groups: Vec<GroupLine>,
    support: Code,
    base: Code,
    credentials: Vec<CredentialItem>,
}

struct GroupLine {
    gate: Code,
    module: Code,
}

struct CredentialItem {
    docs: DocComment,
    head: Code,
    statements: Vec<Code>,
}

/// The text of `client/mod.rs`.
///
/// # Errors
/// As the template fails, which it has no cause to.
pub fn module(api: &Api) -> std::result::Result<String, askama::Error> {
    let credentials = credentials(api);
    let mut names: Vec<String> = ["Answer", "BuildError", "Error", "Unexpected"]
        .map(str::to_owned)
        .to_vec();
    names.sort();
    let mut support = String::new();
    let mut private: Vec<String> = vec!["Core".into(), "Settings".into()];
    if !credentials.is_empty() {
        private.insert(1, "Credential".into());
    }
    support.push_str(&format!(
        "pub {}",
        imports("super::support::client", &names)
    ));
    support.push_str(&imports("super::support::client", &private));
    let keys = api
        .schemes
        .iter()
        .any(|scheme| matches!(scheme.kind, SchemeKind::ApiKey { .. }));
    if keys {
        support.push_str("use super::support::parameter::Location;\n");
    }
    let base = if api.base_url.starts_with("http")
        && api
            .base_url
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"`<>[]".contains(&byte))
    {
        format!(", such as `{}`", api.base_url)
    } else {
        String::new()
    };
    ModFile {
        groups: api
            .groups
            .iter()
            .map(|group| GroupLine {
                gate: Code::default(),
                module: Code::new(group.module.as_str()),
            })
            .collect(),
        support: Code::new(support.trim_end()),
        base: Code::new(base),
        credentials,
    }
    .render()
}

fn credentials(api: &Api) -> Vec<CredentialItem> {
    let single_bearer = api
        .schemes
        .iter()
        .filter(|scheme| scheme.kind == SchemeKind::Bearer)
        .count()
        == 1;
    let mut items = Vec::new();
    let own = [
        "timeout",
        "connect_timeout",
        "answer_limit",
        "header",
        "http",
        "build",
    ];
    for scheme in &api.schemes {
        let id = Literal::new(&scheme.id).to_string();
        let field = scheme.field.bare();
        let method = match &scheme.kind {
            SchemeKind::Bearer if single_bearer => "bearer".to_owned(),
            _ if own.contains(&field) || (single_bearer && field == "bearer") => {
                format!("{field}_credential")
            }
            _ => scheme.field.to_string(),
        };
        let (parameters, credential) = match &scheme.kind {
            SchemeKind::Bearer => (
                "token: impl Into<String>",
                call("Credential::Bearer", vec![word("token.into()")]),
            ),
            SchemeKind::Basic => (
                "username: impl Into<String>, password: impl Into<String>",
                Expr::Struct {
                    name: "Credential::Basic".into(),
                    fields: vec![
                        ("username".into(), word("username.into()")),
                        ("password".into(), word("password.into()")),
                    ],
                },
            ),
            SchemeKind::ApiKey { location, name } => (
                "key: impl Into<String>",
                Expr::Struct {
                    name: "Credential::ApiKey".into(),
                    fields: vec![
                        (
                            "location".into(),
                            word(format!("Location::{}", location_name(*location))),
                        ),
                        ("name".into(), word(Literal::new(name).to_string())),
                        ("key".into(), word("key.into()")),
                    ],
                },
            ),
            SchemeKind::Other(_) | SchemeKind::Outside => continue,
        };
        let mut all = vec!["mut self".to_owned()];
        all.extend(parameters.split(", ").map(str::to_owned));
        items.push(CredentialItem {
            docs: DocComment::of(&scheme.docs, 4)
                .note("Shown to the service by operations that ask for it."),
            head: Code::new(signature(
                4,
                &format!("pub fn {method}"),
                &all,
                &Result::Plain("Self".into()),
                " {",
            )),
            statements: vec![
                Code::new(statement(8, "let credential = ", &credential)),
                Code::new(statement(
                    8,
                    "",
                    &call(
                        "self.settings.set_credential",
                        vec![word(id), word("credential")],
                    ),
                )),
            ],
        });
    }
    items
}

#[derive(Template)]
#[template(path = "rust/client_group.rs")]
struct GroupFile {
    about: DocComment,
    imports: Code,
    operations: Vec<OperationItem>,
}

struct OperationItem {
    docs: DocComment,
    head: Code,
    statements: Vec<Code>,
    /// The method without options, where there are some.
    plain: Option<Code>,
    items: Vec<Code>,
}

#[derive(Default)]
struct Uses {
    types: Types,
    support: BTreeSet<&'static str>,
}

const MODELS: View<'static> = View::Outside("models::");

/// The text of a tag's file.
///
/// # Errors
/// As the template fails, which it has no cause to.
pub fn group(api: &Api, group: &Group) -> std::result::Result<String, askama::Error> {
    let mut uses = Uses::default();
    let operations: Vec<OperationItem> = group
        .operations
        .iter()
        .map(|operation| operation_item(api, operation, &mut uses))
        .collect();
    let about = Docs {
        text: Some(format!("Calls of the operations of `{}`.", group.name)),
        ..Docs::default()
    };
    let mut support: Vec<String> = uses.support.iter().map(|name| (*name).to_owned()).collect();
    support.push("Error".into());
    support.sort();
    let mut groups = uses
        .types
        .imports(Vec::new(), vec!["use reqwest::Method;\n".into()]);
    let mut own = imports("super::super::support::client", &support);
    if uses.types.timestamp() {
        own.push_str("use super::super::support::time::Timestamp;\n");
    }
    let mut outer: Vec<String> = vec!["parameters".into()];
    if uses.types.models {
        outer.insert(0, "models".into());
    }
    own.push_str(&imports("super::super", &outer));
    own.push_str("use super::Client;\n");
    groups.push(own);
    let text = groups
        .into_iter()
        .filter(|group| !group.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    GroupFile {
        about: DocComment::of(&about, 0).inner(),
        imports: Code::new(text),
        operations,
    }
    .render()
}

fn operation_item(api: &Api, operation: &Operation, uses: &mut Uses) -> OperationItem {
    let mut required = vec!["&self".to_owned()];
    let mut names = Vec::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
    {
        required.push(format!(
            "{}: {}",
            parameter.name,
            borrowed(api, &parameter.ty, uses)
        ));
        names.push(parameter.name.to_string());
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        required.push(format!("body: &{}", body_type(api, body, uses)));
        names.push("body".into());
    }
    let optional: Vec<_> = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .collect();
    let optional_body = operation.body.as_ref().filter(|body| !body.required);
    let has_options = !optional.is_empty() || optional_body.is_some();
    let result = result_type(api, operation, uses);
    let many = required.len() + usize::from(has_options) > 7;
    let allow = if many {
        "    #[allow(clippy::too_many_arguments)]\n"
    } else {
        ""
    };
    let (head, plain) = if has_options {
        let mut all = required.clone();
        all.push(format!("options: &{}", operation.options));
        let name = format!("{}_with", operation.name.bare());
        let head = signature(4, &format!("pub async fn {name}"), &all, &result, " {");
        let plain = signature(
            4,
            &format!("pub async fn {}", operation.name),
            &required,
            &result,
            " {",
        );
        names.push(format!("&{}::default()", operation.options));
        let arguments = names.iter().map(|name| word(name.as_str())).collect();
        let call = Expr::Chain {
            root: "self".into(),
            calls: vec![call(name, arguments), word("await")],
        }
        .at(8, 8, 0);
        (
            head,
            Some(Code::new(format!("{allow}{plain}\n        {call}\n    }}"))),
        )
    } else {
        (
            signature(
                4,
                &format!("pub async fn {}", operation.name),
                &required,
                &result,
                " {",
            ),
            None,
        )
    };
    let mut items = Vec::new();
    if has_options {
        items.push(Code::new(options_item(api, operation, uses)));
    }
    items.extend(success_item(api, operation, uses));
    items.extend(error_item(api, operation, uses));
    if let Some(body) = operation
        .body
        .as_ref()
        .filter(|body| body.content.len() > 1)
    {
        items.push(Code::new(choice_item(
            api,
            &operation.name.to_string(),
            body.choice.as_str(),
            &body.content,
            "sends",
            uses,
        )));
    }
    for answer in operation
        .answers
        .iter()
        .filter(|answer| answer.content.len() > 1)
    {
        items.push(Code::new(choice_item(
            api,
            &operation.name.to_string(),
            answer.choice.as_str(),
            &answer.content,
            "gets",
            uses,
        )));
    }
    OperationItem {
        docs: DocComment::of(&operation.docs, 4),
        head: Code::new(format!("{allow}{head}")),
        statements: statements(operation, uses),
        plain,
        items,
    }
}

/// A parameter's type as an argument.
fn borrowed(api: &Api, ty: &Ty, uses: &mut Uses) -> String {
    match ty {
        Ty::Bool | Ty::Integer(_) | Ty::Float => api.models.path(ty, MODELS).to_string(),
        Ty::String => "&str".to_owned(),
        Ty::List(inner) => {
            uses.types.add(inner);
            format!("&[{}]", api.models.path(inner, MODELS))
        }
        ty => {
            uses.types.add(ty);
            format!("&{}", api.models.path(ty, MODELS))
        }
    }
}

fn body_type(api: &Api, body: &Body, uses: &mut Uses) -> String {
    match body.content.as_slice() {
        [only] => match only.form {
            Form::Text => "str".to_owned(),
            Form::Bytes => "[u8]".to_owned(),
            _ => payload_type(api, only, &mut uses.types),
        },
        _ => body.choice.to_string(),
    }
}

/// The answers that are none of the documented errors.
fn successes(operation: &Operation) -> Vec<&Answer> {
    let good: Vec<&Answer> = operation
        .answers
        .iter()
        .filter(|answer| answer.is_success())
        .collect();
    if !good.is_empty() {
        return good;
    }
    // Where no success is described, the description of everything else is one of it.
    let redirect = |answer: &&Answer| {
        matches!(
            answer.status,
            Status::Code(300..=399) | Status::Range(3) | Status::Code(100..=199)
        )
    };
    let other: Vec<&Answer> = operation.answers.iter().filter(redirect).collect();
    if other.is_empty() {
        operation
            .answers
            .iter()
            .filter(|answer| answer.status == Status::Default)
            .collect()
    } else {
        other
    }
}

fn errors(operation: &Operation) -> Vec<&Answer> {
    let good = successes(operation);
    operation
        .answers
        .iter()
        .filter(|answer| !good.iter().any(|known| std::ptr::eq(*known, *answer)))
        .collect()
}

fn answer_type(api: &Api, answer: &Answer, uses: &mut Uses) -> String {
    match answer.content.as_slice() {
        [] => "()".to_owned(),
        [only] => payload_type(api, only, &mut uses.types),
        _ => answer.choice.to_string(),
    }
}

fn result_type(api: &Api, operation: &Operation, uses: &mut Uses) -> Result {
    uses.support.insert("Answer");
    let good = successes(operation);
    let success = match good.as_slice() {
        [] => "()".to_owned(),
        [only] => answer_type(api, only, uses),
        _ => operation.success.to_string(),
    };
    let error = if errors(operation).is_empty() {
        "std::convert::Infallible".to_owned()
    } else {
        operation.error.to_string()
    };
    Result::Either(format!("Answer<{success}>"), format!("Error<{error}>"))
}

fn statements(operation: &Operation, uses: &mut Uses) -> Vec<Code> {
    let mut lines = Vec::new();
    let method = operation.method.name();
    lines.push(statement(
        8,
        "let template = ",
        &word(format!("&parameters::{}", operation.template)),
    ));
    lines.push(statement(
        8,
        "let security: &[&[&str]] = ",
        &security(operation),
    ));
    let request = Expr::Chain {
        root: "self".into(),
        calls: vec![
            word("core"),
            call(
                "request",
                vec![
                    word(format!("Method::{method}")),
                    word("template"),
                    word("security"),
                ],
            ),
        ],
    };
    let mutable = !operation.offered().is_empty()
        || !operation.parameters.is_empty()
        || operation.body.is_some();
    let before = if mutable {
        "let mut call = "
    } else {
        "let call = "
    };
    lines.push(statement(8, before, &request));
    let offered = operation.offered();
    if !offered.is_empty() {
        let accept = Literal::new(&offered.join(", ")).to_string();
        lines.push(statement(
            8,
            "",
            &call("call.header", vec![word("\"accept\""), word(accept)]),
        ));
    }
    for parameter in &operation.parameters {
        let constant = format!("&parameters::{}", parameter.constant);
        let (function, value) = if parameter.required {
            let plain = matches!(
                parameter.ty,
                Ty::Bool | Ty::Integer(_) | Ty::Float | Ty::String | Ty::List(_)
            );
            (
                "call.parameter",
                if plain {
                    format!("&{}", parameter.name)
                } else {
                    parameter.name.to_string()
                },
            )
        } else {
            ("call.optional", format!("&options.{}", parameter.name))
        };
        lines.push(statement(
            8,
            "",
            &call(function, vec![word(constant), word(value)]),
        ));
    }
    if let Some(body) = &operation.body {
        lines.push(send_body(body));
    }
    lines.push("        let reply = call.send().await?;".to_owned());
    lines.push("        match reply.status() {".to_owned());
    lines.extend(arms(operation, uses));
    lines.push("        }".to_owned());
    lines.into_iter().map(Code::new).collect()
}

fn security(operation: &Operation) -> Expr {
    Expr::List(
        operation
            .schemes
            .iter()
            .map(|ids| {
                Expr::List(
                    ids.iter()
                        .map(|id| word(Literal::new(id).to_string()))
                        .collect(),
                )
            })
            .collect(),
    )
}

fn send_body(body: &Body) -> String {
    let write = |payload: &Payload, value: &str| {
        let media = Literal::new(if payload.media.contains('*') {
            "application/octet-stream"
        } else {
            &payload.media
        });
        let media = word(media.to_string());
        match payload.form {
            Form::Json => call("call.json", vec![media, word(value)]),
            Form::Pairs => call("call.form", vec![media, word(value)]),
            Form::Text => call(
                "call.bytes",
                vec![media, word(format!("{value}.as_bytes().to_vec()"))],
            ),
            Form::Bytes => call("call.bytes", vec![media, word(format!("{value}.to_vec()"))]),
        }
    };
    let send = |indent: usize| match body.content.as_slice() {
        [only] => statement(indent, "", &write(only, "body")),
        all => {
            let arms: Vec<String> = all
                .iter()
                .map(|payload| {
                    arm(
                        indent + 4,
                        &format!("{}::{}(body)", body.choice, payload.variant),
                        &write(payload, "body"),
                    )
                })
                .collect();
            format!(
                "{:indent$}match body {{\n{}\n{:indent$}}}",
                "",
                arms.join("\n"),
                ""
            )
        }
    };
    if body.required {
        send(8)
    } else {
        format!(
            "        if let Some(body) = &options.body {{\n{}\n        }}",
            send(12)
        )
    }
}

fn arms(operation: &Operation, uses: &mut Uses) -> Vec<String> {
    let good = successes(operation);
    let mut ordered: Vec<(&Answer, bool)> = operation
        .answers
        .iter()
        .map(|answer| {
            (
                answer,
                good.iter().any(|known| std::ptr::eq(*known, answer)),
            )
        })
        .collect();
    // Codes before ranges before the rest, as the contract means them.
    ordered.sort_by_key(|(answer, _)| match answer.status {
        Status::Code(_) => 0,
        Status::Range(_) => 1,
        Status::Default => 2,
    });
    let mut lines = Vec::new();
    let mut closed = false;
    for (answer, is_good) in ordered {
        let pattern = match answer.status {
            Status::Code(code) => code.to_string(),
            Status::Range(class) => format!(
                "{}..={}",
                u16::from(class) * 100,
                u16::from(class) * 100 + 99
            ),
            Status::Default => {
                closed = true;
                "_".to_owned()
            }
        };
        let read = read_answer(answer);
        let expression = if is_good && good.len() == 1 {
            read
        } else {
            uses.support.insert("Reply");
            let owner = if is_good {
                &operation.success
            } else {
                &operation.error
            };
            let variant = word(format!("{owner}::{}", answer.variant));
            // An open answer's variant keeps the status, and one without a body is a plain value.
            let function = match (
                is_good,
                answer.is_open() && !is_good,
                answer.content.is_empty(),
            ) {
                (true, _, false) => "Reply::success",
                (true, _, true) => "Reply::bare_success",
                (false, false, false) => "Reply::error",
                (false, false, true) => "Reply::bare_error",
                (false, true, false) => "Reply::open_error",
                (false, true, true) => "Reply::bare_open_error",
            };
            let made = call(function, vec![read, variant]);
            if is_good {
                made
            } else {
                call("Err", vec![made])
            }
        };
        lines.push(arm(12, &pattern, &expression));
    }
    if !closed {
        lines.push("            _ => Err(reply.undocumented()),".to_owned());
    }
    lines
}

fn read_answer(answer: &Answer) -> Expr {
    match answer.content.as_slice() {
        [] => call("reply.empty", vec![]),
        [only] => read_payload(only),
        _ => call(format!("{}::read", answer.choice), vec![word("reply")]),
    }
}

fn read_payload(payload: &Payload) -> Expr {
    match payload.form {
        Form::Json | Form::Pairs => call("reply.json", vec![]),
        Form::Text => call("reply.text", vec![]),
        Form::Bytes => call("reply.bytes", vec![]),
    }
}

fn options_item(api: &Api, operation: &Operation, uses: &mut Uses) -> String {
    let mut lines = Vec::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
    {
        uses.types.add(&parameter.ty);
        let ty = api
            .models
            .path(&Ty::Optional(Box::new(parameter.ty.clone())), MODELS);
        let docs = DocComment::of(&parameter.docs, 4);
        lines.push(format!(
            "{docs}{}",
            field_type(4, &format!("pub {}", parameter.name), ty.as_str())
        ));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let ty = match body.content.as_slice() {
            [only] => payload_type(api, only, &mut uses.types),
            _ => body.choice.to_string(),
        };
        lines.push(format!(
            "{}{}",
            DocComment::of(&body.docs, 4),
            field_type(4, "pub body", &format!("Option<{ty}>"))
        ));
    }
    format!(
        "/// What `{}` may be given.\n#[derive(Debug, Clone, Default)]\npub struct {} {{\n{}\n}}",
        operation.name.bare(),
        operation.options,
        lines.join("\n")
    )
}

fn success_item(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<Code> {
    let good = successes(operation);
    if good.len() < 2 {
        return None;
    }
    let variants: Vec<String> = good
        .iter()
        .map(|answer| {
            let ty = answer_type(api, answer, uses);
            let docs = DocComment::of(&answer.docs, 4);
            if ty == "()" {
                format!("{docs}    {},", answer.variant)
            } else {
                format!("{docs}    {}({ty}),", answer.variant)
            }
        })
        .collect();
    Some(Code::new(format!(
        "/// The answers of `{}` when all is well.\n#[derive(Debug, Clone)]\n#[non_exhaustive]\npub enum {} {{\n{}\n}}",
        operation.name.bare(),
        operation.success,
        variants.join("\n")
    )))
}

fn error_item(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<Code> {
    let bad = errors(operation);
    if bad.is_empty() {
        return None;
    }
    let variants: Vec<String> = bad
        .iter()
        .map(|answer| {
            let ty = answer_type(api, answer, uses);
            let docs = DocComment::of(&answer.docs, 4);
            match (answer.is_open(), ty.as_str()) {
                (true, "()") => format!("{docs}    {}(u16),", answer.variant),
                (true, ty) => format!("{docs}    {}(u16, {ty}),", answer.variant),
                (false, "()") => format!("{docs}    {},", answer.variant),
                (false, ty) => format!("{docs}    {}({ty}),", answer.variant),
            }
        })
        .collect();
    Some(Code::new(format!(
        "/// The errors that `{}` documents.\n#[derive(Debug, Clone)]\n#[non_exhaustive]\npub enum {} {{\n{}\n}}",
        operation.name.bare(),
        operation.error,
        variants.join("\n")
    )))
}

fn choice_item(
    api: &Api,
    operation: &str,
    name: &str,
    content: &[Payload],
    verb: &str,
    uses: &mut Uses,
) -> String {
    let mut variants = Vec::new();
    let mut lines = Vec::new();
    for (index, payload) in content.iter().enumerate() {
        let ty = payload_type(api, payload, &mut uses.types);
        let media: String = payload
            .media
            .chars()
            .filter(|c| c.is_ascii_graphic() && *c != '`')
            .collect();
        variants.push(format!("    /// `{media}`\n    {}({ty}),", payload.variant));
        let make = word(format!("Self::{}", payload.variant));
        let read = call("Reply::success", vec![read_payload(payload), make]);
        if index + 1 < content.len() {
            let media = Literal::new(&payload.media).to_string();
            let condition = call("reply.is", vec![word(media)]).at(8, 11, 2);
            lines.push(format!(
                "        if {condition} {{\n            return {};\n        }}",
                read.at(12, 19, 1)
            ));
        } else {
            lines.push(format!("        {}", read.at(8, 8, 0)));
        }
    }
    let mut text = format!(
        "/// The media types that `{}` {verb}.\n#[derive(Debug, Clone)]\npub enum {name} {{\n{}\n}}",
        operation.trim_start_matches("r#"),
        variants.join("\n")
    );
    if verb == "gets" {
        uses.support.insert("Answer");
        uses.support.insert("Reply");
        text.push_str(&format!(
            "\n\nimpl {name} {{\n    fn read<E>(reply: Reply) -> Result<Answer<Self>, Error<E>> {{\n{}\n    }}\n}}",
            lines.join("\n")
        ));
    }
    text
}
