//! `counterpart bundle`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::generate::open;
use super::{Outcome, complain, print, show_report};
use crate::bundle::bundle;
use crate::contract::Selection;
use crate::diagnostic::{Severity, has_errors};
use crate::source;
use counterpart_contract::document::ReadOptions;

/// Write one self-contained OpenAPI 3.0 document, from many files or from 3.1.
#[derive(Debug, Args)]
#[command(after_help = "\
What 3.0 has no keyword for is kept: constraints in `x-json-schema`, webhooks in `x-webhooks`.

Examples:
  counterpart bundle api/openapi.yaml > bundled.yaml
  counterpart bundle api/openapi.yaml --format json --out bundled.json
  counterpart bundle api/openapi.yaml --tags pets --out pets.yaml")]
pub struct Bundle {
    /// The contract: an OpenAPI 3.0 or 3.1 document, or `-` for standard input.
    spec: PathBuf,

    /// The file to write instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// How the document is written; as the name of the output ends, unless said, else YAML.
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Only operations with these tags, and the schemas that they reach.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    tags: Vec<String>,

    /// Only these operations, by id or as 'GET /pets/{id}'; added to those of --tags.
    #[arg(long, value_name = "OPERATION", value_delimiter = ',')]
    operations: Vec<String>,

    /// Read files outside the contract's folder where a `$ref` leads to them.
    #[arg(long)]
    allow_outside: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Yaml,
    Json,
}

impl Bundle {
    pub fn run(self) -> Outcome {
        self.made().unwrap_or_else(|error| {
            complain(&format!("{error}\n"));
            Outcome::Failed
        })
    }

    fn made(self) -> Result<Outcome, crate::Error> {
        let json = self.is_json();
        let read = ReadOptions {
            allow_outside: self.allow_outside,
        };
        let mut loaded = open(&self.spec, read)?;
        loaded.select(&Selection {
            tags: self.tags,
            operations: self.operations,
        });
        show_report(&loaded, Severity::Warning);
        if has_errors(&loaded.report) {
            return Ok(Outcome::Failed);
        }
        let document = bundle(&loaded.contract);
        let text = if json {
            format!("{document:#}\n")
        } else {
            source::to_yaml(&document)?
        };
        match self.out {
            Some(path) => std::fs::write(&path, text)
                .map_err(|error| crate::Error::Usage(format!("{}: {error}", path.display())))?,
            None => print(&text),
        }
        Ok(Outcome::Clean)
    }

    fn is_json(&self) -> bool {
        match self.format {
            Some(format) => format == Format::Json,
            None => self
                .out
                .as_ref()
                .and_then(|path| path.extension())
                .is_some_and(|ending| ending.eq_ignore_ascii_case("json")),
        }
    }
}
