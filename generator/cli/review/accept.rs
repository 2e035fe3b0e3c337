//! `counterpart accept`

use std::path::PathBuf;

use clap::Args;

use super::super::Outcome;
use super::{CONSENTS, Policy, Stop, both, optional_file};
use crate::Settings;
use crate::review::{Consent, Consents, review};

/// Accept a change, so that reviews no longer fail because of it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  counterpart accept 1f0c33b2a9d47e65 --reason 'nobody uses it, see #42' --until 2030-01-01
  counterpart accept 1f0c33b2a9d47e65 --reason 'see #42' --review main:api.yaml api.yaml")]
pub struct Accept {
    /// The finding's fingerprint, as reports show it.
    fingerprint: String,

    /// The reason for accepting the change.
    #[arg(long)]
    reason: String,

    /// The last day on which the consent is valid.
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<String>,

    /// The two contracts: the consent is only written if their review finds the change, and records
    /// its message.
    #[arg(long, num_args = 2, value_names = ["BASE", "HEAD"])]
    review: Option<Vec<String>>,

    /// The file of consents; by default the one that `counterpart.toml` names, else
    /// `counterpart-consents.yaml`.
    #[arg(long, value_name = "FILE")]
    consents: Option<PathBuf>,

    #[command(flatten)]
    policy: Policy,
}

impl Accept {
    pub fn run(self) -> Outcome {
        match self.write() {
            Ok(()) => Outcome::Clean,
            Err(stop) => stop.outcome(),
        }
    }

    fn write(&self) -> Result<(), Stop> {
        let settings = self.settings()?;
        let file = self.consents.as_ref().or(settings.consents.as_ref());
        let file = file.map_or_else(|| CONSENTS.into(), PathBuf::clone);
        let name = file.to_string_lossy();
        let before = optional_file(&file)?.unwrap_or_default();
        let mut consents = Consents::parse(&name, &before).map_err(|error| error.to_string())?;
        if let (Some(until), Some(today)) = (&self.until, self.policy.today())
            && *until < today
        {
            return Err(Stop::Failed(format!(
                "{until} is in the past; such a consent has no effect"
            )));
        }
        let mut consent = Consent::new(&self.reason);
        consent.until.clone_from(&self.until);
        consent.change = self.change(&settings)?;
        consents
            .insert(&self.fingerprint, consent)
            .map_err(|error| error.to_string())?;
        std::fs::write(&file, consents.to_text())
            .map_err(|error| Stop::Failed(format!("{name}: {error}")))
    }

    /// Returns the settings, if they are needed.
    fn settings(&self) -> Result<Settings, String> {
        match (self.review.as_deref(), &self.consents) {
            (Some([_, head]), _) => self.policy.settings(head),
            (_, None) => self.policy.settings("-"),
            (_, Some(_)) => Ok(Settings::default()),
        }
    }

    /// Returns the message of the finding, if contracts to review are given.
    fn change(&self, settings: &Settings) -> Result<Option<String>, Stop> {
        let Some([base, head_name]) = self.review.as_deref() else {
            return Ok(None);
        };
        let [base, head] = both([base, head_name], self.policy.reading())?;
        let options = self.policy.options(settings);
        let report = review(&base, &head, &options);
        match report.find(&self.fingerprint) {
            Some(finding) => Ok(Some(format!("{}: {}", finding.rule, finding.message))),
            None => Err(Stop::Failed(format!(
                "the review has no finding {}",
                self.fingerprint
            ))),
        }
    }
}
