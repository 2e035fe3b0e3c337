//! Answers: what came back, and what the contract makes of it.
#![forbid(unsafe_code)]

use std::ops::Deref;

use reqwest::StatusCode;
use reqwest::header::{self, HeaderMap};
use serde_json::Value;

use super::super::json::{FromJson, JsonError};
use super::super::media::{Content, MediaRange};
use super::{Error, Unexpected};

/// A documented answer: what its body says, with the status and headers that it came with.
#[derive(Debug, Clone)]
pub struct Answer<T> {
    status: StatusCode,
    headers: HeaderMap,
    body: T,
}

impl<T> Answer<T> {
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The text of a header, where the answer has it and it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body alone.
    #[must_use]
    pub fn into_body(self) -> T {
        self.body
    }

    /// The same answer with something else made of its body.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Answer<U> {
        Answer {
            status: self.status,
            headers: self.headers,
            body: make(self.body),
        }
    }
}

impl<T> Deref for Answer<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}

/// What a service sent back, before it is known what it means.
#[derive(Debug)]
pub struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Reply {
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Whether the body is of a media type or range of the contract.
    #[must_use]
    pub fn is(&self, media_type: &str) -> bool {
        let given = self
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        given.is_some_and(|given| MediaRange::parse(media_type).includes(&MediaRange::parse(given)))
    }

    fn decode<T: FromJson>(&self) -> Result<T, JsonError> {
        let value: Value = serde_json::from_slice(&self.body)
            .map_err(|error| JsonError::new(format!("is not JSON: {error}")))?;
        T::from_json(value)
    }

    /// The answer with a JSON body.
    ///
    /// # Errors
    /// Where the body is not what the contract says.
    pub fn json<T: FromJson, E>(self) -> Result<Answer<T>, Error<E>> {
        match self.decode() {
            Ok(body) => Ok(Answer {
                status: self.status,
                headers: self.headers,
                body,
            }),
            Err(error) => Err(Error::Mismatch(Box::new(self.unexpected()), error)),
        }
    }

    /// The answer without a body.
    ///
    /// # Errors
    /// Never; the type is that of the other answers.
    pub fn empty<E>(self) -> Result<Answer<()>, Error<E>> {
        Ok(Answer {
            status: self.status,
            headers: self.headers,
            body: (),
        })
    }

    /// The answer with the body's bytes.
    ///
    /// # Errors
    /// Never; the type is that of the other answers.
    pub fn bytes<E>(self) -> Result<Answer<Vec<u8>>, Error<E>> {
        Ok(Answer {
            status: self.status,
            headers: self.headers,
            body: self.body,
        })
    }

    /// The answer with the body's bytes and the media type that they are of. Without one nothing is
    /// known of them (RFC 9110, section 8.3).
    ///
    /// # Errors
    /// Never; the type is that of the other answers.
    pub fn content<E>(self) -> Result<Answer<Content>, Error<E>> {
        let given = self.headers.get(header::CONTENT_TYPE);
        let given = given.and_then(|value| value.to_str().ok());
        let media_type = given.unwrap_or("application/octet-stream").to_owned();
        let answer = self.bytes()?;
        Ok(answer.map(|bytes| Content::new(media_type, bytes)))
    }

    /// The answer with a body of text.
    ///
    /// # Errors
    /// Where the body is not UTF-8.
    pub fn text<E>(self) -> Result<Answer<String>, Error<E>> {
        match String::from_utf8(self.body) {
            Ok(body) => Ok(Answer {
                status: self.status,
                headers: self.headers,
                body,
            }),
            Err(error) => {
                let answer = Unexpected {
                    status: self.status,
                    headers: self.headers,
                    body: error.into_bytes(),
                };
                Err(Error::Mismatch(
                    Box::new(answer),
                    JsonError::new("is not UTF-8"),
                ))
            }
        }
    }

    /// An answer with something else made of its body.
    ///
    /// # Errors
    /// As reading the answer failed.
    pub fn success<T, U, E>(
        answer: Result<Answer<T>, Error<E>>,
        make: impl FnOnce(T) -> U,
    ) -> Result<Answer<U>, Error<E>> {
        answer.map(|answer| answer.map(make))
    }

    /// An answer that has no body.
    ///
    /// # Errors
    /// As reading the answer failed.
    pub fn bare_success<U, E>(
        answer: Result<Answer<()>, Error<E>>,
        value: U,
    ) -> Result<Answer<U>, Error<E>> {
        answer.map(|answer| answer.map(|()| value))
    }

    /// The documented error that an answer is, whatever form its body has.
    pub fn error<T, E>(answer: Result<Answer<T>, Error<E>>, make: impl FnOnce(T) -> E) -> Error<E> {
        match answer {
            Ok(answer) => Error::Documented(make(answer.into_body())),
            Err(error) => error,
        }
    }

    /// A documented error that has no body.
    pub fn bare_error<E>(answer: Result<Answer<()>, Error<E>>, value: E) -> Error<E> {
        Self::error(answer, |()| value)
    }

    /// A documented error that several statuses share: the status is part of it.
    pub fn open_error<T, E>(
        answer: Result<Answer<T>, Error<E>>,
        make: impl FnOnce(u16, T) -> E,
    ) -> Error<E> {
        match answer {
            Ok(answer) => Error::Documented(make(answer.status.as_u16(), answer.into_body())),
            Err(error) => error,
        }
    }

    /// A documented error that several statuses share and that has no body.
    pub fn bare_open_error<E>(
        answer: Result<Answer<()>, Error<E>>,
        make: impl FnOnce(u16) -> E,
    ) -> Error<E> {
        Self::open_error(answer, |status, ()| make(status))
    }

    /// An answer that the contract does not document.
    pub fn undocumented<E>(self) -> Error<E> {
        Error::Undocumented(Box::new(self.unexpected()))
    }

    fn unexpected(self) -> Unexpected {
        Unexpected {
            status: self.status,
            headers: self.headers,
            body: self.body,
        }
    }
}
