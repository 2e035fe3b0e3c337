//! Reading a body as a server reads it.

use axum::body::{Body, Bytes};
use axum::http::Request;
use counterpart_support::check::{Check, ViolationLimits};
use counterpart_support::json::FromJson;
use counterpart_support::parameter::{Piece, Template};
use counterpart_support::server::{Head, Matched, Rejection};

static ROOT: Template = Template::new(&[Piece::Literal("/x")]);

/// Reads a JSON body as a type, and validates it.
pub fn read<T: FromJson>(
    text: &str,
    check: Check,
    limits: ViolationLimits,
) -> Result<T, Rejection> {
    let request = Request::post("/x").body(Body::empty()).expect("a request");
    let (head, _) = Head::new(request, 0, Matched::new("x", "/x"), &ROOT)?;
    let mut reader = head.into_reader(limits);
    let body = reader.json(&Bytes::copy_from_slice(text.as_bytes()), check)?;
    reader.finish(|_| body)
}
