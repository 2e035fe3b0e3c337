//! Every URL in a response resolves.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::app::{App, body};

/// Collects all strings in a value that are URLs of the service.
fn addresses(value: &Value, origin: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.starts_with(origin) => {
            found.insert(text[origin.len()..].to_owned());
        }
        Value::Array(items) => items.iter().for_each(|item| addresses(item, origin, found)),
        Value::Object(members) => members
            .values()
            .for_each(|member| addresses(member, origin, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_link_resolves() {
    let app = App::start().await;
    let created = app.create(&body()).send().await;
    let id = created.body["data"]["id"].as_str().unwrap().to_owned();
    let mut seen = BTreeSet::new();
    let mut waiting = BTreeSet::new();
    addresses(&created.body, &app.origin, &mut waiting);
    while let Some(path) = waiting.pop_first() {
        let response = app.get(&path).await;
        assert_eq!(response.status, 200, "{path}: {}", response.text);
        seen.insert(path);
        addresses(&response.body, &app.origin, &mut waiting);
        waiting.retain(|path| !seen.contains(path));
    }
    let own = format!("/api/external_payments/{id}");
    let expected: BTreeSet<String> = [
        "",
        "/order",
        "/payment_gateway",
        "/relationships/order",
        "/relationships/payment_gateway",
    ]
    .map(|rest| format!("{own}{rest}"))
    .into();
    assert_eq!(seen, expected);
    app.stop().await;
}

#[tokio::test]
async fn related_resources_are_those_of_the_order() {
    let app = App::start().await;
    let created = app.create(&body()).send().await;
    let own = format!(
        "/api/external_payments/{}",
        created.body["data"]["id"].as_str().unwrap()
    );
    let url = |rest: &str| format!("{}{own}{rest}", app.origin);
    assert_eq!(
        app.get(&format!("{own}/order")).await.body,
        json!({ "links": { "self": url("/order") }, "data": { "id": "QWERtyUpBa", "type": "orders" } })
    );
    assert_eq!(
        app.get(&format!("{own}/payment_gateway")).await.body,
        json!({ "links": { "self": url("/payment_gateway") }, "data": { "id": "GatEWayXyZ", "type": "payment_gateways" } })
    );
    assert_eq!(
        app.get(&format!("{own}/relationships/order")).await.body,
        json!({
            "links": { "self": url("/relationships/order"), "related": url("/order") },
            "data": { "type": "orders", "id": "QWERtyUpBa" }
        })
    );
    assert_eq!(
        app.get(&format!("{own}/relationships/payment_gateway"))
            .await
            .body,
        json!({
            "links": { "self": url("/relationships/payment_gateway"), "related": url("/payment_gateway") },
            "data": { "type": "payment_gateways", "id": "GatEWayXyZ" }
        })
    );
    app.stop().await;
}

#[tokio::test]
async fn unknown_and_malformed_ids_are_not_found() {
    let app = App::start().await;
    for id in [
        "abcdefghij",
        "ABCDEFGHIJ",
        "short",
        "1234567890",
        "abcdefghijk",
        "%FF",
        "a%2Fb",
        "%00",
        "..%2F..",
    ] {
        for rest in [
            "",
            "/order",
            "/payment_gateway",
            "/relationships/order",
            "/relationships/payment_gateway",
        ] {
            let response = app.get(&format!("/api/external_payments/{id}{rest}")).await;
            assert_eq!(response.status, 404, "{id}{rest}: {}", response.text);
            let errors = json!([{
                "title": "Record not found", "detail": "There is no external payment with this id.",
                "code": "RECORD_NOT_FOUND", "status": "404", "source": { "parameter": "id" }
            }]);
            assert_eq!(response.body["errors"], errors, "{id}{rest}");
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn percent_encoding_of_ids_does_not_matter() {
    let app = App::start().await;
    let created = app.create(&body()).send().await;
    let id = created.body["data"]["id"].as_str().unwrap();
    let escaped: String = id.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let response = app.get(&format!("/api/external_payments/{escaped}")).await;
    assert_eq!((response.status, response.text), (200, created.text));
    app.stop().await;
}

#[tokio::test]
async fn head_has_the_headers_of_get() {
    let app = App::start().await;
    let created = app.create(&body()).send().await;
    let url = created.body["data"]["links"]["self"].as_str().unwrap();
    let head = async |url: &str| {
        let request = app.http.head(url).bearer_auth(&app.token);
        let response = request.send().await.unwrap();
        let length = response.headers()["content-length"]
            .to_str()
            .unwrap()
            .to_owned();
        (
            response.status().as_u16(),
            length,
            response.bytes().await.unwrap().len(),
        )
    };
    assert_eq!(head(url).await, (200, created.text.len().to_string(), 0));
    let missing = url.replace(created.body["data"]["id"].as_str().unwrap(), "abcdefghij");
    assert_eq!(head(&missing).await.0, 404);
    app.stop().await;
}

#[tokio::test]
async fn the_documentation_is_served() {
    let app = App::start().await;
    let get = async |path: &str| {
        let response = reqwest::get(format!("{}{path}", app.origin)).await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    };
    for path in [
        "/docs",
        "/docs/index.html",
        "/docs/operations/create_external_payment.html",
    ] {
        let (status, text) = get(path).await;
        assert_eq!(status, 200, "{path}");
        assert!(text.starts_with("<!doctype html>"), "{path}: {text}");
    }
    let page = reqwest::get(format!("{}/docs/index.html", app.origin));
    let policy = page.await.unwrap().headers()["content-security-policy"].clone();
    let policy = policy.to_str().unwrap();
    for part in [
        "default-src 'none'",
        "script-src 'self';",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(get("/docs/nothing.html").await.0, 404);
    assert_eq!(get("/docs/..%2f..%2fCargo.toml").await.0, 404);
    app.stop().await;
}
