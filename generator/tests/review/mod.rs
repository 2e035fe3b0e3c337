//! Contract review, against cases with a known verdict.

mod corpus;
mod hard;
mod pairs;
mod properties;
mod random;
mod rust;
