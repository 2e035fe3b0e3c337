//! Writes nodes on one line.

use super::super::tree::{ALTERNATE, IN_MACRO, Id, Kind, NONE, TRAILING_COMMA};
use super::Writer;

impl Writer<'_> {
    /// Writes a node whose width is known.
    pub(super) fn flat(&mut self, id: Id) {
        match self.kind(id) {
            Kind::Path => self.flat_all(id, 0, "::"),
            Kind::Segment => {
                self.push_text(id);
                self.push(if self.has(id, ALTERNATE) { "<" } else { "::<" });
                self.flat_all(id, 0, ", ");
                self.push(">");
            }
            Kind::FnSegment => {
                self.push_text(id);
                self.push("(");
                let inputs = self.count(id) - 1;
                self.flat_range(id, 0, inputs, ", ");
                self.push(")");
                let result = self.child(id, inputs);
                if result != NONE {
                    self.push(" -> ");
                    self.flat(result);
                }
            }
            Kind::Qualified => {
                self.push("<");
                self.flat(self.child(id, 0));
                if self.child(id, 1) != NONE {
                    self.push(" as ");
                    self.flat(self.child(id, 1));
                }
                self.push(">");
            }
            Kind::Named | Kind::Prefix => {
                self.push_text(id);
                if self.has(id, ALTERNATE) {
                    self.push(self.sign(id));
                }
                self.flat(self.child(id, 0));
            }
            Kind::Call => {
                self.flat(self.child(id, 0));
                self.flat_list(id, 1, "(", ")");
            }
            Kind::Macro | Kind::Meta => {
                self.push_text(id);
                self.flat_list(id, 0, "(", ")");
            }
            Kind::Array => {
                self.push_text(id);
                self.flat_list(id, 0, "[", "]");
            }
            Kind::Tuple => self.flat_list(id, 0, "(", ")"),
            Kind::TuplePattern => {
                if self.child(id, 0) != NONE {
                    self.flat(self.child(id, 0));
                }
                self.flat_list(id, 1, "(", ")");
            }
            Kind::Chain => {
                self.flat(self.child(id, 0));
                self.question_marks(id);
                self.flat_all(id, 1, "");
            }
            Kind::MethodCall => {
                self.push(".");
                self.push_text(id);
                self.generic_arguments(id);
                let generics = self.tree().node(id).extra as usize;
                self.flat_list(id, generics, "(", ")");
                self.question_marks(id);
            }
            Kind::FieldAccess => {
                self.push(".");
                self.push_text(id);
                self.question_marks(id);
            }
            Kind::Index => {
                self.flat(self.child(id, 0));
                self.push("[");
                self.flat(self.child(id, 1));
                self.push("]");
            }
            Kind::Paren | Kind::ParenType => self.flat_list(id, 0, "(", ")"),
            Kind::Slice => self.flat_list(id, 0, "[", "]"),
            Kind::Repeat => {
                self.push_text(id);
                self.push("[");
                self.flat_all(id, 0, "; ");
                self.push("]");
            }
            Kind::Binary | Kind::Assign => {
                self.flat(self.child(id, 0));
                self.push(" ");
                self.push_text(id);
                self.push(" ");
                self.flat(self.child(id, 1));
            }
            Kind::Cast => self.flat_all(id, 0, " as "),
            Kind::Typed => self.flat_all(id, 0, ": "),
            Kind::Range => {
                if self.child(id, 0) != NONE {
                    self.flat(self.child(id, 0));
                }
                self.push_text(id);
                if self.child(id, 1) != NONE {
                    self.flat(self.child(id, 1));
                }
            }
            Kind::Struct => {
                self.flat(self.child(id, 0));
                self.push(" {");
                if self.count(id) > 1 {
                    self.push(" ");
                    self.flat_all(id, 1, ", ");
                    self.push(" ");
                }
                self.push("}");
            }
            Kind::FieldValue => {
                self.push_text(id);
                self.push(": ");
                self.flat(self.child(id, 0));
            }
            Kind::If => {
                self.push("if ");
                self.flat(self.child(id, 0));
                self.push(" ");
                self.flat(self.child(id, 1));
                self.push(" else ");
                self.flat(self.child(id, 2));
            }
            Kind::LetCondition => {
                self.push("let ");
                self.flat_all(id, 0, " = ");
            }
            Kind::Match => {
                self.push("match ");
                self.flat(self.child(id, 0));
                self.push(" {}");
            }
            Kind::Closure => {
                self.closure_head(id);
                self.push(" ");
                let body = self.closure_body(id);
                self.flat(body);
            }
            Kind::Block => {
                self.push_text(id);
                self.push("{");
                if self.count(id) > 0 {
                    self.push(" ");
                    self.flat(self.child(id, 0));
                    self.push(" ");
                }
                self.push("}");
            }
            Kind::Bounds => {
                self.push_text(id);
                self.flat_all(id, 0, " + ");
            }
            Kind::OrPattern => self.flat_all(id, 0, " | "),
            Kind::Statement => self.flat(self.child(id, 0)),
            Kind::Attribute => {
                self.push_text(id);
                self.push("[");
                self.flat(self.child(id, 0));
                self.push("]");
            }
            Kind::FieldItem => {
                self.push_text(id);
                self.push(": ");
                self.flat(self.child(id, 0));
            }
            _ => self.push_text(id),
        }
    }

    /// Returns the separator in the second form of `Named` and `Prefix`.
    pub(super) fn sign(&self, id: Id) -> &'static str {
        match self.kind(id) {
            Kind::Prefix => " @ ",
            _ => " = ",
        }
    }

    /// Writes the closure up to its body, on one line.
    pub(super) fn closure_head(&mut self, id: Id) {
        self.push_text(id);
        self.push("|");
        let parameters = self.tree().node(id).extra as usize;
        self.flat_range(id, 0, parameters, ", ");
        self.push("|");
        let result = self.child(id, parameters);
        if result != NONE {
            self.push(" -> ");
            self.flat(result);
        }
    }

    /// Returns the body of a closure as written on one line: without the braces of a block that
    /// contains only an expression.
    fn closure_body(&self, id: Id) -> Id {
        let parameters = self.tree().node(id).extra as usize;
        let (result, body) = (self.child(id, parameters), self.child(id, parameters + 1));
        match self.tree().only_expression(body) {
            Some(inner) if result == NONE && !self.has(id, IN_MACRO) => inner,
            _ => body,
        }
    }

    pub(super) fn generic_arguments(&mut self, id: Id) {
        let generics = self.tree().node(id).extra as usize;
        if generics > 0 {
            self.push("::<");
            self.flat_range(id, 0, generics, ", ");
            self.push(">");
        }
    }

    pub(super) fn question_marks(&mut self, id: Id) {
        for _ in 0..self.tree().node(id).question_marks {
            self.push("?");
        }
    }

    fn flat_all(&mut self, id: Id, from: usize, separator: &str) {
        self.flat_range(id, from, self.count(id), separator);
    }

    pub(super) fn flat_range(&mut self, id: Id, from: usize, to: usize, separator: &str) {
        for at in from..to {
            if at > from {
                self.push(separator);
            }
            self.flat(self.child(id, at));
        }
    }

    fn flat_list(&mut self, id: Id, from: usize, open: &str, close: &str) {
        self.push(open);
        self.flat_all(id, from, ", ");
        let kept = self.has(id, TRAILING_COMMA) && self.has(id, IN_MACRO);
        if self.count(id) > from && kept || self.tree().needs_comma(id) {
            self.push(",");
        }
        self.push(close);
    }
}
