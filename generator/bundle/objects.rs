//! Writes OpenAPI objects that contain no schemas.

use serde_json::{Map, Value, json};

use super::put::{put, put_array, put_object, put_string};
use crate::contract::{
    Example, ExternalDocs, Link, OAuthFlow, SecurityRequirement, Server, Style, Tag,
};

pub(super) fn external_docs(docs: &ExternalDocs) -> Value {
    let mut out = Map::new();
    out.insert("url".into(), json!(docs.url));
    put_string(&mut out, "description", docs.description.as_ref());
    Value::Object(out)
}

pub(super) fn servers(servers: &[Server]) -> Value {
    servers.iter().map(server).collect()
}

fn server(server: &Server) -> Value {
    let mut out = Map::new();
    out.insert("url".into(), json!(server.url));
    put_string(&mut out, "description", server.description.as_ref());
    let variables = server.variables.iter().map(|(name, variable)| {
        let mut out = Map::new();
        let values = variable.values.iter().map(|value| json!(value)).collect();
        put_array(&mut out, "enum", values);
        out.insert("default".into(), json!(variable.default));
        put_string(&mut out, "description", variable.description.as_ref());
        (name.clone(), Value::Object(out))
    });
    put_object(&mut out, "variables", variables.collect());
    Value::Object(out)
}

pub(super) fn security(requirements: &[SecurityRequirement]) -> Value {
    requirements.iter().map(|one| json!(one)).collect()
}

pub(super) fn tag(tag: &Tag) -> Value {
    let mut out = Map::new();
    out.insert("name".into(), json!(tag.name));
    put_string(&mut out, "description", tag.description.as_ref());
    put(
        &mut out,
        "externalDocs",
        tag.external_docs.as_ref().map(external_docs),
    );
    out.extend(tag.extensions.clone());
    Value::Object(out)
}

pub(super) fn oauth_flow(flow: &OAuthFlow) -> Value {
    let mut out = Map::new();
    let url = |wanted: bool, url: &Option<String>| {
        // The specification requires the URL, even if it is empty.
        url.clone().or_else(|| wanted.then(String::new))
    };
    let authorization = ["implicit", "authorizationCode"].contains(&flow.kind);
    let token = flow.kind != "implicit";
    put_string(
        &mut out,
        "authorizationUrl",
        url(authorization, &flow.authorization_url).as_ref(),
    );
    put_string(&mut out, "tokenUrl", url(token, &flow.token_url).as_ref());
    put_string(&mut out, "refreshUrl", flow.refresh_url.as_ref());
    out.insert("scopes".into(), json!(flow.scopes));
    Value::Object(out)
}

/// Writes an example without a name as `example`, and those with names as `examples`.
pub(super) fn put_examples(out: &mut Map<String, Value>, examples: &[Example]) {
    let mut named = Map::new();
    for example in examples {
        let Some(name) = &example.name else {
            put(out, "example", example.value.clone());
            continue;
        };
        let mut one = Map::new();
        put_string(&mut one, "summary", example.summary.as_ref());
        put_string(&mut one, "description", example.description.as_ref());
        put(&mut one, "value", example.value.clone());
        put_string(&mut one, "externalValue", example.external_value.as_ref());
        named.insert(name.clone(), Value::Object(one));
    }
    put_object(out, "examples", named);
}

pub(super) fn link(link: &Link) -> Value {
    let mut out = Map::new();
    put_string(&mut out, "operationId", link.operation_id.as_ref());
    put_string(&mut out, "operationRef", link.operation_ref.as_ref());
    let parameters = link.parameters.iter();
    let parameters = parameters.map(|(name, value)| (name.clone(), value.clone()));
    put_object(&mut out, "parameters", parameters.collect());
    put(&mut out, "requestBody", link.request_body.clone());
    put_string(&mut out, "description", link.description.as_ref());
    put(&mut out, "server", link.server.as_ref().map(server));
    Value::Object(out)
}

pub(super) fn style(style: Style) -> Value {
    json!(match style {
        Style::Matrix => "matrix",
        Style::Label => "label",
        Style::Form => "form",
        Style::Simple => "simple",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
    })
}
