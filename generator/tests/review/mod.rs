//! Contract review, against cases with a known verdict.

mod browser;
mod command;
mod corpus;
mod families;
pub mod hard;
mod hidden;
mod hostile;
mod inputs;
mod library;
mod pairs;
mod properties;
pub mod random;
mod rust;
mod steps;
