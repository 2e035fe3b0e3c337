//! Conditions, loops and `match`.

use super::super::TAB;
use super::super::measure::{first_line, is_extendable, last_line, prefers_next_line, width};
use super::super::tree::{BLANK, Id, Kind, NONE, TRAILING};
use super::Writer;
use super::shape::Shape;

impl Writer<'_> {
    /// `if`, `for`, `while` and `loop`. `nested` is one behind `else`.
    pub(super) fn control(&mut self, id: Id, shape: Shape, nested: bool) -> Option<()> {
        let used = self.control_head(id, shape, nested, true)?;
        let (block, no) = match self.kind(id) {
            Kind::If => (self.kid(id, 1), self.kid(id, 2)),
            _ => (self.kid(id, 2), NONE),
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

    /// Everything up to the brace. Returns the columns that it takes.
    pub(super) fn control_head(
        &mut self,
        id: Id,
        shape: Shape,
        nested: bool,
        with_words: bool,
    ) -> Option<usize> {
        let is_if = self.kind(id) == Kind::If;
        let fresh = Shape {
            width: self.line.saturating_sub(shape.used()),
            ..shape
        };
        let fresh = if nested { fresh.behind(7)? } else { fresh };
        if with_words {
            self.push(if is_if { "if" } else { "" });
            self.words_unless(is_if, id);
        }
        let words = if is_if {
            2
        } else {
            self.tree().words_width(id)
        };
        let offset = words + 1;
        let (pattern, condition) = self.condition_of(id);
        if condition == NONE {
            self.push(" ");
            return Some(words + 2);
        }
        if with_words {
            self.push(" ");
        }
        let start = self.here();
        let room = fresh.behind(offset)?;
        if pattern != NONE {
            let (before, connector) = match self.kind(id) == Kind::Loop && self.is_for(id) {
                true => ("", " in"),
                false => ("let ", " ="),
            };
            self.push(before);
            let room_of_pattern = room.behind(before.len())?.less(connector.len())?;
            self.put(pattern, room_of_pattern)?;
            self.push(connector);
            self.assigned(start, condition, room)?;
        } else if self.try_put(condition, room).is_none() {
            if is_if {
                return None;
            }
            let below = shape.indented(self.line);
            let behind_words = start - usize::from(with_words);
            self.back_to(behind_words);
            self.new_line(below.indent);
            self.put(condition, below)?;
        }
        let budget = self.line.saturating_sub(fresh.used() + offset + 2);
        let text = self.since(start);
        let broken = text.contains('\n');
        let offsetted = broken && {
            let last = last_line(text);
            last.len() - last.trim_start().len() > shape.used()
        };
        let next_line = (broken || width(text) > budget) && (!is_extendable(text) || offsetted);
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

    fn words_unless(&mut self, not: bool, id: Id) {
        if !not {
            self.words(id);
        }
    }

    fn is_for(&self, id: Id) -> bool {
        self.tree().words(id).ends_with("for")
    }

    /// The pattern and the expression of a condition.
    fn condition_of(&self, id: Id) -> (Id, Id) {
        let (pattern, condition) = match self.kind(id) {
            Kind::If => (NONE, self.kid(id, 0)),
            _ => (self.kid(id, 0), self.kid(id, 1)),
        };
        match pattern == NONE && condition != NONE && self.kind(condition) == Kind::LetCondition {
            true => (self.kid(condition, 0), self.kid(condition, 1)),
            false => (pattern, condition),
        }
    }

    pub(super) fn match_(&mut self, id: Id, shape: Shape) -> Option<()> {
        let room = Shape {
            width: self.line.saturating_sub(shape.used()),
            ..shape
        }
        .behind(6)?;
        self.push("match ");
        let start = self.here();
        self.put(self.kid(id, 0), room)?;
        let text = self.since(start);
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
            let arm = self.kid(id, at);
            if self.has(arm, TRAILING) {
                self.push(" ");
                self.words(arm);
                continue;
            }
            if at > 1 && self.has(arm, BLANK) {
                self.push("\n");
            }
            self.new_line(indent);
            match self.kind(arm) {
                Kind::Comment => self.comment(arm, indent),
                Kind::Raw => self.raw(self.tree().range(arm), indent),
                Kind::Plain => self.plain(arm, indent),
                _ => self.arm(arm, self.shape(indent))?,
            }
        }
        self.new_line(shape.indent);
        self.push("}");
        Some(())
    }

    fn arm(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.here();
        for at in 3..self.count(id) {
            self.attribute_of(self.kid(id, at), shape.indent);
        }
        let before = self.here();
        self.put(self.kid(id, 0), shape.less(5)?)?;
        let guard = self.kid(id, 1);
        let mut guard_broken = false;
        if guard != NONE {
            let behind = self.here();
            self.guard(guard, before, shape)?;
            guard_broken = self.is_broken(behind);
        }
        self.arm_body(id, start, guard_broken, shape)
    }

    fn guard(&mut self, guard: Id, start: usize, shape: Shape) -> Option<()> {
        let pattern = width(last_line(self.since(start)).trim_start());
        let start_of_guard = self.here();
        let room = shape.behind(pattern + 4).and_then(|room| room.less(5));
        if (!self.is_broken(start) || pattern <= TAB)
            && let Some(room) = room
        {
            self.push(" if ");
            let written = self.put(guard, room);
            if written.is_some() && (!self.is_broken(start_of_guard) || pattern <= TAB) {
                return Some(());
            }
            self.back_to(start_of_guard);
        }
        let below = shape.indented(self.line);
        self.new_line(below.indent);
        self.push("if ");
        self.put(guard, below.behind(3)?.less(5)?)
    }

    /// The body of an arm, from the arrow on. The text of what stands before begins at `start`.
    fn arm_body(&mut self, id: Id, start: usize, guard_broken: bool, shape: Shape) -> Option<()> {
        let taken = self.added_width(start, shape) + 4;
        let (extends, body) = self.arm_expression(self.kid(id, 2), shape.behind(taken));
        let is_block = self.kind(body) == Kind::Block && !self.is_no_block(body);
        let is_empty = is_block && self.count(body) == 0;
        let comma = match is_block && !self.tree().words(body).starts_with("unsafe") {
            true => "",
            false => ",",
        };
        let broken = guard_broken && self.is_broken(start) && !is_empty;
        let room = shape.behind(taken).and_then(|room| room.less(comma.len()));
        let arrow = self.here();
        let mut same = None;
        if let Some(room) = room
            && !broken
        {
            self.push(" => ");
            let begins = self.here();
            if self.statement_expression(body, room).is_some() {
                let text = self.since(begins);
                if is_block || !text.contains('\n') && width(text) <= room.width {
                    self.push(comma);
                    return Some(());
                }
                same = Some(text.to_owned());
            }
            self.back_to(arrow);
        }
        let indent = match !is_block || is_empty {
            true => shape.indent + TAB,
            false => shape.indent,
        };
        self.push(" =>");
        let behind_arrow = self.here();
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
        let begins = self.here();
        let next = self.statement_expression(body, self.shape(indent));
        let budget = room.map_or(0, |room| room.width);
        let below = match (&same, next) {
            (Some(same), Some(())) if prefers_next_line(same, self.since(begins)) => true,
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
                if self.leaves(body) {
                    self.push(";");
                }
                self.new_line(shape.indent);
                self.push("}");
            }
        } else {
            self.back_to(behind_arrow);
            self.push(" ");
            self.push(&same.unwrap_or_default());
            self.push(comma);
        }
        Some(())
    }

    /// Whether a block is an expression like others: what is in it is another body.
    fn is_no_block(&self, block: Id) -> bool {
        let words = self.tree().words(block);
        ["async", "move", "const"]
            .iter()
            .any(|word| words.starts_with(word))
    }

    /// The body of an arm without the braces of a block that holds nothing but an expression, and
    /// whether it may go on below the line of its arrow.
    fn arm_expression(&mut self, body: Id, room: Option<Shape>) -> (bool, Id) {
        if let Some(inner) = self.tree().only_expression(body)
            && !self.in_macro(body)
            && !matches!(self.kind(inner), Kind::Macro | Kind::Raw)
        {
            if self.kind(inner) == Kind::Block && !self.is_no_block(inner) {
                return self.arm_expression(inner, None);
            }
            let long = room.is_some_and(|room| self.has_long_condition(inner, room, None));
            return match long {
                true => (false, body),
                false => (self.extends(inner), inner),
            };
        }
        (self.extends(body), body)
    }

    fn extends(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::Loop => self.tree().words(id).ends_with("loop"),
            Kind::Match | Kind::Closure | Kind::Array | Kind::Call | Kind::Macro => true,
            Kind::Struct | Kind::Tuple | Kind::Raw => true,
            Kind::Block => !self.is_no_block(id),
            Kind::Repeat => !self.tree().words(id).is_empty(),
            Kind::Chain => match self.tree().kids(id) {
                [root] => self.extends(*root),
                [.., last] => self.kind(*last) == Kind::Method,
                [] => false,
            },
            Kind::Prefix => self.tree().is_operator(id) && self.extends(self.kid(id, 0)),
            Kind::Index | Kind::Cast => self.extends(self.kid(id, 0)),
            _ => false,
        }
    }
}
