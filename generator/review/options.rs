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
    /// How much work one comparison of two schemas may take before it is left unproven.
    pub budget: usize,
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
            settings: Settings::default(),
            consents: Consents::default(),
        }
    }
}
