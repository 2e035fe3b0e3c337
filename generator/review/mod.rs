//! Contract review: what a change of the contract breaks, for whom, and the proof.

mod meaning;
mod text;
