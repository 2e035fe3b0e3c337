//! Every address that an answer carries leads somewhere.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::app::{App, body};

/// Every text in a value that is an address of the service.
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
        let answer = app.get(&path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        seen.insert(path);
        addresses(&answer.body, &app.origin, &mut waiting);
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
async fn unknown_ids_are_not_found_whatever_they_look_like() {
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
            let answer = app.get(&format!("/api/external_payments/{id}{rest}")).await;
            assert_eq!(answer.status, 404, "{id}{rest}: {}", answer.text);
            let errors = json!([{
                "title": "Record not found", "detail": "There is no external payment with this id.",
                "code": "RECORD_NOT_FOUND", "status": "404", "source": { "parameter": "id" }
            }]);
            assert_eq!(answer.body["errors"], errors, "{id}{rest}");
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn an_id_is_the_same_however_it_is_written() {
    let app = App::start().await;
    let created = app.create(&body()).send().await;
    let id = created.body["data"]["id"].as_str().unwrap();
    let escaped: String = id.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let answer = app.get(&format!("/api/external_payments/{escaped}")).await;
    assert_eq!((answer.status, answer.text), (200, created.text));
    app.stop().await;
}

#[tokio::test]
async fn head_tells_what_get_would() {
    let app = App::start().await;
    let created = app.create(&body()).send().await;
    let url = created.body["data"]["links"]["self"].as_str().unwrap();
    let head = async |url: &str| {
        let request = app.http.head(url).bearer_auth(&app.token);
        let answer = request.send().await.unwrap();
        let length = answer.headers()["content-length"]
            .to_str()
            .unwrap()
            .to_owned();
        (
            answer.status().as_u16(),
            length,
            answer.bytes().await.unwrap().len(),
        )
    };
    assert_eq!(head(url).await, (200, created.text.len().to_string(), 0));
    let missing = url.replace(created.body["data"]["id"].as_str().unwrap(), "abcdefghij");
    assert_eq!(head(&missing).await.0, 404);
    app.stop().await;
}

#[tokio::test]
async fn the_pages_are_served_beside_the_api() {
    let app = App::start().await;
    let get = async |path: &str| {
        let answer = reqwest::get(format!("{}{path}", app.origin)).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
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
