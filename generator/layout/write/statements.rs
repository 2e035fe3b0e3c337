//! Writes blocks and statements.

use super::super::lex::{TokenKind, token};
use super::super::measure::width;
use super::super::tree::{BLANK, Id, Kind, NONE, TRAILING};
use super::super::{IF_ELSE, TAB};
use super::Writer;
use super::shape::Shape;

impl Writer<'_> {
    /// Writes a block as an expression.
    pub(super) fn block(&mut self, id: Id, shape: Shape) -> Option<()> {
        let words = self.tree().text(id);
        // rustfmt ignores some of the keywords when it checks whether one line is enough.
        let single_line_room = match words.split([' ', '\n']).next() {
            Some("async") => shape.sub_width(6),
            Some("const") => Some(shape),
            _ => None,
        };
        self.push_text(id);
        if let Some(room) = single_line_room
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

    /// Writes the braces of a block and its statements. An empty block becomes `{}` if `closed` is
    /// set.
    pub(super) fn body(&mut self, id: Id, indent: usize, closed: bool) {
        self.push("{");
        if self.count(id) == 0 && closed {
            self.push("}");
            return;
        }
        // Restrictions of the enclosing expression do not apply within a block.
        let forbid_chain_breaks = std::mem::replace(&mut self.forbid_chain_breaks, false);
        self.statements(id, indent + TAB);
        self.forbid_chain_breaks = forbid_chain_breaks;
        self.new_line(indent);
        self.push("}");
    }

    /// Starts the line of a statement or field. A trailing comment is written right away instead,
    /// and `false` is returned.
    pub(super) fn open_line(&mut self, child: Id, at: usize, indent: usize) -> bool {
        if self.has(child, TRAILING) && self.kind(child) == Kind::Comment {
            self.push(" ");
            self.push_text(child);
            return false;
        }
        if at > 0 && self.has(child, BLANK) {
            self.push("\n");
        }
        self.new_line(indent);
        true
    }

    fn statements(&mut self, id: Id, indent: usize) {
        let count = self.count(id);
        let last = (0..count)
            .rev()
            .find(|at| self.kind(self.child(id, *at)) != Kind::Comment);
        for at in 0..count {
            let child = self.child(id, at);
            if !self.open_line(child, at, indent) {
                continue;
            }
            match self.kind(child) {
                Kind::Comment => self.comment(child, indent),
                Kind::Verbatim => self.raw(self.tree().range(child), indent),
                Kind::Plain => self.plain(child, indent),
                Kind::Statement | Kind::Let => self.statement(child, indent, Some(at) == last),
                Kind::UseItem => self.imports(&[child], indent),
                _ => self.item(child, indent),
            }
        }
    }

    /// Writes a plain line, and records if it is too long at its indentation.
    pub(super) fn plain(&mut self, id: Id, indent: usize) {
        let flat = self.tree().flat(id).unwrap_or(0);
        self.plain_line_overflowed |= indent + flat > self.max_width;
        self.push_text(id);
    }

    /// Writes a comment at the start of a line.
    pub(super) fn comment(&mut self, id: Id, indent: usize) {
        match self.tree().text(id).contains('\n') {
            true => self.raw(self.tree().range(id), indent),
            false => self.push_text(id),
        }
    }

    /// Writes a statement or item within the line width, or else with tokens that exceed it.
    /// Returns whether there was a layout.
    pub(super) fn with_overlong_fallback(
        &mut self,
        mut write: impl FnMut(&mut Self) -> Option<()>,
    ) -> bool {
        let start = self.position();
        let before = self.allow_overlong;
        for allow_overlong in [false, true] {
            self.allow_overlong = allow_overlong;
            let written = write(self);
            self.allow_overlong = before;
            if written.is_some() {
                return true;
            }
            self.rewind(start);
        }
        false
    }

    pub(super) fn statement(&mut self, id: Id, indent: usize, last: bool) {
        let fixed = if self.kind(id) == Kind::Let { 4 } else { 1 };
        for at in fixed..self.count(id) {
            self.attribute_of(self.child(id, at), indent);
        }
        let written = self.with_overlong_fallback(|this| match this.kind(id) {
            Kind::Let => this.let_(id, this.shape(indent)),
            _ => this.expression_statement(id, this.shape(indent), last),
        });
        if !written {
            self.raw(self.tree().range(id), indent);
        }
    }

    fn expression_statement(&mut self, id: Id, shape: Shape, last: bool) -> Option<()> {
        let expression = self.child(id, 0);
        let semicolon = self.tree().node(id).extra == 1;
        if semicolon {
            self.statement_expression(expression, shape.sub_width(1)?)?;
            self.push(";");
            return Some(());
        }
        if self.is_jump(expression) {
            self.statement_expression(expression, shape)?;
            self.push(";");
            return Some(());
        }
        match last {
            true => self.rewrite(expression, shape),
            false => self.statement_expression(expression, shape),
        }
    }

    /// Returns whether the expression is `return`, `break` or `continue`, which rustfmt follows
    /// with a semicolon.
    pub(super) fn is_jump(&self, id: Id) -> bool {
        matches!(self.kind(id), Kind::Atom | Kind::Prefix) && {
            let words = self.tree().text(id);
            let word = words.split([' ', '\n', '\'']).next().unwrap_or_default();
            matches!(word, "return" | "break" | "continue")
        }
    }

    /// Writes an expression in statement position, where `if` and blocks are never on one line.
    pub(super) fn statement_expression(&mut self, id: Id, shape: Shape) -> Option<()> {
        match self.kind(id) {
            Kind::If => self.control(id, shape, false),
            Kind::Block => {
                let words = self.tree().text(id);
                if self.count(id) > 0 && (words.is_empty() || words.ends_with(':')) {
                    return self.block(id, shape);
                }
                self.rewrite(id, shape)
            }
            // A semicolon always follows.
            _ if self.is_jump(id) => self.rewrite(id, shape.sub_width(1)?),
            _ => self.rewrite(id, shape),
        }
    }

    /// Writes the tail expression of a block that the writer adds.
    pub(super) fn tail(&mut self, id: Id, indent: usize) -> Option<()> {
        let forbid_chain_breaks = std::mem::replace(&mut self.forbid_chain_breaks, false);
        let shape = self.shape(indent);
        let leaves = self.is_jump(id);
        let written = match leaves {
            true => self.statement_expression(id, shape),
            false => self.rewrite(id, shape),
        };
        if leaves {
            self.push(";");
        }
        self.forbid_chain_breaks = forbid_chain_breaks;
        written
    }

    fn let_(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.position();
        let (ty, value, no) = (self.child(id, 1), self.child(id, 2), self.child(id, 3));
        self.push("let ");
        self.rewrite(self.child(id, 0), shape.offset_left(4)?.sub_width(1)?)?;
        let pattern_broken = self.is_broken(start);
        if ty != NONE {
            let room = match pattern_broken {
                true => self.shape(shape.indent),
                false => shape,
            };
            let taken = self.last_width(start) + 2;
            self.push(": ");
            self.rewrite(ty, room.offset_left(taken)?.sub_width(2)?)?;
        }
        if value != NONE {
            self.push(" =");
            self.right_side(start, value, shape.sub_width(1)?)?;
        }
        if no != NONE {
            self.let_else(no, start, pattern_broken, shape)?;
        }
        self.push(";");
        Some(())
    }

    /// Writes the `else` block of a `let`.
    fn let_else(&mut self, block: Id, start: usize, pattern: bool, shape: Shape) -> Option<()> {
        let text = self.text_since(start);
        let same_line = match text.contains('\n') {
            false => shape.width.saturating_sub(1 + width(text)) >= 7,
            true => {
                let last = super::super::measure::last_line(text);
                let after_indent = last.get(shape.indent..).unwrap_or(" ");
                text.ends_with([')', ']', '}']) && !after_indent.starts_with(char::is_whitespace)
            }
        };
        if pattern || !same_line {
            self.new_line(shape.indent);
            self.push("else ");
        } else {
            self.push(" else ");
        }
        let taken = width(self.text_since(start));
        let available = shape.width.min(IF_ELSE).saturating_sub(taken);
        let single = !pattern
            && same_line
            && available > 0
            && !self.is_broken(start)
            && self.count(block) <= 1;
        if single {
            let begins = self.position();
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
            self.rewind(begins);
        }
        self.body(block, shape.indent, false);
        Some(())
    }

    /// Writes source text verbatim, except that its lines move with the indentation of the first
    /// one. Lines within strings and comments keep theirs.
    pub(super) fn raw(&mut self, (start, end): (usize, usize), indent: usize) {
        let whole = self.tree().source;
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
                Some(last) if token.kind != TokenKind::Eof => {
                    self.push(&between[..=last]);
                    let own = between.len() - last - 1;
                    self.indent((own + indent).saturating_sub(column));
                }
                _ => self.push(between),
            }
            if token.kind == TokenKind::Eof {
                return;
            }
            self.push(&text[token.start..token.end]);
            at = token.end;
        }
    }
}
