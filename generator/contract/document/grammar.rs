//! The grammar of an OpenAPI document: which fields each kind of object has, and what stands in
//! them. One table serves following references, mending and bundling, so that all of them agree on
//! what is a schema, what is a reference, and what is mere data.
//!
//! Sources: OpenAPI 3.0.3, section 4.7; OpenAPI 3.1.1, section 4.8; JSON Schema 2020-12.

/// The kinds of objects in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    Components,
    Paths,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    Responses,
    Response,
    MediaType,
    Encoding,
    Example,
    Link,
    Callback,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
    Schema,
    Discriminator,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Content {
    Text,
    Flag,
    /// Anything at all, never looked into: examples, defaults, enums.
    Data,
    Texts,
    TextMap,
    One(Kind),
    /// A list of objects.
    List(Kind),
    /// A mapping from names to objects.
    Map(Kind),
}

/// One fixed field of a kind of object.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub content: Content,
    pub required: bool,
}

const fn must(name: &'static str, content: Content) -> Field {
    Field {
        name,
        content,
        required: true,
    }
}

const fn may(name: &'static str, content: Content) -> Field {
    Field {
        name,
        content,
        required: false,
    }
}

use Content::{Data, Flag, List, Map, One, Text, TextMap, Texts};

impl Kind {
    /// The fixed fields that the specification names.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Document => {
                const {
                    &[
                        must("openapi", Text),
                        must("info", One(Kind::Info)),
                        may("jsonSchemaDialect", Text),
                        may("servers", List(Kind::Server)),
                        may("paths", One(Kind::Paths)),
                        may("webhooks", Map(Kind::PathItem)),
                        // How documents of 3.0 have come to write them.
                        may("x-webhooks", Map(Kind::PathItem)),
                        may("components", One(Kind::Components)),
                        may("security", List(Kind::SecurityRequirement)),
                        may("tags", List(Kind::Tag)),
                        may("externalDocs", One(Kind::ExternalDocs)),
                    ]
                }
            }
            Self::Info => {
                const {
                    &[
                        must("title", Text),
                        may("summary", Text),
                        may("description", Text),
                        may("termsOfService", Text),
                        may("contact", One(Kind::Contact)),
                        may("license", One(Kind::License)),
                        must("version", Text),
                    ]
                }
            }
            Self::Contact => const { &[may("name", Text), may("url", Text), may("email", Text)] },
            Self::License => {
                const {
                    &[
                        must("name", Text),
                        may("url", Text),
                        may("identifier", Text),
                    ]
                }
            }
            Self::Server => {
                const {
                    &[
                        must("url", Text),
                        may("description", Text),
                        may("variables", Map(Kind::ServerVariable)),
                    ]
                }
            }
            Self::ServerVariable => {
                const {
                    &[
                        may("enum", Texts),
                        must("default", Text),
                        may("description", Text),
                    ]
                }
            }
            Self::Tag => {
                const {
                    &[
                        must("name", Text),
                        may("description", Text),
                        may("externalDocs", One(Kind::ExternalDocs)),
                    ]
                }
            }
            Self::ExternalDocs => const { &[may("description", Text), must("url", Text)] },
            Self::Components => {
                const {
                    &[
                        may("schemas", Map(Kind::Schema)),
                        may("responses", Map(Kind::Response)),
                        may("parameters", Map(Kind::Parameter)),
                        may("examples", Map(Kind::Example)),
                        may("requestBodies", Map(Kind::RequestBody)),
                        may("headers", Map(Kind::Header)),
                        may("securitySchemes", Map(Kind::SecurityScheme)),
                        may("links", Map(Kind::Link)),
                        may("callbacks", Map(Kind::Callback)),
                        may("pathItems", Map(Kind::PathItem)),
                    ]
                }
            }
            Self::PathItem => {
                const {
                    &[
                        may("summary", Text),
                        may("description", Text),
                        may("get", One(Kind::Operation)),
                        may("put", One(Kind::Operation)),
                        may("post", One(Kind::Operation)),
                        may("delete", One(Kind::Operation)),
                        may("options", One(Kind::Operation)),
                        may("head", One(Kind::Operation)),
                        may("patch", One(Kind::Operation)),
                        may("trace", One(Kind::Operation)),
                        may("servers", List(Kind::Server)),
                        may("parameters", List(Kind::Parameter)),
                    ]
                }
            }
            Self::Operation => {
                const {
                    &[
                        may("tags", Texts),
                        may("summary", Text),
                        may("description", Text),
                        may("externalDocs", One(Kind::ExternalDocs)),
                        may("operationId", Text),
                        may("parameters", List(Kind::Parameter)),
                        may("requestBody", One(Kind::RequestBody)),
                        must("responses", One(Kind::Responses)),
                        may("callbacks", Map(Kind::Callback)),
                        may("deprecated", Flag),
                        may("security", List(Kind::SecurityRequirement)),
                        may("servers", List(Kind::Server)),
                    ]
                }
            }
            Self::Parameter => {
                const {
                    &[
                        must("name", Text),
                        must("in", Text),
                        may("description", Text),
                        may("required", Flag),
                        may("deprecated", Flag),
                        may("allowEmptyValue", Flag),
                        may("style", Text),
                        may("explode", Flag),
                        may("allowReserved", Flag),
                        may("schema", One(Kind::Schema)),
                        may("example", Data),
                        may("examples", Map(Kind::Example)),
                        may("content", Map(Kind::MediaType)),
                    ]
                }
            }
            Self::Header => {
                const {
                    &[
                        may("description", Text),
                        may("required", Flag),
                        may("deprecated", Flag),
                        may("allowEmptyValue", Flag),
                        may("style", Text),
                        may("explode", Flag),
                        may("allowReserved", Flag),
                        may("schema", One(Kind::Schema)),
                        may("example", Data),
                        may("examples", Map(Kind::Example)),
                        may("content", Map(Kind::MediaType)),
                    ]
                }
            }
            Self::RequestBody => {
                const {
                    &[
                        may("description", Text),
                        must("content", Map(Kind::MediaType)),
                        may("required", Flag),
                    ]
                }
            }
            Self::Response => {
                const {
                    &[
                        must("description", Text),
                        may("headers", Map(Kind::Header)),
                        may("content", Map(Kind::MediaType)),
                        may("links", Map(Kind::Link)),
                    ]
                }
            }
            Self::MediaType => {
                const {
                    &[
                        may("schema", One(Kind::Schema)),
                        may("example", Data),
                        may("examples", Map(Kind::Example)),
                        may("encoding", Map(Kind::Encoding)),
                    ]
                }
            }
            Self::Encoding => {
                const {
                    &[
                        may("contentType", Text),
                        may("headers", Map(Kind::Header)),
                        may("style", Text),
                        may("explode", Flag),
                        may("allowReserved", Flag),
                    ]
                }
            }
            Self::Example => {
                const {
                    &[
                        may("summary", Text),
                        may("description", Text),
                        may("value", Data),
                        may("externalValue", Text),
                    ]
                }
            }
            Self::Link => {
                const {
                    &[
                        may("operationRef", Text),
                        may("operationId", Text),
                        may("parameters", Data),
                        may("requestBody", Data),
                        may("description", Text),
                        may("server", One(Kind::Server)),
                    ]
                }
            }
            Self::SecurityScheme => {
                const {
                    &[
                        must("type", Text),
                        may("description", Text),
                        may("name", Text),
                        may("in", Text),
                        may("scheme", Text),
                        may("bearerFormat", Text),
                        may("flows", One(Kind::OAuthFlows)),
                        may("openIdConnectUrl", Text),
                    ]
                }
            }
            Self::OAuthFlows => {
                const {
                    &[
                        may("implicit", One(Kind::OAuthFlow)),
                        may("password", One(Kind::OAuthFlow)),
                        may("clientCredentials", One(Kind::OAuthFlow)),
                        may("authorizationCode", One(Kind::OAuthFlow)),
                    ]
                }
            }
            Self::OAuthFlow => {
                const {
                    &[
                        may("authorizationUrl", Text),
                        may("tokenUrl", Text),
                        may("refreshUrl", Text),
                        may("scopes", TextMap),
                    ]
                }
            }
            Self::Schema => SCHEMA,
            Self::Discriminator => const { &[must("propertyName", Text), may("mapping", Data)] },
            Self::Paths | Self::Responses | Self::Callback | Self::SecurityRequirement => &[],
        }
    }

    /// What stands under the keys that [`fields`](Self::fields) does not name.
    #[must_use]
    pub fn others(self) -> Option<Content> {
        match self {
            Self::Paths | Self::Callback => Some(One(Kind::PathItem)),
            Self::Responses => Some(One(Kind::Response)),
            Self::SecurityRequirement => Some(Texts),
            _ => None,
        }
    }

    /// What stands under a key of an object of this kind; `None` for what the specification does
    /// not name.
    #[must_use]
    pub fn content(self, key: &str) -> Option<Content> {
        let named = self
            .fields()
            .iter()
            .find(|field| field.name == key)
            .map(|field| field.content);
        named.or_else(|| self.others().filter(|_| !key.starts_with("x-")))
    }

    /// Whether a `$ref` may stand in the object's place.
    #[must_use]
    pub fn referable(self) -> bool {
        self.section().is_some()
    }

    /// The section of the components object that holds objects of this kind.
    #[must_use]
    pub fn section(self) -> Option<&'static str> {
        Some(match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::Example => "examples",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
            Self::Link => "links",
            Self::Callback => "callbacks",
            Self::PathItem => "pathItems",
            _ => return None,
        })
    }

    /// As messages name one: `a parameter`, `an operation`.
    #[must_use]
    pub fn article(self) -> String {
        let title = self.title();
        if matches!(self, Self::Paths | Self::Responses | Self::OAuthFlows) {
            return format!("the {title}");
        }
        let article = if title.starts_with(['a', 'e', 'i', 'o', 'u', 'O']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {title}")
    }

    /// As messages name it: `parameter`.
    fn title(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Info => "info object",
            Self::Contact => "contact object",
            Self::License => "license object",
            Self::Server => "server",
            Self::ServerVariable => "server variable",
            Self::Tag => "tag",
            Self::ExternalDocs => "external documentation",
            Self::Components => "components object",
            Self::Paths => "paths object",
            Self::PathItem => "path item",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::Header => "header",
            Self::RequestBody => "request body",
            Self::Responses => "responses object",
            Self::Response => "response",
            Self::MediaType => "media type",
            Self::Encoding => "encoding",
            Self::Example => "example",
            Self::Link => "link",
            Self::Callback => "callback",
            Self::SecurityScheme => "security scheme",
            Self::OAuthFlows => "OAuth flows object",
            Self::OAuthFlow => "OAuth flow",
            Self::SecurityRequirement => "security requirement",
            Self::Schema => "schema",
            Self::Discriminator => "discriminator",
        }
    }
}

/// The keywords of schemas that hold schemas or other objects; all others hold data. `items` may
/// also be a list (drafts before 2020-12), `additionalProperties` and every 3.1 schema a boolean.
const SCHEMA: &[Field] = &[
    may("properties", Map(Kind::Schema)),
    may("patternProperties", Map(Kind::Schema)),
    may("additionalProperties", One(Kind::Schema)),
    may("propertyNames", One(Kind::Schema)),
    may("unevaluatedProperties", One(Kind::Schema)),
    // Keywords of 3.1 in a document that was made one of 3.0.
    may("x-json-schema", One(Kind::Schema)),
    may("dependentSchemas", Map(Kind::Schema)),
    may("dependencies", Map(Kind::Schema)),
    may("items", One(Kind::Schema)),
    may("additionalItems", One(Kind::Schema)),
    may("prefixItems", List(Kind::Schema)),
    may("contains", One(Kind::Schema)),
    may("unevaluatedItems", One(Kind::Schema)),
    may("allOf", List(Kind::Schema)),
    may("anyOf", List(Kind::Schema)),
    may("oneOf", List(Kind::Schema)),
    may("not", One(Kind::Schema)),
    may("if", One(Kind::Schema)),
    may("then", One(Kind::Schema)),
    may("else", One(Kind::Schema)),
    may("contentSchema", One(Kind::Schema)),
    may("$defs", Map(Kind::Schema)),
    may("definitions", Map(Kind::Schema)),
    may("discriminator", One(Kind::Discriminator)),
    may("externalDocs", One(Kind::ExternalDocs)),
];

/// Keywords of schemas that hold neither schemas nor data: a mapping there can only be meant as a
/// reference.
pub const PLAIN_KEYWORDS: &[&str] = &[
    "description",
    "enum",
    "format",
    "pattern",
    "required",
    "title",
    "type",
];
