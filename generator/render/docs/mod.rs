//! The templates of documentation pages.

use std::borrow::Cow;

use crate::diagnostic::visible_lines;

mod embed;
mod html;
mod markdown;
mod parts;

pub use html::{
    SCRIPT, group_page, model_page, models_page, operation_page, overview_page, single_page, style,
};
pub use markdown::{
    MarkdownText, llms, markdown_group, markdown_model, markdown_models, markdown_operation,
    markdown_overview,
};

/// Renders a template. Writing to memory cannot fail, and the templates contain no value that can.
fn text(template: &impl askama::Template) -> String {
    // Large enough for most pages: growing by doubling would copy each of them many times.
    let mut text = String::with_capacity(48 * 1024);
    let _ = template.render_into(&mut text);
    text.shrink_to_fit();
    // Whatever the templates took from the contract, and in whatever place.
    match visible_lines(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(shown) => shown,
    }
}
