//! Laying out generated code as rustfmt does (style edition 2024, default settings), so that no
//! formatter has to run.
//!
//! One pass over the text of a whole file: it reads the forms that templates use into a small tree
//! of borrowed words, an item at a time, and writes them anew. It knows Rust and nothing of
//! contracts. A form that it does not know is left as the text has it.
//!
//! Text is cut only where tokens begin and end, which is between characters: the lexer takes ASCII
//! byte by byte, and everything beyond it whole. Ids of nodes are made by the tree that holds them,
//! heights of the reader's stack were its length before, and kinds have the kids that the reader gives
//! them. `tests/hostile.rs` holds that against text that is no Rust.

mod flat;
mod lex;
mod measure;
mod order;
mod read;
#[cfg(test)]
mod tests;
mod tree;
mod write;

/// rustfmt's `max_width`.
const LINE: usize = 100;
/// rustfmt's `fn_call_width` and `array_width`.
const CALL: usize = 60;
/// rustfmt's `chain_width`.
const CHAIN: usize = 60;
/// rustfmt's `struct_lit_width`.
const FIELDS: usize = 18;
/// rustfmt's `struct_variant_width`.
const VARIANT: usize = 35;
/// rustfmt's `attr_fn_like_width`.
const ATTRIBUTE: usize = 70;
/// rustfmt's `single_line_if_else_max_width` and `single_line_let_else_max_width`.
const IF_ELSE: usize = 50;
/// rustfmt's `short_array_element_width_threshold`.
const SHORT: usize = 10;
/// rustfmt's `tab_spaces`.
const TAB: usize = 4;

/// Lays out the text of a file.
#[must_use]
pub fn layout(text: &str) -> String {
    layout_within(text, LINE)
}

/// Lays out the text of a file whose lines are not longer than so many columns.
#[must_use]
pub fn layout_within(text: &str, width: usize) -> String {
    write::file(text, width)
}
