//! `counterpart bundle`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::input::Input;
use super::{Outcome, print, refused, show_report};
use crate::bundled::{BundleFormat, generate_bundle};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::output;

/// Write one self-contained OpenAPI 3.0 document, from many files or from 3.1.
#[derive(Debug, Args)]
#[command(after_help = "\
What 3.0 has no keyword for is kept: constraints in `x-json-schema`, webhooks in `x-webhooks`.

Examples:
  counterpart bundle api/openapi.yaml > bundled.yaml
  counterpart bundle api/openapi.yaml --format json --out bundled.json
  counterpart bundle api/openapi.yaml --tags pets --out pets.yaml

Exit status: 0 clean; 1 the contract has errors, or it has warnings and --strict is set; 2 could not run.")]
pub struct Bundle {
    #[command(flatten)]
    input: Input,

    /// The file to write instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Overwrite a file that is not a bundle.
    #[arg(long)]
    force: bool,

    /// The format; by default that of the output file's extension, else YAML.
    #[arg(long, value_enum)]
    format: Option<Format>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Yaml,
    Json,
}

impl Bundle {
    pub fn run(self) -> Result<Outcome, Error> {
        let settings = self.input.settings()?;
        let mut loaded = self.input.load(&settings)?;
        let mut options = settings.bundle;
        let out = self.out.or(settings.bundle_out);
        let called = out.as_deref().and_then(BundleFormat::of);
        options.format = self
            .format
            .map(BundleFormat::from)
            .or(options.format)
            .or(called);
        let text = generate_bundle(&mut loaded, &options);
        show_report(&loaded, Severity::Warning);
        let text = match text {
            Ok(text) => text,
            Err(error) => return refused(error),
        };
        match &out {
            Some(path) => output::write_file(path, &text, self.force)?,
            None => print(&text),
        }
        Ok(Outcome::Clean)
    }
}

impl From<Format> for BundleFormat {
    fn from(own: Format) -> Self {
        match own {
            Format::Yaml => Self::Yaml,
            Format::Json => Self::Json,
        }
    }
}
