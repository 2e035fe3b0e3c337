//! Refusals: why a request gets none of the documented answers for success, and how that is told.
#![forbid(unsafe_code)]

use std::fmt;

use axum::body::Body;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::super::check::{Part, Violation};
use super::answer::insert;

/// Why a request was refused before the service saw it, or by the service's `authenticate`.
///
/// The service's `reject` turns it into an answer; [`Rejection::respond`] gives every answer its
/// status and the headers that HTTP asks for.
#[derive(Debug, Clone)]
pub struct Rejection {
    kind: RejectionKind,
    detail: String,
    violations: Vec<Violation>,
    headers: Vec<(HeaderName, String)>,
}

/// The kinds of refusals, each with its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RejectionKind {
    /// 400: the body is missing, cut short, or not of its media type.
    MalformedBody,
    /// 400: a parameter is missing or does not keep its constraints.
    InvalidParameters,
    /// 401: no credentials, or none that are accepted.
    Unauthorized,
    /// 403: the caller is known and may not do this.
    Forbidden,
    /// 404: nothing is served at this path.
    NotFound,
    /// 405: something is, and not for this method.
    MethodNotAllowed,
    /// 406: no answer is of a media type that the caller accepts.
    NotAcceptable,
    /// 413: the body is larger than the service reads.
    PayloadTooLarge,
    /// 415: the body's media type is not one of the contract's.
    UnsupportedMediaType,
    /// 415: the body is compressed.
    UnsupportedEncoding,
    /// 422: the body is well formed and does not keep the contract's constraints.
    InvalidBody,
    /// 500: the answer could not be written.
    Internal,
}

impl RejectionKind {
    /// The status that HTTP has for it (RFC 9110, section 15).
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::MalformedBody | Self::InvalidParameters => StatusCode::BAD_REQUEST,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType | Self::UnsupportedEncoding => {
                StatusCode::UNSUPPORTED_MEDIA_TYPE
            }
            Self::InvalidBody => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl Rejection {
    /// A refusal with a sentence for people, which must not repeat secrets.
    #[must_use]
    pub fn new(kind: RejectionKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            violations: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// The caller is not known.
    #[must_use]
    pub fn unauthorized(detail: impl Into<String>) -> Self {
        Self::new(RejectionKind::Unauthorized, detail)
    }

    /// The caller is known and may not do this.
    #[must_use]
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(RejectionKind::Forbidden, detail)
    }

    /// Something is at the path, for other methods: `GET, HEAD`.
    #[must_use]
    pub fn method_not_allowed(allowed: &str) -> Self {
        Self::new(
            RejectionKind::MethodNotAllowed,
            format!("the methods here are {allowed}"),
        )
        .with_header(header::ALLOW, allowed)
    }

    /// Nothing is at the path.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(RejectionKind::NotFound, "there is nothing at this path")
    }

    pub(super) fn invalid(violations: Vec<Violation>) -> Self {
        let body = violations
            .iter()
            .all(|violation| violation.part == Part::Body);
        let kind = if body {
            RejectionKind::InvalidBody
        } else {
            RejectionKind::InvalidParameters
        };
        let list: Vec<String> = violations.iter().map(ToString::to_string).collect();
        Self {
            violations,
            ..Self::new(kind, list.join("; "))
        }
    }

    /// The refusal of a caller, with the way to authenticate (RFC 9110, section 11.6.1) unless it
    /// names one already.
    #[must_use]
    pub fn challenge(self, challenge: &str) -> Self {
        let named = self
            .headers
            .iter()
            .any(|(name, _)| *name == header::WWW_AUTHENTICATE);
        if self.kind == RejectionKind::Unauthorized && !named && !challenge.is_empty() {
            self.with_header(header::WWW_AUTHENTICATE, challenge)
        } else {
            self
        }
    }

    /// The same refusal with one more header in its answer.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    #[must_use]
    pub fn kind(&self) -> RejectionKind {
        self.kind
    }

    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.kind.status()
    }

    /// What is wrong, in a sentence.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// Every constraint that the request does not keep.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// An answer with the refusal's status and headers around a body of the service's choosing.
    #[must_use]
    pub fn respond(&self, content_type: &str, body: impl Into<Body>) -> Response {
        self.respond_as(self.status(), content_type, body)
    }

    /// [`Rejection::respond`] with another status, where the service's rules ask for it.
    #[must_use]
    pub fn respond_as(
        &self,
        status: StatusCode,
        content_type: &str,
        body: impl Into<Body>,
    ) -> Response {
        let mut answer = Response::new(body.into());
        *answer.status_mut() = status;
        let headers = answer.headers_mut();
        insert(headers, header::CONTENT_TYPE, content_type);
        for (name, value) in &self.headers {
            insert(headers, name.clone(), value);
        }
        answer
    }

    /// The answer as `application/problem+json` (RFC 9457), with a list of the violations.
    #[must_use]
    pub fn into_problem(self) -> Response {
        let violations: Vec<Value> = self
            .violations
            .iter()
            .map(|violation| {
                json!({
                    "in": violation.part.to_string(),
                    "name": violation.parameter,
                    "pointer": violation.pointer,
                    "rule": violation.rule,
                    "detail": violation.message,
                })
            })
            .collect();
        let mut problem = json!({
            "title": self.status().canonical_reason().unwrap_or("Refused"),
            "status": self.status().as_u16(),
            "detail": self.detail,
        });
        if !violations.is_empty() {
            problem["violations"] = Value::Array(violations);
        }
        self.respond("application/problem+json", problem.to_string())
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.status(), self.detail)
    }
}

impl std::error::Error for Rejection {}
