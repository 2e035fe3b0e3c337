//! `x-stability-level`: how much an operation promises.

use counterpart_contract::Operation;

/// How much an operation promises: the more, the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stability {
    Draft,
    Alpha,
    Beta,
    Stable,
}

impl Stability {
    const ALL: [Self; 4] = [Self::Draft, Self::Alpha, Self::Beta, Self::Stable];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Alpha => "alpha",
            Self::Beta => "beta",
            Self::Stable => "stable",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// `x-stability-level`; what says nothing is stable.
    pub(crate) fn of(operation: &Operation) -> Option<Self> {
        match operation.extensions.get("x-stability-level") {
            None => Some(Self::Stable),
            Some(value) => value.as_str().and_then(Self::named),
        }
    }

    /// The level of an operation that promises nothing, so that it may change or go.
    pub(crate) fn promising_nothing(operation: &Operation) -> Option<Self> {
        Self::of(operation).filter(|level| *level < Self::Beta)
    }

    /// Why a change of an operation that promises nothing is no break.
    pub(crate) fn excuse(self) -> String {
        format!(
            "the operation is {}, so that nothing was promised",
            self.name()
        )
    }
}
