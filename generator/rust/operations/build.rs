//! Deciding everything about operations: names, types, checks and security.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::super::branches::STRING;
use super::super::checks::{self, CheckRef};
use super::super::models::{self, Context, OPERATIONS};
use super::super::names::{Ident, Scope};
use super::super::types::{Docs, Ty};
use super::media::{body_kind, may_be_json, wideness};
use super::names::{Names, Scopes, called, media_names, parameter_names, response_headers};
use super::reserved::CONSTANTS;
use super::security::{self, Security};
use super::shape::{Shape, shape};
use super::status::status_title;
use super::{
    Body, BodyKind, FormProperty, Group, Header, MediaTypeBody, Operation, Parameter, Response,
};
use crate::contract::{
    self, Contract, Direction, Location, MediaType, Method, ParameterValue, SchemaId, Style,
};
use crate::diagnostic::{Diagnostic, codes};

/// Decides everything about operations.
pub struct OperationBuilder<'a, 'b> {
    pub contract: &'a Contract,
    pub models: &'b mut models::ModelBuilder<'a>,
    pub checks: &'b mut checks::CheckBuilder<'a>,
    pub security: Security,
    scopes: Scopes,
    constants: Scope,
    /// By name, whether they are documents, and whether they are exploded; with what is read.
    headers: HashMap<(String, bool, bool), Vec<(Shape, Ident)>>,
}

impl<'a, 'b> OperationBuilder<'a, 'b> {
    #[must_use]
    pub fn new(
        contract: &'a Contract,
        models: &'b mut models::ModelBuilder<'a>,
        checks: &'b mut checks::CheckBuilder<'a>,
    ) -> Self {
        Self {
            contract,
            models,
            checks,
            security: Security::new(contract),
            scopes: Scopes::new(),
            constants: Scope::with(CONSTANTS),
            headers: HashMap::new(),
        }
    }

    /// The operations by their first tags, in the order in which tags are declared.
    pub fn groups(&mut self) -> Vec<Group> {
        let contract = self.contract;
        let mut by_tag: IndexMap<Option<&str>, Vec<Operation>> = IndexMap::new();
        for operation in &contract.operations {
            by_tag.entry(tag(operation)).or_default();
        }
        let tags: Vec<&str> = by_tag.keys().map(|tag| tag.unwrap_or("api")).collect();
        let (traits, modules) = self.scopes.tag_names(&tags);
        let names = self.scopes.names(contract);
        let effective = contract.effective_operations().into_iter().enumerate();
        for ((operation, names), (number, first)) in
            contract.operations.iter().zip(names).zip(effective)
        {
            let built = self.operation(operation, names, first == number);
            by_tag.entry(tag(operation)).or_default().push(built);
        }
        by_tag
            .into_iter()
            .zip(traits.into_iter().zip(modules))
            .map(|((tag, operations), (name, module))| {
                let mut declared = contract.tags.iter();
                let declared = declared.find(|known| Some(known.name.as_str()) == tag);
                Group {
                    tag: tag.unwrap_or("api").to_owned(),
                    name,
                    module,
                    docs: Docs {
                        text: declared.and_then(|tag| tag.description.clone()),
                        ..Docs::default()
                    },
                    operations,
                }
            })
            .collect()
    }

    fn operation(
        &mut self,
        operation: &'a contract::Operation,
        names: Names,
        served: bool,
    ) -> Operation {
        let id = called(operation);
        let Names { name, prefix, .. } = names;
        let module = self.models.inline_module(
            OPERATIONS,
            &name,
            format!("Types of `{} {}`.", operation.method, operation.path.text),
        );
        let context = Context {
            module,
            path: Vec::new(),
        };
        let template = self.constants.screaming(name.bare());
        self.models.direction = Some(Direction::Request);
        let parameters = operation
            .parameters
            .iter()
            .zip(parameter_names(&operation.parameters))
            .map(|(parameter, names)| self.parameter(parameter, &name, &context, names))
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
                choice: self.choice(&format!("{prefix}Body")),
                docs: Docs {
                    text: body.description.clone(),
                    ..Docs::default()
                },
            });
        let mut variants = Scope::default();
        let undocumented = [undocumented(operation)];
        let responses = match operation.responses.as_slice() {
            // An operation without documented responses still responds somehow.
            [] => undocumented.as_slice(),
            documented => documented,
        };
        self.models.direction = Some(Direction::Response);
        let responses = responses
            .iter()
            .map(|response| {
                self.response(response, operation.method, &prefix, &context, &mut variants)
            })
            .collect();
        self.models.direction = None;
        let anonymous = operation.security.iter().any(indexmap::IndexMap::is_empty);
        let security = self.security.requirements(operation);
        let shares_security = security::is_shared(operation);
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
            serve: names.serve,
            name,
            id,
            method: operation.method,
            path: operation.path.text.clone(),
            pieces: operation.path.pieces.clone(),
            parameters,
            body,
            responses,
            schemes: self.security.shown(operation),
            security,
            shares_security,
            anonymous,
            request: names.request,
            response: names.response,
            call: names.call,
            required: names.required,
            error: names.error,
            success: names.success,
            error_enum: None,
            template,
            served,
        }
    }

    fn parameter(
        &mut self,
        parameter: &contract::Parameter,
        operation: &Ident,
        context: &Context,
        (name, field): (Ident, Ident),
    ) -> Parameter {
        let hint = format!("{operation} {}", parameter.name);
        let schema = parameter.value.schema();
        let (ty, check, shape) = match schema {
            Some(id) => (
                self.models.of(id, &context.join(&parameter.name)),
                self.checks.of(id, &hint),
                shape(self.contract, id),
            ),
            None => (Ty::Value, CheckRef::ANYTHING, Shape::text()),
        };
        let (style, explode) = style(&parameter.value, parameter.location);
        let allow_reserved = matches!(
            parameter.value,
            ParameterValue::Styled {
                allow_reserved: true,
                ..
            }
        );
        let default = schema
            .filter(|_| !parameter.required)
            .and_then(|id| self.default(id, &ty));
        Parameter {
            constant: self.constants.screaming(&hint),
            setter: name.preceded_by("with"),
            name,
            field,
            wire: parameter.name.clone(),
            location: parameter.location,
            style,
            explode,
            allow_reserved,
            allow_empty: parameter.allow_empty_value && parameter.location == Location::Query,
            shape,
            // A parameter that may be left out says so itself.
            ty: match ty {
                Ty::Optional(inner) => *inner,
                ty => ty,
            },
            required: parameter.required,
            default,
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

    /// A schema's default as JSON, where its own schema admits it.
    fn default(&mut self, id: SchemaId, ty: &Ty) -> Option<String> {
        let schema = &self.contract[id];
        let default = schema.default.as_ref().filter(|value| !value.is_null())?;
        let admitted = match counterpart_contract::admits(self.contract, id, default, false) {
            Some(admitted) => admitted,
            // A text may be of a format or not, and these types have to be read for sure.
            None => !matches!(ty, Ty::Date | Ty::Timestamp | Ty::Uuid),
        };
        // An integer may be as large as it likes, and a type of Rust may not.
        let fits = !matches!(ty, Ty::Integer(_)) || default.as_i64().is_some();
        if admitted && fits {
            return Some(default.to_string());
        }
        self.models.report.push(Diagnostic::new(
            &codes::INVALID_DEFAULT,
            schema.place.join("default"),
            "the default is not valid for its schema and is ignored",
        ));
        None
    }

    /// A choice between media types, which has one name in both halves.
    fn choice(&mut self, text: &str) -> Ident {
        loop {
            let name = self.scopes.server.camel(text);
            if self.scopes.client.exactly(&name) {
                return name;
            }
        }
    }

    /// Headers of one name that are read and written alike have one constant, whatever responses they
    /// are in.
    fn header_constant(
        &mut self,
        wire: &str,
        written: (Option<Style>, bool),
        shape: &Shape,
    ) -> Ident {
        let key = (wire.to_owned(), written.0.is_none(), written.1);
        let known = self.headers.entry(key).or_default();
        if let Some((_, constant)) = known.iter().find(|(known, _)| known == shape) {
            return constant.clone();
        }
        let constant = self.constants.screaming(&format!("header {wire}"));
        known.push((shape.clone(), constant.clone()));
        constant
    }

    /// The bodies of a request or response, one for each media type. `checked` names the check of a
    /// request body; response bodies need none.
    pub(super) fn payloads(
        &mut self,
        content: &[MediaType],
        checked: Option<&str>,
        name: &str,
        context: &Context,
    ) -> Vec<MediaTypeBody> {
        let several = content.len() > 1;
        // Of several that match, the narrowest is meant (OpenAPI 3.0.3, section 4.7.12).
        let mut content: Vec<&MediaType> = content.iter().collect();
        content.sort_by_key(|media| wideness(&media.name));
        content
            .iter()
            .zip(media_names(&content))
            .map(|(media, variant)| {
                let kind = self.body_kind(media);
                let context = if several {
                    context.join(&format!("{name} {variant}"))
                } else {
                    context.join(name)
                };
                let schema = media
                    .schema
                    .filter(|_| matches!(kind, BodyKind::Json | BodyKind::Pairs));
                if let (Some(id), Some(_)) = (media.schema, checked) {
                    self.report_unchecked(media, id, kind);
                }
                let (ty, check, shape) = match (schema, kind) {
                    (Some(id), _) => (
                        self.models.of(id, &context),
                        match checked {
                            Some(hint) => self.checks.of(id, hint),
                            None => CheckRef::ANYTHING,
                        },
                        match kind {
                            BodyKind::Pairs => shape(self.contract, id),
                            _ => Shape::default(),
                        },
                    ),
                    (None, BodyKind::Text) => {
                        let (check, shape) = self.of_text(media.schema, checked);
                        (Ty::String, check, shape)
                    }
                    (None, _) => (Ty::Value, CheckRef::ANYTHING, Shape::default()),
                };
                let properties = match kind {
                    BodyKind::Pairs => form_properties(media, &shape),
                    _ => Vec::new(),
                };
                MediaTypeBody {
                    properties,
                    constant: match (kind, checked) {
                        (BodyKind::Pairs, Some(hint)) => {
                            self.constants.screaming(&format!("{hint} form"))
                        }
                        _ => variant.clone(),
                    },
                    media: media.name.clone(),
                    kind,
                    ty,
                    check,
                    variant,
                    shape,
                }
            })
            .collect()
    }

    /// How a body is serialized. For a media range that includes JSON, everything but strings is JSON.
    fn body_kind(&self, media: &MediaType) -> BodyKind {
        match (body_kind(&media.name), media.schema) {
            (BodyKind::Open, Some(id))
                if may_be_json(&media.name) && shape(self.contract, id).types & STRING == 0 =>
            {
                BodyKind::Json
            }
            (kind, _) => kind,
        }
    }

    /// The check of a plain text body, and the types of values that its text may have.
    fn of_text(&mut self, schema: Option<SchemaId>, checked: Option<&str>) -> (CheckRef, Shape) {
        if let (Some(id), Some(hint)) = (schema, checked) {
            let shape = shape(self.contract, id);
            if shape.is_scalar() {
                return (self.checks.of(id, hint), shape);
            }
        }
        (CheckRef::ANYTHING, Shape::text())
    }

    /// Reports a body whose schema has constraints that are not checked.
    fn report_unchecked(&mut self, media: &MediaType, id: SchemaId, kind: BodyKind) {
        let schema = &self.contract[id];
        let asks = match kind {
            BodyKind::Json | BodyKind::Pairs => false,
            BodyKind::Text => !shape(self.contract, id).is_scalar(),
            BodyKind::Bytes | BodyKind::Open => {
                let binary = schema.format.as_deref() == Some("binary");
                let limits = [schema.min_length, schema.max_length];
                let bare = binary && limits.iter().all(Option::is_none);
                !bare && !schema.admits_any_text()
            }
        };
        if asks {
            let kind = media.name.split(';').next().unwrap_or_default().trim();
            let message = format!("bodies of type `{kind}` are not checked against their schema");
            let place = schema.place.clone();
            let problem = Diagnostic::new(&codes::UNCHECKED_CONSTRAINT, place, message);
            self.models.report.push(
                problem
                    .help("check them in the handler, or use JSON or a form")
                    .cause(kind),
            );
        }
    }

    fn response(
        &mut self,
        response: &contract::Response,
        method: Method,
        prefix: &Ident,
        context: &Context,
        variants: &mut Scope,
    ) -> Response {
        let title = status_title(response.status);
        let variant = variants.camel(&title);
        let mut headers = Vec::with_capacity(response.headers.len());
        for (header, name) in response_headers(response) {
            let wire = header.name.to_ascii_lowercase();
            let (style, explode) = style(&header.value, Location::Header);
            let (ty, shape) = match header.value.schema() {
                Some(id) => (
                    self.models
                        .of(id, &context.join(&format!("{title} {}", header.name))),
                    shape(self.contract, id),
                ),
                None => (Ty::String, Shape::text()),
            };
            headers.push(Header {
                name,
                constant: self.header_constant(&wire, (style, explode), &shape),
                shape,
                wire,
                style,
                explode,
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
        Response {
            status: response.status,
            docs: Docs {
                text: Some(response.description.clone()),
                ..Docs::default()
            },
            content: match response.status.has_body(method) {
                true => self.payloads(&response.content, None, &title, context),
                false => Vec::new(),
            },
            choice: self.choice(&format!("{prefix}{title}Body")),
            headers,
            variant,
        }
    }
}

/// Returns the serialization style of a value, `None` for JSON, and whether it is exploded. Plain text
/// is serialized in the default style.
fn style(value: &ParameterValue, location: Location) -> (Option<Style>, bool) {
    let usual = match location {
        Location::Query | Location::Cookie => Style::Form,
        Location::Path | Location::Header => Style::Simple,
    };
    match value {
        ParameterValue::Styled { style, explode, .. } => (Some(*style), *explode),
        ParameterValue::Content(media) if body_kind(&media.name) == BodyKind::Text => {
            (Some(usual), usual == Style::Form)
        }
        ParameterValue::Content(_) => (None, false),
    }
}

/// The first tag of an operation, which it is grouped by.
fn tag(operation: &contract::Operation) -> Option<&str> {
    operation.tags.first().map(String::as_str)
}

/// The properties of a form that the contract describes an encoding of (OpenAPI 3.0.3, 4.7.15).
fn form_properties(media: &MediaType, form: &Shape) -> Vec<FormProperty> {
    let mut properties = Vec::new();
    for (name, encoding) in &media.encoding {
        let json = encoding
            .content_type
            .as_deref()
            .is_some_and(|media| body_kind(media) == BodyKind::Json);
        let styled = encoding.style.is_some() || encoding.explode.is_some();
        let Some((_, shape)) = form.properties.iter().find(|(known, _)| known == name) else {
            continue;
        };
        if styled || json || encoding.allow_reserved {
            // Where a style is given, the media type of the member counts for nothing.
            let style = encoding.style.unwrap_or(Style::Form);
            properties.push(FormProperty {
                wire: name.clone(),
                style: (styled || !json).then_some(style),
                explode: encoding.explode.unwrap_or(style == Style::Form),
                allow_reserved: encoding.allow_reserved,
                shape: shape.clone(),
            });
        }
    }
    properties
}

/// The response of an operation that documents none: any status, no body.
fn undocumented(operation: &contract::Operation) -> contract::Response {
    contract::Response {
        place: operation.place.clone(),
        component: None,
        status: contract::Status::Default,
        description: "The contract documents no response.".to_owned(),
        headers: Vec::new(),
        content: Vec::new(),
        links: Vec::new(),
        extensions: serde_json::Map::new(),
    }
}
