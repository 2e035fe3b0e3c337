//! Integration tests, in one binary so that they link once.

mod corpus;
#[cfg(feature = "docs")]
mod docs;
mod negative;
