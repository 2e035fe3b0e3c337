//! The bodies of messages.

mod charset;
mod content;
mod encoding;
mod request;
mod xml;

pub(super) use content::compare as compare_content;
pub(super) use request::compare as compare_request;
