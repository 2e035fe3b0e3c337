//! Error responses, as JSON:API error documents.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::external_payments::models::{self, Error, ErrorMeta, ErrorSource, Errors};
use crate::external_payments::server::{Rejection, RejectionKind, RequestPart, Violation};

/// The one media type of the API.
pub const MEDIA_TYPE: &str = "application/vnd.api+json";

const TYPE: &str = "/data/type";
const TOKEN: &str = "/data/attributes/payment_source_token";
const ORDER: &str = "/data/relationships/order";
const ORDER_ID: &str = "/data/relationships/order/data/id";

/// The error codes of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ErrorCode {
    BadRequest,
    Unauthorized,
    NotFound,
    MethodNotAllowed,
    NotAcceptable,
    Conflict,
    PayloadTooLarge,
    UnsupportedMediaType,
    Validation,
    Internal,
}

impl ErrorCode {
    fn status(self) -> StatusCode {
        self.row().0
    }

    fn row(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::BadRequest => (StatusCode::BAD_REQUEST, "BAD_REQUEST", "Bad request"),
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "UNAUTHORIZED", "Access denied"),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "RECORD_NOT_FOUND",
                "Record not found",
            ),
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "METHOD_NOT_ALLOWED",
                "Method not allowed",
            ),
            Self::NotAcceptable => (
                StatusCode::NOT_ACCEPTABLE,
                "NOT_ACCEPTABLE",
                "Not acceptable",
            ),
            Self::Conflict => (StatusCode::CONFLICT, "CONFLICT", "Conflict"),
            Self::PayloadTooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "PAYLOAD_TOO_LARGE",
                "Payload too large",
            ),
            Self::UnsupportedMediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "UNSUPPORTED_MEDIA_TYPE",
                "Unsupported media type",
            ),
            Self::Validation => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "VALIDATION_ERROR",
                "Validation failed",
            ),
            Self::Internal => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "INTERNAL_SERVER_ERROR",
                "Internal server error",
            ),
        }
    }

    fn error(
        self,
        detail: impl Into<String>,
        source: Option<ErrorSource>,
        meta: Option<ErrorMeta>,
    ) -> Error {
        let (status, code, title) = self.row();
        let mut error = Error::new(models::error::Required {
            title: title.to_owned(),
            detail: detail.into(),
            code: code.to_owned(),
            status: status.as_str().to_owned(),
        });
        error.source = source.map(Box::new);
        error.meta = meta.map(Box::new);
        error
    }

    fn single(self, detail: impl Into<String>, source: Option<ErrorSource>) -> Errors {
        document(vec![self.error(detail, source, None)])
    }
}

/// Returns an error document.
#[must_use]
pub fn document(errors: Vec<Error>) -> Errors {
    Errors::new(models::errors::Required { errors })
}

/// No external payment has the id in the path.
#[must_use]
pub fn not_found() -> Errors {
    ErrorCode::NotFound.single(
        "There is no external payment with this id.",
        parameter("id"),
    )
}

/// The service failed. The cause is only logged, because it may contain internals.
#[must_use]
pub fn internal() -> Errors {
    ErrorCode::Internal.single("The request could not be completed.", None)
}

/// The token looks like a card number. The response must not repeat it.
#[must_use]
pub fn card_number() -> Error {
    invalid(
        TOKEN,
        "card_number",
        "payment_source_token must not be a card number.",
    )
}

/// No order has the id in the body.
#[must_use]
pub fn no_order(id: &str) -> Error {
    let mut error = invalid(ORDER_ID, "not_found", "There is no order with this id.");
    if let Some(meta) = &mut error.meta {
        meta.value = Some(id.into());
    }
    error
}

/// The order has no payment gateway.
#[must_use]
pub fn no_payment_gateway() -> Error {
    invalid(
        ORDER,
        "no_payment_gateway",
        "The order has no payment method with a payment gateway.",
    )
}

fn invalid(at: &str, rule: &str, detail: &str) -> Error {
    ErrorCode::Validation.error(detail, pointer(at), Some(meta(rule, None)))
}

/// Converts a rejection of the generated code into a response.
pub fn reject(rejection: &Rejection) -> Response {
    let (status, errors) = describe(rejection);
    let body = serde_json::to_vec(&errors).unwrap_or_default();
    let mut response = rejection.respond_as(status, MEDIA_TYPE, body);
    if status == StatusCode::UNAUTHORIZED {
        response
            .headers_mut()
            .entry(header::WWW_AUTHENTICATE)
            .or_insert(HeaderValue::from_static("Bearer"));
    }
    response
}

fn describe(rejection: &Rejection) -> (StatusCode, Errors) {
    let (kind, source) = match rejection.kind() {
        RejectionKind::InvalidBody => return invalid_body(rejection.violations()),
        RejectionKind::InvalidParameters => return invalid_parameters(rejection),
        RejectionKind::Internal => {
            tracing::error!(
                error = %rejection.detail(),
                "a response could not be written"
            );
            return (ErrorCode::Internal.status(), internal());
        }
        // The contract has no 403: insufficient scopes are reported like an invalid token.
        RejectionKind::Unauthorized | RejectionKind::Forbidden => {
            (ErrorCode::Unauthorized, header_source("Authorization"))
        }
        RejectionKind::MalformedBody => (ErrorCode::BadRequest, None),
        RejectionKind::NotFound => (ErrorCode::NotFound, None),
        RejectionKind::MethodNotAllowed => (ErrorCode::MethodNotAllowed, None),
        RejectionKind::NotAcceptable => (ErrorCode::NotAcceptable, header_source("Accept")),
        RejectionKind::PayloadTooLarge => (ErrorCode::PayloadTooLarge, None),
        RejectionKind::UnsupportedMediaType => (
            ErrorCode::UnsupportedMediaType,
            header_source("Content-Type"),
        ),
        RejectionKind::UnsupportedEncoding => (
            ErrorCode::UnsupportedMediaType,
            header_source("Content-Encoding"),
        ),
    };
    (
        kind.status(),
        kind.single(sentence(&rejection.detail().to_string()), source),
    )
}

/// An invalid id is reported as not found, like any unknown id. Any other invalid parameter makes
/// it a bad request, whose body is not validated.
fn invalid_parameters(rejection: &Rejection) -> (StatusCode, Errors) {
    let violations: Vec<&Violation> = rejection
        .violations()
        .iter()
        .filter(|violation| violation.part != RequestPart::Body)
        .collect();
    // Without violations, the path was not valid UTF-8.
    if violations.is_empty()
        || violations
            .iter()
            .any(|violation| violation.part == RequestPart::Path)
    {
        return (ErrorCode::NotFound.status(), not_found());
    }
    let errors = violations.into_iter().map(|violation| {
        let source = match violation.part {
            RequestPart::Header => header_source(&violation.parameter),
            _ => parameter(&violation.parameter),
        };
        let detail = format!(
            "The parameter {} {}.",
            violation.parameter,
            violation.message()
        );
        ErrorCode::BadRequest.error(detail, source, None)
    });
    (ErrorCode::BadRequest.status(), document(errors.collect()))
}

fn invalid_body(violations: &[Violation]) -> (StatusCode, Errors) {
    let wrong_type = |at: &str| {
        violations
            .iter()
            .any(|violation| violation.pointer == at && violation.keyword == "type")
    };
    // JSON:API requires a conflict for a resource of another type. A type that is not a string is
    // an ordinary violation.
    if violations
        .iter()
        .any(|violation| violation.pointer == TYPE && violation.keyword == "enum")
        && !wrong_type(TYPE)
    {
        let detail = "Only resources of the type external_payments belong here.";
        return (
            ErrorCode::Conflict.status(),
            ErrorCode::Conflict.single(detail, pointer(TYPE)),
        );
    }
    let errors = violations
        .iter()
        // A value of the wrong type may violate other constraints too, which would only repeat the
        // mistake.
        .filter(|violation| violation.keyword == "type" || !wrong_type(&violation.pointer))
        .map(|violation| {
            let rule = match violation.keyword {
                "required" => "required",
                "additionalProperties" => "unknown",
                "type" => "wrong_type",
                "minLength" => "too_short",
                "maxLength" => "too_long",
                "maxProperties" | "maxItems" => "too_many",
                _ => "invalid",
            };
            let count = violation.limit.count();
            let count = count.and_then(|count| i64::try_from(count).ok());
            let count = count.filter(|_| rule.starts_with("too_"));
            let detail = format!("{} {}.", name(&violation.pointer), violation.message());
            ErrorCode::Validation.error(
                detail,
                pointer(&violation.pointer),
                Some(meta(rule, count)),
            )
        });
    (ErrorCode::Validation.status(), document(errors.collect()))
}

/// Returns a readable name for the target of a JSON pointer.
fn name(pointer: &str) -> String {
    match pointer.rsplit_once('/') {
        Some((_, last)) => last.replace("~1", "/").replace("~0", "~"),
        None => "The body".to_owned(),
    }
}

/// Turns a clause into a sentence.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let mut sentence: String = first.to_uppercase().chain(letters).collect();
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}

fn meta(rule: &str, count: Option<i64>) -> ErrorMeta {
    let mut meta = ErrorMeta::new().with_error(rule);
    meta.count = count;
    meta
}

fn pointer(at: &str) -> Option<ErrorSource> {
    Some(ErrorSource::new().with_pointer(at))
}

fn parameter(name: &str) -> Option<ErrorSource> {
    Some(ErrorSource::new().with_parameter(name))
}

fn header_source(name: &str) -> Option<ErrorSource> {
    Some(ErrorSource::new().with_header(name))
}
