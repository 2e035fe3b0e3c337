//! What may be changed about a review.

use crate::settings::{Consents, Settings};

/// What may be changed about a review.
#[derive(Debug, Clone)]
pub struct Options {
    /// Callers are assumed not to send names that their contract never declared, and to ignore
    /// members of answers that they do not know.
    pub open_world: bool,
    /// The day of the review as `YYYY-MM-DD`, by which sunsets and consents are judged; without it
    /// no sunset has passed.
    pub today: Option<String>,
    /// How much work one comparison of two schemas may take before it is left unproven.
    pub budget: usize,
    pub settings: Settings,
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
