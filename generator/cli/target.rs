//! The options of every command that writes a folder.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Outcome, print};
use crate::diagnostic::visible_lines;
use crate::error::Error;
use crate::output::{self, File};

#[derive(Debug, Args)]
pub(crate) struct Target {
    /// The output folder; required unless `counterpart.toml` sets one.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Overwrite files that counterpart did not generate.
    #[arg(long, conflicts_with = "check")]
    force: bool,

    /// Write nothing; exit with 1 if the output is stale.
    #[arg(long)]
    check: bool,
}

impl Target {
    /// Returns the folder given on the command line, or else that of the settings.
    pub fn folder(&self, settings: Option<PathBuf>) -> Result<PathBuf, Error> {
        let missing = || {
            Error::Usage(
                "no output folder: pass `--out DIR`, or set `out` in counterpart.toml".into(),
            )
        };
        self.out.clone().or(settings).ok_or_else(missing)
    }

    /// Writes the files, or compares them with the existing ones.
    pub fn take(&self, folder: &Path, files: &[File]) -> Result<Outcome, Error> {
        if self.check {
            let difference = output::compare(folder, files)?;
            print(&visible_lines(&difference));
            return Ok(if difference.is_empty() {
                Outcome::Clean
            } else {
                Outcome::Findings
            });
        }
        if self.force {
            output::overwrite(folder, files)?;
        } else {
            output::write(folder, files)?;
        }
        Ok(Outcome::Clean)
    }
}
