//! The settings of a client.
#![forbid(unsafe_code)]

use std::fmt;
use std::time::Duration;

use super::super::parameter::Location;

/// The default limit of the size of responses: 64 MiB.
pub const RESPONSE_LIMIT: usize = 64 << 20;

/// How a client authenticates.
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
    /// Writes the kind only: the rest is secret.
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
    pub(super) base: String,
    pub(super) timeout: Duration,
    pub(super) connect_timeout: Duration,
    pub(super) response_limit: usize,
    pub(super) headers: Vec<(String, String)>,
    pub(super) credentials: Vec<(&'static str, Credential)>,
    pub(super) http: Option<reqwest::Client>,
}

impl Settings {
    /// Settings for a service at an address.
    #[must_use]
    pub fn new(base: impl Into<String>) -> Self {
        Self {
            base: base.into(),
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            response_limit: RESPONSE_LIMIT,
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

    pub fn set_response_limit(&mut self, bytes: usize) {
        self.response_limit = bytes;
    }

    pub fn add_header(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.headers.push((name.into(), value.into()));
    }

    pub fn set_http(&mut self, http: reqwest::Client) {
        self.http = Some(http);
    }

    /// Sets the credential for a security scheme of the contract.
    pub fn set_credential(&mut self, scheme: &'static str, credential: Credential) {
        self.credentials.retain(|(known, _)| *known != scheme);
        self.credentials.push((scheme, credential));
    }
}

/// Why a client could not be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The address is not an absolute `http` or `https` URL.
    Address(String),
    /// A header of every request has characters that cannot be sent.
    Header(String),
    /// The HTTP client could not be set up.
    Http(reqwest::Error),
}

impl fmt::Display for BuildError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => {
                write!(out, "`{address}` is not an absolute http or https URL")
            }
            Self::Header(name) => write!(out, "the header `{name}` cannot be sent"),
            Self::Http(error) => write!(out, "the HTTP client could not be set up: {error}"),
        }
    }
}

impl std::error::Error for BuildError {}
