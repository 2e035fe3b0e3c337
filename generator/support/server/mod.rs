//! What every generated server does before and after the service's own code: negotiation,
//! credentials, reading within limits, and refusing.
#![forbid(unsafe_code)]

mod answer;
mod body;
mod credentials;
mod head;
mod reader;
mod rejection;

pub use answer::{
    bytes_answer, checked_status, empty_answer, json_answer, open_answer, with_header,
    with_optional,
};
pub use body::read_body;
pub use credentials::{ApiKey, Basic, BearerToken};
pub use head::Head;
pub use reader::Reader;
pub use rejection::{Rejection, RejectionKind};
