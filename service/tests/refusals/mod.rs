//! Bad input, each with its exact answer. Nothing of it is stored, and nothing is a fault of the
//! server.

mod bodies;
mod callers;
mod constraints;
mod http;
mod media;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::app::{App, Request, body};
use crate::contract;

/// The codes and sources of an answer's errors, in any order.
pub fn told(answer: &Value) -> Vec<(String, Value)> {
    let errors = answer["errors"].as_array().unwrap();
    let mut told: Vec<(String, Value)> = errors
        .iter()
        .map(|error| {
            (
                error["code"].as_str().unwrap().to_owned(),
                error["source"].clone(),
            )
        })
        .collect();
    told.sort_by_key(|(code, source)| format!("{code}{source}"));
    told
}

/// Sends a request and compares all that a program reads of the answer.
pub async fn refused(
    app: &App,
    name: &str,
    request: Request<'_>,
    status: u16,
    expected: &[(&str, Value)],
) -> Value {
    let answer = request.send().await;
    assert_eq!(answer.status, status, "{name}: {}", answer.text);
    let mut expected: Vec<(String, Value)> = expected
        .iter()
        .map(|(code, source)| ((*code).to_owned(), source.clone()))
        .collect();
    expected.sort_by_key(|(code, source)| format!("{code}{source}"));
    assert_eq!(told(&answer.body), expected, "{name}: {}", answer.text);
    for error in answer.body["errors"].as_array().unwrap() {
        assert_eq!(error["status"], status.to_string(), "{name}");
    }
    assert_eq!(
        app.store.count().await.unwrap(),
        0,
        "{name}: something was stored"
    );
    answer.body
}

pub fn pointer(at: &str) -> Value {
    json!({ "pointer": at })
}

/// A right body with one place changed; null takes the member out.
pub fn spoiled(at: &str, value: Value) -> Value {
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

/// Bytes as a client may send them that knows no better.
pub async fn raw(app: &App, bytes: &[u8]) -> String {
    let mut connection = tokio::net::TcpStream::connect(&app.origin["http://".len()..])
        .await
        .unwrap();
    connection.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

/// Status and body of a raw answer, held against the contract.
pub fn read(method: &str, path: &str, answer: &str) -> (u16, Value) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
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
