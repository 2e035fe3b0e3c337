//! Authentication failures.

use std::time::Duration;

use serde_json::json;

use super::{raw, read, rejected};
use crate::app::{App, MEDIA_TYPE, body};

#[tokio::test]
async fn callers_must_be_authenticated() {
    let app = App::start().await;
    let other = App::start_with(&["--jwt-secret", "another secret"]).await;
    let source = json!({ "header": "Authorization" });
    let expired = app.tokens.issue(Duration::ZERO).unwrap();
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let none = app.create(&body()).without("authorization").send().await;
    assert_eq!(none.headers["www-authenticate"], "Bearer");
    for (name, value) in [
        ("garbage", "Bearer garbage".to_owned()),
        ("empty", "Bearer ".to_owned()),
        ("another scheme", "Basic dXNlcjpwYXNz".to_owned()),
        ("very long", format!("Bearer {}", "x.".repeat(50_000))),
        ("expired", format!("Bearer {expired}")),
        ("another key", format!("Bearer {}", other.token)),
        (
            "unsigned",
            "Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjk5OTk5OTk5OTl9.".to_owned(),
        ),
    ] {
        let request = app.create(&body()).with("authorization", &value);
        let response = rejected(
            &app,
            name,
            request,
            401,
            &[("UNAUTHORIZED", source.clone())],
        )
        .await;
        assert_eq!(response["errors"][0]["title"], "Access denied", "{name}");
        let request = app
            .request("GET", "/api/external_payments/abcdefghij")
            .with("authorization", &value);
        let response = request.send().await;
        assert_eq!(response.status, 401, "{name}");
        assert!(
            response.headers["www-authenticate"]
                .to_str()
                .unwrap()
                .starts_with("Bearer"),
            "{name}"
        );
    }
    rejected(
        &app,
        "none",
        app.create(&body()).without("authorization"),
        401,
        &[("UNAUTHORIZED", source.clone())],
    )
    .await;
    // Unauthenticated callers get no validation errors.
    let request = app.create_raw("{").without("authorization");
    rejected(
        &app,
        "none, and no JSON",
        request,
        401,
        &[("UNAUTHORIZED", source)],
    )
    .await;
    other.stop().await;
    app.stop().await;
}

/// Two tokens are ambiguous.
#[tokio::test]
async fn several_tokens_are_rejected() {
    let app = App::start().await;
    let (path, token) = ("/api/external_payments", &app.token);
    let body = body().to_string();
    let response = raw(
        &app,
        format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
             Authorization: Bearer {token}\r\nContent-Type: {MEDIA_TYPE}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .as_bytes(),
    )
    .await;
    let (status, response) = read("POST", path, &response);
    assert_eq!(
        (status, &response["errors"][0]["code"]),
        (401, &json!("UNAUTHORIZED"))
    );
    assert_eq!(app.store.count().await.unwrap(), 0);
    app.stop().await;
}

/// A client that sends `Expect: 100-continue` is rejected before it sends the body.
#[tokio::test]
async fn unauthenticated_callers_are_rejected_before_they_send_a_body() {
    let app = App::start().await;
    let path = "/api/external_payments";
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {MEDIA_TYPE}\r\n\
         Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n"
    );
    let response = raw(&app, head.as_bytes()).await;
    assert_eq!(read("POST", path, &response).0, 401);
    app.stop().await;
}
