//! Operators between two expressions.

use super::super::TAB;
use super::super::measure::{first_line, last_line, width};
use super::super::tree::{Id, Kind, OTHER};
use super::Writer;
use super::shape::Shape;

impl Writer<'_> {
    /// A chain of the same operator, or a single pair where that finds no way.
    pub(super) fn pairs(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.here();
        let operator = self.tree().words(id).to_owned();
        let mut operands = Vec::new();
        let mut node = id;
        while self.kind(node) == Kind::Binary && self.tree().words(node) == operator {
            operands.push(self.kid(node, 1));
            node = self.kid(node, 0);
        }
        operands.push(node);
        operands.reverse();
        let lets = self.has(id, OTHER);
        if !lets && self.one_line(&operands, &operator, shape).is_some() {
            return Some(());
        }
        self.back_to(start);
        if self.operands_below(&operands, &operator, shape).is_some() {
            return Some(());
        }
        self.back_to(start);
        let infix = format!(" {operator} ");
        self.pair(id, "", &infix, "", true, shape)
    }

    /// The operands as they stand alone: the first one where the chain begins, and the others
    /// behind their operators below it.
    fn operand(&mut self, id: Id, first: bool, operator: &str, shape: Shape) -> Option<()> {
        if first {
            return self.put(id, shape);
        }
        let below = shape.indented(self.line).less(shape.overhead(self.line))?;
        self.put(id, below.behind(operator.len() + 1)?)
    }

    fn one_line(&mut self, operands: &[Id], operator: &str, shape: Shape) -> Option<()> {
        let start = self.here();
        let (last, others) = operands.split_last()?;
        for (at, operand) in others.iter().enumerate() {
            if self.here() - start > shape.width && at > 0 {
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
        let before = self.here();
        let taken = self.last_width(start);
        self.put(*last, shape.behind(taken)?)?;
        if width(first_line(self.since(start))) > shape.width {
            return None;
        }
        let text = self.since(before);
        if text.contains('\n')
            && !text.starts_with('{')
            && (text.starts_with('(') || before - start > TAB)
        {
            return None;
        }
        self.fits(start, shape)
    }

    fn operands_below(&mut self, operands: &[Id], operator: &str, shape: Shape) -> Option<()> {
        let start = self.here();
        let nested = shape.indented(self.line).less(shape.overhead(self.line))?;
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
            let before = self.here();
            // An operand that is no wider than an indentation is not left alone on its line.
            if self.last_width(start) + offset <= nested.used() {
                let taken = width(last_line(self.since(start)).trim_start());
                if let Some(room) = shape.behind(operator.len() + 2 + taken) {
                    self.push(" ");
                    self.push(operator);
                    self.push(" ");
                    if self.put(*operand, room).is_some() {
                        continue;
                    }
                    self.back_to(before);
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
