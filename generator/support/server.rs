//! What every generated server does before and after the service's own code: negotiation,
//! credentials, reading within limits, and refusing.
#![forbid(unsafe_code)]

use std::fmt;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, Uri, header};
use axum::response::Response;
use serde::Serialize;
use serde_json::{Value, json};

use super::check::{Check, Part, Violation, check};
use super::json::FromJson;
use super::media::{self, MediaRange};
use super::parameter::{Form, Location, Parameter, Template};

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
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
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

    fn invalid(violations: Vec<Violation>) -> Self {
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

/// A header whose value cannot be written (a line break in it) is left out.
fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

impl Template {
    /// Whether a request is for the operation with this path.
    #[must_use]
    pub fn fits(&self, address: &Uri) -> bool {
        self.read(address.path(), address.query().unwrap_or_default())
            .is_some()
    }
}

/// The head of a request: everything but its body.
#[derive(Debug)]
pub struct Head {
    parts: Parts,
    path: Vec<(String, String)>,
}

impl Head {
    /// Takes a request apart.
    ///
    /// # Errors
    /// 404 where the path does not fit the operation's template.
    pub fn new(request: Request<Body>, template: &Template) -> Result<(Self, Body), Rejection> {
        let (parts, body) = request.into_parts();
        let path = template
            .read(parts.uri.path(), parts.uri.query().unwrap_or_default())
            .ok_or_else(Rejection::not_found)?;
        Ok((Self { parts, path }, body))
    }

    /// The request's method, address, headers and extensions.
    #[must_use]
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    fn text(&self, name: &HeaderName) -> Option<&str> {
        self.parts.headers.get(name)?.to_str().ok()
    }

    /// Refuses a request whose `Accept` admits none of the media types (RFC 9110, 12.5.1). No
    /// `Accept` admits all of them.
    ///
    /// # Errors
    /// 406.
    pub fn accepts(&self, offered: &[&str]) -> Result<(), Rejection> {
        let ranges: Vec<&str> = self
            .parts
            .headers
            .get_all(header::ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect();
        if ranges.is_empty()
            || offered
                .iter()
                .any(|offer| media::is_accepted(&ranges, offer))
        {
            return Ok(());
        }
        let list = offered.join(", ");
        Err(Rejection::new(
            RejectionKind::NotAcceptable,
            format!("the answers are of type {list}"),
        ))
    }

    /// The index of the media type that the body is of (RFC 9110, section 8.3). `None` where there
    /// is neither a body nor need of one.
    ///
    /// # Errors
    /// 415.
    pub fn content_type(
        &self,
        wanted: &[&str],
        body: &Body,
        required: bool,
    ) -> Result<Option<usize>, Rejection> {
        let Some(written) = self.text(&header::CONTENT_TYPE) else {
            if body.is_end_stream() && !required {
                return Ok(None);
            }
            return Err(self.unsupported(wanted, "the header Content-Type is missing"));
        };
        let given = MediaRange::parse(written);
        match wanted
            .iter()
            .position(|wanted| MediaRange::parse(wanted).includes(&given))
        {
            Some(index) => Ok(Some(index)),
            None => Err(self.unsupported(
                wanted,
                &format!("the body cannot be of type {}", given.essence()),
            )),
        }
    }

    fn unsupported(&self, wanted: &[&str], why: &str) -> Rejection {
        let list = wanted.join(", ");
        Rejection::new(
            RejectionKind::UnsupportedMediaType,
            format!("{why}; it must be {list}"),
        )
    }

    /// The token of `Authorization: Bearer` (RFC 6750, section 2.1).
    #[must_use]
    pub fn bearer(&self) -> Option<BearerToken> {
        self.authorization("bearer")
            .map(|token| BearerToken(token.to_owned()))
    }

    /// The user and password of `Authorization: Basic` (RFC 7617, section 2).
    #[must_use]
    pub fn basic(&self) -> Option<Basic> {
        let pair = String::from_utf8(base64_decoded(self.authorization("basic")?)?).ok()?;
        let (username, password) = pair.split_once(':')?;
        Some(Basic {
            username: username.to_owned(),
            password: password.to_owned(),
        })
    }

    /// What stands behind a scheme's name in `Authorization` (RFC 9110, section 11.4).
    #[must_use]
    pub fn authorization(&self, scheme: &str) -> Option<&str> {
        let (name, rest) = self.text(&header::AUTHORIZATION)?.trim().split_once(' ')?;
        name.eq_ignore_ascii_case(scheme)
            .then(|| rest.trim())
            .filter(|rest| !rest.is_empty())
    }

    /// The text of a parameter that holds an API key.
    #[must_use]
    pub fn api_key(&self, location: Location, name: &str) -> Option<ApiKey> {
        let texts = self.texts(location, name);
        texts
            .into_iter()
            .next()
            .filter(|text| !text.is_empty())
            .map(ApiKey)
    }

    fn texts(&self, location: Location, name: &str) -> Vec<String> {
        match location {
            Location::Path => self
                .path
                .iter()
                .filter(|(known, _)| known == name)
                .map(|(_, text)| text.clone())
                .take(1)
                .collect(),
            Location::Query => self
                .query()
                .into_iter()
                .filter(|(known, _)| known == name)
                .map(|(_, text)| media::decode(&text))
                .collect(),
            Location::Header => self
                .parts
                .headers
                .get_all(name)
                .iter()
                .filter_map(|value| value.to_str().ok())
                .map(str::to_owned)
                .collect(),
            Location::Cookie => self
                .cookies()
                .into_iter()
                .filter(|(known, _)| known == name)
                .map(|(_, text)| text)
                .collect(),
        }
    }

    fn query(&self) -> Vec<(String, String)> {
        media::form_pairs(self.parts.uri.query().unwrap_or_default())
    }

    fn cookies(&self) -> Vec<(String, String)> {
        let lines = self.parts.headers.get_all(header::COOKIE).iter();
        lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    /// Starts reading what the operation takes.
    #[must_use]
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            head: self,
            known: Vec::new(),
            violations: Vec::new(),
        }
    }
}

/// A bearer token as it was sent. It is not shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct BearerToken(String);

impl BearerToken {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("BearerToken(…)")
    }
}

/// A user and password as they were sent. The password is not shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Basic {
    pub username: String,
    pub password: String,
}

impl fmt::Debug for Basic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Basic({}, …)", self.username)
    }
}

/// The bytes of base64, with or without padding (RFC 4648, section 4).
fn base64_decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut group, mut bits) = (0_u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        group = (group << 6 | u32::from(digit)) & 0xff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((group >> bits & 0xff) as u8);
        }
    }
    Some(bytes)
}

/// An API key as it was sent. It is not shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("ApiKey(…)")
    }
}

/// Reads the parameters and the body of a request, and keeps every violation.
#[derive(Debug)]
pub struct Reader<'a> {
    head: &'a Head,
    known: Vec<&'static str>,
    violations: Vec<Violation>,
}

impl Reader<'_> {
    fn part(location: Location) -> Part {
        match location {
            Location::Path => Part::Path,
            Location::Query => Part::Query,
            Location::Header => Part::Header,
            Location::Cookie => Part::Cookie,
        }
    }

    fn value(&mut self, parameter: &Parameter) -> Option<Value> {
        self.known.push(parameter.name);
        match parameter.location {
            Location::Query => parameter.read_pairs(&self.head.query()),
            Location::Cookie => parameter.read_pairs(&self.head.cookies()),
            location => parameter.read_text(self.head.texts(location, parameter.name)),
        }
    }

    /// A parameter that must be given.
    pub fn required<T: FromJson>(
        &mut self,
        parameter: &Parameter,
        constraints: Check,
    ) -> Option<T> {
        match self.value(parameter) {
            Some(value) => self.typed(parameter, value, constraints),
            None => {
                self.violations.push(Violation {
                    part: Self::part(parameter.location),
                    parameter: parameter.name.to_owned(),
                    pointer: String::new(),
                    rule: "required",
                    limit: None,
                    message: "is required".to_owned(),
                });
                None
            }
        }
    }

    /// A parameter that may be left out.
    pub fn optional<T: FromJson>(
        &mut self,
        parameter: &Parameter,
        constraints: Check,
    ) -> Option<T> {
        let value = self.value(parameter)?;
        self.typed(parameter, value, constraints)
    }

    fn typed<T: FromJson>(
        &mut self,
        parameter: &Parameter,
        value: Value,
        constraints: Check,
    ) -> Option<T> {
        let before = self.violations.len();
        let part = Self::part(parameter.location);
        check(
            &value,
            part,
            parameter.name,
            constraints,
            &mut self.violations,
        );
        if self.violations.len() > before {
            return None;
        }
        self.convert(value, part, parameter.name)
    }

    fn convert<T: FromJson>(&mut self, value: Value, part: Part, parameter: &str) -> Option<T> {
        match T::from_json(value) {
            Ok(value) => Some(value),
            Err(error) => {
                self.violations.push(Violation {
                    part,
                    parameter: parameter.to_owned(),
                    pointer: error.pointer().to_owned(),
                    rule: "type",
                    limit: None,
                    message: error.message().to_owned(),
                });
                None
            }
        }
    }

    /// Refuses query parameters that have not been read.
    pub fn no_other_query(&mut self) {
        for (name, _) in self.head.query() {
            // `filter[status]` is a part of the parameter `filter`.
            let base = name.split('[').next().unwrap_or_default();
            if !self
                .known
                .iter()
                .any(|known| *known == name || *known == base)
            {
                self.violations.push(Violation {
                    part: Part::Query,
                    parameter: name,
                    pointer: String::new(),
                    rule: "unknown",
                    limit: None,
                    message: "is not a parameter of this operation".to_owned(),
                });
            }
        }
    }

    /// A JSON body.
    ///
    /// # Errors
    /// Where it is no JSON at all: then nothing else can be said about it.
    pub fn json<T: FromJson>(
        &mut self,
        bytes: &Bytes,
        constraints: Check,
    ) -> Result<Option<T>, Rejection> {
        if bytes.is_empty() {
            return Err(Rejection::new(
                RejectionKind::MalformedBody,
                "the body is missing",
            ));
        }
        let value: Value = serde_json::from_slice(bytes).map_err(|error| {
            Rejection::new(
                RejectionKind::MalformedBody,
                format!("the body is not JSON: {error}"),
            )
        })?;
        let before = self.violations.len();
        check(&value, Part::Body, "", constraints, &mut self.violations);
        if self.violations.len() > before {
            return Ok(None);
        }
        Ok(self.convert(value, Part::Body, ""))
    }

    /// A body that is a form.
    pub fn form<T: FromJson>(
        &mut self,
        bytes: &Bytes,
        form: &Form,
        constraints: Check,
    ) -> Option<T> {
        let value = form.read(&String::from_utf8_lossy(bytes));
        let before = self.violations.len();
        check(&value, Part::Body, "", constraints, &mut self.violations);
        if self.violations.len() > before {
            return None;
        }
        self.convert(value, Part::Body, "")
    }

    /// A body that is text.
    ///
    /// # Errors
    /// Where it is not UTF-8.
    pub fn text(&mut self, bytes: &Bytes) -> Result<Option<String>, Rejection> {
        match String::from_utf8(bytes.to_vec()) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(Rejection::new(
                RejectionKind::MalformedBody,
                "the body is not UTF-8",
            )),
        }
    }

    /// A parameter that may be left out, and stands for a default then.
    pub fn defaulted<T: FromJson>(
        &mut self,
        parameter: &Parameter,
        constraints: Check,
        default: &str,
    ) -> Option<T> {
        match self.value(parameter) {
            Some(value) => self.typed(parameter, value, constraints),
            // The generator has read the default as this type already.
            None => serde_json::from_str(default)
                .ok()
                .and_then(|value| T::from_json(value).ok()),
        }
    }

    /// Ends reading: the request, or every violation that was found.
    ///
    /// # Errors
    /// 400 where a parameter is wrong, 422 where only the body is.
    pub fn finish<T>(self, request: impl FnOnce() -> Option<T>) -> Result<T, Rejection> {
        if !self.violations.is_empty() {
            return Err(Rejection::invalid(self.violations));
        }
        // Whatever is missing has left a violation.
        request()
            .ok_or_else(|| Rejection::new(RejectionKind::Internal, "the request could not be read"))
    }
}

/// Reads a body of at most `limit` bytes.
///
/// # Errors
/// 413 where it is larger, 400 where it breaks off.
pub async fn read_body(body: Body, limit: usize) -> Result<Bytes, Rejection> {
    let too_large = || {
        Rejection::new(
            RejectionKind::PayloadTooLarge,
            format!("the body may have at most {limit} bytes"),
        )
    };
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let mut body = std::pin::pin!(body);
    while let Some(frame) = std::future::poll_fn(|context| body.as_mut().poll_frame(context)).await
    {
        let frame = frame.map_err(|_| {
            Rejection::new(
                RejectionKind::MalformedBody,
                "the body broke off before its end",
            )
        })?;
        if let Ok(data) = frame.into_data() {
            if data.len() > limit - bytes.len() {
                return Err(too_large());
            }
            bytes.extend_from_slice(&data);
        }
    }
    Ok(Bytes::from(bytes))
}

/// A status for an answer.
///
/// # Errors
/// Where it is none, or not in the range that the contract documents.
pub fn checked_status(
    code: u16,
    range: std::ops::RangeInclusive<u16>,
) -> Result<StatusCode, Rejection> {
    let status = StatusCode::from_u16(code)
        .ok()
        .filter(|_| range.contains(&code));
    status.ok_or_else(|| {
        Rejection::new(
            RejectionKind::Internal,
            format!("the contract does not document the status {code}"),
        )
    })
}

/// An answer without a body.
///
/// # Errors
/// Where the status is none.
pub fn empty_answer(code: u16) -> Result<Response, Rejection> {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = checked_status(code, 100..=999)?;
    Ok(answer)
}

/// An answer with a JSON body.
///
/// # Errors
/// Where the body cannot be written as JSON.
pub fn json_answer<T: Serialize>(
    code: u16,
    media_type: &str,
    body: &T,
) -> Result<Response, Rejection> {
    let bytes = serde_json::to_vec(body)
        .map_err(|_| Rejection::new(RejectionKind::Internal, "the answer could not be written"))?;
    bytes_answer(code, media_type, bytes)
}

/// An answer with a body of bytes.
///
/// # Errors
/// Where the status is none.
pub fn bytes_answer(code: u16, media_type: &str, body: Vec<u8>) -> Result<Response, Rejection> {
    let mut answer = empty_answer(code)?;
    *answer.body_mut() = Body::from(body);
    // A range is no type: what is not known more closely is bytes.
    let media_type = if media_type.contains('*') {
        "application/octet-stream"
    } else {
        media_type
    };
    insert(answer.headers_mut(), header::CONTENT_TYPE, media_type);
    Ok(answer)
}

/// Adds a header to an answer.
///
/// # Errors
/// Where the value cannot stand in a header.
pub fn with_header<T: Serialize>(
    answer: Response,
    header: &Parameter,
    value: &T,
) -> Result<Response, Rejection> {
    let mut answer = answer;
    let fault = || {
        Rejection::new(
            RejectionKind::Internal,
            format!("the header {} could not be written", header.name),
        )
    };
    let value = serde_json::to_value(value).map_err(|_| fault())?;
    let value = HeaderValue::from_str(&header.write_text(&value)).map_err(|_| fault())?;
    let name = HeaderName::from_bytes(header.name.as_bytes()).map_err(|_| fault())?;
    answer.headers_mut().insert(name, value);
    Ok(answer)
}

/// Adds a header to an answer, where there is a value for it.
///
/// # Errors
/// Where the value cannot stand in a header.
pub fn with_optional<T: Serialize>(
    answer: Response,
    header: &Parameter,
    value: &Option<T>,
) -> Result<Response, Rejection> {
    match value {
        Some(value) => with_header(answer, header, value),
        None => Ok(answer),
    }
}
