//! The frame of every page, with its navigation, and the first page.

use super::groups::{Contents, Group, operation_at};
use super::links::{Link, Links, untitled};
use super::operation::{External, ServerView, external, servers};
use super::security::{SchemeView, scheme};
use super::text::{Prose, first_sentence, safe_url};
use super::theme::Theme;
use crate::contract::Contract;

/// The information that all pages of a site share.
#[derive(Debug, Clone)]
pub struct SiteInfo<'a> {
    pub title: &'a str,
    pub version: &'a str,
    pub theme: Theme,
    /// The source of an SVG.
    pub logo: Option<&'a str>,
    pub footer: Option<Prose<'a>>,
    pub lang: &'a str,
    pub right_to_left: bool,
}

/// The frame of one page.
#[derive(Debug, Clone)]
pub struct Page<'a, 's> {
    pub site: &'s SiteInfo<'a>,
    pub title: String,
    pub description: String,
    /// The relative path to the root of the site.
    pub up: &'static str,
    pub home: String,
    pub is_home: bool,
    pub nav: Nav,
    /// The neighbours of the page in the order of the contents.
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

#[derive(Debug, Clone, Default)]
pub struct Nav {
    pub groups: Vec<NavGroup>,
    /// Where all groups are, if not all are listed here.
    pub all_groups: Option<Link>,
    pub models: Option<Link>,
    pub models_current: bool,
    /// Models by name, listed on the pages of models if there are few.
    pub model_entries: Vec<NavEntry>,
}

#[derive(Debug, Clone)]
pub struct NavGroup {
    pub link: Link,
    pub current: bool,
    pub count: usize,
    pub entries: Vec<NavEntry>,
    /// Where all operations of the group are, if not all are listed here.
    pub more: Option<Link>,
}

#[derive(Debug, Clone)]
pub struct NavEntry {
    pub link: Link,
    pub method: &'static str,
    pub method_class: String,
    pub current: bool,
    pub deprecated: bool,
}

/// The page that the navigation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CurrentPage {
    Home,
    Group(usize),
    Operation(usize),
    Models,
    Model(crate::contract::SchemaId),
}

/// The maximal number of entries that every page lists in full; larger sites list only those of the
/// current group, and as many of them at most. So a page's navigation is of constant size.
const ALL_ENTRIES: usize = 60;

#[must_use]
pub fn nav(
    contract: &Contract,
    links: &Links<'_>,
    contents: &Contents<'_>,
    current: CurrentPage,
) -> Nav {
    let groups = &contents.groups;
    let operations = contents.listed();
    let near = match current {
        CurrentPage::Operation(index) => contents.homes(index).first().copied(),
        CurrentPage::Group(at) => Some(at),
        _ => None,
    };
    // The first page may list all groups: there is one of it.
    let is_long = groups.len() > ALL_ENTRIES && current != CurrentPage::Home;
    let shown = match near {
        Some(at) if is_long => at..at + 1,
        None if is_long => 0..0,
        _ => 0..groups.len(),
    };
    let views = shown.filter_map(|at| {
        let group = groups.get(at)?;
        let open = operations <= ALL_ENTRIES || near == Some(at);
        let listed = match open {
            true => window(&group.operations, current),
            false => &[],
        };
        let link = links.group(at, &group.title)?;
        let more = (open && listed.len() < group.operations.len()).then(|| Link {
            text: format!("All {} operations", group.operations.len()),
            href: link.href.clone(),
        });
        Some(NavGroup {
            link,
            current: current == CurrentPage::Group(at),
            count: group.operations.len(),
            entries: listed
                .iter()
                .filter_map(|index| entry(contract, links, *index, current))
                .collect(),
            more,
        })
    });
    let models = links.models();
    Nav {
        groups: views.collect(),
        all_groups: is_long.then(|| Link {
            text: format!("All {} groups", groups.len()),
            href: links.home(),
        }),
        models: (models.len() > 0).then(|| Link {
            text: "Models".to_owned(),
            href: links.models_page(),
        }),
        models_current: current == CurrentPage::Models,
        model_entries: if models.len() <= ALL_ENTRIES
            && matches!(current, CurrentPage::Models | CurrentPage::Model(_))
        {
            models
                .filter_map(|(_, _, id)| {
                    Some(NavEntry {
                        link: links.model(id)?,
                        method: "",
                        method_class: String::new(),
                        current: current == CurrentPage::Model(id),
                        deprecated: contract.schemas.get(id.index())?.deprecated,
                    })
                })
                .collect()
        } else {
            Vec::new()
        },
    }
}

/// Returns the operations of a group around the current one. They are in ascending order.
fn window(operations: &[usize], current: CurrentPage) -> &[usize] {
    let at = match current {
        CurrentPage::Operation(index) => operations.binary_search(&index).unwrap_or_default(),
        _ => 0,
    };
    let last = operations.len().saturating_sub(ALL_ENTRIES);
    let start = at.saturating_sub(ALL_ENTRIES / 2).min(last);
    let end = operations.len().min(start + ALL_ENTRIES);
    operations.get(start..end).unwrap_or_default()
}

fn entry(
    contract: &Contract,
    links: &Links<'_>,
    index: usize,
    current: CurrentPage,
) -> Option<NavEntry> {
    let operation = operation_at(contract, index)?;
    Some(NavEntry {
        link: links.operation(index)?,
        method: operation.method.name(),
        method_class: operation.method.name().to_ascii_lowercase(),
        current: current == CurrentPage::Operation(index),
        deprecated: operation.deprecated,
    })
}

/// Returns the operations before and after the current one in the table of contents.
#[must_use]
pub fn neighbours(
    links: &Links<'_>,
    contents: &Contents<'_>,
    current: CurrentPage,
) -> [Option<Link>; 2] {
    let CurrentPage::Operation(index) = current else {
        return [None, None];
    };
    contents
        .neighbours(index)
        .map(|operation| links.operation(operation?))
}

/// The first page of a site.
#[derive(Debug, Clone)]
pub struct Overview<'a> {
    pub level: u8,
    pub title: &'a str,
    pub version: &'a str,
    pub summary: Option<&'a str>,
    pub description: Prose<'a>,
    pub servers: Vec<ServerView<'a>>,
    pub schemes: Vec<SchemeView<'a>>,
    pub groups: Vec<GroupView<'a>>,
    /// Whether groups are shown as tiles, without their operations.
    pub tiled: bool,
    pub facts: Vec<Fact>,
    pub external_docs: Option<External>,
    pub models: Option<Link>,
}

/// A line of the contract's metadata.
#[derive(Debug, Clone)]
pub struct Fact {
    pub title: &'static str,
    pub text: String,
    pub href: Option<String>,
}

#[derive(Debug, Clone)]
pub struct GroupView<'a> {
    pub level: u8,
    pub anchor: String,
    pub link: Link,
    pub count: usize,
    pub description: Prose<'a>,
    /// The first paragraph of the description.
    pub summary: Prose<'a>,
    pub external_docs: Option<External>,
    pub rows: Vec<OperationRow<'a>>,
}

/// An operation in a list.
#[derive(Debug, Clone)]
pub struct OperationRow<'a> {
    pub link: Link,
    pub method: &'static str,
    pub method_class: String,
    pub path: &'a str,
    pub deprecated: bool,
    pub summary: String,
}

#[must_use]
pub fn overview<'a>(
    contract: &'a Contract,
    links: &Links<'_>,
    groups: &[Group<'a>],
    level: u8,
) -> Overview<'a> {
    let operations: usize = groups.iter().map(|group| group.operations.len()).sum();
    let listed = operations <= ALL_ENTRIES;
    Overview {
        level,
        title: &contract.title,
        version: &contract.version,
        summary: contract.summary.as_deref(),
        description: Prose::below(level, contract.description.as_deref().unwrap_or_default()),
        servers: servers(&contract.servers),
        schemes: contract
            .security_schemes
            .keys()
            .map(|name| scheme(contract, name, &[]))
            .collect(),
        groups: (0..groups.len())
            .filter_map(|at| group(contract, links, groups, at, level + 2, listed))
            .collect(),
        tiled: !listed,
        facts: facts(contract),
        external_docs: contract.external_docs.as_ref().and_then(external),
        models: (links.models().len() > 0).then(|| Link {
            text: "Models".to_owned(),
            href: links.models_page(),
        }),
    }
}

#[must_use]
pub fn group<'a>(
    contract: &'a Contract,
    links: &Links<'_>,
    groups: &[Group<'a>],
    at: usize,
    level: u8,
    listed: bool,
) -> Option<GroupView<'a>> {
    let group = groups.get(at)?;
    let shown = if listed {
        group.operations.as_slice()
    } else {
        &[]
    };
    let link = links.group(at, &group.title)?;
    Some(GroupView {
        level,
        anchor: link.href.trim_start_matches('#').to_owned(),
        link,
        count: group.operations.len(),
        description: Prose::below(level, group.description.unwrap_or_default()),
        summary: Prose::without_headings(first_paragraph(group.description.unwrap_or_default())),
        external_docs: group.external_docs.and_then(external),
        rows: shown
            .iter()
            .filter_map(|index| {
                let operation = operation_at(contract, *index)?;
                let link = links.operation(*index)?;
                let text = operation.description.as_deref().unwrap_or_default();
                let text = untitled(text, &link.text);
                Some(OperationRow {
                    link,
                    method: operation.method.name(),
                    method_class: operation.method.name().to_ascii_lowercase(),
                    path: &operation.path.text,
                    deprecated: operation.deprecated,
                    summary: first_sentence(text),
                })
            })
            .collect(),
    })
}

/// Returns the first paragraph of CommonMark text that is not a heading.
fn first_paragraph(text: &str) -> &str {
    let mut paragraphs = text.split("\n\n").map(str::trim);
    paragraphs
        .find(|paragraph| !paragraph.is_empty() && !paragraph.starts_with('#'))
        .unwrap_or_default()
}

fn facts(contract: &Contract) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut fact = |title, text: &str, url: Option<&str>| {
        facts.push(Fact {
            title,
            text: text.to_owned(),
            href: url.and_then(safe_url),
        });
    };
    if let Some(contact) = &contract.contact {
        let name = contact.name.as_deref();
        if let Some(url) = &contact.url {
            fact("Contact", name.unwrap_or(url), Some(url));
        }
        if let Some(email) = &contact.email {
            fact("Email", email, Some(&format!("mailto:{email}")));
        }
    }
    if let Some(license) = &contract.license {
        let url = license.url.as_deref();
        fact("License", &license.name, url);
    }
    if let Some(terms) = &contract.terms_of_service {
        fact("Terms of service", terms, Some(terms));
    }
    facts
}

/// The list of models.
#[derive(Debug, Clone)]
pub struct ModelRow {
    pub link: Link,
    pub label: String,
    pub summary: String,
    pub deprecated: bool,
}

#[must_use]
pub fn model_rows(contract: &Contract, links: &Links<'_>) -> Vec<ModelRow> {
    use super::schema::{Flat, Label};
    links
        .models()
        .filter_map(|(_, _, id)| {
            let flat = Flat::of(contract, &[id]);
            let link = links.model(id)?;
            let label = Label::of(contract, links, &flat);
            let words: Vec<_> = (label.parts.iter())
                .filter(|part| part.link.as_ref() != Some(&link))
                .map(|part| part.text.as_str())
                .collect();
            Some(ModelRow {
                label: words.join(" "),
                summary: flat.description().map(first_sentence).unwrap_or_default(),
                deprecated: flat.parts.first().is_some_and(|part| part.deprecated),
                link,
            })
        })
        .collect()
}
