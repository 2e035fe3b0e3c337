//! The head of a request, and what is negotiated by its headers.
#![forbid(unsafe_code)]

use axum::body::{Body, HttpBody};
use axum::http::request::Parts;
use axum::http::{HeaderName, Request, Uri, header};

use super::super::media::{self, Content, MediaRange};
use super::super::parameter::{Location, Template};
use super::{Rejection, RejectionKind};

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

    /// The text of a header that may be given once. Given twice it says nothing: what stands in
    /// front of the server may have believed the other one.
    pub(super) fn text(&self, name: &HeaderName) -> Option<&str> {
        let mut values = self.parts.headers.get_all(name).iter();
        let value = values.next().filter(|_| values.next().is_none())?;
        value.to_str().ok()
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
            // Empty elements of a list mean nothing (RFC 9110, section 5.6.1).
            .filter(|range| !range.trim().is_empty())
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
    /// is neither a body nor need of one. Where the match is to be `exact`, no parameters are
    /// admitted but those that the contract names.
    ///
    /// # Errors
    /// 415, also where the body is compressed.
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
        self.plain()?;
        let Some(written) = self.text(&header::CONTENT_TYPE) else {
            return Err(self.unsupported(wanted, "the header Content-Type must be given once"));
        };
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

    /// The body with the media type that it is of.
    #[must_use]
    pub fn content(&self, bytes: &[u8]) -> Content {
        let media_type = self.text(&header::CONTENT_TYPE).unwrap_or_default();
        Content::new(media_type.trim(), bytes.to_vec())
    }

    fn has(&self, name: &HeaderName) -> bool {
        self.parts.headers.contains_key(name)
    }

    /// Refuses a body that would have to be unpacked before it can be read (RFC 9110, section
    /// 15.5.16).
    fn plain(&self) -> Result<(), Rejection> {
        let coding = self.text(&header::CONTENT_ENCODING).map(str::trim);
        let plain = coding.is_some_and(|coding| coding.eq_ignore_ascii_case("identity"));
        if plain || !self.has(&header::CONTENT_ENCODING) {
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

    pub(super) fn texts(&self, location: Location, name: &str) -> Vec<String> {
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
        media::form_pairs(self.parts.uri.query().unwrap_or_default())
    }

    pub(super) fn cookies(&self) -> Vec<(String, String)> {
        let lines = self.parts.headers.get_all(header::COOKIE).iter();
        lines
            .filter_map(|line| std::str::from_utf8(line.as_bytes()).ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }
}
