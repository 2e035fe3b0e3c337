//! Documentation pages.
pub mod links;
pub mod sample;
pub mod schema;
pub mod text;
