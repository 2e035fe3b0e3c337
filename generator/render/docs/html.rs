//! The HTML pages.

use askama::Template;

use super::embed;
use super::parts::Partials;
use super::text;
use crate::docs::model::ModelView;
use crate::docs::operation::OperationView;
use crate::docs::page::{GroupView, ModelRow, Overview, Page};
use crate::docs::single::Whole;
use crate::docs::theme::Theme;

/// The script of the site: search, copying, folding, tabs and the theme.
pub const SCRIPT: &str = include_str!("../../../templates/docs/html/script.js");

#[must_use]
pub fn style(theme: &Theme) -> String {
    text(&Style { theme })
}

#[must_use]
pub fn overview_page(page: &Page<'_, '_>, view: &Overview<'_>, download: Option<&str>) -> String {
    text(&OverviewPage {
        page,
        view,
        listed: true,
        download,
    })
}

#[must_use]
pub fn group_page(page: &Page<'_, '_>, group: &GroupView<'_>) -> String {
    text(&GroupPage {
        page,
        group,
        single: false,
    })
}

#[must_use]
pub fn operation_page(page: &Page<'_, '_>, op: &OperationView<'_>) -> String {
    text(&OperationPage { page, op })
}

#[must_use]
pub fn model_page(page: &Page<'_, '_>, model: &ModelView<'_>, models_href: &str) -> String {
    text(&ModelPage {
        page,
        model,
        models_href,
        single: false,
    })
}

#[must_use]
pub fn models_page(page: &Page<'_, '_>, rows: &[ModelRow]) -> String {
    text(&ModelsPage { page, rows })
}

/// The whole site as one self-contained file.
#[must_use]
pub fn single_page(
    page: &Page<'_, '_>,
    whole: &Whole<'_>,
    rows: &[ModelRow],
    index: &str,
) -> String {
    let style = style(&page.site.theme);
    let overview = text(&OverviewPart {
        view: &whole.overview,
        listed: false,
        download: None,
    });
    let mut parts = Vec::new();
    for (group, operations) in &whole.groups {
        parts.push(text(&GroupPart {
            group,
            single: true,
        }));
        parts.extend(operations.iter().map(|op| text(&OperationPart { op })));
    }
    let models = whole.models.iter().map(|model| {
        text(&ModelPart {
            model,
            models_href: "#models",
            single: true,
        })
    });
    text(&SinglePage {
        page,
        script: SCRIPT,
        script_hash: &embed::hash(SCRIPT),
        style_hash: &embed::hash(&style),
        style: &style,
        logo: page.site.logo.map(embed::data_uri),
        overview: &overview,
        parts: &parts,
        rows,
        models: &models.collect::<Vec<_>>(),
        index,
    })
}

#[derive(Template)]
#[template(path = "docs/html/style.css", escape = "none")]
struct Style<'a> {
    theme: &'a Theme,
}

#[derive(Template)]
#[template(path = "docs/html/overview_page.html")]
struct OverviewPage<'a> {
    page: &'a Page<'a, 'a>,
    view: &'a Overview<'a>,
    listed: bool,
    /// The URL of the OpenAPI document.
    download: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "docs/html/overview.html")]
struct OverviewPart<'a> {
    view: &'a Overview<'a>,
    listed: bool,
    /// The URL of the OpenAPI document.
    download: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "docs/html/group_page.html")]
struct GroupPage<'a> {
    page: &'a Page<'a, 'a>,
    group: &'a GroupView<'a>,
    single: bool,
}

#[derive(Template)]
#[template(path = "docs/html/group.html")]
struct GroupPart<'a> {
    group: &'a GroupView<'a>,
    single: bool,
}

#[derive(Template)]
#[template(path = "docs/html/operation_page.html")]
struct OperationPage<'a> {
    page: &'a Page<'a, 'a>,
    op: &'a OperationView<'a>,
}

#[derive(Template)]
#[template(path = "docs/html/operation.html")]
struct OperationPart<'a> {
    op: &'a OperationView<'a>,
}

#[derive(Template)]
#[template(path = "docs/html/model_page.html")]
struct ModelPage<'a> {
    page: &'a Page<'a, 'a>,
    model: &'a ModelView<'a>,
    models_href: &'a str,
    single: bool,
}

#[derive(Template)]
#[template(path = "docs/html/model.html")]
struct ModelPart<'a> {
    model: &'a ModelView<'a>,
    models_href: &'a str,
    single: bool,
}

#[derive(Template)]
#[template(path = "docs/html/models_page.html")]
struct ModelsPage<'a> {
    page: &'a Page<'a, 'a>,
    rows: &'a [ModelRow],
}

#[derive(Template)]
#[template(path = "docs/html/single_page.html")]
struct SinglePage<'a> {
    page: &'a Page<'a, 'a>,
    script: &'a str,
    script_hash: &'a str,
    style_hash: &'a str,
    style: &'a str,
    logo: Option<String>,
    overview: &'a str,
    parts: &'a [String],
    rows: &'a [ModelRow],
    models: &'a [String],
    index: &'a str,
}

impl Partials for OverviewPage<'_> {}
impl Partials for OverviewPart<'_> {}
impl Partials for GroupPage<'_> {}
impl Partials for GroupPart<'_> {}
impl Partials for OperationPage<'_> {}
impl Partials for OperationPart<'_> {}
impl Partials for ModelPage<'_> {}
impl Partials for ModelPart<'_> {}
impl Partials for ModelsPage<'_> {}
impl Partials for SinglePage<'_> {}
