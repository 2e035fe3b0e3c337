//! The client as its callers name it.

use super::super::{Api, BEARER, Body, BodyKind, HeaderMethod, Operation, Response, Ty};
use super::{Item, Signature, choice, content_text, payload_text, type_text, variant_text, wire};

const CLIENT: &str = "client::Client";

const BUILDER: &str = "client::ClientBuilder";

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
            // One method takes the token of all schemes, or that of the only one.
            let origin = match name.bare() {
                BEARER => "*",
                _ => &scheme.id,
            };
            Item::new("method", BUILDER, name.as_str(), origin, signature)
        })
        .collect();
    if api.bearer_schemes().count() > 1 {
        let signature = Signature {
            arguments: vec![("token".into(), "impl Into<String>".into())],
            result: "Self".into(),
        };
        items.push(Item::new("method", BUILDER, BEARER, "*", signature));
    }
    items.extend(api.headers.iter().map(|own| header(api, own)));
    items.extend(api.operations().map(|own| method(api, own)));
    items
}

/// The method that reads a response header.
fn header(api: &Api, header: &HeaderMethod) -> Item {
    let ty = Ty::Optional(Box::new(header.ty.clone()));
    let origin = format!("{} as {}", header.wire, type_text(api, &header.ty));
    Item::new(
        "method",
        "client::ResponseHeaders",
        header.name.as_str(),
        origin,
        Signature::of(type_text(api, &ty)),
    )
}

/// The method of an operation, with the types that belong to it.
fn method(api: &Api, operation: &Operation) -> Item {
    let path = operation.path_parameters().into_iter();
    let mut arguments: Vec<(String, String)> = path
        .map(|own| (own.name.to_string(), borrowed(api, &own.ty)))
        .collect();
    let mut members = vec![call(api, operation)];
    if operation.has_required() {
        let item = required(api, operation);
        arguments.push(("required".into(), item.path.clone()));
        members.push(item);
    }
    let signature = Signature {
        arguments,
        result: format!("Call<client::{}>", operation.call),
    };
    let successes = operation.successes();
    if successes.len() > 1 {
        members.push(enumeration(
            api,
            operation.success.as_str(),
            "success",
            &successes,
        ));
    }
    // Where no error is documented, it is an enumeration without variants.
    members.push(enumeration(
        api,
        operation.error.as_str(),
        "error",
        &operation.errors(),
    ));
    if let Some(body) = operation
        .body
        .as_ref()
        .filter(|body| body.content.len() > 1)
    {
        let name = body.choice.as_str();
        members.push(choice(api, "client", name, "request".into(), &body.content));
    }
    for response in operation
        .responses
        .iter()
        .filter(|own| own.content.len() > 1)
    {
        let origin = format!("response {:?}", response.status);
        let name = response.choice.as_str();
        members.push(choice(api, "client", name, origin, &response.content));
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

/// The type that represents an operation, with the setters and results of its calls.
fn call(api: &Api, operation: &Operation) -> Item {
    let item = Item::new(
        "enum",
        "client",
        operation.call.as_str(),
        "call",
        Signature::of("of an operation"),
    );
    let success = match operation.successes().as_slice() {
        [] => "()".into(),
        [only] => content(api, &only.content, only.choice.as_str()),
        _ => format!("client::{}", operation.success),
    };
    let signature = Signature::of(success);
    let mut members = vec![Item::new(
        "type", &item.path, "Success", "success", signature,
    )];
    let setter = |name: &str, origin: &str, argument: &str, ty: String| {
        let signature = Signature {
            arguments: vec![(argument.to_owned(), ty)],
            result: "Self".into(),
        };
        Item::new("method", &item.path, name, origin, signature)
    };
    members.extend(operation.optional_parameters().map(|own| {
        let ty = borrowed(api, &own.ty);
        setter(own.setter.as_str(), &own.wire, "value", ty)
    }));
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let ty = borrowed_body(api, body);
        members.push(setter("with_body", "*", "body", ty));
    }
    item.with(members)
}

/// The struct of what a call requires beside its path.
fn required(api: &Api, operation: &Operation) -> Item {
    let name = operation.required.as_str();
    let item = Item::new("struct", "client", name, "required", Signature::default());
    let field = |name: &str, origin: &str, ty: String| {
        Item::new("field", &item.path, name, origin, Signature::of(ty)).needed(true)
    };
    let mut fields: Vec<Item> = operation
        .required_parameters()
        .map(|own| field(own.name.as_str(), &own.wire, borrowed(api, &own.ty)))
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        fields.push(field("body", "*", borrowed_body(api, body)));
    }
    item.with(fields)
}

/// An enumeration of responses.
fn enumeration(api: &Api, name: &str, origin: &str, responses: &[&Response]) -> Item {
    let signature = Signature::of("of responses");
    let item = Item::new("enum", "client", name, origin, signature);
    let variant = |response: &&Response| {
        let body = match response.content.as_slice() {
            [only] => variant_text(api, only),
            _ => content(api, &response.content, response.choice.as_str()),
        };
        Item::new(
            "variant",
            &item.path,
            response.variant.as_str(),
            format!("{:?}", response.status),
            Signature::tuple([body]),
        )
    };
    let variants = responses.iter().map(variant).collect();
    item.with(variants)
}

fn content(api: &Api, content: &[super::MediaTypeBody], choice: &str) -> String {
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

/// The type of a body as an argument.
fn borrowed_body(api: &Api, body: &Body) -> String {
    match body.content.as_slice() {
        [only] => match only.kind {
            BodyKind::Text => "&str".into(),
            BodyKind::Bytes => "&[u8]".into(),
            _ => format!("&{}", payload_text(api, only)),
        },
        _ => format!("&client::{}", body.choice),
    }
}
