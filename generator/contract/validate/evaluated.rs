//! What schemas evaluate of a value, and where in the work a schema is applied.

use std::collections::HashSet;

use crate::model::Schema;

/// The properties and items of a value that a schema which holds has evaluated.
#[derive(Debug, Default)]
pub(super) struct Evaluated<'v> {
    pub properties: HashSet<&'v str>,
    pub items: HashSet<usize>,
    /// There may be more: some schema is undecided.
    pub open: bool,
}

impl Evaluated<'_> {
    pub fn join(&mut self, other: Self) {
        self.properties.extend(other.properties);
        self.items.extend(other.items);
        self.open |= other.open;
    }
}

/// `Some(Some(_))`: holds; `Some(None)`: does not; `None`: undecided.
pub(super) type Verdict<'v> = Option<Option<Evaluated<'v>>>;

/// Where in the work a schema is applied.
#[derive(Clone, Copy)]
pub(super) struct Here<'c> {
    pub depth: usize,
    /// Some schema at this value has to know what the others evaluate.
    pub tracked: bool,
    /// The schemas that apply to the same value, the nearest first.
    pub around: Option<&'c Around<'c>>,
}

pub(super) struct Around<'c> {
    pub schema: &'c Schema,
    pub next: Option<&'c Around<'c>>,
}
