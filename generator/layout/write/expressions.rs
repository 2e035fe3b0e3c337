//! Expressions that do not fit on one line.

use super::super::measure::{prefers_next_line, width};
use super::super::tree::{COMMENTS, IN_MACRO, Id, Kind, NONE, OTHER};
use super::super::{CALL, FIELDS, LINE, TAB};
use super::Writer;
use super::lists::{Comma, List, Of};
use super::shape::Shape;

impl Writer<'_> {
    /// Writes a form that does not stand on one line as it is known to.
    pub(super) fn broken(&mut self, id: Id, shape: Shape) -> Option<()> {
        match self.kind(id) {
            Kind::Word => {
                let own = self.tree().words_width(id);
                let most = self.line.saturating_sub(shape.indent + TAB);
                if own > shape.width && !(self.overlong && own + 3 > most) {
                    return None;
                }
                self.words(id);
                Some(())
            }
            Kind::Text => {
                self.words(id);
                Some(())
            }
            Kind::Raw => {
                self.raw(self.tree().range(id), shape.indent);
                Some(())
            }
            Kind::Plain => {
                self.misfit = true;
                self.words(id);
                Some(())
            }
            Kind::Call => {
                let head = self.here();
                self.put(self.kid(id, 0), shape)?;
                let list = self.expressions(id, 1, "(", ")", head);
                self.call_list(list, shape)
            }
            Kind::Macro => {
                let head = self.here();
                self.words(id);
                let list = self.expressions(id, 0, "(", ")", head);
                self.list(list, shape)
            }
            Kind::Array => {
                let head = self.here();
                self.words(id);
                let mut list = self.expressions(id, 0, "[", "]", head);
                if self.tree().words(id) == "vec!" {
                    list.comma = Comma::Below;
                }
                self.list(list, shape)
            }
            Kind::Tuple => {
                let head = self.here();
                let mut list = self.expressions(id, 0, "(", ")", head);
                if self.count(id) == 1 {
                    list.comma = Comma::Always;
                }
                self.list(list, shape)
            }
            Kind::Chain => self.chain(id, shape),
            Kind::Paren => {
                self.push("(");
                self.put(self.kid(id, 0), shape.behind(1)?.less(1)?)?;
                self.push(")");
                Some(())
            }
            Kind::Prefix if self.has(id, OTHER) => {
                let columns = self.tree().words_width(id) + 3;
                self.words(id);
                self.push(" @ ");
                self.put(self.kid(id, 0), shape.behind(columns)?)
            }
            Kind::Prefix => {
                let columns = self.tree().words_width(id);
                self.words(id);
                self.put(self.kid(id, 0), shape.behind(columns)?)
            }
            Kind::Index => self.index(id, shape),
            Kind::Repeat => self.repeat(id, shape),
            Kind::Binary => self.pairs(id, shape),
            Kind::Cast => self.pair(id, "", " as ", "", true, shape),
            Kind::Range => self.range(id, shape),
            Kind::Assign => {
                let start = self.here();
                let operator = self.tree().words_width(id) + 1;
                self.put(self.kid(id, 0), shape.less(operator)?)?;
                self.push(" ");
                self.words(id);
                self.assigned(start, self.kid(id, 1), shape)
            }
            Kind::Struct => self.structure(id, shape),
            Kind::Value => self.value(id, shape),
            Kind::LetCondition => {
                let start = self.here();
                self.push("let ");
                self.put(self.kid(id, 0), shape.behind(4)?)?;
                self.push(" =");
                self.assigned(start, self.kid(id, 1), shape)
            }
            Kind::If | Kind::Loop => self.control(id, shape, false),
            Kind::Match => self.match_(id, shape),
            Kind::Closure => self.closure(id, shape),
            Kind::Block => self.block(id, shape),
            _ => self.broken_type(id, shape),
        }
    }

    pub(super) fn expressions(
        &self,
        id: Id,
        from: usize,
        open: &'static str,
        close: &'static str,
        head: usize,
    ) -> List {
        List {
            id,
            from,
            to: self.count(id),
            open,
            close,
            of: Of::Expressions,
            most: CALL,
            comma: self.comma(id),
            head,
        }
    }

    pub(super) fn call_list(&mut self, list: List, shape: Shape) -> Option<()> {
        self.list(list, shape)
    }

    /// `left as Right`, `[item; count]`: on one line, else the second one below the first.
    pub(super) fn pair(
        &mut self,
        id: Id,
        open: &str,
        infix: &str,
        close: &str,
        front: bool,
        shape: Shape,
    ) -> Option<()> {
        let start = self.here();
        let overhead = if front {
            0
        } else {
            open.len() + infix.trim_end().len()
        };
        let room = Shape {
            width: self.line.saturating_sub(shape.used() + overhead),
            ..shape
        };
        self.push(open);
        self.put(self.kid(id, 0), room)?;
        let left = self.here();
        let left_width = self.last_width(start);
        let right = self.kid(id, 1);
        let room = shape.behind(left_width + infix.len());
        if let Some(room) = room.and_then(|room| room.less(close.len())) {
            self.push(infix);
            let begins = self.here();
            if self.put(right, room).is_some() {
                let text = self.since(begins);
                let first = super::super::measure::first_line(text);
                let allowed = left - start <= TAB || first.ends_with('{');
                let all = left_width + infix.len() + width(first) + close.len();
                if (!text.contains('\n') || allowed) && all <= shape.width {
                    self.push(close);
                    return Some(());
                }
            }
            self.back_to(left);
        }
        let mut room = shape.indented(self.line).less(shape.overhead(self.line))?;
        if front {
            self.new_line(room.indent);
            self.push(infix.trim_start());
            room = room.behind(infix.trim_start().len())?;
        } else {
            self.push(infix.trim_end());
            self.new_line(room.indent);
        }
        self.put(right, room)?;
        self.push(close);
        Some(())
    }

    fn repeat(&mut self, id: Id, shape: Shape) -> Option<()> {
        if self.tree().words(id).is_empty() {
            return self.pair(id, "[", "; ", "]", false, shape);
        }
        // `vec![item; count]`
        let head = self.tree().words_width(id);
        let inner = Shape {
            indent: shape.indent + TAB,
            offset: 0,
            width: shape.behind(head)?.width,
        };
        self.words(id);
        self.push("[");
        for at in 0..2 {
            self.new_line(inner.indent);
            self.put(self.kid(id, at), inner)?;
            if at == 0 {
                self.push(";");
            }
        }
        self.new_line(shape.indent);
        self.push("]");
        Some(())
    }

    fn range(&mut self, id: Id, shape: Shape) -> Option<()> {
        let (from, to) = (self.kid(id, 0), self.kid(id, 1));
        let dots = self.tree().words(id);
        match (from, to) {
            (NONE, NONE) => self.words(id),
            (NONE, to) => {
                self.words(id);
                self.put(to, shape.behind(dots.len())?)?;
            }
            (from, NONE) => {
                self.put(from, shape.less(dots.len())?)?;
                self.words(id);
            }
            _ => {
                let dots = dots.to_owned();
                return self.pair(id, "", &dots, "", false, shape);
            }
        }
        Some(())
    }

    fn index(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.here();
        self.put(self.kid(id, 0), shape)?;
        let index = self.kid(id, 1);
        let left = self.here();
        let offset = self.last_width(start) + 1;
        let overhead = shape.overhead(self.line);
        let room = match self.is_broken(start) {
            true => Shape {
                width: self.line,
                offset: 0,
                ..shape
            }
            .behind(offset)
            .and_then(|room| room.less(1 + overhead)),
            false => shape.behind(offset).and_then(|room| room.less(1)),
        };
        self.push("[");
        let inner = self.here();
        let same = room.and_then(|room| self.put(index, room));
        if same.is_some() && !self.is_broken(inner) {
            self.push("]");
            return Some(());
        }
        let text = same.map(|()| self.since(left).to_owned());
        self.back_to(left);
        let below = shape.indented(self.line);
        self.new_line(below.indent);
        self.push("[");
        let inner = self.here();
        let next = self.put(index, below.behind(1)?.less(1 + overhead)?);
        match text {
            Some(text) if next.is_none() || self.is_broken(inner) => {
                self.back_to(left);
                self.push(&text);
            }
            _ => next?,
        }
        self.push("]");
        Some(())
    }

    /// What stands behind a sign of equality, or of a type: on the same line, or below it where
    /// rustfmt likes that better. Everything before it was written from `start` on.
    pub(super) fn assigned(&mut self, start: usize, value: Id, shape: Shape) -> Option<()> {
        let before = self.here();
        if self.overlong {
            self.overlong = false;
            let written = self.assigned_in_one_way(start, value, shape);
            self.overlong = true;
            if written.is_some() {
                return written;
            }
            self.back_to(before);
        }
        self.assigned_in_one_way(start, value, shape)
    }

    fn assigned_in_one_way(&mut self, start: usize, value: Id, shape: Shape) -> Option<()> {
        let mut left = self.last_width(start);
        if self.is_broken(start) {
            left = left.saturating_sub(shape.indent);
        }
        let mut room = shape.behind_all(left + 1);
        if self.overlong && shape.behind(left + 1).is_none() {
            room.width = self.line;
        }
        let before = self.here();
        self.push(" ");
        let same = self.put(value, room);
        let text = self.since(before + 1);
        if same.is_some() && !text.contains('\n') && width(text) <= room.width {
            return Some(());
        }
        let text = same.map(|()| text.to_owned());
        self.back_to(before);
        let overhead = room.overhead(self.line);
        let below = room.indented(self.line).less(overhead);
        self.new_line(shape.indent + TAB);
        let inner = self.here();
        let next = below.and_then(|below| {
            self.put(value, below)?;
            Some(below)
        });
        match (text, next) {
            (Some(text), Some(below)) => {
                let moves = self.fits(inner, below).is_some()
                    && prefers_next_line(&text, self.since(inner));
                if !moves {
                    self.back_to(before);
                    self.push(" ");
                    self.push(&text);
                }
            }
            (Some(text), None) => {
                self.back_to(before);
                self.push(" ");
                self.push(&text);
            }
            (None, next) => {
                next?;
            }
        }
        Some(())
    }

    /// A struct literal, or the pattern of one.
    fn structure(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.here();
        self.put(self.kid(id, 0), shape.less(2)?)?;
        let path = self.last_width(start);
        let count = self.count(id);
        let last = self.kid(id, count - 1);
        let pattern = self.has(id, OTHER);
        self.push(" {");
        if count == 1 {
            self.push("}");
            return Some(());
        }
        let rest = self.tree().words(last) == "..";
        if rest && count == 2 {
            self.push(" .. }");
            return Some(());
        }
        let fields = self.shape(shape.indent + TAB);
        let one_line = shape.width.saturating_sub(path + 5).min(FIELDS);
        let body = self.here();
        if !self.has(id, COMMENTS)
            && let Some(flat) = self.tree().sum(&self.tree().kids(id)[1..], 2)
            && flat <= one_line
        {
            self.push(" ");
            self.flat_range(id, 1, count, ", ");
            self.push(" }");
            return Some(());
        }
        self.back_to(body);
        // `..` of a pattern does not count where it is seen whether the others fit.
        if pattern && rest && !self.has(id, COMMENTS) {
            let before = self.tree().sum(&self.tree().kids(id)[1..count - 1], 2);
            let room = shape.width.saturating_sub(path + 7).min(FIELDS);
            if before.is_some_and(|before| before <= room) {
                self.new_line(fields.indent);
                self.flat_range(id, 1, count, ", ");
                self.new_line(shape.indent);
                self.push("}");
                return Some(());
            }
        }
        let comma = self.comma(id);
        let base = !pattern && self.words_begin(last, "..");
        let final_field = (1..count)
            .rev()
            .find(|at| self.kind(self.kid(id, *at)) != Kind::Comment);
        for at in 1..count {
            let field = self.kid(id, at);
            self.new_line(fields.indent);
            if self.kind(field) == Kind::Comment {
                self.words(field);
                continue;
            }
            self.put(
                field,
                if at + 1 < count || !base {
                    fields.less(1)?
                } else {
                    fields
                },
            )?;
            let dots = self.words_begin(field, "..");
            if !dots && (Some(at) != final_field || !(comma == Comma::Never)) {
                self.push(",");
            }
        }
        self.new_line(shape.indent);
        self.push("}");
        Some(())
    }

    fn words_begin(&self, id: Id, with: &str) -> bool {
        matches!(self.kind(id), Kind::Word | Kind::Prefix)
            && self.tree().words(id).starts_with(with)
    }

    /// `name: value` of a struct literal: behind the name, or below it where it does not fit there.
    fn value(&mut self, id: Id, shape: Shape) -> Option<()> {
        let value = self.kid(id, 0);
        let name = self.tree().words_width(id);
        self.words(id);
        self.push(":");
        let start = self.here();
        self.push(" ");
        let room = shape.behind(name + 2)?;
        if self.put(value, room).is_some() {
            return Some(());
        }
        self.back_to(start);
        let below = self.shape(shape.indent + TAB);
        self.new_line(below.indent);
        self.put(value, below)
    }

    /// Patterns and types between brackets.
    pub(super) fn others_list(&self, id: Id, from: usize, to: usize, of: Of, head: usize) -> List {
        let (open, close) = match of {
            Of::Types => ("<", ">"),
            _ => ("(", ")"),
        };
        let comma = match self.tree().needs_comma(id) {
            true => Comma::Always,
            false => Comma::Below,
        };
        List {
            id,
            from,
            to,
            open,
            close,
            of,
            most: LINE,
            comma,
            head,
        }
    }

    pub(super) fn in_macro(&self, id: Id) -> bool {
        self.has(id, IN_MACRO)
    }
}
