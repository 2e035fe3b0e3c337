//! Rejections: why a request does not reach its handler, and the response that says so.
#![forbid(unsafe_code)]

use std::fmt;

use axum::body::Body;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::Response;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::super::check::{RequestPart, Violation};
use super::response::insert;

/// Why a request was rejected before its handler, or by the service's `authenticate`.
///
/// The service's `reject` makes a response of it; [`Rejection::respond`] adds the status and the
/// headers that HTTP asks for.
#[derive(Debug, Clone)]
pub struct Rejection {
    kind: RejectionKind,
    detail: String,
    violations: Vec<Violation>,
    headers: Vec<(HeaderName, String)>,
}

/// The kinds of rejections, each with its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RejectionKind {
    /// 400: the body is missing, cut short, or not of its media type.
    MalformedBody,
    /// 400: a parameter is missing or violates a constraint.
    InvalidParameters,
    /// 401: there are no valid credentials.
    Unauthorized,
    /// 403: the caller does not have the permission.
    Forbidden,
    /// 404: nothing is served at this path.
    NotFound,
    /// 405: nothing is served at this path for this method.
    MethodNotAllowed,
    /// 406: no response is of a media type that the client accepts.
    NotAcceptable,
    /// 413: the body is larger than the service reads.
    PayloadTooLarge,
    /// 415: the contract does not have the media type of the body.
    UnsupportedMediaType,
    /// 415: the body is compressed.
    UnsupportedEncoding,
    /// 422: the body is well formed and violates constraints of the contract.
    InvalidBody,
    /// 500: the response could not be written.
    Internal,
}

impl RejectionKind {
    /// Returns the status that HTTP has for it (RFC 9110, section 15).
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
    /// A rejection with a sentence for people, which must not repeat secrets.
    #[must_use]
    pub fn new(kind: RejectionKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            violations: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// There are no valid credentials.
    #[must_use]
    pub fn unauthorized(detail: impl Into<String>) -> Self {
        Self::new(RejectionKind::Unauthorized, detail)
    }

    /// The caller does not have the permission.
    #[must_use]
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(RejectionKind::Forbidden, detail)
    }

    /// The path is served for other methods only: `GET, HEAD`.
    #[must_use]
    pub fn method_not_allowed(allowed: &str) -> Self {
        Self::new(
            RejectionKind::MethodNotAllowed,
            format!("the methods here are {allowed}"),
        )
        .with_header(header::ALLOW, allowed)
    }

    /// Nothing is served at the path.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(RejectionKind::NotFound, "there is nothing at this path")
    }

    pub(super) fn invalid(violations: Vec<Violation>) -> Self {
        let body = violations
            .iter()
            .all(|violation| violation.part == RequestPart::Body);
        let kind = if body {
            RejectionKind::InvalidBody
        } else {
            RejectionKind::InvalidParameters
        };
        Self {
            violations,
            ..Self::new(kind, "")
        }
    }

    /// Adds the challenge of a security scheme (RFC 9110, section 11.6.1) to a rejection for want of
    /// credentials, unless it has one.
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

    /// Adds a header to the response.
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

    /// Returns what is wrong, in a sentence.
    #[must_use]
    pub fn detail(&self) -> impl fmt::Display + '_ {
        Detail(self)
    }

    /// Returns the constraints that the request violates; of very many, the first ones, and an entry
    /// that says so.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Returns a response with the status and headers of the rejection, and a body of your own.
    #[must_use]
    pub fn respond(&self, content_type: &str, body: impl Into<Body>) -> Response {
        self.respond_as(self.status(), content_type, body)
    }

    /// Returns the same response as [`Rejection::respond`], with another status.
    #[must_use]
    pub fn respond_as(
        &self,
        status: StatusCode,
        content_type: &str,
        body: impl Into<Body>,
    ) -> Response {
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        let headers = response.headers_mut();
        insert(headers, header::CONTENT_TYPE, content_type);
        for (name, value) in &self.headers {
            insert(headers, name.clone(), value);
        }
        response
    }

    /// Returns the response as `application/problem+json` (RFC 9457), with a list of the violations.
    #[must_use]
    pub fn into_problem(self) -> Response {
        let body = serde_json::to_vec(&Problem(&self)).unwrap_or_default();
        self.respond("application/problem+json", body)
    }
}

/// The sentence of a rejection.
struct Detail<'a>(&'a Rejection);

impl fmt::Display for Detail<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.detail)?;
        for (index, violation) in self.0.violations.iter().enumerate() {
            let separator = if index > 0 { "; " } else { "" };
            write!(out, "{separator}{violation}")?;
        }
        Ok(())
    }
}

/// A text that is written into JSON without being put together before.
struct Text<T>(T);

impl<T: fmt::Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

struct Problem<'a>(&'a Rejection);

impl Serialize for Problem<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(rejection) = self;
        let status = rejection.status();
        let mut problem = serializer.serialize_map(None)?;
        problem.serialize_entry("detail", &Text(rejection.detail()))?;
        problem.serialize_entry("status", &status.as_u16())?;
        problem.serialize_entry("title", status.canonical_reason().unwrap_or("Rejected"))?;
        if !rejection.violations.is_empty() {
            problem.serialize_entry("violations", &ProblemList(&rejection.violations))?;
        }
        problem.end()
    }
}

struct ProblemList<'a>(&'a [Violation]);

impl Serialize for ProblemList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(ProblemEntry))
    }
}

struct ProblemEntry<'a>(&'a Violation);

impl Serialize for ProblemEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(violation) = self;
        let mut entry = serializer.serialize_map(None)?;
        entry.serialize_entry("detail", &Text(violation.message()))?;
        entry.serialize_entry("in", violation.part.name())?;
        entry.serialize_entry("keyword", violation.keyword)?;
        entry.serialize_entry("name", &violation.parameter)?;
        entry.serialize_entry("pointer", &violation.pointer)?;
        entry.end()
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.status(), self.detail())
    }
}

impl std::error::Error for Rejection {}
