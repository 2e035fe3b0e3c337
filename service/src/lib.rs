//! The API of external payments: handlers for the server that is generated from the contract.
//!
//! Whatever the contract can say (shapes, limits, credentials, media types) is checked by the
//! generated code before a handler runs. What is left for the service: [`token`] decides who is
//! calling, [`errors`] how a rejection is written, [`handlers`] what is done, [`store`] where it is
//! kept.
#![forbid(unsafe_code)]

pub mod card;
pub mod demo;
pub mod documents;
pub mod errors;
pub mod handlers;
pub mod ids;
pub mod links;
mod pages;
mod patience;
pub mod server;
pub mod settings;
pub mod store;
pub mod token;

/// What the contract says, as Rust.
pub mod external_payments {
    include!(concat!(env!("OUT_DIR"), "/external_payments/mod.rs"));
}
