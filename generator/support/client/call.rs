//! Calls to operations.
#![forbid(unsafe_code)]

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::{Error, RawResponse, Request, Response};

/// An operation of the contract, with the types of its responses.
pub trait Operation {
    /// The body of a successful response.
    type Success;
    /// The errors that the contract documents.
    type Error;

    /// Reads a response by its status.
    ///
    /// # Errors
    /// Returns documented errors, undocumented responses, and bodies that do not match the contract.
    fn read(response: RawResponse) -> Result<Response<Self::Success>, Error<Self::Error>>;
}

/// A call of an operation. It is sent by [`send`](Self::send), and may be cloned before, to be sent
/// again.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<O> {
    pub(crate) request: Request,
    operation: PhantomData<fn() -> O>,
}

impl<O> Call<O> {
    pub(crate) fn new(request: Request) -> Self {
        Self {
            request,
            operation: PhantomData,
        }
    }

    /// Sets a header of this call, in place of any other of its name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request.set_own_header(name, value);
        self
    }

    /// Sets how long this call may take, from its start to the end of its response.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.request.set_timeout(timeout);
        self
    }
}

impl<O: Operation> Call<O> {
    /// Sends the request and reads the whole response.
    ///
    /// # Errors
    /// Returns every outcome other than a successful response; see [`Error`].
    pub async fn send(self) -> Result<Response<O::Success>, Error<O::Error>> {
        O::read(self.request.send().await?)
    }
}

impl<O> Clone for Call<O> {
    fn clone(&self) -> Self {
        Self::new(self.request.clone())
    }
}

impl<O> fmt::Debug for Call<O> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = out.debug_struct("Call");
        out.field("request", &self.request).finish()
    }
}
