//! The Markdown pages.

use std::fmt;

use askama::Template;
use askama::filters::Escaper;

use super::text;
use crate::docs::markdown::{GroupMd, ModelMd, OperationMd, OverviewMd, RequestMd, Sample, Table};
use crate::docs::text::Md;

/// Escapes plain text in Markdown templates. Markdown is an [`Md`], which can only be made of
/// escaped parts, and is marked safe in the template.
#[derive(Debug, Clone, Copy, Default)]
pub struct MarkdownText;

impl Escaper for MarkdownText {
    fn write_escaped_str<W: fmt::Write>(&self, mut out: W, text: &str) -> fmt::Result {
        out.write_str(Md::text(text).as_str())
    }
}

#[must_use]
pub fn markdown_overview(view: &OverviewMd) -> String {
    text(&OverviewPage { view })
}

#[must_use]
pub fn llms(view: &OverviewMd) -> String {
    text(&LlmsPage { view })
}

#[must_use]
pub fn markdown_group(view: &GroupMd) -> String {
    text(&GroupPage { view })
}

#[must_use]
pub fn markdown_operation(view: &OperationMd, tabs: bool) -> String {
    text(&OperationPage { view, tabs })
}

#[must_use]
pub fn markdown_models(rows: &[Md]) -> String {
    text(&ModelsPage { rows })
}

#[must_use]
pub fn markdown_model(view: &ModelMd) -> String {
    text(&ModelPage { view })
}

#[derive(Template)]
#[template(path = "docs/markdown/overview.md", escape = "markdown")]
struct OverviewPage<'a> {
    view: &'a OverviewMd,
}

#[derive(Template)]
#[template(path = "docs/markdown/llms.md", escape = "markdown")]
struct LlmsPage<'a> {
    view: &'a OverviewMd,
}

#[derive(Template)]
#[template(path = "docs/markdown/group.md", escape = "markdown")]
struct GroupPage<'a> {
    view: &'a GroupMd,
}

#[derive(Template)]
#[template(path = "docs/markdown/operation.md", escape = "markdown")]
struct OperationPage<'a> {
    view: &'a OperationMd,
    tabs: bool,
}

impl OperationPage<'_> {
    /// The first example of a successful response.
    fn success_example(&self) -> Option<&Sample> {
        let successful = self.view.responses.iter().filter(|one| one.is_success);
        successful.flat_map(|response| &response.examples).next()
    }

    fn request<'a>(&self, request: &'a RequestMd) -> RequestPart<'a> {
        RequestPart { request }
    }
}

#[derive(Template)]
#[template(path = "docs/markdown/request.md", escape = "markdown")]
struct RequestPart<'a> {
    request: &'a RequestMd,
}

#[derive(Template)]
#[template(path = "docs/markdown/models.md", escape = "markdown")]
struct ModelsPage<'a> {
    rows: &'a [Md],
}

#[derive(Template)]
#[template(path = "docs/markdown/model.md", escape = "markdown")]
struct ModelPage<'a> {
    view: &'a ModelMd,
}

#[derive(Template)]
#[template(path = "docs/markdown/table.md", escape = "markdown")]
struct TablePart<'a> {
    table: &'a Table,
}

/// Parts that contain tables.
trait Tables {
    fn table<'a>(&self, table: &'a Table) -> TablePart<'a> {
        TablePart { table }
    }
}

impl Tables for OperationPage<'_> {}
impl Tables for RequestPart<'_> {}
impl Tables for ModelPage<'_> {}
