//! From a contract to the files of its two halves.

use crate::Loaded;
use crate::admission::{admit, is_usable};
use crate::diagnostic::tidy;
use crate::error::Error;
use crate::examples::Example;
use crate::output::File;
use crate::package::{PackageOptions, root_name};
use crate::policy::DiagnosticPolicy;
use crate::render::{self, Packaging, Targets};
use crate::rust::Api;

/// What is generated.
///
/// ```
/// let mut options = counterpart::GenerateOptions::default();
/// options.server = false;
/// options.package.name = Some("billing-client".into());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GenerateOptions {
    /// The traits and the router that a service is made of.
    pub server: bool,
    /// The client.
    pub client: bool,
    /// Tests made of the contract's examples, in the module `examples`.
    pub tests: bool,
    /// The documentation pages, in the folder `docs` of a crate.
    pub docs: bool,
    /// Where the documentation pages are published: the documentation of each operation ends with a
    /// link to its page.
    pub docs_url: Option<String>,
    /// The package that a generated crate is.
    pub package: PackageOptions,
    /// Which diagnostics matter.
    pub diagnostics: DiagnosticPolicy,
}

impl Default for GenerateOptions {
    fn default() -> Self {
        Self {
            server: true,
            client: true,
            tests: false,
            docs: cfg!(feature = "docs"),
            docs_url: None,
            package: PackageOptions::default(),
            diagnostics: DiagnosticPolicy::default(),
        }
    }
}

/// Generates the files of a crate. Problems join those in [`Loaded::report`]. Where there are errors
/// among them, the parts of the contract that they name are not generated as they were meant, and
/// everything else is.
///
/// # Errors
/// [`Error::Unusable`] where there is nothing to generate from, [`Error::Document`] where the
/// [policy](GenerateOptions::diagnostics) refuses the contract, [`Error::Usage`] where an option has
/// a value that makes no sense.
pub fn generate_crate(loaded: &mut Loaded, options: &GenerateOptions) -> Result<Vec<File>, Error> {
    let api = api(loaded, options)?;
    crate_files(loaded, &api, options)
}

/// The files of a crate whose view is made: after that nothing joins `loaded.report`.
pub(crate) fn crate_files(
    loaded: &Loaded,
    api: &Api,
    options: &GenerateOptions,
) -> Result<Vec<File>, Error> {
    let package = options.package.resolve(loaded)?;
    let mut files = render(loaded, api, options, Packaging::Crate(&package))?;
    if options.docs {
        files.extend(pages(loaded, api, &package.name)?);
    }
    Ok(files)
}

/// Lets go of what rendering does not look at, before it begins: raw values, and the contract where no
/// pages show it.
#[cfg(feature = "cli")]
pub(crate) fn release(loaded: &mut Loaded, options: &GenerateOptions) {
    loaded.document.sources.release_values();
    if !options.docs {
        loaded.contract.operations = Vec::new();
        loaded.contract.schemas = Vec::new();
    }
}

#[cfg(feature = "docs")]
fn pages(loaded: &Loaded, api: &Api, name: &str) -> Result<Vec<File>, Error> {
    let options = crate::docs::Options::default();
    let pages = crate::pages::pages_with(&loaded.contract, api, &options, name)
        .map_err(|error| Error::Usage(error.to_string()))?;
    let inside = |page: File| File::new(format!("docs/{}", page.path), page.contents);
    Ok(pages.into_iter().map(inside).collect())
}

#[cfg(not(feature = "docs"))]
fn pages(_: &Loaded, _: &Api, _: &str) -> Result<Vec<File>, Error> {
    Err(Error::Usage(
        "documentation pages need the feature `docs`".into(),
    ))
}

/// Generates the files of a module that another crate includes.
///
/// # Errors
/// As for [`generate_crate`].
pub fn generate_module(loaded: &mut Loaded, options: &GenerateOptions) -> Result<Vec<File>, Error> {
    let api = api(loaded, options)?;
    render(loaded, &api, options, Packaging::Module)
}

/// The Rust view of a contract, with the problems of making it.
pub(crate) fn api(loaded: &mut Loaded, options: &GenerateOptions) -> Result<Api, Error> {
    if !is_usable(loaded) {
        return Err(Error::unusable(loaded));
    }
    let examples = if options.tests {
        examples(loaded)?
    } else {
        Vec::new()
    };
    let mut api = Api::new(&loaded.contract, &examples, &mut loaded.report);
    tidy(&mut loaded.report);
    admit(loaded, &options.diagnostics)?;
    if let Some(site) = &options.docs_url {
        link_pages(loaded, &mut api, site)?;
    }
    Ok(api)
}

fn render(
    loaded: &Loaded,
    api: &Api,
    options: &GenerateOptions,
    packaging: Packaging<'_>,
) -> Result<Vec<File>, Error> {
    let targets = Targets {
        server: options.server,
        client: options.client,
        tests: options.tests,
    };
    render::package(api, targets, packaging, root_name(loaded))
        .map_err(|error| Error::Template(error.to_string()))
}

#[cfg(feature = "docs")]
fn link_pages(loaded: &Loaded, api: &mut Api, site: &str) -> Result<(), Error> {
    crate::pages::link(&loaded.contract, api, site)
}

#[cfg(not(feature = "docs"))]
fn link_pages(_: &Loaded, _: &mut Api, _: &str) -> Result<(), Error> {
    Err(Error::Usage(
        "links to documentation pages need the feature `docs`".into(),
    ))
}

#[cfg(feature = "review")]
fn examples(loaded: &Loaded) -> Result<Vec<Example>, Error> {
    Ok(crate::examples::valid(loaded))
}

#[cfg(not(feature = "review"))]
fn examples(_: &Loaded) -> Result<Vec<Example>, Error> {
    Err(Error::Usage(
        "tests made of examples need the feature `review`".into(),
    ))
}
