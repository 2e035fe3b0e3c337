//! The client as its callers name it.

use super::super::{Answer, Api, Body, Form, Operation, Ty};
use super::{Item, Signature, choice, content_text, payload_text, type_text, wire};

const CLIENT: &str = "client::Client";

pub(super) fn items(api: &Api) -> Vec<Item> {
    let mut items: Vec<Item> = api
        .credential_methods()
        .map(|(scheme, name)| {
            let arguments = scheme.kind.arguments();
            let arguments = arguments.iter().map(|name| {
                let ty = "impl Into<String>";
                ((*name).to_owned(), ty.to_owned())
            });
            let signature = Signature {
                arguments: arguments.collect(),
                result: "Self".into(),
            };
            Item::new(
                "method",
                "client::ClientBuilder",
                name.to_string(),
                &scheme.id,
                signature,
            )
        })
        .collect();
    for operation in api.operations() {
        items.push(method(api, operation));
    }
    items
}

/// A method, with the types that are its own.
fn method(api: &Api, operation: &Operation) -> Item {
    let required = operation.parameters.iter().filter(|own| own.required);
    let mut arguments: Vec<(String, String)> = required
        .map(|own| (own.name.to_string(), borrowed(api, &own.ty)))
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        arguments.push(("body".into(), format!("&{}", borrowed_body(api, body))));
    }
    let signature = Signature {
        arguments,
        result: result(api, operation),
    };
    let options = options(api, operation);
    let with = (!options.is_empty()).then(|| {
        let mut signature = signature.clone();
        let ty = format!("&client::{}", operation.options);
        signature.arguments.push(("options".into(), ty));
        Item::new("method", CLIENT, operation.with.as_str(), "with", signature)
    });
    let mut members: Vec<Item> = with.into_iter().collect();
    if !options.is_empty() {
        let name = operation.options.as_str();
        let item = Item::new("struct", "client", name, "options", Signature::default());
        members.push(fill(item, options));
    }
    let good = operation.successes();
    if good.len() > 1 {
        let item = enumeration(operation.success.as_str(), "success");
        let variants = good.iter().map(|own| variant(api, own, false));
        members.push(fill(item, variants.collect()));
    }
    let bad = operation.errors();
    if !bad.is_empty() {
        let item = enumeration(operation.error.as_str(), "error");
        let variants = bad.iter().map(|own| variant(api, own, own.is_open()));
        members.push(fill(item, variants.collect()));
    }
    if let Some(body) = operation
        .body
        .as_ref()
        .filter(|body| body.content.len() > 1)
    {
        let name = body.choice.as_str();
        members.push(choice(api, "client", name, "sends".into(), &body.content));
    }
    for answer in operation.answers.iter().filter(|own| own.content.len() > 1) {
        let origin = format!("gets {:?}", answer.status);
        let name = answer.choice.as_str();
        members.push(choice(api, "client", name, origin, &answer.content));
    }
    Item::new(
        "method",
        CLIENT,
        operation.name.as_str(),
        wire(operation),
        signature,
    )
    .with(members)
}

fn enumeration(name: &str, origin: &str) -> Item {
    Item::new("enum", "client", name, origin, Signature::of("of answers"))
}

/// Gives members their paths below an item.
fn fill(item: Item, mut members: Vec<Item>) -> Item {
    for member in &mut members {
        member.path = format!("{}::{}", item.path, member.name);
    }
    item.with(members)
}

fn options(api: &Api, operation: &Operation) -> Vec<Item> {
    let field = |name: &str, origin: &str, ty: String| {
        Item::new("field", "client", name, origin, Signature::of(ty))
    };
    let optional = operation.parameters.iter().filter(|own| !own.required);
    let mut fields: Vec<Item> = optional
        .map(|own| {
            let ty = type_text(api, &Ty::Optional(Box::new(own.ty.clone())));
            field(own.name.as_str(), &own.wire, ty)
        })
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let ty = content(api, &body.content, body.choice.as_str());
        fields.push(field("body", "*", format!("Option<{ty}>")));
    }
    fields
}

fn variant(api: &Api, answer: &Answer, with_status: bool) -> Item {
    let status = with_status.then(|| "u16".to_owned());
    let body = content(api, &answer.content, answer.choice.as_str());
    let signature = Signature::tuple(status.into_iter().chain([body]));
    let origin = format!("{:?}", answer.status);
    Item::new(
        "variant",
        "client",
        answer.variant.as_str(),
        origin,
        signature,
    )
}

fn content(api: &Api, content: &[super::Payload], choice: &str) -> String {
    content_text(api, content, &format!("client::{choice}"))
}

/// A parameter's type as an argument.
fn borrowed(api: &Api, ty: &Ty) -> String {
    match ty {
        Ty::Bool | Ty::Integer(_) | Ty::Float => type_text(api, ty),
        Ty::String => "&str".into(),
        Ty::List(inner) => format!("&[{}]", type_text(api, inner)),
        ty => format!("&{}", type_text(api, ty)),
    }
}

fn borrowed_body(api: &Api, body: &Body) -> String {
    match body.content.as_slice() {
        [only] => match only.form {
            Form::Text => "str".into(),
            Form::Bytes => "[u8]".into(),
            _ => payload_text(api, only),
        },
        _ => format!("client::{}", body.choice),
    }
}

fn result(api: &Api, operation: &Operation) -> String {
    let success = match operation.successes().as_slice() {
        [] => "()".into(),
        [only] => content(api, &only.content, only.choice.as_str()),
        _ => format!("client::{}", operation.success),
    };
    let error = if operation.errors().is_empty() {
        "std::convert::Infallible".into()
    } else {
        format!("client::{}", operation.error)
    };
    format!("Result<Answer<{success}>, Error<{error}>>")
}
