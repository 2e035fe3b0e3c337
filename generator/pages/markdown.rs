//! The files of the Markdown pages, and `llms.txt`.

use crate::docs::Flavour;
use crate::docs::links::Format;
use crate::docs::markdown as md;
use crate::docs::schema::Anchors;
use crate::docs::site::{Site, root_path};
use crate::docs::text::Md;
use crate::output::File;
use crate::parallel;
use crate::render::docs as render;

/// Separates blocks: a paragraph, list or table ends at a blank line.
const COMMENT: [&str; 2] = ["\n<!-- ", " -->"];

pub fn files(site: &Site<'_>, flavour: Flavour) -> Vec<File> {
    let root = site.links(Format::Markdown, "");
    let below = site.links(Format::Markdown, "../");
    let at_root = site.links(Format::Markdown, "markdown/");
    let tabs = flavour == Flavour::Tabs;
    let overview = render::markdown_overview(&md::overview(site, &root));
    let mut files = vec![page("README.md", overview)];
    for at in 0..site.groups().len() {
        if let Some(view) = site.group(&below, at, 1) {
            let text = render::markdown_group(&md::group(&view));
            files.push(page(&root_path(&view.link.href), text));
        }
    }
    let operations: Vec<usize> = (0..site.operation_count()).collect();
    let rendered = parallel::map(&operations, |at| {
        let view = site.operation(&below, *at, 1, &mut Anchors::default())?;
        let text = render::markdown_operation(&md::operation(&view), tabs);
        Some(page(&root_path(&below.operation(*at)?.href), text))
    });
    files.extend(rendered.into_iter().flatten());
    let rows: Vec<Md> = site.model_rows(&below).iter().map(md::model_row).collect();
    if !rows.is_empty() {
        files.push(page("models/README.md", render::markdown_models(&rows)));
    }
    let usage = site.usage(&below);
    let models: Vec<_> = below.models().collect();
    let rendered = parallel::map(&models, |(name, _, id)| {
        let view = site.model(&below, &usage, (name, *id), 1, &mut Anchors::default());
        let text = render::markdown_model(&md::model(&view));
        Some(page(&root_path(&below.model(*id)?.href), text))
    });
    files.extend(rendered.into_iter().flatten());
    let list = render::llms(&md::overview(site, &at_root));
    files.push(File::signed("llms.txt", list.trim_end(), COMMENT));
    files
}

fn page(path: &str, text: String) -> File {
    File::signed(&format!("markdown/{path}"), text.trim_end(), COMMENT)
}
