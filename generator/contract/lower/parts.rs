//! The parts of operations: parameters, bodies, answers, security schemes.

use indexmap::IndexMap;
use openapiv3::{ParameterSchemaOrContent, ReferenceOr};
use serde_json::Value;

use super::names::{can_be_called, unsendable};
use super::operation::{component, raw_flag};
use super::{Extensions, Lowering, extensions};
use crate::document::MUTUAL_TLS;
use crate::document::skeleton::read_place;
use crate::model::{
    Encoding, Example, ExternalDocs, Link, Location, MediaType, OAuthFlow, Parameter,
    ParameterValue, RequestBody, Response, SchemaId, SecurityKind, SecurityScheme, Server,
    ServerVariable, Status, Style,
};
use crate::source::Place;

impl<'a> Lowering<'a> {
    fn components(&self) -> Option<&'a openapiv3::Components> {
        self.api.components.as_ref()
    }

    pub(super) fn parameters(
        &mut self,
        parameters: &[ReferenceOr<openapiv3::Parameter>],
    ) -> Vec<Parameter> {
        parameters
            .iter()
            .filter_map(|parameter| self.parameter(parameter))
            .collect()
    }

    fn parameter(&mut self, parameter: &ReferenceOr<openapiv3::Parameter>) -> Option<Parameter> {
        let (component, parameter) = match parameter {
            ReferenceOr::Item(item) => (None, item),
            ReferenceOr::Reference { reference } => {
                let section = self.components().map(|components| &components.parameters);
                component(section, reference).map(|(name, item)| (Some(name), item))?
            }
        };
        use openapiv3::{Parameter as P, PathStyle, QueryStyle};
        let (location, style, allow_reserved, allow_empty_value) = match parameter {
            P::Query {
                style,
                allow_reserved,
                allow_empty_value,
                ..
            } => {
                let style = match style {
                    QueryStyle::Form => Style::Form,
                    QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                    QueryStyle::PipeDelimited => Style::PipeDelimited,
                    QueryStyle::DeepObject => Style::DeepObject,
                };
                (
                    Location::Query,
                    style,
                    *allow_reserved,
                    allow_empty_value.unwrap_or(false),
                )
            }
            P::Header { .. } => (Location::Header, Style::Simple, false, false),
            P::Path { style, .. } => {
                let style = match style {
                    PathStyle::Simple => Style::Simple,
                    PathStyle::Label => Style::Label,
                    PathStyle::Matrix => Style::Matrix,
                };
                (Location::Path, style, false, false)
            }
            P::Cookie { .. } => (Location::Cookie, Style::Form, false, false),
        };
        let data = parameter.parameter_data_ref();
        let place = self.place(&data.extensions);
        Some(Parameter {
            component,
            name: data.name.clone(),
            location,
            description: data.description.clone(),
            required: data.required || location == Location::Path,
            deprecated: data.deprecated.unwrap_or(false),
            allow_empty_value,
            value: self.value(&data.format, style, data.explode, allow_reserved)?,
            examples: self.examples(&data.examples, &place),
            extensions: extensions(&data.extensions),
            place,
        })
    }

    fn value(
        &mut self,
        format: &ParameterSchemaOrContent,
        style: Style,
        explode: Option<bool>,
        allow_reserved: bool,
    ) -> Option<ParameterValue> {
        match format {
            ParameterSchemaOrContent::Schema(schema) => Some(ParameterValue::Styled {
                schema: self.schema(schema)?,
                style,
                // OpenAPI 3.0.3, section 4.7.12.2.
                explode: explode.unwrap_or(style == Style::Form),
                allow_reserved,
            }),
            ParameterSchemaOrContent::Content(content) => self
                .content(content)
                .into_iter()
                .next()
                .map(|media| ParameterValue::Content(Box::new(media))),
        }
    }

    /// The schema that the skeleton holds the place of.
    fn schema(&mut self, schema: &ReferenceOr<openapiv3::Schema>) -> Option<SchemaId> {
        match schema {
            ReferenceOr::Reference { reference } => {
                Some(self.schemas.at(read_place(self.sources, reference)))
            }
            ReferenceOr::Item(_) => None,
        }
    }

    fn examples(
        &mut self,
        examples: &IndexMap<String, ReferenceOr<openapiv3::Example>>,
        place: &Place,
    ) -> Vec<Example> {
        let mut all = Vec::new();
        if let Some(value) = self.sources.value(&place.join("example")) {
            all.push(Example {
                place: place.join("example"),
                value: Some(value.clone()),
                ..Example::default()
            });
        }
        for (name, example) in examples {
            let example = match example {
                ReferenceOr::Item(item) => item,
                ReferenceOr::Reference { reference } => {
                    let section = self.components().map(|components| &components.examples);
                    match component(section, reference) {
                        Some((_, item)) => item,
                        None => continue,
                    }
                }
            };
            let place = self.place(&example.extensions);
            all.push(Example {
                name: Some(name.clone()),
                summary: example.summary.clone(),
                description: example.description.clone(),
                value: self.sources.value(&place.join("value")).cloned(),
                external_value: example.external_value.clone(),
                place,
            });
        }
        all
    }

    fn content(&mut self, content: &IndexMap<String, openapiv3::MediaType>) -> Vec<MediaType> {
        content
            .iter()
            .map(|(name, media)| self.media_type(name, media))
            .collect()
    }

    fn media_type(&mut self, name: &str, media: &openapiv3::MediaType) -> MediaType {
        let place = self.place(&media.extensions);
        MediaType {
            name: name.trim().to_owned(),
            schema: media.schema.as_ref().and_then(|schema| self.schema(schema)),
            examples: self.examples(&media.examples, &place),
            encoding: media
                .encoding
                .iter()
                .map(|(name, encoding)| (name.clone(), self.encoding(encoding)))
                .collect(),
            extensions: extensions(&media.extensions),
            place,
        }
    }

    fn encoding(&mut self, encoding: &openapiv3::Encoding) -> Encoding {
        use openapiv3::QueryStyle;
        let place = self.place(&encoding.extensions);
        Encoding {
            content_type: encoding.content_type.clone(),
            headers: self.headers(&encoding.headers),
            style: encoding.style.as_ref().map(|style| match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            }),
            // The typed model cannot tell an absent `explode` from a false one.
            explode: raw_flag(self.sources.value(&place), "explode"),
            allow_reserved: encoding.allow_reserved,
        }
    }

    fn headers(
        &mut self,
        headers: &IndexMap<String, ReferenceOr<openapiv3::Header>>,
    ) -> Vec<Parameter> {
        headers
            .iter()
            .filter_map(|(name, header)| self.header(name, header))
            .collect()
    }

    fn header(&mut self, name: &str, header: &ReferenceOr<openapiv3::Header>) -> Option<Parameter> {
        let (component, header) = match header {
            ReferenceOr::Item(item) => (None, item),
            ReferenceOr::Reference { reference } => {
                let section = self.components().map(|components| &components.headers);
                component(section, reference).map(|(name, item)| (Some(name), item))?
            }
        };
        let place = self.place(&header.extensions);
        if !can_be_called(name, Location::Header) {
            self.report.push(unsendable(name, Location::Header, place));
            return None;
        }
        let explode = raw_flag(self.sources.value(&place), "explode");
        Some(Parameter {
            component,
            name: name.to_owned(),
            location: Location::Header,
            description: header.description.clone(),
            required: header.required,
            deprecated: header.deprecated.unwrap_or(false),
            allow_empty_value: false,
            value: self.value(&header.format, Style::Simple, explode, false)?,
            examples: self.examples(&header.examples, &place),
            extensions: extensions(&header.extensions),
            place,
        })
    }

    pub(super) fn body(
        &mut self,
        body: &ReferenceOr<openapiv3::RequestBody>,
    ) -> Option<RequestBody> {
        let (component, body) = match body {
            ReferenceOr::Item(item) => (None, item),
            ReferenceOr::Reference { reference } => {
                let section = self
                    .components()
                    .map(|components| &components.request_bodies);
                component(section, reference).map(|(name, item)| (Some(name), item))?
            }
        };
        Some(RequestBody {
            place: self.place(&body.extensions),
            component,
            description: body.description.clone(),
            required: body.required,
            content: self.content(&body.content),
            extensions: extensions(&body.extensions),
        })
    }

    pub(super) fn response(
        &mut self,
        status: Status,
        response: &ReferenceOr<openapiv3::Response>,
    ) -> Option<Response> {
        let (component, response) = match response {
            ReferenceOr::Item(item) => (None, item),
            ReferenceOr::Reference { reference } => {
                let section = self.components().map(|components| &components.responses);
                component(section, reference).map(|(name, item)| (Some(name), item))?
            }
        };
        let place = self.place(&response.extensions);
        // Content-Type is described by the media types (OpenAPI 3.0.3, section 4.7.17.1).
        let mut headers = self.headers(&response.headers);
        headers.retain(|header| !header.name.eq_ignore_ascii_case("content-type"));
        Some(Response {
            component,
            status,
            description: response.description.clone(),
            headers,
            content: self.content(&response.content),
            links: response
                .links
                .iter()
                .filter_map(|(name, link)| self.link(name, link))
                .collect(),
            extensions: extensions(&response.extensions),
            place,
        })
    }

    fn link(&mut self, name: &str, link: &ReferenceOr<openapiv3::Link>) -> Option<Link> {
        let link = match link {
            ReferenceOr::Item(item) => item,
            ReferenceOr::Reference { reference } => {
                let section = self.components().map(|components| &components.links);
                component(section, reference)?.1
            }
        };
        let place = self.place(&link.extensions);
        let (operation_id, operation_ref) = match &link.operation {
            openapiv3::LinkOperation::OperationId(id) => (Some(id.clone()), None),
            openapiv3::LinkOperation::OperationRef(reference) => (None, Some(reference.clone())),
        };
        let parameters = self
            .sources
            .value(&place.join("parameters"))
            .and_then(Value::as_object);
        Some(Link {
            name: name.to_owned(),
            operation_id,
            operation_ref,
            parameters: parameters
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            request_body: self.sources.value(&place.join("requestBody")).cloned(),
            description: link.description.clone(),
            server: link.server.as_ref().map(server),
            place,
        })
    }

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

pub(super) fn servers(servers: &[openapiv3::Server]) -> Vec<Server> {
    servers.iter().map(server).collect()
}

fn server(server: &openapiv3::Server) -> Server {
    let variables = server.variables.iter().flatten();
    let variable = |variable: &openapiv3::ServerVariable| ServerVariable {
        default: variable.default.clone(),
        values: variable.enumeration.clone(),
        description: variable.description.clone(),
    };
    Server {
        url: server.url.clone(),
        description: server.description.clone(),
        variables: variables
            .map(|(name, one)| (name.clone(), variable(one)))
            .collect(),
    }
}

pub(super) fn external_docs(docs: &openapiv3::ExternalDocumentation) -> ExternalDocs {
    ExternalDocs {
        url: docs.url.clone(),
        description: docs.description.clone(),
    }
}
