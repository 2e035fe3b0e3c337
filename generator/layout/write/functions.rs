//! Writes functions.

use super::super::TAB;
use super::super::measure::{first_line, last_line, width};
use super::super::tree::{Id, Kind, NONE};
use super::Writer;
use super::lists::{Comma, List, ListKind};
use super::shape::Shape;

impl Writer<'_> {
    pub(super) fn function(&mut self, id: Id, indent: usize) -> Option<()> {
        let start = self.position();
        let body = self.child(id, 4);
        self.head(id, indent)?;
        if body == NONE {
            self.push(";");
            return Some(());
        }
        let text = self.text_since(start);
        // As in rustfmt, the indentation of the last line counts twice if the head is broken.
        let next_line = self.count(self.child(id, 3)) > 0
            || indent + width(last_line(text)) + 2 > self.max_width;
        let one_line = !text.contains('\n') && indent + width(text) + 3 <= self.max_width;
        if next_line {
            self.new_line(indent);
        } else if !self.allow_overlong {
            // rustfmt emits no space after a head that exceeds the maximal width.
            self.push(" ");
        }
        self.body(body, indent, one_line);
        Some(())
    }

    /// Writes the head of a function up to its brace or semicolon.
    fn head(&mut self, id: Id, indent: usize) -> Option<()> {
        let (generics, parameters) = (self.child(id, 0), self.child(id, 1));
        let (result, where_clause) = (self.child(id, 2), self.child(id, 3));
        let declared = self.child(id, 4) == NONE;
        let bare = self.count(where_clause) == 0;
        let start = self.position();
        self.push_text(id);
        // The name is the head of the list of generic parameters.
        let name = last_word(self.text_since(start));
        let name_start = self.position() - name;
        let used = indent + width(&self.out[start..name_start]);
        if self.count(generics) > 0 {
            let overhead = if !declared && bare { 4 } else { 2 };
            let room = Shape {
                indent,
                offset: used,
                width: self.max_width.saturating_sub(used + overhead),
            };
            self.generic_list(generics, name_start, room)?;
        }
        let head_broken = self.is_broken(start);
        let arrow = self.result_text(result, self.shape(indent))?;
        let arrow_broken = arrow.contains('\n');
        let arrow_width = if arrow_broken { 0 } else { width(&arrow) };
        let mut one_line = 0;
        if !head_broken && !arrow_broken {
            let mut taken = indent + width(self.text_since(start)) + arrow_width;
            taken += if arrow.is_empty() { 2 } else { 3 };
            taken += match (declared, bare) {
                (true, _) => 1,
                (false, true) => 2,
                (false, false) => 0,
            };
            one_line = self.max_width.saturating_sub(taken);
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
            if count == 0 && last + width(first_line(&arrow)) + 1 > self.max_width {
                self.new_line(indent);
                alone = true;
            }
        }
        if result != NONE {
            let mut length = width(self.text_since(start)) + indent + arrow_width + 1;
            length += if bare { 2 } else { 0 };
            let below = !in_block
                && count > 0
                && (self.is_broken(start) || arrow_broken || length > self.max_width);
            if below {
                self.new_line(indent);
            } else if !(alone && count == 0) {
                self.push(" ");
            }
            if arrow_broken || below {
                let room = self.shape(indent);
                let room = match below {
                    true => room,
                    false => room.offset_left(self.last_width(start)).unwrap_or(room),
                };
                let arrow = self.result_text(result, room)?;
                self.push(&arrow);
            } else {
                self.push(&arrow);
            }
        }
        let space = in_block && result == NONE;
        self.where_clause(where_clause, indent, space)
    }

    fn result_text(&mut self, result: Id, room: Shape) -> Option<String> {
        if result == NONE {
            return Some(String::new());
        }
        let start = self.position();
        self.push("-> ");
        self.rewrite(result, room.offset_left(3)?)?;
        let text = self.text_since(start).to_owned();
        self.rewind(start);
        Some(text)
    }

    fn parameters(&mut self, parameters: Id, indent: usize) -> Option<()> {
        let room = self.shape(indent + TAB).sub_width(1)?;
        for at in 0..self.count(parameters) {
            let child = self.child(parameters, at);
            self.new_line(room.indent);
            if self.kind(child) == Kind::Comment {
                self.push_text(child);
                continue;
            }
            self.parameter(child, room)?;
            self.push(",");
        }
        self.new_line(indent);
        Some(())
    }

    /// Writes a parameter; one that cannot be broken may exceed the line.
    fn parameter(&mut self, id: Id, room: Shape) -> Option<()> {
        if self.try_rewrite(id, room).is_some() {
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

    /// Writes generic parameters after a name that starts at `head`.
    pub(super) fn generic_list(&mut self, id: Id, head: usize, room: Shape) -> Option<()> {
        let list = List {
            id,
            from: 0,
            to: self.count(id),
            open: "<",
            close: ">",
            kind: ListKind::Types,
            width_limit: self.max_width,
            comma: Comma::Below,
            head,
        };
        match list.to {
            0 => Some(()),
            _ => self.list(list, room),
        }
    }

    /// Writes a where clause with each predicate on its own line.
    pub(super) fn where_clause(&mut self, id: Id, indent: usize, space: bool) -> Option<()> {
        if self.count(id) == 0 {
            return Some(());
        }
        if space {
            self.push(" ");
        } else {
            self.new_line(indent);
        }
        self.push("where");
        let room = self.shape(indent + TAB).sub_width(1)?;
        for at in 0..self.count(id) {
            let child = self.child(id, at);
            self.new_line(room.indent);
            let start = self.position();
            match self.tree().flat(child) {
                Some(flat) if flat <= room.width => self.flat(child),
                _ => {
                    self.rewrite(self.child(child, 0), room)?;
                    self.push(":");
                    self.right_side(start, self.child(child, 1), room)?;
                }
            }
            self.push(",");
        }
        Some(())
    }
}

/// Returns the length of the last word of a text.
fn last_word(text: &str) -> usize {
    let start = text.rfind(' ').map_or(0, |at| at + 1);
    text.len() - start
}
