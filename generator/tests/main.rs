//! Integration tests, in one binary so that they link once.

mod browser;
mod bundle;
#[cfg(feature = "cli")]
mod clashes;
mod cli;
mod compiled;
mod corpus;
#[cfg(feature = "docs")]
mod docs;
mod golden;
mod layers;
mod mutants;
mod negative;
mod operations;
mod output;
mod positive;
mod proportion;
mod readme;
mod review;
mod routers;
mod select;
mod stability;
mod suite;
mod twin;
mod wire;
