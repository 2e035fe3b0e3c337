//! Responses: a status, headers and a body as the contract documents them.
#![forbid(unsafe_code)]

use std::any::Any;
use std::ops::RangeInclusive;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;

use super::super::media::{Content, MediaRange};
use super::super::parameter::{Parameter, Style};
use super::{Rejection, RejectionKind};

/// A response with headers that its handler has added to those of the contract.
#[derive(Debug, Clone)]
pub struct WithHeaders<R> {
    response: R,
    headers: HeaderMap,
}

impl<R> WithHeaders<R> {
    #[must_use]
    pub fn new(response: R) -> Self {
        Self {
            response,
            headers: HeaderMap::new(),
        }
    }

    /// Returns the response without the added headers.
    #[must_use]
    pub fn response(&self) -> &R {
        &self.response
    }

    /// Returns the added headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Adds a header, also beside another of its name. Headers that frame the message
    /// (`content-length`, `transfer-encoding`, `connection`) are the server's own and are left out.
    pub fn add(&mut self, name: HeaderName, value: HeaderValue) {
        let framing = [
            header::CONTENT_LENGTH,
            header::TRANSFER_ENCODING,
            header::CONNECTION,
        ];
        if framing.contains(&name) {
            return;
        }
        // Fails beyond 32,768 headers, which no client reads.
        let _ = self.headers.try_append(name, value);
    }

    /// Writes the response, then its added headers. They take the place of headers of their names.
    ///
    /// # Errors
    /// As `write` fails.
    pub fn write(
        self,
        write: impl FnOnce(R) -> Result<Response, Rejection>,
    ) -> Result<Response, Rejection> {
        let mut response = write(self.response)?;
        let headers = response.headers_mut();
        for name in self.headers.keys() {
            headers.remove(name);
        }
        for (name, value) in &self.headers {
            let _ = headers.try_append(name.clone(), value.clone());
        }
        Ok(response)
    }
}

/// Returns the status of a response.
///
/// # Errors
/// If there is no such status, or the contract does not document it.
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

/// Returns a response without a body.
///
/// # Errors
/// If there is no such status.
pub fn empty_response(code: u16) -> Result<Response, Rejection> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = checked_status(code, 100..=999)?;
    Ok(response)
}

/// The bytes that a JSON body has room for at first. Most are shorter, or several times as long.
const ROOM: usize = 1024;

/// Returns a response with a JSON body.
///
/// # Errors
/// If the body cannot be written as JSON.
pub fn json_response<T: Serialize>(
    code: u16,
    media_type: &'static str,
    body: &T,
) -> Result<Response, Rejection> {
    let mut bytes = Vec::with_capacity(ROOM);
    match serde_json::to_writer(&mut bytes, body) {
        Ok(()) => bytes_response(code, media_type, bytes),
        Err(_) => Err(Rejection::new(
            RejectionKind::Internal,
            "the response could not be written",
        )),
    }
}

/// Returns a response with a body of bytes.
///
/// # Errors
/// If there is no such status.
pub fn bytes_response(
    code: u16,
    media_type: &'static str,
    body: Vec<u8>,
) -> Result<Response, Rejection> {
    // The value is the text itself, without a copy.
    let media_type = HeaderValue::from_maybe_shared(Bytes::from_static(media_type.as_bytes()));
    body_response(code, media_type.ok(), body)
}

/// A response with a body. A media type that cannot be sent in a header is left out.
fn body_response(
    code: u16,
    media_type: Option<HeaderValue>,
    body: Vec<u8>,
) -> Result<Response, Rejection> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = checked_status(code, 100..=999)?;
    if let Some(media_type) = media_type {
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, media_type);
    }
    Ok(response)
}

/// Returns a response with a body of any media type of a range.
///
/// # Errors
/// If there is no such status, or the media type is not in the range.
pub fn content_response(code: u16, range: &str, body: Content) -> Result<Response, Rejection> {
    if MediaRange::parse(range).includes(&MediaRange::parse(&body.media_type)) {
        let media_type = HeaderValue::from_str(&body.media_type);
        return body_response(code, media_type.ok(), body.bytes);
    }
    let why = format!(
        "the contract does not document responses of type {}",
        body.media_type
    );
    Err(Rejection::new(RejectionKind::Internal, why))
}

/// Writes a header that the contract declares.
///
/// # Errors
/// If the value cannot be sent in a header.
pub fn write_header<T: Serialize + 'static>(
    mut response: Response,
    header: &Parameter,
    value: &T,
) -> Result<Response, Rejection> {
    let fault = || {
        Rejection::new(
            RejectionKind::Internal,
            format!("the response header {} could not be written", header.name),
        )
    };
    let value = match (value as &dyn Any).downcast_ref::<String>() {
        // A string is its own text.
        Some(text) if header.style == Style::Simple => HeaderValue::from_str(text),
        _ => {
            let value = serde_json::to_value(value).map_err(|_| fault())?;
            HeaderValue::from_str(&header.write_text(&value))
        }
    };
    let value = value.map_err(|_| fault())?;
    let name = HeaderName::from_bytes(header.name.as_bytes()).map_err(|_| fault())?;
    response.headers_mut().insert(name, value);
    Ok(response)
}

/// Writes a header that the contract declares, if there is a value for it.
///
/// # Errors
/// If the value cannot be sent in a header.
pub fn write_optional_header<T: Serialize + 'static>(
    response: Response,
    header: &Parameter,
    value: &Option<T>,
) -> Result<Response, Rejection> {
    match value {
        Some(value) => write_header(response, header, value),
        None => Ok(response),
    }
}

/// Sets a header. One whose value cannot be sent (it has a line break) is left out.
pub(super) fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
