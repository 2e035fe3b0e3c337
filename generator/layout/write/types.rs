//! Types, bounds and patterns that do not fit on one line.

use super::super::measure::{first_line, is_extendable, width};
use super::super::tree::{Id, Kind, NONE, OTHER};
use super::Writer;
use super::lists::Of;
use super::shape::Shape;

/// How wide a pattern may be to share a line with others of its kind.
const SHORT_PATTERN: usize = 20;

impl Writer<'_> {
    pub(super) fn broken_type(&mut self, id: Id, shape: Shape) -> Option<()> {
        match self.kind(id) {
            Kind::Path => self.path(id, shape),
            Kind::Segment => self.segment(id, shape),
            Kind::FnSegment => self.function_type(id, shape),
            Kind::Qualified => {
                self.push("<");
                self.put(self.kid(id, 0), shape)?;
                if self.kid(id, 1) != NONE {
                    self.push(" as ");
                    self.put(self.kid(id, 1), shape.less(3)?)?;
                }
                self.push(">");
                Some(())
            }
            Kind::Named if self.has(id, OTHER) => {
                let columns = self.tree().words_width(id) + 3;
                self.words(id);
                self.push(" = ");
                self.put(self.kid(id, 0), shape.behind(columns)?)
            }
            Kind::Named => {
                let columns = self.tree().words_width(id);
                self.words(id);
                let kid = self.kid(id, 0);
                // Bounds of a parameter have room as if they began the line.
                match self.kind(kid) {
                    Kind::Bounds => self.put(kid, shape),
                    _ => self.put(kid, shape.behind(columns)?),
                }
            }
            Kind::Typed => {
                let start = self.here();
                self.put(self.kid(id, 0), shape)?;
                self.push(": ");
                let taken = self.added_width(start, shape);
                self.put(self.kid(id, 1), shape.behind(taken)?)
            }
            Kind::Slice => {
                self.push("[");
                shape.less(4)?;
                self.put(self.kid(id, 0), shape.behind(1)?.less(3)?)?;
                self.push("]");
                Some(())
            }
            Kind::ParenType => {
                let below = shape.indented(self.line);
                self.push("(");
                self.new_line(below.indent);
                self.put(self.kid(id, 0), below)?;
                self.new_line(shape.indent);
                self.push(")");
                Some(())
            }
            Kind::Bounds => {
                let words = self.tree().words(id);
                let room = match words {
                    "dyn" => shape.behind(4)?,
                    _ => shape,
                };
                let indented = words != "impl";
                self.words(id);
                self.bounds(id, room, indented)
            }
            Kind::Meta => self.meta(id, shape),
            Kind::Alternatives => self.alternatives(id, shape),
            Kind::TuplePattern => {
                let head = self.here();
                if self.kid(id, 0) != NONE {
                    self.put(self.kid(id, 0), shape)?;
                }
                let list = self.others_list(id, 1, self.count(id), Of::Patterns, head);
                self.list(list, shape)
            }
            _ => None,
        }
    }

    fn path(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.here();
        for at in 0..self.count(id) {
            if at > 0 {
                self.push("::");
            }
            let room = shape.behind(self.added_width(start, shape))?;
            let kid = self.kid(id, at);
            match self.kind(kid) {
                Kind::Segment => self.segment(kid, room)?,
                _ => self.put(kid, room)?,
            }
        }
        Some(())
    }

    fn segment(&mut self, id: Id, shape: Shape) -> Option<()> {
        let name = self.tree().words_width(id);
        self.words(id);
        if !self.has(id, OTHER) {
            self.push("::");
        }
        let list = self.others_list(id, 0, self.count(id), Of::Types, self.here());
        self.list(list, shape.behind(name)?)
    }

    fn function_type(&mut self, id: Id, shape: Shape) -> Option<()> {
        let name = self.tree().words_width(id);
        let shape = shape.behind(name)?;
        self.words(id);
        let inputs = self.count(id) - 1;
        let result = self.kid(id, inputs);
        let start = self.here();
        if result != NONE {
            self.push(" -> ");
            self.put(result, shape.behind(4)?)?;
        }
        let output = self.since(start).to_owned();
        self.back_to(start);
        let below = shape.indented(self.line);
        let flat = self.tree().sum(&self.tree().kids(id)[..inputs], 2);
        let most = shape.width.saturating_sub(2 + width(&output));
        let one_line = !output.contains('\n') && flat.is_some_and(|flat| flat <= most);
        self.push("(");
        if one_line || inputs == 0 {
            self.flat_range(id, 0, inputs, ", ");
        } else {
            for at in 0..inputs {
                self.new_line(below.indent);
                self.put(self.kid(id, at), below)?;
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

    /// Bounds on one line, else each but the first one on a line of its own.
    fn bounds(&mut self, id: Id, shape: Shape, indented: bool) -> Option<()> {
        let start = self.here();
        let count = self.count(id);
        let mut written = Some(());
        for at in 0..count {
            if at > 0 {
                self.push(" + ");
            }
            written = self.put(self.kid(id, at), shape);
            written?;
        }
        let text = self.since(start);
        let fits = !text.contains('\n') && width(text) <= shape.width;
        if fits || count == 1 && !self.has_several_arguments(self.kid(id, 0)) {
            return written;
        }
        self.back_to(start);
        let room = if indented {
            shape.indented(self.line)
        } else {
            shape
        };
        let lifetimes = |at: usize| self.tree().words(self.kid(id, at)).starts_with('\'');
        let in_order = (1..count).all(|at| !lifetimes(at - 1) || lifetimes(at));
        let mut extendable = false;
        for at in 0..count {
            let kid = self.kid(id, at);
            if at > 0 {
                if extendable && in_order {
                    self.push(" + ");
                } else {
                    self.new_line(room.indent);
                    self.push("+ ");
                }
            }
            let begins = self.here();
            self.put(kid, room)?;
            extendable =
                self.tree().words(kid).starts_with('\'') || is_extendable(self.since(begins));
        }
        Some(())
    }

    fn has_several_arguments(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::Path => self.count(id) > 1 || self.has_several_arguments(self.kid(id, 0)),
            Kind::Segment => self.count(id) > 1,
            Kind::Word => self.tree().words(id).contains("::"),
            _ => false,
        }
    }

    fn alternatives(&mut self, id: Id, shape: Shape) -> Option<()> {
        let count = self.count(id);
        let short = (0..count).all(|at| {
            let kid = self.kid(id, at);
            let flat = self.tree().flat(kid);
            flat.is_some_and(|flat| flat <= SHORT_PATTERN) && self.is_short_pattern(kid)
        });
        let mut column = 0;
        for at in 0..count {
            let kid = self.kid(id, at);
            let own = self.tree().flat(kid).unwrap_or(0) + if at > 0 { 2 } else { 0 };
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
            self.put(kid, shape)?;
            column += own;
        }
        Some(())
    }

    fn is_short_pattern(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::Text => true,
            Kind::Word => !self.tree().words(id).contains("::"),
            Kind::Prefix if self.has(id, OTHER) => false,
            Kind::Prefix => {
                let words = self.tree().words(id);
                !words.starts_with('&') || self.is_short_pattern(self.kid(id, 0))
            }
            Kind::Paren => self.is_short_pattern(self.kid(id, 0)),
            Kind::TuplePattern => {
                let path = self.kid(id, 0);
                let simple = path == NONE || self.is_short_pattern(path);
                simple && self.count(id) <= 2
            }
            _ => false,
        }
    }
}
