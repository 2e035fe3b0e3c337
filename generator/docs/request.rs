//! An example request of an operation, which the samples in all languages show.

use serde_json::Value;

use super::sample::Sampler;
use super::schema::{Direction, Flat};
use crate::contract::{
    Contract, Location, MediaType, Operation, Parameter, ParameterValue, PathPiece, SecurityKind,
    Server, Style,
};

#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    pub method: &'static str,
    /// The URL of the server, without a trailing slash.
    pub base: String,
    /// The path and the query, percent-encoded.
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Body,
    /// The media type of the body, as the contract writes it.
    pub media: Option<String>,
    /// The values of required parameters, in order, for clients that take them as arguments; null
    /// if no sample was found.
    pub arguments: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    None,
    Json(Value),
    Form {
        value: Value,
        pairs: Vec<(String, String)>,
    },
    Multipart(Vec<(String, MultipartValue)>),
    Text(String),
    /// Binary content, which a sample cannot show.
    File,
}

#[derive(Debug, Clone, PartialEq)]
pub enum MultipartValue {
    Text(String),
    File,
}

impl Request {
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}{}", self.base, self.target)
    }
}

/// Builds the example request of an operation.
#[must_use]
pub fn request(contract: &Contract, operation: &Operation) -> Request {
    let mut sampler = Sampler::new(contract, Direction::Request);
    let mut request = Request {
        method: operation.method.name(),
        base: base(operation.servers.first()),
        target: String::new(),
        headers: Vec::new(),
        body: Body::None,
        media: None,
        arguments: Vec::new(),
    };
    let mut values = |parameter: &Parameter| value(&mut sampler, parameter);
    for piece in &operation.path.pieces {
        match piece {
            PathPiece::Literal(text) => request.target.push_str(text),
            PathPiece::Parameter(name) => {
                let parameter = operation
                    .parameters
                    .iter()
                    .find(|one| one.location == Location::Path && one.name == *name);
                let text = parameter
                    .and_then(&mut values)
                    .map_or_else(|| name.clone(), |value| joined(&value, ","));
                request.target.push_str(&escaped(&text));
            }
        }
    }
    let mut query = Vec::new();
    let mut cookies = Vec::new();
    if let Some(accept) = accepted(operation) {
        request.headers.push(("Accept".into(), accept));
    }
    authenticate(contract, operation, &mut request, &mut query, &mut cookies);
    for parameter in operation.parameters.iter().filter(|one| one.required) {
        let value = values(parameter);
        request.arguments.push(value.clone().unwrap_or_default());
        let Some(value) = value else {
            continue;
        };
        match parameter.location {
            Location::Path => {}
            Location::Query => query.extend(pairs(parameter, &value)),
            Location::Header => {
                let name = parameter.name.clone();
                request.headers.push((name, one_line(&joined(&value, ","))));
            }
            Location::Cookie => cookies.push((parameter.name.clone(), joined(&value, ","))),
        }
    }
    for (index, (name, value)) in query.iter().enumerate() {
        request.target.push(if index == 0 { '?' } else { '&' });
        request.target.push_str(&escaped(name));
        request.target.push('=');
        request.target.push_str(&escaped(value));
    }
    if !cookies.is_empty() {
        let cookies: Vec<_> = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        request
            .headers
            .push(("Cookie".into(), one_line(&cookies.join("; "))));
    }
    let media = operation
        .body
        .as_ref()
        .and_then(|body| preferred(&body.content));
    if let Some(media) = media {
        request
            .headers
            .push(("Content-Type".into(), one_line(&concrete(&media.name))));
        request.media = Some(media.name.clone());
        request.body = body(contract, &mut sampler, media);
    }
    request
}

/// Returns the URL of a server with the defaults of its variables.
#[must_use]
pub fn base(server: Option<&Server>) -> String {
    let Some(server) = server else {
        return "https://example.com".into();
    };
    let mut url = server.url.clone();
    for (name, variable) in &server.variables {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    let url: String = url.trim_end_matches('/').split_whitespace().collect();
    if url.contains("://") {
        url
    } else {
        // Relative to the location of the document, which is unknown.
        let slash = if url.is_empty() || url.starts_with('/') {
            ""
        } else {
            "/"
        };
        format!("https://example.com{slash}{url}")
    }
}

/// Returns the media type that samples use: JSON if available.
#[must_use]
pub fn preferred(content: &[MediaType]) -> Option<&MediaType> {
    content
        .iter()
        .find(|media| is_json(&media.name))
        .or_else(|| content.first())
}

#[must_use]
pub fn is_json(media: &str) -> bool {
    let name = media.split(';').next().unwrap_or("").trim();
    name.eq_ignore_ascii_case("application/json")
        || name.to_ascii_lowercase().ends_with("+json")
        || name == "*/*"
}

/// Returns a media type within a range such as `image/*`.
#[must_use]
pub fn concrete(media: &str) -> String {
    match media.trim() {
        "*/*" | "application/*" => "application/json".into(),
        "text/*" => "text/plain".into(),
        "image/*" => "image/png".into(),
        "audio/*" => "audio/mpeg".into(),
        "video/*" => "video/mp4".into(),
        other => other.into(),
    }
}

fn accepted(operation: &Operation) -> Option<String> {
    use crate::contract::Status;
    let good = |status: Status| matches!(status, Status::Code(200..=299) | Status::Range(2));
    let content = |one: &'_ crate::contract::Response| {
        preferred(&one.content).map(|media| one_line(&concrete(&media.name)))
    };
    let all = &operation.responses;
    all.iter()
        .filter(|one| good(one.status))
        .find_map(content)
        .or_else(|| all.iter().find_map(content))
}

fn authenticate(
    contract: &Contract,
    operation: &Operation,
    request: &mut Request,
    query: &mut Vec<(String, String)>,
    cookies: &mut Vec<(String, String)>,
) {
    let Some(requirement) = operation.security.iter().find(|one| !one.is_empty()) else {
        return;
    };
    for name in requirement.keys() {
        let Some(scheme) = contract.security_schemes.get(name) else {
            continue;
        };
        let mut authorization = |text: &str| {
            request
                .headers
                .push(("Authorization".into(), text.to_owned()));
        };
        match &scheme.kind {
            SecurityKind::Http { scheme, .. } if scheme == "basic" => {
                authorization("Basic dXNlcjpwYXNzd29yZA==");
            }
            SecurityKind::Http { scheme, .. } if scheme != "bearer" => {
                authorization(&one_line(&format!("{scheme} your-credentials")));
            }
            SecurityKind::Http { .. }
            | SecurityKind::OAuth2 { .. }
            | SecurityKind::OpenIdConnect { .. } => {
                authorization("Bearer your-access-token");
            }
            SecurityKind::ApiKey { name, location } => {
                let pair = (one_line(name), "your-api-key".to_owned());
                match location {
                    Location::Query => query.push(pair),
                    Location::Cookie => cookies.push(pair),
                    Location::Header | Location::Path => request.headers.push(pair),
                }
            }
            SecurityKind::MutualTls | SecurityKind::Undeclared => {}
        }
    }
}

fn value(sampler: &mut Sampler<'_>, parameter: &Parameter) -> Option<Value> {
    let example = (parameter.examples.iter()).find_map(|example| example.value.clone());
    let content = match &parameter.value {
        ParameterValue::Content(media) => media
            .examples
            .iter()
            .find_map(|example| example.value.clone()),
        ParameterValue::Styled { .. } => None,
    };
    example
        .or(content)
        .or_else(|| sampler.sample_of(&parameter.name, parameter.value.schema()?))
}

/// Serializes a query parameter into pairs (OpenAPI 3.0.3, 4.7.12.4).
fn pairs(parameter: &Parameter, value: &Value) -> Vec<(String, String)> {
    let name = &parameter.name;
    let ParameterValue::Styled { style, explode, .. } = parameter.value else {
        return vec![(name.clone(), value.to_string())];
    };
    match (value, style, explode) {
        (Value::Array(items), _, true) => items
            .iter()
            .map(|item| (name.clone(), joined(item, ",")))
            .collect(),
        (Value::Array(_), Style::SpaceDelimited, false) => vec![(name.clone(), joined(value, " "))],
        (Value::Array(_), Style::PipeDelimited, false) => vec![(name.clone(), joined(value, "|"))],
        (Value::Object(properties), Style::DeepObject, _) => properties
            .iter()
            .map(|(key, value)| (format!("{name}[{key}]"), joined(value, ",")))
            .collect(),
        (Value::Object(properties), _, true) => properties
            .iter()
            .map(|(key, value)| (key.clone(), joined(value, ",")))
            .collect(),
        _ => vec![(name.clone(), joined(value, ","))],
    }
}

/// Formats a value as text, with a separator between nested values.
fn joined(value: &Value, separator: &str) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| joined(item, separator)).collect();
            items.join(separator)
        }
        Value::Object(properties) => {
            let properties: Vec<_> = properties
                .iter()
                .map(|(key, value)| format!("{key}{separator}{}", joined(value, separator)))
                .collect();
            properties.join(separator)
        }
        other => other.to_string(),
    }
}

fn body(contract: &Contract, sampler: &mut Sampler<'_>, media: &MediaType) -> Body {
    let name = media.name.to_ascii_lowercase();
    let example = media
        .examples
        .iter()
        .find_map(|example| example.value.clone());
    let value = example.or_else(|| sampler.sample(media.schema?));
    if is_json(&name) {
        return value.map_or(Body::None, Body::Json);
    }
    match (value, name.split(';').next().unwrap_or("").trim()) {
        (Some(Value::Object(properties)), "application/x-www-form-urlencoded") => {
            let mut pairs = Vec::new();
            for (key, value) in &properties {
                let style = media.encoding.get(key).and_then(|one| one.style);
                if style == Some(Style::DeepObject) {
                    bracketed(key, value, &mut pairs);
                } else {
                    pairs.push((key.clone(), joined(value, ",")));
                }
            }
            Body::Form {
                value: Value::Object(properties),
                pairs,
            }
        }
        (Some(Value::Object(properties)), form) if form.starts_with("multipart/") => {
            let flat = media.schema.map(|schema| Flat::of(contract, &[schema]));
            let part = |key: &str, value: &Value| {
                let schemas = flat.as_ref().and_then(|flat| flat.properties.get(key));
                let binary = schemas.is_some_and(|ids| {
                    Flat::of(contract, ids).any(|one| {
                        one.format.as_deref() == Some("binary") || one.content_media_type.is_some()
                    })
                });
                match value {
                    _ if binary => MultipartValue::File,
                    Value::Object(_) | Value::Array(_) => MultipartValue::Text(value.to_string()),
                    other => MultipartValue::Text(joined(other, ",")),
                }
            };
            Body::Multipart(
                properties
                    .iter()
                    .map(|(key, value)| (key.clone(), part(key, value)))
                    .collect(),
            )
        }
        (Some(Value::String(text)), kind) if kind.starts_with("text/") || kind.contains("xml") => {
            Body::Text(text)
        }
        _ => Body::File,
    }
}

/// Serializes as `key[property][0]`: the style deepObject, nested as most servers read it.
fn bracketed(key: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Object(properties) => {
            for (name, value) in properties {
                bracketed(&format!("{key}[{name}]"), value, pairs);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                bracketed(&format!("{key}[{index}]"), value, pairs);
            }
        }
        other => pairs.push((key.to_owned(), joined(other, ","))),
    }
}

/// Percent-encodes a path segment or a part of a query (RFC 3986, section 2.3).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'-' | b'.' | b'_' | b'~' | b',' | b':' | b'@' | b'[' | b']'
            );
        if plain {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Replaces line breaks, which a header field value cannot contain (RFC 9110, section 5.5).
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
