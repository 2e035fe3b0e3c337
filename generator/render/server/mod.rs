//! The server's half: the file of what all operations share, and a file for each tag.

mod answer;
mod group;
mod request;
mod serve;

use askama::Template;

use super::filters;
use super::layout::{
    Expr, Imports, Result, call, condition, fields_variant, signature, statement, variant, word,
};
use super::parameters::location_name;
use super::text::{Code, DocComment, Literal};
use crate::contract::Method;
use crate::rust::{Api, Group, Handler, Operation, Route, SchemeKind};

pub use group::group;

#[derive(Template)]
#[template(path = "rust/server/mod.rs")]
struct ModFile<'a> {
    groups: Vec<&'a Group>,
    secured: bool,
    optional: bool,
    imports: Code,
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
    /// The head of the function that reads them.
    reader: Code,
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
    let secured = api.served().any(Operation::has_caller);
    let optional = api
        .served()
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
    let mut groups: Vec<&Group> = api.groups.iter().collect();
    groups.sort_by(|one, other| one.module.bare().cmp(other.module.bare()));
    ModFile {
        groups,
        secured,
        optional,
        imports: Code::new(own_imports(api, !dispatches.is_empty()).trim_end()),
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

/// What the file imports from the rest of what is generated.
fn own_imports(api: &Api, dispatches: bool) -> String {
    let kinds = |wanted: fn(&SchemeKind) -> bool| {
        api.ways
            .iter()
            .flat_map(|way| &way.schemes)
            .any(|index| wanted(&api.schemes[*index].kind))
    };
    let mut names = vec!["Rejection", "RejectionKind", "Head"];
    if kinds(|kind| *kind == SchemeKind::Bearer) {
        names.push("BearerToken");
    }
    if kinds(|kind| *kind == SchemeKind::Basic) {
        names.push("Basic");
    }
    let mut imports = Imports::default();
    if kinds(|kind| matches!(kind, SchemeKind::ApiKey { .. })) {
        names.push("ApiKey");
        imports.add("super::support::parameter", ["Location"]);
    }
    if dispatches {
        imports.add("super", ["parameters"]);
    }
    imports.add_with("pub ", "super::support::check", ["Part", "Violation"]);
    if api.has_open_bodies() {
        imports.add_with("pub ", "super::support::media", ["Content"]);
    }
    imports.add_with("pub ", "super::support::server", names);
    for group in &api.groups {
        imports.add_with("pub ", group.module.as_str(), ["*"]);
    }
    imports.write()
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
    let path = word(Literal::new(&api.base_path).to_string());
    let routes = call("routes", vec![word("service")]);
    let chain = call("Router::new", vec![])
        .method("without_v07_checks", vec![])
        .method("nest", vec![path, routes])
        .method("fallback", vec![word("refuse")]);
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
            let read = |kind: &SchemeKind| match kind {
                SchemeKind::Bearer => call("head.bearer", vec![]),
                SchemeKind::Basic => call("head.basic", vec![]),
                SchemeKind::ApiKey { location, name } => call(
                    "head.api_key",
                    vec![
                        word(format!("Location::{}", location_name(*location))),
                        word(Literal::new(name).to_string()),
                    ],
                ),
                SchemeKind::Other(scheme) => call(
                    "head.authorization",
                    vec![word(Literal::new(scheme).to_string())],
                )
                .method("map", vec![word("str::to_owned")]),
                SchemeKind::Outside => call("Some", vec![word("()")]),
            };
            let name = &way.name;
            let (variant, body) = if single {
                let variant = variant(4, name.as_str(), &[schemes[0].kind.type_name()]);
                let made = word(format!("Credentials::{name}"));
                (variant, read(&schemes[0].kind).method("map", vec![made]))
            } else {
                let fields: Vec<_> = schemes
                    .iter()
                    .map(|scheme| {
                        let ty = scheme.kind.type_name().to_owned();
                        (String::new(), scheme.field.to_string(), ty)
                    })
                    .collect();
                let made = Expr::Struct {
                    name: format!("Credentials::{name}"),
                    fields: schemes
                        .iter()
                        .map(|scheme| (scheme.field.to_string(), Some(read(&scheme.kind).tried())))
                        .collect(),
                };
                (
                    fields_variant(4, name.as_str(), &fields),
                    call("Some", vec![made]),
                )
            };
            let body = format!("    {}", body.at(4, 4, 0));
            let about = schemes
                .iter()
                .map(|scheme| format!("`{}`", clean(&scheme.id)))
                .collect::<Vec<_>>()
                .join(" and ");
            WayItem {
                docs: DocComment::of(&way.docs, 4).note(&format!("The security scheme {about}.")),
                variant: Code::new(variant),
                reader: Code::new(signature(
                    0,
                    &format!("fn {}", way.reader),
                    &[match body.contains("head.") {
                        true => "head: &Head".to_owned(),
                        false => "_: &Head".to_owned(),
                    }],
                    Result::Plain("Option<Credentials>".into()),
                    " {",
                )),
                read: Code::new(body),
            }
        })
        .collect()
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
                Handler::Operation(reference) => turbofish(handler_path(api, *reference)),
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
                    turbofish(name)
                }
            };
            let filter = if *method == Method::Get {
                "GET"
            } else {
                method.name()
            };
            vec![word(format!("MethodFilter::{filter}")), target]
        })
        .collect::<Vec<_>>();
    let methods = calls
        .into_iter()
        .fold(call("MethodRouter::new", vec![]), |methods, call| {
            methods.method("on", call)
        });
    let arguments = vec![
        word("router"),
        word(Literal::new(&route.path).to_string()),
        word(Literal::new(&route.allow).to_string()),
        methods,
    ];
    statement(4, "router = ", &call("at", arguments))
}

/// A function for the type of the service.
fn turbofish(name: String) -> Expr {
    Expr::Function {
        name,
        argument: "S",
    }
}

fn handler_path(api: &Api, (group, index): (usize, usize)) -> String {
    let group = &api.groups[group];
    format!("{}::{}", group.module, group.operations[index].name)
}

fn candidate(api: &Api, reference: (usize, usize)) -> String {
    let operation = &api.groups[reference.0].operations[reference.1];
    let fits = call(
        format!("parameters::{}.fits", operation.template),
        vec![call("request.uri", vec![])],
    );
    let serve = call(
        handler_path(api, reference),
        vec![call("State", vec![word("service")]), word("request")],
    )
    .awaited();
    condition(4, &fits, &format!("return {}", serve.at(8, 16, 1)))
}
