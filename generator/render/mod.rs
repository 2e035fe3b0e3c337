//! Templates: thin structs over views that were decided before.

#[cfg(feature = "docs")]
pub mod docs;
