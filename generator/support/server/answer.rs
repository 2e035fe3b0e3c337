//! Answers: a status, headers and a body as the contract says.
#![forbid(unsafe_code)]

use std::ops::RangeInclusive;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;

use super::super::media::{Content, MediaRange};
use super::super::parameter::Parameter;
use super::{Rejection, RejectionKind};

/// A status for an answer.
///
/// # Errors
/// Where it is none, or not in the range that the contract documents.
pub fn checked_status(code: u16, range: RangeInclusive<u16>) -> Result<StatusCode, Rejection> {
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
    insert(answer.headers_mut(), header::CONTENT_TYPE, media_type);
    Ok(answer)
}

/// An answer with a body of any type of a range.
///
/// # Errors
/// Where the status is none, or the type is not in the range.
pub fn open_answer(code: u16, range: &str, body: Content) -> Result<Response, Rejection> {
    if MediaRange::parse(range).includes(&MediaRange::parse(&body.media_type)) {
        return bytes_answer(code, &body.media_type, body.bytes);
    }
    let why = format!(
        "the contract does not document answers of type {}",
        body.media_type
    );
    Err(Rejection::new(RejectionKind::Internal, why))
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

/// A header whose value cannot be written (a line break in it) is left out.
pub(super) fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
