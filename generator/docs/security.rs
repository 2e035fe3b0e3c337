//! Who may call, in words.

use super::text::Prose;
use crate::contract::{Contract, Location, OAuthFlow, SecurityKind, SecurityRequirement};

/// A way to be let in: all of its schemes together.
#[derive(Debug, Clone)]
pub struct Way<'a> {
    pub schemes: Vec<SchemeUse<'a>>,
}

#[derive(Debug, Clone)]
pub struct SchemeUse<'a> {
    pub name: &'a str,
    pub words: String,
    pub code: Option<String>,
    pub scopes: &'a [String],
    pub description: Option<Prose<'a>>,
    pub flows: Vec<Flow<'a>>,
}

/// An OAuth flow: where to go, and what may be asked for.
#[derive(Debug, Clone)]
pub struct Flow<'a> {
    pub title: &'static str,
    pub addresses: Vec<(&'static str, &'a str)>,
    pub scopes: Vec<(&'a str, Prose<'a>)>,
}

/// The ways to be let in, any of which is enough.
#[must_use]
pub fn ways<'a>(contract: &'a Contract, security: &'a [SecurityRequirement]) -> Vec<Way<'a>> {
    let uses = |requirement: &'a SecurityRequirement| Way {
        schemes: requirement
            .iter()
            .map(|(name, scopes)| scheme(contract, name, scopes))
            .collect(),
    };
    security.iter().map(uses).collect()
}

#[must_use]
pub fn scheme<'a>(contract: &'a Contract, name: &'a str, scopes: &'a [String]) -> SchemeUse<'a> {
    let scheme = contract.security_schemes.get(name);
    let (words, code) = match scheme.map(|scheme| &scheme.kind) {
        Some(SecurityKind::ApiKey { name, location }) => {
            let place = match location {
                Location::Header => "An API key in the header",
                Location::Query => "An API key in the query parameter",
                Location::Cookie => "An API key in the cookie",
                Location::Path => "An API key in the path as",
            };
            (place.to_owned(), Some(name.clone()))
        }
        Some(SecurityKind::Http {
            scheme,
            bearer_format,
        }) => match (scheme.as_str(), bearer_format) {
            ("bearer", Some(format)) => (
                format!("A bearer token ({format}) in the header"),
                Some("Authorization: Bearer …".to_owned()),
            ),
            ("bearer", None) => (
                "A bearer token in the header".to_owned(),
                Some("Authorization: Bearer …".to_owned()),
            ),
            ("basic", _) => (
                "A user name and password in the header".to_owned(),
                Some("Authorization: Basic …".to_owned()),
            ),
            (other, _) => (
                format!("HTTP authentication by the scheme {other}"),
                Some("Authorization".to_owned()),
            ),
        },
        Some(SecurityKind::OAuth2 { .. }) => (
            "An OAuth 2 access token in the header".to_owned(),
            Some("Authorization: Bearer …".to_owned()),
        ),
        Some(SecurityKind::OpenIdConnect { url }) => (
            "A token by OpenID Connect from".to_owned(),
            Some(url.clone()),
        ),
        Some(SecurityKind::MutualTls) => ("A client certificate (mutual TLS)".to_owned(), None),
        Some(SecurityKind::Undeclared) | None => (
            "A scheme that the contract does not describe".to_owned(),
            None,
        ),
    };
    let flows = match scheme.map(|scheme| &scheme.kind) {
        Some(SecurityKind::OAuth2 { flows }) => flows.iter().map(flow).collect(),
        _ => Vec::new(),
    };
    SchemeUse {
        name,
        words,
        code,
        scopes,
        description: scheme
            .and_then(|scheme| scheme.description.as_deref())
            .map(Prose::flat),
        flows,
    }
}

fn flow(flow: &OAuthFlow) -> Flow<'_> {
    let addresses = [
        ("Authorization", &flow.authorization_url),
        ("Token", &flow.token_url),
        ("Refresh", &flow.refresh_url),
    ];
    Flow {
        title: match flow.kind {
            "implicit" => "Implicit flow",
            "password" => "Password flow",
            "clientCredentials" => "Client credentials flow",
            _ => "Authorization code flow",
        },
        addresses: addresses
            .into_iter()
            .filter_map(|(title, url)| Some((title, url.as_deref()?)))
            .collect(),
        scopes: flow
            .scopes
            .iter()
            .map(|(name, text)| (name.as_str(), Prose::flat(text)))
            .collect(),
    }
}
