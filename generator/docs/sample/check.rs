//! The judge of samples, and of examples where a sample is built from them: validation, with what
//! cannot be decided taken on trust.

use counterpart_contract::{Reading, Validator, Validity};
use serde_json::Value;

use crate::contract::{self, Contract, SchemaId};
use crate::docs::schema::Direction;

/// Validates values as JSON Schema alone does, with a limit for all questions about one sample.
pub struct Checker<'a> {
    validator: Validator<'a>,
    /// Steps left for all questions about one sample: choices of choices ask a great many.
    left: usize,
}

/// Steps that one question may take.
const QUESTION: usize = 20_000;
/// Steps that all questions about one sample may take.
const SAMPLE: usize = 200_000;

impl<'a> Checker<'a> {
    #[must_use]
    pub fn new(contract: &'a Contract, direction: Direction) -> Self {
        let direction = match direction {
            Direction::Request => contract::Direction::Request,
            Direction::Response | Direction::Both => contract::Direction::Response,
        };
        Self {
            validator: Validator::new(contract, direction, Reading::JsonSchema),
            left: SAMPLE,
        }
    }

    /// Begins with another sample.
    pub(super) fn begin(&mut self) {
        self.left = SAMPLE;
    }

    /// Whether a schema admits a value, as far as can be told: what a sample is made of comes from the
    /// contract itself. A question that takes too many steps is answered with no.
    #[must_use]
    pub fn admits(&mut self, id: SchemaId, value: &Value) -> bool {
        let given = QUESTION.min(self.left);
        let mut steps = given;
        let validity = self.validator.validate(id, value, &mut steps);
        self.left -= given - steps;
        match validity {
            Validity::Admitted => true,
            Validity::Refused => false,
            Validity::Undecided => steps > 0,
        }
    }

    /// Whether a pattern finds a match in a string.
    pub(super) fn matches(&mut self, pattern: &str, text: &str) -> bool {
        let mut steps = QUESTION;
        self.validator.matches(pattern, text, &mut steps) == Some(true)
    }
}
