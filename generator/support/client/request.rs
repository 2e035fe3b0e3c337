//! A request, from its path to the whole of its response.
#![forbid(unsafe_code)]

use std::fmt;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

use super::super::media::{Content, encode};
use super::super::parameter::{Form, Location, Parameter, Template};
use super::{Core, Credential, Failure, RawResponse};

/// A request being built.
#[derive(Clone)]
pub struct Request {
    core: Core,
    method: Method,
    path: String,
    query: Vec<Pairs>,
    cookies: Vec<Pairs>,
    headers: HeaderMap,
    /// Headers of this call alone, which replace all others.
    own_headers: HeaderMap,
    timeout: Option<Duration>,
    body: Option<Vec<u8>>,
    problem: Option<String>,
}

/// The names and values of one parameter, or of a credential.
#[derive(Clone)]
struct Pairs {
    parameter: Option<&'static str>,
    pairs: Vec<(String, String)>,
}

impl Pairs {
    /// Sets the pairs of a parameter, replacing earlier ones.
    fn set(all: &mut Vec<Self>, parameter: &'static Parameter, pairs: Vec<(String, String)>) {
        let name = Some(parameter.name);
        match all.iter_mut().find(|known| known.parameter == name) {
            Some(known) => known.pairs = pairs,
            None => all.push(Self {
                parameter: name,
                pairs,
            }),
        }
    }

    fn of_credential(name: String, value: String) -> Self {
        Self {
            parameter: None,
            pairs: vec![(name, value)],
        }
    }

    fn joined(all: &[Self], separator: &str) -> String {
        let pairs = all.iter().flat_map(|one| &one.pairs);
        let pairs: Vec<String> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join(separator)
    }
}

impl fmt::Debug for Request {
    /// Writes the method only: the rest may be secret.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = out.debug_struct("Request");
        out.field("method", &self.method).finish_non_exhaustive()
    }
}

impl Request {
    pub(super) fn new(core: Core, method: Method, path: &Template) -> Self {
        let headers = core.shared.headers.clone();
        Self {
            core,
            method,
            path: path.text(),
            query: Vec::new(),
            cookies: Vec::new(),
            headers,
            own_headers: HeaderMap::new(),
            timeout: None,
            body: None,
            problem: None,
        }
    }

    pub(super) fn authenticate(&mut self, credential: &Credential) {
        match credential {
            Credential::Bearer(token) => {
                self.secret(header::AUTHORIZATION, &format!("Bearer {token}"));
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
                let pair = Pairs::of_credential(encode(name, ""), encode(key, ""));
                self.query.push(pair);
            }
            Credential::ApiKey {
                location: Location::Cookie,
                name,
                key,
            } => {
                let pair = Pairs::of_credential((*name).to_owned(), key.clone());
                self.cookies.push(pair);
            }
            Credential::ApiKey { name, key, .. } => match name.parse::<HeaderName>() {
                Ok(name) => self.secret(name, key),
                Err(_) => self.problem = Some(format!("`{name}` is not a valid header name")),
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
                self.problem = Some("a credential has characters that cannot be sent".to_owned());
            }
        }
    }

    /// Sets a parameter, replacing an earlier value. In the path, it replaces its name in braces.
    pub fn parameter<T: Serialize + ?Sized>(&mut self, parameter: &'static Parameter, value: &T) {
        let value = match serde_json::to_value(value) {
            Ok(value) => value,
            Err(error) => {
                self.problem = Some(format!("the parameter `{}`: {error}", parameter.name));
                return;
            }
        };
        let mut pairs = Vec::new();
        match parameter.location {
            Location::Path => {
                let text = parameter.write_text(&value);
                // An empty segment, or one of dots, would change the path.
                if matches!(text.as_str(), "" | "." | "..") {
                    self.problem = Some(format!(
                        "the path parameter `{}` cannot be `{text}`",
                        parameter.name
                    ));
                }
                self.path = self.path.replace(&format!("{{{}}}", parameter.name), &text);
            }
            Location::Query => {
                parameter.write_pairs(&value, &mut pairs);
                Pairs::set(&mut self.query, parameter, pairs);
            }
            Location::Cookie => {
                parameter.write_pairs(&value, &mut pairs);
                Pairs::set(&mut self.cookies, parameter, pairs);
            }
            Location::Header => self.header(parameter.name, &parameter.write_text(&value)),
        }
    }

    /// Sets a header.
    pub fn header(&mut self, name: &str, value: &str) {
        if let Some((name, value)) = self.checked_header(name, value) {
            self.headers.insert(name, value);
        }
    }

    pub(super) fn set_own_header(&mut self, name: &str, value: &str) {
        if let Some((name, value)) = self.checked_header(name, value) {
            self.own_headers.insert(name, value);
        }
    }

    fn checked_header(&mut self, name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
        let parsed = name.parse::<HeaderName>().ok();
        let pair = parsed.zip(HeaderValue::from_str(value).ok());
        if pair.is_none() {
            self.problem = Some(format!(
                "the header `{name}` has characters that cannot be sent"
            ));
        }
        pair
    }

    pub(super) fn set_timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    /// Sets a JSON body.
    pub fn json<T: Serialize + ?Sized>(&mut self, media_type: &str, body: &T) {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.bytes(media_type, bytes),
            Err(error) => self.problem = Some(format!("the body cannot be written: {error}")),
        }
    }

    /// Sets a form body.
    pub fn form<T: Serialize + ?Sized>(&mut self, media_type: &str, form: &Form, body: &T) {
        match serde_json::to_value(body) {
            Ok(value) => self.bytes(media_type, form.write(&value).into_bytes()),
            Err(error) => self.problem = Some(format!("the body cannot be written: {error}")),
        }
    }

    /// Sets a body of bytes. The boundary of a multipart body is taken from its first line (RFC 2046,
    /// section 5.1.1).
    pub fn bytes(&mut self, media_type: &str, body: Vec<u8>) {
        let first = body.split(|byte| *byte == b'\r').next().unwrap_or_default();
        let boundary = first
            .strip_prefix(b"--")
            .and_then(|text| std::str::from_utf8(text).ok());
        match boundary {
            Some(boundary) if media_type.starts_with("multipart/") => {
                let with = format!("{media_type}; boundary=\"{boundary}\"");
                self.header("content-type", &with);
            }
            _ => self.header("content-type", media_type),
        }
        self.body = Some(body);
    }

    /// Sets a body with its own media type.
    pub fn content(&mut self, body: &Content) {
        self.bytes(&body.media_type, body.bytes.clone());
    }

    /// Sends the request and reads the whole response.
    ///
    /// # Errors
    /// Returns why there is no complete response.
    pub async fn send(self) -> Result<RawResponse, Failure> {
        if let Some(problem) = self.problem {
            return Err(Failure::Request(problem));
        }
        let shared = &self.core.shared;
        // A fragment of a path template is never sent.
        let path = self.path.split('#').next().unwrap_or_default();
        let mut address = format!("{}{path}", shared.base);
        let query = Pairs::joined(&self.query, "&");
        if !query.is_empty() {
            address.push(if address.contains('?') { '&' } else { '?' });
            address.push_str(&query);
        }
        let mut headers = self.headers;
        if !self.cookies.is_empty() {
            let cookies = Pairs::joined(&self.cookies, "; ");
            match HeaderValue::from_str(&cookies) {
                Ok(cookies) => drop(headers.append(header::COOKIE, cookies)),
                Err(_) => {
                    let problem = "a cookie has characters that cannot be sent".to_owned();
                    return Err(Failure::Request(problem));
                }
            }
        }
        for (name, value) in &self.own_headers {
            headers.insert(name, value.clone());
        }
        let mut request = shared
            .http
            .request(self.method, &address)
            .timeout(self.timeout.unwrap_or(shared.timeout))
            .headers(headers);
        if let Some(body) = self.body {
            request = request.body(body);
        }
        let mut response = request.send().await.map_err(Failure::Transport)?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(Failure::Transport)? {
            if chunk.len() > shared.response_limit - body.len() {
                return Err(Failure::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let headers = std::mem::take(response.headers_mut());
        Ok(RawResponse::new(response.status(), headers, body))
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
