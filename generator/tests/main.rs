//! Integration tests, in one binary so that they link once.

mod browser;
mod bundle;
#[cfg(feature = "cli")]
mod clashes;
mod cli;
mod clippy;
mod comments;
mod compiled;
#[cfg(feature = "cli")]
mod configure;
mod construction;
mod corpus;
#[cfg(feature = "docs")]
mod docs;
mod edits;
mod golden;
mod growth;
mod layers;
mod mutants;
mod negative;
mod operations;
mod output;
#[cfg(feature = "cli")]
mod packages;
mod patterns;
mod positive;
mod proportion;
#[cfg(all(feature = "cli", unix))]
mod reading;
mod readme;
mod review;
mod routers;
mod select;
#[cfg(feature = "cli")]
mod settings;
mod spellings;
mod stability;
#[cfg(feature = "cli")]
mod status;
mod suite;
mod templates;
mod twin;
#[cfg(feature = "cli")]
mod usage;
mod wire;
#[cfg(feature = "cli")]
mod writing;
