//! The head of a request while it is read, and what its headers negotiate.
#![forbid(unsafe_code)]

use axum::body::{Body, HttpBody};
use axum::http::{HeaderName, HeaderValue, Request, header};

use super::super::media::{self, Content, MediaRange};
use super::super::parameter::{Location, Piece, Template};
use super::{Context, Matched, Rejection, RejectionKind};

/// The head of a request, with the path parameters as they were sent.
#[derive(Debug)]
pub struct Head {
    context: Context,
    path: Vec<(String, String)>,
}

impl Head {
    /// Splits a request into its head and its body. So many segments are in front of the path of the
    /// contract.
    ///
    /// # Errors
    /// 404 if the path does not fit the operation's template.
    pub fn new(
        request: Request<Body>,
        depth: usize,
        matched: Matched,
        template: &Template,
    ) -> Result<(Self, Body), Rejection> {
        let (parts, body) = request.into_parts();
        let context = Context::below(depth, matched, parts);
        let path = match template.pieces {
            // Most paths without parameters are no more than that.
            [Piece::Literal(text)] if *text == context.path() => Vec::new(),
            _ => template
                .read(context.path(), context.query())
                .ok_or_else(Rejection::not_found)?,
        };
        Ok((Self { context, path }, body))
    }

    /// Returns the operation, and the head as it was sent.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    pub(super) fn into_context(self) -> Context {
        self.context
    }

    /// Returns the value of a header that may be given once. Given twice, it has none: a proxy may
    /// have believed the other one.
    pub(super) fn header(&self, name: &HeaderName) -> Option<&str> {
        let mut values = self.context.headers().get_all(name).iter();
        let value = values.next().filter(|_| values.next().is_none())?;
        value.to_str().ok()
    }

    /// Rejects a request whose `Accept` admits none of the media types (RFC 9110, section 12.5.1).
    /// Without an `Accept`, all of them are acceptable.
    ///
    /// # Errors
    /// 406.
    pub fn accepts(&self, media_types: &[&str]) -> Result<(), Rejection> {
        let values = || self.context.headers().get_all(header::ACCEPT).iter();
        let mut given = values();
        if let (Some(value), None) = (given.next(), given.next())
            && is_plainly_one_of(value, media_types)
        {
            return Ok(());
        }
        let ranges = || {
            let values = values().filter_map(|value| value.to_str().ok());
            // Empty elements of a list mean nothing (RFC 9110, section 5.6.1).
            let ranges = values.flat_map(|value| value.split(','));
            ranges.filter(|range| !range.trim().is_empty())
        };
        if ranges().next().is_none()
            || media_types
                .iter()
                .any(|media_type| media::is_accepted(ranges(), media_type))
        {
            return Ok(());
        }
        let list = media_types.join(", ");
        Err(Rejection::new(
            RejectionKind::NotAcceptable,
            format!("the responses are of type {list}"),
        ))
    }

    /// Returns the index of the media type that the body is of (RFC 9110, section 8.3), or `None` if
    /// an optional body is absent. If the match must be `exact`, the only parameters that are
    /// accepted are those of the contract.
    ///
    /// # Errors
    /// 415, also if the body is compressed.
    pub fn content_type(
        &self,
        wanted: &[&str],
        body: &Body,
        required: bool,
        exact: bool,
    ) -> Result<Option<usize>, Rejection> {
        if body.is_end_stream() && !required && !self.has(&header::CONTENT_TYPE) {
            return Ok(None);
        }
        self.check_encoding()?;
        let Some(written) = self.header(&header::CONTENT_TYPE) else {
            return Err(self.unsupported(wanted, "the header Content-Type must be given once"));
        };
        if wanted.first().is_some_and(|first| *first == written) {
            return Ok(Some(0));
        }
        let given = MediaRange::parse(written);
        match wanted.iter().position(|wanted| {
            let wanted = MediaRange::parse(wanted);
            wanted.includes(&given) && !(exact && given.is_narrower(&wanted))
        }) {
            Some(index) => Ok(Some(index)),
            None => {
                let why = format!("the body cannot be of type {}", written.trim());
                Err(self.unsupported(wanted, &why))
            }
        }
    }

    /// Returns a body with its media type.
    pub(super) fn content(&self, bytes: &[u8]) -> Content {
        let media_type = self.header(&header::CONTENT_TYPE).unwrap_or_default();
        Content::new(media_type.trim(), bytes.to_vec())
    }

    fn has(&self, name: &HeaderName) -> bool {
        self.context.headers().contains_key(name)
    }

    /// Rejects a body that would have to be decompressed (RFC 9110, section 15.5.16).
    fn check_encoding(&self) -> Result<(), Rejection> {
        if !self.has(&header::CONTENT_ENCODING) {
            return Ok(());
        }
        let coding = self.header(&header::CONTENT_ENCODING).map(str::trim);
        if coding.is_some_and(|coding| coding.eq_ignore_ascii_case("identity")) {
            return Ok(());
        }
        let why = "the body must be sent as it is, without a Content-Encoding";
        Err(Rejection::new(RejectionKind::UnsupportedEncoding, why)
            .with_header(header::ACCEPT_ENCODING, "identity"))
    }

    fn unsupported(&self, wanted: &[&str], why: &str) -> Rejection {
        let list = wanted.join(", ");
        Rejection::new(
            RejectionKind::UnsupportedMediaType,
            format!("{why}; it must be {list}"),
        )
    }

    /// Returns the values of a parameter as they were sent.
    pub(super) fn values(&self, location: Location, name: &str) -> Vec<String> {
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
                .context
                .headers()
                .get_all(name)
                .iter()
                .filter_map(|value| String::from_utf8(value.as_bytes().to_vec()).ok())
                .collect(),
            Location::Cookie => self
                .cookies()
                .into_iter()
                .filter(|(known, _)| known == name)
                .map(|(_, text)| text)
                .collect(),
        }
    }

    pub(super) fn query(&self) -> Vec<(String, String)> {
        media::form_pairs(self.context.query())
    }

    pub(super) fn cookies(&self) -> Vec<(String, String)> {
        let lines = self.context.headers().get_all(header::COOKIE).iter();
        lines
            .filter_map(|line| std::str::from_utf8(line.as_bytes()).ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }
}

/// Whether an `Accept` is byte for byte a media type, and nothing has to be weighed.
fn is_plainly_one_of(value: &HeaderValue, media_types: &[&str]) -> bool {
    let value = value.as_bytes();
    media_types.iter().any(|known| known.as_bytes() == value)
        && !value.iter().any(|byte| matches!(byte, b',' | b';'))
}
