//! Security schemes and the requirements that name them.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::Location;
use crate::location::Place;

/// Schemes that must all be satisfied, each with the scopes that it must grant.
pub type SecurityRequirement = IndexMap<String, Vec<String>>;

/// OpenAPI 3.0.3, section 4.7.27.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// Where it was written.
    pub place: Place,
    /// A description in CommonMark.
    pub description: Option<String>,
    /// The type, with what belongs to it.
    pub kind: SecurityKind,
    /// Extensions.
    pub extensions: Map<String, Value>,
}

/// The types of security schemes (OpenAPI 3.1.1, section 4.8.27).
#[derive(Debug, Clone)]
pub enum SecurityKind {
    /// A key in a parameter.
    ApiKey {
        /// The name of the parameter.
        name: String,
        /// The location of the parameter.
        location: Location,
    },
    /// A scheme of the HTTP authentication registry, in lower case.
    Http {
        /// The scheme.
        scheme: String,
        /// A hint to the format of bearer tokens.
        bearer_format: Option<String>,
    },
    /// OAuth 2.0.
    OAuth2 {
        /// The flows that are supported.
        flows: Vec<OAuthFlow>,
    },
    /// OpenID Connect.
    OpenIdConnect {
        /// The URL of the provider's configuration.
        url: String,
    },
    /// A client certificate (OpenAPI 3.1).
    MutualTls,
    /// Named by an operation and declared nowhere: only the service can know what it means.
    Undeclared,
}

/// OpenAPI 3.0.3, sections 4.7.28 and 4.7.29.
#[derive(Debug, Clone, Default)]
pub struct OAuthFlow {
    /// `implicit`, `password`, `clientCredentials` or `authorizationCode`.
    pub kind: &'static str,
    /// The URL of the authorization endpoint.
    pub authorization_url: Option<String>,
    /// The URL of the token endpoint.
    pub token_url: Option<String>,
    /// The URL for refresh tokens.
    pub refresh_url: Option<String>,
    /// The scopes, with a description of each.
    pub scopes: IndexMap<String, String>,
}
