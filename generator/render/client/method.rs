//! The method of an operation.

use std::borrow::Cow;
use std::sync::LazyLock;

use askama::Template;

use super::super::filters;
use super::super::imports::MODELS;
use super::super::imports::Types;
use super::super::locals::Locals;
use super::super::text::{DocComment, RustCode};
use super::items::answer_type;
use crate::contract::{self, Status};
use crate::rust::{Answer, Api, Body, Form, Ident, Operation, Ty, TypePath};

static LOCALS: LazyLock<Locals> =
    LazyLock::new(|| Locals::of(include_str!("../../../templates/rust/client/method.rs")));

/// As many arguments as clippy finds fine.
const FEW: usize = 7;

#[derive(Template)]
#[template(path = "rust/client/method.rs")]
pub(super) struct Method<'a> {
    docs: DocComment,
    name: &'a Ident,
    /// Whether there are more arguments than clippy likes.
    many: bool,
    /// What a call has to be given, without its body.
    arguments: Vec<Argument<'a>>,
    body_type: Option<TypePath>,
    options: Option<Options<'a>>,
    /// What comes back when all is well, and what is documented to go wrong.
    success: TypePath,
    error: Option<&'a Ident>,
    verb: contract::Method,
    /// The constant of the path.
    template: &'a Ident,
    security: &'a [Vec<String>],
    /// Whether nothing is added to the request.
    bare: bool,
    accept: Option<String>,
    parameters: Vec<Parameter<'a>>,
    body: Option<&'a Body>,
    outcomes: Vec<Outcome<'a>>,
    /// Whether some answer is of any other status.
    has_default: bool,
}

impl RustCode for Method<'_> {}

struct Argument<'a> {
    name: Cow<'a, Ident>,
    ty: TypePath,
}

struct Options<'a> {
    name: &'a Ident,
    /// The method that goes without them.
    plain: &'a Ident,
}

struct Parameter<'a> {
    constant: &'a Ident,
    /// The argument, or the field of the options.
    name: Cow<'a, Ident>,
    given: Given,
}

/// How a method is given a parameter.
enum Given {
    /// As a reference to what is sent.
    Lent,
    /// By itself, or as a slice.
    Plain,
    /// In its options.
    Optional,
}

struct Outcome<'a> {
    answer: &'a Answer,
    kind: Kind<'a>,
}

/// What a method makes of an answer.
enum Kind<'a> {
    /// The method's result.
    OnlySuccess,
    /// A variant of its result.
    Success,
    BareSuccess,
    /// A variant of its error.
    Error(&'a Ident),
    BareError(&'a Ident),
    /// A variant that keeps the status.
    OpenError(&'a Ident),
    BareOpenError(&'a Ident),
}

impl<'a> Method<'a> {
    pub fn new(api: &Api, operation: &'a Operation, types: &mut Types) -> Self {
        let mut arguments = Vec::new();
        let mut parameters = Vec::with_capacity(operation.parameters.len());
        for parameter in &operation.parameters {
            let (name, given) = if parameter.required {
                let name = LOCALS.beside(&parameter.name);
                types.add(&parameter.ty);
                arguments.push(Argument {
                    name: name.clone(),
                    ty: api.models.lent(&parameter.ty, MODELS),
                });
                (name, Given::argument(&parameter.ty))
            } else {
                (Cow::Borrowed(&parameter.name), Given::Optional)
            };
            parameters.push(Parameter {
                constant: &parameter.constant,
                name,
                given,
            });
        }
        let required = operation.body.as_ref().filter(|body| body.required);
        let body_type = required.map(|body| lent(api, body, types));
        let options = operation.has_options().then_some(Options {
            name: &operation.options,
            plain: &operation.name,
        });
        let given = 1 + arguments.len() + usize::from(body_type.is_some());
        let offered = operation.offered();
        Self {
            docs: DocComment::of(&operation.docs),
            name: match options {
                Some(_) => &operation.with,
                None => &operation.name,
            },
            many: given + usize::from(options.is_some()) > FEW,
            success: success(api, operation, types),
            error: (!operation.errors().is_empty()).then_some(&operation.error),
            verb: operation.method,
            template: &operation.template,
            security: &operation.schemes,
            bare: offered.is_empty() && parameters.is_empty() && operation.body.is_none(),
            accept: (!offered.is_empty()).then(|| offered.join(", ")),
            body: operation.body.as_ref(),
            outcomes: outcomes(operation),
            has_default: operation.answers.iter().any(Answer::is_default),
            arguments,
            body_type,
            options,
            parameters,
        }
    }

    /// Whether an answer is told apart from others by how it was read.
    pub fn has_replies(&self) -> bool {
        let alone = |outcome: &Outcome<'_>| matches!(outcome.kind, Kind::OnlySuccess);
        !self.outcomes.iter().all(alone)
    }
}

impl Given {
    fn argument(ty: &Ty) -> Self {
        match ty {
            Ty::Bool | Ty::Integer(_) | Ty::Float | Ty::String | Ty::List(_) => Self::Plain,
            _ => Self::Lent,
        }
    }
}

/// The type of the argument that is a body.
fn lent(api: &Api, body: &Body, types: &mut Types) -> TypePath {
    match body.content.as_slice() {
        [only] => {
            types.add_payload(only);
            only.lent(&api.models, MODELS)
        }
        _ => TypePath::from(&body.choice).reference(),
    }
}

fn success(api: &Api, operation: &Operation, types: &mut Types) -> TypePath {
    match operation.successes().as_slice() {
        [] => api.models.path(&Ty::Null, MODELS),
        [only] => match answer_type(api, only, types) {
            Some(ty) => ty,
            None => api.models.path(&Ty::Null, MODELS),
        },
        _ => TypePath::from(&operation.success),
    }
}

fn outcomes(operation: &Operation) -> Vec<Outcome<'_>> {
    let error = &operation.error;
    let outcomes = operation.outcomes();
    let alone = outcomes.iter().filter(|(_, good)| *good).count() == 1;
    let kind = |answer: &Answer, good: bool| match (good, answer.content.is_empty()) {
        (true, _) if alone => Kind::OnlySuccess,
        (true, false) => Kind::Success,
        (true, true) => Kind::BareSuccess,
        (false, false) if answer.is_open() => Kind::OpenError(error),
        (false, true) if answer.is_open() => Kind::BareOpenError(error),
        (false, false) => Kind::Error(error),
        (false, true) => Kind::BareError(error),
    };
    let of = |(answer, good)| Outcome {
        kind: kind(answer, good),
        answer,
    };
    outcomes.into_iter().map(of).collect()
}
