//! The support code that is emitted with every contract, as a crate of its own: compiled and tested
//! here, copied file by file into what is generated. This file is the only one that is not emitted.
#![forbid(unsafe_code)]

#[path = "../contract/pattern/backtrack.rs"]
pub mod backtrack;
pub mod bounded;
pub mod branch;
pub mod check;
pub mod client;
pub mod format;
pub mod json;
pub mod media;
pub mod nullable;
pub mod parameter;
pub mod pattern;
pub mod server;
pub mod time;
pub mod uuid;
