//! Which contracts the commands take: what can be read at all, and what the policy about diagnostics
//! lets through.

use crate::Loaded;
use crate::diagnostic::{Severity, codes};
use crate::error::Error;
use crate::policy::DiagnosticPolicy;

/// Applies the policy to the report.
///
/// # Errors
/// Where the policy refuses what is left of the report.
pub(crate) fn admit(loaded: &mut Loaded, policy: &DiagnosticPolicy) -> Result<(), Error> {
    policy.apply(&mut loaded.report);
    if policy.refuses(&loaded.report) {
        return Err(Error::document(loaded, Severity::Warning));
    }
    Ok(())
}

/// Whether there is a contract at all, and all that was selected of it.
pub(crate) fn is_usable(loaded: &Loaded) -> bool {
    let missing = &codes::UNKNOWN_SELECTION;
    !loaded.contract.openapi.is_empty() && loaded.report.iter().all(|known| known.code != missing)
}

/// Applies a policy, and rejects a contract that is not whole.
///
/// # Errors
/// [`Error::Unusable`] where there is no contract, [`Error::Document`] where it has errors or the
/// policy rejects it.
#[cfg(feature = "bundle")]
pub(crate) fn whole(loaded: &mut Loaded, policy: &DiagnosticPolicy) -> Result<(), Error> {
    if !is_usable(loaded) {
        return Err(Error::unusable(loaded));
    }
    admit(loaded, policy)?;
    if crate::diagnostic::has_errors(&loaded.report) {
        return Err(Error::document(loaded, Severity::Error));
    }
    Ok(())
}
