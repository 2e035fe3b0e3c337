{%- import "rust/location.rs" as locations -%}
//! The client: a method for each operation returns a [`Call`], which takes optional parameters and is
//! then sent.
#![forbid(unsafe_code)]

{% for group in groups %}
{{ group.gate|code }}mod {{ group.module|code }};
{%- endfor %}
{%- if has_errors %}
{%- if has_tags %}
#[allow(unused_imports)]
{%- endif %}
mod errors;
{%- endif %}
{%- if has_headers %}
{%- if has_tags %}
#[allow(unused_imports)]
{%- endif %}
mod headers;
{%- endif %}

use std::time::Duration;

pub use super::support::client::{BuildError, Call, Error, ErrorResponse, Operation, RawResponse, Response, ResponseHeaders};
{%- if content %}
pub use super::support::media::Content;
{%- endif %}
{%- if credentials.is_empty() %}
use super::support::client::{Core, Settings};
{%- else %}
use super::support::client::{Core, Credential, Settings};
{%- endif %}
{%- if keys %}
use super::support::parameter::Location;
{%- endif %}
{%- for group in groups %}
{{ group.gate|code }}pub use {{ group.module|code }}::*;
{%- endfor %}
{%- if let Some(shared) = shared %}

/// The schemes of every operation that has no security requirements of its own.
{%- if has_tags %}
#[allow(dead_code)]
{%- endif %}
const SECURITY: &[&[&str]] = &[
{%- for ids in shared %}
    &[{{ ids|list }}],
{%- endfor %}
];
{%- endif %}

/// A client of the service. Cloning it is cheap, and clones share their connections.
#[derive(Debug, Clone)]
pub struct Client {
{%- if idle %}
    /// Used by the operations of the enabled features.
    #[allow(dead_code)]
{%- endif %}
    core: Core,
}

impl Client {
{%- if let Some(base) = base %}
    /// Starts a client for the service at an address, such as `{{ base|code }}`.
{%- else %}
    /// Starts a client for the service at an address.
{%- endif %}
    pub fn builder(address: impl Into<String>) -> ClientBuilder {
        ClientBuilder {
            settings: Settings::new(address),
        }
    }
}

/// The settings of a [`Client`].
#[derive(Debug, Clone)]
#[must_use]
pub struct ClientBuilder {
    settings: Settings,
}

impl ClientBuilder {
    /// Sets how long a call may take from its start to the end of its response. The default is 30
    /// seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.set_timeout(timeout);
        self
    }

    /// Sets how long connecting may take. The default is 10 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.set_connect_timeout(timeout);
        self
    }

    /// Sets how many bytes of a response are read. The default is 64 MiB.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.settings.set_response_limit(bytes);
        self
    }

    /// Adds a header to every request.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.add_header(name, value);
        self
    }

    /// Sets an HTTP client of your own, with its proxies, certificates and connection timeout.
    pub fn http(mut self, http: reqwest::Client) -> Self {
        self.settings.set_http(http);
        self
    }
{%- for credential in credentials %}
{%- let scheme = credential.scheme %}

{%- match scheme.kind %}
{%- when SchemeKind::Bearer %}

    {{ credential.docs|code }}pub fn {{ credential.method|code }}(mut self, token: impl Into<String>) -> Self {
        let credential = Credential::Bearer(token.into());
        self.settings.set_credential({{ scheme.id }}, credential);
        self
    }
{%- when SchemeKind::Basic %}

    {{ credential.docs|code }}pub fn {{ credential.method|code }}(mut self, username: impl Into<String>, password: impl Into<String>) -> Self {
        let credential = Credential::Basic {
            username: username.into(),
            password: password.into(),
        };
        self.settings.set_credential({{ scheme.id }}, credential);
        self
    }
{%- when SchemeKind::ApiKey { location, name } %}

    {{ credential.docs|code }}pub fn {{ credential.method|code }}(mut self, key: impl Into<String>) -> Self {
        let credential = Credential::ApiKey {
            location: {{ locations::location(location) }},
            name: {{ name }},
            key: key.into(),
        };
        self.settings.set_credential({{ scheme.id }}, credential);
        self
    }
{%- when SchemeKind::Other(_) | SchemeKind::Outside %}
{%- endmatch %}
{%- endfor %}
{%- if !bearers.is_empty() %}

    /// Sets the token of every security scheme that takes a bearer token.
    pub fn bearer(mut self, token: impl Into<String>) -> Self {
        let credential = Credential::Bearer(token.into());
{%- for scheme in bearers %}
        self.settings.set_credential({{ scheme.id }}, credential.clone());
{%- endfor %}
        self
    }
{%- endif %}

    /// Builds the client.
    ///
    /// # Errors
    /// Returns the invalid address or header.
    pub fn build(self) -> Result<Client, BuildError> {
        Core::new(self.settings).map(|core| Client { core })
    }
}
