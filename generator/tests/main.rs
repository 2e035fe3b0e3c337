//! Integration tests, in one binary so that they link once.

mod browser;
mod bundle;
#[cfg(feature = "cli")]
mod clashes;
mod cli;
mod compiled;
mod construction;
mod corpus;
#[cfg(feature = "docs")]
mod docs;
mod edits;
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
mod templates;
mod twin;
mod wire;
