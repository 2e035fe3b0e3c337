//! Writes a contract as one self-contained OpenAPI 3.0 document, whatever version and number of
//! files it was read from.
//!
//! Keywords that 3.0 lacks are kept in extensions: those of JSON Schema 2020-12 in `x-json-schema`,
//! which is read back as if its content were part of the schema; webhooks in `x-webhooks`; others,
//! such as summaries, under their names with the prefix `x-`. A tool that knows none of these sees
//! a contract that admits more, never less.

mod names;
mod objects;
mod operation;
mod put;
mod schema;

use serde_json::{Map, Value, json};

use crate::contract::{Contract, SecurityKind, SecurityScheme};
use names::Names;
use put::{put, put_array, put_string};

/// Returns the OpenAPI document of a contract. It is deterministic, and bundling a bundle yields
/// the same document.
#[must_use]
pub fn bundle(contract: &Contract) -> Value {
    Writer {
        contract,
        names: Names::new(contract),
    }
    .document()
}

struct Writer<'a> {
    contract: &'a Contract,
    names: Names,
}

impl Writer<'_> {
    fn document(&self) -> Value {
        let contract = self.contract;
        let mut out = Map::new();
        out.insert("openapi".into(), json!("3.0.3"));
        out.insert("info".into(), self.info());
        put(
            &mut out,
            "externalDocs",
            contract.external_docs.as_ref().map(objects::external_docs),
        );
        out.insert("servers".into(), objects::servers(&contract.servers));
        if let Some(security) = self.common_security() {
            out.insert("security".into(), objects::security(security));
        }
        put_array(
            &mut out,
            "tags",
            contract.tags.iter().map(objects::tag).collect(),
        );
        out.extend(contract.extensions.clone());
        out.insert("paths".into(), self.path_items(&contract.operations));
        if !contract.webhooks.is_empty() {
            out.insert("x-webhooks".into(), self.path_items(&contract.webhooks));
        }
        let components = self.components();
        if !components.is_empty() {
            out.insert("components".into(), Value::Object(components));
        }
        Value::Object(out)
    }

    fn info(&self) -> Value {
        let contract = self.contract;
        let mut info = Map::new();
        info.insert("title".into(), json!(contract.title));
        put_string(&mut info, "x-summary", contract.summary.as_ref());
        put_string(&mut info, "description", contract.description.as_ref());
        put_string(
            &mut info,
            "termsOfService",
            contract.terms_of_service.as_ref(),
        );
        if let Some(contact) = &contract.contact {
            let mut out = Map::new();
            put_string(&mut out, "name", contact.name.as_ref());
            put_string(&mut out, "url", contact.url.as_ref());
            put_string(&mut out, "email", contact.email.as_ref());
            info.insert("contact".into(), Value::Object(out));
        }
        if let Some(license) = &contract.license {
            let mut out = Map::new();
            out.insert("name".into(), json!(license.name));
            put_string(&mut out, "url", license.url.as_ref());
            put_string(&mut out, "x-identifier", license.identifier.as_ref());
            info.insert("license".into(), Value::Object(out));
        }
        info.insert("version".into(), json!(contract.version));
        Value::Object(info)
    }

    /// Returns the security requirements of the operations if all have the same.
    fn common_security(&self) -> Option<&[crate::contract::SecurityRequirement]> {
        let mut all = self
            .contract
            .operations
            .iter()
            .chain(&self.contract.webhooks);
        let first = &all.next()?.security;
        (!first.is_empty() && all.all(|operation| operation.security == *first))
            .then_some(first.as_slice())
    }

    fn components(&self) -> Map<String, Value> {
        let mut out = Map::new();
        let schemas: Map<String, Value> = self
            .names
            .components()
            .map(|(name, id)| {
                let schema = if self.names.of(id) == Some(name) {
                    self.schema_itself(id)
                } else {
                    self.schema(id)
                };
                (name.to_owned(), schema)
            })
            .collect();
        if !schemas.is_empty() {
            out.insert("schemas".into(), Value::Object(schemas));
        }
        let schemes: Map<String, Value> = self
            .contract
            .security_schemes
            .iter()
            .filter(|(_, scheme)| !matches!(scheme.kind, SecurityKind::Undeclared))
            .map(|(name, scheme)| (name.clone(), security_scheme(scheme)))
            .collect();
        if !schemes.is_empty() {
            out.insert("securitySchemes".into(), Value::Object(schemes));
        }
        out
    }
}

fn security_scheme(scheme: &SecurityScheme) -> Value {
    let mut out = Map::new();
    match &scheme.kind {
        SecurityKind::ApiKey { name, location } => {
            out.insert("type".into(), json!("apiKey"));
            out.insert("name".into(), json!(name));
            out.insert("in".into(), json!(location.name()));
        }
        SecurityKind::Http {
            scheme,
            bearer_format,
        } => {
            out.insert("type".into(), json!("http"));
            out.insert("scheme".into(), json!(scheme));
            put_string(&mut out, "bearerFormat", bearer_format.as_ref());
        }
        SecurityKind::OAuth2 { flows } => {
            out.insert("type".into(), json!("oauth2"));
            let flows: Map<String, Value> = flows
                .iter()
                .map(|flow| (flow.kind.to_owned(), objects::oauth_flow(flow)))
                .collect();
            out.insert("flows".into(), Value::Object(flows));
        }
        SecurityKind::OpenIdConnect { url } => {
            out.insert("type".into(), json!("openIdConnect"));
            out.insert("openIdConnectUrl".into(), json!(url));
        }
        SecurityKind::MutualTls | SecurityKind::Undeclared => {
            // 3.0 lacks this type: without the extension, it is an unknown HTTP scheme.
            out.insert("type".into(), json!("http"));
            out.insert("scheme".into(), json!("mutual-tls"));
            out.insert("x-type".into(), json!("mutualTLS"));
        }
    }
    put_string(&mut out, "description", scheme.description.as_ref());
    out.extend(scheme.extensions.clone());
    Value::Object(out)
}
