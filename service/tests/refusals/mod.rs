//! Invalid input, each with its exact response. Nothing is stored, and nothing is a server error.

mod bodies;
mod callers;
mod constraints;
mod http;
mod media;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::app::{App, Request, body};
use crate::contract;

/// Returns the codes and sources of a response's errors, sorted.
pub fn errors(response: &Value) -> Vec<(String, Value)> {
    let mut errors: Vec<(String, Value)> = response["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            (
                error["code"].as_str().unwrap().to_owned(),
                error["source"].clone(),
            )
        })
        .collect();
    errors.sort_by_key(|(code, source)| format!("{code}{source}"));
    errors
}

/// Sends a request and asserts everything that a program reads of the response.
pub async fn rejected(
    app: &App,
    name: &str,
    request: Request<'_>,
    status: u16,
    expected: &[(&str, Value)],
) -> Value {
    let response = request.send().await;
    assert_eq!(response.status, status, "{name}: {}", response.text);
    let mut expected: Vec<(String, Value)> = expected
        .iter()
        .map(|(code, source)| ((*code).to_owned(), source.clone()))
        .collect();
    expected.sort_by_key(|(code, source)| format!("{code}{source}"));
    assert_eq!(
        errors(&response.body),
        expected,
        "{name}: {}",
        response.text
    );
    for error in response.body["errors"].as_array().unwrap() {
        assert_eq!(error["status"], status.to_string(), "{name}");
    }
    assert_eq!(
        app.store.count().await.unwrap(),
        0,
        "{name}: something was stored"
    );
    response.body
}

pub fn pointer(at: &str) -> Value {
    json!({ "pointer": at })
}

/// Returns a valid body with one property changed; null removes it.
pub fn modified(at: &str, value: Value) -> Value {
    let mut body = body();
    let (parent, name) = at.rsplit_once('/').unwrap();
    let parent = body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match value {
        Value::Null => parent.remove(name),
        value => parent.insert(name.to_owned(), value),
    };
    body
}

pub const TOKEN: &str = "/data/attributes/payment_source_token";
pub const ORDER_ID: &str = "/data/relationships/order/data/id";

/// Sends raw bytes, as a faulty client might.
pub async fn raw(app: &App, bytes: &[u8]) -> String {
    let mut connection = tokio::net::TcpStream::connect(&app.origin["http://".len()..])
        .await
        .unwrap();
    connection.write_all(bytes).await.unwrap();
    let mut response = Vec::new();
    connection.read_to_end(&mut response).await.unwrap();
    String::from_utf8(response).unwrap()
}

/// Returns the status and body of a raw response, validated against the contract.
pub fn read(method: &str, path: &str, response: &str) -> (u16, Value) {
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    let status = head[9..12].parse().unwrap();
    let mut headers = reqwest::header::HeaderMap::new();
    for line in head.lines().skip(1) {
        let (name, value) = line.split_once(": ").unwrap();
        headers.append(
            name.parse::<reqwest::header::HeaderName>().unwrap(),
            value.parse().unwrap(),
        );
    }
    let body = serde_json::from_str(body).unwrap();
    contract::check(method, path, status, &headers, &body);
    (status, body)
}
