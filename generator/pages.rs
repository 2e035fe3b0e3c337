//! The front of documentation: the pages of a contract, with samples for the client that is
//! generated from it.

use std::collections::HashMap;

use crate::Loaded;
use crate::bundled::whole;
use crate::contract::{Contract, Operation};
use crate::docs::code::Code;
use crate::docs::request::Request;
use crate::docs::snippet::{Client, Snippet};
use crate::docs::{Error, Options, document, operation_pages};
use crate::output::File;
use crate::package::PackageOptions;
use crate::policy::DiagnosticPolicy;
use crate::render;
use crate::rust::{self, Api, module_name};

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
/// [policy](DocsOptions::diagnostics) refuses it, [`Error::Usage`](crate::Error::Usage) where an
/// option has a value that makes no sense.
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

/// Makes the documentation of a contract alone. `client` is the crate of the generated client; it is
/// called like the contract where it is not given.
///
/// # Errors
/// As for [`document`].
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
/// As for [`document`].
pub(crate) fn pages_with(
    contract: &Contract,
    api: &Api,
    options: &Options,
    client: &str,
) -> Result<Vec<File>, Error> {
    document(contract, options, Some(&RustClient::new(api, client)))
}

/// Ends the documentation of each operation with a link to its page on the site at an address.
///
/// # Errors
/// Where the address is none that documentation can name.
pub(crate) fn link(contract: &Contract, api: &mut Api, site: &str) -> Result<(), crate::Error> {
    if !is_site(site) {
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

/// Whether documentation can name an address as that of a site.
pub(crate) fn is_site(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"<>`".contains(&byte);
    (text.starts_with("http://") || text.starts_with("https://")) && text.bytes().all(plain)
}

/// Where an operation is, by its method and path: the group and the place in it.
type Places = HashMap<(&'static str, String), (usize, usize)>;

fn places(api: &Api) -> Places {
    let mut places = HashMap::new();
    for (at, group) in api.groups.iter().enumerate() {
        for (index, operation) in group.operations.iter().enumerate() {
            let key = (operation.method.name(), operation.path.clone());
            places.insert(key, (at, index));
        }
    }
    places
}

struct RustClient<'a> {
    api: &'a Api,
    krate: String,
    places: Places,
}

impl<'a> RustClient<'a> {
    fn new(api: &'a Api, name: &str) -> Self {
        Self {
            api,
            krate: module_name(name).to_string(),
            places: places(api),
        }
    }

    fn operation(&self, operation: &Operation) -> Option<&rust::Operation> {
        let key = (operation.method.name(), operation.path.text.clone());
        let (group, index) = self.places.get(&key)?;
        self.api.groups.get(*group)?.operations.get(*index)
    }
}

impl Client for RustClient<'_> {
    fn sample(&self, operation: &Operation, request: &Request) -> Option<Snippet> {
        let operation = self.operation(operation)?;
        Some(Snippet {
            title: "Rust",
            code: Code {
                language: "rust",
                text: render::sample(self.api, operation, &self.krate, request),
            },
        })
    }
}
