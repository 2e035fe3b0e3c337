//! The server's half: the file of what all operations share, and a file for each tag.

mod answer;
mod group;
mod request;
mod serve;

use askama::Template;

use super::checks::location_name;
use super::filters;
use super::layout::{Expr, call, imports, statement, word};
use super::text::{Code, DocComment, Literal};
use crate::contract::Method;
use crate::rust::{Api, Group, Handler, Ident, Operation, Route, SchemeKind};

pub use group::group;

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
        "    if parameters::{}.fits(request.uri()) {{\n        return {}(State(service), request).await;\n    }}",
        operation.template,
        handler_path(api, reference)
    )
}
