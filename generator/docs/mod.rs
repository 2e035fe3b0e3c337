//! Documentation pages of a contract: a static site and Markdown.
//!
//! This module decides what each page contains, its address and its wording; templates only print
//! it. The site is plain HTML that is complete without its one script.
//!
//! Every operation and every model has its own page, however small the contract is, so that links
//! keep working and pages keep their size as the contract grows.

pub(crate) mod body;
pub(crate) mod code;
pub(crate) mod groups;
pub(crate) mod links;
pub(crate) mod markdown;
pub(crate) mod model;
pub(crate) mod operation;
pub(crate) mod page;
pub(crate) mod parameters;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod sample;
pub(crate) mod schema;
pub(crate) mod search;
pub(crate) mod security;
pub(crate) mod single;
pub(crate) mod site;
pub(crate) mod snippet;
mod status;
pub(crate) mod text;
pub(crate) mod theme;

use thiserror::Error;

use crate::contract::Contract;
pub use sample::Sampler;
pub use schema::Direction;

/// The flavour of the Markdown pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Flavour {
    /// For GitHub and most documentation sites.
    #[default]
    Github,
    /// With `{% tabs %}` blocks around samples.
    Tabs,
}

/// Which forms of the documentation are generated, and their appearance.
#[derive(Debug, Clone)]
pub struct Options {
    /// The site, in folders.
    pub site: bool,
    /// The site in one file, `single.html`.
    pub single: bool,
    /// Markdown pages in `markdown/`, and `llms.txt`, which lists them for machine readers.
    pub markdown: Option<Flavour>,
    /// The colour of links, as `#rgb` or `#rrggbb`.
    pub accent: Option<String>,
    /// The source of an SVG that is shown before the title.
    pub logo: Option<String>,
    /// The footer of every page, in CommonMark.
    pub footer: Option<String>,
    /// The language of the contract's descriptions, as a tag of BCP 47.
    pub lang: Option<String>,
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
            lang: None,
        }
    }
}

/// The reason why pages cannot be generated.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// The accent is not a colour.
    #[error("`{0}` is not a colour of the form #rrggbb")]
    BadColour(String),
    /// The logo is not an SVG.
    #[error("the logo is not an SVG")]
    BadLogo,
    /// The language is not a tag of BCP 47.
    #[error("`{0}` is not a language tag such as `de` or `pt-BR`")]
    BadLanguage(String),
}

/// Returns whether a string is a valid accent colour.
pub(crate) fn is_colour(text: &str) -> bool {
    theme::Theme::new(Some(text)).is_some()
}

/// Returns the path of each operation's page within the site, in the order of the contract:
/// `operations/createPet.html`.
#[must_use]
pub fn operation_pages(contract: &Contract) -> Vec<String> {
    let names = links::PageNames::new(contract, &groups::groups(contract));
    let links = links::Links::new(&names, links::Format::Html, "");
    let pages = (0..contract.operations.len()).map(|index| links.operation(index));
    pages
        .map(|link| link.map(|link| link.href).unwrap_or_default())
        .collect()
}
