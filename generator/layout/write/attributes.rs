//! Attributes and documentation.

use super::super::ATTRIBUTE;
use super::super::measure::width;
use super::super::tree::{Id, Kind};
use super::Writer;
use super::lists::{List, Of};
use super::shape::Shape;

impl Writer<'_> {
    /// An attribute or a comment before something, with the line break behind it.
    pub(super) fn attribute_of(&mut self, id: Id, indent: usize) {
        match self.kind(id) {
            Kind::Comment => self.comment(id, indent),
            Kind::Attribute => self.attribute(id, indent),
            _ => self.raw(self.tree().range(id), indent),
        }
        self.new_line(indent);
    }

    pub(super) fn attribute(&mut self, id: Id, indent: usize) {
        let shape = self.shape(indent);
        let meta = self.kid(id, 0);
        if self.kind(meta) == Kind::Meta && self.tree().words(meta) == "derive" {
            return self.derive(id, meta, shape);
        }
        let flat = self.tree().flat(id);
        if flat.is_some_and(|flat| flat <= shape.width) {
            return self.flat(id);
        }
        let start = self.here();
        self.words(id);
        self.push("[");
        let room = shape.behind(self.here() - start);
        let written = room.and_then(|room| self.meta(meta, room));
        if written.is_none() {
            self.back_to(start);
            self.words(id);
            self.push("[");
            self.long_meta(meta);
        }
        self.push("]");
    }

    pub(super) fn meta(&mut self, id: Id, shape: Shape) -> Option<()> {
        if self.kind(id) != Kind::Meta {
            self.long_meta(id);
            return Some(());
        }
        let head = self.here();
        self.words(id);
        let list = List {
            id,
            from: 0,
            to: self.count(id),
            open: "(",
            close: ")",
            of: Of::Attributes,
            most: ATTRIBUTE,
            comma: self.comma(id),
            head,
        };
        self.list(list, shape.less(1)?)
    }

    /// What cannot be broken any more.
    fn long_meta(&mut self, id: Id) {
        match self.kind(id) {
            Kind::Meta => {
                self.words(id);
                self.push("(");
                for at in 0..self.count(id) {
                    if at > 0 {
                        self.push(", ");
                    }
                    self.long_meta(self.kid(id, at));
                }
                self.push(")");
            }
            Kind::Named => {
                self.words(id);
                self.push(" = ");
                self.words(self.kid(id, 0));
            }
            _ => self.words(id),
        }
    }

    /// All traits on the line of the attribute, or on one below, or each on one.
    fn derive(&mut self, id: Id, meta: Id, shape: Shape) {
        self.words(id);
        self.push("[derive(");
        let count = self.count(meta);
        let mut all = 2 * count.saturating_sub(1);
        for at in 0..count {
            all += width(self.tree().words(self.kid(meta, at)));
        }
        let below = self.shape(shape.indent + super::super::TAB);
        if all < shape.width.saturating_sub("#[derive()]()]".len()) {
            self.flat_range(meta, 0, count, ", ");
        } else if all <= below.width {
            self.new_line(below.indent);
            self.flat_range(meta, 0, count, ", ");
            self.push(",");
            self.new_line(shape.indent);
        } else {
            for at in 0..count {
                self.new_line(below.indent);
                self.flat(self.kid(meta, at));
                self.push(",");
            }
            self.new_line(shape.indent);
        }
        self.push(")]");
    }
}
