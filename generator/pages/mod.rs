//! The face of documentation: `docs` decides what the pages of a contract show and `render::docs` has
//! their templates. This module joins them, and adds samples for the generated client.

mod client;
mod html;
mod markdown;

use crate::contract::Contract;
use crate::docs::site::Site;
use crate::docs::{Error, Options, operation_pages};
use crate::output::File;
use crate::rust::Api;
use client::{RustClient, places};

/// Makes the documentation of a contract. `client` is the name of the generated client's crate, by
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
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"<>`".contains(&byte);
    if !(site.starts_with("http://") || site.starts_with("https://")) || !site.bytes().all(plain) {
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
