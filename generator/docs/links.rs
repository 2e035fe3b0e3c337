//! Addresses: the page of each operation, group and model, as seen from another page.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::contract::{Contract, Method, Operation, SchemaId, Type};
use counterpart_contract::hash::short_hash;

use super::groups::Group;
use super::schema::Flat;
use super::text::{Prose, first_sentence};

/// A link within the site; the address is relative to the page that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub text: String,
    pub href: String,
}

/// The form of the addresses of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Folders of HTML pages.
    Html,
    /// Folders of Markdown pages.
    Markdown,
    /// One file, where every address is a fragment.
    Single,
}

/// Resolves links within a site, as seen from one of its folders.
#[derive(Debug, Clone)]
pub struct Links<'a> {
    names: &'a PageNames,
    format: Format,
    /// `../` for each folder between the page and the root.
    up: &'static str,
}

/// The file names of all pages.
#[derive(Debug, Default)]
pub struct PageNames {
    /// By index; webhooks are counted after the operations.
    pub operations: Vec<String>,
    pub groups: Vec<String>,
    /// The name and the file name of each model that has a page, in document order.
    models: IndexMap<SchemaId, (String, String)>,
    by_id: HashMap<String, usize>,
    titles: Vec<String>,
}

impl PageNames {
    #[must_use]
    pub fn new(contract: &Contract, groups: &[Group<'_>]) -> Self {
        let all = || contract.operations.iter().chain(&contract.webhooks);
        let operations = slugs(all().map(operation_name));
        let groups = slugs(groups.iter().map(|group| group.title.clone()));
        let worthy: Vec<(&str, SchemaId)> = contract
            .named()
            .filter(|(_, id)| has_own_page(contract, *id))
            .collect();
        let names = slugs(worthy.iter().map(|(name, _)| (*name).to_owned()));
        let mut models = IndexMap::new();
        for ((name, id), slug) in worthy.into_iter().zip(names) {
            // A schema with two names is listed under the first.
            models.entry(id).or_insert((name.to_owned(), slug));
        }
        let by_id = all()
            .enumerate()
            .filter_map(|(index, operation)| Some((operation.id.clone()?, index)))
            .collect();
        Self {
            operations,
            groups,
            models,
            by_id,
            titles: titles(contract),
        }
    }
}

impl<'a> Links<'a> {
    #[must_use]
    pub fn new(names: &'a PageNames, format: Format, up: &'static str) -> Self {
        Self { names, format, up }
    }

    #[must_use]
    pub fn up(&self) -> &'static str {
        self.up
    }

    fn page(&self, folder: &str, slug: &str) -> String {
        match self.format {
            Format::Html => format!("{}{folder}/{slug}.html", self.up),
            Format::Markdown => format!("{}{folder}/{slug}.md", self.up),
            Format::Single => format!("#{folder}-{slug}"),
        }
    }

    #[must_use]
    pub fn home(&self) -> String {
        match self.format {
            Format::Html => format!("{}index.html", self.up),
            Format::Markdown => format!("{}README.md", self.up),
            Format::Single => "#main".to_owned(),
        }
    }

    /// By index; webhooks are counted after the operations.
    #[must_use]
    pub fn operation(&self, index: usize) -> Option<Link> {
        Some(Link {
            href: self.page("operations", self.names.operations.get(index)?),
            text: self.names.titles.get(index)?.clone(),
        })
    }

    /// Returns the id of an operation's heading, which is the fragment of [`Self::operation`] in a
    /// single file.
    #[must_use]
    pub fn anchor(&self, index: usize) -> String {
        let slug = self.names.operations.get(index).map_or("", String::as_str);
        format!("operations-{slug}")
    }

    #[must_use]
    pub fn operation_by_id(&self, id: &str) -> Option<Link> {
        self.operation(*self.names.by_id.get(id)?)
    }

    #[must_use]
    pub fn group(&self, index: usize, text: &str) -> Option<Link> {
        Some(Link {
            href: self.page("groups", self.names.groups.get(index)?),
            text: text.to_owned(),
        })
    }

    /// Returns the models that have a page, in document order: name, file name, schema.
    pub fn models(&self) -> impl ExactSizeIterator<Item = (&'a str, &'a str, SchemaId)> + use<'a> {
        let models = self.names.models.iter();
        models.map(|(id, (name, slug))| (name.as_str(), slug.as_str(), *id))
    }

    /// Returns the address of the list of models.
    #[must_use]
    pub fn models_page(&self) -> String {
        match self.format {
            Format::Html => format!("{}models/index.html", self.up),
            Format::Markdown => format!("{}models/README.md", self.up),
            Format::Single => "#models".to_owned(),
        }
    }

    #[must_use]
    pub fn has_model(&self, id: SchemaId) -> bool {
        self.names.models.contains_key(&id)
    }

    #[must_use]
    pub fn model(&self, id: SchemaId) -> Option<Link> {
        let (name, slug) = self.names.models.get(&id)?;
        Some(Link {
            href: self.page("models", slug),
            text: name.clone(),
        })
    }
}

/// The maximal length of a summary and of a first sentence that serve as a title.
const SUMMARY: usize = 120;
const SENTENCE: usize = 72;

/// Returns the title of an operation: its summary, or the short sentence that its summary or
/// description starts with, or its id.
#[must_use]
pub fn title(operation: &Operation) -> String {
    let summary = operation.summary.as_deref().unwrap_or_default();
    let whole = Prose::without_headings(summary).plain(SUMMARY + 1);
    if !whole.is_empty() && !summary.trim().contains('\n') && whole.chars().count() <= SUMMARY {
        return bare(&whole).to_owned();
    }
    let description = operation.description.as_deref().unwrap_or_default();
    for text in [summary, description] {
        let sentence = first_sentence(text);
        let sentence = bare(&sentence);
        if sentence.contains(' ') && sentence.chars().count() <= SENTENCE {
            return sentence.to_owned();
        }
    }
    let id = operation.id.as_ref();
    id.cloned()
        .unwrap_or_else(|| format!("{} {}", operation.method, operation.path.text))
}

/// Returns the titles of operations and webhooks. Equal titles are disambiguated by operation ids,
/// or else by method and path; those of webhooks by their names.
fn titles(contract: &Contract) -> Vec<String> {
    let all = contract.operations.iter().chain(&contract.webhooks);
    let titles: Vec<String> = all.clone().map(title).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for title in &titles {
        *counts.entry(title).or_default() += 1;
    }
    let name = |index: usize, operation: &Operation| match &operation.id {
        _ if index >= contract.operations.len() => operation.path.text.clone(),
        Some(id) => id.clone(),
        None => format!("{} {}", operation.method, operation.path.text),
    };
    titles
        .iter()
        .zip(all)
        .enumerate()
        .map(
            |(index, (title, operation))| match counts.get(title.as_str()) {
                None | Some(1) => title.clone(),
                // A long sentence that is shared is too vague for a title.
                Some(_) if title.chars().count() > SENTENCE => name(index, operation),
                Some(_) => format!("{title} ({})", name(index, operation)),
            },
        )
        .collect()
}

/// Trims a sentence to a title.
fn bare(text: &str) -> &str {
    text.trim().trim_end_matches('.')
}

/// Returns the part of a summary that the title does not contain.
#[must_use]
pub fn lead<'a>(operation: &'a Operation, title: &str) -> Option<Prose<'a>> {
    let summary = operation.summary.as_deref()?;
    let all = Prose::without_headings(summary);
    if bare(&all.plain(SUMMARY + 1)) == title {
        return None;
    }
    Some(Prose::without_headings(untitled(summary, title))).filter(|text| !text.is_empty())
}

/// Returns the description without a first paragraph that repeats the title.
#[must_use]
pub fn untitled<'a>(description: &'a str, title: &str) -> &'a str {
    let (first, rest) = description.split_once("\n\n").unwrap_or((description, ""));
    let repeats = bare(&Prose::without_headings(first).plain(SUMMARY + 1)) == title;
    if repeats { rest } else { description }
}

fn operation_name(operation: &Operation) -> String {
    operation.id.clone().unwrap_or_else(|| {
        let method: Method = operation.method;
        format!(
            "{}{}",
            method.name().to_ascii_lowercase(),
            operation.path.text
        )
    })
}

/// Returns whether a model gets a page, because a label cannot describe it fully.
fn has_own_page(contract: &Contract, id: SchemaId) -> bool {
    let flat = Flat::of(contract, &[id]);
    flat.has_structure()
        || flat.is(Type::Array)
        || flat.values().is_some_and(|values| values.len() > 8)
        || (flat.is(Type::Object) && flat.description().is_some())
}

/// Returns file names that need no escaping and are unique even without regard to case. Names that
/// would collide get a suffix that is a hash of the name itself, so that none changes when others
/// are added or removed.
fn slugs(names: impl Iterator<Item = String>) -> Vec<String> {
    let pairs: Vec<(String, String)> = names.map(|name| (slug(&name), name)).collect();
    let mut usage: HashMap<String, usize> = HashMap::new();
    for (slug, _) in &pairs {
        *usage.entry(slug.to_ascii_lowercase()).or_default() += 1;
    }
    let mut taken: HashMap<String, usize> = HashMap::new();
    pairs
        .into_iter()
        .map(|(slug, name)| {
            let shared = usage.get(&slug.to_ascii_lowercase()).copied() > Some(1);
            let plain = slug == name && !slug.bytes().any(|byte| byte.is_ascii_uppercase());
            let slug = if shared && !plain {
                format!("{slug}-{}", short_hash(&name))
            } else {
                slug
            };
            // Equal names have equal hashes, so they are numbered.
            let count = taken.entry(slug.to_ascii_lowercase()).or_default();
            *count += 1;
            match count {
                1 => slug,
                count => format!("{slug}-{count}"),
            }
        })
        .collect()
}

#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.') {
            slug.push(letter);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 100 {
            break;
        }
    }
    let trimmed = slug.trim_matches(['-', '.']);
    if trimmed.is_empty() || is_reserved(trimmed) {
        short_hash(name)
    } else {
        trimmed.to_owned()
    }
}

/// Returns whether a name is used by the site itself or is a device name, which Windows reserves
/// with any extension.
fn is_reserved(slug: &str) -> bool {
    let stem = slug.split('.').next().unwrap_or_default();
    let stem = stem.to_ascii_lowercase();
    let numbered = |device: &str| {
        let number = stem.strip_prefix(device).unwrap_or_default();
        number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    matches!(
        stem.as_str(),
        "index" | "readme" | "con" | "prn" | "aux" | "nul"
    ) || numbered("com")
        || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::{slug, slugs};

    fn of(names: &[&str]) -> Vec<String> {
        slugs(names.iter().map(|name| (*name).to_owned()))
    }

    #[test]
    fn file_names_are_unique() {
        assert_eq!(
            of(&["a/b", "c", "get/pets/{id}"]),
            ["a-b", "c", "get-pets-id"]
        );
        let names = of(&[
            "a/b", "a b", "A-B", "a-b", "a-b", "", "日本", "../x", "index",
        ]);
        let mut unique: Vec<_> = names.iter().map(|name| name.to_lowercase()).collect();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), names.len(), "{names:?}");
        for device in ["con", "NUL", "aux.html", "com1", "LPT9.x"] {
            assert_eq!(slug(device).len(), 8, "{device}");
        }
        assert_eq!(slug("console"), "console");
        assert_eq!(names[3], "a-b");
        assert_eq!(names[7], "x");
    }
}
