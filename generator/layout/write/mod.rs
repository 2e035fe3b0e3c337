//! The writer: emits a node on one line if it fits, and else breaks it as rustfmt does.
//!
//! Like rustfmt's `Rewrite`, each method that writes a node takes a shape and returns `None` if
//! there is no layout within that shape. Unlike it, the methods append to one buffer; after `None`
//! the caller truncates the buffer and tries another layout or gives up in turn.

mod attributes;
mod chains;
mod closures;
mod control;
mod expressions;
mod flat;
mod functions;
mod imports;
mod items;
mod lists;
mod pairs;
mod shape;
mod statements;
mod types;

use super::measure::{last_line, respace, width};
use super::parse::Parser;
use super::tree::{Id, Kind, RESPACE, SPACE, Tree};
use shape::Shape;

pub(super) use items::file;

/// The budget of rewrites per byte of an item; an item that exceeds it is copied verbatim.
const STEPS: usize = 64;

struct Writer<'t> {
    parser: Parser<'t>,
    out: String,
    max_width: usize,
    /// The remaining budget of rewrites. Each alternative layout retries all nested nodes, so that
    /// the cost can grow exponentially with the depth.
    steps: usize,
    /// Method chains must stay on one line.
    forbid_chain_breaks: bool,
    /// Tokens that fit on no line are written anyway.
    allow_overlong: bool,
    /// A plain line turned out to be too long at its indentation.
    plain_line_overflowed: bool,
}

impl<'t> Writer<'t> {
    fn new(text: &'t str, max_width: usize) -> Self {
        Self {
            parser: Parser::new(text, max_width),
            out: String::with_capacity(text.len() + text.len() / 8),
            max_width,
            steps: 0,
            forbid_chain_breaks: false,
            allow_overlong: false,
            plain_line_overflowed: false,
        }
    }

    fn tree(&self) -> &Tree<'t> {
        &self.parser.tree
    }

    fn kind(&self, id: Id) -> Kind {
        self.tree().kind(id)
    }

    fn child(&self, id: Id, at: usize) -> Id {
        self.tree().child(id, at)
    }

    fn count(&self, id: Id) -> usize {
        self.tree().children(id).len()
    }

    fn has(&self, id: Id, flag: u8) -> bool {
        self.tree().has(id, flag)
    }

    fn shape(&self, indent: usize) -> Shape {
        Shape::at_indent(indent, self.max_width)
    }

    fn text_since(&self, start: usize) -> &str {
        &self.out[start..]
    }

    fn is_broken(&self, start: usize) -> bool {
        self.out.as_bytes()[start..].contains(&b'\n')
    }

    fn position(&self) -> usize {
        self.out.len()
    }

    fn rewind(&mut self, start: usize) {
        self.out.truncate(start);
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn new_line(&mut self, indent: usize) {
        self.out.push('\n');
        self.indent(indent);
    }

    fn indent(&mut self, mut indent: usize) {
        const SPACES: &str = "                                        ";
        while indent > SPACES.len() {
            self.out.push_str(SPACES);
            indent -= SPACES.len();
        }
        self.out.push_str(&SPACES[..indent]);
    }

    /// Writes a node's own text and the space after it.
    fn push_text(&mut self, id: Id) {
        let text = self.parser.tree.text(id);
        let flags = self.parser.tree.node(id).flags;
        if flags & (RESPACE | SPACE) == 0 {
            self.out.push_str(text);
            return;
        }
        if flags & RESPACE != 0 {
            respace(text, |part| self.out.push_str(part));
        } else {
            self.out.push_str(text);
        }
        if flags & SPACE != 0 {
            self.out.push(' ');
        }
    }

    /// Returns the width of the last line written since a position.
    fn last_width(&self, start: usize) -> usize {
        width(last_line(self.text_since(start)))
    }

    /// Returns by how many columns the text since a position extends a line that is occupied up to
    /// the shape.
    fn added_width(&self, start: usize, shape: Shape) -> usize {
        let last = self.last_width(start);
        match self.is_broken(start) {
            true => last.saturating_sub(shape.used()),
            false => last,
        }
    }

    /// Returns `Some` if every line written since a position fits.
    fn fits(&self, start: usize, shape: Shape) -> Option<()> {
        let text = self.text_since(start);
        let mut lines = text.split('\n');
        let first = width(lines.next().unwrap_or_default());
        if first > shape.width {
            return None;
        }
        let mut last = None;
        for line in lines {
            // Comments are never broken.
            let columns = width(line);
            let free = self.allow_overlong || line.trim_start().starts_with("//");
            if columns > self.max_width && !free {
                return None;
            }
            last = Some(columns);
        }
        match last {
            Some(last) if last > shape.used() + shape.width => None,
            _ => Some(()),
        }
    }

    /// Writes a node within a shape: on one line if it fits.
    fn rewrite(&mut self, id: Id, shape: Shape) -> Option<()> {
        let tree = &self.parser.tree;
        if let Some(flat) = tree.flat(id)
            && flat + tree.node(id).margin as usize <= shape.width
        {
            self.flat(id);
            return Some(());
        }
        self.steps = self.steps.checked_sub(1)?;
        self.rewrite_broken(id, shape)
    }

    /// Writes a node, or leaves the buffer unchanged.
    fn try_rewrite(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.position();
        let written = self.rewrite(id, shape);
        if written.is_none() {
            self.rewind(start);
        }
        written
    }
}
