//! What an operation takes: the type, and the code that reads it out of a request.

use super::super::layout::{
    Expr, Result, arm, call, call_then, field_type, item, signature, statement, variant, word,
};
use super::super::text::{Code, DocComment, Literal, media_span};
use super::super::uses::{MODELS, payload_type};
use super::group::Uses;
use crate::rust::{
    Api, Body, CheckRef, Form, Ident, Operation, Parameter, Payload, Ty, types_named,
};

pub(super) struct FieldItem {
    pub docs: DocComment,
    pub declaration: Code,
}

pub(super) fn fields(api: &Api, operation: &Operation, uses: &mut Uses) -> Vec<FieldItem> {
    let mut fields = Vec::new();
    for parameter in &operation.parameters {
        uses.types.add(&parameter.ty);
        let given = parameter.required || parameter.default.is_some();
        let ty = if given {
            parameter.ty.clone()
        } else {
            Ty::Optional(Box::new(parameter.ty.clone()))
        };
        let ty = api.models.path(&ty, MODELS);
        let mut docs = DocComment::of(&parameter.docs, 4);
        if let Some(default) = &parameter.default {
            docs = docs.note(&format!(
                "`{}` where it is not given.",
                default.replace('`', "'")
            ));
        }
        fields.push(FieldItem {
            docs,
            declaration: Code::new(field_type(
                4,
                &format!("pub {}", parameter.name),
                ty.as_str(),
            )),
        });
    }
    if let Some(body) = &operation.body {
        let ty = body_type(api, body, uses);
        let ty = if body.required {
            ty
        } else {
            format!("Option<{ty}>")
        };
        fields.push(FieldItem {
            docs: DocComment::of(&body.docs, 4),
            declaration: Code::new(field_type(4, "pub body", &ty)),
        });
    }
    fields
}

fn body_type(api: &Api, body: &Body, uses: &mut Uses) -> String {
    match body.content.as_slice() {
        [only] => payload_type(api, only, &mut uses.types).to_string(),
        _ => body.choice.to_string(),
    }
}

fn check(reference: &CheckRef, uses: &mut Uses) -> String {
    match reference {
        CheckRef::Own(name) => {
            uses.outer.insert("checks");
            format!("checks::{name}")
        }
        CheckRef::Support(name) => {
            uses.check.insert("check");
            format!("check::{name}")
        }
    }
}

pub(super) fn read_head(operation: &Operation, uses: &mut Uses) -> String {
    let mut parameters = vec!["head: &Head".to_owned()];
    if let Some(body) = &operation.body {
        uses.bytes = true;
        let several = body.content.len() > 1;
        parameters.push(match (several, body.required) {
            (true, true) => "media: usize".to_owned(),
            (true, false) => "media: Option<usize>".to_owned(),
            (false, true) => "bytes: &Bytes".to_owned(),
            (false, false) => "bytes: Option<&Bytes>".to_owned(),
        });
        if several {
            parameters.push("bytes: &Bytes".to_owned());
        }
    }
    parameters.push("strict: bool".to_owned());
    signature(
        4,
        "fn read",
        &parameters,
        Result::Either("Self".into(), "Rejection".into()),
        " {",
    )
}

pub(super) fn read_body(operation: &Operation, uses: &mut Uses) -> String {
    let mut lines = vec!["        let mut reader = head.reader();".to_owned()];
    let mut members = Vec::new();
    // Objects of any members take what no other parameter does.
    let (others, own): (Vec<&Parameter>, Vec<&Parameter>) = operation
        .parameters
        .iter()
        .partition(|parameter| parameter.takes_others());
    for parameter in own.into_iter().chain(others) {
        let check = check(&parameter.check, uses);
        let mut arguments = vec![
            word(format!("&parameters::{}", parameter.constant)),
            word(check),
        ];
        if let Some(default) = parameter.default.as_ref().filter(|_| !parameter.required) {
            arguments.push(word(Literal::new(default).to_string()));
        }
        let method = match (
            parameter.required,
            &parameter.default,
            parameter.allow_empty,
        ) {
            (true, ..) => "required",
            (false, Some(_), false) => "defaulted",
            (false, Some(_), true) => "defaulted_or_empty",
            (false, None, false) => "optional",
            (false, None, true) => "optional_or_empty",
        };
        let given = parameter.required || parameter.default.is_some();
        lines.push(statement(
            8,
            &format!("let {} = ", local(&parameter.name)),
            &call(format!("reader.{method}"), arguments),
        ));
        let local = local(&parameter.name);
        let value = match (given, local == parameter.name.as_str()) {
            (true, _) => Some(word(local).tried()),
            (false, true) => None,
            (false, false) => Some(word(local)),
        };
        members.push((parameter.name.to_string(), value));
    }
    lines.push("        if strict {\n            reader.no_other_query();\n        }".to_owned());
    if let Some(body) = &operation.body {
        lines.push(read_payloads(body, uses));
        let value = body.required.then(|| word("body").tried());
        members.push(("body".to_owned(), value));
    }
    lines.push(finish(members));
    lines.join("\n")
}

/// What is made of what was read, where nothing was wrong with it.
fn finish(members: Vec<(String, Option<Expr>)>) -> String {
    let owned = if members.is_empty() { "" } else { "move " };
    let made = Expr::Struct {
        name: "Self".into(),
        fields: members,
    };
    let text = call("Some", vec![made]).at(12, 12, 0);
    if text.contains('\n') {
        format!("        reader.finish({owned}|| {{\n            {text}\n        }})")
    } else {
        format!("        reader.finish({owned}|| {text})")
    }
}

/// A parameter's name as a local variable beside those that the code has itself.
fn local(name: &Ident) -> String {
    match name.bare() {
        "head" | "bytes" | "strict" | "reader" | "media" | "body" => format!("{}_", name.bare()),
        _ => name.to_string(),
    }
}

fn read_payloads(body: &Body, uses: &mut Uses) -> String {
    if let [only] = body.content.as_slice() {
        let read = read_payload(only, uses);
        if body.required {
            return statement(8, "let body = ", &read);
        }
        let arm = arm(12, "Some(bytes)", &read);
        return format!(
            "        let body = match bytes {{\n{arm}\n            None => None,\n        }};"
        );
    }
    let mut arms = Vec::new();
    for (index, payload) in body.content.iter().enumerate() {
        let variant = word(format!("{}::{}", body.choice, payload.variant));
        let read = read_payload(payload, uses).method("map", vec![variant]);
        let last = index + 1 == body.content.len();
        let pattern = match (body.required, last) {
            (true, true) => "_".to_owned(),
            (true, false) => index.to_string(),
            (false, _) => format!("Some({index})"),
        };
        arms.push(arm(12, &pattern, &read));
    }
    if !body.required {
        arms.push("            _ => None,".to_owned());
    }
    format!(
        "        let body = match media {{\n{}\n        }};",
        arms.join("\n")
    )
}

fn read_payload(payload: &Payload, uses: &mut Uses) -> Expr {
    match payload.form {
        Form::Json => {
            let check = check(&payload.check, uses);
            call_then("reader.json", vec![word("bytes"), word(check)])
        }
        Form::Pairs => {
            let check = check(&payload.check, uses);
            let shape = format!("&parameters::{}", payload.constant);
            call("reader.form", vec![word("bytes"), word(shape), word(check)])
        }
        Form::Text => match &payload.check {
            CheckRef::Support(_) => call_then("reader.text", vec![word("bytes")]),
            own => {
                let types = types_named(payload.shape.types).collect::<Vec<_>>();
                uses.json.extend(&types);
                let check = check(own, uses);
                let given = vec![word("bytes"), word(types.join(" | ")), word(check)];
                call_then("reader.checked_text", given)
            }
        },
        Form::Bytes => call("Some", vec![call("bytes.to_vec", vec![])]),
        Form::Open => call("Some", vec![call("head.content", vec![word("bytes")])]),
    }
}

pub(super) fn body_choice(
    api: &Api,
    operation: &Operation,
    body: &Body,
    uses: &mut Uses,
) -> String {
    let variants: Vec<String> = body
        .content
        .iter()
        .map(|payload| {
            let ty = payload_type(api, payload, &mut uses.types).to_string();
            format!(
                "    /// {}\n{}",
                media_span(&payload.media),
                variant(4, payload.variant.as_str(), &[&ty])
            )
        })
        .collect();
    format!(
        "/// The media types that `{}` reads.\n#[derive(Debug, Clone)]\n{}\n{}\n}}",
        operation.name.bare(),
        item("pub enum", body.choice.as_str()),
        variants.join("\n")
    )
}
