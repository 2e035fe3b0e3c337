//! The tightest bounds of several schemas.

use crate::model::{Bound, Schema};

/// Inclusive limits of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    /// The least count.
    pub least: Option<u64>,
    /// The greatest count.
    pub most: Option<u64>,
}

impl Range {
    fn narrow(&mut self, least: Option<u64>, most: Option<u64>) {
        self.least = self.least.max(least);
        self.most = match (self.most, most) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
}

/// The bounds that remain where all of some schemas hold.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bounds {
    /// The greatest lower bound of numbers.
    pub minimum: Option<Bound>,
    /// The least upper bound of numbers.
    pub maximum: Option<Bound>,
    /// Of strings, in Unicode characters.
    pub length: Range,
    /// Of arrays.
    pub items: Range,
    /// Of objects.
    pub properties: Range,
}

impl Bounds {
    /// The tightest bounds of the schemas.
    pub fn of<'s>(schemas: impl IntoIterator<Item = &'s Schema>) -> Self {
        let mut bounds = Self::default();
        for schema in schemas {
            bounds.minimum = narrower(bounds.minimum, schema.minimum, |own, other| {
                own.value < other.value
            });
            bounds.maximum = narrower(bounds.maximum, schema.maximum, |own, other| {
                own.value > other.value
            });
            bounds.length.narrow(schema.min_length, schema.max_length);
            bounds.items.narrow(schema.min_items, schema.max_items);
            bounds
                .properties
                .narrow(schema.min_properties, schema.max_properties);
        }
        bounds
    }
}

/// The narrower of two bounds: of equal ones the exclusive one.
fn narrower(
    one: Option<Bound>,
    other: Option<Bound>,
    is_wider: impl Fn(Bound, Bound) -> bool,
) -> Option<Bound> {
    match (one, other) {
        (Some(one), Some(other))
            if is_wider(one, other) || one.value == other.value && other.exclusive =>
        {
            Some(other)
        }
        (one, other) => one.or(other),
    }
}
