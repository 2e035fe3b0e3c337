//! Writes attributes and doc comments.

use super::super::ATTRIBUTE;
use super::super::measure::width;
use super::super::tree::{Id, Kind};
use super::Writer;
use super::lists::{List, ListKind};
use super::shape::Shape;

impl Writer<'_> {
    /// Writes an outer attribute or comment, with a line break after it.
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
        let meta = self.child(id, 0);
        if self.kind(meta) == Kind::Meta && self.tree().text(meta) == "derive" {
            return self.derive(id, meta, shape);
        }
        let flat = self.tree().flat(id);
        if flat.is_some_and(|flat| flat <= shape.width) {
            return self.flat(id);
        }
        let start = self.position();
        self.push_text(id);
        self.push("[");
        let room = shape.offset_left(self.position() - start);
        let written = room.and_then(|room| self.meta(meta, room));
        if written.is_none() {
            self.rewind(start);
            self.push_text(id);
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
        let head = self.position();
        self.push_text(id);
        let list = List {
            id,
            from: 0,
            to: self.count(id),
            open: "(",
            close: ")",
            kind: ListKind::Attributes,
            width_limit: ATTRIBUTE,
            comma: self.comma(id),
            head,
        };
        self.list(list, shape.sub_width(1)?)
    }

    /// Writes a meta item on one line, however long.
    fn long_meta(&mut self, id: Id) {
        match self.kind(id) {
            Kind::Meta => {
                self.push_text(id);
                self.push("(");
                for at in 0..self.count(id) {
                    if at > 0 {
                        self.push(", ");
                    }
                    self.long_meta(self.child(id, at));
                }
                self.push(")");
            }
            Kind::Named => {
                self.push_text(id);
                self.push(" = ");
                self.push_text(self.child(id, 0));
            }
            _ => self.push_text(id),
        }
    }

    /// Writes `derive` with all traits on its line, on the line below, or each on its own.
    fn derive(&mut self, id: Id, meta: Id, shape: Shape) {
        self.push_text(id);
        self.push("[derive(");
        let count = self.count(meta);
        let mut all = 2 * count.saturating_sub(1);
        for at in 0..count {
            all += width(self.tree().text(self.child(meta, at)));
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
                self.flat(self.child(meta, at));
                self.push(",");
            }
            self.new_line(shape.indent);
        }
        self.push(")]");
    }
}
