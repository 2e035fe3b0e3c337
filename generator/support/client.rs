//! What every generated client does around a request: where it goes, what it carries, and what
//! can come back instead of the answer.
#![forbid(unsafe_code)]

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, StatusCode};
use serde::Serialize;
use serde_json::Value;

use super::json::{FromJson, JsonError};
use super::media::{MediaRange, encode};
use super::parameter::{Form, Location, Parameter, Template};

/// The largest answer that is read, unless the builder says otherwise: 64 MiB.
pub const ANSWER_LIMIT: usize = 64 << 20;

/// Why a call gave no answer of the documented kind.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The service answered with an error that the contract documents.
    Documented(E),
    /// The service answered with a status that the contract does not document.
    Undocumented(Unexpected),
    /// The status is documented, and the body is not what the contract says.
    Mismatch(Unexpected, JsonError),
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

/// What shows a service who is calling.
#[derive(Clone)]
pub enum Credential {
    Bearer(String),
    Basic {
        username: String,
        password: String,
    },
    ApiKey {
        location: Location,
        name: &'static str,
        key: String,
    },
}

impl fmt::Debug for Credential {
    /// Names the kind only: the rest is secret.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Bearer(_) => "Bearer(…)",
            Self::Basic { .. } => "Basic(…)",
            Self::ApiKey { .. } => "ApiKey(…)",
        })
    }
}

/// The settings of a client.
#[derive(Debug, Clone)]
pub struct Settings {
    base: String,
    timeout: Duration,
    connect_timeout: Duration,
    answer_limit: usize,
    headers: Vec<(String, String)>,
    credentials: Vec<(&'static str, Credential)>,
    http: Option<reqwest::Client>,
}

impl Settings {
    /// Settings for a service at an address.
    #[must_use]
    pub fn new(base: impl Into<String>) -> Self {
        Self {
            base: base.into(),
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            answer_limit: ANSWER_LIMIT,
            headers: Vec::new(),
            credentials: Vec::new(),
            http: None,
        }
    }

    pub fn set_timeout(&mut self, timeout: Duration) {
        self.timeout = timeout;
    }

    pub fn set_connect_timeout(&mut self, timeout: Duration) {
        self.connect_timeout = timeout;
    }

    pub fn set_answer_limit(&mut self, bytes: usize) {
        self.answer_limit = bytes;
    }

    pub fn add_header(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.headers.push((name.into(), value.into()));
    }

    pub fn set_http(&mut self, http: reqwest::Client) {
        self.http = Some(http);
    }

    /// Sets what is shown for a security scheme of the contract.
    pub fn set_credential(&mut self, scheme: &'static str, credential: Credential) {
        self.credentials.retain(|(known, _)| *known != scheme);
        self.credentials.push((scheme, credential));
    }
}

/// Why a client could not be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The address is no absolute `http` or `https` URL.
    Address(String),
    /// A header of every request has characters that cannot stand in one.
    Header(String),
    /// The HTTP client could not be set up.
    Http(reqwest::Error),
}

impl fmt::Display for BuildError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => write!(out, "`{address}` is no absolute http or https URL"),
            Self::Header(name) => write!(out, "the header `{name}` cannot be sent"),
            Self::Http(error) => write!(out, "the HTTP client could not be set up: {error}"),
        }
    }
}

impl std::error::Error for BuildError {}

/// The part that all operations of a client share.
#[derive(Debug, Clone)]
pub struct Core {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    http: reqwest::Client,
    base: String,
    timeout: Duration,
    answer_limit: usize,
    headers: HeaderMap,
    credentials: Vec<(&'static str, Credential)>,
}

impl Core {
    /// Checks the settings and sets up the HTTP client.
    ///
    /// # Errors
    /// Where a setting cannot be used.
    pub fn new(settings: Settings) -> Result<Self, BuildError> {
        let base = settings.base.trim_end_matches('/').to_owned();
        match reqwest::Url::parse(&base) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => {}
            _ => return Err(BuildError::Address(settings.base)),
        }
        let mut headers = HeaderMap::new();
        for (name, value) in settings.headers {
            let pair = name
                .parse::<HeaderName>()
                .ok()
                .zip(HeaderValue::from_str(&value).ok());
            match pair {
                Some((name, value)) => headers.append(name, value),
                None => return Err(BuildError::Header(name)),
            };
        }
        let http = match settings.http {
            Some(http) => http,
            None => reqwest::Client::builder()
                .connect_timeout(settings.connect_timeout)
                // An answer of 3xx is an answer: following it would hide what is documented.
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .map_err(BuildError::Http)?,
        };
        Ok(Self {
            shared: Arc::new(Shared {
                http,
                base,
                timeout: settings.timeout,
                answer_limit: settings.answer_limit,
                headers,
                credentials: settings.credentials,
            }),
        })
    }

    /// Starts a request. `security` lists what is enough for the operation: each way is a list of
    /// schemes, and the first way whose schemes all have a credential is taken.
    #[must_use]
    pub fn request(&self, method: Method, path: &Template, security: &[&[&str]]) -> Call<'_> {
        let mut call = Call {
            core: self,
            method,
            path: path.text(),
            query: Vec::new(),
            cookies: Vec::new(),
            headers: self.shared.headers.clone(),
            body: None,
            problem: None,
        };
        let credential = |scheme: &&str| {
            self.shared
                .credentials
                .iter()
                .find(|(known, _)| known == scheme)
                .map(|(_, credential)| credential)
        };
        let way = security
            .iter()
            .find(|schemes| schemes.iter().all(|scheme| credential(scheme).is_some()));
        for credential in way
            .into_iter()
            .flat_map(|schemes| schemes.iter())
            .filter_map(credential)
        {
            call.show(credential);
        }
        call
    }
}

/// A request being put together.
#[derive(Debug)]
pub struct Call<'a> {
    core: &'a Core,
    method: Method,
    path: String,
    query: Vec<(String, String)>,
    cookies: Vec<(String, String)>,
    headers: HeaderMap,
    body: Option<Vec<u8>>,
    problem: Option<String>,
}

impl Call<'_> {
    fn show(&mut self, credential: &Credential) {
        match credential {
            Credential::Bearer(token) => {
                self.secret(header::AUTHORIZATION, &format!("Bearer {token}"))
            }
            Credential::Basic { username, password } => {
                let pair = base64(format!("{username}:{password}").as_bytes());
                self.secret(header::AUTHORIZATION, &format!("Basic {pair}"));
            }
            Credential::ApiKey {
                location: Location::Query,
                name,
                key,
            } => {
                self.query.push((encode(name, ""), encode(key, "")));
            }
            Credential::ApiKey {
                location: Location::Cookie,
                name,
                key,
            } => {
                self.cookies.push(((*name).to_owned(), key.clone()));
            }
            Credential::ApiKey { name, key, .. } => match name.parse::<HeaderName>() {
                Ok(name) => self.secret(name, key),
                Err(_) => self.problem = Some(format!("`{name}` is no header name")),
            },
        }
    }

    fn secret(&mut self, name: HeaderName, value: &str) {
        match HeaderValue::from_str(value) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.headers.insert(name, value);
            }
            Err(_) => {
                self.problem = Some("a credential has characters that cannot be sent".to_owned())
            }
        }
    }

    /// Adds a parameter: in the path it takes the place of its name in braces.
    pub fn parameter<T: Serialize>(&mut self, parameter: &Parameter, value: &T) {
        let value = match serde_json::to_value(value) {
            Ok(value) => value,
            Err(error) => {
                self.problem = Some(format!("the parameter `{}`: {error}", parameter.name));
                return;
            }
        };
        match parameter.location {
            Location::Path => {
                let text = parameter.write_text(&value);
                // An empty segment, or one of dots, would make it another path.
                if matches!(text.as_str(), "" | "." | "..") {
                    self.problem = Some(format!(
                        "the path parameter `{}` cannot be `{text}`",
                        parameter.name
                    ));
                }
                self.path = self.path.replace(&format!("{{{}}}", parameter.name), &text);
            }
            Location::Query => parameter.write_pairs(&value, &mut self.query),
            Location::Cookie => parameter.write_pairs(&value, &mut self.cookies),
            Location::Header => self.header(parameter.name, &parameter.write_text(&value)),
        }
    }

    /// Adds a parameter that may be left out.
    pub fn optional<T: Serialize>(&mut self, parameter: &Parameter, value: &Option<T>) {
        if let Some(value) = value {
            self.parameter(parameter, value);
        }
    }

    /// Sets a header.
    pub fn header(&mut self, name: &str, value: &str) {
        match name
            .parse::<HeaderName>()
            .ok()
            .zip(HeaderValue::from_str(value).ok())
        {
            Some((name, value)) => {
                self.headers.insert(name, value);
            }
            None => {
                self.problem = Some(format!(
                    "the header `{name}` has characters that cannot be sent"
                ))
            }
        }
    }

    /// Gives the request a JSON body.
    pub fn json<T: Serialize>(&mut self, media_type: &str, body: &T) {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.bytes(media_type, bytes),
            Err(error) => self.problem = Some(format!("the body cannot be written: {error}")),
        }
    }

    /// Gives the request a body that is a form.
    pub fn form<T: Serialize>(&mut self, media_type: &str, form: &Form, body: &T) {
        match serde_json::to_value(body) {
            Ok(value) => self.bytes(media_type, form.write(&value).into_bytes()),
            Err(error) => self.problem = Some(format!("the body cannot be written: {error}")),
        }
    }

    /// Gives the request a body of bytes.
    pub fn bytes(&mut self, media_type: &str, body: Vec<u8>) {
        self.header("content-type", media_type);
        self.body = Some(body);
    }

    /// Sends the request and reads the whole answer.
    ///
    /// # Errors
    /// Where there is no answer, or not all of it.
    pub async fn send(self) -> Result<Reply, Failure> {
        if let Some(problem) = self.problem {
            return Err(Failure::Request(problem));
        }
        let shared = &self.core.shared;
        // A fragment of a path template is never sent; what follows it would be a part of it.
        let path = self.path.split('#').next().unwrap_or_default();
        let mut address = format!("{}{path}", shared.base);
        let mut separator = if address.contains('?') { '&' } else { '?' };
        for (name, value) in &self.query {
            address.push(separator);
            address.push_str(name);
            address.push('=');
            address.push_str(value);
            separator = '&';
        }
        let mut request = shared
            .http
            .request(self.method, &address)
            .timeout(shared.timeout)
            .headers(self.headers);
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(header::COOKIE, pairs.join("; "));
        }
        if let Some(body) = self.body {
            request = request.body(body);
        }
        let mut response = request.send().await.map_err(Failure::Transport)?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(Failure::Transport)? {
            if chunk.len() > shared.answer_limit - body.len() {
                return Err(Failure::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Reply {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            body,
        })
    }
}

/// What a service sent back, before it is known what it means.
#[derive(Debug)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
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
            Err(error) => Err(Error::Mismatch(self.unexpected(), error)),
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
                Err(Error::Mismatch(answer, JsonError::new("is not UTF-8")))
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
        Error::Undocumented(self.unexpected())
    }

    fn unexpected(self) -> Unexpected {
        Unexpected {
            status: self.status,
            headers: self.headers,
            body: self.body,
        }
    }
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .fold(0_u32, |group, byte| group << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            let index = (group >> (18 - 6 * digit)) & 63;
            out.push(if digit <= chunk.len() {
                char::from(DIGITS[index as usize])
            } else {
                '='
            });
        }
    }
    out
}
