//! The call as a person writes it with axum and serde, with and without the checks of the contract.

use std::sync::{Arc, LazyLock};

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use chrono::{DateTime, SecondsFormat, Utc};
use regex::Regex;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::bodies::PATH;
use crate::work::{BODY_LIMIT, ID, MEDIA_TYPE, TOKEN, location, now, related, relationship};

struct Settings {
    token: &'static str,
}

/// The routes, whose body is read as it is.
pub fn unchecked() -> Router {
    routes(post(create))
}

/// The same with the extractor of axum, which reads its own way and knows where an error is.
pub fn extracted() -> Router {
    routes(post(create_extracted))
}

/// The routes, whose request is checked against everything that the contract says.
pub fn checked() -> Router {
    routes(post(create_checked))
}

fn routes(method: axum::routing::MethodRouter<Arc<Settings>>) -> Router {
    let settings = Arc::new(Settings { token: TOKEN });
    let router = Router::new().route(PATH, method);
    router
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(settings)
}

/// A caller who has authenticated.
struct Caller;

impl FromRequestParts<Arc<Settings>> for Caller {
    type Rejection = StatusCode;

    async fn from_request_parts(
        parts: &mut Parts,
        settings: &Arc<Settings>,
    ) -> Result<Self, StatusCode> {
        let value = parts.headers.get(header::AUTHORIZATION);
        let token = value.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        match token {
            Some(token) if token == settings.token => Ok(Self),
            _ => Err(StatusCode::UNAUTHORIZED),
        }
    }
}

#[derive(Deserialize)]
struct Create {
    data: CreateData,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct CreateData {
    #[serde(rename = "type")]
    kind: PaymentType,
    attributes: CreateAttributes,
    relationships: CreateRelationships,
}

#[derive(Deserialize)]
struct CreateAttributes {
    payment_source_token: String,
    options: Option<Map<String, Value>>,
    reference: Option<String>,
    reference_origin: Option<String>,
    metadata: Option<Map<String, Value>>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct CreateRelationships {
    order: CreateOrder,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct CreateOrder {
    data: OrderIdentifier,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct OrderIdentifier {
    #[serde(rename = "type")]
    kind: OrderType,
    id: String,
}

#[derive(Serialize, Deserialize)]
enum PaymentType {
    #[serde(rename = "external_payments")]
    ExternalPayments,
}

#[derive(Deserialize)]
enum OrderType {
    #[serde(rename = "orders")]
    Orders,
}

#[derive(Serialize)]
struct Document {
    data: Payment,
}

#[derive(Serialize)]
struct Payment {
    id: String,
    #[serde(rename = "type")]
    kind: PaymentType,
    links: Links,
    attributes: Attributes,
    relationships: Relationships,
    meta: Meta,
}

#[derive(Serialize)]
struct Links {
    #[serde(rename = "self")]
    own: String,
}

#[derive(Serialize)]
struct Attributes {
    payment_source_token: String,
    options: Option<Map<String, Value>>,
    #[serde(serialize_with = "milliseconds")]
    created_at: DateTime<Utc>,
    #[serde(serialize_with = "milliseconds")]
    updated_at: DateTime<Utc>,
    reference: Option<String>,
    reference_origin: Option<String>,
    metadata: Option<Map<String, Value>>,
}

fn milliseconds<S: Serializer>(time: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&time.to_rfc3339_opts(SecondsFormat::Millis, true))
}

#[derive(Serialize)]
struct Relationships {
    order: Relationship,
    payment_gateway: Relationship,
}

#[derive(Serialize)]
struct Relationship {
    links: RelationshipLinks,
}

#[derive(Serialize)]
struct RelationshipLinks {
    #[serde(rename = "self")]
    own: String,
    related: String,
}

#[derive(Serialize)]
struct Meta {
    mode: Mode,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    Test,
}

fn payment(attributes: CreateAttributes) -> Payment {
    let links = |name| Relationship {
        links: RelationshipLinks {
            own: relationship(ID, name),
            related: related(ID, name),
        },
    };
    Payment {
        id: ID.to_owned(),
        kind: PaymentType::ExternalPayments,
        links: Links { own: location(ID) },
        attributes: Attributes {
            payment_source_token: attributes.payment_source_token,
            options: attributes.options,
            created_at: now(),
            updated_at: now(),
            reference: attributes.reference,
            reference_origin: attributes.reference_origin,
            metadata: attributes.metadata,
        },
        relationships: Relationships {
            order: links("order"),
            payment_gateway: links("payment_gateway"),
        },
        meta: Meta { mode: Mode::Test },
    }
}

fn created(payment: Payment) -> Response {
    let location = location(&payment.id);
    match serde_json::to_vec(&Document { data: payment }) {
        Ok(body) => {
            let headers = [
                (header::CONTENT_TYPE, MEDIA_TYPE),
                (header::LOCATION, &location),
            ];
            (StatusCode::CREATED, headers, body).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn create(_: Caller, State(_): State<Arc<Settings>>, body: Bytes) -> Response {
    match serde_json::from_slice::<Create>(&body) {
        Ok(create) => created(payment(create.data.attributes)),
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, error.to_string()).into_response(),
    }
}

async fn create_extracted(_: Caller, Json(create): Json<Create>) -> Response {
    created(payment(create.data.attributes))
}

/// The same types, which refuse unknown properties.
mod strict {
    use super::{Deserialize, Map, OrderType, PaymentType, Value};

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Create {
        pub data: CreateData,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    pub struct CreateData {
        #[serde(rename = "type")]
        kind: PaymentType,
        pub attributes: CreateAttributes,
        pub relationships: CreateRelationships,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct CreateAttributes {
        pub payment_source_token: String,
        pub options: Option<Map<String, Value>>,
        pub reference: Option<String>,
        pub reference_origin: Option<String>,
        pub metadata: Option<Map<String, Value>>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct CreateRelationships {
        pub order: CreateOrder,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct CreateOrder {
        pub data: OrderIdentifier,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    pub struct OrderIdentifier {
        #[serde(rename = "type")]
        kind: OrderType,
        pub id: String,
    }
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

static RESOURCE_ID: LazyLock<Regex> = LazyLock::new(|| pattern("^[A-Za-z]{10}$"));
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[^\x00-\x1F\x7F]*$"));
static SOURCE_TOKEN: LazyLock<Regex> = LazyLock::new(|| pattern("^[!-~]*$"));

fn violations(create: &strict::Create) -> Vec<String> {
    let mut violations = Vec::new();
    let attributes = &create.data.attributes;
    let strings = [
        (
            "payment_source_token",
            Some(&attributes.payment_source_token),
            4096,
            &SOURCE_TOKEN,
        ),
        ("reference", attributes.reference.as_ref(), 255, &REFERENCE),
        (
            "reference_origin",
            attributes.reference_origin.as_ref(),
            255,
            &REFERENCE,
        ),
    ];
    for (name, value, longest, pattern) in strings {
        let Some(value) = value else { continue };
        let length = value.chars().count();
        if !(1..=longest).contains(&length) {
            violations.push(format!("{name} must have 1 to {longest} characters"));
        } else if !pattern.is_match(value) {
            violations.push(format!("{name} has invalid characters"));
        }
    }
    for (name, object) in [
        ("options", &attributes.options),
        ("metadata", &attributes.metadata),
    ] {
        if object.as_ref().is_some_and(|object| object.len() > 50) {
            violations.push(format!("{name} must have at most 50 properties"));
        }
    }
    if !RESOURCE_ID.is_match(&create.data.relationships.order.data.id) {
        violations.push("the id of the order must be ten letters".to_owned());
    }
    violations
}

/// Returns the status that a request is refused with for its media types.
fn negotiated(headers: &HeaderMap) -> Result<(), StatusCode> {
    let accepted = |accept: &str| {
        let mut ranges = accept
            .split(',')
            .map(|range| range.split(';').next().unwrap_or_default().trim());
        ranges.any(|range| [MEDIA_TYPE, "application/*", "*/*"].contains(&range))
    };
    let accept = headers
        .get(header::ACCEPT)
        .map(|value| value.to_str().is_ok_and(accepted));
    if accept == Some(false) {
        return Err(StatusCode::NOT_ACCEPTABLE);
    }
    let content_type = headers.get(header::CONTENT_TYPE);
    if content_type.is_none_or(|value| value != MEDIA_TYPE)
        || headers.contains_key(header::CONTENT_ENCODING)
    {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    Ok(())
}

/// A request whose media types are those of the contract.
struct Negotiated;

impl FromRequestParts<Arc<Settings>> for Negotiated {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Settings>) -> Result<Self, StatusCode> {
        negotiated(&parts.headers).map(|()| Self)
    }
}

async fn create_checked(_: Negotiated, _: Caller, body: Bytes) -> Response {
    let create = match serde_json::from_slice::<strict::Create>(&body) {
        Ok(create) => create,
        Err(error) => return (StatusCode::UNPROCESSABLE_ENTITY, error.to_string()).into_response(),
    };
    let violations = violations(&create);
    if !violations.is_empty() {
        return (StatusCode::UNPROCESSABLE_ENTITY, violations.join("; ")).into_response();
    }
    let strict::CreateAttributes {
        payment_source_token,
        options,
        reference,
        reference_origin,
        metadata,
    } = create.data.attributes;
    created(payment(CreateAttributes {
        payment_source_token,
        options,
        reference,
        reference_origin,
        metadata,
    }))
}
