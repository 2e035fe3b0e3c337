//! Paths, methods and parameters that the contract does not have.

use serde_json::{Value, json};

use super::{refused, told};
use crate::app::{App, body};

#[tokio::test]
async fn unknown_parameters_are_refused() {
    let app = App::start().await;
    let mut request = app
        .request("POST", "/api/external_payments?verbose=1")
        .with("content-type", crate::app::MEDIA_TYPE);
    request = request.bytes(body().to_string());
    refused(
        &app,
        "create",
        request,
        400,
        &[("BAD_REQUEST", json!({ "parameter": "verbose" }))],
    )
    .await;
    let request = app.request("GET", "/api/external_payments/abcdefghij?include=order");
    refused(
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
async fn what_is_not_there_is_told_in_the_same_format() {
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
        refused(
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
        let answer = app.request(method, path).send().await;
        assert_eq!(answer.status, 405, "{method} {path}: {}", answer.text);
        assert_eq!(answer.headers["allow"], allowed, "{method} {path}");
        assert_eq!(
            told(&answer.body),
            [("METHOD_NOT_ALLOWED".to_owned(), Value::Null)]
        );
    }
    app.stop().await;
}
