//! Operations: the requests that clients can make, and their responses.

use std::fmt;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{ExternalDocs, PathTemplate, SchemaId, SecurityRequirement, Server};
use crate::location::Place;

/// The methods that path items have (OpenAPI 3.0.3, section 4.7.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `TRACE`
    Trace,
}

impl Method {
    /// Every method, in the order of the specification.
    pub const ALL: [Self; 8] = [
        Self::Get,
        Self::Put,
        Self::Post,
        Self::Delete,
        Self::Options,
        Self::Head,
        Self::Patch,
        Self::Trace,
    ];

    /// As HTTP writes it (RFC 9110, section 9.1).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// A request that clients can make and its responses (OpenAPI 3.0.3, section 4.7.10).
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it was written.
    pub place: Place,
    /// `operationId`, where the contract gives one.
    pub id: Option<String>,
    /// The method.
    pub method: Method,
    /// The path template.
    pub path: PathTemplate,
    /// The names of its tags.
    pub tags: Vec<String>,
    /// A short summary.
    pub summary: Option<String>,
    /// A description in CommonMark.
    pub description: Option<String>,
    /// Clients should no longer use it.
    pub deprecated: bool,
    /// Documentation elsewhere.
    pub external_docs: Option<ExternalDocs>,
    /// Path-level parameters first, unless the operation overrides them.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<RequestBody>,
    /// The documented responses.
    pub responses: Vec<Response>,
    /// Any one of these is enough; an empty requirement means anonymous; an empty list means that
    /// the contract asks for nothing.
    pub security: Vec<SecurityRequirement>,
    /// Where that is written: beside the operation, or once for the whole document.
    pub security_place: Place,
    /// The operation's own, else the path's, else the document's.
    pub servers: Vec<Server>,
    /// The callbacks.
    pub callbacks: Vec<Callback>,
    /// Extensions.
    pub extensions: Map<String, Value>,
}

/// The locations of parameters (OpenAPI 3.0.3, section 4.7.12.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Location {
    /// In the path template.
    Path,
    /// In the query string.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

impl Location {
    /// As the specification writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a parameter's value is written (OpenAPI 3.0.3, section 4.7.12.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `;name=value`, in paths.
    Matrix,
    /// `.value`, in paths.
    Label,
    /// `name=value`, in queries and cookies.
    Form,
    /// Values with commas between them.
    Simple,
    /// Values with spaces between them.
    SpaceDelimited,
    /// Values with `|` between them.
    PipeDelimited,
    /// `name[property]=value`
    DeepObject,
}

/// A parameter, or a response header (OpenAPI 3.0.3, sections 4.7.12 and 4.7.21).
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Where it was written.
    pub place: Place,
    /// The key under `components`, where it has one.
    pub component: Option<String>,
    /// The name in messages.
    pub name: String,
    /// The location in requests.
    pub location: Location,
    /// A description in CommonMark.
    pub description: Option<String>,
    /// It has to be in every message.
    pub required: bool,
    /// Clients should no longer use it.
    pub deprecated: bool,
    /// A query parameter without a value is valid.
    pub allow_empty_value: bool,
    /// The schema, and how values are serialized.
    pub value: ParameterValue,
    /// The examples.
    pub examples: Vec<Example>,
    /// Extensions.
    pub extensions: Map<String, Value>,
}

impl Parameter {
    /// Whether two parameters are one by name and location; header names do not mind case (RFC 9110,
    /// section 5.1).
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.location == other.location
            && match self.location {
                Location::Header => self.name.eq_ignore_ascii_case(&other.name),
                _ => self.name == other.name,
            }
    }
}

/// The serialization of a parameter (OpenAPI 3.0.3, section 4.7.12.2).
#[derive(Debug, Clone)]
pub enum ParameterValue {
    /// Written in a style of the specification; the default style is filled in.
    Styled {
        /// The schema of values.
        schema: SchemaId,
        /// The serialization style.
        style: Style,
        /// Items and properties are serialized one by one.
        explode: bool,
        /// Reserved characters are not percent-encoded.
        allow_reserved: bool,
    },
    /// Written as a document of a media type.
    Content(Box<MediaType>),
}

impl ParameterValue {
    /// The schema of values.
    #[must_use]
    pub fn schema(&self) -> Option<SchemaId> {
        match self {
            Self::Styled { schema, .. } => Some(*schema),
            Self::Content(media) => media.schema,
        }
    }
}

/// OpenAPI 3.0.3, section 4.7.13.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// Where it was written.
    pub place: Place,
    /// The key under `components.requestBodies`, where it has one.
    pub component: Option<String>,
    /// A description in CommonMark.
    pub description: Option<String>,
    /// Every request has a body.
    pub required: bool,
    /// The media types that are accepted.
    pub content: Vec<MediaType>,
    /// Extensions.
    pub extensions: Map<String, Value>,
}

/// One form that a body can take (OpenAPI 3.0.3, section 4.7.14).
#[derive(Debug, Clone)]
pub struct MediaType {
    /// Where it was written.
    pub place: Place,
    /// A media type or range as written, with its parameters (RFC 9110, section 12.5.1).
    pub name: String,
    /// The schema of values.
    pub schema: Option<SchemaId>,
    /// The examples.
    pub examples: Vec<Example>,
    /// How the members of a form are written.
    pub encoding: IndexMap<String, Encoding>,
    /// Extensions.
    pub extensions: Map<String, Value>,
}

/// OpenAPI 3.0.3, section 4.7.15.
#[derive(Debug, Clone)]
pub struct Encoding {
    /// The media type of the property's part.
    pub content_type: Option<String>,
    /// The headers of the part.
    pub headers: Vec<Parameter>,
    /// The serialization style, where one is given.
    pub style: Option<Style>,
    /// `explode`, where it is given.
    pub explode: Option<bool>,
    /// Reserved characters are not percent-encoded.
    pub allow_reserved: bool,
}

/// An example (OpenAPI 3.0.3, section 4.7.19).
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// Where it was written.
    pub place: Place,
    /// The key under `examples`; none for a lone `example`.
    pub name: Option<String>,
    /// A short summary.
    pub summary: Option<String>,
    /// A description in CommonMark.
    pub description: Option<String>,
    /// The value, where it is in the document.
    pub value: Option<Value>,
    /// The URL of the value, where it is elsewhere.
    pub external_value: Option<String>,
}

/// Which statuses a response is for (OpenAPI 3.0.3, section 4.7.16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// One status code.
    Code(u16),
    /// `4XX` is `Range(4)`.
    Range(u8),
    /// Every status that no other response is for.
    Default,
}

impl Status {
    /// Whether a response has a body in HTTP (RFC 9110, sections 6.4.1 and 15).
    #[must_use]
    pub fn has_body(self, method: Method) -> bool {
        method != Method::Head && !matches!(self, Self::Code(100..=199 | 204 | 205 | 304))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(out, "{code}"),
            Self::Range(class) => write!(out, "{class}XX"),
            Self::Default => out.write_str("default"),
        }
    }
}

/// OpenAPI 3.0.3, section 4.7.17.
#[derive(Debug, Clone)]
pub struct Response {
    /// Where it was written.
    pub place: Place,
    /// The key under `components.responses`, where it has one.
    pub component: Option<String>,
    /// The statuses that it is for.
    pub status: Status,
    /// A description in CommonMark.
    pub description: String,
    /// The response headers.
    pub headers: Vec<Parameter>,
    /// The media types of the body; none without a body.
    pub content: Vec<MediaType>,
    /// The links.
    pub links: Vec<Link>,
    /// Extensions.
    pub extensions: Map<String, Value>,
}

/// OpenAPI 3.0.3, section 4.7.20.
#[derive(Debug, Clone, Default)]
pub struct Link {
    /// Where it was written.
    pub place: Place,
    /// The key under `links`.
    pub name: String,
    /// The operation that it leads to, by its id.
    pub operation_id: Option<String>,
    /// The operation that it leads to, by a reference to it.
    pub operation_ref: Option<String>,
    /// Parameters of that operation, with values or runtime expressions.
    pub parameters: IndexMap<String, Value>,
    /// The body of the request, or a runtime expression.
    pub request_body: Option<Value>,
    /// A description in CommonMark.
    pub description: Option<String>,
    /// Where the operation is called, where it is not one of its own servers.
    pub server: Option<Server>,
}

/// A request that the service sends in the course of an operation (OpenAPI 3.0.3, 4.7.18).
#[derive(Debug, Clone)]
pub struct Callback {
    /// Where it was written.
    pub place: Place,
    /// The key under `callbacks`.
    pub name: String,
    /// Each `path` is the runtime expression of the address.
    pub operations: Vec<Operation>,
}
