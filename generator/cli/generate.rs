//! `counterpart generate`

use clap::{Args, ValueEnum};

use super::input::Input;
use super::target::Target;
use super::{Outcome, complain, refused, report};
use crate::diagnostic::{Severity, has_errors};
use crate::error::Error;
use crate::generate::{GenerateOptions, api, crate_files, release};
use crate::package::{PackageOptions, Publish};
use crate::parallel;

/// Generate a crate with the server stubs, the client, the models and the documentation pages of a contract.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  counterpart generate petstore.yaml --out petstore
  counterpart generate petstore.yaml --out petstore --only models,client
  counterpart generate petstore.yaml --out petstore --name petstore-api --license MIT --publish
  counterpart generate petstore.yaml --out petstore --tests       # and `cargo test` there
  counterpart generate petstore.yaml --out petstore --tags pets --operations createOrder
  counterpart generate petstore.yaml --out petstore --check   # show the differences; exit with 1 if stale

Exit status: 0 clean; 1 the contract has errors (the parts without errors are still generated), it has
warnings and --strict is set, or with --check the output is stale; 2 could not run.")]
pub struct Generate {
    #[command(flatten)]
    input: Input,

    #[command(flatten)]
    target: Target,

    /// The parts to generate; all of them by default.
    #[arg(long, value_name = "PART", value_delimiter = ',', value_enum)]
    only: Vec<GeneratedPart>,

    /// Generate a test for each valid example of the contract.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    tests: Option<bool>,

    /// Where the documentation pages are published: `cargo doc` links each operation to its page.
    #[arg(long, value_name = "URL")]
    docs_url: Option<String>,

    #[command(flatten)]
    package: PackageArguments,

    /// Show notes as well as warnings.
    #[arg(long)]
    notes: bool,
}

/// The options of the manifest.
#[derive(Debug, Args)]
struct PackageArguments {
    /// The package's name; by default that of the contract's file, or the contract's title if the
    /// file has a generic name (openapi.yaml).
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// The package's version: the contract's by default.
    #[arg(long = "package-version", value_name = "VERSION")]
    version: Option<String>,

    /// The package's licence, an SPDX expression; none by default.
    #[arg(long, value_name = "SPDX")]
    license: Option<String>,

    /// Allow the package to be published, on any registry or only on the given ones.
    #[arg(long, value_name = "REGISTRY", num_args = 0.., value_delimiter = ',', require_equals = true)]
    publish: Option<Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum GeneratedPart {
    Models,
    Server,
    Client,
    Docs,
}

impl Generate {
    pub fn run(self) -> Result<Outcome, Error> {
        let settings = self.input.settings()?;
        let folder = self.target.folder(settings.generate_out.clone())?;
        let mut loaded = self.input.load(&settings)?;
        let mut options = settings.generate;
        self.adjust(&mut options);
        let least = if self.notes {
            Severity::Note
        } else {
            Severity::Warning
        };
        let api = api(&mut loaded, &options);
        release(&mut loaded, &options);
        // In parallel, because locating problems takes as long as reading the document did.
        let (files, report) = parallel::both(
            || api.and_then(|api| crate_files(&loaded, &api, &options)),
            || report(&loaded, least),
        );
        complain(&report);
        let files = match files {
            Ok(files) => files,
            Err(error) => return refused(error),
        };
        let outcome = self.target.take(&folder, &files);
        let partial = has_errors(&loaded.report);
        // The process is about to exit: freeing the contract would only take time.
        std::mem::forget((loaded, files));
        // The parts without errors are generated anyway.
        Ok(match outcome? {
            Outcome::Clean if partial => Outcome::Findings,
            outcome => outcome,
        })
    }

    /// Applies the options of the command line.
    fn adjust(&self, options: &mut GenerateOptions) {
        if !self.only.is_empty() {
            options.server = self.only.contains(&GeneratedPart::Server);
            options.client = self.only.contains(&GeneratedPart::Client);
            options.docs = self.only.contains(&GeneratedPart::Docs);
        }
        options.tests = self.tests.unwrap_or(options.tests);
        if self.docs_url.is_some() {
            options.docs_url.clone_from(&self.docs_url);
        }
        self.package.adjust(&mut options.package);
    }
}

impl PackageArguments {
    fn adjust(&self, package: &mut PackageOptions) {
        let pairs = [
            (&self.name, &mut package.name),
            (&self.version, &mut package.version),
            (&self.license, &mut package.license),
        ];
        for (own, set) in pairs {
            if own.is_some() {
                set.clone_from(own);
            }
        }
        if let Some(registries) = &self.publish {
            package.publish = match registries.as_slice() {
                [] => Publish::Anywhere,
                [only] if only == "false" => Publish::Never,
                names => Publish::Registries(names.to_vec()),
            };
        }
    }
}
