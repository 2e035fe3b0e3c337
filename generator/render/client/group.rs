//! The file of a tag: a method for each operation.

use std::collections::BTreeSet;

use askama::Template;

use super::super::filters;
use super::super::layout::{Expr, Imports, Result, call, signature, word};
use super::super::text::{Code, DocComment};
use super::super::uses::{MODELS, Types, payload_type};
use super::call::statements;
use super::items::{choice_item, error_item, options_item, success_item};
use crate::rust::{Answer, Api, Body, Docs, Form, Group, Ident, Operation, Ty};

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
pub(super) struct Uses {
    pub types: Types,
    pub support: BTreeSet<&'static str>,
}

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
    let mut groups = uses
        .types
        .imports(Vec::new(), vec!["use reqwest::Method;\n".into()]);
    let mut own = Imports::default();
    let support = uses.support.iter().copied().chain(["Error"]);
    own.add("super::super::support::client", support);
    for (module, name) in uses.types.support() {
        own.add(&format!("super::super::support::{module}"), [name]);
    }
    let models = uses.types.models.then_some("models");
    own.add("super::super", models.into_iter().chain(["parameters"]));
    own.add("super", ["Client"]);
    groups.push(own.write());
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

/// Whether a tag's file has types beside the methods, for others to import.
pub fn has_types(group: &Group) -> bool {
    group.operations.iter().any(|operation| {
        let optional = operation
            .parameters
            .iter()
            .any(|parameter| !parameter.required)
            || operation.body.as_ref().is_some_and(|body| !body.required);
        let choices = operation.body.iter().any(|body| body.content.len() > 1)
            || operation
                .answers
                .iter()
                .any(|answer| answer.content.len() > 1);
        optional || choices || operation.successes().len() > 1 || !operation.errors().is_empty()
    })
}

fn operation_item(api: &Api, operation: &Operation, uses: &mut Uses) -> OperationItem {
    let mut required = vec!["&self".to_owned()];
    let mut names = Vec::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
    {
        let name = argument(&parameter.name);
        required.push(format!("{name}: {}", borrowed(api, &parameter.ty, uses)));
        names.push(name);
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
        let head = signature(
            4,
            &format!("pub async fn {}", operation.with),
            &all,
            result.clone(),
            " {",
        );
        let plain = signature(
            4,
            &format!("pub async fn {}", operation.name),
            &required,
            result.clone(),
            " {",
        );
        let options = call(format!("{}::default", operation.options), vec![]);
        let mut arguments: Vec<Expr> = names.iter().map(|name| word(name.as_str())).collect();
        arguments.push(Expr::Reference(Box::new(options)));
        let call = word("self")
            .method(operation.with.as_str(), arguments)
            .awaited()
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
                result,
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

/// A parameter's name as an argument, beside what a method has itself.
pub(super) fn argument(name: &Ident) -> String {
    match name.bare() {
        "call" | "options" | "reply" | "security" | "template" => format!("{}_", name.bare()),
        _ => name.to_string(),
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

pub(super) fn answer_type(api: &Api, answer: &Answer, uses: &mut Uses) -> String {
    match answer.content.as_slice() {
        [] => "()".to_owned(),
        [only] => payload_type(api, only, &mut uses.types),
        _ => answer.choice.to_string(),
    }
}

fn result_type(api: &Api, operation: &Operation, uses: &mut Uses) -> Result {
    uses.support.insert("Answer");
    let good = operation.successes();
    let success = match good.as_slice() {
        [] => "()".to_owned(),
        [only] => answer_type(api, only, uses),
        _ => operation.success.to_string(),
    };
    let error = if operation.errors().is_empty() {
        "std::convert::Infallible".to_owned()
    } else {
        operation.error.to_string()
    };
    Result::Either(format!("Answer<{success}>"), format!("Error<{error}>"))
}
