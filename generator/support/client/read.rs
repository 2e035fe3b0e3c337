//! Reading the bodies and headers of responses.
#![forbid(unsafe_code)]

use reqwest::header::{self, HeaderValue};

use super::super::json::{FromJson, JsonError, from_slice, from_value};
use super::super::media::{Content, MediaRange};
use super::super::parameter::Parameter;
use super::{Error, ErrorResponse, Failure, RawResponse, Response, ResponseHeaders};

/// Reads a JSON body.
///
/// # Errors
/// Returns a body that does not match the contract.
pub fn json<T: FromJson>(response: RawResponse) -> Result<Response<T>, Failure> {
    match from_slice(response.body()) {
        Ok(body) => Ok(response.with(body)),
        Err(error) => Err(Failure::Invalid(Box::new(response), error)),
    }
}

/// Reads a text body.
///
/// # Errors
/// Returns a body that is not UTF-8.
pub fn text(mut response: RawResponse) -> Result<Response<String>, Failure> {
    match String::from_utf8(response.take_body()) {
        Ok(body) => Ok(response.with(body)),
        Err(error) => {
            let response = response.with_bytes(error.into_bytes());
            let error = JsonError::new("is not UTF-8");
            Err(Failure::Invalid(Box::new(response), error))
        }
    }
}

/// Takes the bytes of a body.
///
/// # Errors
/// Never; the type is that of the other readers.
pub fn bytes(mut response: RawResponse) -> Result<Response<Vec<u8>>, Failure> {
    let body = response.take_body();
    Ok(response.with(body))
}

/// Takes the bytes of a body with their media type, by default `application/octet-stream` (RFC 9110,
/// section 8.3).
///
/// # Errors
/// Never; the type is that of the other readers.
pub fn content(response: RawResponse) -> Result<Response<Content>, Failure> {
    let media_type = content_type(&response).unwrap_or("application/octet-stream");
    let media_type = media_type.to_owned();
    Ok(bytes(response)?.map(|bytes| Content::new(media_type, bytes)))
}

/// Reads one of several successful responses.
///
/// # Errors
/// Returns a body that does not match the contract.
pub fn success<T, S, F: From<Failure>>(
    response: RawResponse,
    read: impl FnOnce(RawResponse) -> Result<Response<T>, Failure>,
    make: impl FnOnce(T) -> S,
) -> Result<Response<S>, F> {
    Ok(read(response)?.map(make))
}

/// Returns a response without reading its body.
pub fn empty<T>(response: RawResponse, value: T) -> Response<T> {
    response.with(value)
}

/// Returns whether a body is of a media type or range of the contract.
#[must_use]
pub fn is(response: &RawResponse, media_type: &str) -> bool {
    let range = MediaRange::parse(media_type);
    let given = content_type(response).map(MediaRange::parse);
    given.is_some_and(|given| range.includes(&given))
}

fn content_type(response: &RawResponse) -> Option<&str> {
    let value = response.headers().get(header::CONTENT_TYPE);
    value.map(HeaderValue::to_str)?.ok()
}

/// Reads a documented error.
pub fn error<T, E>(
    response: RawResponse,
    read: impl FnOnce(RawResponse) -> Result<Response<T>, Failure>,
    make: impl FnOnce(T) -> E,
) -> Error<E> {
    match read(response.clone()) {
        Ok(read) => bare_error(response, make(read.into_body())),
        Err(failure) => failure.into(),
    }
}

/// Returns a documented error that has no body.
pub fn bare_error<E>(response: RawResponse, error: E) -> Error<E> {
    Error::Documented(Box::new(ErrorResponse::new(response, error)))
}

/// Returns a response that the contract does not document.
pub fn undocumented<E>(response: RawResponse) -> Error<E> {
    Error::Undocumented(Box::new(response))
}

/// Reads a header that the contract declares.
#[must_use]
pub fn header<T: FromJson>(headers: &ResponseHeaders, header: &Parameter) -> Option<T> {
    let lines = headers.get_all(header.name).iter();
    let lines: Result<Vec<String>, _> =
        lines.map(|line| line.to_str().map(str::to_owned)).collect();
    from_value(&header.read_text(lines.ok()?)?).ok()
}
