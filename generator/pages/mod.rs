//! The face of documentation: `docs` decides what the pages of a contract show, `render::docs` has
//! their templates, and here they meet, with samples for the client that is generated from the same
//! contract.

mod client;
mod html;
mod markdown;

use crate::contract::Contract;
use crate::docs::site::Site;
use crate::docs::{Error, Options, operation_pages};
use crate::output::File;
use crate::rust::Api;
use client::{RustClient, places};

/// Makes the documentation of a contract. `client` is the crate of the generated client; it is
/// called like the contract where it is not given.
///
/// # Errors
/// Where the accent is no colour or the logo no picture.
pub fn pages(
    contract: &Contract,
    options: &Options,
    client: Option<&str>,
) -> Result<Vec<File>, Error> {
    // What generating would complain about is no matter of pages.
    let api = Api::new(contract, &[], &mut Vec::new());
    pages_with(contract, &api, options, client.unwrap_or(&contract.title))
}

/// [`pages`] where the Rust view is there already. `client` is the crate of the generated client.
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
/// Where the address is none that documentation can name.
pub(crate) fn link(contract: &Contract, api: &mut Api, site: &str) -> Result<(), crate::Error> {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"<>`".contains(&byte);
    if !(site.starts_with("http://") || site.starts_with("https://")) || !site.bytes().all(plain) {
        return Err(crate::Error::Usage(format!(
            "`{site}` is no address of documentation pages: it is like `https://example.com/docs`"
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
