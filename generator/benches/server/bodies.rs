//! Requests: bodies of about so many bytes, and what they are sent in.

use axum::body::{Body, Bytes};
use axum::http::{Request, header};
use serde_json::{Map, Value, json};

use crate::work::{MEDIA_TYPE, TOKEN};

/// The sizes that are measured. The first one is that of a call without free-form attributes.
pub const SIZES: [usize; 4] = [265, 10_000, 60_000, 1_000_000];

/// The properties that `options` and `metadata` have at most.
const PROPERTIES: usize = 50;

pub const PATH: &str = "/api/external_payments";

/// A body of about so many bytes, which are those of `options` and `metadata`.
pub fn body(size: usize) -> Bytes {
    let entry = entry(0).to_string().len() + 12;
    let count = size.saturating_sub(265) / entry;
    let mut attributes = json!({
        "payment_source_token": "tok_1NirD82eZvKYlo2CIvbtLWuY",
        "reference": "INV-2024-0001, of the warehouse in Utrecht, NL-3",
        "reference_origin": "erp",
    });
    if count > 0 {
        attributes["options"] = free_form(count / 2).into();
        attributes["metadata"] = free_form(count - count / 2).into();
    }
    let order = json!({"data": {"type": "orders", "id": "QwErTyUiOp"}});
    let data = json!({
        "type": "external_payments",
        "attributes": attributes,
        "relationships": {"order": order},
    });
    Bytes::from(json!({"data": data}).to_string())
}

/// An object with so many entries below it, as many of them in a property as the limit asks for.
fn free_form(count: usize) -> Map<String, Value> {
    let each = count.div_ceil(PROPERTIES).max(1);
    let entries: Vec<Value> = (0..count).map(entry).collect();
    let chunks = entries.chunks(each).enumerate();
    chunks
        .map(|(index, chunk)| (format!("setting_{index}"), chunk.into()))
        .collect()
}

/// Something nested, of strings with and without escapes, numbers and the rest.
fn entry(index: usize) -> Value {
    json!({
        "name": format!("entry number {index:05}"),
        "note": "two\nlines, “quoted” and plain text that a person wrote",
        "amount": 1999 + index,
        "rate": 0.25,
        "tags": ["new", "paid"],
        "state": {"active": true, "until": null},
    })
}

/// A request as hyper would hand it over.
pub fn request(body: &Bytes) -> Request<Body> {
    let request = Request::post(PATH)
        .header(header::HOST, "127.0.0.1")
        .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
        .header(header::CONTENT_TYPE, MEDIA_TYPE)
        .header(header::ACCEPT, MEDIA_TYPE)
        .header(header::CONTENT_LENGTH, body.len());
    request.body(Body::from(body.clone())).expect("a request")
}

/// The same request as bytes on a connection.
pub fn bytes(body: &Bytes) -> Vec<u8> {
    let head = format!(
        "POST {PATH} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {TOKEN}\r\n\
         content-type: {MEDIA_TYPE}\r\naccept: {MEDIA_TYPE}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(body);
    bytes
}
