//! The keywords of numbers (JSON Schema validation, section 6.2).
#![forbid(unsafe_code)]

use serde_json::Value;

use super::super::json;
use super::{Checker, Limit};

impl Checker<'_> {
    /// `minimum`, exactly, if it is an integer.
    pub fn min_integer(&mut self, limit: i128) {
        if whole(self.value, f64::floor).is_some_and(|number| number < limit) {
            self.violation("minimum", Limit::Integer(limit));
        }
    }

    /// `maximum`, exactly, if it is an integer.
    pub fn max_integer(&mut self, limit: i128) {
        if whole(self.value, f64::ceil).is_some_and(|number| number > limit) {
            self.violation("maximum", Limit::Integer(limit));
        }
    }

    /// `minimum`.
    pub fn minimum(&mut self, limit: f64) {
        if self.value.as_f64().is_some_and(|number| number < limit) {
            self.violation("minimum", Limit::Number(limit));
        }
    }

    /// `maximum`.
    pub fn maximum(&mut self, limit: f64) {
        if self.value.as_f64().is_some_and(|number| number > limit) {
            self.violation("maximum", Limit::Number(limit));
        }
    }

    /// `exclusiveMinimum`.
    pub fn exclusive_minimum(&mut self, limit: f64) {
        if self.value.as_f64().is_some_and(|number| number <= limit) {
            self.violation("exclusiveMinimum", Limit::Number(limit));
        }
    }

    /// `exclusiveMaximum`.
    pub fn exclusive_maximum(&mut self, limit: f64) {
        if self.value.as_f64().is_some_and(|number| number >= limit) {
            self.violation("exclusiveMaximum", Limit::Number(limit));
        }
    }

    /// `multipleOf`, exactly: the step is `mantissa × 10^exponent`.
    pub fn multiple_of(&mut self, mantissa: i128, exponent: i32) {
        let Value::Number(number) = self.value else {
            return;
        };
        if !self.is_done() && !is_multiple(&number.to_string(), mantissa, exponent) {
            self.violation("multipleOf", Limit::Decimal(mantissa, exponent));
        }
    }
}

/// Returns whether a JSON number is a multiple of a step. Numbers with more digits than can be
/// divided exactly count as multiples.
fn is_multiple(text: &str, mantissa: i128, exponent: i32) -> bool {
    let exact = || -> Option<bool> {
        let (digits, power) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let number = format!("{whole}{fraction}").parse::<i128>().ok()?;
        let power = power.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        let common = power.min(exponent);
        let scale = |value: i128, power: i32| {
            let places = u32::try_from(power.checked_sub(common)?).ok()?;
            value.checked_mul(10_i128.checked_pow(places)?)
        };
        scale(number, power)?
            .checked_rem(scale(mantissa, exponent)?)
            .map(|rest| rest == 0)
    };
    exact().unwrap_or(true)
}

/// The number as an integer. What has a fraction or an exponent is rounded towards the side that the
/// bound refuses: the limit as a float could itself be rounded beyond the number.
fn whole(value: &Value, round: fn(f64) -> f64) -> Option<i128> {
    json::integer(value).or_else(|| Some(round(value.as_f64()?) as i128))
}
