//! What a search comes to.

use std::rc::Rc;

use serde_json::Value;

pub(crate) const OUT_OF_BUDGET: &str = "the comparison takes more work than is allowed";

#[derive(Debug, Clone)]
pub(crate) enum Outcome {
    Empty,
    Witness(Rc<Value>),
    Unknown(Rc<str>),
}

impl Outcome {
    pub(crate) fn witness(value: Value) -> Self {
        Self::Witness(Rc::new(value))
    }

    pub(crate) fn unknown(reason: impl Into<Rc<str>>) -> Self {
        Self::Unknown(reason.into())
    }
}

/// Collects the outcomes of alternatives, of which one value is enough.
#[derive(Default)]
pub(crate) struct Attempts(Option<Rc<str>>);

impl Attempts {
    /// The value, where there is one; what stays open is remembered.
    pub(crate) fn add(&mut self, outcome: Outcome) -> Option<Rc<Value>> {
        match outcome {
            Outcome::Witness(value) => Some(value),
            Outcome::Unknown(reason) => {
                self.0.get_or_insert(reason);
                None
            }
            Outcome::Empty => None,
        }
    }

    /// Returns whether something stayed open.
    pub(crate) fn is_open(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn end(self) -> Outcome {
        self.0.map_or(Outcome::Empty, Outcome::Unknown)
    }

    pub(crate) fn add_found(&mut self, outcome: Outcome) -> Option<Outcome> {
        self.add(outcome).map(Outcome::Witness)
    }
}
