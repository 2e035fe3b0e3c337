//! The face of documentation: `docs` decides what the pages of a contract show and `render::docs` has
//! their templates. This module joins them, and adds samples for the generated client.

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

/// Which documentation pages are made.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct DocsOptions {
    /// What is written and how it looks.
    pub pages: Options,
    /// The crate of the generated client, for samples; by default the name that
    /// [`generate_crate`](crate::generate_crate) gives to it.
    pub client: Option<String>,
    /// Which diagnostics matter.
    pub diagnostics: DiagnosticPolicy,
}

/// Generates the documentation pages of a contract.
///
/// # Errors
/// [`Error::Unusable`](crate::Error::Unusable) where there is no contract,
/// [`Error::Document`](crate::Error::Document) where it has errors or the
/// [policy](DocsOptions::diagnostics) rejects it, [`Error::Usage`](crate::Error::Usage) where an
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

/// Makes the documentation of a contract alone. `client` is the name of the generated client's crate, by
/// default the title of the contract.
///
/// # Errors
/// Where the accent is not a colour, the logo not an SVG, or the language not a tag.
pub fn pages(
    contract: &Contract,
    options: &Options,
    client: Option<&str>,
) -> Result<Vec<File>, Error> {
    // Problems of generation do not concern pages.
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

/// Ends the documentation of each operation with a link to its page on the site at an address.
///
/// # Errors
/// Where the address is not a URL that a doc comment can hold.
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

/// Whether a text is a URL of a site that a doc comment can hold.
pub(crate) fn is_site(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"<>`".contains(&byte);
    (text.starts_with("http://") || text.starts_with("https://")) && text.bytes().all(plain)
}
