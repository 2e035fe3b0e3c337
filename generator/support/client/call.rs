//! A request, from its path to the whole of its answer.
#![forbid(unsafe_code)]

use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

use super::super::media::{Content, encode};
use super::super::parameter::{Form, Location, Parameter, Template};
use super::{BuildError, Credential, Failure, Reply, Settings};

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

    /// Gives the request a body of bytes. The boundary of a multipart body is what it begins with
    /// (RFC 2046, section 5.1.1).
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

    /// Gives the request a body of the media type that it is of.
    pub fn content(&mut self, body: &Content) {
        self.bytes(&body.media_type, body.bytes.clone());
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
