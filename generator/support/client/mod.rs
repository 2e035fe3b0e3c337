//! What every generated client does around a request: where it goes, what it carries, and what
//! can come back instead of the answer.
#![forbid(unsafe_code)]

mod call;
mod error;
mod reply;
mod settings;

pub use call::{Call, Core};
pub use error::{Error, Failure, Unexpected};
pub use reply::{Answer, Reply};
pub use settings::{ANSWER_LIMIT, BuildError, Credential, Settings};
