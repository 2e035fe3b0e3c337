//! Errors of calls.
#![forbid(unsafe_code)]

use std::fmt;

use reqwest::StatusCode;

use super::super::json::JsonError;
use super::{RawResponse, ResponseHeaders};

/// Why a call has no successful response.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The response is an error that the contract documents.
    Documented(Box<ErrorResponse<E>>),
    /// The contract does not document the status of the response.
    Undocumented(Box<RawResponse>),
    /// The status is documented, but the body does not match the contract.
    Invalid(Box<RawResponse>, JsonError),
    /// There is no complete response: no connection, a timeout, a body cut short.
    Transport(reqwest::Error),
    /// The response is larger than the client reads.
    TooLarge,
    /// The request could not be made: an address or a header has characters that cannot be sent.
    Request(String),
}

impl<E> Error<E> {
    fn response(&self) -> Option<&RawResponse> {
        match self {
            Self::Documented(response) => Some(&response.raw),
            Self::Undocumented(response) | Self::Invalid(response, _) => Some(response),
            Self::Transport(_) | Self::TooLarge | Self::Request(_) => None,
        }
    }

    /// Returns the status, if there is a response.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(RawResponse::status)
    }

    /// Returns the headers, if there is a response.
    #[must_use]
    pub fn headers(&self) -> Option<&ResponseHeaders> {
        self.response().map(RawResponse::headers)
    }

    /// Returns the raw body, if there is a response.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.response().map(RawResponse::body)
    }

    /// Returns the documented error, if it is one.
    #[must_use]
    pub fn documented(&self) -> Option<&E> {
        match self {
            Self::Documented(response) => Some(&response.error),
            _ => None,
        }
    }

    /// Returns whether the call timed out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_timeout())
    }

    /// Returns whether no connection could be established.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_connect())
    }

    /// Returns whether the same call may succeed later: after the statuses 408, 425, 429, 500, 502,
    /// 503 and 504, after a timeout, and where no connection could be made.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self.response() {
            Some(response) => is_transient(response.status()),
            None => self.is_timeout() || self.is_connect(),
        }
    }
}

fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

impl<E: fmt::Debug> fmt::Display for Error<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Documented(response) => {
                let (status, error) = (response.status(), &response.error);
                write!(out, "the service responded with {status}: {error:?}")
            }
            Self::Undocumented(response) => {
                let status = response.status();
                write!(
                    out,
                    "the service responded with {status}, which is not documented"
                )
            }
            Self::Invalid(response, error) => {
                let status = response.status();
                write!(
                    out,
                    "the response ({status}) does not match the contract: {error}"
                )
            }
            Self::Transport(error) => write!(out, "there is no response: {}", root_cause(error)),
            Self::TooLarge => out.write_str("the response is larger than the client reads"),
            Self::Request(error) => write!(out, "the request could not be made: {error}"),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Invalid(_, error) => Some(error),
            _ => None,
        }
    }
}

/// The first cause of an error, which says more than what went wrong because of it.
fn root_cause(error: &reqwest::Error) -> &dyn std::error::Error {
    let mut cause: &dyn std::error::Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause
}

/// A response that is an error that the contract documents.
#[derive(Debug, Clone)]
pub struct ErrorResponse<E> {
    raw: RawResponse,
    error: E,
}

impl<E> ErrorResponse<E> {
    pub(super) fn new(raw: RawResponse, error: E) -> Self {
        Self { raw, error }
    }

    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.raw.status()
    }

    #[must_use]
    pub fn headers(&self) -> &ResponseHeaders {
        self.raw.headers()
    }

    /// Returns the raw body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.raw.body()
    }

    /// Returns the error that the contract documents.
    #[must_use]
    pub fn error(&self) -> &E {
        &self.error
    }

    /// Returns the error without status and headers.
    #[must_use]
    pub fn into_error(self) -> E {
        self.error
    }

    /// Returns whether the same call may succeed later, by the status.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        is_transient(self.status())
    }
}

/// Why a response cannot be read, or there is none.
#[derive(Debug)]
pub enum Failure {
    Invalid(Box<RawResponse>, JsonError),
    Transport(reqwest::Error),
    TooLarge,
    Request(String),
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Invalid(response, error) => Self::Invalid(response, error),
            // Its URL may hold credentials.
            Failure::Transport(error) => Self::Transport(error.without_url()),
            Failure::TooLarge => Self::TooLarge,
            Failure::Request(error) => Self::Request(error),
        }
    }
}
