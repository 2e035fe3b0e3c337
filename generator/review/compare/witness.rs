//! Exchanges to show: the smallest request of an operation, around the part that matters.

use serde_json::Value;

use super::context::{Call, Context};
use super::engine::Engine;
use super::text::{KINDS, body_form, encode, written};
use crate::containment::Example;
use crate::finding::{Response, Witness};
use crate::pairing::normalized;
use crate::side::Side;
use counterpart_contract::{
    Location, MediaType, Operation, Parameter, PathPiece, SecurityKind, SecurityRequirement, Server,
};

/// A request that the side's contract allows, with nothing in it that is not required.
pub(super) fn request(engine: &mut Engine<'_>, call: Call<'_>) -> Witness {
    let given = call.operation.security.first().cloned().unwrap_or_default();
    request_with(engine, call, &given)
}

pub(super) fn request_with(
    engine: &mut Engine<'_>,
    call: Call<'_>,
    credentials: &SecurityRequirement,
) -> Witness {
    let mut witness = request_around(engine, call, None);
    for name in credentials.keys() {
        let scheme = engine.contract(call.side).security_schemes.get(name);
        if let Some(scheme) = scheme {
            credential(&mut witness, &scheme.kind);
        }
    }
    witness
}

/// A request without credentials; `instead` is put for one parameter.
pub(super) fn request_around(
    engine: &mut Engine<'_>,
    call: Call<'_>,
    instead: Option<(&Parameter, &Value)>,
) -> Witness {
    let bare = bare_request(engine, call, instead);
    with_body(engine, bare, call)
}

/// Gives a request the body that it needs.
fn with_body(engine: &mut Engine<'_>, mut witness: Witness, call: Call<'_>) -> Witness {
    if let Some(body) = call.operation.body.as_ref().filter(|body| body.required)
        && let Some(media) = body.content.first()
    {
        let value = media.schema;
        let value = value.and_then(|schema| engine.decider.sample(call.side, schema, false));
        put_body(&mut witness, media, &media.name, value);
    }
    witness
}

/// Method, address and required parameters; `instead` is put for one parameter.
pub(super) fn bare_request(
    engine: &mut Engine<'_>,
    call: Call<'_>,
    instead: Option<(&Parameter, &Value)>,
) -> Witness {
    let home = call.operation.servers.first().map_or(String::new(), home);
    request_from(engine, call, home, instead)
}

/// A request of the base contract to a server.
pub(super) fn request_at(engine: &mut Engine<'_>, home: &str, operation: &Operation) -> Witness {
    let call = Call::of(Side::Base, operation);
    let bare = request_from(engine, call, home.to_owned(), None);
    with_body(engine, bare, call)
}

fn request_from(
    engine: &mut Engine<'_>,
    call: Call<'_>,
    home: String,
    instead: Option<(&Parameter, &Value)>,
) -> Witness {
    let Call {
        side,
        operation,
        addressed,
    } = call;
    let name = &addressed.path.text;
    // Where webhooks go is agreed on elsewhere (OpenAPI 3.1.1, section 4.8.1).
    let (mut url, pieces) = match name.starts_with('/') || name.contains("{$") {
        true => (home, addressed.path.pieces.as_slice()),
        false => (format!("{{{name}}}"), &[][..]),
    };
    let mut query = Vec::new();
    let mut headers = Vec::new();
    let text = |engine: &mut Engine<'_>, parameter: &Parameter| match instead {
        Some((other, value))
            if other.name == parameter.name && other.location == parameter.location =>
        {
            Some(written(parameter, value))
        }
        _ if parameter.required => {
            let value = parameter_sample(engine, side, parameter);
            Some(written(parameter, &value))
        }
        _ => None,
    };
    for piece in pieces {
        match piece {
            // A runtime expression is no part of an address yet (OpenAPI 3.0.3, section
            // 4.7.20.3).
            PathPiece::Literal(literal) if literal.contains("{$") => url.push_str(literal),
            PathPiece::Literal(literal) => url.push_str(&normalized(literal)),
            PathPiece::Parameter(name) => {
                let parameter = addressed.parameters.iter().find(|parameter| {
                    parameter.location == Location::Path && parameter.name == *name
                });
                let text = parameter.and_then(|parameter| text(engine, parameter));
                url.push_str(&text.unwrap_or_else(|| "x".into()));
            }
        }
    }
    for parameter in &operation.parameters {
        if parameter.location == Location::Path {
            continue;
        }
        let Some(text) = text(engine, parameter) else {
            continue;
        };
        match parameter.location {
            Location::Query => query.push(text),
            Location::Header => headers.push((parameter.name.clone(), text)),
            Location::Cookie => headers.push(("Cookie".to_owned(), text)),
            Location::Path => {}
        }
    }
    query.retain(|text| !text.is_empty());
    if !query.is_empty() {
        url.push('?');
        url.push_str(&query.join("&"));
    }
    Witness {
        method: Some(operation.method),
        url,
        headers,
        ..Witness::default()
    }
}

/// The request whose response is shown, and the response.
pub(super) fn with_response(
    engine: &mut Engine<'_>,
    context: Context<'_>,
    response: Response,
) -> Witness {
    let from = context.requests_from;
    Witness {
        response: Some(response),
        ..request_around(engine, context.call(from), None)
    }
}

pub(super) fn parameter_sample(
    engine: &mut Engine<'_>,
    side: Side,
    parameter: &Parameter,
) -> Value {
    let schema = parameter.value.schema();
    // An empty segment is no segment of a template.
    if parameter.location == Location::Path
        && let Some(schema) = schema
        && let Example::Value(value) = engine.decider.example(side, schema, &KINDS)
    {
        return value;
    }
    schema
        .and_then(|schema| engine.decider.sample(side, schema, false))
        .unwrap_or_else(|| Value::from("x"))
}

/// Gives a request a body of a media type, or of a range that a concrete one stands for.
pub(super) fn put_body(
    witness: &mut Witness,
    media: &MediaType,
    sent_as: &str,
    value: Option<Value>,
) {
    witness
        .headers
        .push(("Content-Type".into(), sent_as.to_owned()));
    if let Some(value) = &value {
        witness.body_format = body_form(media, sent_as, value);
    }
    witness.body = value;
}

/// The address of a server: its variables' defaults filled in.
fn home(server: &Server) -> String {
    let mut url = server.url.clone();
    for (name, variable) in &server.variables {
        let value = match variable.default.as_str() {
            "" => variable.values.first().map_or("x", String::as_str),
            default => default,
        };
        url = url.replace(&format!("{{{name}}}"), value);
    }
    // Relative to where the document is (OpenAPI 3.0.3, section 4.7.5).
    if !url.contains("://") && !url.starts_with('/') {
        url.insert(0, '/');
    }
    url.trim_end_matches('/').to_owned()
}

fn credential(witness: &mut Witness, kind: &SecurityKind) {
    let header = match kind {
        SecurityKind::ApiKey { name, location } => match location {
            Location::Query => {
                let mark = if witness.url.contains('?') { '&' } else { '?' };
                witness.url.push_str(&format!("{mark}{}=KEY", encode(name)));
                return;
            }
            Location::Cookie => ("Cookie".to_owned(), format!("{name}=KEY")),
            _ => (name.clone(), "KEY".to_owned()),
        },
        SecurityKind::Http { scheme, .. } if scheme == "basic" => {
            ("Authorization".to_owned(), "Basic dXNlcjpwYXNz".to_owned())
        }
        SecurityKind::Http { scheme, .. } => {
            ("Authorization".to_owned(), format!("{scheme} TOKEN"))
        }
        SecurityKind::OAuth2 { .. } | SecurityKind::OpenIdConnect { .. } => {
            ("Authorization".to_owned(), "Bearer TOKEN".to_owned())
        }
        SecurityKind::MutualTls | SecurityKind::Undeclared => return,
    };
    witness.headers.push(header);
}
