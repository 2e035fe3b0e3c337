//! Writes types, bounds and patterns that do not fit on one line.

use super::super::measure::{first_line, is_extendable, width};
use super::super::tree::{ALTERNATE, Id, Kind, NONE};
use super::Writer;
use super::lists::ListKind;
use super::shape::Shape;

/// rustfmt's limit for patterns that share a line with other alternatives.
const SHORT_PATTERN: usize = 20;

impl Writer<'_> {
    pub(super) fn rewrite_broken_type(&mut self, id: Id, shape: Shape) -> Option<()> {
        match self.kind(id) {
            Kind::Path => self.path(id, shape),
            Kind::Segment => self.segment(id, shape),
            Kind::FnSegment => self.function_type(id, shape),
            Kind::Qualified => {
                self.push("<");
                self.rewrite(self.child(id, 0), shape)?;
                if self.child(id, 1) != NONE {
                    self.push(" as ");
                    self.rewrite(self.child(id, 1), shape.sub_width(3)?)?;
                }
                self.push(">");
                Some(())
            }
            Kind::Named if self.has(id, ALTERNATE) => {
                let columns = self.tree().text_width(id) + 3;
                self.push_text(id);
                self.push(" = ");
                self.rewrite(self.child(id, 0), shape.offset_left(columns)?)
            }
            Kind::Named => {
                let columns = self.tree().text_width(id);
                self.push_text(id);
                let child = self.child(id, 0);
                // rustfmt measures the bounds of a generic parameter as if they started the line.
                match self.kind(child) {
                    Kind::Bounds => self.rewrite(child, shape),
                    _ => self.rewrite(child, shape.offset_left(columns)?),
                }
            }
            Kind::Typed => {
                let start = self.position();
                self.rewrite(self.child(id, 0), shape)?;
                self.push(": ");
                let taken = self.added_width(start, shape);
                self.rewrite(self.child(id, 1), shape.offset_left(taken)?)
            }
            Kind::Slice => {
                self.push("[");
                shape.sub_width(4)?;
                self.rewrite(self.child(id, 0), shape.offset_left(1)?.sub_width(3)?)?;
                self.push("]");
                Some(())
            }
            Kind::ParenType => {
                let below = shape.indented(self.max_width);
                self.push("(");
                self.new_line(below.indent);
                self.rewrite(self.child(id, 0), below)?;
                self.new_line(shape.indent);
                self.push(")");
                Some(())
            }
            Kind::Bounds => {
                let words = self.tree().text(id);
                let room = match words {
                    "dyn" => shape.offset_left(4)?,
                    _ => shape,
                };
                let indented = words != "impl";
                self.push_text(id);
                self.bounds(id, room, indented)
            }
            Kind::Meta => self.meta(id, shape),
            Kind::OrPattern => self.alternatives(id, shape),
            Kind::TuplePattern => {
                let head = self.position();
                if self.child(id, 0) != NONE {
                    self.rewrite(self.child(id, 0), shape)?;
                }
                let list = self.bracket_list(id, 1, self.count(id), ListKind::Patterns, head);
                self.list(list, shape)
            }
            _ => None,
        }
    }

    fn path(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.position();
        for at in 0..self.count(id) {
            if at > 0 {
                self.push("::");
            }
            let room = shape.offset_left(self.added_width(start, shape))?;
            let child = self.child(id, at);
            match self.kind(child) {
                Kind::Segment => self.segment(child, room)?,
                _ => self.rewrite(child, room)?,
            }
        }
        Some(())
    }

    fn segment(&mut self, id: Id, shape: Shape) -> Option<()> {
        let name = self.tree().text_width(id);
        self.push_text(id);
        if !self.has(id, ALTERNATE) {
            self.push("::");
        }
        let list = self.bracket_list(id, 0, self.count(id), ListKind::Types, self.position());
        self.list(list, shape.offset_left(name)?)
    }

    fn function_type(&mut self, id: Id, shape: Shape) -> Option<()> {
        let name = self.tree().text_width(id);
        let shape = shape.offset_left(name)?;
        self.push_text(id);
        let inputs = self.count(id) - 1;
        let result = self.child(id, inputs);
        let start = self.position();
        if result != NONE {
            self.push(" -> ");
            self.rewrite(result, shape.offset_left(4)?)?;
        }
        let output = self.text_since(start).to_owned();
        self.rewind(start);
        let below = shape.indented(self.max_width);
        let flat = self.tree().sum(&self.tree().children(id)[..inputs], 2);
        let most = shape.width.saturating_sub(2 + width(&output));
        let one_line = !output.contains('\n') && flat.is_some_and(|flat| flat <= most);
        self.push("(");
        if one_line || inputs == 0 {
            self.flat_range(id, 0, inputs, ", ");
        } else {
            for at in 0..inputs {
                self.new_line(below.indent);
                self.rewrite(self.child(id, at), below)?;
                self.push(",");
            }
            self.new_line(shape.indent);
        }
        self.push(")");
        if output.is_empty() || self.last_width(start) + width(first_line(&output)) <= shape.width {
            self.push(&output);
        } else {
            self.new_line(below.indent);
            self.push(output.trim_start());
        }
        Some(())
    }

    /// Writes bounds on one line, or else each but the first on a line of its own.
    fn bounds(&mut self, id: Id, shape: Shape, indented: bool) -> Option<()> {
        let start = self.position();
        let count = self.count(id);
        let mut written = Some(());
        for at in 0..count {
            if at > 0 {
                self.push(" + ");
            }
            written = self.rewrite(self.child(id, at), shape);
            written?;
        }
        let text = self.text_since(start);
        let fits = !text.contains('\n') && width(text) <= shape.width;
        if fits || count == 1 && !self.has_several_arguments(self.child(id, 0)) {
            return written;
        }
        self.rewind(start);
        let room = if indented {
            shape.indented(self.max_width)
        } else {
            shape
        };
        let lifetimes = |at: usize| self.tree().text(self.child(id, at)).starts_with('\'');
        let in_order = (1..count).all(|at| !lifetimes(at - 1) || lifetimes(at));
        let mut extendable = false;
        for at in 0..count {
            let child = self.child(id, at);
            if at > 0 {
                if extendable && in_order {
                    self.push(" + ");
                } else {
                    self.new_line(room.indent);
                    self.push("+ ");
                }
            }
            let begins = self.position();
            self.rewrite(child, room)?;
            extendable =
                self.tree().text(child).starts_with('\'') || is_extendable(self.text_since(begins));
        }
        Some(())
    }

    fn has_several_arguments(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::Path => self.count(id) > 1 || self.has_several_arguments(self.child(id, 0)),
            Kind::Segment => self.count(id) > 1,
            Kind::Atom => self.tree().text(id).contains("::"),
            _ => false,
        }
    }

    fn alternatives(&mut self, id: Id, shape: Shape) -> Option<()> {
        let count = self.count(id);
        let short = (0..count).all(|at| {
            let child = self.child(id, at);
            let flat = self.tree().flat(child);
            flat.is_some_and(|flat| flat <= SHORT_PATTERN) && self.is_short_pattern(child)
        });
        let mut column = 0;
        for at in 0..count {
            let child = self.child(id, at);
            let own = self.tree().flat(child).unwrap_or(0) + if at > 0 { 2 } else { 0 };
            if at > 0 {
                if short && column + 1 + own <= shape.width {
                    self.push(" ");
                    column += 1;
                } else {
                    self.new_line(shape.indent);
                    column = 0;
                }
                self.push("| ");
            }
            self.rewrite(child, shape)?;
            column += own;
        }
        Some(())
    }

    fn is_short_pattern(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::Str => true,
            Kind::Atom => !self.tree().text(id).contains("::"),
            Kind::Prefix if self.has(id, ALTERNATE) => false,
            Kind::Prefix => {
                let words = self.tree().text(id);
                !words.starts_with('&') || self.is_short_pattern(self.child(id, 0))
            }
            Kind::Paren => self.is_short_pattern(self.child(id, 0)),
            Kind::TuplePattern => {
                let path = self.child(id, 0);
                let simple = path == NONE || self.is_short_pattern(path);
                simple && self.count(id) <= 2
            }
            _ => false,
        }
    }
}
