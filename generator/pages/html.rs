//! The HTML files of the site: in folders, or a single file.

use crate::bundle::bundle;
use crate::docs::groups::operation_at;
use crate::docs::links::{Format, Links};
use crate::docs::page::CurrentPage;
use crate::docs::schema::Anchors;
use crate::docs::search::{self, Entry};
use crate::docs::single::whole;
use crate::docs::site::{Site, root_path};
use crate::docs::text::{Prose, first_sentence};
use crate::output::{File, MARK};
use crate::parallel;
use crate::render::docs as render;
use crate::source::to_yaml;

/// The maximal length of the description meta tag of a page.
const DESCRIPTION: usize = 160;

/// Returns the OpenAPI document, for readers to download.
const CONTRACT: &str = "openapi.yaml";

fn contract(site: &Site<'_>) -> Option<File> {
    let document = to_yaml(&bundle(site.contract)).ok()?;
    Some(File::new(CONTRACT, format!("# {MARK}\n{document}")))
}

/// Returns a page for each operation, group and model.
pub fn folders(site: &Site<'_>) -> Vec<File> {
    let root = site.links(Format::Html, "");
    let below = site.links(Format::Html, "../");
    let description =
        Prose::without_headings(site.contract.description.as_deref().unwrap_or_default());
    let title = site.info.title;
    let page = site.page(
        &root,
        CurrentPage::Home,
        title,
        description.plain(DESCRIPTION),
    );
    let contract = contract(site);
    let download = contract.as_ref().map(|file| file.path.as_str());
    let mut files = vec![
        File::new(
            "index.html",
            render::overview_page(&page, &site.overview(&root), download),
        ),
        File::signed(
            "assets/style.css",
            &render::style(&site.info.theme),
            ["/* ", " */"],
        ),
        File::signed("assets/script.js", render::SCRIPT, ["// ", ""]),
    ];
    files.extend(contract);
    let logo = site.info.logo;
    files.extend(logo.map(|logo| File::signed("assets/logo.svg", logo, ["<!-- ", " -->"])));
    let mut index = vec![search::page("page", title, root.home(), &description)];
    let mut add = |(file, entry): (File, Entry)| {
        files.push(file);
        index.push(entry);
    };
    for at in 0..site.groups().len() {
        group(site, &below, at).into_iter().for_each(&mut add);
    }
    let operations: Vec<usize> = (0..site.operation_count()).collect();
    let rendered = parallel::map(&operations, |at| operation(site, &below, *at));
    rendered.into_iter().flatten().for_each(&mut add);
    let usage = site.usage(&below);
    let models: Vec<_> = below.models().collect();
    let rendered = parallel::map(&models, |(name, _, id)| {
        let mut anchors = Anchors::default();
        let view = site.model(&below, &usage, (name, *id), 1, &mut anchors);
        let about = view.description.plain(DESCRIPTION);
        let page = site.page(&below, CurrentPage::Model(*id), name, about);
        let path = root_path(&below.model(*id)?.href);
        let entry = search::model(&view, path.clone());
        let text = render::model_page(&page, &view, &below.models_page());
        Some((File::new(&path, text), entry))
    });
    rendered.into_iter().flatten().for_each(&mut add);
    let rows = site.model_rows(&below);
    if !rows.is_empty() {
        let page = site.page(&below, CurrentPage::Models, "Models", String::new());
        let path = root_path(&below.models_page());
        files.push(File::new(&path, render::models_page(&page, &rows)));
    }
    let index = format!("siteIndex({});\n", search::json(&index));
    files.push(File::signed("assets/search.js", &index, ["// ", ""]));
    files
}

fn group(site: &Site<'_>, links: &Links<'_>, at: usize) -> Option<(File, Entry)> {
    let view = site.group(links, at, 1)?;
    let about = view.description.plain(DESCRIPTION);
    let page = site.page(links, CurrentPage::Group(at), &view.link.text, about);
    let path = root_path(&view.link.href);
    let entry = search::page("group", &view.link.text, path.clone(), &view.description);
    Some((File::new(&path, render::group_page(&page, &view)), entry))
}

fn operation(site: &Site<'_>, links: &Links<'_>, at: usize) -> Option<(File, Entry)> {
    let view = site.operation(links, at, 1, &mut Anchors::default())?;
    let described = operation_at(site.contract, at)?;
    let about = first_sentence(described.description.as_deref().unwrap_or_default());
    let page = site.page(links, CurrentPage::Operation(at), &view.title, about);
    let path = root_path(&links.operation(at)?.href);
    let entry = search::operation(&view, path.clone());
    Some((
        File::new(&path, render::operation_page(&page, &view)),
        entry,
    ))
}

/// Returns the whole site as one self-contained file.
pub fn single(site: &Site<'_>) -> File {
    let links = site.links(Format::Single, "");
    let (whole, index) = whole(site);
    let page = site.page(&links, CurrentPage::Home, site.info.title, String::new());
    let rows = site.model_rows(&links);
    let text = render::single_page(&page, &whole, &rows, &search::json(&index));
    File::new("single.html", text)
}
