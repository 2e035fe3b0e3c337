//! The body of a method: the request put together and sent, and its answer read.

use super::super::layout::{Expr, arm, call, statement, word};
use super::super::text::{Code, Literal};
use super::group::{Uses, argument};
use crate::contract::Status;
use crate::rust::{Answer, Body, Form, Operation, Payload, Ty};

pub(super) fn statements(operation: &Operation, uses: &mut Uses) -> Vec<Code> {
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
    let request = call(
        "self.core.request",
        vec![
            word(format!("Method::{method}")),
            word("template"),
            word("security"),
        ],
    );
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
                    format!("&{}", argument(&parameter.name))
                } else {
                    argument(&parameter.name)
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
    let list = |ids: &Vec<String>| {
        let ids = ids.iter().map(|id| word(Literal::new(id).to_string()));
        Expr::List(ids.collect())
    };
    Expr::List(operation.schemes.iter().map(list).collect())
}

fn send_body(body: &Body) -> String {
    let write = |payload: &Payload, value: &str| {
        let media = word(Literal::new(payload.sent_as()).to_string());
        match payload.form {
            Form::Json => call("call.json", vec![media, word(value)]),
            Form::Pairs => {
                let form = word(format!("&parameters::{}", payload.constant));
                call("call.form", vec![media, form, word(value)])
            }
            Form::Text => call(
                "call.bytes",
                vec![
                    media,
                    call(format!("{value}.as_bytes"), vec![]).method("to_vec", vec![]),
                ],
            ),
            Form::Bytes => call(
                "call.bytes",
                vec![media, call(format!("{value}.to_vec"), vec![])],
            ),
            Form::Open => call("call.content", vec![word(value)]),
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
    let good = operation.successes();
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

pub(super) fn read_payload(payload: &Payload) -> Expr {
    match payload.form {
        Form::Json | Form::Pairs => call("reply.json", vec![]),
        Form::Text => call("reply.text", vec![]),
        Form::Bytes => call("reply.bytes", vec![]),
        Form::Open => call("reply.content", vec![]),
    }
}
