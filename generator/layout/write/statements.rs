//! Blocks and statements.

use super::super::lex::{T, token};
use super::super::measure::width;
use super::super::tree::{BLANK, Id, Kind, NONE, TRAILING};
use super::super::{IF_ELSE, TAB};
use super::Writer;
use super::shape::Shape;

impl Writer<'_> {
    /// A block as an expression.
    pub(super) fn block(&mut self, id: Id, shape: Shape) -> Option<()> {
        let words = self.tree().words(id);
        // rustfmt forgets some of the words when it sees whether one line is enough.
        let forgotten = match words.split([' ', '\n']).next() {
            Some("async") => shape.less(6),
            Some("const") => Some(shape),
            _ => None,
        };
        self.words(id);
        if let Some(room) = forgotten
            && let Some(inner) = self.tree().only_expression_of_any(id)
            && self
                .tree()
                .flat(inner)
                .is_some_and(|flat| flat + 4 <= room.width)
        {
            self.push("{ ");
            self.flat(inner);
            self.push(" }");
            return Some(());
        }
        self.body(id, shape.indent, shape.width >= 2);
        Some(())
    }

    /// The braces of a block and its statements. An empty one is closed at once where it may be.
    pub(super) fn body(&mut self, id: Id, indent: usize, closed: bool) {
        self.push("{");
        if self.count(id) == 0 && closed {
            self.push("}");
            return;
        }
        // Nothing of what is around a block counts in it.
        let unbroken = std::mem::replace(&mut self.unbroken, false);
        self.statements(id, indent + TAB);
        self.unbroken = unbroken;
        self.new_line(indent);
        self.push("}");
    }

    /// Begins the line of what stands on one of its own; a comment behind a line is written there, and
    /// has none.
    pub(super) fn open_line(&mut self, kid: Id, at: usize, indent: usize) -> bool {
        if self.has(kid, TRAILING) && self.kind(kid) == Kind::Comment {
            self.push(" ");
            self.words(kid);
            return false;
        }
        if at > 0 && self.has(kid, BLANK) {
            self.push("\n");
        }
        self.new_line(indent);
        true
    }

    fn statements(&mut self, id: Id, indent: usize) {
        let count = self.count(id);
        let last = (0..count)
            .rev()
            .find(|at| self.kind(self.kid(id, *at)) != Kind::Comment);
        for at in 0..count {
            let kid = self.kid(id, at);
            if !self.open_line(kid, at, indent) {
                continue;
            }
            match self.kind(kid) {
                Kind::Comment => self.comment(kid, indent),
                Kind::Raw => self.raw(self.tree().range(kid), indent),
                Kind::Plain => self.plain(kid, indent),
                Kind::Statement | Kind::Let => self.statement(kid, indent, Some(at) == last),
                Kind::UseItem => self.imports(&[kid], indent),
                _ => self.item(kid, indent),
            }
        }
    }

    /// A line that is fine as it is where it fits.
    pub(super) fn plain(&mut self, id: Id, indent: usize) {
        let flat = self.tree().flat(id).unwrap_or(0);
        self.misfit |= indent + flat > self.line;
        self.words(id);
    }

    /// A comment at the beginning of a line.
    pub(super) fn comment(&mut self, id: Id, indent: usize) {
        match self.tree().words(id).contains('\n') {
            true => self.raw(self.tree().range(id), indent),
            false => self.words(id),
        }
    }

    /// Writes something in the way that rustfmt finds; else with words that are too long for any
    /// line; else not at all.
    pub(super) fn in_some_way(&mut self, mut write: impl FnMut(&mut Self) -> Option<()>) -> bool {
        let start = self.here();
        let before = self.overlong;
        for overlong in [false, true] {
            self.overlong = overlong;
            let written = write(self);
            self.overlong = before;
            if written.is_some() {
                return true;
            }
            self.back_to(start);
        }
        false
    }

    pub(super) fn statement(&mut self, id: Id, indent: usize, last: bool) {
        let fixed = if self.kind(id) == Kind::Let { 4 } else { 1 };
        for at in fixed..self.count(id) {
            self.attribute_of(self.kid(id, at), indent);
        }
        let written = self.in_some_way(|this| match this.kind(id) {
            Kind::Let => this.let_(id, this.shape(indent)),
            _ => this.expression_statement(id, this.shape(indent), last),
        });
        if !written {
            self.raw(self.tree().range(id), indent);
        }
    }

    fn expression_statement(&mut self, id: Id, shape: Shape, last: bool) -> Option<()> {
        let expression = self.kid(id, 0);
        let semicolon = self.tree().node(id).extra == 1;
        if semicolon {
            self.statement_expression(expression, shape.less(1)?)?;
            self.push(";");
            return Some(());
        }
        if self.leaves(expression) {
            self.statement_expression(expression, shape)?;
            self.push(";");
            return Some(());
        }
        match last {
            true => self.put(expression, shape),
            false => self.statement_expression(expression, shape),
        }
    }

    /// Whether the expression leaves what it stands in, behind which is always a semicolon.
    pub(super) fn leaves(&self, id: Id) -> bool {
        matches!(self.kind(id), Kind::Word | Kind::Prefix) && {
            let words = self.tree().words(id);
            let word = words.split([' ', '\n', '\'']).next().unwrap_or_default();
            matches!(word, "return" | "break" | "continue")
        }
    }

    /// An expression where a statement may stand: what has blocks is never on one line.
    pub(super) fn statement_expression(&mut self, id: Id, shape: Shape) -> Option<()> {
        match self.kind(id) {
            Kind::If => self.control(id, shape, false),
            Kind::Block => {
                let words = self.tree().words(id);
                if self.count(id) > 0 && (words.is_empty() || words.ends_with(':')) {
                    return self.block(id, shape);
                }
                self.put(id, shape)
            }
            // A semicolon always stands behind it, whatever else does.
            _ if self.leaves(id) => self.put(id, shape.less(1)?),
            _ => self.put(id, shape),
        }
    }

    /// The last expression of a block that it is put into.
    pub(super) fn tail(&mut self, id: Id, indent: usize) -> Option<()> {
        let unbroken = std::mem::replace(&mut self.unbroken, false);
        let shape = self.shape(indent);
        let leaves = self.leaves(id);
        let written = match leaves {
            true => self.statement_expression(id, shape),
            false => self.put(id, shape),
        };
        if leaves {
            self.push(";");
        }
        self.unbroken = unbroken;
        written
    }

    fn let_(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.here();
        let (ty, value, no) = (self.kid(id, 1), self.kid(id, 2), self.kid(id, 3));
        self.push("let ");
        self.put(self.kid(id, 0), shape.behind(4)?.less(1)?)?;
        let pattern_broken = self.is_broken(start);
        if ty != NONE {
            let room = match pattern_broken {
                true => self.shape(shape.indent),
                false => shape,
            };
            let taken = self.last_width(start) + 2;
            self.push(": ");
            self.put(ty, room.behind(taken)?.less(2)?)?;
        }
        if value != NONE {
            self.push(" =");
            self.assigned(start, value, shape.less(1)?)?;
        }
        if no != NONE {
            self.otherwise(no, start, pattern_broken, shape)?;
        }
        self.push(";");
        Some(())
    }

    /// `else` of a `let`.
    fn otherwise(&mut self, block: Id, start: usize, pattern: bool, shape: Shape) -> Option<()> {
        let text = self.since(start);
        let same_line = match text.contains('\n') {
            false => shape.width.saturating_sub(1 + width(text)) >= 7,
            true => {
                let last = super::super::measure::last_line(text);
                let behind = last.get(shape.indent..).unwrap_or(" ");
                text.ends_with([')', ']', '}']) && !behind.starts_with(char::is_whitespace)
            }
        };
        if pattern || !same_line {
            self.new_line(shape.indent);
            self.push("else ");
        } else {
            self.push(" else ");
        }
        let taken = width(self.since(start));
        let available = shape.width.min(IF_ELSE).saturating_sub(taken);
        let single = !pattern
            && same_line
            && available > 0
            && !self.is_broken(start)
            && self.count(block) <= 1;
        if single {
            let begins = self.here();
            if self.count(block) == 0 && available > 2 {
                self.push("{}");
                return Some(());
            }
            if let Some(inner) = self.tree().only_expression(block)
                && self
                    .tree()
                    .flat(inner)
                    .is_some_and(|flat| flat + 5 <= available)
            {
                self.push("{ ");
                self.flat(inner);
                self.push(" }");
                return Some(());
            }
            self.back_to(begins);
        }
        self.body(block, shape.indent, false);
        Some(())
    }

    /// Text as it is, but for the indentation of its lines, which moves with the first one. Lines
    /// within strings and comments stay where they are.
    pub(super) fn raw(&mut self, (start, end): (usize, usize), indent: usize) {
        let whole = self.tree().text;
        let before = &whole[..start];
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let line = &whole[line..];
        let column = line.len() - line.trim_start_matches(' ').len();
        let text = &whole[start..end];
        if column == indent || !text.contains('\n') {
            self.push(text);
            return;
        }
        let mut at = 0;
        loop {
            let token = token(text, at);
            let between = &text[at..token.start];
            match between.rfind('\n') {
                Some(last) if token.kind != T::End => {
                    self.push(&between[..=last]);
                    let own = between.len() - last - 1;
                    self.indent((own + indent).saturating_sub(column));
                }
                _ => self.push(between),
            }
            if token.kind == T::End {
                return;
            }
            self.push(&text[token.start..token.end]);
            at = token.end;
        }
    }
}
