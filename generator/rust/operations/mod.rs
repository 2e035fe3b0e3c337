//! Operations as Rust sees them: requests, responses, and the names of everything about them.

mod build;
mod errors;
mod headers;
mod media;
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

pub use build::Builder;
pub use errors::{ErrorEnum, shared_errors};
pub use headers::{HeaderMethod, header_methods};
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
    pub answers: Vec<Answer>,
    /// The ways to authenticate, each an index of [`Api::ways`]; none for an anonymous way.
    pub security: Vec<Way>,
    /// For each way that a client can show something for, the ids of the schemes whose credentials
    /// stand in a request.
    pub schemes: Vec<Vec<String>>,
    /// Whether one may come without credentials.
    pub anonymous: bool,
    /// Names of the types that belong to the operation.
    pub request: Ident,
    pub response: Ident,
    /// What stands for the operation itself in the type of a client's call.
    pub call: Ident,
    /// What a client's call requires beside its path.
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
    /// Whether requests reach it: no operation before it answers the same ones.
    pub served: bool,
}

impl Operation {
    /// Whether a caller has to be known.
    #[must_use]
    pub fn has_caller(&self) -> bool {
        !self.security.is_empty()
    }

    /// The answers that are none of the documented errors.
    #[must_use]
    pub fn successes(&self) -> Vec<&Answer> {
        let of = |wanted: fn(&&Answer) -> bool| -> Vec<&Answer> {
            self.answers.iter().filter(wanted).collect()
        };
        let good = of(|answer| answer.is_success());
        if !good.is_empty() {
            return good;
        }
        // Where no success is described, the description of everything else is one of it.
        let other = of(|answer| {
            matches!(
                answer.status,
                Status::Code(300..=399) | Status::Range(3) | Status::Code(100..=199)
            )
        });
        if other.is_empty() {
            of(|answer| answer.status == Status::Default)
        } else {
            other
        }
    }

    /// The answers that are documented errors.
    #[must_use]
    pub fn errors(&self) -> Vec<&Answer> {
        let good = self.successes();
        self.answers
            .iter()
            .filter(|answer| !good.iter().any(|known| std::ptr::eq(*known, *answer)))
            .collect()
    }

    /// The parameters in the order in which they are read: objects of any members take what no
    /// other parameter does.
    #[must_use]
    pub fn parameters_to_read(&self) -> Vec<&Parameter> {
        let (others, mut own): (Vec<&Parameter>, Vec<&Parameter>) =
            (self.parameters.iter()).partition(|parameter| parameter.takes_others());
        own.extend(others);
        own
    }

    /// The answers in the order in which a status is looked for: codes before ranges before the
    /// rest, as the contract means them. Each with whether it is none of the documented errors.
    #[must_use]
    pub fn outcomes(&self) -> Vec<(&Answer, bool)> {
        let good = self.successes();
        let is_good = |answer: &Answer| good.iter().any(|known| std::ptr::eq(*known, answer));
        let mut all: Vec<_> = (self.answers.iter())
            .map(|answer| (answer, is_good(answer)))
            .collect();
        all.sort_by_key(|(answer, _)| match answer.status {
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
    pub fn offered(&self) -> Vec<&str> {
        let of = |wanted: fn(&&Answer) -> bool| -> Vec<&str> {
            let mut list: Vec<&str> = Vec::new();
            for payload in self
                .answers
                .iter()
                .filter(wanted)
                .flat_map(|answer| &answer.content)
            {
                if !list.contains(&payload.media.as_str()) {
                    list.push(&payload.media);
                }
            }
            list
        };
        let good = of(|answer| answer.is_success());
        let silent = self
            .answers
            .iter()
            .any(|answer| answer.is_success() && answer.content.is_empty());
        if silent {
            Vec::new()
        } else if good.is_empty() {
            of(|_| true)
        } else {
            good
        }
    }
}

/// One way to authenticate an operation.
#[derive(Debug, Clone)]
pub struct Way {
    /// An index of [`Api::ways`].
    pub credentials: usize,
    pub scopes: Vec<String>,
}

/// A combination of security schemes that the contract asks for somewhere.
#[derive(Debug, Clone)]
pub struct Credentials {
    pub name: Ident,
    /// The function that reads them out of a request.
    pub reader: Ident,
    pub docs: Docs,
    /// By their indices in [`Api::schemes`].
    pub schemes: Vec<usize>,
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    pub field: Ident,
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
    /// Nothing that stands in a request: the service looks for itself.
    Outside,
}

impl SchemeKind {
    /// The type of what a caller shows to the service.
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

    /// What a client is given to show; nothing where it has no way to.
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
    /// What the client calls it.
    pub name: Ident,
    /// The client's method that sets it on a call.
    pub setter: Ident,
    /// The field of the server's request.
    pub field: Ident,
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
    /// Whether there always is a value.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.required || self.default.is_some()
    }

    /// Whether members that it does not name stand in the query under their own names.
    #[must_use]
    pub fn takes_others(&self) -> bool {
        self.style == Some(Style::Form) && self.explode && self.shape.is_open()
    }
}

#[derive(Debug)]
pub struct Body {
    pub required: bool,
    pub content: Vec<Payload>,
    /// The type of a choice between media types.
    pub choice: Ident,
    pub docs: Docs,
}

/// A body in one media type.
#[derive(Debug)]
pub struct Payload {
    pub media: String,
    pub form: Form,
    pub ty: Ty,
    pub check: CheckRef,
    /// The variant, where there are several media types.
    pub variant: Ident,
    /// What the members of a form are.
    pub shape: Shape,
    /// The members of a form that are written in a way of their own.
    pub members: Vec<FormMember>,
    /// The constant that says how a form is written.
    pub constant: Ident,
}

impl Payload {
    /// Whether it is text that the contract asks something of.
    #[must_use]
    pub fn is_checked_text(&self) -> bool {
        self.form == Form::Text && matches!(self.check, CheckRef::Own(_))
    }

    /// The type of the body.
    #[must_use]
    pub fn path(&self, models: &Models, view: View<'_>) -> TypePath {
        match self.form {
            Form::Json | Form::Pairs => models.path(&self.ty, view),
            Form::Text => models.path(&Ty::String, view),
            Form::Bytes => models.path(&Ty::bytes(), view),
            Form::Open => TypePath::known("Content"),
        }
    }

    /// The type of the body as the content of a variant.
    #[must_use]
    pub fn variant_path(&self, models: &Models, view: View<'_>) -> TypePath {
        match self.form {
            Form::Json | Form::Pairs => models.path(&boxes::in_variant(models, &self.ty), view),
            Form::Text | Form::Bytes | Form::Open => self.path(models, view),
        }
    }

    /// The type of an argument that takes the body without its ownership.
    #[must_use]
    pub fn lent(&self, models: &Models, view: View<'_>) -> TypePath {
        match self.form {
            Form::Text => models.lent(&Ty::String, view),
            Form::Bytes => models.lent(&Ty::bytes(), view),
            Form::Json | Form::Pairs | Form::Open => self.path(models, view).reference(),
        }
    }

    /// The media type that a body goes by, where the body does not say so itself.
    #[must_use]
    pub fn sent_as(&self) -> &str {
        match self.media.contains('*') && self.form == Form::Json {
            true => "application/json",
            false => &self.media,
        }
    }
}

/// A member of a form whose encoding the contract describes.
#[derive(Debug)]
pub struct FormMember {
    pub wire: String,
    /// None where it is written as JSON.
    pub style: Option<Style>,
    pub explode: bool,
    pub allow_reserved: bool,
    pub shape: Shape,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    Json,
    /// `application/x-www-form-urlencoded`
    Pairs,
    Text,
    Bytes,
    /// Bytes with the media type that they are of: the contract names a range.
    Open,
}

#[derive(Debug)]
pub struct Answer {
    pub status: Status,
    pub variant: Ident,
    pub docs: Docs,
    pub content: Vec<Payload>,
    pub choice: Ident,
    pub headers: Vec<Header>,
}

impl Answer {
    #[must_use]
    pub fn is_success(&self) -> bool {
        matches!(self.status, Status::Code(200..=299) | Status::Range(2))
    }

    /// Whether it stands for every status that no other answer is for.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.status == Status::Default
    }

    /// Whether the status is chosen when answering.
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
    /// How it is written; none where it is JSON.
    pub style: Option<Style>,
    pub explode: bool,
    pub shape: Shape,
    pub ty: Ty,
    pub required: bool,
    pub docs: Docs,
}
