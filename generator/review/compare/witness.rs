//! Exchanges to show: the smallest request of an operation, around the part that matters.

use serde_json::Value;

use super::Comparison;
use crate::contract::{
    Location, Operation, Parameter, ParameterValue, PathPiece, SchemaId, SecurityKind,
    SecurityRequirement,
};
use crate::review::finding::Witness;
use crate::review::meaning::Side;

impl Comparison<'_> {
    /// A request that the side's contract allows, with nothing in it that is not required.
    pub(super) fn request(&mut self, side: Side, operation: &Operation) -> Witness {
        let given = operation.security.first().cloned().unwrap_or_default();
        self.request_with(side, operation, &given)
    }

    pub(super) fn request_with(
        &mut self,
        side: Side,
        operation: &Operation,
        credentials: &SecurityRequirement,
    ) -> Witness {
        let mut witness = self.bare_request(side, operation, None);
        if let Some(body) = operation.body.as_ref().filter(|body| body.required)
            && let Some(media) = body.content.first()
        {
            witness
                .headers
                .push(("Content-Type".into(), media.name.clone()));
            witness.body = media
                .schema
                .and_then(|schema| self.engine.sample(side, schema, false));
        }
        for name in credentials.keys() {
            let scheme = self.contracts[side.index()].security_schemes.get(name);
            if let Some(scheme) = scheme {
                credential(&mut witness, &scheme.kind);
            }
        }
        witness
    }

    /// Method, address and required parameters; `instead` is put for one parameter.
    pub(super) fn bare_request(
        &mut self,
        side: Side,
        operation: &Operation,
        instead: Option<(&Parameter, &str)>,
    ) -> Witness {
        let mut url = operation.servers.first().map_or(String::new(), |server| {
            server.url.trim_end_matches('/').to_owned()
        });
        let mut query = Vec::new();
        let mut headers = Vec::new();
        let text = |parameter: &Parameter, comparison: &mut Self| match instead {
            Some((other, text))
                if other.name == parameter.name && other.location == parameter.location =>
            {
                Some(text.to_owned())
            }
            _ if parameter.required => Some(comparison.parameter_sample(side, parameter)),
            _ => None,
        };
        for piece in &operation.path.pieces {
            match piece {
                PathPiece::Literal(literal) => url.push_str(literal),
                PathPiece::Parameter(name) => {
                    let parameter = operation.parameters.iter().find(|parameter| {
                        parameter.location == Location::Path && parameter.name == *name
                    });
                    let text = parameter.and_then(|parameter| text(parameter, self));
                    url.push_str(&encode(&text.unwrap_or_else(|| "x".into())));
                }
            }
        }
        for parameter in &operation.parameters {
            if parameter.location == Location::Path {
                continue;
            }
            let Some(text) = text(parameter, self) else {
                continue;
            };
            match parameter.location {
                Location::Query => {
                    query.push(format!("{}={}", encode(&parameter.name), encode(&text)))
                }
                Location::Header => headers.push((parameter.name.clone(), text)),
                Location::Cookie => headers.push((
                    "Cookie".to_owned(),
                    format!("{}={}", parameter.name, encode(&text)),
                )),
                Location::Path => {}
            }
        }
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

    fn parameter_sample(&mut self, side: Side, parameter: &Parameter) -> String {
        let value = parameter
            .value
            .schema()
            .and_then(|schema| self.engine.sample(side, schema, false));
        match (value, &parameter.value) {
            (Some(value), ParameterValue::Styled { .. }) => plain_text(&value),
            (Some(value), ParameterValue::Content(_)) => value.to_string(),
            (None, _) => "x".into(),
        }
    }

    /// Whether a text, read by the schema's types, is admitted.
    pub(super) fn admits_text(&self, side: Side, schema: SchemaId, text: &str) -> bool {
        readings(text)
            .iter()
            .any(|value| self.engine.admits(side, schema, value, false) != Some(false))
    }
}

/// The values that a text may stand for (OpenAPI 3.0.3 leaves the reading to the schema's type).
pub(super) fn readings(text: &str) -> Vec<Value> {
    let mut out = vec![Value::from(text)];
    if let Ok(number) = text.parse::<serde_json::Number>() {
        out.push(Value::Number(number));
    }
    match text {
        "true" => out.push(Value::Bool(true)),
        "false" => out.push(Value::Bool(false)),
        "" | "null" => out.push(Value::Null),
        _ => {}
    }
    out
}

/// A value as a parameter's text, items joined by commas.
pub(super) fn plain_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(items) => items.iter().map(plain_text).collect::<Vec<_>>().join(","),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| format!("{name},{}", plain_text(value)))
            .collect::<Vec<_>>()
            .join(","),
        other => other.to_string(),
    }
}

/// Percent-encoding of all but unreserved characters (RFC 3986, section 2.3).
pub(super) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
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
