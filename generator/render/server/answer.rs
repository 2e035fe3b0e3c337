//! What an operation answers: the type, and the code that writes it.

use super::super::layout::{self, Expr, arm, call, call_then, fields_pattern, statement, word};
use super::super::text::{Code, DocComment, Literal, media_span};
use super::super::uses::{MODELS, payload_type};
use super::group::Uses;
use crate::contract::Status;
use crate::rust::{Answer, Api, Form, Operation, Payload, Ty};

pub(super) struct AnswerItem {
    pub docs: DocComment,
    pub declaration: Code,
    pub write: Code,
}

pub(super) fn answer_item(api: &Api, answer: &Answer, uses: &mut Uses) -> AnswerItem {
    let variant = &answer.variant;
    let body = match answer.content.as_slice() {
        [] => None,
        [only] => Some(payload_type(api, only, &mut uses.types).to_string()),
        _ => Some(answer.choice.to_string()),
    };
    let open = answer.is_open();
    let named = open || !answer.headers.is_empty();
    let mut fields = Vec::new();
    if open {
        fields.push((
            "        /// The status code.\n".to_owned(),
            "status".to_owned(),
            "u16".to_owned(),
        ));
    }
    if let Some(body) = &body {
        fields.push((String::new(), "body".to_owned(), body.clone()));
    }
    for header in &answer.headers {
        uses.types.add(&header.ty);
        let ty = if header.required {
            header.ty.clone()
        } else {
            Ty::Optional(Box::new(header.ty.clone()))
        };
        let ty = api.models.path(&ty, MODELS).to_string();
        let docs = DocComment::of(&header.docs, 8).to_string();
        fields.push((docs, header.name.to_string(), ty));
    }
    let declaration = if named {
        layout::fields_variant(4, variant.as_str(), &fields)
    } else {
        match &body {
            Some(body) => layout::variant(4, variant.as_str(), &[body]),
            None => format!("    {variant},"),
        }
    };
    let pattern = if named {
        let names: Vec<&str> = fields.iter().map(|(_, name, _)| name.as_str()).collect();
        fields_pattern(12, &format!("Self::{variant}"), &names)
    } else if body.is_some() {
        format!("Self::{variant}(body)")
    } else {
        format!("Self::{variant}")
    };
    AnswerItem {
        docs: DocComment::of(&answer.docs, 4),
        declaration: Code::new(declaration),
        write: Code::new(write_answer(answer, &pattern, uses)),
    }
}

fn write_answer(answer: &Answer, pattern: &str, uses: &mut Uses) -> String {
    let status = match answer.status {
        Status::Code(code) => code.to_string(),
        _ => "status".to_owned(),
    };
    let expression = match answer.content.as_slice() {
        [] => {
            uses.support.insert("empty_answer");
            call("empty_answer", vec![word(status)])
        }
        [only] => write_payload(only, &status, uses),
        _ => call("body.write", vec![word(status)]),
    };
    let range = match answer.status {
        Status::Code(_) => None,
        Status::Range(class) => {
            let start = u16::from(class) * 100;
            Some(format!("{start}..={}", start + 99))
        }
        Status::Default => Some("100..=599".to_owned()),
    };
    if answer.headers.is_empty() && range.is_none() {
        return arm(12, pattern, &expression);
    }
    let mut lines = Vec::new();
    if let Some(range) = range {
        uses.support.insert("checked_status");
        let arguments = vec![word("status"), word(range)];
        lines.push(statement(16, "", &call_then("checked_status", arguments)));
    }
    if answer.headers.is_empty() {
        lines.push(format!("                {}", expression.at(16, 16, 0)));
        return format!(
            "            {pattern} => {{\n{}\n            }}",
            lines.join("\n")
        );
    }
    lines.push(statement(16, "let answer = ", &expression.tried()));
    let last = answer.headers.len() - 1;
    for (index, header) in answer.headers.iter().enumerate() {
        let function = if header.required {
            "with_header"
        } else {
            "with_optional"
        };
        uses.support.insert(function);
        let arguments = vec![
            word("answer"),
            word(format!("&parameters::{}", header.constant)),
            word(format!("&{}", header.name)),
        ];
        if index == last {
            lines.push(format!(
                "                {}",
                call(function, arguments).at(16, 16, 0)
            ));
        } else {
            lines.push(statement(
                16,
                "let answer = ",
                &call_then(function, arguments),
            ));
        }
    }
    format!(
        "            {pattern} => {{\n{}\n            }}",
        lines.join("\n")
    )
}

fn write_payload(payload: &Payload, status: &str, uses: &mut Uses) -> Expr {
    let media = word(Literal::new(payload.sent_as()).to_string());
    match payload.form {
        Form::Json | Form::Pairs => {
            uses.support.insert("json_answer");
            call("json_answer", vec![word(status), media, word("&body")])
        }
        Form::Text => {
            uses.support.insert("bytes_answer");
            call(
                "bytes_answer",
                vec![word(status), media, call("body.into_bytes", vec![])],
            )
        }
        Form::Bytes => {
            uses.support.insert("bytes_answer");
            call("bytes_answer", vec![word(status), media, word("body")])
        }
        Form::Open => {
            uses.support.insert("open_answer");
            call("open_answer", vec![word(status), media, word("body")])
        }
    }
}

pub(super) fn answer_choice(
    api: &Api,
    operation: &Operation,
    answer: &Answer,
    uses: &mut Uses,
) -> String {
    let mut variants = Vec::new();
    let mut arms = Vec::new();
    for payload in &answer.content {
        let ty = payload_type(api, payload, &mut uses.types).to_string();
        variants.push(format!(
            "    /// {}\n{}",
            media_span(&payload.media),
            layout::variant(4, payload.variant.as_str(), &[&ty])
        ));
        arms.push(arm(
            12,
            &format!("Self::{}(body)", payload.variant),
            &write_payload(payload, "status", uses),
        ));
    }
    format!(
        "/// The media types of an answer of `{}`.\n#[derive(Debug, Clone)]\n#[non_exhaustive]\n{item}\n{}\n}}\n\n{own}\n    fn write(self, status: u16) -> Result<Response, Rejection> {{\n        match self {{\n{}\n        }}\n    }}\n}}",
        operation.name.bare(),
        variants.join("\n"),
        arms.join("\n"),
        item = layout::item("pub enum", answer.choice.as_str()),
        own = layout::implementation(None, answer.choice.as_str()),
    )
}
