//! Items.

use super::super::measure::{last_line, width};
use super::super::tree::{BLANK, Id, Kind, NONE, TRAILING};
use super::super::{CALL, TAB, VARIANT};
use super::lists::{Comma, List, Of};
use super::shape::Shape;
use super::{STEPS, Writer};

/// Lays out a whole file.
pub fn file(text: &str, line: usize) -> String {
    let mut writer = Writer::new(text, line);
    let mut group: Vec<Id> = Vec::new();
    while let Some(item) = writer.reader.file_item() {
        let start = writer.here();
        if !writer.joins(&group, item) {
            writer.group(&group, 0);
            group.clear();
        }
        group.push(item);
        if writer.sorts(item).is_none() {
            writer.group(&group, 0);
            group.clear();
            if std::mem::take(&mut writer.misfit) {
                // It is read once more, and no line is taken for granted.
                writer.back_to(start);
                let item = writer.reader.again();
                writer.group(&[item], 0);
                writer.misfit = false;
            }
            writer.reader.forget();
        }
    }
    writer.group(&group, 0);
    writer.out
}

impl Writer<'_> {
    /// What an item is sorted with.
    fn sorts(&self, id: Id) -> Option<Kind> {
        let kind = self.kind(id);
        let reads_macros = |from: usize| {
            let attributes = &self.tree().kids(id)[from..];
            attributes.iter().any(|attribute| {
                self.kind(*attribute) == Kind::Attribute
                    && self.tree().words(self.kid(*attribute, 0)) == "macro_use"
            })
        };
        match kind {
            Kind::UseItem => Some(kind),
            Kind::ModItem if self.kid(id, 0) == NONE && !reads_macros(1) => Some(kind),
            _ => None,
        }
    }

    /// Whether an item is sorted with those before it.
    fn joins(&self, group: &[Id], item: Id) -> bool {
        match group.first() {
            None => true,
            Some(first) => {
                !self.has(item, BLANK)
                    && self.sorts(item).is_some()
                    && self.sorts(*first) == self.sorts(item)
            }
        }
    }

    /// Items that stand together, each with the line break behind it.
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
        match self.sorts(*first) {
            Some(Kind::UseItem) => self.imports(group, indent),
            Some(_) if group.len() > 1 => {
                let mut sorted = group.to_vec();
                let tree = self.tree();
                let name = |id: &Id| {
                    let words = tree.words(*id);
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

    /// Items between braces, the line break behind the last one included.
    fn items(&mut self, list: Id, indent: usize) {
        let count = self.count(list);
        let mut group: Vec<Id> = Vec::new();
        for at in 0..count {
            let item = self.kid(list, at);
            if !self.joins(&group, item) || !group.is_empty() && self.sorts(item).is_none() {
                self.group(&group, indent);
                group.clear();
            }
            if at == 0 {
                self.reader.tree.node_mut(item).flags &= !BLANK;
            }
            group.push(item);
        }
        self.group(&group, indent);
    }

    /// Items in their braces.
    fn braces(&mut self, list: Id, indent: usize) {
        self.push("{\n");
        self.items(list, indent + TAB);
        self.indent(indent);
        self.push("}");
    }

    /// An item with its attributes, without the line break behind it.
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
            Kind::Raw => return self.raw(self.tree().range(id), indent),
            Kind::Statement => return self.statement(id, indent, false),
            _ => {}
        }
        if indent == 0 || self.steps == 0 {
            self.steps = STEPS * (self.reader.read_since_last() + 64);
        }
        for at in parts..self.count(id) {
            self.attribute_of(self.kid(id, at), indent);
        }
        let written = self.in_some_way(|this| match kind {
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
        self.words(id);
        match self.kid(id, 0) {
            NONE => self.push(";"),
            list if self.count(list) == 0 => self.push(" {}"),
            list => {
                self.push(" ");
                self.braces(list, indent);
            }
        }
        Some(())
    }

    /// The brace of something whose head was written from `start` on: on its line if that fits.
    fn open_brace(&mut self, start: usize, indent: usize, more: usize) {
        let text = self.since(start);
        if !text.contains('\n') && indent + width(text) + 2 + more > self.line {
            self.new_line(indent);
        } else {
            self.push(" ");
        }
        self.push("{");
    }

    fn struct_(&mut self, id: Id, indent: usize) -> Option<()> {
        let start = self.here();
        self.words(id);
        let (generics, conditions, fields) = (self.kid(id, 0), self.kid(id, 1), self.kid(id, 2));
        let shape = self.shape(indent);
        let taken = width(self.since(start));
        let room = shape.behind_all(taken);
        if fields == NONE {
            self.generic_list(generics, self.here(), room)?;
            self.conditions(conditions, indent, false)?;
            self.push(";");
            return Some(());
        }
        self.generic_list(generics, self.here(), room)?;
        if self.kind(fields) == Kind::TupleFields {
            self.list(self.tuple_fields(fields, start), shape.less(1)?)?;
            self.conditions(conditions, indent, false)?;
            self.push(";");
            return Some(());
        }
        self.conditions(conditions, indent, false)?;
        self.fields_behind(fields, conditions, start, indent)
    }

    fn enum_(&mut self, id: Id, indent: usize) -> Option<()> {
        let start = self.here();
        self.words(id);
        let (generics, conditions, variants) = (self.kid(id, 0), self.kid(id, 1), self.kid(id, 2));
        let room = self.shape(indent).behind_all(width(self.since(start)));
        self.generic_list(generics, self.here(), room)?;
        self.conditions(conditions, indent, false)?;
        if self.count(variants) == 0 && self.count(conditions) == 0 {
            self.open_brace(start, indent, 1);
            self.push("}");
            return Some(());
        }
        self.fields_behind(variants, conditions, start, indent)
    }

    /// The types of a tuple struct, or of a variant, behind its name.
    fn tuple_fields(&self, fields: Id, head: usize) -> List {
        List {
            id: fields,
            from: 0,
            to: self.count(fields),
            open: "(",
            close: ")",
            of: Of::Types,
            most: CALL,
            comma: Comma::Below,
            head,
        }
    }

    /// Fields or variants in braces behind a head.
    fn fields_behind(
        &mut self,
        fields: Id,
        conditions: Id,
        start: usize,
        indent: usize,
    ) -> Option<()> {
        let empty = self.count(fields) == 0;
        if self.count(conditions) > 0 {
            self.new_line(indent);
            self.push("{");
        } else {
            self.open_brace(start, indent, usize::from(empty));
        }
        if empty {
            // It takes three columns that are there already.
            let text = last_line(self.since(start));
            let taken = width(text) + if self.is_broken(start) { 0 } else { indent };
            if taken + 3 > self.line && !self.is_broken(start) {
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

    /// Fields or variants, each on a line.
    fn members(&mut self, fields: Id, indent: usize) -> Option<()> {
        let count = self.count(fields);
        // Where one variant takes several lines and another does not, none has fields on one.
        let variants = (0..count).map(|at| self.kid(fields, at));
        let variants = variants.filter(|kid| self.kind(*kid) == Kind::Variant);
        let all = variants.clone().count();
        let short = variants
            .filter(|kid| self.is_short_variant(*kid, indent))
            .count();
        let short = short == 0 || short == all;
        for at in 0..count {
            let kid = self.kid(fields, at);
            if !self.open_line(kid, at, indent) {
                continue;
            }
            match self.kind(kid) {
                Kind::Comment => {
                    self.comment(kid, indent);
                    continue;
                }
                Kind::Variant => self.variant(kid, indent, short)?,
                _ => self.field(kid, indent)?,
            }
            self.push(",");
        }
        Some(())
    }

    fn field(&mut self, id: Id, indent: usize) -> Option<()> {
        for at in 1..self.count(id) {
            self.attribute_of(self.kid(id, at), indent);
        }
        let shape = self.shape(indent).less(1)?;
        let start = self.here();
        let ty = self.kid(id, 0);
        self.words(id);
        self.push(":");
        if let Some(flat) = self.tree().flat(ty)
            && self.here() - start + 1 + flat <= shape.width
        {
            self.push(" ");
            self.flat(ty);
            return Some(());
        }
        self.assigned(start, ty, shape)
    }

    fn has_one_line(&self, id: Id, indent: usize) -> bool {
        let fields = self.kid(id, 0);
        let Some(flat) = self.tree().sum(self.tree().kids(fields), 2) else {
            return false;
        };
        let taken = width(self.tree().words(id)) + 2 + 3 + indent;
        flat <= VARIANT.min(self.line.saturating_sub(taken))
    }

    /// Whether a variant, with its documentation, takes one line.
    fn is_short_variant(&self, id: Id, indent: usize) -> bool {
        let fields = self.kid(id, 0);
        if self.count(id) > 2 {
            return false;
        }
        if fields == NONE {
            return true;
        }
        match self.kind(fields) {
            Kind::NamedFields => self.count(fields) == 0 || self.has_one_line(id, indent),
            _ => {
                let kids = self.tree().kids(fields);
                let all = self.tree().sum(kids, 2);
                let taken = indent + width(self.tree().words(id)) + 3;
                all.is_some_and(|all| taken + all <= self.line && (kids.len() < 2 || all <= CALL))
            }
        }
    }

    fn variant(&mut self, id: Id, indent: usize, short: bool) -> Option<()> {
        for at in 2..self.count(id) {
            self.attribute_of(self.kid(id, at), indent);
        }
        let shape = self.shape(indent).less(1)?;
        let start = self.here();
        let (fields, number) = (self.kid(id, 0), self.kid(id, 1));
        self.words(id);
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
            self.assigned(start, number, shape)?;
        }
        Some(())
    }

    fn trait_(&mut self, id: Id, indent: usize) -> Option<()> {
        let start = self.here();
        let (generics, bounds) = (self.kid(id, 0), self.kid(id, 1));
        let (conditions, items) = (self.kid(id, 2), self.kid(id, 3));
        self.words(id);
        let text = self.since(start);
        let name = text.len() - text.rfind(' ').map_or(0, |at| at + 1);
        let head = self.here() - name;
        let room = self.shape(indent).behind(head - start)?;
        self.generic_list(generics, head, room)?;
        if bounds != NONE {
            self.push(":");
            self.trait_bounds(start, bounds, room)?;
        }
        self.conditions(conditions, indent, false)?;
        let empty = self.count(items) == 0;
        let text = self.since(start);
        let broken = text.contains('\n');
        if width(last_line(text)) + 2 > self.line.saturating_sub(indent) {
            self.new_line(indent);
        } else if empty && !broken {
            self.push(" {}");
            return Some(());
        } else if broken || self.count(conditions) > 0 && !empty {
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

    /// Bounds behind the colon of a trait: on its line, or below it as they are.
    fn trait_bounds(&mut self, start: usize, bounds: Id, shape: Shape) -> Option<()> {
        let mut left = self.last_width(start);
        if self.is_broken(start) {
            left = left.saturating_sub(shape.indent);
        }
        let before = self.here();
        self.push(" ");
        let room = shape.behind(left + 1);
        let same = room.and_then(|room| {
            self.put(bounds, room)?;
            let text = self.since(before + 1);
            (!text.contains('\n') && width(text) <= room.width).then_some(())
        });
        if same.is_some() {
            return Some(());
        }
        self.back_to(before);
        let below = self.shape(shape.indent).less(shape.indent)?;
        self.new_line(shape.indent + TAB);
        self.put(bounds, below)
    }

    fn implementation(&mut self, id: Id, indent: usize) -> Option<()> {
        let start = self.here();
        let (generics, of, ty) = (self.kid(id, 0), self.kid(id, 1), self.kid(id, 2));
        let (conditions, items) = (self.kid(id, 3), self.kid(id, 4));
        self.words(id);
        if self.here() > start {
            self.push(" ");
        }
        let head = self.here();
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
            let before = self.here();
            let taken = 1 + self.last_width(start);
            self.push(" ");
            let room = Shape {
                indent,
                ..self.shape(indent + taken)
            };
            let written = self.put_within(of, room);
            if written.is_none() || self.is_broken(before) {
                self.back_to(before);
                self.new_line(below.indent);
                self.put(of, below)?;
            }
        }
        let before = self.here();
        let bare = self.count(conditions) == 0;
        let overhead = if of != NONE { 4 } else { 0 } + if bare { 2 } else { 0 };
        let taken = self.last_width(start) + overhead + 1;
        self.push(if of != NONE { " for " } else { " " });
        let room = Shape {
            indent,
            offset: 0,
            width: self.line.saturating_sub(taken),
        };
        let written = self.put_within(ty, room);
        if written.is_none() || self.is_broken(before) {
            self.back_to(before);
            self.new_line(below.indent);
            self.push(if of != NONE { "for " } else { "" });
            let room = Shape {
                width: self.line.saturating_sub(self.last_width(start)),
                ..below
            };
            self.put(ty, room)?;
        }
        let broken = self.is_broken(start);
        let empty = self.count(items) == 0;
        if bare && empty && !broken && width(self.since(start)) <= self.line {
            self.push(" {}");
            return Some(());
        }
        self.conditions(conditions, indent, false)?;
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

    /// Writes a type only where it really fits.
    fn put_within(&mut self, id: Id, room: Shape) -> Option<()> {
        let overlong = std::mem::replace(&mut self.overlong, false);
        let written = self.try_put(id, room);
        self.overlong = overlong;
        written
    }

    fn alias(&mut self, id: Id, indent: usize) -> Option<()> {
        let start = self.here();
        let (generics, bounds) = (self.kid(id, 0), self.kid(id, 1));
        let (ty, conditions) = (self.kid(id, 2), self.kid(id, 3));
        if self.count(conditions) > 0 {
            return None;
        }
        self.words(id);
        let text = self.since(start);
        let name = text.len() - text.rfind(' ').map_or(0, |at| at + 1);
        let head = self.here() - name;
        let room = self.shape(indent).behind(head - start)?.less(2)?;
        self.generic_list(generics, head, room)?;
        if bounds != NONE {
            self.push(": ");
            let room = self.shape(indent).behind(self.here() - start)?;
            self.put(bounds, room)?;
        }
        if ty != NONE {
            self.push(" =");
            self.assigned(start, ty, self.shape(indent).less(1)?)?;
        }
        self.push(";");
        Some(())
    }

    fn constant(&mut self, id: Id, indent: usize) -> Option<()> {
        let start = self.here();
        let (ty, value) = (self.kid(id, 0), self.kid(id, 1));
        self.words(id);
        self.push(":");
        let shape = self.shape(indent);
        let before = self.here();
        self.push(" ");
        let room = shape.behind(self.last_width(start) + 2);
        if room.and_then(|room| self.put(ty, room)).is_none() {
            self.back_to(before);
            let below = self.shape(indent + TAB);
            self.new_line(below.indent);
            self.put(ty, below)?;
        }
        if value != NONE {
            self.push(" =");
            self.assigned(start, value, shape.less(1)?)?;
        }
        self.push(";");
        Some(())
    }
}
