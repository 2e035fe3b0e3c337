//! Security schemes.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::context::{Extensions, Lowering, component, extensions};
use super::names::{can_be_called, unsendable};
use crate::document::extensions::MUTUAL_TLS;
use crate::model::{Location, OAuthFlow, SecurityKind, SecurityScheme};

impl Lowering<'_> {
    pub(super) fn security_schemes(&mut self) -> IndexMap<String, SecurityScheme> {
        let section = self
            .components()
            .map(|components| &components.security_schemes);
        let mut schemes = IndexMap::new();
        for (name, scheme) in section.into_iter().flatten() {
            let scheme = match scheme {
                ReferenceOr::Item(item) => Some(item),
                ReferenceOr::Reference { reference } => {
                    component(section, reference).map(|(_, item)| item)
                }
            };
            if let Some(scheme) = scheme {
                schemes.insert(name.clone(), self.security_scheme(scheme));
            }
        }
        schemes
    }

    fn security_scheme(&mut self, scheme: &openapiv3::SecurityScheme) -> SecurityScheme {
        use openapiv3::{APIKeyLocation, SecurityScheme as S};
        let (kind, description, own): (SecurityKind, &Option<String>, &Extensions) = match scheme {
            S::APIKey {
                location,
                name,
                description,
                extensions,
            } => {
                let location = match location {
                    APIKeyLocation::Query => Location::Query,
                    APIKeyLocation::Header => Location::Header,
                    APIKeyLocation::Cookie => Location::Cookie,
                };
                if !can_be_called(name, location) {
                    let place = self.place(extensions).join("name");
                    self.report.push(unsendable(name, location, place));
                }
                (
                    SecurityKind::ApiKey {
                        name: name.clone(),
                        location,
                    },
                    description,
                    extensions,
                )
            }
            S::HTTP {
                scheme,
                description,
                extensions,
                ..
            } if scheme == MUTUAL_TLS => (SecurityKind::MutualTls, description, extensions),
            S::HTTP {
                scheme,
                bearer_format,
                description,
                extensions,
            } => {
                // Scheme names do not mind case (RFC 9110, section 11.1).
                let scheme = scheme.to_lowercase();
                (
                    SecurityKind::Http {
                        scheme,
                        bearer_format: bearer_format.clone(),
                    },
                    description,
                    extensions,
                )
            }
            S::OAuth2 {
                flows,
                description,
                extensions,
            } => (
                SecurityKind::OAuth2 {
                    flows: oauth_flows(flows),
                },
                description,
                extensions,
            ),
            S::OpenIDConnect {
                open_id_connect_url,
                description,
                extensions,
            } => (
                SecurityKind::OpenIdConnect {
                    url: open_id_connect_url.clone(),
                },
                description,
                extensions,
            ),
        };
        SecurityScheme {
            place: self.place(own),
            description: description.clone(),
            kind,
            extensions: extensions(own),
        }
    }
}

fn oauth_flows(flows: &openapiv3::OAuth2Flows) -> Vec<OAuthFlow> {
    let url = |text: &String| (!text.is_empty()).then(|| text.clone());
    let mut all = Vec::new();
    if let Some(flow) = &flows.implicit {
        all.push(OAuthFlow {
            kind: "implicit",
            authorization_url: url(&flow.authorization_url),
            token_url: None,
            refresh_url: flow.refresh_url.clone(),
            scopes: flow.scopes.clone(),
        });
    }
    if let Some(flow) = &flows.password {
        all.push(OAuthFlow {
            kind: "password",
            authorization_url: None,
            token_url: url(&flow.token_url),
            refresh_url: flow.refresh_url.clone(),
            scopes: flow.scopes.clone(),
        });
    }
    if let Some(flow) = &flows.client_credentials {
        all.push(OAuthFlow {
            kind: "clientCredentials",
            authorization_url: None,
            token_url: url(&flow.token_url),
            refresh_url: flow.refresh_url.clone(),
            scopes: flow.scopes.clone(),
        });
    }
    if let Some(flow) = &flows.authorization_code {
        all.push(OAuthFlow {
            kind: "authorizationCode",
            authorization_url: url(&flow.authorization_url),
            token_url: url(&flow.token_url),
            refresh_url: flow.refresh_url.clone(),
            scopes: flow.scopes.clone(),
        });
    }
    all
}
