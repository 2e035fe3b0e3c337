//! All pages of a site.

use super::groups::{Group, operation_at};
use super::links::{Book, Kind, Links};
use super::model::{self, Uses};
use super::operation::{self, Frame};
use super::page::{Here, Page, Site, Whole, group, model_rows, nav, neighbours, overview};
use super::schema::Anchors;
use super::search::{self, Entry};
use super::snippet::Client;
use super::text::{Prose, first_sentence};
use crate::contract::Contract;
use crate::output::File;
use crate::parallel;
use crate::render::docs as render;

/// Makes pages.
pub struct Maker<'a, 's> {
    pub contract: &'a Contract,
    pub groups: &'s [Group<'a>],
    pub book: &'s Book,
    pub site: Site<'a>,
    pub client: Option<&'s dyn Client>,
}

impl<'a> Maker<'a, '_> {
    pub fn site(&self) -> Vec<File> {
        let root = Links::new(self.book, Kind::Html, "");
        let below = Links::new(self.book, Kind::Html, "../");
        let overview = overview(self.contract, &root, self.groups, 1);
        let description = Prose::flat(self.contract.description.as_deref().unwrap_or_default());
        let page = self.page(&root, Here::Home, self.site.title, description.plain(160));
        let mut files = vec![
            File::new("index.html", render::overview_page(&page, &overview)),
            File::signed(
                "assets/style.css",
                &render::style(&self.site.theme),
                ["/* ", " */"],
            ),
            File::signed("assets/script.js", render::SCRIPT, ["// ", ""]),
        ];
        files.extend(
            self.site
                .logo
                .map(|logo| File::signed("assets/logo.svg", logo, ["<!-- ", " -->"])),
        );
        let mut index = vec![search::text(
            "page",
            self.site.title,
            root.home(),
            &description,
        )];
        for at in 0..self.groups.len() {
            if let Some(view) = group(self.contract, &below, self.groups, at, 1, true) {
                let about = view.description.plain(160);
                let page = self.page(&below, Here::Group(at), &view.link.text, about);
                let path = root_path(&view.link.href);
                index.push(search::text(
                    "group",
                    &view.link.text,
                    path.clone(),
                    &view.description,
                ));
                files.push(File::new(&path, render::group_page(&page, &view)));
            }
        }
        let operations: Vec<usize> = (0..self.book.operations.len()).collect();
        self.gather(&operations, &mut files, &mut index, |at| {
            self.operation_page(&below, *at)
        });
        let rows = model_rows(self.contract, &below);
        if !rows.is_empty() {
            let page = self.page(&below, Here::Models, "Models", String::new());
            let path = root_path(&below.models_page());
            files.push(File::new(&path, render::models_page(&page, &rows)));
        }
        let uses = Uses::new(self.contract, &below);
        let models: Vec<_> = below.models(self.contract).collect();
        self.gather(&models, &mut files, &mut index, |(name, _, id)| {
            let mut anchors = Anchors::default();
            let view = model::view(self.contract, &below, &uses, name, *id, &mut anchors, 1);
            let about = view.description.plain(160);
            let page = self.page(&below, Here::Model(*id), name, about);
            let path = root_path(&below.model(*id)?.href);
            let entry = search::model(&view, path.clone());
            let text = render::model_page(&page, &view, &below.models_page());
            Some((File::new(&path, text), entry))
        });
        let index = format!("siteIndex({});\n", search::json(&index));
        files.push(File::signed("assets/search.js", &index, ["// ", ""]));
        files
    }

    fn operation_page(&self, links: &Links<'_>, at: usize) -> Option<(File, Entry)> {
        let mut anchors = Anchors::default();
        let frame = Frame {
            level: 1,
            client: self.client,
        };
        let view = operation::view(self.contract, links, self.groups, at, &mut anchors, frame)?;
        let operation = operation_at(self.contract, at)?;
        let about = first_sentence(operation.description.as_deref().unwrap_or_default());
        let page = self.page(links, Here::Operation(at), &view.title, about);
        let path = root_path(&links.operation(at)?.href);
        let entry = search::operation(&view, path.clone());
        Some((
            File::new(&path, render::operation_page(&page, &view)),
            entry,
        ))
    }

    fn gather<T: Sync>(
        &self,
        items: &[T],
        files: &mut Vec<File>,
        index: &mut Vec<Entry>,
        make: impl Fn(&T) -> Option<(File, Entry)> + Sync,
    ) {
        for (file, entry) in parallel::map(items, make).into_iter().flatten() {
            files.push(file);
            index.push(entry);
        }
    }

    pub fn single(&self) -> File {
        let links = Links::new(self.book, Kind::Single, "");
        let uses = Uses::new(self.contract, &links);
        let mut index = Vec::new();
        let mut groups = Vec::new();
        let mut shown = vec![false; self.book.operations.len()];
        for (at, one) in self.groups.iter().enumerate() {
            let Some(view) = group(self.contract, &links, self.groups, at, 2, true) else {
                continue;
            };
            let mut operations = Vec::new();
            for operation in &one.operations {
                // An operation with several tags stands with the first of them.
                if shown.get(*operation) != Some(&false) {
                    continue;
                }
                shown[*operation] = true;
                let mut anchors = Anchors::new(format!("{}.", links.anchor(*operation)));
                let frame = Frame {
                    level: 3,
                    client: self.client,
                };
                let view = operation::view(
                    self.contract,
                    &links,
                    self.groups,
                    *operation,
                    &mut anchors,
                    frame,
                );
                if let Some(view) = view {
                    index.push(search::operation(&view, format!("#{}", view.anchor)));
                    operations.push(view);
                }
            }
            groups.push((view, operations));
        }
        let models: Vec<_> = links
            .models(self.contract)
            .map(|(name, slug, id)| {
                let mut anchors = Anchors::new(format!("models-{slug}."));
                let view = model::view(self.contract, &links, &uses, name, id, &mut anchors, 3);
                index.push(search::model(&view, format!("#{}", view.anchor)));
                view
            })
            .collect();
        let whole = Whole {
            overview: overview(self.contract, &links, self.groups, 1),
            groups,
            models,
        };
        let page = self.page(&links, Here::Home, self.site.title, String::new());
        let rows = model_rows(self.contract, &links);
        let text = render::single_page(&page, &whole, &rows, &search::json(&index));
        File::new("single.html", text)
    }

    fn page(
        &self,
        links: &Links<'_>,
        here: Here,
        title: &str,
        description: String,
    ) -> Page<'a, '_> {
        let is_home = here == Here::Home;
        let [before, after] = neighbours(links, self.groups, here);
        Page {
            site: &self.site,
            title: if is_home {
                title.to_owned()
            } else {
                format!("{title} · {}", self.site.title)
            },
            description,
            up: links.up(),
            home: links.home(),
            is_home,
            nav: nav(self.contract, links, self.groups, here),
            before,
            after,
        }
    }
}

/// An address as seen from the root.
pub fn root_path(href: &str) -> String {
    href.trim_start_matches("../").to_owned()
}
