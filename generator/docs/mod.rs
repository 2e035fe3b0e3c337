//! Documentation pages: a static site and Markdown, made from a contract.
//!
//! Everything is decided here, before a template runs: what a page holds, what it is called, which
//! words stand in it. The site is plain HTML that is there at once; its one script adds comfort
//! and is needed to read nothing.
//!
//! Every operation and every model has a page of its own, however small the contract is: a link to
//! an operation must lead to it when the contract has grown, and a page that holds one thing is
//! small whatever else the contract holds.

pub mod body;
pub mod code;
pub mod groups;
pub mod links;
pub mod markdown;
pub mod model;
pub mod operation;
pub mod page;
pub mod parameters;
pub mod request;
pub mod response;
pub mod sample;
pub mod schema;
pub mod search;
pub mod security;
pub mod single;
pub mod site;
pub mod snippet;
mod status;
pub mod text;
pub mod theme;

use thiserror::Error;

use crate::contract::Contract;

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

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Error {
    #[error("`{0}` is no colour; write one as #rrggbb")]
    BadColour(String),
    #[error("the logo is no SVG")]
    BadLogo,
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
