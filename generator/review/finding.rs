//! What a review finds.

use std::fmt;

use serde_json::Value;

use crate::rules::Rule;
use counterpart_contract::Method;
use counterpart_contract::source::Place;

/// What is known about a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// There is an exchange that one side may still send and the other no longer accepts.
    Breaking,
    /// Neither proved nor refuted.
    Unproven,
    /// Proved.
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

/// Where a finding is reached.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reached {
    pub method: Method,
    pub path: String,
    /// `request body`, `answer 200`, `query parameter limit`.
    pub part: String,
}

impl fmt::Display for Reached {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.method, self.path)?;
        if !self.part.is_empty() {
            write!(out, ", {}", self.part)?;
        }
        Ok(())
    }
}

/// An exchange, or what matters of it, that was fine and is not any more.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Witness {
    pub method: Option<Method>,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<Value>,
    /// How the body is written.
    pub form: BodyForm,
    /// The answer, where it is the answer that breaks.
    pub answer: Option<Answer>,
    /// The value that one schema admits and the other does not.
    pub value: Option<Value>,
    /// The schemas that the value was judged by: the sender's and the receiver's.
    pub judged_by: Option<Judged>,
}

/// How the body of a request is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum BodyForm {
    /// As JSON.
    #[default]
    Json,
    /// As this text.
    Text(String),
    /// As these parts of `multipart/form-data`.
    Parts(Vec<(String, String)>),
}

/// Which schemas a witness was judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The base contract's schema.
    pub base: Place,
    /// The head contract's schema.
    pub head: Place,
    /// Whether the base contract's schema admits the value; the head's then does not.
    pub base_admits: bool,
    pub answer: bool,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    pub status: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<Value>,
}

/// Why a finding that breaks need not stop anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    pub reason: String,
    /// The last day of the consent, as `YYYY-MM-DD`.
    pub until: Option<String>,
    /// The change as it was told to those who agreed.
    pub change: Option<String>,
}

/// One cause, with all that it reaches.
#[derive(Debug, Clone)]
pub struct Finding {
    pub rule: &'static Rule,
    pub verdict: Verdict,
    pub severity: Severity,
    /// What tells it apart from other findings of its rule at the same place.
    pub(super) detail: String,
    /// Stays the same as long as the cause and its meaning do.
    pub fingerprint: String,
    /// One sentence without its full stop.
    pub message: String,
    /// Why nothing could be proved, or what a proof rests on.
    pub reason: Option<String>,
    pub base: Option<Place>,
    pub head: Option<Place>,
    pub reached: Vec<Reached>,
    pub witness: Option<Witness>,
    pub consent: Option<Consent>,
}

impl Finding {
    /// A finding of a rule that is about no exchange.
    pub(crate) fn of_policy(
        rule: &'static Rule,
        detail: String,
        [base, head]: [Option<Place>; 2],
        reached: Vec<Reached>,
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
            reached,
            witness: None,
            consent: None,
        }
    }

    /// Whether the finding counts for the exit status.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.consent.is_none()
    }
}

impl Judged {
    /// The two places in the order base, head.
    #[must_use]
    pub fn places(&self) -> [&Place; 2] {
        [&self.base, &self.head]
    }
}
