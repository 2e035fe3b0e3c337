//! Laying out code as rustfmt does (style edition 2024, default settings), so that no formatter
//! has to run. The shapes are few: words, calls, chains, lists, tuples and struct literals; types;
//! heads of functions; imports.
//!
//! What rustfmt cannot bring under its width it leaves as it is; so does this.

mod chain;
mod expr;
mod head;
mod imports;
mod lines;
mod order;
#[cfg(test)]
mod tests;
mod types;

pub use expr::{Expr, call, call_then, word};
pub use head::{Result, Signature, implementation, item, signature, struct_item, trait_item};
pub use imports::{Imports, imports};
pub use lines::{arm, condition, constant, field_value, fields_pattern, statement};
pub use types::{field_type, fields_variant, type_alias, variant};

/// rustfmt's `max_width`.
const LINE: usize = 100;
/// rustfmt's `fn_call_width`, `array_width` and `chain_width`.
const PARTS: usize = 60;
/// rustfmt's `struct_lit_width`.
const FIELDS: usize = 18;
/// rustfmt's `struct_variant_width`.
const VARIANT: usize = 35;
/// rustfmt's `short_array_element_width_threshold`.
const SHORT: usize = 10;
/// rustfmt's `tab_spaces`.
const TAB: usize = 4;

/// Where something is written: the indentation of its block, the columns that are taken before it
/// on its first line, and those that are needed behind it on its last one.
#[derive(Debug, Clone, Copy)]
struct Spot {
    indent: usize,
    before: usize,
    after: usize,
}

impl Spot {
    /// At the beginning of a line.
    fn line(indent: usize, after: usize) -> Self {
        Self {
            indent,
            before: indent,
            after,
        }
    }

    /// Whether so many columns fit.
    fn fits(self, width: usize) -> bool {
        self.before + width + self.after <= LINE
    }
}

/// Begins a line.
fn new_line(out: &mut String, indent: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}

/// The columns that a text takes: rustfmt counts wide characters twice.
fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars()
        .map(|character| if is_wide(character) { 2 } else { 1 })
        .sum()
}

fn is_wide(character: char) -> bool {
    matches!(character as u32,
        0x1100..=0x115f | 0x2e80..=0x303e | 0x3041..=0x33ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff
        | 0xa000..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60
        | 0xffe0..=0xffe6 | 0x1f300..=0x1f64f | 0x1f900..=0x1f9ff | 0x20000..=0x3fffd)
}

/// The columns of the first line of a text.
fn first_line(text: &str) -> usize {
    width(text.lines().next().unwrap_or_default())
}

/// Whether all lines of a text fit, the first one behind so many columns and the last one before
/// so many.
fn all_fit(text: &str, before: usize, after: usize) -> bool {
    let last = text.lines().count().saturating_sub(1);
    text.lines().enumerate().all(|(index, line)| {
        let before = if index == 0 { before } else { 0 };
        let after = if index == last { after } else { 0 };
        before + width(line) + after <= LINE
    })
}

/// Whether rustfmt prefers the text that begins on the next line to the one that begins on this.
fn prefers_next_line(same: &str, next: &str) -> bool {
    let breaks = |text: &str| text.matches('\n').count();
    let opens = |text: &str, end: char| text.lines().next().unwrap_or_default().ends_with(end);
    !next.contains('\n')
        || breaks(same) > breaks(next) + 1
        || ['(', '{', '[']
            .iter()
            .any(|end| opens(same, *end) && !opens(next, *end))
}
