//! A timeout for request bodies: otherwise a client that sends one byte a minute would hold a
//! connection for days.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Error;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use http_body::{Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// Returns the request with a body that fails after the timeout.
pub fn limit(request: Request, time: Duration) -> Request {
    request.map(|body| {
        Body::new(Patient {
            body,
            over: Box::pin(sleep(time)),
        })
    })
}

struct Patient {
    body: Body,
    over: Pin<Box<Sleep>>,
}

impl HttpBody for Patient {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if frame.is_pending() && self.over.as_mut().poll(context).is_ready() {
            return Poll::Ready(Some(Err(Error::new("the body took too long"))));
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
