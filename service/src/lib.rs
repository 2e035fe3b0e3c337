//! The external payments API: handlers for the server that is generated from the contract.
//!
//! The generated code checks everything that the contract describes (schemas, limits, credentials,
//! media types) before a handler runs. The rest is up to the service: [`token`] authenticates
//! callers, [`errors`] builds error responses, [`handlers`] implements the operations, and
//! [`store`] persists the payments.
#![forbid(unsafe_code)]

mod body_timeout;
pub mod card;
pub mod demo;
pub mod documents;
pub mod errors;
pub mod handlers;
pub mod ids;
pub mod links;
mod pages;
pub mod server;
pub mod settings;
pub mod store;
pub mod token;

/// The code generated from the contract.
pub mod external_payments {
    include!(concat!(env!("OUT_DIR"), "/external_payments/mod.rs"));
}
