//! The errors of consents.

use std::fmt;

/// A file of consents that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConsentFileError {
    /// The name of the file.
    pub file: String,
    /// What is wrong with it, in one sentence without its full stop.
    pub message: String,
}

impl fmt::Display for ConsentFileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.file, self.message)
    }
}

impl std::error::Error for ConsentFileError {}

/// A consent that cannot be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConsentError {
    /// The fingerprint does not consist of sixteen hexadecimal digits.
    InvalidFingerprint(String),
    /// The consent of this fingerprint has no reason.
    MissingReason(String),
    /// The last day of the consent of this fingerprint is not a date.
    InvalidDay(String),
}

impl fmt::Display for ConsentError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidFingerprint(text) => write!(
                out,
                "`{text}` is no fingerprint: reports show sixteen hexadecimal digits"
            ),
            Self::MissingReason(fingerprint) => {
                write!(out, "the consent {fingerprint} has no reason")
            }
            Self::InvalidDay(fingerprint) => {
                write!(out, "the consent {fingerprint} has no day like 2030-12-31")
            }
        }
    }
}

impl std::error::Error for ConsentError {}
