//! Contract review: what a change of the contract breaks, for whom, and the proof.
//!
//! A change is breaking when there is an exchange that one side may still send and the other no
//! longer accepts. [`review`] compares two contracts by meaning and says of every change whether it
//! is breaking, with such an exchange, compatible, with a proof, or neither.

#![warn(missing_docs)]

mod compare;
pub mod confirm;
mod containment;
mod discriminators;
mod finding;
mod fingerprint;
mod impact;
mod lifecycle;
mod options;
mod pairing;
mod policy;
pub mod report;
mod review;
pub mod rules;
mod settings;
mod side;
mod version;

pub use finding::{
    AffectedOperation, BodyFormat, Consent, Finding, Response, Severity, Verdict, Witness,
    WitnessSchemas,
};
pub use impact::{ChangeKind, CodeChange, Impact};
pub use options::Options;
pub use report::{Counts, FailOn, Format, Report};
pub use review::{review, review_contracts};
pub use rules::Rule;
pub use settings::{Case, ConsentError, ConsentFileError, Consents, Naming, Settings, SunsetDays};
pub use side::Side;
pub use version::{Advice, Bump};
