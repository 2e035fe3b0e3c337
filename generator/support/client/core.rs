//! The state that all calls of a client share.
#![forbid(unsafe_code)]

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::super::parameter::Template;
use super::{BuildError, Credential, Request, Settings};

/// The state that all calls of a client share.
#[derive(Clone)]
pub struct Core {
    pub(super) shared: Arc<Shared>,
}

pub(super) struct Shared {
    pub http: reqwest::Client,
    pub base: String,
    pub timeout: Duration,
    pub response_limit: usize,
    pub headers: HeaderMap,
    credentials: Vec<(&'static str, Credential)>,
}

impl fmt::Debug for Core {
    /// Writes no header and no credential, which are secret.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = out.debug_struct("Core");
        out.field("timeout", &self.shared.timeout);
        out.field("response_limit", &self.shared.response_limit);
        out.finish_non_exhaustive()
    }
}

impl Core {
    /// Checks the settings and sets up the HTTP client.
    ///
    /// # Errors
    /// Returns the invalid setting.
    pub fn new(settings: Settings) -> Result<Self, BuildError> {
        let base = settings.base.trim_end_matches('/').to_owned();
        match reqwest::Url::parse(&base) {
            Ok(url)
                if matches!(url.scheme(), "http" | "https")
                    && url.has_host()
                    && url.query().is_none()
                    && url.fragment().is_none() => {}
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
                // A redirect is a response: following it would hide what is documented.
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .map_err(BuildError::Http)?,
        };
        Ok(Self {
            shared: Arc::new(Shared {
                http,
                base,
                timeout: settings.timeout,
                response_limit: settings.response_limit,
                headers,
                credentials: settings.credentials,
            }),
        })
    }

    /// Starts a request. Each of the security requirements is a list of schemes; the first whose
    /// schemes all have a credential is met.
    #[must_use]
    pub fn request(&self, method: Method, path: &Template, security: &[&[&str]]) -> Request {
        let credential = |scheme: &&str| {
            let mut known = self.shared.credentials.iter();
            let found = known.find(|(known, _)| known == scheme);
            found.map(|(_, credential)| credential)
        };
        let is_met = |schemes: &&&[&str]| schemes.iter().all(|scheme| credential(scheme).is_some());
        let mut request = Request::new(self.clone(), method, path);
        let requirement = security.iter().find(is_met);
        for credential in requirement
            .into_iter()
            .flat_map(|schemes| schemes.iter())
            .filter_map(credential)
        {
            request.authenticate(credential);
        }
        request
    }
}
