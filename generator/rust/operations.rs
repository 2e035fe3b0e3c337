//! Operations as Rust sees them: what a stub reads, what it may answer, what a client sends.

use std::collections::HashMap;

use super::checks::{self, CheckRef};
use super::models::{self, Context};
use super::names::{Ident, Scope};
use super::types::{Docs, Ty};
use crate::contract::{
    self, Contract, Location, MediaType, Method, ParameterValue, PathPiece, SecurityKind, Status,
    Style, Type,
};

/// A tag with its operations: a trait of the server, a file of either half.
#[derive(Debug)]
pub struct Group {
    /// The trait.
    pub name: Ident,
    /// The file.
    pub module: Ident,
    pub docs: Docs,
    pub operations: Vec<Operation>,
}

#[derive(Debug)]
pub struct Operation {
    /// The method of the trait and of the client.
    pub name: Ident,
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
    /// The ids of the schemes of each way.
    pub schemes: Vec<Vec<String>>,
    /// Whether one may come without credentials.
    pub anonymous: bool,
    /// Names of the types that belong to the operation.
    pub request: Ident,
    pub response: Ident,
    pub error: Ident,
    pub success: Ident,
    pub options: Ident,
    /// The constant that holds the path's template.
    pub template: Ident,
}

impl Operation {
    /// Whether a caller has to be known.
    #[must_use]
    pub fn has_caller(&self) -> bool {
        !self.security.is_empty()
    }

    /// The media types of what the operation answers when all is well, or else at all.
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

#[derive(Debug)]
pub struct Parameter {
    /// The field of the request.
    pub name: Ident,
    /// The constant that says how it is written.
    pub constant: Ident,
    pub wire: String,
    pub location: Location,
    pub style: Option<Style>,
    pub explode: bool,
    pub allow_reserved: bool,
    pub shape: Shape,
    pub ty: Ty,
    pub required: bool,
    /// A default that is valid, as JSON.
    pub default: Option<String>,
    pub check: CheckRef,
    pub docs: Docs,
}

/// What the text of a parameter can mean.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    pub types: u8,
    pub items: Option<Box<Shape>>,
    pub members: Vec<(String, Shape)>,
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
    /// How the members of a form are written.
    pub shape: Shape,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Json,
    /// `application/x-www-form-urlencoded`
    Pairs,
    Text,
    Bytes,
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
    pub ty: Ty,
    pub required: bool,
    pub docs: Docs,
}

/// Decides everything about operations.
pub struct Builder<'a, 'b> {
    pub contract: &'a Contract,
    pub models: &'b mut models::Builder<'a>,
    pub checks: &'b mut checks::Builder<'a>,
    pub schemes: Vec<Scheme>,
    pub ways: Vec<Credentials>,
    functions: Scope,
    types: Scope,
    constants: Scope,
    headers: HashMap<String, Ident>,
    way_names: Scope,
}

/// Names that modules of operations use themselves.
const TYPES: &[&str] = &[
    "Access",
    "Answer",
    "ApiKey",
    "Body",
    "Bytes",
    "Call",
    "Client",
    "ClientBuilder",
    "Core",
    "Credential",
    "Credentials",
    "Error",
    "Head",
    "IntoResponse",
    "Part",
    "Rejection",
    "Reply",
    "Request",
    "Response",
    "Router",
    "Service",
    "State",
    "StatusCode",
    "BearerToken",
    "BuildError",
    "Arc",
    "Method",
    "Basic",
    "Settings",
];

/// Methods that the client and the traits have themselves.
const METHODS: &[&str] = &[
    "new",
    "builder",
    "core",
    "authenticate",
    "reject",
    "body_limit",
    "refuse_unknown_query",
];

impl<'a, 'b> Builder<'a, 'b> {
    #[must_use]
    pub fn new(
        contract: &'a Contract,
        models: &'b mut models::Builder<'a>,
        checks: &'b mut checks::Builder<'a>,
    ) -> Self {
        let mut fields = Scope::default();
        let schemes = contract
            .security_schemes
            .iter()
            .map(|(id, scheme)| Scheme {
                field: fields.snake(id),
                id: id.clone(),
                kind: match &scheme.kind {
                    SecurityKind::ApiKey { name, location } => SchemeKind::ApiKey {
                        location: *location,
                        name: name.clone(),
                    },
                    SecurityKind::Http { scheme, .. } if scheme == "bearer" => SchemeKind::Bearer,
                    SecurityKind::Http { scheme, .. } if scheme == "basic" => SchemeKind::Basic,
                    SecurityKind::Http { scheme, .. } => SchemeKind::Other(scheme.clone()),
                    SecurityKind::OAuth2 { .. } | SecurityKind::OpenIdConnect { .. } => {
                        SchemeKind::Bearer
                    }
                    SecurityKind::MutualTls | SecurityKind::Undeclared => SchemeKind::Outside,
                },
                docs: Docs {
                    text: scheme.description.clone(),
                    ..Docs::default()
                },
            })
            .collect();
        let mut types = Scope::of_types();
        TYPES.iter().for_each(|name| drop(types.given(name)));
        Self {
            contract,
            models,
            checks,
            schemes,
            ways: Vec::new(),
            functions: Scope::with(METHODS),
            types,
            constants: Scope::default(),
            headers: HashMap::new(),
            way_names: Scope::default(),
        }
    }

    /// The operations by their first tags, in the order in which tags are declared.
    pub fn groups(&mut self, selected: &[&'a contract::Operation]) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut by_tag: HashMap<Option<&str>, usize> = HashMap::new();
        let mut modules = Scope::with(&["mod", "support", "models", "checks", "parameters", "lib"]);
        for operation in selected {
            let tag = operation.tags.first().map(String::as_str);
            let index = *by_tag.entry(tag).or_insert_with(|| {
                let declared = self
                    .contract
                    .tags
                    .iter()
                    .find(|known| Some(known.name.as_str()) == tag);
                groups.push(Group {
                    name: self.types.camel(tag.unwrap_or("Api")),
                    module: modules.snake(tag.unwrap_or("api")),
                    docs: Docs {
                        text: declared.and_then(|tag| tag.description.clone()),
                        ..Docs::default()
                    },
                    operations: Vec::new(),
                });
                groups.len() - 1
            });
            let built = self.operation(operation);
            if let Some(group) = groups.get_mut(index) {
                group.operations.push(built);
            }
        }
        groups
    }

    fn operation(&mut self, operation: &'a contract::Operation) -> Operation {
        let id = match &operation.id {
            Some(id) => id.clone(),
            None => format!(
                "{} {}",
                operation.method.name().to_lowercase(),
                operation.path.text
            ),
        };
        let given = operation
            .extensions
            .get("x-rust-name")
            .and_then(|name| name.as_str());
        let name = given
            .and_then(|given| self.functions.given(given))
            .unwrap_or_else(|| self.functions.snake(&id));
        let prefix = Scope::default().camel(name.bare());
        let module = self.models.operation_module(
            &name,
            format!(
                "What only `{} {}` uses.",
                operation.method, operation.path.text
            ),
        );
        let context = Context {
            module,
            path: Vec::new(),
        };
        let mut names = |suffix: &str| self.types.camel(&format!("{prefix}{suffix}"));
        let (request, response) = (names("Request"), names("Response"));
        let (error, success, options) = (names("Error"), names("Success"), names("Options"));
        let template = self.constants.screaming(name.bare());
        let mut fields = Scope::with(&["body"]);
        let parameters = operation
            .parameters
            .iter()
            .map(|parameter| self.parameter(parameter, &name, &context, &mut fields))
            .collect();
        let body = operation
            .body
            .as_ref()
            .filter(|body| !body.content.is_empty())
            .map(|body| Body {
                required: body.required,
                content: self.payloads(
                    &body.content,
                    Some(&format!("{name} body")),
                    "Body",
                    &context,
                ),
                choice: self.types.camel(&format!("{prefix}Body")),
                docs: Docs {
                    text: body.description.clone(),
                    ..Docs::default()
                },
            });
        let mut variants = Scope::default();
        let answers = operation
            .responses
            .iter()
            .map(|answer| self.answer(answer, &prefix, &context, &mut variants))
            .collect();
        let anonymous = operation.security.iter().any(indexmap::IndexMap::is_empty);
        let security = self.security(operation);
        Operation {
            docs: Docs {
                title: operation.summary.clone(),
                text: operation.description.clone(),
                notes: vec![format!(
                    "`{} {}`",
                    operation.method,
                    operation.path.text.replace('`', "'")
                )],
                deprecated: operation.deprecated,
            },
            name,
            id,
            method: operation.method,
            path: operation.path.text.clone(),
            pieces: operation.path.pieces.clone(),
            parameters,
            body,
            answers,
            schemes: operation
                .security
                .iter()
                .filter(|requirement| !requirement.is_empty())
                .map(|requirement| requirement.keys().cloned().collect())
                .collect(),
            security,
            anonymous,
            request,
            response,
            error,
            success,
            options,
            template,
        }
    }

    fn security(&mut self, operation: &contract::Operation) -> Vec<Way> {
        let mut ways = Vec::new();
        for requirement in operation
            .security
            .iter()
            .filter(|requirement| !requirement.is_empty())
        {
            let schemes: Vec<usize> = requirement
                .keys()
                .filter_map(|id| self.schemes.iter().position(|scheme| scheme.id == *id))
                .collect();
            let credentials = match self.ways.iter().position(|way| way.schemes == schemes) {
                Some(index) => index,
                None => {
                    let text = requirement
                        .keys()
                        .map(String::as_str)
                        .collect::<Vec<_>>()
                        .join(" and ");
                    let docs = match schemes.as_slice() {
                        [only] => self.schemes[*only].docs.clone(),
                        _ => Docs::default(),
                    };
                    self.ways.push(Credentials {
                        name: self.way_names.camel(&text),
                        docs,
                        schemes,
                    });
                    self.ways.len() - 1
                }
            };
            let mut scopes: Vec<String> = Vec::new();
            for scope in requirement.values().flatten() {
                if !scopes.contains(scope) {
                    scopes.push(scope.clone());
                }
            }
            ways.push(Way {
                credentials,
                scopes,
            });
        }
        ways
    }

    fn parameter(
        &mut self,
        parameter: &contract::Parameter,
        operation: &Ident,
        context: &Context,
        fields: &mut Scope,
    ) -> Parameter {
        let given = parameter
            .extensions
            .get("x-rust-name")
            .and_then(|name| name.as_str());
        let name = given
            .and_then(|given| fields.given(given))
            .unwrap_or_else(|| fields.snake(&parameter.name));
        let hint = format!("{operation} {}", parameter.name);
        let schema = parameter.value.schema();
        let (ty, check, shape) = match schema {
            Some(id) => (
                self.models.of(id, &context.join(&parameter.name)),
                self.checks.of(id, &hint),
                shape(self.contract, id, 0),
            ),
            None => (Ty::Value, CheckRef::Support("anything"), Shape::default()),
        };
        let (style, explode, allow_reserved) = match parameter.value {
            ParameterValue::Styled {
                style,
                explode,
                allow_reserved,
                ..
            } => (Some(style), explode, allow_reserved),
            ParameterValue::Content(_) => (None, false, false),
        };
        let default = schema.and_then(|id| self.contract[id].default.clone());
        Parameter {
            constant: self.constants.screaming(&hint),
            name,
            wire: parameter.name.clone(),
            location: parameter.location,
            style,
            explode,
            allow_reserved,
            shape,
            // A parameter that may be left out says so itself.
            ty: match ty {
                Ty::Optional(inner) => *inner,
                ty => ty,
            },
            required: parameter.required,
            default: default
                .filter(|default| !default.is_null())
                .map(|default| default.to_string()),
            check,
            docs: Docs {
                text: parameter
                    .description
                    .clone()
                    .or_else(|| schema.and_then(|id| self.contract[id].description.clone())),
                deprecated: parameter.deprecated,
                ..Docs::default()
            },
        }
    }

    /// Headers of one name are written alike, whatever answers they are in.
    fn header_constant(&mut self, wire: &str) -> Ident {
        if let Some(known) = self.headers.get(wire) {
            return known.clone();
        }
        let constant = self.constants.screaming(&format!("header {wire}"));
        self.headers.insert(wire.to_owned(), constant.clone());
        constant
    }

    /// The forms of a body. `checked` names the check of a request's; answers are the service's own
    /// word and need none.
    fn payloads(
        &mut self,
        content: &[MediaType],
        checked: Option<&str>,
        name: &str,
        context: &Context,
    ) -> Vec<Payload> {
        let mut variants = Scope::default();
        let several = content.len() > 1;
        content
            .iter()
            .map(|media| {
                let form = form(&media.name);
                let variant = variants.camel(media_title(&media.name));
                let context = if several {
                    context.join(&format!("{name} {variant}"))
                } else {
                    context.join(name)
                };
                let schema = media
                    .schema
                    .filter(|_| matches!(form, Form::Json | Form::Pairs));
                let (ty, check, shape) = match (schema, form) {
                    (Some(id), _) => (
                        self.models.of(id, &context),
                        match checked {
                            Some(hint) => self.checks.of(id, hint),
                            None => CheckRef::Support("anything"),
                        },
                        if form == Form::Pairs {
                            shape(self.contract, id, 0)
                        } else {
                            Shape::default()
                        },
                    ),
                    (None, Form::Text) => {
                        (Ty::String, CheckRef::Support("anything"), Shape::default())
                    }
                    (None, _) => (Ty::Value, CheckRef::Support("anything"), Shape::default()),
                };
                Payload {
                    media: media.name.clone(),
                    form,
                    ty,
                    check,
                    variant,
                    shape,
                }
            })
            .collect()
    }

    fn answer(
        &mut self,
        answer: &contract::Response,
        prefix: &Ident,
        context: &Context,
        variants: &mut Scope,
    ) -> Answer {
        let title = status_title(answer.status);
        let variant = variants.camel(&title);
        let mut fields = Scope::with(&["body", "status"]);
        let mut headers = Vec::with_capacity(answer.headers.len());
        for header in &answer.headers {
            let Some(wire) = header_name(&header.name) else {
                continue;
            };
            let ty = match header.value.schema() {
                Some(id) => self
                    .models
                    .of(id, &context.join(&format!("{title} {}", header.name))),
                None => Ty::String,
            };
            headers.push(Header {
                name: fields.snake(&header.name),
                constant: self.header_constant(&wire),
                wire,
                ty: match ty {
                    Ty::Optional(inner) => *inner,
                    ty => ty,
                },
                required: header.required,
                docs: Docs {
                    text: header.description.clone(),
                    ..Docs::default()
                },
            });
        }
        Answer {
            status: answer.status,
            docs: Docs {
                text: Some(answer.description.clone()),
                ..Docs::default()
            },
            content: self.payloads(&answer.content, None, &title, context),
            choice: self.types.camel(&format!("{prefix}{title}Body")),
            headers,
            variant,
        }
    }
}

/// A header's name as HTTP knows it, where it can be one (RFC 9110, section 5.1).
fn header_name(name: &str) -> Option<String> {
    let valid = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
    valid.then(|| name.to_ascii_lowercase())
}

/// What the text of a value of a schema can mean.
fn shape(contract: &Contract, id: contract::SchemaId, depth: usize) -> Shape {
    use super::looks::{ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING};
    let merged = super::merge::Merged::new(contract, &[super::merge::Part::from(id)]);
    let mut types = 0;
    for kind in merged.types.iter().filter(|_| merged.has_types()) {
        types |= match kind {
            Type::Null => NULL,
            Type::Boolean => BOOLEAN,
            Type::Integer => INTEGER,
            Type::Number => NUMBER,
            Type::String => STRING,
            Type::Array => ARRAY,
            Type::Object => OBJECT,
        };
    }
    if types == 0 && merged.is_object() {
        types = OBJECT;
    }
    for alternative in merged
        .choices
        .iter()
        .flat_map(|choice| &choice.members)
        .filter(|_| depth < 4)
    {
        types |= shape(contract, *alternative, depth + 1).types;
    }
    if let Some(values) = &merged.values {
        let all_text = values.iter().all(|value| value.is_string());
        types = if all_text { STRING } else { types };
    }
    if types == 0 {
        types = STRING;
    }
    if merged.nullable {
        types |= NULL;
    }
    // Deeper values have no notation in text but JSON.
    let nested = depth < 3;
    let items = match (&merged.items[..], &merged.additional) {
        ([first, ..], _) if nested => Some(Box::new(shape(contract, *first, depth + 1))),
        (_, super::merge::Additional::Wanted(ids)) if nested => Some(Box::new(match ids.first() {
            Some(id) => shape(contract, *id, depth + 1),
            None => Shape {
                types: STRING,
                ..Shape::default()
            },
        })),
        _ => None,
    };
    let members = merged
        .properties
        .iter()
        .filter(|_| nested)
        .filter_map(|(name, ids)| {
            Some((
                (*name).to_owned(),
                shape(contract, *ids.first()?, depth + 1),
            ))
        })
        .collect();
    Shape {
        types,
        items,
        members,
    }
}

fn form(media: &str) -> Form {
    let essence = media
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    if essence == "application/json"
        || essence.ends_with("+json")
        || essence == "*/*" && media.is_empty()
    {
        Form::Json
    } else if essence == "application/x-www-form-urlencoded" {
        Form::Pairs
    } else if essence.starts_with("text/") && essence != "text/*" && essence != "text/event-stream"
    {
        Form::Text
    } else {
        Form::Bytes
    }
}

/// A word for a media type, for the variant that stands for it.
fn media_title(media: &str) -> &str {
    let essence = media.split(';').next().unwrap_or_default().trim();
    match essence {
        "application/json" => "Json",
        "application/x-www-form-urlencoded" => "Form",
        "multipart/form-data" => "Multipart",
        "application/octet-stream" => "Binary",
        "text/plain" => "Text",
        "*/*" => "Any",
        other => other,
    }
}

/// A status in words (RFC 9110, section 15; the IANA registry of status codes).
#[must_use]
pub fn status_title(status: Status) -> String {
    let code = match status {
        Status::Default => return "Default".to_owned(),
        Status::Range(class) => {
            return match class {
                1 => "Informational",
                2 => "Success",
                3 => "Redirection",
                4 => "ClientError",
                _ => "ServerError",
            }
            .to_owned();
        }
        Status::Code(code) => code,
    };
    let title = match code {
        100 => "Continue",
        101 => "SwitchingProtocols",
        102 => "Processing",
        103 => "EarlyHints",
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        208 => "AlreadyReported",
        226 => "ImUsed",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        305 => "UseProxy",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "PayloadTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        418 => "ImATeapot",
        421 => "MisdirectedRequest",
        422 => "UnprocessableEntity",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        505 => "HttpVersionNotSupported",
        506 => "VariantAlsoNegotiates",
        507 => "InsufficientStorage",
        508 => "LoopDetected",
        511 => "NetworkAuthenticationRequired",
        other => return format!("Status{other}"),
    };
    title.to_owned()
}
