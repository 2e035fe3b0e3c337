//! Writes expressions that do not fit on one line.

use super::super::measure::{prefers_next_line, width};
use super::super::tree::{ALTERNATE, COMMENTS, IN_MACRO, Id, Kind, NONE};
use super::super::{CALL, FIELDS, MAX_WIDTH, TAB};
use super::Writer;
use super::lists::{Comma, List, ListKind};
use super::shape::Shape;

impl Writer<'_> {
    /// Writes a node over several lines.
    pub(super) fn rewrite_broken(&mut self, id: Id, shape: Shape) -> Option<()> {
        match self.kind(id) {
            Kind::Atom => {
                let own = self.tree().text_width(id);
                let most = self.max_width.saturating_sub(shape.indent + TAB);
                if own > shape.width && !(self.allow_overlong && own + 3 > most) {
                    return None;
                }
                self.push_text(id);
                Some(())
            }
            Kind::Str => {
                self.push_text(id);
                Some(())
            }
            Kind::Verbatim => {
                self.raw(self.tree().range(id), shape.indent);
                Some(())
            }
            Kind::Plain => {
                self.plain_line_overflowed = true;
                self.push_text(id);
                Some(())
            }
            Kind::Call => {
                let head = self.position();
                self.rewrite(self.child(id, 0), shape)?;
                let list = self.expressions(id, 1, "(", ")", head);
                self.list(list, shape)
            }
            Kind::Macro => {
                let head = self.position();
                self.push_text(id);
                let list = self.expressions(id, 0, "(", ")", head);
                self.list(list, shape)
            }
            Kind::Array => {
                let head = self.position();
                self.push_text(id);
                let mut list = self.expressions(id, 0, "[", "]", head);
                if self.tree().text(id) == "vec!" {
                    list.comma = Comma::Below;
                }
                self.list(list, shape)
            }
            Kind::Tuple => {
                let head = self.position();
                let mut list = self.expressions(id, 0, "(", ")", head);
                if self.count(id) == 1 {
                    list.comma = Comma::Always;
                }
                self.list(list, shape)
            }
            Kind::Chain => self.chain(id, shape),
            Kind::Paren => {
                self.push("(");
                self.rewrite(self.child(id, 0), shape.offset_left(1)?.sub_width(1)?)?;
                self.push(")");
                Some(())
            }
            Kind::Prefix if self.has(id, ALTERNATE) => {
                let columns = self.tree().text_width(id) + 3;
                self.push_text(id);
                self.push(" @ ");
                self.rewrite(self.child(id, 0), shape.offset_left(columns)?)
            }
            Kind::Prefix => {
                let columns = self.tree().text_width(id);
                self.push_text(id);
                self.rewrite(self.child(id, 0), shape.offset_left(columns)?)
            }
            Kind::Index => self.index(id, shape),
            Kind::Repeat => self.repeat(id, shape),
            Kind::Binary => self.pairs(id, shape),
            Kind::Cast => self.pair(id, "", " as ", "", true, shape),
            Kind::Range => self.range(id, shape),
            Kind::Assign => {
                let start = self.position();
                let operator = self.tree().text_width(id) + 1;
                self.rewrite(self.child(id, 0), shape.sub_width(operator)?)?;
                self.push(" ");
                self.push_text(id);
                self.right_side(start, self.child(id, 1), shape)
            }
            Kind::Struct => self.structure(id, shape),
            Kind::FieldValue => self.value(id, shape),
            Kind::LetCondition => {
                let start = self.position();
                self.push("let ");
                self.rewrite(self.child(id, 0), shape.offset_left(4)?)?;
                self.push(" =");
                self.right_side(start, self.child(id, 1), shape)
            }
            Kind::If | Kind::Loop => self.control(id, shape, false),
            Kind::Match => self.match_(id, shape),
            Kind::Closure => self.closure(id, shape),
            Kind::Block => self.block(id, shape),
            _ => self.rewrite_broken_type(id, shape),
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
            kind: ListKind::Expressions,
            width_limit: CALL,
            comma: self.comma(id),
            head,
        }
    }

    /// Writes two operands, such as `left as Right` or `[item; count]`: on one line, or the second
    /// below the first.
    pub(super) fn pair(
        &mut self,
        id: Id,
        open: &str,
        infix: &str,
        close: &str,
        front: bool,
        shape: Shape,
    ) -> Option<()> {
        let start = self.position();
        let overhead = if front {
            0
        } else {
            open.len() + infix.trim_end().len()
        };
        let room = Shape {
            width: self.max_width.saturating_sub(shape.used() + overhead),
            ..shape
        };
        self.push(open);
        self.rewrite(self.child(id, 0), room)?;
        let left = self.position();
        let left_width = self.last_width(start);
        let right = self.child(id, 1);
        let room = shape.offset_left(left_width + infix.len());
        if let Some(room) = room.and_then(|room| room.sub_width(close.len())) {
            self.push(infix);
            let begins = self.position();
            if self.rewrite(right, room).is_some() {
                let text = self.text_since(begins);
                let first = super::super::measure::first_line(text);
                let allowed = left - start <= TAB || first.ends_with('{');
                let all = left_width + infix.len() + width(first) + close.len();
                if (!text.contains('\n') || allowed) && all <= shape.width {
                    self.push(close);
                    return Some(());
                }
            }
            self.rewind(left);
        }
        let mut room = shape
            .indented(self.max_width)
            .sub_width(shape.overhead(self.max_width))?;
        if front {
            self.new_line(room.indent);
            self.push(infix.trim_start());
            room = room.offset_left(infix.trim_start().len())?;
        } else {
            self.push(infix.trim_end());
            self.new_line(room.indent);
        }
        self.rewrite(right, room)?;
        self.push(close);
        Some(())
    }

    fn repeat(&mut self, id: Id, shape: Shape) -> Option<()> {
        if self.tree().text(id).is_empty() {
            return self.pair(id, "[", "; ", "]", false, shape);
        }
        // `vec![item; count]`
        let head = self.tree().text_width(id);
        let inner = Shape {
            indent: shape.indent + TAB,
            offset: 0,
            width: shape.offset_left(head)?.width,
        };
        self.push_text(id);
        self.push("[");
        for at in 0..2 {
            self.new_line(inner.indent);
            self.rewrite(self.child(id, at), inner)?;
            if at == 0 {
                self.push(";");
            }
        }
        self.new_line(shape.indent);
        self.push("]");
        Some(())
    }

    fn range(&mut self, id: Id, shape: Shape) -> Option<()> {
        let (from, to) = (self.child(id, 0), self.child(id, 1));
        let dots = self.tree().text(id);
        match (from, to) {
            (NONE, NONE) => self.push_text(id),
            (NONE, to) => {
                self.push_text(id);
                self.rewrite(to, shape.offset_left(dots.len())?)?;
            }
            (from, NONE) => {
                self.rewrite(from, shape.sub_width(dots.len())?)?;
                self.push_text(id);
            }
            _ => {
                let dots = dots.to_owned();
                return self.pair(id, "", &dots, "", false, shape);
            }
        }
        Some(())
    }

    fn index(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.position();
        self.rewrite(self.child(id, 0), shape)?;
        let index = self.child(id, 1);
        let left = self.position();
        let offset = self.last_width(start) + 1;
        let overhead = shape.overhead(self.max_width);
        let room = match self.is_broken(start) {
            true => Shape {
                width: self.max_width,
                offset: 0,
                ..shape
            }
            .offset_left(offset)
            .and_then(|room| room.sub_width(1 + overhead)),
            false => shape.offset_left(offset).and_then(|room| room.sub_width(1)),
        };
        self.push("[");
        let inner = self.position();
        let same = room.and_then(|room| self.rewrite(index, room));
        if same.is_some() && !self.is_broken(inner) {
            self.push("]");
            return Some(());
        }
        let text = same.map(|()| self.text_since(left).to_owned());
        self.rewind(left);
        let below = shape.indented(self.max_width);
        self.new_line(below.indent);
        self.push("[");
        let inner = self.position();
        let next = self.rewrite(index, below.offset_left(1)?.sub_width(1 + overhead)?);
        match text {
            Some(text) if next.is_none() || self.is_broken(inner) => {
                self.rewind(left);
                self.push(&text);
            }
            _ => next?,
        }
        self.push("]");
        Some(())
    }

    /// Writes the right side of an assignment or a type annotation: on the same line, or below it
    /// if rustfmt prefers that. The left side starts at `start`.
    pub(super) fn right_side(&mut self, start: usize, value: Id, shape: Shape) -> Option<()> {
        let before = self.position();
        if self.allow_overlong {
            self.allow_overlong = false;
            let written = self.right_side_once(start, value, shape);
            self.allow_overlong = true;
            if written.is_some() {
                return written;
            }
            self.rewind(before);
        }
        self.right_side_once(start, value, shape)
    }

    fn right_side_once(&mut self, start: usize, value: Id, shape: Shape) -> Option<()> {
        let mut left = self.last_width(start);
        if self.is_broken(start) {
            left = left.saturating_sub(shape.indent);
        }
        let mut room = shape.saturating_offset_left(left + 1);
        if self.allow_overlong && shape.offset_left(left + 1).is_none() {
            room.width = self.max_width;
        }
        let before = self.position();
        self.push(" ");
        let same = self.rewrite(value, room);
        let text = self.text_since(before + 1);
        if same.is_some() && !text.contains('\n') && width(text) <= room.width {
            return Some(());
        }
        let text = same.map(|()| text.to_owned());
        self.rewind(before);
        let overhead = room.overhead(self.max_width);
        let below = room.indented(self.max_width).sub_width(overhead);
        self.new_line(shape.indent + TAB);
        let inner = self.position();
        let next = below.and_then(|below| {
            self.rewrite(value, below)?;
            Some(below)
        });
        match (text, next) {
            (Some(text), Some(below)) => {
                let moves = self.fits(inner, below).is_some()
                    && prefers_next_line(&text, self.text_since(inner));
                if !moves {
                    self.rewind(before);
                    self.push(" ");
                    self.push(&text);
                }
            }
            (Some(text), None) => {
                self.rewind(before);
                self.push(" ");
                self.push(&text);
            }
            (None, next) => {
                next?;
            }
        }
        Some(())
    }

    /// Writes a struct literal or a struct pattern.
    fn structure(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.position();
        self.rewrite(self.child(id, 0), shape.sub_width(2)?)?;
        let path = self.last_width(start);
        let count = self.count(id);
        let last = self.child(id, count - 1);
        let pattern = self.has(id, ALTERNATE);
        self.push(" {");
        if count == 1 {
            self.push("}");
            return Some(());
        }
        let rest = self.tree().text(last) == "..";
        if rest && count == 2 {
            self.push(" .. }");
            return Some(());
        }
        let fields = self.shape(shape.indent + TAB);
        let one_line = shape.width.saturating_sub(path + 5).min(FIELDS);
        let body = self.position();
        if !self.has(id, COMMENTS)
            && let Some(flat) = self.tree().sum(&self.tree().children(id)[1..], 2)
            && flat <= one_line
        {
            self.push(" ");
            self.flat_range(id, 1, count, ", ");
            self.push(" }");
            return Some(());
        }
        self.rewind(body);
        // rustfmt ignores `..` of a pattern when it checks whether the fields fit.
        if pattern && rest && !self.has(id, COMMENTS) {
            let before = self.tree().sum(&self.tree().children(id)[1..count - 1], 2);
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
            .find(|at| self.kind(self.child(id, *at)) != Kind::Comment);
        for at in 1..count {
            let field = self.child(id, at);
            self.new_line(fields.indent);
            if self.kind(field) == Kind::Comment {
                self.push_text(field);
                continue;
            }
            self.rewrite(
                field,
                if at + 1 < count || !base {
                    fields.sub_width(1)?
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
        matches!(self.kind(id), Kind::Atom | Kind::Prefix) && self.tree().text(id).starts_with(with)
    }

    /// Writes `name: value`; the value moves below the name if it does not fit after it.
    fn value(&mut self, id: Id, shape: Shape) -> Option<()> {
        let value = self.child(id, 0);
        let name = self.tree().text_width(id);
        self.push_text(id);
        self.push(":");
        let start = self.position();
        self.push(" ");
        let room = shape.offset_left(name + 2)?;
        if self.rewrite(value, room).is_some() {
            return Some(());
        }
        self.rewind(start);
        let below = self.shape(shape.indent + TAB);
        self.new_line(below.indent);
        self.rewrite(value, below)
    }

    /// Returns a list of patterns or types in brackets.
    pub(super) fn bracket_list(
        &self,
        id: Id,
        from: usize,
        to: usize,
        kind: ListKind,
        head: usize,
    ) -> List {
        let (open, close) = match kind {
            ListKind::Types => ("<", ">"),
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
            kind,
            width_limit: MAX_WIDTH,
            comma,
            head,
        }
    }

    pub(super) fn in_macro(&self, id: Id) -> bool {
        self.has(id, IN_MACRO)
    }
}
