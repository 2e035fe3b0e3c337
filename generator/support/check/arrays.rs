//! The keywords of arrays (JSON Schema core, section 10.3.1, and validation, section 6.4).
#![forbid(unsafe_code)]

use serde_json::Value;

use super::{Check, Checker, Limit, Path};

impl<'a> Checker<'a> {
    /// The items, if the value is an array and violations still count.
    fn as_items(&self) -> Option<&'a [Value]> {
        match self.value {
            Value::Array(items) if !self.is_done() => Some(items),
            _ => None,
        }
    }

    /// `minItems`.
    pub fn min_items(&mut self, limit: usize) {
        if self.as_items().is_some_and(|items| items.len() < limit) {
            self.violation("minItems", Limit::Count(limit));
        }
    }

    /// `maxItems`.
    pub fn max_items(&mut self, limit: usize) {
        if self.as_items().is_some_and(|items| items.len() > limit) {
            self.violation("maxItems", Limit::Count(limit));
        }
    }

    /// `uniqueItems`.
    pub fn unique_items(&mut self) {
        if let Some(items) = self.as_items()
            && self.found.memo.hashes.has_equal(items)
        {
            self.violation("uniqueItems", Limit::None);
        }
    }

    /// `items`: every item after the first `skip`.
    pub fn items(&mut self, skip: usize, check: Check) {
        let Some(items) = self.as_items() else { return };
        let path = self.path;
        for (index, item) in items.iter().enumerate().skip(skip) {
            check(&mut self.below(item, Path::Item(&path, index)));
            if self.is_done() {
                return;
            }
        }
    }

    /// `prefixItems`: the item at an index, if there is one.
    pub fn item(&mut self, index: usize, check: Check) {
        let path = self.path;
        if let Some(item) = self.as_items().and_then(|items| items.get(index)) {
            check(&mut self.below(item, Path::Item(&path, index)));
        }
    }

    /// `contains`, `minContains` and `maxContains`.
    pub fn contains(&mut self, check: Check, min: usize, max: Option<usize>) {
        let Some(items) = self.as_items() else { return };
        // One more than the most, or else the fewest, decide.
        let enough = max.map_or(min, |max| min.max(max.saturating_add(1)));
        let mut count = 0;
        for item in items {
            if count == enough {
                break;
            }
            count += usize::from(self.admits_below(item, check));
        }
        if count < min {
            self.violation("contains", Limit::Count(min));
        }
        if let Some(max) = max.filter(|max| count > *max) {
            self.violation("maxContains", Limit::Count(max));
        }
    }
}
