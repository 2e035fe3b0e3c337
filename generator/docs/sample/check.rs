//! Validates samples, and the examples that samples are built from. Values that cannot be decided
//! count as valid.

use counterpart_contract::{Reading, Validator, Validity};
use serde_json::Value;

use crate::contract::{self, Contract, SchemaId};
use crate::docs::schema::Direction;

/// Validates values according to JSON Schema, within a step limit per sample.
pub struct Checker<'a> {
    validator: Validator<'a>,
    /// The steps left for the current sample: nested `oneOf`s need a great many validations.
    left: usize,
}

/// The step limit of one validation.
const VALIDATION: usize = 20_000;
/// The step limit of all validations for one sample.
const SAMPLE: usize = 60_000;

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

    /// Resets the limit for the next sample.
    pub(super) fn begin(&mut self) {
        self.left = SAMPLE;
    }

    /// Returns whether a value is valid against a schema. Undecided values count as valid, since
    /// they come from the contract itself; a validation that exceeds its limit does not.
    #[must_use]
    pub fn admits(&mut self, id: SchemaId, value: &Value) -> bool {
        let given = VALIDATION.min(self.left);
        let mut steps = given;
        let validity = self.validator.validate(id, value, &mut steps);
        self.left -= given - steps;
        match validity {
            Validity::Admitted => true,
            Validity::Refused => false,
            Validity::Undecided => steps > 0,
        }
    }

    /// Returns whether a pattern matches a string.
    pub(super) fn matches(&mut self, pattern: &str, text: &str) -> bool {
        let mut steps = VALIDATION;
        self.validator.matches(pattern, text, &mut steps) == Some(true)
    }
}
