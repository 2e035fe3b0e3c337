//! Callers that are not known, and what they are told.

use std::time::Duration;

use serde_json::json;

use super::{raw, read, refused};
use crate::app::{App, MEDIA_TYPE, body};

#[tokio::test]
async fn callers_must_be_known() {
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
        let answer = refused(
            &app,
            name,
            request,
            401,
            &[("UNAUTHORIZED", source.clone())],
        )
        .await;
        assert_eq!(answer["errors"][0]["title"], "Access denied", "{name}");
        let request = app
            .request("GET", "/api/external_payments/abcdefghij")
            .with("authorization", &value);
        let answer = request.send().await;
        assert_eq!(answer.status, 401, "{name}");
        assert!(
            answer.headers["www-authenticate"]
                .to_str()
                .unwrap()
                .starts_with("Bearer"),
            "{name}"
        );
    }
    refused(
        &app,
        "none",
        app.create(&body()).without("authorization"),
        401,
        &[("UNAUTHORIZED", source.clone())],
    )
    .await;
    // Strangers are not told what is wrong with their bodies.
    let request = app.create_raw("{").without("authorization");
    refused(
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

/// Two tokens could be two callers: which of them was meant, nobody can tell.
#[tokio::test]
async fn two_tokens_are_none() {
    let app = App::start().await;
    let (path, token) = ("/api/external_payments", &app.token);
    let body = body().to_string();
    let answer = raw(
        &app,
        format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
             Authorization: Bearer {token}\r\nContent-Type: {MEDIA_TYPE}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .as_bytes(),
    )
    .await;
    let (status, answer) = read("POST", path, &answer);
    assert_eq!(
        (status, &answer["errors"][0]["code"]),
        (401, &json!("UNAUTHORIZED"))
    );
    assert_eq!(app.store.count().await.unwrap(), 0);
    app.stop().await;
}

/// Who asks with `Expect: 100-continue` whether to send a body is told that it would be in vain.
#[tokio::test]
async fn strangers_are_refused_before_they_send_a_body() {
    let app = App::start().await;
    let path = "/api/external_payments";
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {MEDIA_TYPE}\r\n\
         Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n"
    );
    let answer = raw(&app, head.as_bytes()).await;
    assert_eq!(read("POST", path, &answer).0, 401);
    app.stop().await;
}
