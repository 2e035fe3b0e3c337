//! Security requirements and schemes.

use super::text::Prose;
use crate::contract::{Contract, Location, OAuthFlow, SecurityKind, SecurityRequirement};

/// A security requirement: all of its schemes apply together.
#[derive(Debug, Clone)]
pub struct RequirementView<'a> {
    pub schemes: Vec<SchemeView<'a>>,
}

impl RequirementView<'_> {
    /// Returns the length of what an operation shows of the requirement.
    pub fn length(&self) -> usize {
        let schemes = self.schemes.iter().map(|scheme| {
            let scopes = scheme.scopes.iter().map(|scope| scope.len() + 2);
            let code = scheme.code.as_ref().map_or(0, String::len);
            scheme.text.len() + code + scopes.sum::<usize>()
        });
        schemes.sum()
    }
}

#[derive(Debug, Clone)]
pub struct SchemeView<'a> {
    pub name: &'a str,
    /// A phrase such as `A bearer token in the header`, which `code` completes.
    pub text: String,
    pub code: Option<String>,
    pub scopes: &'a [String],
    pub description: Option<Prose<'a>>,
    pub flows: Vec<Flow<'a>>,
}

/// An OAuth flow: its URLs and scopes.
#[derive(Debug, Clone)]
pub struct Flow<'a> {
    pub title: &'static str,
    pub urls: Vec<(&'static str, &'a str)>,
    pub scopes: Vec<(&'a str, Prose<'a>)>,
}

/// Returns the views of an operation's security requirements, any of which is sufficient.
#[must_use]
pub fn requirements<'a>(
    contract: &'a Contract,
    security: &'a [SecurityRequirement],
) -> Vec<RequirementView<'a>> {
    let view = |requirement: &'a SecurityRequirement| RequirementView {
        schemes: requirement
            .iter()
            .map(|(name, scopes)| scheme(contract, name, scopes))
            .collect(),
    };
    security.iter().map(view).collect()
}

#[must_use]
pub fn scheme<'a>(contract: &'a Contract, name: &'a str, scopes: &'a [String]) -> SchemeView<'a> {
    let scheme = contract.security_schemes.get(name);
    let (text, code) = match scheme.map(|scheme| &scheme.kind) {
        Some(SecurityKind::ApiKey { name, location }) => {
            let place = match location {
                Location::Header => "An API key in the header",
                Location::Query => "An API key in the query parameter",
                Location::Cookie => "An API key in the cookie",
                Location::Path => "An API key in the path parameter",
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
                format!("HTTP authentication with the scheme {other}"),
                Some("Authorization".to_owned()),
            ),
        },
        Some(SecurityKind::OAuth2 { .. }) => (
            "An OAuth 2 access token in the header".to_owned(),
            Some("Authorization: Bearer …".to_owned()),
        ),
        Some(SecurityKind::OpenIdConnect { url }) => {
            ("An OpenID Connect token from".to_owned(), Some(url.clone()))
        }
        Some(SecurityKind::MutualTls) => ("A client certificate (mutual TLS)".to_owned(), None),
        Some(SecurityKind::Undeclared) | None => (
            "A scheme that the contract does not declare".to_owned(),
            None,
        ),
    };
    let flows = match scheme.map(|scheme| &scheme.kind) {
        Some(SecurityKind::OAuth2 { flows }) => flows.iter().map(flow).collect(),
        _ => Vec::new(),
    };
    SchemeView {
        name,
        text,
        code,
        scopes,
        description: scheme
            .and_then(|scheme| scheme.description.as_deref())
            .map(Prose::without_headings),
        flows,
    }
}

fn flow(flow: &OAuthFlow) -> Flow<'_> {
    let urls = [
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
        urls: urls
            .into_iter()
            .filter_map(|(title, url)| Some((title, url.as_deref()?)))
            .collect(),
        scopes: flow
            .scopes
            .iter()
            .map(|(name, text)| (name.as_str(), Prose::without_headings(text)))
            .collect(),
    }
}
