//! What can come back instead of a documented answer.
#![forbid(unsafe_code)]

use std::fmt;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::super::json::JsonError;

/// Why a call gave no answer of the documented kind.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The service answered with an error that the contract documents.
    Documented(E),
    /// The service answered with a status that the contract does not document.
    Undocumented(Box<Unexpected>),
    /// The status is documented, and the body is not what the contract says.
    Mismatch(Box<Unexpected>, JsonError),
    /// There was no answer, or not all of it: no connection, a timeout, a cut-off body.
    Transport(reqwest::Error),
    /// The answer is larger than the client reads.
    TooLarge,
    /// The request could not be made: an address or a header with characters that cannot stand
    /// there.
    Request(String),
}

impl<E> Error<E> {
    /// The status of the answer, where there was one that is not documented as it came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Undocumented(answer) | Self::Mismatch(answer, _) => Some(answer.status),
            _ => None,
        }
    }

    /// Whether the time that the builder allows ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_timeout())
    }

    /// Whether no connection could be made.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_connect())
    }
}

impl<E: fmt::Debug> fmt::Display for Error<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Documented(error) => write!(out, "the service answered with an error: {error:?}"),
            Self::Undocumented(answer) => {
                write!(
                    out,
                    "the service answered with {}, which is not documented",
                    answer.status
                )
            }
            Self::Mismatch(answer, error) => {
                write!(
                    out,
                    "the answer ({}) is not what the contract says: {error}",
                    answer.status
                )
            }
            Self::Transport(error) => write!(out, "there was no answer: {error}"),
            Self::TooLarge => out.write_str("the answer is larger than the client reads"),
            Self::Request(error) => write!(out, "the request could not be made: {error}"),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Mismatch(_, error) => Some(error),
            _ => None,
        }
    }
}

/// Why there is no answer to look at.
#[derive(Debug)]
pub enum Failure {
    Transport(reqwest::Error),
    TooLarge,
    Request(String),
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Transport(error) => Self::Transport(error),
            Failure::TooLarge => Self::TooLarge,
            Failure::Request(error) => Self::Request(error),
        }
    }
}

/// An answer that the contract does not describe, as it came.
#[derive(Debug, Clone)]
pub struct Unexpected {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}
