//! `counterpart generate`

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Outcome, complain, print, report};
use crate::contract::Selection;
use crate::diagnostic::{Severity, has_errors};
use crate::error::Error;
use crate::generate::{GenerateOptions, api, crate_files};
use crate::source::{Disk, decode};
use crate::{Loaded, load, load_text};
use crate::{output, parallel};
use counterpart_contract::document::ReadOptions;

/// Generate a crate with the server's stubs, the client, the models and the pages of a contract.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  counterpart generate petstore.yaml --out petstore
  counterpart generate petstore.yaml --out petstore --only models,client
  counterpart generate petstore.yaml --out petstore --tests       # and `cargo test` there
  counterpart generate petstore.yaml --out petstore --tags pets --operations createOrder
  counterpart generate petstore.yaml --out petstore --check   # 1 and the differences where it is stale")]
pub struct Generate {
    /// The contract: an OpenAPI 3.0 or 3.1 document, or `-` for standard input.
    spec: PathBuf,

    /// The folder of the crate.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// What to generate; everything unless said.
    #[arg(long, value_delimiter = ',', value_enum)]
    only: Vec<Part>,

    /// Generate a test for each example of the contract that its schema admits.
    #[arg(long)]
    tests: bool,

    /// Where the documentation pages are published: `cargo doc` links each operation to its page.
    #[arg(long, value_name = "URL")]
    docs_url: Option<String>,

    /// Only operations with these tags, and the models that they reach.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    tags: Vec<String>,

    /// Only these operations, by id or as 'GET /pets/{id}'; added to those of --tags.
    #[arg(long, value_name = "OPERATION", value_delimiter = ',')]
    operations: Vec<String>,

    /// Write nothing: compare, and exit with 1 where the output is stale.
    #[arg(long)]
    check: bool,

    /// Let warnings be errors.
    #[arg(long)]
    strict: bool,

    /// Show notes as well as warnings.
    #[arg(long)]
    notes: bool,

    /// Read files outside the contract's folder where a `$ref` leads to them.
    #[arg(long)]
    allow_outside: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Models,
    Server,
    Client,
    Docs,
}

impl Generate {
    pub fn run(self) -> Outcome {
        let options = GenerateOptions {
            server: self.only.is_empty() || self.only.contains(&Part::Server),
            client: self.only.is_empty() || self.only.contains(&Part::Client),
            tests: self.tests,
            docs: self.only.is_empty() || self.only.contains(&Part::Docs),
            docs_url: self.docs_url,
        };
        let read = ReadOptions {
            allow_outside: self.allow_outside,
        };
        let mut loaded = match open(&self.spec, read) {
            Ok(loaded) => loaded,
            Err(error) => {
                complain(&format!("{error}\n"));
                return Outcome::Failed;
            }
        };
        loaded.select(&Selection {
            tags: self.tags,
            operations: self.operations,
        });
        let least = if self.notes {
            Severity::Note
        } else {
            Severity::Warning
        };
        let api = api(&mut loaded, &options);
        // Finding where the problems stand takes as long as reading the document did.
        let (made, report) = parallel::both(
            || api.and_then(|api| crate_files(&loaded, &api, &options)),
            || report(&loaded, least),
        );
        complain(&report);
        let files = match made {
            Ok(files) => files,
            Err(Error::Document(_)) => return Outcome::Failed,
            Err(error) => {
                complain(&format!("{error}\n"));
                return Outcome::Failed;
            }
        };
        if self.strict
            && loaded
                .report
                .iter()
                .any(|problem| problem.severity == Severity::Warning)
        {
            complain("warnings are errors with --strict; nothing was written\n");
            return Outcome::Failed;
        }
        // What the errors do not name is generated all the same.
        let outcome = if self.check {
            output::compare(&self.out, &files).map(|difference| {
                print(&difference);
                if difference.is_empty() {
                    Outcome::Clean
                } else {
                    Outcome::Findings
                }
            })
        } else {
            output::write(&self.out, &files).map(|()| {
                if has_errors(&loaded.report) {
                    Outcome::Findings
                } else {
                    Outcome::Clean
                }
            })
        };
        // The process ends: to take everything apart first would only take time.
        std::mem::forget((loaded, files));
        outcome.unwrap_or_else(|error| {
            complain(&format!("{error}\n"));
            Outcome::Failed
        })
    }
}

/// Reads a contract from a file, or from standard input for `-`.
pub(crate) fn open(spec: &Path, options: ReadOptions) -> Result<Loaded, Error> {
    if spec != Path::new("-") {
        return Ok(load(spec, options));
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let text = decode(bytes)?;
    Ok(load_text(
        "",
        "-",
        text,
        &Disk {
            folder: PathBuf::new(),
        },
        options,
    ))
}
