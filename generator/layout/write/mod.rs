//! Writing: a form is written on one line where that is known to fit, and else broken as rustfmt
//! breaks it.
//!
//! Whatever writes a form appends it to the text. It is `None` where rustfmt finds no way; what was
//! appended by then is for the caller to remove, who has another way or none either.

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

use super::measure::{glue, last_line, width};
use super::read::Reader;
use super::tree::{GLUE, Id, Kind, SPACE, Tree};
use shape::Shape;

pub(super) use items::file;

/// What takes more steps than so many for each byte is left as it is.
const STEPS: usize = 64;

struct Writer<'t> {
    reader: Reader<'t>,
    out: String,
    line: usize,
    /// How many steps are left. Trying one way after the other multiplies with the depth.
    steps: usize,
    /// Chains must not be broken.
    unbroken: bool,
    /// What fits on no line is written all the same.
    overlong: bool,
    /// A plain line turned out to be too long for where it stands.
    misfit: bool,
}

impl<'t> Writer<'t> {
    fn new(text: &'t str, line: usize) -> Self {
        Self {
            reader: Reader::new(text, line),
            out: String::with_capacity(text.len() + text.len() / 8),
            line,
            steps: 0,
            unbroken: false,
            overlong: false,
            misfit: false,
        }
    }

    fn tree(&self) -> &Tree<'t> {
        &self.reader.tree
    }

    fn kind(&self, id: Id) -> Kind {
        self.tree().kind(id)
    }

    fn kid(&self, id: Id, at: usize) -> Id {
        self.tree().kid(id, at)
    }

    fn count(&self, id: Id) -> usize {
        self.tree().kids(id).len()
    }

    fn has(&self, id: Id, flag: u8) -> bool {
        self.tree().has(id, flag)
    }

    fn shape(&self, indent: usize) -> Shape {
        Shape::line(indent, self.line)
    }

    fn since(&self, start: usize) -> &str {
        &self.out[start..]
    }

    fn is_broken(&self, start: usize) -> bool {
        self.out.as_bytes()[start..].contains(&b'\n')
    }

    fn here(&self) -> usize {
        self.out.len()
    }

    fn back_to(&mut self, start: usize) {
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

    /// A node's own words, and the space behind them.
    fn words(&mut self, id: Id) {
        let text = self.reader.tree.words(id);
        let flags = self.reader.tree.node(id).flags;
        if flags & (GLUE | SPACE) == 0 {
            self.out.push_str(text);
            return;
        }
        if flags & GLUE != 0 {
            glue(text, |part| self.out.push_str(part));
        } else {
            self.out.push_str(text);
        }
        if flags & SPACE != 0 {
            self.out.push(' ');
        }
    }

    /// The columns of the last line from a position on.
    fn last_width(&self, start: usize) -> usize {
        width(last_line(self.since(start)))
    }

    /// The columns that the text from a position on adds to a line that is taken up to the shape.
    fn added_width(&self, start: usize, shape: Shape) -> usize {
        let last = self.last_width(start);
        match self.is_broken(start) {
            true => last.saturating_sub(shape.used()),
            false => last,
        }
    }

    /// Whether all lines of what was written fit.
    fn fits(&self, start: usize, shape: Shape) -> Option<()> {
        let text = self.since(start);
        let mut lines = text.split('\n');
        let first = width(lines.next().unwrap_or_default());
        if first > shape.width {
            return None;
        }
        let mut last = None;
        for line in lines {
            // Comments and strings may be as long as they are.
            let columns = width(line);
            let free = self.overlong || line.trim_start().starts_with("//");
            if columns > self.line && !free {
                return None;
            }
            last = Some(columns);
        }
        match last {
            Some(last) if last > shape.used() + shape.width => None,
            _ => Some(()),
        }
    }

    /// Writes a form: on one line where that fits.
    fn put(&mut self, id: Id, shape: Shape) -> Option<()> {
        let tree = &self.reader.tree;
        if let Some(flat) = tree.flat(id)
            && flat + tree.node(id).slack as usize <= shape.width
        {
            self.flat(id);
            return Some(());
        }
        self.steps = self.steps.checked_sub(1)?;
        self.broken(id, shape)
    }

    /// Writes a form, or nothing.
    fn try_put(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.here();
        let written = self.put(id, shape);
        if written.is_none() {
            self.back_to(start);
        }
        written
    }
}
