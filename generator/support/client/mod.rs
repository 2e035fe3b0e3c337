//! The HTTP of a client: sending calls and reading their responses.
#![forbid(unsafe_code)]

mod call;
mod core;
mod error;
pub mod read;
mod request;
mod response;
mod settings;

pub use self::core::Core;
pub use call::{Call, Operation};
pub use error::{Error, ErrorResponse, Failure};
pub use request::Request;
pub use response::{RawResponse, Response, ResponseHeaders};
pub use settings::{BuildError, Credential, RESPONSE_LIMIT, Settings};
