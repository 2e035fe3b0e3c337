//! Formats generated code as rustfmt does (style edition 2024, default settings), so that no
//! formatter has to run.
//!
//! One pass over a whole file: each item is parsed into a small tree whose nodes borrow the source
//! text, and written out with new line breaks. The pass knows Rust's syntax and nothing of
//! contracts. Syntax that the parser does not know is copied verbatim.
//!
//! The pass never panics, whatever text it is given: slices begin and end at token boundaries,
//! which are character boundaries because the lexer never splits a non-ASCII character; node ids
//! come from the tree that they index; heights of the parser's stack are earlier lengths of it; and
//! each kind of node has the children that the parser gives it. `tests/hostile.rs` checks this with
//! text that is not Rust.

mod flat;
mod lex;
mod measure;
mod order;
mod parse;
#[cfg(test)]
mod tests;
mod tree;
mod write;

/// rustfmt's `max_width`.
const MAX_WIDTH: usize = 100;
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

/// Formats a source file.
#[must_use]
pub fn layout(text: &str) -> String {
    layout_within(text, MAX_WIDTH)
}

/// Formats a source file whose lines may be up to `width` columns long.
#[must_use]
pub fn layout_within(text: &str, width: usize) -> String {
    write::file(text, width)
}
