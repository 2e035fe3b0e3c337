//! The types that belong to a method: its options, its answers and its errors.

use super::super::layout::{call, condition, field_type, implementation, item, variant, word};
use super::super::text::{Code, DocComment, Literal, media_span};
use super::super::uses::{MODELS, payload_type};
use super::call::read_payload;
use super::group::{Uses, answer_type};
use crate::rust::{Api, Operation, Payload, Ty};

pub(super) fn options_item(api: &Api, operation: &Operation, uses: &mut Uses) -> String {
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
        "/// What `{}` may be given.\n#[derive(Debug, Clone, Default)]\n#[non_exhaustive]\n{}\n{}\n}}",
        operation.name.bare(),
        item("pub struct", operation.options.as_str()),
        lines.join("\n")
    )
}

pub(super) fn success_item(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<Code> {
    let good = operation.successes();
    if good.len() < 2 {
        return None;
    }
    let variants: Vec<String> = good
        .iter()
        .map(|answer| {
            let ty = answer_type(api, answer, uses);
            let docs = DocComment::of(&answer.docs, 4);
            if answer.content.is_empty() {
                format!("{docs}    {},", answer.variant)
            } else {
                format!("{docs}{}", variant(4, answer.variant.as_str(), &[&ty]))
            }
        })
        .collect();
    Some(Code::new(format!(
        "/// The answers of `{}` when all is well.\n#[derive(Debug, Clone)]\n#[non_exhaustive]\n{}\n{}\n}}",
        operation.name.bare(),
        item("pub enum", operation.success.as_str()),
        variants.join("\n")
    )))
}

pub(super) fn error_item(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<Code> {
    let bad = operation.errors();
    if bad.is_empty() {
        return None;
    }
    let variants: Vec<String> = bad
        .iter()
        .map(|answer| {
            let ty = answer_type(api, answer, uses);
            let docs = DocComment::of(&answer.docs, 4);
            let mut types = Vec::new();
            if answer.is_open() {
                types.push("u16");
            }
            if !answer.content.is_empty() {
                types.push(&ty);
            }
            if types.is_empty() {
                format!("{docs}    {},", answer.variant)
            } else {
                format!("{docs}{}", variant(4, answer.variant.as_str(), &types))
            }
        })
        .collect();
    Some(Code::new(format!(
        "/// The errors that `{}` documents.\n#[derive(Debug, Clone)]\n#[non_exhaustive]\n{}\n{}\n}}",
        operation.name.bare(),
        item("pub enum", operation.error.as_str()),
        variants.join("\n")
    )))
}

pub(super) fn choice_item(
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
        let media = media_span(&payload.media);
        let declaration = variant(4, payload.variant.as_str(), &[&ty]);
        variants.push(format!("    /// {media}\n{declaration}"));
        let make = word(format!("Self::{}", payload.variant));
        let read = call("Reply::success", vec![read_payload(payload), make]);
        if index + 1 < content.len() {
            let media = Literal::new(&payload.media).to_string();
            let is = call("reply.is", vec![word(media)]);
            lines.push(condition(8, &is, &format!("return {}", read.at(12, 20, 1))));
        } else {
            lines.push(format!("        {}", read.at(8, 8, 0)));
        }
    }
    let mut text = format!(
        "/// The media types that `{}` {verb}.\n#[derive(Debug, Clone)]\n#[non_exhaustive]\n{}\n{}\n}}",
        operation.trim_start_matches("r#"),
        item("pub enum", name),
        variants.join("\n")
    );
    if verb == "gets" {
        uses.support.insert("Answer");
        uses.support.insert("Reply");
        text.push_str(&format!(
            "\n\n{}\n    fn read<E>(reply: Reply) -> Result<Answer<Self>, Error<E>> {{\n{}\n    }}\n}}",
            implementation(None, name),
            lines.join("\n")
        ));
    }
    text
}
