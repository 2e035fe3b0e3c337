//! The documentation pages, which are embedded in the program.

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use include_dir::{Dir, include_dir};

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../generated/docs");

/// The content security policy: pages may load their own styles, scripts and images. They contain a
/// policy themselves, but `frame-ancestors` is only valid in a header.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Serves the pages at `/docs`, without authentication.
pub fn pages() -> Router {
    Router::new()
        // Relative links in pages need the trailing slash.
        .route("/docs", get(async || Redirect::permanent("/docs/")))
        .route("/docs/", get(async || page("")))
        .route(
            "/docs/{*path}",
            get(async |Path(path): Path<String>| page(&path)),
        )
}

fn page(path: &str) -> Response {
    let name = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    match PAGES.get_file(&name) {
        Some(file) => {
            let headers = [
                (header::CONTENT_TYPE, media_type(&name)),
                (header::CONTENT_SECURITY_POLICY, POLICY),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
                (header::REFERRER_POLICY, "no-referrer"),
            ];
            (headers, file.contents()).into_response()
        }
        None => (StatusCode::NOT_FOUND, "There is no such page.\n").into_response(),
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("md") => "text/markdown; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    }
}
