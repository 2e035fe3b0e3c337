//! The findings of a review.

use std::fmt;

use serde_json::Value;

use crate::rules::Rule;
use counterpart_contract::Method;
use counterpart_contract::source::Place;

/// The result of judging a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// There is an exchange that one side may still send and the other no longer accepts.
    Breaking,
    /// Neither proved nor refuted.
    Unproven,
    /// Proved to break nobody.
    Compatible,
}

impl Verdict {
    pub(crate) fn breaking_if(breaks: bool) -> Self {
        if breaks {
            Self::Breaking
        } else {
            Self::Compatible
        }
    }

    /// Returns `breaking`, `unproven` or `compatible`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Unproven => "unproven",
            Self::Compatible => "compatible",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

pub use counterpart_contract::diagnostic::Severity;

/// An operation that a change affects.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct AffectedOperation {
    /// The operation's method.
    pub method: Method,
    /// The operation's path, as the base contract writes it.
    pub path: String,
    /// `request body`, `response 200`, `query parameter limit`.
    pub part: String,
}

impl fmt::Display for AffectedOperation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.method, self.path)?;
        if !self.part.is_empty() {
            write!(out, ", {}", self.part)?;
        }
        Ok(())
    }
}

/// An exchange, or the part of it that matters, that was accepted and no longer is.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Witness {
    /// The request's method.
    pub method: Option<Method>,
    /// The request's URL.
    pub url: String,
    /// The request's headers.
    pub headers: Vec<(String, String)>,
    /// The request's body.
    pub body: Option<Value>,
    /// How the body is written.
    pub body_format: BodyFormat,
    /// The response, where that is what breaks.
    pub response: Option<Response>,
    /// The value that one schema admits and the other does not.
    pub value: Option<Value>,
    /// The schemas that the value was judged by: the sender's and the receiver's.
    pub schemas: Option<WitnessSchemas>,
}

/// The serialization of a request body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum BodyFormat {
    /// As JSON.
    #[default]
    Json,
    /// As this text.
    Text(String),
    /// As these parts of `multipart/form-data`.
    Multipart(Vec<(String, String)>),
}

/// The schemas that a witness was judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WitnessSchemas {
    /// The base contract's schema.
    pub base: Place,
    /// The head contract's schema.
    pub head: Place,
    /// Whether the base contract's schema admits the value; the head's then does not.
    pub base_admits: bool,
    /// Whether the value is one of a response.
    pub response: bool,
}

/// A response that shows a break.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Response {
    /// The status, or a range of them.
    pub status: String,
    /// The headers that matter.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<Value>,
}

/// The agreement to a change, which then fails no review.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Consent {
    /// Why everyone can live with the change.
    pub reason: String,
    /// The last day of the consent, as `YYYY-MM-DD`.
    pub until: Option<String>,
    /// The change as it was described to those who agreed.
    pub change: Option<String>,
}

impl Consent {
    /// Creates a consent without a last day.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            until: None,
            change: None,
        }
    }
}

/// One cause, with all operations that it affects.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Finding {
    /// The kind of change.
    pub rule: &'static Rule,
    /// What is known about it.
    pub verdict: Verdict,
    /// How much it matters, as the team has set it.
    pub severity: Severity,
    /// What tells it apart from other findings of its rule at the same place.
    pub(super) detail: String,
    /// Stays the same as long as the cause and its meaning do.
    pub fingerprint: String,
    /// One sentence without its full stop.
    pub message: String,
    /// Why nothing could be proved, or what a proof rests on.
    pub reason: Option<String>,
    /// Where it stands in the base contract.
    pub base: Option<Place>,
    /// Where it stands in the head contract.
    pub head: Option<Place>,
    /// The operations that the change affects.
    pub operations: Vec<AffectedOperation>,
    /// An exchange that breaks.
    pub witness: Option<Witness>,
    /// The consent to the change, where everyone has agreed to it.
    pub consent: Option<Consent>,
}

impl Finding {
    /// A finding of a rule that is about no exchange.
    pub(crate) fn of_policy(
        rule: &'static Rule,
        detail: String,
        [base, head]: [Option<Place>; 2],
        operations: Vec<AffectedOperation>,
        message: String,
    ) -> Self {
        Self {
            rule,
            verdict: Verdict::Compatible,
            severity: rule.severity,
            detail,
            fingerprint: String::new(),
            message,
            reason: None,
            base,
            head,
            operations,
            witness: None,
            consent: None,
        }
    }

    /// Returns whether everyone has agreed to the change, so that it fails no review.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.consent.is_some()
    }
}

impl WitnessSchemas {
    /// Returns the two places in the order base, head.
    #[must_use]
    pub fn places(&self) -> [&Place; 2] {
        [&self.base, &self.head]
    }
}
