//! The options of a review.

use crate::settings::{Consents, Settings};

/// The options of a review.
///
/// ```
/// use counterpart_review::{Options, Severity, rules};
///
/// let mut options = Options::default();
/// options.today = Some("2030-01-31".to_owned());
/// let added = vec![&rules::OPERATION_ADDED];
/// options.settings.set(added, Vec::new(), Some(Severity::Warning));
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// Callers are assumed not to send names that their contract never declared, and to ignore
    /// properties of responses that they do not know.
    pub open_world: bool,
    /// The day of the review as `YYYY-MM-DD`, by which sunsets and consents are judged; without it
    /// no sunset has passed.
    pub today: Option<String>,
    /// How many steps one comparison of two schemas may take before it is left unproven. A step has
    /// a bounded cost, and those of making a counterexample small are as many once more.
    pub budget: usize,
    /// How many steps all comparisons may take together before each is left with a small share.
    pub run_budget: usize,
    /// The settings of the team: severities, naming, days between deprecation and removal.
    pub settings: Settings,
    /// The changes that everyone has agreed to.
    pub consents: Consents,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            open_world: true,
            today: None,
            budget: 60_000,
            run_budget: 1_000_000,
            settings: Settings::default(),
            consents: Consents::default(),
        }
    }
}
