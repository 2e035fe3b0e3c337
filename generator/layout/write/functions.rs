//! Functions.

use super::super::TAB;
use super::super::measure::{first_line, last_line, width};
use super::super::tree::{Id, Kind, NONE};
use super::Writer;
use super::lists::{Comma, List, Of};
use super::shape::Shape;

impl Writer<'_> {
    pub(super) fn function(&mut self, id: Id, indent: usize) -> Option<()> {
        let start = self.here();
        let body = self.kid(id, 4);
        self.head(id, indent)?;
        if body == NONE {
            self.push(";");
            return Some(());
        }
        let text = self.since(start);
        // Lines behind the first one count their indentation twice here.
        let next_line =
            self.count(self.kid(id, 3)) > 0 || indent + width(last_line(text)) + 2 > self.line;
        let one_line = !text.contains('\n') && indent + width(text) + 3 <= self.line;
        if next_line {
            self.new_line(indent);
        } else if !self.overlong {
            // rustfmt writes no space behind a head that it cannot bring under its width.
            self.push(" ");
        }
        self.body(body, indent, one_line);
        Some(())
    }

    /// The head of a function up to its brace or semicolon.
    fn head(&mut self, id: Id, indent: usize) -> Option<()> {
        let (generics, parameters) = (self.kid(id, 0), self.kid(id, 1));
        let (result, conditions) = (self.kid(id, 2), self.kid(id, 3));
        let declared = self.kid(id, 4) == NONE;
        let bare = self.count(conditions) == 0;
        let start = self.here();
        self.words(id);
        // The name belongs to the generic parameters.
        let name = last_word(self.since(start));
        let name_start = self.here() - name;
        let used = indent + width(&self.out[start..name_start]);
        if self.count(generics) > 0 {
            let overhead = if !declared && bare { 4 } else { 2 };
            let room = Shape {
                indent,
                offset: used,
                width: self.line.saturating_sub(used + overhead),
            };
            self.generic_list(generics, name_start, room)?;
        }
        let head_broken = self.is_broken(start);
        let arrow = self.result_text(result, self.shape(indent))?;
        let arrow_broken = arrow.contains('\n');
        let arrow_width = if arrow_broken { 0 } else { width(&arrow) };
        let mut one_line = 0;
        if !head_broken && !arrow_broken {
            let mut taken = indent + width(self.since(start)) + arrow_width;
            taken += if arrow.is_empty() { 2 } else { 3 };
            taken += match (declared, bare) {
                (true, _) => 1,
                (false, true) => 2,
                (false, false) => 0,
            };
            one_line = self.line.saturating_sub(taken);
        }
        self.push("(");
        let count = self.count(parameters);
        let flat = self.tree().flat(parameters);
        let in_block = count > 0 && flat.is_none_or(|flat| flat > one_line);
        let mut alone = false;
        if in_block {
            self.parameters(parameters, indent)?;
            self.push(")");
        } else {
            self.flat_range(parameters, 0, count, ", ");
            self.push(")");
            let last = self.last_width(start) - 1 + if head_broken { 0 } else { indent };
            if count == 0 && last + width(first_line(&arrow)) + 1 > self.line {
                self.new_line(indent);
                alone = true;
            }
        }
        if result != NONE {
            let mut length = width(self.since(start)) + indent + arrow_width + 1;
            length += if bare { 2 } else { 0 };
            let below = !in_block
                && count > 0
                && (self.is_broken(start) || arrow_broken || length > self.line);
            if below {
                self.new_line(indent);
            } else if !(alone && count == 0) {
                self.push(" ");
            }
            if arrow_broken || below {
                let room = self.shape(indent);
                let room = match below {
                    true => room,
                    false => room.behind(self.last_width(start)).unwrap_or(room),
                };
                let arrow = self.result_text(result, room)?;
                self.push(&arrow);
            } else {
                self.push(&arrow);
            }
        }
        let space = in_block && result == NONE;
        self.conditions(conditions, indent, space)
    }

    fn result_text(&mut self, result: Id, room: Shape) -> Option<String> {
        if result == NONE {
            return Some(String::new());
        }
        let start = self.here();
        self.push("-> ");
        self.put(result, room.behind(3)?)?;
        let text = self.since(start).to_owned();
        self.back_to(start);
        Some(text)
    }

    fn parameters(&mut self, parameters: Id, indent: usize) -> Option<()> {
        let room = self.shape(indent + TAB).less(1)?;
        for at in 0..self.count(parameters) {
            let kid = self.kid(parameters, at);
            self.new_line(room.indent);
            if self.kind(kid) == Kind::Comment {
                self.words(kid);
                continue;
            }
            self.parameter(kid, room)?;
            self.push(",");
        }
        self.new_line(indent);
        Some(())
    }

    /// A parameter; one that rustfmt cannot break is left on its line.
    fn parameter(&mut self, id: Id, room: Shape) -> Option<()> {
        if self.try_put(id, room).is_some() {
            return Some(());
        }
        match self.tree().flat(id) {
            Some(_) => {
                self.flat(id);
                Some(())
            }
            None => None,
        }
    }

    /// Generic parameters behind a name that begins at `head`.
    pub(super) fn generic_list(&mut self, id: Id, head: usize, room: Shape) -> Option<()> {
        let list = List {
            id,
            from: 0,
            to: self.count(id),
            open: "<",
            close: ">",
            of: Of::Types,
            most: self.line,
            comma: Comma::Below,
            head,
        };
        match list.to {
            0 => Some(()),
            _ => self.list(list, room),
        }
    }

    /// `where` and what stands behind it, each on a line.
    pub(super) fn conditions(&mut self, id: Id, indent: usize, space: bool) -> Option<()> {
        if self.count(id) == 0 {
            return Some(());
        }
        if space {
            self.push(" ");
        } else {
            self.new_line(indent);
        }
        self.push("where");
        let room = self.shape(indent + TAB).less(1)?;
        for at in 0..self.count(id) {
            let kid = self.kid(id, at);
            self.new_line(room.indent);
            let start = self.here();
            match self.tree().flat(kid) {
                Some(flat) if flat <= room.width => self.flat(kid),
                _ => {
                    self.put(self.kid(kid, 0), room)?;
                    self.push(":");
                    self.assigned(start, self.kid(kid, 1), room)?;
                }
            }
            self.push(",");
        }
        Some(())
    }
}

/// How long the last word of a text is.
fn last_word(text: &str) -> usize {
    let start = text.rfind(' ').map_or(0, |at| at + 1);
    text.len() - start
}
