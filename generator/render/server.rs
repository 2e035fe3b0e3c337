//! The server's half: the file of what all operations share, and a file for each tag.

use std::collections::BTreeSet;

use askama::Template;

use super::checks::location_name;
use super::filters;
use super::layout::{
    Expr, Result, arm, call, call_then, field_type, fields_pattern, imports, signature, statement,
    word,
};
use super::text::{Code, DocComment, Literal};
use crate::contract::{Method, Status};
use crate::rust::{
    Answer, Api, Body, CheckRef, Docs, Form, Group, Handler, Ident, Operation, Payload, Route,
    SchemeKind, Ty, View,
};

#[derive(Template)]
#[template(path = "rust/server_mod.rs")]
struct ModFile<'a> {
    groups: &'a [Group],
    secured: bool,
    optional: bool,
    support: Code,
    ways: Vec<WayItem>,
    router_head: Code,
    router_body: Code,
    routes_head: Code,
    router_binding: Code,
    routes: Vec<Code>,
    dispatches: Vec<DispatchItem>,
}

struct WayItem {
    docs: DocComment,
    variant: Code,
    reader: Code,
    /// The name of the argument, which not every scheme looks at.
    head: Code,
    read: Code,
}

struct DispatchItem {
    head: Code,
    candidates: Vec<Code>,
}

/// The text of `server/mod.rs`.
///
/// # Errors
/// As the template fails, which it has no cause to.
pub fn module(api: &Api) -> std::result::Result<String, askama::Error> {
    let secured = api.operations().any(Operation::has_caller);
    let optional = api
        .operations()
        .any(|operation| operation.has_caller() && operation.anonymous);
    let bounds: Vec<&str> = api.groups.iter().map(|group| group.name.as_str()).collect();
    let bounds = if bounds.is_empty() {
        "Service".to_owned()
    } else {
        bounds.join(" + ")
    };
    let mut routes = Vec::new();
    let mut dispatches = Vec::new();
    for route in &api.routes {
        routes.push(Code::new(route_statement(
            api,
            route,
            &bounds,
            &mut dispatches,
        )));
    }
    let mut names: Vec<String> = ["Rejection", "RejectionKind", "Head"]
        .map(str::to_owned)
        .to_vec();
    let kinds = |wanted: fn(&SchemeKind) -> bool| {
        api.ways
            .iter()
            .flat_map(|way| &way.schemes)
            .any(|index| wanted(&api.schemes[*index].kind))
    };
    if kinds(|kind| *kind == SchemeKind::Bearer) {
        names.push("BearerToken".into());
    }
    if kinds(|kind| matches!(kind, SchemeKind::ApiKey { .. })) {
        names.push("ApiKey".into());
    }
    if kinds(|kind| *kind == SchemeKind::Basic) {
        names.push("Basic".into());
    }
    names.sort();
    let api_keys = kinds(|kind| matches!(kind, SchemeKind::ApiKey { .. }));
    let mut support = String::from("pub use super::support::check::{Part, Violation};\n");
    if api_keys {
        support.push_str("use super::support::parameter::Location;\n");
    }
    support.push_str(&format!(
        "pub {}",
        imports("super::support::server", &names)
    ));
    ModFile {
        groups: &api.groups,
        secured,
        optional,
        support: Code::new(support.trim_end()),
        ways: if secured { ways(api) } else { Vec::new() },
        router_head: Code::new(generic_head(
            "pub fn router",
            &bounds,
            "service: S",
            "Router",
        )),
        router_body: Code::new(router_body(api)),
        routes_head: Code::new(generic_head(
            "pub fn routes",
            &bounds,
            "service: Arc<S>",
            "Router",
        )),
        router_binding: Code::new(if routes.is_empty() {
            "router"
        } else {
            "mut router"
        }),
        routes,
        dispatches,
    }
    .render()
}

/// `pub fn router<S: A + B>(service: S) -> Router {`, its bounds below it where they are long.
fn generic_head(head: &str, bounds: &str, parameter: &str, result: &str) -> String {
    let line = format!("{head}<S: {bounds}>({parameter}) -> {result} {{");
    if line.chars().count() <= 100 {
        return line;
    }
    let mut lines = vec![
        format!("{head}<S>({parameter}) -> {result}"),
        "where".to_owned(),
    ];
    let one = format!("    S: {bounds},");
    if one.chars().count() <= 100 {
        lines.push(one);
    } else {
        let names: Vec<&str> = bounds.split(" + ").collect();
        lines.push(format!(
            "    S: {}",
            names.first().copied().unwrap_or_default()
        ));
        let rest: Vec<String> = names
            .iter()
            .skip(1)
            .map(|name| format!("        + {name}"))
            .collect();
        lines.push(format!("{},", rest.join("\n")));
    }
    lines.push("{".to_owned());
    lines.join("\n")
}

fn router_body(api: &Api) -> String {
    if api.base_path.is_empty() {
        return "    routes(service).fallback(refuse)".to_owned();
    }
    let chain = Expr::Chain {
        root: "Router::new()".into(),
        calls: vec![
            call(
                "nest",
                vec![
                    word(Literal::new(&api.base_path).to_string()),
                    word("routes(service)"),
                ],
            ),
            call("fallback", vec![word("refuse")]),
        ],
    };
    format!("    {}", chain.at(4, 4, 0))
}

fn ways(api: &Api) -> Vec<WayItem> {
    api.ways
        .iter()
        .map(|way| {
            let schemes: Vec<_> = way
                .schemes
                .iter()
                .map(|index| &api.schemes[*index])
                .collect();
            let single = schemes.len() == 1;
            let kind = |kind: &SchemeKind| match kind {
                SchemeKind::Bearer => "BearerToken",
                SchemeKind::Basic => "Basic",
                SchemeKind::ApiKey { .. } => "ApiKey",
                SchemeKind::Other(_) => "String",
                SchemeKind::Outside => "()",
            };
            let read = |kind: &SchemeKind| match kind {
                SchemeKind::Bearer => "head.bearer()".to_owned(),
                SchemeKind::Basic => "head.basic()".to_owned(),
                SchemeKind::ApiKey { location, name } => format!(
                    "head.api_key(Location::{}, {})",
                    location_name(*location),
                    Literal::new(name)
                ),
                SchemeKind::Other(scheme) => {
                    format!(
                        "head.authorization({}).map(str::to_owned)",
                        Literal::new(scheme)
                    )
                }
                SchemeKind::Outside => "Some(())".to_owned(),
            };
            let name = &way.name;
            let (variant, body) = if single {
                let variant = format!("    {name}({}),", kind(&schemes[0].kind));
                let chain = format!("    {}.map(Credentials::{name})", read(&schemes[0].kind));
                (variant, chain)
            } else {
                let fields: Vec<String> = schemes
                    .iter()
                    .map(|scheme| format!("        {}: {},", scheme.field, kind(&scheme.kind)))
                    .collect();
                let values: Vec<String> = schemes
                    .iter()
                    .map(|scheme| format!("        {}: {}?,", scheme.field, read(&scheme.kind)))
                    .collect();
                (
                    format!("    {name} {{\n{}\n    }},", fields.join("\n")),
                    format!(
                        "    Some(Credentials::{name} {{\n{}\n    }})",
                        values.join("\n")
                    ),
                )
            };
            let about = schemes
                .iter()
                .map(|scheme| format!("`{}`", clean(&scheme.id)))
                .collect::<Vec<_>>()
                .join(" and ");
            WayItem {
                docs: DocComment::of(&way.docs, 4).note(&format!("The security scheme {about}.")),
                variant: Code::new(variant),
                reader: Code::new(format!("read_{}", reader_name(name))),
                head: Code::new(if body.contains("head.") { "head" } else { "_" }),
                read: Code::new(body),
            }
        })
        .collect()
}

fn reader_name(name: &Ident) -> String {
    crate::rust::module_name(name.bare()).bare().to_owned()
}

/// Text of the document in a sentence of the generator's.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_ascii_alphanumeric() || "-_. /{}:".contains(*character))
        .collect()
}

fn route_statement(
    api: &Api,
    route: &Route,
    bounds: &str,
    dispatches: &mut Vec<DispatchItem>,
) -> String {
    let calls = route
        .handlers
        .iter()
        .map(|(method, handler)| {
            let target = match handler {
                Handler::Operation(reference) => format!("{}::<S>", handler_path(api, *reference)),
                Handler::Dispatch(candidates) => {
                    let name = format!("dispatch_{}", dispatches.len() + 1);
                    let head = generic_head(
                        &format!("async fn {name}"),
                        bounds,
                        "State(service): State<Arc<S>>, request: Request",
                        "Response",
                    );
                    dispatches.push(DispatchItem {
                        head: Code::new(head),
                        candidates: candidates
                            .iter()
                            .map(|reference| Code::new(candidate(api, *reference)))
                            .collect(),
                    });
                    format!("{name}::<S>")
                }
            };
            let filter = if *method == Method::Get {
                "GET"
            } else {
                method.name()
            };
            call(
                "on",
                vec![word(format!("MethodFilter::{filter}")), word(target)],
            )
        })
        .collect();
    let methods = Expr::Chain {
        root: "MethodRouter::new()".into(),
        calls,
    };
    let arguments = vec![
        word("router"),
        word(Literal::new(&route.path).to_string()),
        word(Literal::new(&route.allow).to_string()),
        methods,
    ];
    statement(4, "router = ", &call("at", arguments))
}

fn handler_path(api: &Api, (group, index): (usize, usize)) -> String {
    let group = &api.groups[group];
    format!("{}::{}", group.module, group.operations[index].name)
}

fn candidate(api: &Api, reference: (usize, usize)) -> String {
    let operation = &api.groups[reference.0].operations[reference.1];
    format!(
        "    let template = &parameters::{};\n    if template.read(request.uri().path()).is_some() {{\n        return {}(State(service), request).await;\n    }}",
        operation.template,
        handler_path(api, reference)
    )
}

#[derive(Template)]
#[template(path = "rust/server_group.rs")]
struct GroupFile<'a> {
    about: DocComment,
    imports: Code,
    docs: DocComment,
    name: &'a Ident,
    operations: Vec<OperationItem<'a>>,
}

struct OperationItem<'a> {
    docs: DocComment,
    name: Code,
    method: Code,
    request: &'a Ident,
    fields: Vec<FieldItem>,
    read_head: Code,
    read_body: Code,
    response: &'a Ident,
    answers: Vec<AnswerItem>,
    answer_head: Code,
    choices: Vec<Code>,
    handler_head: Code,
    serve: Code,
    serve_head: Code,
    statements: Vec<Code>,
}

struct FieldItem {
    docs: DocComment,
    declaration: Code,
}

struct AnswerItem {
    docs: DocComment,
    declaration: Code,
    write: Code,
}

/// What a file of a tag imports.
#[derive(Default)]
struct Uses {
    support: BTreeSet<&'static str>,
    check: BTreeSet<&'static str>,
    outer: BTreeSet<&'static str>,
    types: Types,
    bytes: bool,
}

/// Types of other crates that are named.
#[derive(Default, Clone, Copy)]
pub(super) struct Types {
    map: bool,
    value: bool,
    object: bool,
    number: bool,
    date: bool,
    timestamp: bool,
    uuid: bool,
    pub models: bool,
}

impl Types {
    pub fn add(&mut self, ty: &Ty) {
        match ty {
            Ty::Map(inner) => {
                self.map = true;
                self.add(inner);
            }
            Ty::List(inner) | Ty::Optional(inner) | Ty::Boxed(inner) => self.add(inner),
            Ty::Value => self.value = true,
            Ty::Object => {
                self.value = true;
                self.object = true;
            }
            Ty::Number => self.number = true,
            Ty::Date => self.date = true,
            Ty::Timestamp => self.timestamp = true,
            Ty::Uuid => self.uuid = true,
            Ty::Model(_) => self.models = true,
            _ => {}
        }
    }

    /// Imports from the standard library, then those from other crates, sorted.
    pub fn imports(self, mut std: Vec<String>, mut crates: Vec<String>) -> Vec<String> {
        if self.map {
            std.insert(0, "use std::collections::BTreeMap;\n".into());
        }
        if self.date {
            crates.push("use chrono::NaiveDate;\n".into());
        }
        let mut json: Vec<String> = Vec::new();
        for (used, name) in [
            (self.object, "Map"),
            (self.number, "Number"),
            (self.value, "Value"),
        ] {
            if used {
                json.push(name.into());
            }
        }
        if !json.is_empty() {
            crates.push(imports("serde_json", &json));
        }
        if self.uuid {
            crates.push("use uuid::Uuid;\n".into());
        }
        crates.sort();
        vec![std.concat(), crates.concat()]
    }

    pub fn timestamp(self) -> bool {
        self.timestamp
    }
}

const MODELS: View<'static> = View::Outside("models::");

/// The text of a tag's file.
///
/// # Errors
/// As the template fails, which it has no cause to.
pub fn group(api: &Api, group: &Group) -> std::result::Result<String, askama::Error> {
    let mut uses = Uses::default();
    uses.support.insert("Head");
    uses.outer.insert("parameters");
    let operations: Vec<OperationItem<'_>> = group
        .operations
        .iter()
        .map(|operation| operation_item(api, group, operation, &mut uses))
        .collect();
    GroupFile {
        about: DocComment::of(
            &Docs {
                text: Some(format!("The operations of `{}`.", group.name)),
                ..Docs::default()
            },
            0,
        )
        .inner(),
        imports: Code::new(group_imports(&uses).trim_end_matches('\n')),
        docs: DocComment::of(&group.docs, 0),
        name: &group.name,
        operations,
    }
    .render()
}

fn group_imports(uses: &Uses) -> String {
    let mut axum = String::new();
    if uses.bytes {
        axum.push_str("use axum::body::Bytes;\n");
    }
    axum.push_str("use axum::extract::{Request, State};\nuse axum::response::Response;\n");
    let mut groups = uses
        .types
        .imports(vec!["use std::sync::Arc;\n".into()], vec![axum]);
    let mut own = String::new();
    let mut outer: Vec<&str> = uses.outer.iter().copied().collect();
    if uses.types.models {
        outer.push("models");
    }
    outer.sort_unstable();
    let mut names: Vec<String> = uses.check.iter().map(|name| (*name).to_owned()).collect();
    names.sort_unstable();
    let mut service: Vec<String> = vec!["Service".into()];
    service.extend(
        ["Way", "admit", "admit_any"]
            .iter()
            .filter(|name| uses.support.contains(**name))
            .map(|name| (*name).to_owned()),
    );
    let support: Vec<String> = uses
        .support
        .iter()
        .filter(|name| !["Way", "admit", "admit_any"].contains(*name))
        .map(|name| (*name).to_owned())
        .collect();
    let mut support = support;
    if !support.contains(&"Rejection".to_owned()) {
        support.push("Rejection".into());
    }
    sort_names(&mut support);
    if !names.is_empty() {
        own.push_str("use super::super::support::check;\n");
    }
    own.push_str(&imports("super::super::support::server", &support));
    if uses.types.timestamp() {
        own.push_str("use super::super::support::time::Timestamp;\n");
    }
    let outer: Vec<String> = outer.into_iter().map(str::to_owned).collect();
    own.push_str(&imports("super::super", &outer));
    own.push_str(&imports("super", &service));
    groups.push(own);
    groups
        .into_iter()
        .filter(|group| !group.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
        + "\n"
}

/// Names as rustfmt sorts them in a list of imports: `snake_case` before `CamelCase` before
/// `SCREAMING_CASE` within version order, types first.
fn sort_names(names: &mut [String]) {
    names.sort_by(|left, right| {
        let class = |name: &str| usize::from(name.starts_with(|first: char| first.is_lowercase()));
        class(left).cmp(&class(right)).then_with(|| left.cmp(right))
    });
}

fn operation_item<'a>(
    api: &Api,
    group: &Group,
    operation: &'a Operation,
    uses: &mut Uses,
) -> OperationItem<'a> {
    let mut parameters = vec!["&self".to_owned()];
    if operation.has_caller() {
        let caller = if operation.anonymous {
            "Option<Self::Caller>"
        } else {
            "Self::Caller"
        };
        parameters.push(format!("caller: {caller}"));
    }
    parameters.push(format!("request: {}", operation.request));
    let result = Result::Plain(format!(
        "impl Future<Output = {}> + Send",
        operation.response
    ));
    let method = signature(
        4,
        &format!("fn {}", operation.name),
        &parameters,
        &result,
        ";",
    );
    let serve = format!("serve_{}", operation.name.bare());
    let mut choices = Vec::new();
    if let Some(body) = operation
        .body
        .as_ref()
        .filter(|body| body.content.len() > 1)
    {
        choices.push(Code::new(body_choice(api, operation, body, uses)));
    }
    for answer in operation
        .answers
        .iter()
        .filter(|answer| answer.content.len() > 1)
    {
        choices.push(Code::new(answer_choice(api, operation, answer, uses)));
    }
    OperationItem {
        docs: DocComment::of(&operation.docs, 4),
        name: Code::new(operation.name.bare()),
        method: Code::new(method),
        request: &operation.request,
        fields: fields(api, operation, uses),
        read_head: Code::new(read_head(operation, uses)),
        read_body: Code::new(read_body(operation, uses)),
        response: &operation.response,
        answers: operation
            .answers
            .iter()
            .map(|answer| answer_item(api, operation, answer, uses))
            .collect(),
        answer_head: Code::new(answer_head(operation)),
        choices,
        handler_head: Code::new(async_head(
            &format!("pub(super) async fn {}", operation.name),
            group,
            &["State(service): State<Arc<S>>", "request: Request"],
            &Result::Plain("Response".into()),
        )),
        serve_head: Code::new(async_head(
            &format!("async fn {serve}"),
            group,
            &["service: &S", "request: Request"],
            &Result::Either("Response".into(), "Rejection".into()),
        )),
        serve: Code::new(serve),
        statements: serve_statements(api, operation, uses),
    }
}

fn async_head(head: &str, group: &Group, parameters: &[&str], result: &Result) -> String {
    let parameters: Vec<String> = parameters
        .iter()
        .map(|parameter| (*parameter).to_owned())
        .collect();
    signature(
        0,
        &format!("{head}<S: {}>", group.name),
        &parameters,
        result,
        " {",
    )
}

fn fields(api: &Api, operation: &Operation, uses: &mut Uses) -> Vec<FieldItem> {
    let mut fields = Vec::new();
    for parameter in &operation.parameters {
        uses.types.add(&parameter.ty);
        let given = parameter.required || parameter.default.is_some();
        let ty = if given {
            parameter.ty.clone()
        } else {
            Ty::Optional(Box::new(parameter.ty.clone()))
        };
        let ty = api.models.path(&ty, MODELS);
        let mut docs = DocComment::of(&parameter.docs, 4);
        if let Some(default) = &parameter.default {
            docs = docs.note(&format!(
                "`{}` where it is not given.",
                default.replace('`', "'")
            ));
        }
        fields.push(FieldItem {
            docs,
            declaration: Code::new(field_type(
                4,
                &format!("pub {}", parameter.name),
                ty.as_str(),
            )),
        });
    }
    if let Some(body) = &operation.body {
        let ty = body_type(api, body, uses);
        let ty = if body.required {
            ty
        } else {
            format!("Option<{ty}>")
        };
        fields.push(FieldItem {
            docs: DocComment::of(&body.docs, 4),
            declaration: Code::new(field_type(4, "pub body", &ty)),
        });
    }
    fields
}

fn body_type(api: &Api, body: &Body, uses: &mut Uses) -> String {
    match body.content.as_slice() {
        [only] => payload_type(api, only, &mut uses.types),
        _ => body.choice.to_string(),
    }
}

/// The type of a body in one media type.
pub(super) fn payload_type(api: &Api, payload: &Payload, types: &mut Types) -> String {
    match payload.form {
        Form::Json | Form::Pairs => {
            types.add(&payload.ty);
            api.models.path(&payload.ty, MODELS).to_string()
        }
        Form::Text => "String".to_owned(),
        Form::Bytes => "Vec<u8>".to_owned(),
    }
}

fn check(reference: &CheckRef, uses: &mut Uses) -> String {
    match reference {
        CheckRef::Own(name) => {
            uses.outer.insert("checks");
            format!("checks::{name}")
        }
        CheckRef::Support(name) => {
            uses.check.insert("check");
            format!("check::{name}")
        }
    }
}

fn read_head(operation: &Operation, uses: &mut Uses) -> String {
    let mut parameters = vec!["head: &Head".to_owned()];
    if let Some(body) = &operation.body {
        uses.bytes = true;
        let several = body.content.len() > 1;
        parameters.push(match (several, body.required) {
            (true, true) => "media: usize".to_owned(),
            (true, false) => "media: Option<usize>".to_owned(),
            (false, true) => "bytes: &Bytes".to_owned(),
            (false, false) => "bytes: Option<&Bytes>".to_owned(),
        });
        if several {
            parameters.push("bytes: &Bytes".to_owned());
        }
    }
    parameters.push("strict: bool".to_owned());
    signature(
        4,
        "fn read",
        &parameters,
        &Result::Either("Self".into(), "Rejection".into()),
        " {",
    )
}

fn read_body(operation: &Operation, uses: &mut Uses) -> String {
    let mut lines = vec!["        let mut reader = head.reader();".to_owned()];
    let mut members = Vec::new();
    for parameter in &operation.parameters {
        let check = check(&parameter.check, uses);
        let mut arguments = vec![
            word(format!("&parameters::{}", parameter.constant)),
            word(check),
        ];
        let method = if parameter.required {
            "required"
        } else if let Some(default) = &parameter.default {
            arguments.push(word(Literal::new(default).to_string()));
            "defaulted"
        } else {
            "optional"
        };
        let given = parameter.required || parameter.default.is_some();
        lines.push(statement(
            8,
            &format!("let {} = ", local(&parameter.name)),
            &call(format!("reader.{method}"), arguments),
        ));
        let local = local(&parameter.name);
        members.push(match (given, local == parameter.name.as_str()) {
            (true, _) => format!("{}: {local}?", parameter.name),
            (false, true) => local,
            (false, false) => format!("{}: {local}", parameter.name),
        });
    }
    lines.push("        if strict {\n            reader.no_other_query();\n        }".to_owned());
    if let Some(body) = &operation.body {
        lines.push(read_payloads(operation, body, uses));
        members.push(if body.required {
            "body: body?".to_owned()
        } else {
            "body".to_owned()
        });
    }
    let literal = format!("Self {{ {} }}", members.join(", "));
    if members.is_empty() {
        lines.push("        reader.finish(|| Some(Self {}))".to_owned());
    } else if literal.len() <= "Self {  }".len() + 18 {
        let closure = if members
            .iter()
            .any(|member| member.contains('?') || !member.contains(':'))
        {
            "move || "
        } else {
            "|| "
        };
        lines.push(format!("        reader.finish({closure}Some({literal}))"));
    } else {
        let list: Vec<String> = members
            .iter()
            .map(|member| format!("                {member},"))
            .collect();
        lines.push(format!(
            "        reader.finish(move || {{\n            Some(Self {{\n{}\n            }})\n        }})",
            list.join("\n")
        ));
    }
    lines.join("\n")
}

/// A parameter's name as a local variable beside those that the code has itself.
fn local(name: &Ident) -> String {
    match name.bare() {
        "head" | "bytes" | "strict" | "reader" | "media" | "body" => format!("{}_", name.bare()),
        _ => name.to_string(),
    }
}

fn read_payloads(operation: &Operation, body: &Body, uses: &mut Uses) -> String {
    if let [only] = body.content.as_slice() {
        return if body.required {
            let (expression, tail) = read_payload(operation, only, "bytes", uses);
            statement(8, "let body = ", &with_tail(expression, tail))
        } else {
            let (expression, tail) = read_payload(operation, only, "bytes", uses);
            let inner = statement(16, "", &with_tail(expression, tail));
            let inner = inner.trim_end_matches(';').trim_start().to_owned();
            let arm = format!("            Some(bytes) => {inner},");
            let arm = if arm.lines().all(|line| line.chars().count() <= 100)
                && !inner.contains('\n')
            {
                arm
            } else if inner.contains('\n') {
                let deeper = statement(
                    12,
                    "Some(bytes) => ",
                    &with_tail(read_payload(operation, only, "bytes", uses).0, tail),
                );
                format!("{},", deeper.trim_end_matches(';'))
            } else {
                format!("            Some(bytes) => {{\n                {inner}\n            }}")
            };
            format!(
                "        let body = match bytes {{\n{arm}\n            None => None,\n        }};"
            )
        };
    }
    let mut arms = Vec::new();
    for (index, payload) in body.content.iter().enumerate() {
        let (expression, tail) = read_payload(operation, payload, "bytes", uses);
        let whole = Expr::Chain {
            root: with_tail(expression, tail).at(16, 24, 0),
            calls: vec![call(
                "map",
                vec![word(format!("{}::{}", body.choice, payload.variant))],
            )],
        };
        let last = index + 1 == body.content.len();
        let pattern = match (body.required, last) {
            (true, true) => "_".to_owned(),
            (true, false) => index.to_string(),
            (false, _) => format!("Some({index})"),
        };
        arms.push(arm(12, &pattern, &whole));
    }
    if !body.required {
        arms.push("            _ => None,".to_owned());
    }
    format!(
        "        let body = match media {{\n{}\n        }};",
        arms.join("\n")
    )
}

fn with_tail(expression: Expr, tail: &'static str) -> Expr {
    match expression {
        Expr::Call {
            head, arguments, ..
        } => Expr::Call {
            head,
            arguments,
            tail,
        },
        Expr::Word(text) => Expr::Word(format!("{text}{tail}")),
        other => other,
    }
}

fn read_payload(
    operation: &Operation,
    payload: &Payload,
    bytes: &str,
    uses: &mut Uses,
) -> (Expr, &'static str) {
    match payload.form {
        Form::Json => {
            let check = check(&payload.check, uses);
            (call("reader.json", vec![word(bytes), word(check)]), "?")
        }
        Form::Pairs => {
            let check = check(&payload.check, uses);
            let shape = format!("&parameters::{}_FORM", operation.template);
            (
                call("reader.form", vec![word(bytes), word(shape), word(check)]),
                "",
            )
        }
        Form::Text => (call("reader.text", vec![word(bytes)]), "?"),
        Form::Bytes => (word(format!("Some({bytes}.to_vec())")), ""),
    }
}

fn serve_statements(api: &Api, operation: &Operation, uses: &mut Uses) -> Vec<Code> {
    let mut lines = Vec::new();
    let body_name = if operation.body.is_some() {
        "body"
    } else {
        "_"
    };
    lines.push(statement(
        4,
        &format!("let (head, {body_name}) = "),
        &call_then(
            "Head::new",
            vec![
                word("request"),
                word(format!("&parameters::{}", operation.template)),
            ],
            "?",
        ),
    ));
    let literals = |list: &[&str]| {
        Expr::List(
            list.iter()
                .map(|text| word(Literal::new(text).to_string()))
                .collect(),
        )
    };
    let offered = operation.offered();
    if !offered.is_empty() {
        lines.push(statement(
            4,
            "",
            &call_then("head.accepts", vec![literals(&offered)], "?"),
        ));
    }
    if let Some(body) = &operation.body {
        let media: Vec<&str> = body
            .content
            .iter()
            .map(|payload| payload.media.as_str())
            .collect();
        let several = media.len() > 1;
        let before = if several || !body.required {
            "let media = "
        } else {
            ""
        };
        lines.push(statement(
            4,
            before,
            &call_then(
                "head.content_type",
                vec![
                    literals(&media),
                    word("&body"),
                    word(body.required.to_string()),
                ],
                "?",
            ),
        ));
    }
    let mut arguments = Vec::new();
    if operation.has_caller() {
        lines.push(admit(api, operation, uses));
        arguments.push("caller");
    }
    let mut reading = vec![word("&head")];
    if let Some(body) = &operation.body {
        uses.support.insert("read_body");
        lines.push("    let bytes = read_body(body, service.body_limit()).await?;".to_owned());
        let several = body.content.len() > 1;
        reading.push(word(match (several, body.required) {
            (true, true) => "media.unwrap_or_default()",
            (true, false) => "media",
            (false, true) => "&bytes",
            (false, false) => "media.map(|_| &bytes)",
        }));
        if several {
            reading.push(word("&bytes"));
        }
    }
    lines.push("    let strict = service.refuse_unknown_query();".to_owned());
    reading.push(word("strict"));
    lines.push(statement(
        4,
        "let request = ",
        &call_then(format!("{}::read", operation.request), reading, "?"),
    ));
    arguments.push("request");
    let answer = Expr::Chain {
        root: "service".into(),
        calls: vec![
            call(
                operation.name.as_str(),
                arguments.into_iter().map(word).collect(),
            ),
            word("await"),
        ],
    };
    lines.push(statement(4, "let answer = ", &answer));
    lines.push("    answer.write()".to_owned());
    lines.into_iter().map(Code::new).collect()
}

fn admit(api: &Api, operation: &Operation, uses: &mut Uses) -> String {
    uses.support.insert("Way");
    let function = if operation.anonymous {
        "admit_any"
    } else {
        "admit"
    };
    uses.support.insert(function);
    let ways = operation
        .security
        .iter()
        .map(|way| {
            let credentials = &api.ways[way.credentials];
            let challenge = credentials
                .schemes
                .iter()
                .map(|index| match &api.schemes[*index].kind {
                    SchemeKind::Bearer => "Bearer".to_owned(),
                    SchemeKind::Basic => "Basic".to_owned(),
                    SchemeKind::Other(scheme) => clean(scheme),
                    _ => String::new(),
                })
                .find(|challenge| !challenge.is_empty())
                .unwrap_or_default();
            Expr::Struct {
                name: "Way".into(),
                fields: vec![
                    (
                        "read".into(),
                        word(format!("super::read_{}", reader_name(&credentials.name))),
                    ),
                    (
                        "scopes".into(),
                        Expr::List(
                            way.scopes
                                .iter()
                                .map(|scope| word(Literal::new(scope).to_string()))
                                .collect(),
                        ),
                    ),
                    (
                        "challenge".into(),
                        word(Literal::new(&challenge).to_string()),
                    ),
                ],
            }
        })
        .collect();
    let constant = statement(4, "const WAYS: &[Way] = ", &Expr::List(ways));
    let id = Literal::new(&operation.id).to_string();
    let admit = statement(
        4,
        "let caller = ",
        &call_then(
            function,
            vec![word("service"), word("&head"), word(id), word("WAYS")],
            ".await?",
        ),
    );
    format!("{constant}\n{admit}")
}

fn answer_head(operation: &Operation) -> String {
    if operation.answers.is_empty() {
        // An enum without variants has no values to write.
        return "    fn write(self) -> Result<Response, Rejection> {\n        match self {"
            .to_owned();
    }
    "    fn write(self) -> Result<Response, Rejection> {\n        match self {".to_owned()
}

fn answer_item(api: &Api, operation: &Operation, answer: &Answer, uses: &mut Uses) -> AnswerItem {
    let variant = &answer.variant;
    let body = match answer.content.as_slice() {
        [] => None,
        [only] => Some(payload_type(api, only, &mut uses.types)),
        _ => Some(answer.choice.to_string()),
    };
    let open = answer.is_open();
    let named = open || !answer.headers.is_empty();
    let mut fields = Vec::new();
    if open {
        fields.push((
            "status".to_owned(),
            "u16".to_owned(),
            DocComment::of(&Docs::default(), 8).note("The status code."),
        ));
    }
    if let Some(body) = &body {
        fields.push(("body".to_owned(), body.clone(), DocComment::default()));
    }
    for header in &answer.headers {
        uses.types.add(&header.ty);
        let ty = if header.required {
            header.ty.clone()
        } else {
            Ty::Optional(Box::new(header.ty.clone()))
        };
        let ty = api.models.path(&ty, MODELS).to_string();
        fields.push((header.name.to_string(), ty, DocComment::of(&header.docs, 8)));
    }
    let declaration = if named {
        let lines: Vec<String> = fields
            .iter()
            .map(|(name, ty, docs)| format!("{docs}{}", field_type(8, name, ty)))
            .collect();
        format!("    {variant} {{\n{}\n    }},", lines.join("\n"))
    } else {
        match &body {
            Some(body) => format!("    {variant}({body}),"),
            None => format!("    {variant},"),
        }
    };
    let pattern = if named {
        let names: Vec<&str> = fields.iter().map(|(name, ..)| name.as_str()).collect();
        fields_pattern(12, &format!("Self::{variant}"), &names)
    } else if body.is_some() {
        format!("Self::{variant}(body)")
    } else {
        format!("Self::{variant}")
    };
    AnswerItem {
        docs: DocComment::of(&answer.docs, 4),
        declaration: Code::new(declaration),
        write: Code::new(write_answer(operation, answer, &pattern, uses)),
    }
}

fn write_answer(operation: &Operation, answer: &Answer, pattern: &str, uses: &mut Uses) -> String {
    let status = match answer.status {
        Status::Code(code) => code.to_string(),
        _ => "status".to_owned(),
    };
    let expression = match answer.content.as_slice() {
        [] => {
            uses.support.insert("empty_answer");
            call("empty_answer", vec![word(status)])
        }
        [only] => write_payload(only, &status, uses),
        _ => call("body.write", vec![word(status)]),
    };
    let range = match answer.status {
        Status::Code(_) => None,
        Status::Range(class) => {
            let start = u16::from(class) * 100;
            Some(format!("{start}..={}", start + 99))
        }
        Status::Default => Some("100..=599".to_owned()),
    };
    if answer.headers.is_empty() && range.is_none() {
        return arm(12, pattern, &expression);
    }
    let mut lines = Vec::new();
    if let Some(range) = range {
        uses.support.insert("status");
        lines.push(statement(
            16,
            "",
            &call_then(
                "super::super::support::server::status",
                vec![word("status"), word(range)],
                "?",
            ),
        ));
        uses.support.remove("status");
    }
    if answer.headers.is_empty() {
        lines.push(format!("                {}", expression.at(16, 16, 0)));
        return format!(
            "            {pattern} => {{\n{}\n            }}",
            lines.join("\n")
        );
    }
    lines.push(statement(16, "let answer = ", &with_tail(expression, "?")));
    let last = answer.headers.len() - 1;
    for (index, header) in answer.headers.iter().enumerate() {
        let function = if header.required {
            "with_header"
        } else {
            "with_optional"
        };
        uses.support.insert(function);
        let arguments = vec![
            word("answer"),
            word(format!("&parameters::{}", header.constant)),
            word(format!("&{}", header.name)),
        ];
        if index == last {
            lines.push(format!(
                "                {}",
                call(function, arguments).at(16, 16, 0)
            ));
        } else {
            lines.push(statement(
                16,
                "let answer = ",
                &call_then(function, arguments, "?"),
            ));
        }
    }
    let _ = operation;
    format!(
        "            {pattern} => {{\n{}\n            }}",
        lines.join("\n")
    )
}

fn write_payload(payload: &Payload, status: &str, uses: &mut Uses) -> Expr {
    let media = word(Literal::new(&payload.media).to_string());
    match payload.form {
        Form::Json | Form::Pairs => {
            uses.support.insert("json_answer");
            call("json_answer", vec![word(status), media, word("&body")])
        }
        Form::Text => {
            uses.support.insert("bytes_answer");
            call(
                "bytes_answer",
                vec![word(status), media, word("body.into_bytes()")],
            )
        }
        Form::Bytes => {
            uses.support.insert("bytes_answer");
            call("bytes_answer", vec![word(status), media, word("body")])
        }
    }
}

fn body_choice(api: &Api, operation: &Operation, body: &Body, uses: &mut Uses) -> String {
    let variants: Vec<String> = body
        .content
        .iter()
        .map(|payload| {
            let ty = payload_type(api, payload, &mut uses.types);
            format!(
                "    /// `{}`\n    {}({ty}),",
                clean(&payload.media),
                payload.variant
            )
        })
        .collect();
    format!(
        "/// The media types that `{}` reads.\n#[derive(Debug, Clone)]\npub enum {} {{\n{}\n}}",
        operation.name.bare(),
        body.choice,
        variants.join("\n")
    )
}

fn answer_choice(api: &Api, operation: &Operation, answer: &Answer, uses: &mut Uses) -> String {
    let mut variants = Vec::new();
    let mut arms = Vec::new();
    for payload in &answer.content {
        let ty = payload_type(api, payload, &mut uses.types);
        variants.push(format!(
            "    /// `{}`\n    {}({ty}),",
            clean(&payload.media),
            payload.variant
        ));
        arms.push(arm(
            12,
            &format!("Self::{}(body)", payload.variant),
            &write_payload(payload, "status", uses),
        ));
    }
    format!(
        "/// The media types of an answer of `{}`.\n#[derive(Debug, Clone)]\npub enum {choice} {{\n{}\n}}\n\nimpl {choice} {{\n    fn write(self, status: u16) -> Result<Response, Rejection> {{\n        match self {{\n{}\n        }}\n    }}\n}}",
        operation.name.bare(),
        variants.join("\n"),
        arms.join("\n"),
        choice = answer.choice,
    )
}
