{%- import "rust/location.rs" as locations -%}
//! The caller's half: a method for each operation, with the answers that the contract documents.
#![forbid(unsafe_code)]

{% for group in groups %}
{{ group.gate|code }}mod {{ group.module|code }};
{%- endfor %}

use std::time::Duration;

pub use super::support::client::{Answer, BuildError, Error, Unexpected};
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
{%- if group.has_types %}
{{ group.gate|code }}pub use {{ group.module|code }}::*;
{%- endif %}
{%- endfor %}

/// A client of the service. Cloning it is cheap, and clones share their connections.
#[derive(Debug, Clone)]
pub struct Client {
{%- if idle %}
    /// What the operations of each tag that is compiled call.
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
    /// How long a call may take from its start to the end of its answer: 30 seconds unless said.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.set_timeout(timeout);
        self
    }

    /// How long connecting may take: 10 seconds unless said.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.set_connect_timeout(timeout);
        self
    }

    /// How many bytes of an answer are read: 64 MiB unless said.
    pub fn answer_limit(mut self, bytes: usize) -> Self {
        self.settings.set_answer_limit(bytes);
        self
    }

    /// A header of every request.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.add_header(name, value);
        self
    }

    /// An HTTP client of your own, with its proxies, certificates and connection timeout.
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

    /// The client.
    ///
    /// # Errors
    /// Where the address or a header cannot be used.
    pub fn build(self) -> Result<Client, BuildError> {
        Core::new(self.settings).map(|core| Client { core })
    }
}
