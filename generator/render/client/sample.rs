//! Renders samples for the generated client, for documentation.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use askama::Template;
use serde_json::Value;

use super::super::filters;
use super::super::locals::Locals;
use super::super::text::{Literal, RustCode};
use crate::docs::request::{self, Request, concrete};
use crate::rust::{
    Api, BodyKind, Ident, Kind, MediaTypeBody, Operation, Parameter, SchemeKind, Ty,
};

static LOCALS: LazyLock<Locals> =
    LazyLock::new(|| Locals::of(include_str!("../../../templates/rust/client/sample.rs")));

/// The line width of samples.
const WIDTH: usize = 76;
/// `json!` recurses over the entries of an object or array, and Rust limits the depth of recursion.
const MOST_MEMBERS: usize = 24;

#[derive(Template)]
#[template(path = "rust/client/sample.rs")]
struct Sample<'a> {
    /// The crate of the client.
    package: &'a Ident,
    imports: Vec<Cow<'a, Ident>>,
    address: &'a str,
    credentials: Vec<Credential<'a>>,
    body: Option<BodyValue<'a>>,
    choice: Option<Choice<'a>>,
    variables: Vec<Variable<'a>>,
    method: &'a Ident,
    arguments: Vec<Argument<'a>>,
    required: Option<Required<'a>>,
    has_optional_body: bool,
    breaks: Breaks,
}

/// The parts of a call that are on lines of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Breaks {
    Nothing,
    Chain,
    Arguments,
    Fields,
}

struct Credential<'a> {
    method: Ident,
    kind: &'a SchemeKind,
}

/// The variant of a body with several media types.
struct Choice<'a> {
    name: &'a Ident,
    variant: &'a Ident,
}

/// The required inputs, apart from path parameters.
struct Required<'a> {
    name: &'a Ident,
    fields: Vec<Field<'a>>,
}

struct Field<'a> {
    name: Cow<'a, Ident>,
    value: Argument<'a>,
}

/// A variable for a value that is passed by reference.
struct Variable<'a> {
    name: Cow<'a, Ident>,
    value: Made<'a>,
}

enum Made<'a> {
    Json(Json),
    List(Json),
    Text(&'a str),
}

enum BodyValue<'a> {
    Json(Json),
    Text(&'a str),
    /// A string that is passed by value.
    OwnedText(&'a str),
    TextFile,
    File,
    /// A file with its media type.
    Content(String),
}

enum Argument<'a> {
    Literal(Literal),
    Texts(Vec<&'a str>),
    Read(Json),
    Variable(Cow<'a, Ident>),
    Body,
}

/// Renders the code that sends the request: the body of an async function that propagates errors
/// with `?`.
///
/// # Errors
/// Returns an error if the template fails, which does not happen in practice.
pub fn sample(
    api: &Api,
    operation: &Operation,
    package: &Ident,
    request: &Request,
) -> Result<String, askama::Error> {
    let mut sample = Sample::new(api, operation, package, request);
    for breaks in [Breaks::Nothing, Breaks::Chain, Breaks::Arguments] {
        sample.breaks = breaks;
        let text = sample.render()?;
        let call = text.rsplit("\n\n").next().unwrap_or_default();
        if call.lines().all(|line| line.len() <= WIDTH) {
            return Ok(text);
        }
    }
    sample.breaks = Breaks::Fields;
    sample.render()
}

impl<'a> Sample<'a> {
    fn new(
        api: &'a Api,
        operation: &'a Operation,
        package: &'a Ident,
        request: &'a Request,
    ) -> Self {
        let body = operation.body.as_ref();
        let payload = body.and_then(|body| {
            let media = request.media.as_deref();
            (body.content.iter())
                .find(|payload| Some(payload.media.as_str()) == media)
                .or(body.content.first())
        });
        let chosen = body.filter(|body| body.content.len() > 1);
        let choice = chosen.zip(payload).map(|(body, payload)| Choice {
            name: &body.choice,
            variant: &payload.variant,
        });
        let owned = choice.is_some();
        let (mut values, variables) = values(api, operation, &request.arguments);
        let path = operation.path_parameters().into_iter();
        let arguments = path.filter_map(|own| take(&mut values, own)).collect();
        let mut fields: Vec<Field<'_>> = values
            .into_iter()
            .map(|(own, value)| Field {
                name: Cow::Borrowed(&own.name),
                value,
            })
            .collect();
        fields.extend(body.filter(|body| body.required).map(|_| Field {
            name: Cow::Owned(Ident::known("body")),
            value: Argument::Body,
        }));
        let required = (!fields.is_empty()).then_some(Required {
            name: &operation.required,
            fields,
        });
        let mut imports = vec![Cow::Owned(Ident::known("Client"))];
        if payload.is_some_and(|payload| payload.kind == BodyKind::Open) {
            imports.push(Cow::Owned(Ident::known("Content")));
        }
        imports.extend(choice.iter().map(|choice| Cow::Borrowed(choice.name)));
        imports.extend(required.iter().map(|own| Cow::Borrowed(own.name)));
        imports.sort();
        Self {
            package,
            imports,
            address: &request.base,
            credentials: credentials(api, operation),
            body: payload.map(|payload| BodyValue::new(payload, &request.body, owned)),
            choice,
            variables,
            method: &operation.name,
            arguments,
            required,
            has_optional_body: body.is_some_and(|body| !body.required),
            breaks: Breaks::Nothing,
        }
    }
}

/// Returns the value of a parameter.
fn take<'a>(
    values: &mut Vec<(&'a Parameter, Argument<'a>)>,
    wanted: &Parameter,
) -> Option<Argument<'a>> {
    let is_wanted = |(own, _): &(&Parameter, _)| std::ptr::eq(*own, wanted);
    let index = values.iter().position(is_wanted)?;
    Some(values.remove(index).1)
}

fn credentials<'a>(api: &'a Api, operation: &Operation) -> Vec<Credential<'a>> {
    let ids = operation.schemes.first().into_iter().flatten();
    ids.filter_map(|id| {
        let mut methods = api.credential_methods();
        let (scheme, method) = methods.find(|(scheme, _)| scheme.id == *id)?;
        Some(Credential {
            method,
            kind: &scheme.kind,
        })
    })
    .collect()
}

/// Returns the arguments for required parameters, and the variables that they need.
fn values<'a>(
    api: &Api,
    operation: &'a Operation,
    values: &'a [Value],
) -> (Vec<(&'a Parameter, Argument<'a>)>, Vec<Variable<'a>>) {
    let mut arguments = Vec::new();
    let mut variables = Vec::new();
    let required = operation.parameters.iter().filter(|one| one.required);
    for (parameter, value) in required.zip(values) {
        let argument = plain(&parameter.ty, value).unwrap_or_else(|| {
            let name = LOCALS.beside(&parameter.name);
            variables.push(Variable {
                name: name.clone(),
                value: Made::new(api, &parameter.ty, value),
            });
            Argument::Variable(name)
        });
        arguments.push((parameter, argument));
    }
    (arguments, variables)
}

/// Returns the expression of a value that is written in place.
fn plain<'a>(ty: &Ty, value: &'a Value) -> Option<Argument<'a>> {
    Some(match (ty, value) {
        (Ty::Bool, Value::Bool(value)) => Argument::Literal(Literal::bool(*value)),
        (Ty::Integer(_), Value::Number(number)) if !number.is_f64() => {
            Argument::Literal(Literal::number(number))
        }
        (Ty::Float, Value::Number(number)) => Argument::Literal(Literal::float(number)),
        (Ty::Bool | Ty::Integer(_) | Ty::Float, value) => Argument::Read(Json::new(value)),
        (Ty::String, Value::String(text)) => Argument::Literal(Literal::new(text)),
        (Ty::String, value) => Argument::Literal(Literal::new(&value.to_string())),
        (Ty::List(inner), Value::Array(items))
            if **inner == Ty::String && items.iter().all(Value::is_string) =>
        {
            Argument::Texts(items.iter().filter_map(Value::as_str).collect())
        }
        _ => return None,
    })
}

impl<'a> Made<'a> {
    fn new(api: &Api, ty: &Ty, value: &'a Value) -> Self {
        let is_text = |id| matches!(api.models[id].kind, Kind::Alias(Ty::String));
        match (ty, value) {
            (Ty::List(_), value) => Self::List(Json::new(value)),
            (Ty::Model(id), Value::String(text)) if is_text(*id) => Self::Text(text),
            (_, value) => Self::Json(Json::new(value)),
        }
    }
}

impl<'a> BodyValue<'a> {
    /// Returns the body as the client takes it; owned if it becomes part of another value.
    fn new(payload: &MediaTypeBody, body: &'a request::Body, owned: bool) -> Self {
        match (payload.kind, body) {
            (BodyKind::Json | BodyKind::Pairs, request::Body::Json(value)) => {
                Self::Json(Json::new(value))
            }
            (BodyKind::Pairs, request::Body::Form { value, .. }) => Self::Json(Json::new(value)),
            (BodyKind::Json | BodyKind::Pairs, _) => {
                Self::Json(Json::new(&Value::Object(serde_json::Map::new())))
            }
            (BodyKind::Text, request::Body::Text(text)) if owned => Self::OwnedText(text),
            (BodyKind::Text, request::Body::Text(text)) => Self::Text(text),
            (BodyKind::Text, _) => Self::TextFile,
            (BodyKind::Bytes, _) => Self::File,
            (BodyKind::Open, _) => Self::Content(concrete(&payload.media)),
        }
    }
}

/// A value that is deserialized into the type that the context requires.
enum Json {
    /// JSON, written as code.
    Macro(JsonCode),
    /// A string literal of JSON text.
    Text(Literal),
}

/// Returns the JSON as an argument of `json!`, in which every token is a Rust token.
struct JsonCode(String);

impl RustCode for JsonCode {}

impl fmt::Display for JsonCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Json {
    fn new(value: &Value) -> Self {
        let json = format!("{value:#}");
        // Escapes that Rust lacks.
        let mut foreign = ["\\u", "\\b", "\\f", "\\/"].iter();
        if fits_macro(value) && !foreign.any(|one| json.contains(one)) {
            Self::Macro(JsonCode(wide(&json)))
        } else {
            Self::Text(Literal::raw_lines(&json))
        }
    }
}

/// Returns whether `json!` can take the value directly, given that numbers in it are Rust literals.
fn fits_macro(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            number.is_f64()
                || number
                    .as_i64()
                    .is_some_and(|number| i32::try_from(number).is_ok())
        }
        Value::Array(items) => items.len() <= MOST_MEMBERS && items.iter().all(fits_macro),
        Value::Object(members) => members.len() <= MOST_MEMBERS && members.values().all(fits_macro),
        _ => true,
    }
}

/// Formats JSON with the indentation of Rust, four spaces.
fn wide(json: &str) -> String {
    let lines: Vec<_> = json
        .lines()
        .map(|line| {
            let rest = line.trim_start();
            format!("{:1$}{rest}", "", 2 * (line.len() - rest.len()))
        })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::Json;
    use serde_json::{Value, json};

    fn is_macro(value: &Value) -> bool {
        matches!(Json::new(value), Json::Macro(_))
    }

    #[test]
    fn quotes_cannot_end_a_sample() {
        let Json::Macro(plain) = Json::new(&json!({ "text": "it's \"so\"\n#\"" })) else {
            panic!("it is made of tokens of Rust");
        };
        let plain = plain.to_string();
        assert!(plain.contains(r#""text": "it's \"so\"\n#\"""#), "{plain}");
        let Json::Text(raw) = Json::new(&json!("\u{1}\"##\"###")) else {
            panic!("Rust has no such escape");
        };
        let raw = raw.to_string();
        assert!(raw.starts_with("r####\""), "{raw}");
        assert!(raw.ends_with("\"####"), "{raw}");
    }

    #[test]
    fn numbers_that_are_no_literals_are_read_from_text() {
        assert!(!is_macro(&json!(3_000_000_000_u32)));
        assert!(is_macro(&json!(3)));
    }
}
