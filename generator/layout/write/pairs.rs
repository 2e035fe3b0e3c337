//! Writes binary expressions.

use super::super::TAB;
use super::super::measure::{first_line, last_line, width};
use super::super::tree::{ALTERNATE, Id, Kind};
use super::Writer;
use super::shape::Shape;

impl Writer<'_> {
    /// Writes a chain of the same operator; falls back to a single pair if that has no layout.
    pub(super) fn pairs(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.position();
        let operator = self.tree().text(id).to_owned();
        let mut operands = Vec::new();
        let mut node = id;
        while self.kind(node) == Kind::Binary && self.tree().text(node) == operator {
            operands.push(self.child(node, 1));
            node = self.child(node, 0);
        }
        operands.push(node);
        operands.reverse();
        let lets = self.has(id, ALTERNATE);
        if !lets && self.one_line(&operands, &operator, shape).is_some() {
            return Some(());
        }
        self.rewind(start);
        if self.operands_below(&operands, &operator, shape).is_some() {
            return Some(());
        }
        self.rewind(start);
        let infix = format!(" {operator} ");
        self.pair(id, "", &infix, "", true, shape)
    }

    /// Writes an operand at the start of a line: the first one where the chain starts, the others
    /// indented after their operator.
    fn operand(&mut self, id: Id, first: bool, operator: &str, shape: Shape) -> Option<()> {
        if first {
            return self.rewrite(id, shape);
        }
        let below = shape
            .indented(self.max_width)
            .sub_width(shape.overhead(self.max_width))?;
        self.rewrite(id, below.offset_left(operator.len() + 1)?)
    }

    fn one_line(&mut self, operands: &[Id], operator: &str, shape: Shape) -> Option<()> {
        let start = self.position();
        let (last, others) = operands.split_last()?;
        for (at, operand) in others.iter().enumerate() {
            if self.position() - start > shape.width && at > 0 {
                return None;
            }
            self.operand(*operand, at == 0, operator, shape)?;
            if self.is_broken(start) {
                return None;
            }
            self.push(" ");
            self.push(operator);
            self.push(" ");
        }
        let before = self.position();
        let taken = self.last_width(start);
        self.rewrite(*last, shape.offset_left(taken)?)?;
        if width(first_line(self.text_since(start))) > shape.width {
            return None;
        }
        let text = self.text_since(before);
        if text.contains('\n')
            && !text.starts_with('{')
            && (text.starts_with('(') || before - start > TAB)
        {
            return None;
        }
        self.fits(start, shape)
    }

    fn operands_below(&mut self, operands: &[Id], operator: &str, shape: Shape) -> Option<()> {
        let start = self.position();
        let nested = shape
            .indented(self.max_width)
            .sub_width(shape.overhead(self.max_width))?;
        for (at, operand) in operands.iter().enumerate() {
            if at == 0 {
                self.operand(*operand, true, operator, shape)?;
                continue;
            }
            let offset = if self.is_broken(start) {
                0
            } else {
                shape.used()
            };
            let before = self.position();
            // An operand narrower than the indentation shares its line with the next one.
            if self.last_width(start) + offset <= nested.used() {
                let taken = width(last_line(self.text_since(start)).trim_start());
                if let Some(room) = shape.offset_left(operator.len() + 2 + taken) {
                    self.push(" ");
                    self.push(operator);
                    self.push(" ");
                    if self.rewrite(*operand, room).is_some() {
                        continue;
                    }
                    self.rewind(before);
                }
            }
            self.new_line(nested.indent);
            self.push(operator);
            self.push(" ");
            self.operand(*operand, false, operator, shape)?;
        }
        Some(())
    }
}
