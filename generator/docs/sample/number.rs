//! Samples of numbers.

use counterpart_contract::merge::Bounds;
use serde_json::Value;

use crate::contract::{Decimal, Type};
use crate::docs::schema::Flat;

/// Returns a number near the lower bound that satisfies all constraints, if one of a few candidates
/// does.
pub fn sample(flat: &Flat<'_>, kind: Type) -> Option<Value> {
    let Bounds {
        minimum, maximum, ..
    } = flat.bounds();
    let step = flat.first(|part| part.multiple_of);
    let one = Decimal::from(1);
    let mut candidates = vec![one, Decimal::ZERO];
    if kind == Type::Number && step.is_none() {
        candidates.insert(0, Decimal::new(15, -1));
    }
    if let Some(step) = step {
        candidates.insert(0, step);
        // The first multiple at or above the bound.
        if let Some(bound) = minimum {
            let quotient = (bound.value.to_f64() / step.to_f64()).ceil();
            if quotient.abs() < 1e15 {
                #[allow(clippy::cast_possible_truncation)]
                let quotient = quotient as i64;
                for more in 0..2 {
                    candidates
                        .extend(step.checked_mul(Decimal::from(quotient.saturating_add(more))));
                }
            }
        }
    }
    for bound in minimum.iter().chain(&maximum) {
        candidates.push(bound.value);
        candidates.extend(bound.value.checked_add(one));
        candidates.extend(bound.value.checked_add(Decimal::from(-1)));
        if kind == Type::Number {
            candidates.extend(bound.value.checked_add(Decimal::new(1, -2)));
            candidates.extend(bound.value.checked_add(Decimal::new(-1, -2)));
        }
    }
    let fits = |number: &Decimal| {
        let above = minimum.is_none_or(|bound| {
            *number > bound.value || (*number == bound.value && !bound.exclusive)
        });
        let below = maximum.is_none_or(|bound| {
            *number < bound.value || (*number == bound.value && !bound.exclusive)
        });
        let whole = kind != Type::Integer || number.is_integer();
        let stepped = step.is_none_or(|step| number.is_multiple_of(step) == Some(true));
        above && below && whole && stepped
    };
    let number = candidates.into_iter().find(fits)?;
    serde_json::from_str(&number.to_string()).ok()
}
