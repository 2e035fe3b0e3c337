//! The service as its callers see it: over HTTP, on a real port, with every answer held against
//! the contract.

mod app;
mod client;
mod contract;
mod links;
mod page;
mod process;
mod refusals;
mod samples;
mod stores;
