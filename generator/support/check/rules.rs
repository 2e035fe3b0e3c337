//! The keywords that look at a value as a whole (JSON Schema validation, section 6).
#![forbid(unsafe_code)]

use super::super::json::{self, Scalar};
use super::constant::{self, Constant};
use super::containers::Frame;
use super::{Check, Limit, Matcher, Rule, Subject, Validator};

impl Validator<'_> {
    /// The keywords of a scalar, for each of its schemas.
    pub(super) fn scalar_rules(&mut self, subject: Subject<'_>, scalar: Scalar<'_>) {
        let mut index = self.next;
        while let Some(schema) = self.schemas.get(index).copied() {
            index += 1;
            for rule in schema.rules {
                if self.is_done() {
                    return;
                }
                self.enumeration(rule, subject);
                match scalar {
                    Scalar::String(text) => self.string(rule, subject.at, text),
                    Scalar::Number(text) => self.number(rule, text),
                    Scalar::Null | Scalar::Boolean(_) => {}
                }
            }
        }
    }

    /// `enum` and `const`.
    pub(super) fn enumeration(&mut self, rule: &'static Rule, subject: Subject<'_>) {
        let limit = match (rule, subject.scalar) {
            (Rule::EnumStrings(values), Some(Scalar::String(text)))
                if constant::contains(values, text) =>
            {
                return;
            }
            (Rule::EnumIntegers(values), Some(Scalar::Number(text)))
                if has_integer(values, text) =>
            {
                return;
            }
            (Rule::EnumStrings(values), _) => Limit::Strings(values),
            (Rule::EnumIntegers(values), _) => Limit::Integers(values),
            (Rule::EnumValues(values), scalar) => {
                if self.is_one_of(values, subject, scalar) {
                    return;
                }
                Limit::Values(values)
            }
            _ => return,
        };
        self.violation("enum", limit);
    }

    fn is_one_of(
        &mut self,
        values: &'static [Constant],
        subject: Subject<'_>,
        scalar: Option<Scalar<'_>>,
    ) -> bool {
        match scalar {
            Some(scalar) => constant::contains_scalar(values, scalar),
            None => {
                let node = self.node(subject.at);
                node.is_some_and(|node| values.iter().any(|one| one.equals(node)))
            }
        }
    }

    /// `maxLength`, in Unicode characters. It comes first: how long it takes to match a pattern is for the
    /// contract to limit.
    pub(super) fn length(&mut self, schema: Check, at: usize, text: &str) {
        for rule in schema.rules {
            if let Rule::MaxLength(limit) = rule
                && text.len() > *limit
                && text.chars().nth(*limit).is_some()
            {
                self.too_long = Some(at);
                self.violation("maxLength", Limit::Count(*limit));
            }
        }
    }

    fn string(&mut self, rule: &'static Rule, at: usize, text: &str) {
        match rule {
            Rule::MinLength(limit) if text.chars().take(*limit).count() < *limit => {
                self.violation("minLength", Limit::Count(*limit));
            }
            Rule::Pattern(pattern) if self.too_long != Some(at) => {
                self.pattern(*pattern, text);
            }
            Rule::Format(name, test) if !test(text) => {
                self.violation("format", Limit::Text(name));
            }
            _ => {}
        }
    }

    fn pattern(&mut self, pattern: &'static dyn Matcher, text: &str) {
        match pattern.matches(text) {
            Some(true) => {}
            Some(false) => self.violation("pattern", Limit::Text(pattern.source())),
            None => self.exceed(pattern.source()),
        }
    }

    fn number(&mut self, rule: &'static Rule, text: &str) {
        match rule {
            Rule::MinInteger(limit) if whole(text, f64::floor) < *limit => {
                self.violation("minimum", Limit::Integer(*limit));
            }
            Rule::MaxInteger(limit) if whole(text, f64::ceil) > *limit => {
                self.violation("maximum", Limit::Integer(*limit));
            }
            Rule::Minimum(limit) if json::float(text) < *limit => {
                self.violation("minimum", Limit::Number(*limit));
            }
            Rule::Maximum(limit) if json::float(text) > *limit => {
                self.violation("maximum", Limit::Number(*limit));
            }
            Rule::ExclusiveMinimum(limit) if json::float(text) <= *limit => {
                self.violation("exclusiveMinimum", Limit::Number(*limit));
            }
            Rule::ExclusiveMaximum(limit) if json::float(text) >= *limit => {
                self.violation("exclusiveMaximum", Limit::Number(*limit));
            }
            Rule::MultipleOf(mantissa, exponent) if !is_multiple(text, *mantissa, *exponent) => {
                self.violation("multipleOf", Limit::Decimal(*mantissa, *exponent));
            }
            _ => {}
        }
    }

    /// The keywords of an array or an object that has ended, but those of what it holds.
    pub(super) fn container_rule(&mut self, rule: &'static Rule, frame: &Frame) {
        let count = frame.count;
        match rule {
            Rule::MinItems(limit) if !frame.is_object && count < *limit => {
                self.violation("minItems", Limit::Count(*limit));
            }
            Rule::MaxItems(limit) if !frame.is_object && count > *limit => {
                self.violation("maxItems", Limit::Count(*limit));
            }
            Rule::MinProperties(limit) if frame.is_object && count < *limit => {
                self.violation("minProperties", Limit::Count(*limit));
            }
            Rule::MaxProperties(limit) if frame.is_object && count > *limit => {
                self.violation("maxProperties", Limit::Count(*limit));
            }
            Rule::UniqueItems if frame.has_equal_items() => {
                self.violation("uniqueItems", Limit::None);
            }
            _ => {}
        }
    }
}

fn has_integer(values: &[i64], text: &str) -> bool {
    let integer = json::integer(text).and_then(|integer| i64::try_from(integer).ok());
    integer.is_some_and(|integer| constant::contains_integer(values, integer))
}

/// Returns whether a JSON number is a multiple of a step. Numbers with more digits than can be
/// divided exactly count as multiples.
fn is_multiple(text: &str, mantissa: i128, exponent: i32) -> bool {
    let exact = || -> Option<bool> {
        let (digits, power) = match text.split_once(['e', 'E']) {
            Some((digits, power)) => (digits, power.parse::<i32>().ok()?),
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
fn whole(text: &str, round: fn(f64) -> f64) -> i128 {
    json::integer(text).unwrap_or_else(|| round(json::float(text)) as i128)
}
