//! The settings of a team for its reviews: how much each rule matters, how names are written, and the
//! changes that everyone has agreed to.

mod case;
mod consents;
mod error;
mod file;
mod review_file;

pub use case::Case;
pub use consents::Consents;
pub use error::{ConsentError, ConsentFileError};
pub use review_file::{Naming, Settings, SunsetDays};
