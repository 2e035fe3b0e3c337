//! Operations as Rust sees them: requests, responses, and the names of everything about them.

mod build;
mod errors;
mod headers;
mod media;
mod names;
mod reserved;
mod security;
mod sent;
mod shape;
mod status;

use super::boxes;
use super::checks::CheckRef;
use super::names::Ident;
use super::types::{Docs, Models, Ty, TypePath, View};
use crate::contract::{Location, Method, PathPiece, Status, Style};

pub use build::OperationBuilder;
pub use errors::{ErrorEnum, shared_errors};
pub use headers::{HeaderMethod, header_methods};
pub use security::BEARER;
pub use shape::Shape;

/// A tag with its operations: a trait of the server, a file of either half.
#[derive(Debug)]
pub struct Group {
    /// The tag, as the contract writes it.
    pub tag: String,
    /// The trait.
    pub name: Ident,
    /// The file.
    pub module: Ident,
    pub docs: Docs,
    pub operations: Vec<Operation>,
}

impl Group {
    /// The operations that the server's half has.
    pub fn served(&self) -> impl Iterator<Item = &Operation> {
        self.operations.iter().filter(|operation| operation.served)
    }
}

#[derive(Debug)]
pub struct Operation {
    /// The method of the trait and of the client.
    pub name: Ident,
    /// The function that serves a request with the method of the trait.
    pub serve: Ident,
    /// As the contract calls it.
    pub id: String,
    pub method: Method,
    pub path: String,
    pub pieces: Vec<PathPiece>,
    pub docs: Docs,
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    pub responses: Vec<Response>,
    /// The security requirements without the empty one, which allows anonymous access.
    pub security: Vec<SecurityRequirement>,
    /// For each security requirement that a client can meet, the ids of the schemes whose
    /// credentials are part of a request.
    pub schemes: Vec<Vec<String>>,
    /// Whether the two are the contract's own, and too long to be repeated for each operation.
    pub shares_security: bool,
    /// Whether anonymous access is allowed.
    pub anonymous: bool,
    /// Names of the types that belong to the operation.
    pub request: Ident,
    pub response: Ident,
    /// The type that represents the operation in the type of a client's call.
    pub call: Ident,
    /// The required parameters and body of a call, other than those in its path.
    pub required: Ident,
    pub error: Ident,
    pub success: Ident,
    /// The enumeration that `error` is, an index of [`Api::errors`]; none where the contract documents
    /// no error.
    ///
    /// [`Api::errors`]: super::Api::errors
    pub error_enum: Option<usize>,
    /// The constant that holds the path's template.
    pub template: Ident,
    /// Whether requests reach it: no operation before it matches the same ones.
    pub served: bool,
}

impl Operation {
    /// Whether requests may carry credentials.
    #[must_use]
    pub fn has_caller(&self) -> bool {
        !self.security.is_empty()
    }

    /// The responses that are not documented errors.
    #[must_use]
    pub fn successes(&self) -> Vec<&Response> {
        let of = |wanted: fn(&&Response) -> bool| -> Vec<&Response> {
            self.responses.iter().filter(wanted).collect()
        };
        let good = of(|response| response.is_success());
        if !good.is_empty() {
            return good;
        }
        // Where no success is documented, another status than an error counts as one.
        let other = of(|response| {
            matches!(
                response.status,
                Status::Code(300..=399) | Status::Range(3) | Status::Code(100..=199)
            )
        });
        if other.is_empty() {
            of(|response| response.status == Status::Default)
        } else {
            other
        }
    }

    /// The responses that are documented errors.
    #[must_use]
    pub fn errors(&self) -> Vec<&Response> {
        let good = self.successes();
        self.responses
            .iter()
            .filter(|response| !good.iter().any(|known| std::ptr::eq(*known, *response)))
            .collect()
    }

    /// The parameters in the order in which they are read: open objects take the properties that no
    /// other parameter does.
    #[must_use]
    pub fn parameters_to_read(&self) -> Vec<&Parameter> {
        let (others, mut own): (Vec<&Parameter>, Vec<&Parameter>) =
            (self.parameters.iter()).partition(|parameter| parameter.takes_others());
        own.extend(others);
        own
    }

    /// The responses in the order in which a status is matched: codes before ranges before `default`.
    /// Each with whether it is a success rather than a documented error.
    #[must_use]
    pub fn outcomes(&self) -> Vec<(&Response, bool)> {
        let good = self.successes();
        let is_good = |response: &Response| good.iter().any(|known| std::ptr::eq(*known, response));
        let mut all: Vec<_> = (self.responses.iter())
            .map(|response| (response, is_good(response)))
            .collect();
        all.sort_by_key(|(response, _)| match response.status {
            Status::Code(_) => 0,
            Status::Range(_) => 1,
            Status::Default => 2,
        });
        all
    }

    /// The parameters of the path, in its order.
    #[must_use]
    pub fn path_parameters(&self) -> Vec<&Parameter> {
        let in_path = |own: &&Parameter| own.location == Location::Path;
        let mut all: Vec<&Parameter> = self.parameters.iter().filter(in_path).collect();
        all.sort_by_key(|own| {
            let is_own = |piece: &PathPiece| matches!(piece, PathPiece::Parameter(name) if *name == own.wire);
            self.pieces.iter().position(is_own).unwrap_or(usize::MAX)
        });
        all
    }

    /// The required parameters that are not in the path.
    pub fn required_parameters(&self) -> impl Iterator<Item = &Parameter> {
        let beside_path = self
            .parameters
            .iter()
            .filter(|own| own.location != Location::Path);
        beside_path.filter(|own| own.required)
    }

    pub fn optional_parameters(&self) -> impl Iterator<Item = &Parameter> {
        let beside_path = self
            .parameters
            .iter()
            .filter(|own| own.location != Location::Path);
        beside_path.filter(|own| !own.required)
    }

    /// Whether a client's call requires something beside its path.
    #[must_use]
    pub fn has_required(&self) -> bool {
        self.body.as_ref().is_some_and(|body| body.required)
            || self.required_parameters().next().is_some()
    }

    /// The media types of successful responses, or else of all.
    #[must_use]
    pub fn response_media_types(&self) -> Vec<&str> {
        let of = |wanted: fn(&&Response) -> bool| -> Vec<&str> {
            let mut list: Vec<&str> = Vec::new();
            for payload in self
                .responses
                .iter()
                .filter(wanted)
                .flat_map(|response| &response.content)
            {
                if !list.contains(&payload.media.as_str()) {
                    list.push(&payload.media);
                }
            }
            list
        };
        let good = of(|response| response.is_success());
        let silent = self
            .responses
            .iter()
            .any(|response| response.is_success() && response.content.is_empty());
        if silent {
            Vec::new()
        } else if good.is_empty() {
            of(|_| true)
        } else {
            good
        }
    }
}

/// One of the security requirements of an operation.
#[derive(Debug, Clone)]
pub struct SecurityRequirement {
    /// An index of [`Api::scheme_sets`].
    pub scheme_set: usize,
    pub scopes: Vec<String>,
}

/// The security schemes that a requirement combines.
#[derive(Debug, Clone)]
pub struct SchemeSet {
    pub name: Ident,
    /// The function that reads their credentials from a request.
    pub reader: Ident,
    pub docs: Docs,
    /// By their indices in [`Api::schemes`].
    pub schemes: Vec<usize>,
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    pub field: Ident,
    /// The client's method that sets its credentials.
    pub method: Ident,
    /// As the contract calls it.
    pub id: String,
    pub kind: SchemeKind,
    pub docs: Docs,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    Bearer,
    Basic,
    ApiKey {
        location: Location,
        name: String,
    },
    /// Another scheme of the `Authorization` header.
    Other(String),
    /// Nothing in a request: the service checks it by other means, such as a client certificate.
    Outside,
}

impl SchemeKind {
    /// The type of the credentials that the service receives.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Bearer => "BearerToken",
            Self::Basic => "Basic",
            Self::ApiKey { .. } => "ApiKey",
            Self::Other(_) => "String",
            Self::Outside => "()",
        }
    }

    /// The arguments of the client's method that sets the credentials; none where it cannot.
    #[must_use]
    pub fn arguments(&self) -> &'static [&'static str] {
        match self {
            Self::Bearer => &["token"],
            Self::Basic => &["username", "password"],
            Self::ApiKey { .. } => &["key"],
            Self::Other(_) | Self::Outside => &[],
        }
    }
}

#[derive(Debug)]
pub struct Parameter {
    /// Its name in the client.
    pub name: Ident,
    /// The field of the server's request.
    pub field: Ident,
    /// The client's method that sets it on a call.
    pub setter: Ident,
    /// The constant with its serialization style.
    pub constant: Ident,
    pub wire: String,
    pub location: Location,
    pub style: Option<Style>,
    pub explode: bool,
    pub allow_reserved: bool,
    /// It may be given without a value.
    pub allow_empty: bool,
    pub shape: Shape,
    pub ty: Ty,
    pub required: bool,
    /// A default that is valid, as JSON.
    pub default: Option<String>,
    pub check: CheckRef,
    pub docs: Docs,
}

impl Parameter {
    /// Whether a value is always present.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.required || self.default.is_some()
    }

    /// Whether its additional properties are query parameters under their own names.
    #[must_use]
    pub fn takes_others(&self) -> bool {
        self.style == Some(Style::Form) && self.explode && self.shape.is_open()
    }
}

#[derive(Debug)]
pub struct Body {
    pub required: bool,
    pub content: Vec<MediaTypeBody>,
    /// The type of a choice between media types.
    pub choice: Ident,
    pub docs: Docs,
}

/// A body in one media type.
#[derive(Debug)]
pub struct MediaTypeBody {
    pub media: String,
    pub kind: BodyKind,
    pub ty: Ty,
    pub check: CheckRef,
    /// The variant, where there are several media types.
    pub variant: Ident,
    /// The values that the properties of a form may have.
    pub shape: Shape,
    /// The properties of a form with an encoding of their own.
    pub properties: Vec<FormProperty>,
    /// The constant that describes how a form is serialized.
    pub constant: Ident,
}

impl MediaTypeBody {
    /// Whether it is text with constraints.
    #[must_use]
    pub fn is_checked_text(&self) -> bool {
        self.kind == BodyKind::Text && matches!(self.check, CheckRef::Own(_))
    }

    /// The type of the body.
    #[must_use]
    pub fn path(&self, models: &Models, view: View<'_>) -> TypePath {
        match self.kind {
            BodyKind::Json | BodyKind::Pairs => models.path(&self.ty, view),
            BodyKind::Text => models.path(&Ty::String, view),
            BodyKind::Bytes => models.path(&Ty::bytes(), view),
            BodyKind::Open => TypePath::known("Content"),
        }
    }

    /// The type of the body as the content of a variant.
    #[must_use]
    pub fn variant_path(&self, models: &Models, view: View<'_>) -> TypePath {
        match self.kind {
            BodyKind::Json | BodyKind::Pairs => {
                models.path(&boxes::in_variant(models, &self.ty), view)
            }
            BodyKind::Text | BodyKind::Bytes | BodyKind::Open => self.path(models, view),
        }
    }

    /// The type of an argument that takes the body without its ownership.
    #[must_use]
    pub fn lent(&self, models: &Models, view: View<'_>) -> TypePath {
        match self.kind {
            BodyKind::Text => models.lent(&Ty::String, view),
            BodyKind::Bytes => models.lent(&Ty::bytes(), view),
            BodyKind::Json | BodyKind::Pairs | BodyKind::Open => {
                self.path(models, view).reference()
            }
        }
    }

    /// The media type that a request is sent with, where the body does not carry its own.
    #[must_use]
    pub fn sent_as(&self) -> &str {
        match self.media.contains('*') && self.kind == BodyKind::Json {
            true => "application/json",
            false => &self.media,
        }
    }
}

/// A property of a form whose encoding the contract describes.
#[derive(Debug)]
pub struct FormProperty {
    pub wire: String,
    /// None where it is serialized as JSON.
    pub style: Option<Style>,
    pub explode: bool,
    pub allow_reserved: bool,
    pub shape: Shape,
}

/// How a body is serialized.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BodyKind {
    Json,
    /// `application/x-www-form-urlencoded`
    Pairs,
    Text,
    Bytes,
    /// Bytes together with their media type, where the contract names a media range.
    Open,
}

#[derive(Debug)]
pub struct Response {
    pub status: Status,
    pub variant: Ident,
    pub docs: Docs,
    pub content: Vec<MediaTypeBody>,
    pub choice: Ident,
    pub headers: Vec<Header>,
}

impl Response {
    #[must_use]
    pub fn is_success(&self) -> bool {
        matches!(self.status, Status::Code(200..=299) | Status::Range(2))
    }

    /// The type of the body as the content of a variant; none where there is no body.
    #[must_use]
    pub fn variant_path(&self, models: &Models, view: View<'_>) -> Option<TypePath> {
        match self.content.as_slice() {
            [] => None,
            [only] => Some(only.variant_path(models, view)),
            _ => Some(TypePath::from(&self.choice)),
        }
    }

    /// Whether it is the `default` response.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.status == Status::Default
    }

    /// Whether the handler chooses the status.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self.status, Status::Code(_))
    }
}

#[derive(Debug)]
pub struct Header {
    pub name: Ident,
    pub wire: String,
    pub constant: Ident,
    /// Its serialization style; none where it is serialized as JSON.
    pub style: Option<Style>,
    pub explode: bool,
    pub shape: Shape,
    pub ty: Ty,
    pub required: bool,
    pub docs: Docs,
}
