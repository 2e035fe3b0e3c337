//! The routers of real documents: axum panics where two routes overlap or a path is none, when the
//! service starts. So every route that is generated is given to a router here.

use std::panic::{AssertUnwindSafe, catch_unwind};

use axum::Router;
use axum::routing::get;
use counterpart::source::Memory;
use counterpart::{GenerateOptions, Loaded, ReadOptions, generate_module, load, load_text};
use syn::visit::{self, Visit};

use crate::corpus;

/// The paths that a generated file gives to its function `at`, and those that it mounts the service
/// below.
#[derive(Default)]
struct Paths {
    routes: Vec<String>,
    bases: Vec<String>,
}

fn text(argument: Option<&syn::Expr>) -> Option<String> {
    match argument {
        Some(syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        })) => Some(text.value()),
        _ => None,
    }
}

impl Visit<'_> for Paths {
    fn visit_expr_call(&mut self, call: &syn::ExprCall) {
        if let syn::Expr::Path(function) = &*call.func {
            let mut names = function
                .path
                .segments
                .iter()
                .map(|name| name.ident.to_string());
            match (names.next().as_deref(), names.next().as_deref()) {
                (Some("at"), None) => self.routes.extend(text(call.args.get(2))),
                (Some("Mounted"), Some("new")) => self.bases.extend(text(call.args.get(1))),
                _ => {}
            }
        }
        visit::visit_expr_call(self, call);
    }
}

/// What axum says of the routes, built as the generated code builds them.
fn panic_of(paths: &Paths) -> Option<String> {
    let build = || {
        for base in &paths.bases {
            let mut routes = Router::<()>::new().without_v07_checks();
            for path in &paths.routes {
                let path = match path.as_str() {
                    "/" if !base.is_empty() => base.clone(),
                    path => format!("{base}{path}"),
                };
                routes = routes.route(&path, get(async || {}).fallback(async || {}));
            }
            let _: Router = routes.fallback(async || {});
        }
    };
    let panic = catch_unwind(AssertUnwindSafe(build)).err()?;
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    Some(text.unwrap_or_default())
}

/// The paths of a contract's router, after it was built.
fn build(loaded: &mut Loaded) -> Result<usize, String> {
    let mut options = GenerateOptions::default();
    options.server = true;
    options.client = false;
    options.docs = false;
    let files = generate_module(loaded, &options).map_err(|error| error.to_string())?;
    let mut paths = Paths::default();
    for file in files.iter().filter(|file| file.path.starts_with("server/")) {
        let code = syn::parse_file(&file.contents).map_err(|error| error.to_string())?;
        paths.visit_file(&code);
    }
    // Once with the server's path, and once without.
    if paths.bases.len() != 2 {
        return Err(format!("the service is mounted below {:?}", paths.bases));
    }
    match panic_of(&paths) {
        None => Ok(paths.routes.len()),
        Some(panic) => Err(panic),
    }
}

#[test]
#[ignore = "slow: needs COUNTERPART_CORPUS"]
fn every_router_of_real_documents_can_be_built() {
    let Some(folder) = corpus::folder() else {
        return;
    };
    let mut all = 0;
    for path in corpus::documents(&folder) {
        let mut loaded = load(&path, ReadOptions::default());
        let routes =
            build(&mut loaded).unwrap_or_else(|panic| panic!("{}: {panic}", path.display()));
        let some = !loaded.contract.operations.is_empty();
        assert_eq!(routes > 0, some, "{}", path.display());
        all += routes;
    }
    assert!(all > 1000, "only {all} routes were found");
    println!("{all} routes");
}

/// Paths that mean something to one router or another, and nothing to a contract.
const ODD: [&str; 24] = [
    "",
    "/",
    "//",
    "/a/",
    "/a//b",
    "/:a",
    "/*a",
    "/{*a}",
    "/{a}/{*b}",
    "/{a}/b",
    "/b/{a}",
    "/{a}",
    "/{a}/",
    "/{a}.json",
    "/{a}-{b}",
    "/{{a}}",
    "/{a",
    "/a}",
    "/a?x=1",
    "/a?x={b}",
    "/a#b",
    "/a b/\u{e9}/%20",
    "/__private__axum_nest_tail_param",
    "/{*__private__axum_nest_tail_param}",
];

#[test]
fn odd_paths_make_a_router_all_the_same() {
    for server in [
        "/",
        "/v1/",
        "https://a.example/{b}/*c",
        "/{*a}",
        "../a//b/./:c",
        "//a.example/b c/%20",
    ] {
        let mut document = serde_json::json!({
            "openapi": "3.0.3",
            "info": {"title": "Odd", "version": "1"},
            "servers": [{ "url": server }],
            "paths": {},
        });
        let many = "/{a}".repeat(40);
        for path in ODD.into_iter().chain([&*many]) {
            document["paths"][path] =
                serde_json::json!({"get": {"responses": {"200": {"description": "ok"}}}});
        }
        let mut loaded = load_text(
            "",
            "odd.json",
            document.to_string(),
            &Memory::default(),
            ReadOptions::default(),
        );
        let routes = build(&mut loaded).unwrap_or_else(|panic| panic!("{server}: {panic}"));
        assert!(routes > ODD.len() / 2, "{server}: only {routes} routes");
    }
}
