//! A `build.rs`: generates the server's half of a contract into `OUT_DIR`.
//!
//! The crate includes the module with
//! `include!(concat!(env!("OUT_DIR"), "/payments/mod.rs"));`.
//!
//! Cargo sets `OUT_DIR` for build scripts; here it is set by hand:
//! `OUT_DIR=target/usage cargo run --example build_script`.

pub fn main() -> Result<(), counterpart::Error> {
    counterpart::configure()
        .client(false)
        .module("payments")
        .compile("spec/external_payments.yaml")
}
