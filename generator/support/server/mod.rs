//! What every generated server does before and after its handlers: negotiation, authentication,
//! reading within limits, and rejecting.
#![forbid(unsafe_code)]

mod body;
mod context;
mod credentials;
mod head;
mod mounted;
mod reader;
mod rejection;
mod response;

pub use body::read_body;
pub use context::{Context, Matched};
pub use credentials::{ApiKey, Basic, BearerToken};
pub use head::Head;
pub use mounted::Mounted;
pub use reader::Reader;
pub use rejection::{Rejection, RejectionKind};
pub use response::{
    WithHeaders, bytes_response, checked_status, content_response, empty_response, json_response,
    write_header, write_optional_header,
};
