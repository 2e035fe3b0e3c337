//! Writes closures.

use super::super::TAB;
use super::super::measure::{breaks, width};
use super::super::tree::{Id, Kind, NONE};
use super::Writer;
use super::shape::Shape;

impl Writer<'_> {
    fn closure_parts(&self, id: Id) -> (Id, Id) {
        let parameters = self.tree().node(id).extra as usize;
        (self.child(id, parameters), self.child(id, parameters + 1))
    }

    /// Writes the closure up to its body, and returns the shape that is left for the body.
    fn closure_prefix(&mut self, id: Id, shape: Shape) -> Option<Shape> {
        let start = self.position();
        let parameters = self.tree().node(id).extra as usize;
        let words = self.tree().text_width(id);
        let children = self.tree().children(id);
        let flat = self.tree().sum(&children[..parameters], 2)?;
        let result = match children[parameters] {
            NONE => 0,
            result => self.tree().flat(result)? + 3,
        };
        // Four columns for the bars and a brace. Parameters are never broken.
        let room = shape.offset_left(words)?.sub_width(4)?;
        room.offset_left(1)?;
        if parameters > 1 && flat + result + 1 > room.width {
            return None;
        }
        self.closure_head(id);
        let columns = self.position() - start;
        let columns = columns.min(self.last_width(start));
        shape.offset_left(columns + 1)
    }

    pub(super) fn closure(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.position();
        let room = self.closure_prefix(id, shape)?;
        let head = self.position();
        let (result, body) = self.closure_parts(id);
        self.push(" ");
        if self.kind(body) == Kind::Block && !self.has_words(body) {
            if self.count(body) == 0 {
                return self.rewrite(body, shape);
            }
            if result == NONE && !self.in_macro(id) {
                let inner = self.inner_expression(body);
                let written = match self.tree().forces_block(inner) {
                    true => self.in_braces(inner, shape),
                    false => self.closure_expression(inner, room),
                };
                if written.is_some() {
                    return Some(());
                }
                self.rewind(head);
                self.push(" ");
            }
            return self.rewrite(body, room);
        }
        if self.kind(body) == Kind::Block {
            return self.rewrite(body, room);
        }
        let macros = self.in_macro(id);
        if self.closure_expression_in(body, room, macros).is_some() {
            return Some(());
        }
        self.rewind(head);
        self.push(" ");
        if self.in_braces(body, room).is_none() {
            self.rewind(start);
            return None;
        }
        Some(())
    }

    fn has_words(&self, block: Id) -> bool {
        !self.tree().text(block).is_empty()
    }

    /// Unwraps blocks that contain only an expression.
    fn inner_expression(&self, block: Id) -> Id {
        let mut id = block;
        while let Some(inner) = self.tree().only_expression(id) {
            id = inner;
        }
        id
    }

    fn closure_expression(&mut self, body: Id, room: Shape) -> Option<()> {
        self.closure_expression_in(body, room, false)
    }

    /// Writes the body without braces: on one line, except for expressions that are like a block.
    fn closure_expression_in(&mut self, body: Id, room: Shape, in_macro: bool) -> Option<()> {
        let start = self.position();
        self.rewrite(body, room)?;
        if self.is_broken(start) && !self.may_break(body) && !in_macro {
            return None;
        }
        Some(())
    }

    fn may_break(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::Match | Kind::Block | Kind::Struct => true,
            Kind::Loop => self.tree().text(id).ends_with("loop"),
            Kind::Prefix => self.tree().is_operator(id) && self.may_break(self.child(id, 0)),
            Kind::Cast => self.may_break(self.child(id, 0)),
            Kind::Chain => self.count(id) == 1 && self.may_break(self.child(id, 0)),
            _ => false,
        }
    }

    /// Writes the body in braces, except for one that begins with an expression that would parse as
    /// a statement.
    fn in_braces(&mut self, body: Id, room: Shape) -> Option<()> {
        if self.refuses_braces(body) && !self.needs_semicolon(self.left_most(body)) {
            return None;
        }
        self.push("{");
        self.new_line(room.indent + TAB);
        self.tail(body, room.indent + TAB)?;
        self.new_line(room.indent);
        self.push("}");
        Some(())
    }

    /// Returns whether the expression begins with another expression, which could parse as a
    /// statement.
    fn refuses_braces(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::Call | Kind::Binary | Kind::Cast | Kind::Assign | Kind::Index | Kind::Range => {
                true
            }
            Kind::Chain => {
                let last = self.tree().children(id).last().copied().unwrap_or(id);
                self.count(id) == 1
                    || self.kind(last) == Kind::FieldAccess && self.tree().text(last) != "await"
                    || self.tree().node(last).question_marks > 0
            }
            _ => false,
        }
    }

    fn left_most(&self, id: Id) -> Id {
        match self.kind(id) {
            _ if self.refuses_braces(id) && self.child(id, 0) != NONE => {
                self.left_most(self.child(id, 0))
            }
            _ => id,
        }
    }

    fn needs_semicolon(&self, id: Id) -> bool {
        !matches!(
            self.kind(id),
            Kind::If | Kind::Match | Kind::Block | Kind::Loop
        )
    }

    /// Writes a closure that is the last argument of a call.
    pub(super) fn last_closure(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.position();
        let (result, body) = self.closure_parts(id);
        let body = match self.in_macro(id) {
            true => body,
            false => self.tree().only_expression(body).unwrap_or(body),
        };
        let room = self.closure_prefix(id, shape)?;
        let head = self.position();
        if self.tree().forces_block(body) && !self.in_macro(id) {
            self.push(" ");
            self.in_braces(body, room)?;
            if result == NONE && breaks(self.text_since(start)) < 7 {
                let text = self.text_since(head).to_owned();
                self.rewind(head);
                self.push(" ");
                let written = self.closure_expression(body, shape);
                if written.is_none() || self.is_broken(head) {
                    self.rewind(head);
                    self.push(&text);
                }
            }
            return Some(());
        }
        if self.has_long_condition(body, room, Some(room.width)) {
            self.push(" ");
            return self.in_braces(body, room);
        }
        self.rewind(start);
        self.rewrite(id, shape)
    }

    /// Returns whether the condition takes several lines, or is wider than `most`.
    pub(super) fn has_long_condition(&mut self, id: Id, shape: Shape, most: Option<usize>) -> bool {
        if !matches!(self.kind(id), Kind::If | Kind::Loop | Kind::Match) {
            return false;
        }
        let start = self.position();
        let written = match self.kind(id) {
            Kind::Match => shape
                .offset_left(8)
                .and_then(|room| self.rewrite(self.child(id, 0), room)),
            _ => self.control_head(id, shape, false, false).map(|_| ()),
        };
        let text = self.text_since(start);
        let long = written.is_some()
            && (text.contains('\n') || most.is_some_and(|most| width(text) > most));
        self.rewind(start);
        long
    }
}
