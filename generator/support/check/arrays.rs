//! The keywords of arrays (JSON Schema core, section 10.3.1, and validation, section 6.4).
#![forbid(unsafe_code)]

use serde_json::Value;

use super::equality::canonical;
use super::{Check, Checker, Path, admits, plural};

impl Checker<'_> {
    /// `minItems`.
    pub fn min_items(&mut self, limit: usize) {
        if self
            .value
            .as_array()
            .is_some_and(|items| items.len() < limit)
        {
            let message = format!("must have at least {limit} {}", plural(limit, "item"));
            self.violation("minItems", Some(limit.to_string()), message);
        }
    }

    /// `maxItems`.
    pub fn max_items(&mut self, limit: usize) {
        if self
            .value
            .as_array()
            .is_some_and(|items| items.len() > limit)
        {
            let message = format!("must have at most {limit} {}", plural(limit, "item"));
            self.violation("maxItems", Some(limit.to_string()), message);
        }
    }

    /// `uniqueItems`.
    pub fn unique_items(&mut self) {
        let Value::Array(items) = self.value else {
            return;
        };
        // Comparing all pairs would let a long array keep the server busy.
        let mut texts: Vec<String> = items.iter().map(canonical).collect();
        texts.sort_unstable();
        if texts.windows(2).any(|pair| pair[0] == pair[1]) {
            self.violation("uniqueItems", None, "must not have the same item twice");
        }
    }

    /// `items`: every item after the first `skip`.
    pub fn items(&mut self, skip: usize, check: Check) {
        let Value::Array(items) = self.value else {
            return;
        };
        let path = self.path;
        for (index, item) in items.iter().enumerate().skip(skip) {
            self.below(item, Path::Item(&path, index), check);
        }
    }

    /// `prefixItems`: the item at an index, if there is one.
    pub fn item(&mut self, index: usize, check: Check) {
        let path = self.path;
        if let Some(item) = self.value.as_array().and_then(|items| items.get(index)) {
            self.below(item, Path::Item(&path, index), check);
        }
    }

    /// `contains`, `minContains` and `maxContains`.
    pub fn contains(&mut self, check: Check, min: usize, max: Option<usize>) {
        let Value::Array(items) = self.value else {
            return;
        };
        let count = items.iter().filter(|item| admits(item, check)).count();
        if count < min {
            let message = format!("must have at least {min} matching {}", plural(min, "item"));
            self.violation("contains", Some(min.to_string()), message);
        }
        if let Some(max) = max.filter(|max| count > *max) {
            let message = format!("must have at most {max} matching {}", plural(max, "item"));
            self.violation("maxContains", Some(max.to_string()), message);
        }
    }
}
