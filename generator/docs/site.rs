//! A site: the content and the address of each of its pages.

use super::groups::{Contents, Group};
use super::links::{Format, Links, PageNames};
use super::model::{self, ModelUsage, ModelView};
use super::operation::{self, OperationView};
use super::page::{
    CurrentPage, GroupView, ModelRow, Overview, Page, SiteInfo, group, model_rows, nav, neighbours,
    overview,
};
use super::schema::Anchors;
use super::snippet::Client;
use super::text::Prose;
use super::theme::Theme;
use super::{Error, Options};
use crate::contract::{Contract, SchemaId};

/// The documentation of one contract. Its pages are generated one by one, because a large contract
/// has thousands and few should be in memory at a time.
pub struct Site<'a> {
    pub contract: &'a Contract,
    pub info: SiteInfo<'a>,
    contents: Contents<'a>,
    names: PageNames,
    client: Option<&'a dyn Client>,
}

impl<'a> Site<'a> {
    /// Creates the site of a contract, with samples for its client if one is given.
    ///
    /// # Errors
    ///
    /// Returns an error if the accent is not a colour, the logo not an SVG, or the language not a
    /// language tag.
    pub fn new(
        contract: &'a Contract,
        options: &'a Options,
        client: Option<&'a dyn Client>,
    ) -> Result<Self, Error> {
        let theme = Theme::new(options.accent.as_deref())
            .ok_or_else(|| Error::BadColour(options.accent.clone().unwrap_or_default()))?;
        let logo = options.logo.as_deref();
        if logo.is_some_and(|logo| !logo.contains("<svg")) {
            return Err(Error::BadLogo);
        }
        let lang = options.lang.as_deref().unwrap_or("en");
        if !is_language_tag(lang) {
            return Err(Error::BadLanguage(lang.to_owned()));
        }
        let contents = Contents::new(contract);
        let names = PageNames::new(contract, &contents.groups);
        Ok(Self {
            contract,
            info: SiteInfo {
                title: &contract.title,
                version: &contract.version,
                theme,
                logo,
                footer: options.footer.as_deref().map(Prose::without_headings),
                lang,
                right_to_left: is_right_to_left(lang),
            },
            contents,
            names,
            client,
        })
    }

    /// Returns the links as seen from a folder; `up` is the relative path from there to the root.
    #[must_use]
    pub fn links(&self, format: Format, up: &'static str) -> Links<'_> {
        Links::new(&self.names, format, up)
    }

    #[must_use]
    pub fn groups(&self) -> &[Group<'a>] {
        &self.contents.groups
    }

    /// Returns the number of operations and webhooks.
    #[must_use]
    pub fn operation_count(&self) -> usize {
        self.names.operations.len()
    }

    /// Returns the frame of a page.
    #[must_use]
    pub fn page(
        &self,
        links: &Links<'_>,
        current: CurrentPage,
        title: &str,
        description: String,
    ) -> Page<'a, '_> {
        let is_home = current == CurrentPage::Home;
        let [previous, next] = neighbours(links, &self.contents, current);
        Page {
            site: &self.info,
            title: if is_home {
                title.to_owned()
            } else {
                format!("{title} · {}", self.info.title)
            },
            description,
            up: links.up(),
            home: links.home(),
            is_home,
            nav: nav(self.contract, links, &self.contents, current),
            previous,
            next,
        }
    }

    #[must_use]
    pub fn overview(&self, links: &Links<'_>) -> Overview<'a> {
        overview(self.contract, links, &self.contents.groups, 1)
    }

    /// Returns a group with all its operations.
    #[must_use]
    pub fn group(&self, links: &Links<'_>, at: usize, level: u8) -> Option<GroupView<'a>> {
        group(self.contract, links, &self.contents.groups, at, level, true)
    }

    #[must_use]
    pub fn operation(
        &self,
        links: &Links<'_>,
        at: usize,
        level: u8,
        anchors: &mut Anchors,
    ) -> Option<OperationView<'a>> {
        let client = self.client;
        operation::view(
            self.contract,
            links,
            &self.contents,
            at,
            anchors,
            level,
            client,
        )
    }

    #[must_use]
    pub fn model(
        &self,
        links: &Links<'_>,
        usage: &ModelUsage<'_>,
        (name, id): (&'a str, SchemaId),
        level: u8,
        anchors: &mut Anchors,
    ) -> ModelView<'a> {
        model::view(self.contract, links, usage, name, id, anchors, level)
    }

    #[must_use]
    pub fn model_rows(&self, links: &Links<'_>) -> Vec<ModelRow> {
        model_rows(self.contract, links)
    }

    #[must_use]
    pub fn usage(&self, links: &Links<'_>) -> ModelUsage<'a> {
        ModelUsage::new(self.contract, links)
    }
}

/// Returns whether a string is well-formed as a language tag (RFC 5646, section 2.1).
fn is_language_tag(text: &str) -> bool {
    let is_subtag = |subtag: &str| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    text.starts_with(|letter: char| letter.is_ascii_alphabetic()) && text.split('-').all(is_subtag)
}

/// Returns whether the usual script of a language runs from right to left.
fn is_right_to_left(lang: &str) -> bool {
    let primary = lang.split('-').next().unwrap_or_default();
    let languages = ["ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
    languages
        .iter()
        .any(|known| known.eq_ignore_ascii_case(primary))
}

/// Returns an address relative to the root.
#[must_use]
pub fn root_path(href: &str) -> String {
    href.trim_start_matches("../").to_owned()
}
