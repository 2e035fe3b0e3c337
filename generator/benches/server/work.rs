//! What every candidate does beside reading its request: who may call, and what a payment is.

use chrono::{DateTime, Utc};

/// The token that a call is authenticated with.
pub const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJiZW5jaCJ9.q1d0l9YzKw";

pub const ID: &str = "AbCdEfGhIj";
pub const MEDIA_TYPE: &str = "application/vnd.api+json";

/// The bytes of a body that every candidate reads.
pub const BODY_LIMIT: usize = 4 << 20;

/// When the payment was created. Not the time of the clock, so that all candidates respond the same.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 250_000_000).unwrap_or_default()
}

pub fn location(id: &str) -> String {
    format!("https://payments.example.com/api/external_payments/{id}")
}

pub fn related(id: &str, name: &str) -> String {
    format!("https://payments.example.com/api/external_payments/{id}/{name}")
}

pub fn relationship(id: &str, name: &str) -> String {
    format!("https://payments.example.com/api/external_payments/{id}/relationships/{name}")
}
