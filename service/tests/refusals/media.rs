//! Unsupported media types.

use serde_json::json;

use super::{raw, read, rejected};
use crate::app::{App, MEDIA_TYPE, body};

#[tokio::test]
async fn media_types_are_negotiated() {
    let app = App::start().await;
    let content_type = [(
        "UNSUPPORTED_MEDIA_TYPE",
        json!({ "header": "Content-Type" }),
    )];
    rejected(
        &app,
        "no type",
        app.create(&body()).without("content-type"),
        415,
        &content_type,
    )
    .await;
    for kind in [
        "application/json",
        "text/plain",
        "application/vnd.api",
        "nonsense",
        "application/*",
        "application/x-www-form-urlencoded",
        // JSON:API 1.0 forbids parameters.
        "application/vnd.api+json; charset=utf-8",
        "application/vnd.api+json; ext=\"https://jsonapi.org/ext/atomic\"",
    ] {
        rejected(
            &app,
            kind,
            app.create(&body()).with("content-type", kind),
            415,
            &content_type,
        )
        .await;
    }
    let accept = [("NOT_ACCEPTABLE", json!({ "header": "Accept" }))];
    for kind in [
        "text/html",
        "application/json",
        "application/vnd.api+json;q=0",
        "*/*, application/vnd.api+json; q=0.0",
        "application/vnd.api+json; ext=\"https://jsonapi.org/ext/atomic\"",
        "text/*, image/png",
    ] {
        rejected(
            &app,
            kind,
            app.create(&body()).with("accept", kind),
            406,
            &accept,
        )
        .await;
    }
    app.stop().await;
}

#[tokio::test]
async fn a_request_without_accept_is_served() {
    let app = App::start().await;
    let body = body().to_string();
    let (path, token) = ("/api/external_payments", &app.token);
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/vnd.api+json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let response = raw(&app, format!("{head}{body}").as_bytes()).await;
    assert_eq!(read("POST", path, &response).0, 201);
    app.stop().await;
}

#[tokio::test]
async fn compressed_bodies_are_rejected() {
    let app = App::start().await;
    let source = json!({ "header": "Content-Encoding" });
    for coding in ["gzip", "br", "identity, gzip", ""] {
        let request = app.create(&body()).with("content-encoding", coding);
        let expected = [("UNSUPPORTED_MEDIA_TYPE", source.clone())];
        rejected(&app, coding, request, 415, &expected).await;
    }
    let request = app.create(&body()).with("content-encoding", "gzip");
    assert_eq!(request.send().await.headers["accept-encoding"], "identity");
    let request = app.create(&body()).with("content-encoding", "Identity");
    assert_eq!(request.send().await.status, 201);
    app.stop().await;
}

#[tokio::test]
async fn several_media_types_are_rejected() {
    let app = App::start().await;
    let body = body().to_string();
    let (path, token) = ("/api/external_payments", &app.token);
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: {MEDIA_TYPE}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let response = raw(&app, format!("{head}{body}").as_bytes()).await;
    assert_eq!(read("POST", path, &response).0, 415);
    assert_eq!(app.store.count().await.unwrap(), 0);
    app.stop().await;
}
