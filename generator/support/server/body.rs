//! Reading a body.
#![forbid(unsafe_code)]

use axum::body::{Body, Bytes, HttpBody};

use super::{Rejection, RejectionKind};

/// Reads a body of at most `limit` bytes.
///
/// # Errors
/// 413 if it is larger, 400 if it breaks off.
pub async fn read_body(body: Body, limit: usize) -> Result<Bytes, Rejection> {
    let too_large = || {
        Rejection::new(
            RejectionKind::PayloadTooLarge,
            format!("the body may have at most {limit} bytes"),
        )
    };
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let mut body = std::pin::pin!(body);
    while let Some(frame) = std::future::poll_fn(|context| body.as_mut().poll_frame(context)).await
    {
        let frame = frame.map_err(|_| {
            Rejection::new(
                RejectionKind::MalformedBody,
                "the body broke off before its end",
            )
        })?;
        if let Ok(data) = frame.into_data() {
            if data.len() > limit - bytes.len() {
                return Err(too_large());
            }
            bytes.extend_from_slice(&data);
        }
    }
    Ok(Bytes::from(bytes))
}
