//! Writes items.

use super::super::measure::{last_line, width};
use super::super::tree::{BLANK, Id, Kind, NONE, TRAILING};
use super::super::{CALL, TAB, VARIANT};
use super::lists::{Comma, List, ListKind};
use super::shape::Shape;
use super::{STEPS, Writer};

/// Formats a whole file.
pub fn file(text: &str, max_width: usize) -> String {
    let mut writer = Writer::new(text, max_width);
    let mut group: Vec<Id> = Vec::new();
    while let Some(item) = writer.parser.file_item() {
        let start = writer.position();
        if !writer.joins_group(&group, item) {
            writer.group(&group, 0);
            group.clear();
        }
        group.push(item);
        if writer.sort_group(item).is_none() {
            writer.group(&group, 0);
            group.clear();
            if std::mem::take(&mut writer.plain_line_overflowed) {
                // Parse it again without the fast path.
                writer.rewind(start);
                let item = writer.parser.reparse_item();
                writer.group(&[item], 0);
                writer.plain_line_overflowed = false;
            }
            writer.parser.clear();
        }
    }
    writer.group(&group, 0);
    writer.out
}

impl Writer<'_> {
    /// Returns the kind of group that an item is sorted in, if any.
    fn sort_group(&self, id: Id) -> Option<Kind> {
        let kind = self.kind(id);
        let reads_macros = |from: usize| {
            let attributes = &self.tree().children(id)[from..];
            attributes.iter().any(|attribute| {
                self.kind(*attribute) == Kind::Attribute
                    && self.tree().text(self.child(*attribute, 0)) == "macro_use"
            })
        };
        match kind {
            Kind::UseItem => Some(kind),
            Kind::ModItem if self.child(id, 0) == NONE && !reads_macros(1) => Some(kind),
            _ => None,
        }
    }

    /// Returns whether an item belongs to the same sorted group as the items before it.
    fn joins_group(&self, group: &[Id], item: Id) -> bool {
        match group.first() {
            None => true,
            Some(first) => {
                !self.has(item, BLANK)
                    && self.sort_group(item).is_some()
                    && self.sort_group(*first) == self.sort_group(item)
            }
        }
    }

    /// Writes a group of items, with a line break after each.
    fn group(&mut self, group: &[Id], indent: usize) {
        let Some(first) = group.first() else { return };
        if self.has(*first, TRAILING) && self.out.ends_with('\n') {
            self.out.pop();
            self.push(" ");
        } else {
            if self.has(*first, BLANK) && !self.out.is_empty() {
                self.push("\n");
            }
            self.indent(indent);
        }
        match self.sort_group(*first) {
            Some(Kind::UseItem) => self.imports(group, indent),
            Some(_) if group.len() > 1 => {
                let mut sorted = group.to_vec();
                let tree = self.tree();
                let name = |id: &Id| {
                    let words = tree.text(*id);
                    let name = words.rsplit([' ', '\n']).next().unwrap_or_default();
                    name.trim_start_matches("r#")
                };
                sorted.sort_by(|left, right| name(left).cmp(name(right)));
                for (at, item) in sorted.iter().enumerate() {
                    if at > 0 {
                        self.new_line(indent);
                    }
                    self.item(*item, indent);
                }
            }
            _ => self.item(*first, indent),
        }
        self.push("\n");
    }

    /// Writes items, including the line break after the last one.
    fn items(&mut self, list: Id, indent: usize) {
        let count = self.count(list);
        let mut group: Vec<Id> = Vec::new();
        for at in 0..count {
            let item = self.child(list, at);
            if !self.joins_group(&group, item)
                || !group.is_empty() && self.sort_group(item).is_none()
            {
                self.group(&group, indent);
                group.clear();
            }
            if at == 0 {
                self.parser.tree.node_mut(item).flags &= !BLANK;
            }
            group.push(item);
        }
        self.group(&group, indent);
    }

    /// Writes items in braces.
    fn braces(&mut self, list: Id, indent: usize) {
        self.push("{\n");
        self.items(list, indent + TAB);
        self.indent(indent);
        self.push("}");
    }

    /// Writes an item with its attributes, without a line break after it.
    pub(super) fn item(&mut self, id: Id, indent: usize) {
        let kind = self.kind(id);
        let parts = match kind {
            Kind::Fn | Kind::ImplItem => 5,
            Kind::TraitItem | Kind::AliasItem => 4,
            Kind::StructItem | Kind::EnumItem => 3,
            Kind::ConstItem | Kind::Variant => 2,
            Kind::ModItem | Kind::FieldItem => 1,
            _ => 0,
        };
        match kind {
            Kind::Comment => return self.comment(id, indent),
            Kind::Attribute => return self.attribute(id, indent),
            Kind::Verbatim => return self.raw(self.tree().range(id), indent),
            Kind::Statement => return self.statement(id, indent, false),
            _ => {}
        }
        if indent == 0 || self.steps == 0 {
            self.steps = STEPS * (self.parser.item_length() + 64);
        }
        for at in parts..self.count(id) {
            self.attribute_of(self.child(id, at), indent);
        }
        let written = self.with_overlong_fallback(|this| match kind {
            Kind::Fn => this.function(id, indent),
            Kind::StructItem => this.struct_(id, indent),
            Kind::EnumItem => this.enum_(id, indent),
            Kind::TraitItem => this.trait_(id, indent),
            Kind::ImplItem => this.implementation(id, indent),
            Kind::AliasItem => this.alias(id, indent),
            Kind::ConstItem => this.constant(id, indent),
            Kind::ModItem => this.module(id, indent),
            _ => None,
        });
        if !written {
            let range = self.tree().whole(id);
            self.raw(range, indent);
        }
    }

    fn module(&mut self, id: Id, indent: usize) -> Option<()> {
        self.push_text(id);
        match self.child(id, 0) {
            NONE => self.push(";"),
            list if self.count(list) == 0 => self.push(" {}"),
            list => {
                self.push(" ");
                self.braces(list, indent);
            }
        }
        Some(())
    }

    /// Writes the opening brace after a head that starts at `start`: on the same line if `more`
    /// columns after it fit too.
    fn open_brace(&mut self, start: usize, indent: usize, more: usize) {
        let text = self.text_since(start);
        if !text.contains('\n') && indent + width(text) + 2 + more > self.max_width {
            self.new_line(indent);
        } else {
            self.push(" ");
        }
        self.push("{");
    }

    fn struct_(&mut self, id: Id, indent: usize) -> Option<()> {
        let start = self.position();
        self.push_text(id);
        let (generics, where_clause, fields) =
            (self.child(id, 0), self.child(id, 1), self.child(id, 2));
        let shape = self.shape(indent);
        let taken = width(self.text_since(start));
        let room = shape.saturating_offset_left(taken);
        if fields == NONE {
            self.generic_list(generics, self.position(), room)?;
            self.where_clause(where_clause, indent, false)?;
            self.push(";");
            return Some(());
        }
        self.generic_list(generics, self.position(), room)?;
        if self.kind(fields) == Kind::TupleFields {
            self.list(self.tuple_fields(fields, start), shape.sub_width(1)?)?;
            self.where_clause(where_clause, indent, false)?;
            self.push(";");
            return Some(());
        }
        self.where_clause(where_clause, indent, false)?;
        self.fields_in_braces(fields, where_clause, start, indent)
    }

    fn enum_(&mut self, id: Id, indent: usize) -> Option<()> {
        let start = self.position();
        self.push_text(id);
        let (generics, where_clause, variants) =
            (self.child(id, 0), self.child(id, 1), self.child(id, 2));
        let room = self
            .shape(indent)
            .saturating_offset_left(width(self.text_since(start)));
        self.generic_list(generics, self.position(), room)?;
        self.where_clause(where_clause, indent, false)?;
        if self.count(variants) == 0 && self.count(where_clause) == 0 {
            self.open_brace(start, indent, 1);
            self.push("}");
            return Some(());
        }
        self.fields_in_braces(variants, where_clause, start, indent)
    }

    /// Returns the list of fields of a tuple struct or variant after its name.
    fn tuple_fields(&self, fields: Id, head: usize) -> List {
        List {
            id: fields,
            from: 0,
            to: self.count(fields),
            open: "(",
            close: ")",
            kind: ListKind::Types,
            width_limit: CALL,
            comma: Comma::Below,
            head,
        }
    }

    /// Writes fields or variants in braces after a head.
    fn fields_in_braces(
        &mut self,
        fields: Id,
        where_clause: Id,
        start: usize,
        indent: usize,
    ) -> Option<()> {
        let empty = self.count(fields) == 0;
        if self.count(where_clause) > 0 {
            self.new_line(indent);
            self.push("{");
        } else {
            self.open_brace(start, indent, usize::from(empty));
        }
        if empty {
            // rustfmt counts the brace again here.
            let text = last_line(self.text_since(start));
            let taken = width(text) + if self.is_broken(start) { 0 } else { indent };
            if taken + 3 > self.max_width && !self.is_broken(start) {
                self.new_line(indent);
            }
            self.push("}");
            return Some(());
        }
        self.members(fields, indent + TAB)?;
        self.new_line(indent);
        self.push("}");
        Some(())
    }

    /// Writes fields or variants, each on its own line.
    fn members(&mut self, fields: Id, indent: usize) -> Option<()> {
        let count = self.count(fields);
        // rustfmt puts the fields of variants on one line only if all or none of the variants fit
        // on one.
        let variants = (0..count).map(|at| self.child(fields, at));
        let variants = variants.filter(|child| self.kind(*child) == Kind::Variant);
        let all = variants.clone().count();
        let short = variants
            .filter(|child| self.is_short_variant(*child, indent))
            .count();
        let short = short == 0 || short == all;
        for at in 0..count {
            let child = self.child(fields, at);
            if !self.open_line(child, at, indent) {
                continue;
            }
            match self.kind(child) {
                Kind::Comment => {
                    self.comment(child, indent);
                    continue;
                }
                Kind::Variant => self.variant(child, indent, short)?,
                _ => self.field(child, indent)?,
            }
            self.push(",");
        }
        Some(())
    }

    fn field(&mut self, id: Id, indent: usize) -> Option<()> {
        for at in 1..self.count(id) {
            self.attribute_of(self.child(id, at), indent);
        }
        let shape = self.shape(indent).sub_width(1)?;
        let start = self.position();
        let ty = self.child(id, 0);
        self.push_text(id);
        self.push(":");
        if let Some(flat) = self.tree().flat(ty)
            && self.position() - start + 1 + flat <= shape.width
        {
            self.push(" ");
            self.flat(ty);
            return Some(());
        }
        self.right_side(start, ty, shape)
    }

    fn has_one_line(&self, id: Id, indent: usize) -> bool {
        let fields = self.child(id, 0);
        let Some(flat) = self.tree().sum(self.tree().children(fields), 2) else {
            return false;
        };
        let taken = width(self.tree().text(id)) + 2 + 3 + indent;
        flat <= VARIANT.min(self.max_width.saturating_sub(taken))
    }

    /// Returns whether a variant, including its attributes, takes one line.
    fn is_short_variant(&self, id: Id, indent: usize) -> bool {
        let fields = self.child(id, 0);
        if self.count(id) > 2 {
            return false;
        }
        if fields == NONE {
            return true;
        }
        match self.kind(fields) {
            Kind::NamedFields => self.count(fields) == 0 || self.has_one_line(id, indent),
            _ => {
                let children = self.tree().children(fields);
                let all = self.tree().sum(children, 2);
                let taken = indent + width(self.tree().text(id)) + 3;
                all.is_some_and(|all| {
                    taken + all <= self.max_width && (children.len() < 2 || all <= CALL)
                })
            }
        }
    }

    fn variant(&mut self, id: Id, indent: usize, short: bool) -> Option<()> {
        for at in 2..self.count(id) {
            self.attribute_of(self.child(id, at), indent);
        }
        let shape = self.shape(indent).sub_width(1)?;
        let start = self.position();
        let (fields, number) = (self.child(id, 0), self.child(id, 1));
        self.push_text(id);
        if fields != NONE && self.kind(fields) == Kind::TupleFields {
            self.list(self.tuple_fields(fields, start), shape)?;
        } else if fields != NONE {
            let count = self.count(fields);
            if count == 0 {
                self.push(" {}");
            } else if short && self.has_one_line(id, indent) {
                self.push(" { ");
                self.flat_range(fields, 0, count, ", ");
                self.push(" }");
            } else {
                self.push(" {");
                self.members(fields, indent + TAB)?;
                self.new_line(indent);
                self.push("}");
            }
        }
        if number != NONE {
            self.push(" =");
            self.right_side(start, number, shape)?;
        }
        Some(())
    }

    fn trait_(&mut self, id: Id, indent: usize) -> Option<()> {
        let start = self.position();
        let (generics, bounds) = (self.child(id, 0), self.child(id, 1));
        let (where_clause, items) = (self.child(id, 2), self.child(id, 3));
        self.push_text(id);
        let text = self.text_since(start);
        let name = text.len() - text.rfind(' ').map_or(0, |at| at + 1);
        let head = self.position() - name;
        let room = self.shape(indent).offset_left(head - start)?;
        self.generic_list(generics, head, room)?;
        if bounds != NONE {
            self.push(":");
            self.trait_bounds(start, bounds, room)?;
        }
        self.where_clause(where_clause, indent, false)?;
        let empty = self.count(items) == 0;
        let text = self.text_since(start);
        let broken = text.contains('\n');
        if width(last_line(text)) + 2 > self.max_width.saturating_sub(indent) {
            self.new_line(indent);
        } else if empty && !broken {
            self.push(" {}");
            return Some(());
        } else if broken || self.count(where_clause) > 0 && !empty {
            self.new_line(indent);
        } else {
            self.push(" ");
        }
        match empty {
            true => {
                self.push("{");
                if broken {
                    self.new_line(indent);
                }
                self.push("}");
            }
            false => self.braces(items, indent),
        }
        Some(())
    }

    /// Writes supertraits on the line of the colon, or below it.
    fn trait_bounds(&mut self, start: usize, bounds: Id, shape: Shape) -> Option<()> {
        let mut left = self.last_width(start);
        if self.is_broken(start) {
            left = left.saturating_sub(shape.indent);
        }
        let before = self.position();
        self.push(" ");
        let room = shape.offset_left(left + 1);
        let same = room.and_then(|room| {
            self.rewrite(bounds, room)?;
            let text = self.text_since(before + 1);
            (!text.contains('\n') && width(text) <= room.width).then_some(())
        });
        if same.is_some() {
            return Some(());
        }
        self.rewind(before);
        let below = self.shape(shape.indent).sub_width(shape.indent)?;
        self.new_line(shape.indent + TAB);
        self.rewrite(bounds, below)
    }

    fn implementation(&mut self, id: Id, indent: usize) -> Option<()> {
        let start = self.position();
        let (generics, of, ty) = (self.child(id, 0), self.child(id, 1), self.child(id, 2));
        let (where_clause, items) = (self.child(id, 3), self.child(id, 4));
        self.push_text(id);
        if self.position() > start {
            self.push(" ");
        }
        let head = self.position();
        self.push("impl");
        let room = self.shape(indent + head - start);
        let room = Shape {
            indent,
            offset: head - start,
            ..room
        };
        self.generic_list(generics, head, room)?;
        let below = self.shape(indent + TAB);
        if of != NONE {
            let before = self.position();
            let taken = 1 + self.last_width(start);
            self.push(" ");
            let room = Shape {
                indent,
                ..self.shape(indent + taken)
            };
            let written = self.rewrite_within(of, room);
            if written.is_none() || self.is_broken(before) {
                self.rewind(before);
                self.new_line(below.indent);
                self.rewrite(of, below)?;
            }
        }
        let before = self.position();
        let bare = self.count(where_clause) == 0;
        let overhead = if of != NONE { 4 } else { 0 } + if bare { 2 } else { 0 };
        let taken = self.last_width(start) + overhead + 1;
        self.push(if of != NONE { " for " } else { " " });
        let room = Shape {
            indent,
            offset: 0,
            width: self.max_width.saturating_sub(taken),
        };
        let written = self.rewrite_within(ty, room);
        if written.is_none() || self.is_broken(before) {
            self.rewind(before);
            self.new_line(below.indent);
            self.push(if of != NONE { "for " } else { "" });
            let room = Shape {
                width: self.max_width.saturating_sub(self.last_width(start)),
                ..below
            };
            self.rewrite(ty, room)?;
        }
        let broken = self.is_broken(start);
        let empty = self.count(items) == 0;
        if bare && empty && !broken && width(self.text_since(start)) <= self.max_width {
            self.push(" {}");
            return Some(());
        }
        self.where_clause(where_clause, indent, false)?;
        if self.is_broken(start) {
            self.new_line(indent);
        } else {
            self.push(" ");
        }
        match empty {
            true => {
                self.push("{");
                if broken || !bare {
                    self.new_line(indent);
                }
                self.push("}");
            }
            false => self.braces(items, indent),
        }
        Some(())
    }

    /// Writes a type only if it fits, even while overlong tokens are allowed.
    fn rewrite_within(&mut self, id: Id, room: Shape) -> Option<()> {
        let allow_overlong = std::mem::replace(&mut self.allow_overlong, false);
        let written = self.try_rewrite(id, room);
        self.allow_overlong = allow_overlong;
        written
    }

    fn alias(&mut self, id: Id, indent: usize) -> Option<()> {
        let start = self.position();
        let (generics, bounds) = (self.child(id, 0), self.child(id, 1));
        let (ty, where_clause) = (self.child(id, 2), self.child(id, 3));
        if self.count(where_clause) > 0 {
            return None;
        }
        self.push_text(id);
        let text = self.text_since(start);
        let name = text.len() - text.rfind(' ').map_or(0, |at| at + 1);
        let head = self.position() - name;
        let room = self.shape(indent).offset_left(head - start)?.sub_width(2)?;
        self.generic_list(generics, head, room)?;
        if bounds != NONE {
            self.push(": ");
            let room = self.shape(indent).offset_left(self.position() - start)?;
            self.rewrite(bounds, room)?;
        }
        if ty != NONE {
            self.push(" =");
            self.right_side(start, ty, self.shape(indent).sub_width(1)?)?;
        }
        self.push(";");
        Some(())
    }

    fn constant(&mut self, id: Id, indent: usize) -> Option<()> {
        let start = self.position();
        let (ty, value) = (self.child(id, 0), self.child(id, 1));
        self.push_text(id);
        self.push(":");
        let shape = self.shape(indent);
        let before = self.position();
        self.push(" ");
        let room = shape.offset_left(self.last_width(start) + 2);
        if room.and_then(|room| self.rewrite(ty, room)).is_none() {
            self.rewind(before);
            let below = self.shape(indent + TAB);
            self.new_line(below.indent);
            self.rewrite(ty, below)?;
        }
        if value != NONE {
            self.push(" =");
            self.right_side(start, value, shape.sub_width(1)?)?;
        }
        self.push(";");
        Some(())
    }
}
