//! The entry point for documentation pages: joins `docs`, which decides what the pages show, with
//! the templates of `render::docs`, and adds samples for the generated client.

mod client;
mod html;
mod markdown;

use crate::Loaded;
use crate::admission::whole;
use crate::contract::Contract;
use crate::docs::site::Site;
use crate::docs::{Error, Options, operation_pages};
use crate::output::File;
use crate::package::PackageOptions;
use crate::policy::DiagnosticPolicy;
use crate::rust::Api;
use client::{RustClient, places};

/// Options for documentation pages.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct DocsOptions {
    /// The forms of the documentation, and their appearance.
    pub pages: Options,
    /// The crate of the generated client, for samples; by default the name that
    /// [`generate_crate`](crate::generate_crate) gives it.
    pub client: Option<String>,
    /// The policy for diagnostics.
    pub diagnostics: DiagnosticPolicy,
}

/// Generates the documentation pages of a contract.
///
/// # Errors
/// [`Error::Unusable`](crate::Error::Unusable) if the document is not a contract,
/// [`Error::Document`](crate::Error::Document) if it has errors or the
/// [policy](DocsOptions::diagnostics) rejects it, [`Error::Usage`](crate::Error::Usage) if an
/// option has an invalid value.
pub fn generate_docs(
    loaded: &mut Loaded,
    options: &DocsOptions,
) -> Result<Vec<File>, crate::Error> {
    whole(loaded, &options.diagnostics)?;
    let name = match &options.client {
        Some(client) => client.clone(),
        None => PackageOptions::default().name(loaded)?,
    };
    pages(&loaded.contract, &options.pages, Some(&name))
        .map_err(|error| crate::Error::Usage(error.to_string()))
}

/// Generates the documentation of a contract alone. `client` is the name of the generated client's
/// crate, by default derived from the title of the contract.
///
/// # Errors
///
/// Returns an error if the accent is not a colour, the logo not an SVG, or the language not a
/// language tag.
pub fn pages(
    contract: &Contract,
    options: &Options,
    client: Option<&str>,
) -> Result<Vec<File>, Error> {
    // Diagnostics about generated code do not concern pages.
    let api = Api::new(contract, &[], &mut Vec::new());
    pages_with(contract, &api, options, client.unwrap_or(&contract.title))
}

/// [`pages`] for a Rust view that is already built.
///
/// # Errors
/// As for [`pages`].
pub(crate) fn pages_with(
    contract: &Contract,
    api: &Api,
    options: &Options,
    client: &str,
) -> Result<Vec<File>, Error> {
    let client = RustClient::new(api, client);
    let site = Site::new(contract, options, Some(&client))?;
    let mut files = Vec::new();
    if options.site {
        files.extend(html::folders(&site));
    }
    if options.single {
        files.push(html::single(&site));
    }
    if let Some(flavour) = options.markdown {
        files.extend(markdown::files(&site, flavour));
    }
    Ok(files)
}

/// Appends to the documentation of each operation a link to its page on the published site.
///
/// # Errors
///
/// Returns an error if the address is not a URL that a doc comment can contain.
pub(crate) fn link(contract: &Contract, api: &mut Api, site: &str) -> Result<(), crate::Error> {
    if !is_site(site) {
        return Err(crate::Error::Usage(format!(
            "`{site}` is not the URL of documentation pages, such as `https://example.com/docs`"
        )));
    }
    let site = site.trim_end_matches('/');
    let places = places(api);
    for (operation, page) in contract.operations.iter().zip(operation_pages(contract)) {
        let place = places.get(&(operation.method.name(), operation.path.text.clone()));
        let known = place.and_then(|(group, index)| {
            let group = api.groups.get_mut(*group)?;
            group.operations.get_mut(*index)
        });
        if let Some(known) = known {
            known.docs.notes.push(format!("<{site}/{page}>"));
        }
    }
    Ok(())
}

/// Returns whether a string is the URL of a site that a doc comment can contain.
pub(crate) fn is_site(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"<>`".contains(&byte);
    (text.starts_with("http://") || text.starts_with("https://")) && text.bytes().all(plain)
}
