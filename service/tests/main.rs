//! Tests of the service from outside: over HTTP, on a real port, with every response validated
//! against the contract.

mod app;
mod client;
mod contract;
mod links;
mod page;
mod process;
mod refusals;
mod samples;
mod stores;
