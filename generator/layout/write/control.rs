//! Writes conditions, loops and `match`.

use super::super::TAB;
use super::super::measure::{first_line, is_extendable, last_line, prefers_next_line, width};
use super::super::tree::{BLANK, Id, Kind, NONE, TRAILING};
use super::Writer;
use super::shape::Shape;

impl Writer<'_> {
    /// Writes `if`, `for`, `while` and `loop`; `nested` is set after `else`.
    pub(super) fn control(&mut self, id: Id, shape: Shape, nested: bool) -> Option<()> {
        let used = self.control_head(id, shape, nested, true)?;
        let (block, no) = match self.kind(id) {
            Kind::If => (self.child(id, 1), self.child(id, 2)),
            _ => (self.child(id, 2), NONE),
        };
        let room = shape.width.saturating_sub(used);
        let closed = no == NONE && !nested && room >= 2;
        self.body(block, shape.indent, closed);
        if no == NONE {
            return Some(());
        }
        self.push(" else ");
        match self.kind(no) {
            Kind::If => self.control(no, self.shape(shape.indent), true),
            _ => {
                self.body(no, shape.indent, false);
                Some(())
            }
        }
    }

    /// Writes the head up to the brace, and returns its width.
    pub(super) fn control_head(
        &mut self,
        id: Id,
        shape: Shape,
        nested: bool,
        with_words: bool,
    ) -> Option<usize> {
        let is_if = self.kind(id) == Kind::If;
        let fresh = Shape {
            width: self.max_width.saturating_sub(shape.used()),
            ..shape
        };
        let fresh = if nested { fresh.offset_left(7)? } else { fresh };
        if with_words {
            match is_if {
                true => self.push("if"),
                false => self.push_text(id),
            }
        }
        let words = if is_if { 2 } else { self.tree().text_width(id) };
        let offset = words + 1;
        let (pattern, condition) = self.condition_of(id);
        if condition == NONE {
            self.push(" ");
            return Some(words + 2);
        }
        if with_words {
            self.push(" ");
        }
        let start = self.position();
        let room = fresh.offset_left(offset)?;
        if pattern != NONE {
            let (before, connector) = match self.kind(id) == Kind::Loop && self.is_for(id) {
                true => ("", " in"),
                false => ("let ", " ="),
            };
            self.push(before);
            let room_of_pattern = room.offset_left(before.len())?.sub_width(connector.len())?;
            self.rewrite(pattern, room_of_pattern)?;
            self.push(connector);
            self.right_side(start, condition, room)?;
        } else if self.try_rewrite(condition, room).is_none() {
            if is_if {
                return None;
            }
            let below = shape.indented(self.max_width);
            let head_end = start - usize::from(with_words);
            self.rewind(head_end);
            self.new_line(below.indent);
            self.rewrite(condition, below)?;
        }
        let budget = self.max_width.saturating_sub(fresh.used() + offset + 2);
        let text = self.text_since(start);
        let broken = text.contains('\n');
        let is_indented = broken && {
            let last = last_line(text);
            last.len() - last.trim_start().len() > shape.used()
        };
        let next_line = (broken || width(text) > budget) && (!is_extendable(text) || is_indented);
        let used = match broken {
            true => width(last_line(text)),
            false => words + width(text) + 2,
        };
        if with_words {
            if next_line {
                self.new_line(shape.indent);
            } else {
                self.push(" ");
            }
        }
        Some(used)
    }

    fn is_for(&self, id: Id) -> bool {
        self.tree().text(id).ends_with("for")
    }

    /// Returns the pattern, or `NONE`, and the expression of a condition.
    fn condition_of(&self, id: Id) -> (Id, Id) {
        let (pattern, condition) = match self.kind(id) {
            Kind::If => (NONE, self.child(id, 0)),
            _ => (self.child(id, 0), self.child(id, 1)),
        };
        match pattern == NONE && condition != NONE && self.kind(condition) == Kind::LetCondition {
            true => (self.child(condition, 0), self.child(condition, 1)),
            false => (pattern, condition),
        }
    }

    pub(super) fn match_(&mut self, id: Id, shape: Shape) -> Option<()> {
        let room = Shape {
            width: self.max_width.saturating_sub(shape.used()),
            ..shape
        }
        .offset_left(6)?;
        self.push("match ");
        let start = self.position();
        self.rewrite(self.child(id, 0), room)?;
        let text = self.text_since(start);
        let next_line =
            !is_extendable(text) && (text.contains('\n') || width(text) + 2 > room.width);
        if self.count(id) == 1 {
            self.push(" {}");
            return Some(());
        }
        if next_line {
            self.new_line(shape.indent);
        } else {
            self.push(" ");
        }
        self.push("{");
        let indent = shape.indent + TAB;
        for at in 1..self.count(id) {
            let arm = self.child(id, at);
            if self.has(arm, TRAILING) {
                self.push(" ");
                self.push_text(arm);
                continue;
            }
            if at > 1 && self.has(arm, BLANK) {
                self.push("\n");
            }
            self.new_line(indent);
            match self.kind(arm) {
                Kind::Comment => self.comment(arm, indent),
                Kind::Verbatim => self.raw(self.tree().range(arm), indent),
                Kind::Plain => self.plain(arm, indent),
                _ => self.arm(arm, self.shape(indent))?,
            }
        }
        self.new_line(shape.indent);
        self.push("}");
        Some(())
    }

    fn arm(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.position();
        for at in 3..self.count(id) {
            self.attribute_of(self.child(id, at), shape.indent);
        }
        let before = self.position();
        self.rewrite(self.child(id, 0), shape.sub_width(5)?)?;
        let guard = self.child(id, 1);
        let mut guard_broken = false;
        if guard != NONE {
            let guard_start = self.position();
            self.guard(guard, before, shape)?;
            guard_broken = self.is_broken(guard_start);
        }
        self.arm_body(id, start, guard_broken, shape)
    }

    fn guard(&mut self, guard: Id, start: usize, shape: Shape) -> Option<()> {
        let pattern = width(last_line(self.text_since(start)).trim_start());
        let guard_start = self.position();
        let room = shape
            .offset_left(pattern + 4)
            .and_then(|room| room.sub_width(5));
        if (!self.is_broken(start) || pattern <= TAB)
            && let Some(room) = room
        {
            self.push(" if ");
            let written = self.rewrite(guard, room);
            if written.is_some() && (!self.is_broken(guard_start) || pattern <= TAB) {
                return Some(());
            }
            self.rewind(guard_start);
        }
        let below = shape.indented(self.max_width);
        self.new_line(below.indent);
        self.push("if ");
        self.rewrite(guard, below.offset_left(3)?.sub_width(5)?)
    }

    /// Writes the arrow and body of an arm. The attributes, pattern and guard begin at `start`.
    fn arm_body(&mut self, id: Id, start: usize, guard_broken: bool, shape: Shape) -> Option<()> {
        let taken = self.added_width(start, shape) + 4;
        let (extends, body) = self.arm_expression(self.child(id, 2), shape.offset_left(taken));
        let is_block = self.kind(body) == Kind::Block && !self.is_prefixed_block(body);
        let is_empty = is_block && self.count(body) == 0;
        let comma = match is_block && !self.tree().text(body).starts_with("unsafe") {
            true => "",
            false => ",",
        };
        let broken = guard_broken && self.is_broken(start) && !is_empty;
        let room = shape
            .offset_left(taken)
            .and_then(|room| room.sub_width(comma.len()));
        let arrow = self.position();
        let mut same = None;
        if let Some(room) = room
            && !broken
        {
            self.push(" => ");
            let begins = self.position();
            if self.statement_expression(body, room).is_some() {
                let text = self.text_since(begins);
                if is_block || !text.contains('\n') && width(text) <= room.width {
                    self.push(comma);
                    return Some(());
                }
                same = Some(text.to_owned());
            }
            self.rewind(arrow);
        }
        let indent = match !is_block || is_empty {
            true => shape.indent + TAB,
            false => shape.indent,
        };
        self.push(" =>");
        let arrow_end = self.position();
        if is_block {
            self.new_line(indent);
        } else if broken {
            self.new_line(shape.indent);
            self.push("{");
            self.new_line(indent);
        } else {
            self.push(" {");
            self.new_line(indent);
        }
        let begins = self.position();
        let next = self.statement_expression(body, self.shape(indent));
        let budget = room.map_or(0, |room| room.width);
        let below = match (&same, next) {
            (Some(same), Some(())) if prefers_next_line(same, self.text_since(begins)) => true,
            (Some(same), _) if extends && width(first_line(same)) <= budget => false,
            (Some(same), Some(())) => same.contains('\n'),
            (None, next) => {
                next?;
                true
            }
            (Some(_), None) => false,
        };
        if below {
            if is_block {
                self.push(comma);
            } else {
                if self.is_jump(body) {
                    self.push(";");
                }
                self.new_line(shape.indent);
                self.push("}");
            }
        } else {
            self.rewind(arrow_end);
            self.push(" ");
            self.push(&same.unwrap_or_default());
            self.push(comma);
        }
        Some(())
    }

    /// Returns whether a block has a keyword that makes it an expression of its own, such as
    /// `async`.
    fn is_prefixed_block(&self, block: Id) -> bool {
        let words = self.tree().text(block);
        ["async", "move", "const"]
            .iter()
            .any(|word| words.starts_with(word))
    }

    /// Returns whether the body of an arm may extend over several lines from the line of its arrow,
    /// and the body, without the braces of a block that contains only an expression.
    fn arm_expression(&mut self, body: Id, room: Option<Shape>) -> (bool, Id) {
        if let Some(inner) = self.tree().only_expression(body)
            && !self.in_macro(body)
            && !matches!(self.kind(inner), Kind::Macro | Kind::Verbatim)
        {
            if self.kind(inner) == Kind::Block && !self.is_prefixed_block(inner) {
                return self.arm_expression(inner, None);
            }
            let long = room.is_some_and(|room| self.has_long_condition(inner, room, None));
            return match long {
                true => (false, body),
                false => (self.can_extend(inner), inner),
            };
        }
        (self.can_extend(body), body)
    }

    fn can_extend(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::Loop => self.tree().text(id).ends_with("loop"),
            Kind::Match | Kind::Closure | Kind::Array | Kind::Call | Kind::Macro => true,
            Kind::Struct | Kind::Tuple | Kind::Verbatim => true,
            Kind::Block => !self.is_prefixed_block(id),
            Kind::Repeat => !self.tree().text(id).is_empty(),
            Kind::Chain => match self.tree().children(id) {
                [root] => self.can_extend(*root),
                [.., last] => self.kind(*last) == Kind::MethodCall,
                [] => false,
            },
            Kind::Prefix => self.tree().is_operator(id) && self.can_extend(self.child(id, 0)),
            Kind::Index | Kind::Cast => self.can_extend(self.child(id, 0)),
            _ => false,
        }
    }
}
