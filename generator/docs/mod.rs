//! Documentation pages: a static site and Markdown, made from a contract.
//!
//! Everything is decided here, before a template runs: what a page holds, what it is called, which
//! words stand in it. The site is plain HTML that is there at once; its one script adds comfort
//! and is needed to read nothing.
//!
//! Every operation and every model has a page of its own, however small the contract is: a link to
//! an operation must lead to it when the contract has grown, and a page that holds one thing is
//! small whatever else the contract holds.

pub(crate) mod answer;
pub(crate) mod code;
pub(crate) mod groups;
pub(crate) mod links;
pub(crate) mod markdown;
pub(crate) mod model;
pub(crate) mod operation;
pub(crate) mod page;
pub(crate) mod request;
pub(crate) mod sample;
pub(crate) mod schema;
pub(crate) mod search;
pub(crate) mod security;
pub(crate) mod single;
mod site;
pub(crate) mod snippet;
pub(crate) mod text;
pub(crate) mod theme;

use thiserror::Error;

use crate::contract::Contract;
use crate::output::File;
pub use sample::Sampler;
pub use schema::Direction;
use snippet::Client;
use theme::Theme;

/// The Markdown that is written beside or instead of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Flavour {
    /// What GitHub and most documentation sites read.
    #[default]
    Github,
    /// With `{% tabs %}` blocks around samples.
    Tabs,
}

/// What is written and how it looks.
#[derive(Debug, Clone)]
pub struct Options {
    /// The site, in folders.
    pub site: bool,
    /// The site in one file, `single.html`.
    pub single: bool,
    /// Markdown pages in `markdown/`, and `llms.txt`, which lists them for machine readers.
    pub markdown: Option<Flavour>,
    /// The colour of links, as `#rrggbb`.
    pub accent: Option<String>,
    /// The text of an SVG that stands before the title.
    pub logo: Option<String>,
    /// What stands at the foot of every page, in CommonMark.
    pub footer: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            site: true,
            single: false,
            markdown: Some(Flavour::Github),
            accent: None,
            logo: None,
            footer: None,
        }
    }
}

/// Why pages cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// The accent is no colour.
    #[error("`{0}` is no colour; write one as #rrggbb")]
    BadColour(String),
    /// The logo is no SVG.
    #[error("the logo is no SVG")]
    BadLogo,
}

/// Whether a text is a colour that links can have.
pub(crate) fn is_colour(text: &str) -> bool {
    Theme::new(Some(text)).is_some()
}

/// Where the site has the page of each operation of a contract, in their order:
/// `operations/createPet.html`.
#[must_use]
pub fn operation_pages(contract: &Contract) -> Vec<String> {
    let book = links::Book::new(contract, &groups::groups(contract));
    let links = links::Links::new(&book, links::Kind::Html, "");
    let pages = (0..contract.operations.len()).map(|index| links.operation(index));
    pages
        .map(|link| link.map(|link| link.href).unwrap_or_default())
        .collect()
}

/// Makes the documentation of a contract, with samples for a client where there is one.
///
/// # Errors
///
/// Where the options ask for a look that there is not.
pub fn document(
    contract: &Contract,
    options: &Options,
    client: Option<&dyn Client>,
) -> Result<Vec<File>, Error> {
    let theme = Theme::new(options.accent.as_deref())
        .ok_or_else(|| Error::BadColour(options.accent.clone().unwrap_or_default()))?;
    let logo = options.logo.as_deref();
    if logo.is_some_and(|logo| !logo.contains("<svg")) {
        return Err(Error::BadLogo);
    }
    let groups = groups::groups(contract);
    let book = links::Book::new(contract, &groups);
    let maker = site::Maker {
        contract,
        groups: &groups,
        book: &book,
        site: page::Site {
            title: &contract.title,
            version: &contract.version,
            theme,
            logo,
            footer: options.footer.as_deref().map(text::Prose::flat),
        },
        client,
    };
    let mut files = Vec::new();
    if options.site {
        files.extend(maker.site());
    }
    if options.single {
        files.push(maker.single());
    }
    if let Some(flavour) = options.markdown {
        files.extend(maker.markdown(flavour));
    }
    Ok(files)
}
