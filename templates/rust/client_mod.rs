//! The caller's half: a method for each operation, with the answers that the contract documents.
#![forbid(unsafe_code)]

{%- for group in groups %}
{%- if loop.first %}
{% endif %}
{{ group.gate|code }}mod {{ group.module|code }};
{%- endfor %}

use std::time::Duration;

{{ imports|code }}

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
    /// Starts a client for the service at an address{{ base|code }}.
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

{{ credential.docs|code }}{{ credential.head|code }}
{%- for statement in credential.statements %}
{{ statement|code }}
{%- endfor %}
        self
    }
{%- endfor %}

    /// The client.
    ///
    /// # Errors
    /// Where the address or a header cannot be used.
    pub fn build(self) -> Result<Client, BuildError> {
        Core::new(self.settings).map(|core| Client { core })
    }
}
