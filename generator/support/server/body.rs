//! Reading a body.
#![forbid(unsafe_code)]

use axum::body::{Body, Bytes, HttpBody};

use super::{Rejection, RejectionKind};

/// How many times the bytes of the first two frames are allocated for the others at once.
const FRAMES: usize = 8;

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
    let expected = body.size_hint().lower();
    if expected > limit as u64 {
        return Err(too_large());
    }
    let (mut first, mut joined) = (Bytes::new(), Vec::new());
    let mut body = std::pin::pin!(body);
    while let Some(frame) = std::future::poll_fn(|context| body.as_mut().poll_frame(context)).await
    {
        let frame = frame.map_err(|_| {
            Rejection::new(
                RejectionKind::MalformedBody,
                "the body broke off before its end",
            )
        })?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        let length = first.len().max(joined.len());
        if data.len() > limit - length {
            return Err(too_large());
        }
        // One frame is the body as it is.
        if length == 0 {
            first = data;
            continue;
        }
        if joined.is_empty() {
            // No more than a few times what has come: what is announced may never come.
            let most = FRAMES * (length + data.len());
            joined.reserve(usize::try_from(expected).map_or(most, |bytes| bytes.min(most)));
            joined.extend_from_slice(&first);
        }
        joined.extend_from_slice(&data);
    }
    if joined.is_empty() {
        return Ok(first);
    }
    Ok(Bytes::from(joined))
}
