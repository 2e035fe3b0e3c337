//! Unknown paths, methods and parameters.

use serde_json::{Value, json};

use super::{errors, rejected};
use crate::app::{App, body};

#[tokio::test]
async fn unknown_parameters_are_rejected() {
    let app = App::start().await;
    let mut request = app
        .request("POST", "/api/external_payments?verbose=1")
        .with("content-type", crate::app::MEDIA_TYPE);
    request = request.bytes(body().to_string());
    rejected(
        &app,
        "create",
        request,
        400,
        &[("BAD_REQUEST", json!({ "parameter": "verbose" }))],
    )
    .await;
    let request = app.request("GET", "/api/external_payments/abcdefghij?include=order");
    rejected(
        &app,
        "retrieve",
        request,
        400,
        &[("BAD_REQUEST", json!({ "parameter": "include" }))],
    )
    .await;
    app.stop().await;
}

#[tokio::test]
async fn unknown_paths_and_methods_get_json_api_errors() {
    let app = App::start().await;
    for path in [
        "/",
        "/api",
        "/api/",
        "/api/orders",
        "/external_payments",
        "/api/external_payments/abcdefghij/refunds",
        "/favicon.ico",
    ] {
        let request = app.request("GET", path);
        rejected(
            &app,
            path,
            request,
            404,
            &[("RECORD_NOT_FOUND", Value::Null)],
        )
        .await;
    }
    for (method, path, allowed) in [
        ("DELETE", "/api/external_payments", "POST"),
        ("GET", "/api/external_payments", "POST"),
        ("OPTIONS", "/api/external_payments", "POST"),
        ("BREW", "/api/external_payments", "POST"),
        ("PATCH", "/api/external_payments/abcdefghij", "GET, HEAD"),
        (
            "DELETE",
            "/api/external_payments/abcdefghij/order",
            "GET, HEAD",
        ),
    ] {
        let response = app.request(method, path).send().await;
        assert_eq!(response.status, 405, "{method} {path}: {}", response.text);
        assert_eq!(response.headers["allow"], allowed, "{method} {path}");
        assert_eq!(
            errors(&response.body),
            [("METHOD_NOT_ALLOWED".to_owned(), Value::Null)]
        );
    }
    app.stop().await;
}
