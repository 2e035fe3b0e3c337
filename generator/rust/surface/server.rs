//! The server, as the code of a service names it.

use super::super::{Api, Group, Operation, Response, Ty};
use super::{Item, Signature, choice, content_text, type_text, variant_text, wire};

pub(super) fn items(api: &Api) -> Vec<Item> {
    let mut items = Vec::new();
    if api.served().any(Operation::has_caller) {
        items.push(credentials(api));
        let signature = Signature::of("Self::Caller");
        let item = Item::new("method", "server::Service", "authenticate", "", signature);
        items.push(item.needed(true));
    }
    items.extend(api.groups.iter().map(|group| interface(api, group)));
    items
}

fn credentials(api: &Api) -> Item {
    let item = Item::new(
        "enum",
        "server",
        "Credentials",
        "",
        Signature::of("of credentials"),
    );
    let variants = api
        .scheme_sets
        .iter()
        .map(|way| {
            let schemes: Vec<_> = way
                .schemes
                .iter()
                .map(|index| &api.schemes[*index])
                .collect();
            let origin: Vec<&str> = schemes.iter().map(|scheme| scheme.id.as_str()).collect();
            let signature = match schemes.as_slice() {
                [only] => Signature {
                    arguments: vec![(String::new(), only.kind.type_name().into())],
                    result: String::new(),
                },
                all => Signature {
                    arguments: all
                        .iter()
                        .map(|own| (own.field.to_string(), own.kind.type_name().into()))
                        .collect(),
                    result: String::new(),
                },
            };
            Item::new(
                "variant",
                &item.path,
                way.name.as_str(),
                origin.join(" "),
                signature,
            )
        })
        .collect();
    item.with(variants)
}

/// The trait of a tag. A service has to implement every trait, and all of each.
fn interface(api: &Api, group: &Group) -> Item {
    let name = group.name.as_str();
    let item = Item::new(
        "trait",
        "server",
        name,
        group.tag.as_str(),
        Signature::default(),
    );
    let methods = group
        .served()
        .map(|operation| method(api, &item.path, operation))
        .collect();
    item.needed(true).with(methods)
}

fn method(api: &Api, parent: &str, operation: &Operation) -> Item {
    let mut arguments = Vec::new();
    if operation.has_caller() {
        let caller = if operation.anonymous {
            "Option<Self::Caller>"
        } else {
            "Self::Caller"
        };
        arguments.push(("caller".to_owned(), caller.to_owned()));
    }
    arguments.push(("request".into(), format!("server::{}", operation.request)));
    let signature = Signature {
        arguments,
        result: format!("server::{}", operation.response),
    };
    let mut members = vec![request(api, operation), response(api, operation)];
    if let Some(body) = operation
        .body
        .as_ref()
        .filter(|body| body.content.len() > 1)
    {
        let name = body.choice.as_str();
        let mut item = choice(api, "server", name, "takes".into(), &body.content);
        // A service has to understand whatever clients may send.
        item.members.iter_mut().for_each(|own| own.needed = true);
        members.push(item);
    }
    for response in operation
        .responses
        .iter()
        .filter(|own| own.content.len() > 1)
    {
        let origin = format!("answers {:?}", response.status);
        let name = response.choice.as_str();
        members.push(choice(api, "server", name, origin, &response.content));
    }
    let name = operation.name.as_str();
    Item::new("method", parent, name, wire(operation), signature)
        .needed(true)
        .with(members)
}

fn request(api: &Api, operation: &Operation) -> Item {
    let name = operation.request.as_str();
    let item = Item::new("struct", "server", name, "request", Signature::default());
    let mut fields: Vec<Item> = operation
        .parameters
        .iter()
        .map(|own| {
            let given = own.required || own.default.is_some();
            let ty = if given {
                own.ty.clone()
            } else {
                Ty::Optional(Box::new(own.ty.clone()))
            };
            let signature = Signature::of(type_text(api, &ty));
            Item::new(
                "field",
                &item.path,
                own.field.as_str(),
                own.wire.as_str(),
                signature,
            )
        })
        .collect();
    if let Some(body) = &operation.body {
        let ty = content_text(api, &body.content, &format!("server::{}", body.choice));
        let ty = if body.required {
            ty
        } else {
            format!("Option<{ty}>")
        };
        fields.push(Item::new(
            "field",
            &item.path,
            "body",
            "*",
            Signature::of(ty),
        ));
    }
    fields.push(Item::new(
        "field",
        &item.path,
        "context",
        "context",
        Signature::of("Context"),
    ));
    item.with(fields)
}

fn response(api: &Api, operation: &Operation) -> Item {
    let name = operation.response.as_str();
    let item = Item::new(
        "enum",
        "server",
        name,
        "response",
        Signature::of("of responses"),
    );
    let variants = operation
        .responses
        .iter()
        .map(|response| {
            let signature = Signature {
                arguments: fields(api, response),
                result: String::new(),
            };
            let origin = format!("{:?}", response.status);
            Item::new(
                "variant",
                &item.path,
                response.variant.as_str(),
                origin,
                signature,
            )
        })
        .collect();
    item.with(variants)
}

/// The fields of a response: a body alone, or named ones if there are others.
fn fields(api: &Api, response: &Response) -> Vec<(String, String)> {
    let choice = format!("server::{}", response.choice);
    let body = match response.content.as_slice() {
        [] => None,
        [only] => Some(variant_text(api, only)),
        _ => Some(choice),
    };
    if !response.is_open() && response.headers.is_empty() {
        return body.into_iter().map(|ty| (String::new(), ty)).collect();
    }
    let status = response
        .is_open()
        .then(|| ("status".to_owned(), "u16".to_owned()));
    let body = body.map(|ty| ("body".to_owned(), ty));
    let headers = response.headers.iter().map(|header| {
        let ty = if header.required {
            header.ty.clone()
        } else {
            Ty::Optional(Box::new(header.ty.clone()))
        };
        (header.name.to_string(), type_text(api, &ty))
    });
    status.into_iter().chain(body).chain(headers).collect()
}
