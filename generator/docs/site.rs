//! A site: what each of its pages shows, and where each of them is.

use super::groups::{Group, groups};
use super::links::{Book, Kind, Links};
use super::model::{self, ModelView, Uses};
use super::operation::{self, OperationView};
use super::page::{
    GroupView, Here, ModelRow, Overview, Page, SiteInfo, group, model_rows, nav, neighbours,
    overview,
};
use super::schema::Anchors;
use super::snippet::Client;
use super::text::Prose;
use super::theme::Theme;
use super::{Error, Options};
use crate::contract::{Contract, SchemaId};

/// The documentation of one contract, from which its pages are made one by one: a large contract
/// has thousands of them, and few are in memory at a time.
pub struct Site<'a> {
    pub contract: &'a Contract,
    pub info: SiteInfo<'a>,
    groups: Vec<Group<'a>>,
    book: Book,
    client: Option<&'a dyn Client>,
}

impl<'a> Site<'a> {
    /// The site of a contract, with samples for a client where there is one.
    ///
    /// # Errors
    ///
    /// Where the accent is no colour or the logo no picture.
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
        let groups = groups(contract);
        let book = Book::new(contract, &groups);
        Ok(Self {
            contract,
            info: SiteInfo {
                title: &contract.title,
                version: &contract.version,
                theme,
                logo,
                footer: options.footer.as_deref().map(Prose::flat),
            },
            groups,
            book,
            client,
        })
    }

    /// The addresses as seen from a folder, `up` being the way from there to the root.
    #[must_use]
    pub fn links(&self, kind: Kind, up: &'static str) -> Links<'_> {
        Links::new(&self.book, kind, up)
    }

    #[must_use]
    pub fn groups(&self) -> &[Group<'a>] {
        &self.groups
    }

    /// How many operations there are, webhooks among them.
    #[must_use]
    pub fn operation_count(&self) -> usize {
        self.book.operations.len()
    }

    /// The models that have a page: name, file name, schema.
    #[must_use]
    pub fn models(&self, links: &Links<'_>) -> Vec<(&'a str, String, SchemaId)> {
        let models = links.models(self.contract);
        models
            .map(|(name, slug, id)| (name, slug.to_owned(), id))
            .collect()
    }

    /// What is around the content of a page.
    #[must_use]
    pub fn page(
        &self,
        links: &Links<'_>,
        here: Here,
        title: &str,
        description: String,
    ) -> Page<'a, '_> {
        let is_home = here == Here::Home;
        let [before, after] = neighbours(links, &self.groups, here);
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
            nav: nav(self.contract, links, &self.groups, here),
            before,
            after,
        }
    }

    #[must_use]
    pub fn overview(&self, links: &Links<'_>) -> Overview<'a> {
        overview(self.contract, links, &self.groups, 1)
    }

    /// A group with all its operations.
    #[must_use]
    pub fn group(&self, links: &Links<'_>, at: usize, level: u8) -> Option<GroupView<'a>> {
        group(self.contract, links, &self.groups, at, level, true)
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
            &self.groups,
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
        uses: &Uses<'_>,
        (name, id): (&'a str, SchemaId),
        level: u8,
        anchors: &mut Anchors,
    ) -> ModelView<'a> {
        model::view(self.contract, links, uses, name, id, anchors, level)
    }

    #[must_use]
    pub fn model_rows(&self, links: &Links<'_>) -> Vec<ModelRow> {
        model_rows(self.contract, links)
    }

    #[must_use]
    pub fn uses(&self, links: &Links<'_>) -> Uses<'a> {
        Uses::new(self.contract, links)
    }
}

/// An address as seen from the root.
#[must_use]
pub fn root_path(href: &str) -> String {
    href.trim_start_matches("../").to_owned()
}
