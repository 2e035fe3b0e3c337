//! Responses, as the service sent them and as the contract types them.
#![forbid(unsafe_code)]

use std::ops::Deref;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

/// A successful response: its body, with its status and headers.
#[derive(Debug, Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: ResponseHeaders,
    body: T,
}

impl<T> Response<T> {
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    #[must_use]
    pub fn headers(&self) -> &ResponseHeaders {
        &self.headers
    }

    #[must_use]
    pub fn body(&self) -> &T {
        &self.body
    }

    /// Returns the body without status and headers.
    #[must_use]
    pub fn into_body(self) -> T {
        self.body
    }

    /// Maps the body.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            status: self.status,
            headers: self.headers,
            body: make(self.body),
        }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}

/// The headers of a response. Headers that the contract declares have methods, which return `None`
/// if a header is absent or invalid; every header is in the map.
#[derive(Debug, Clone, Default)]
pub struct ResponseHeaders(HeaderMap);

impl Deref for ResponseHeaders {
    type Target = HeaderMap;

    fn deref(&self) -> &HeaderMap {
        &self.0
    }
}

/// A raw response.
#[derive(Debug, Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: ResponseHeaders,
    body: Vec<u8>,
}

impl RawResponse {
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: ResponseHeaders(headers),
            body,
        }
    }

    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    #[must_use]
    pub fn headers(&self) -> &ResponseHeaders {
        &self.headers
    }

    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns the body without status and headers.
    #[must_use]
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }

    /// Takes the bytes of the body.
    pub(super) fn take_body(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.body)
    }

    /// The response with its typed body.
    pub(super) fn with<T>(self, body: T) -> Response<T> {
        Response {
            status: self.status,
            headers: self.headers,
            body,
        }
    }

    /// The response with its body put back.
    pub(super) fn with_bytes(self, body: Vec<u8>) -> Self {
        Self { body, ..self }
    }
}
