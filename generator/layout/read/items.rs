//! Items.

use super::super::lex::T;
use super::super::tree::{COMMA, IN_MACRO, Id, Kind, NONE, SPACE};
use super::Reader;

impl Reader<'_> {
    /// The next item, inner attribute or comment of a file, if there is one.
    pub fn file_item(&mut self) -> Option<Id> {
        if self.at(T::End) {
            return None;
        }
        Some(self.module_item())
    }

    /// An item, or what may stand between items.
    fn module_item(&mut self) -> Id {
        let blank = self.blank();
        let mark = self.mark();
        if matches!(self.token.kind, T::Comment | T::InnerDoc) {
            return self.comment();
        }
        let item = match self.at(T::Pound) && self.next().kind == T::Bang {
            true => self.attribute(true),
            false => {
                let height = self.stack.len();
                match self.outer_attributes() {
                    Some(()) if self.begins_item() => self.item_behind(height),
                    Some(()) => self.macro_item(height),
                    None => None,
                }
            }
        };
        match item {
            Some(id) => {
                self.tree.node_mut(id).flags |= blank;
                id
            }
            None => {
                self.reset(mark);
                self.raw(Kind::RawItem)
            }
        }
    }

    /// A macro as an item, behind its attributes.
    fn macro_item(&mut self, height: usize) -> Option<Id> {
        let start = self.token.start;
        let call = self.path_expression()?;
        if self.slice(self.token) != ";" || !self.text[start..self.behind].contains('!') {
            return None;
        }
        self.bump();
        // rustfmt adds no comma to what a macro reads, and keeps one: lists of names have it where
        // they are broken.
        let node = self.tree.node_mut(call);
        if node.kind == Kind::Macro && node.flags & COMMA == 0 {
            node.flags &= !IN_MACRO;
        }
        let range = self.taken(start);
        let id = self.gather_with(Kind::Statement, 0, range, &[call], height);
        self.tree.node_mut(id).extra = 1;
        Some(id)
    }

    pub(super) fn begins_item(&self) -> bool {
        let next = || self.next();
        match self.word().as_bytes() {
            b"use" | b"fn" | b"struct" | b"enum" | b"impl" | b"trait" | b"type" | b"mod"
            | b"pub" | b"extern" => true,
            b"static" => next().kind == T::Ident && self.slice(next()) != "move",
            b"const" => matches!(next().kind, T::Ident) && self.slice(next()) != "move",
            b"unsafe" => next().kind == T::Ident,
            b"async" => self.slice(next()) == "fn" || self.slice(next()) == "unsafe",
            b"macro_rules" => next().kind == T::Bang,
            _ => false,
        }
    }

    /// An item behind its attributes, which are on the stack from a height on.
    pub(super) fn item_behind(&mut self, height: usize) -> Option<Id> {
        let attributes = height;
        let start = self.token.start;
        if self.eat_word("pub") && self.at(T::OpenParen) {
            let inner = self.next();
            let visible = matches!(self.slice(inner), "crate" | "super" | "self" | "in");
            if visible && !self.skip_brackets() {
                return None;
            }
        }
        let visibility = self.taken(start);
        let word = self.word();
        if word == "use" {
            return self.use_(start, visibility, attributes);
        }
        // The words up to the one that says what it is.
        loop {
            match self.word() {
                "unsafe" | "async" | "extern" | "safe" | "default" => self.bump(),
                "const"
                    if matches!(
                        self.slice(self.next()),
                        "fn" | "unsafe" | "async" | "extern"
                    ) =>
                {
                    self.bump();
                }
                _ if self.at(T::Text) => self.bump(),
                _ => break,
            }
        }
        let before = (start, self.behind.max(start));
        match self.word() {
            "fn" => self.fn_(start, attributes),
            "struct" => self.struct_(start, attributes),
            "enum" => self.enum_(start, attributes),
            "trait" => self.trait_(start, attributes),
            "impl" => self.impl_(before, attributes),
            "type" => self.alias(start, attributes),
            "const" | "static" => self.constant(start, attributes),
            "mod" => self.mod_(start, attributes),
            "macro_rules" => {
                self.bump();
                self.expect(T::Bang)?;
                self.expect(T::Ident)?;
                let braces = self.at(T::OpenBrace);
                if !self.skip_brackets() {
                    return None;
                }
                if !braces {
                    self.expect(T::Semi)?;
                }
                Some(self.item(Kind::RawItem, self.taken(start), &[], attributes))
            }
            _ => None,
        }
    }

    /// A node of an item: its parts, and behind them its attributes, which are on the stack from a
    /// height on.
    fn item(&mut self, kind: Kind, words: (usize, usize), parts: &[Id], attributes: usize) -> Id {
        let glue = match kind {
            Kind::RawItem | Kind::UseItem => 0,
            _ => self.glue(words),
        };
        let id = self.gather_with(kind, glue, words, parts, attributes);
        if kind == Kind::FieldItem {
            self.tree.measure(id);
        }
        self.tree.node_mut(id).extra = self.behind as u32;
        id
    }

    fn use_(&mut self, start: usize, visibility: (usize, usize), attributes: usize) -> Option<Id> {
        while !self.at(T::Semi) {
            match self.token.kind {
                T::Ident | T::Path | T::OpenBrace | T::CloseBrace | T::Comma | T::Star => {
                    self.bump();
                }
                _ => return None,
            }
        }
        self.bump();
        let length = visibility.1 - visibility.0;
        let id = self.item(Kind::UseItem, self.taken(start), &[], attributes);
        self.tree.node_mut(id).extra = length as u32;
        Some(id)
    }

    /// A list of nodes that are on the stack from a height on.
    fn listed(&mut self, height: usize) -> Id {
        let here = (self.behind, self.behind);
        self.gather(Kind::List, 0, here, height)
    }

    fn generics(&mut self) -> Option<Id> {
        let height = self.stack.len();
        if self.eat(T::Less) {
            if self.at(T::More) {
                return None;
            }
            self.inside(|this| this.list(T::More, Self::generic_parameter))?;
        }
        Some(self.listed(height))
    }

    fn generic_parameter(&mut self) -> Option<Id> {
        let start = self.token.start;
        if self.eat_word("const") {
            self.expect(T::Ident)?;
            self.expect(T::Colon)?;
            let words = self.taken(start);
            let ty = self.type_()?;
            if self.at(T::Eq) {
                return None;
            }
            return Some(self.words(Kind::Named, SPACE, words, &[ty]));
        }
        if !self.eat(T::Lifetime) {
            self.expect(T::Ident)?;
        }
        let name = self.taken(start);
        match self.token.kind {
            T::Colon => {
                self.bump();
                let words = self.taken(start);
                let bounds = self.bounds((self.behind, self.behind))?;
                if self.at(T::Eq) {
                    return None;
                }
                Some(self.words(Kind::Named, SPACE, words, &[bounds]))
            }
            T::Eq => {
                self.bump();
                let ty = self.type_()?;
                Some(self.equal(name, ty))
            }
            _ => Some(self.node(Kind::Word, name, &[])),
        }
    }

    /// What stands behind `where`.
    fn conditions(&mut self) -> Option<Id> {
        let height = self.stack.len();
        if self.eat_word("where") {
            while !matches!(self.token.kind, T::OpenBrace | T::Semi | T::Eq) {
                let start = self.token.start;
                let ty = match self.token.kind {
                    T::Lifetime => self.leaf(Kind::Word),
                    _ => self.type_()?,
                };
                self.expect(T::Colon)?;
                let here = (self.behind, self.behind);
                let bounds = self.bounds(here)?;
                let id = self.node(Kind::Typed, (start, start), &[ty, bounds]);
                self.stack.push(id);
                if !self.eat(T::Comma) {
                    break;
                }
            }
        }
        Some(self.listed(height))
    }

    fn fn_(&mut self, start: usize, attributes: usize) -> Option<Id> {
        self.bump();
        self.expect(T::Ident)?;
        let words = self.taken(start);
        let generics = self.generics()?;
        let height = self.stack.len();
        self.expect(T::OpenParen)?;
        self.inside(|this| this.list(T::CloseParen, Self::parameter))?;
        let parameters = self.listed(height);
        let result = match self.eat(T::Arrow) {
            true => self.type_()?,
            false => NONE,
        };
        let conditions = self.conditions()?;
        let body = match self.eat(T::Semi) {
            true => NONE,
            false => self.block((self.token.start, self.token.start))?,
        };
        let parts = [generics, parameters, result, conditions, body];
        Some(self.item(Kind::Fn, words, &parts, attributes))
    }

    fn parameter(&mut self) -> Option<Id> {
        let start = self.token.start;
        if self.at(T::Pound) {
            return None;
        }
        // `&'a mut self`
        let mark = self.mark();
        if self.eat(T::And) {
            self.eat(T::Lifetime);
        }
        self.eat_word("mut");
        if self.eat_word("self") && !self.at(T::Path) {
            let range = self.taken(start);
            let own = self.words(Kind::Word, 0, range, &[]);
            return self.typed(own);
        }
        self.reset(mark);
        let pattern = self.one_pattern()?;
        self.expect(T::Colon)?;
        let ty = self.type_()?;
        let here = (self.behind, self.behind);
        Some(self.node(Kind::Typed, here, &[pattern, ty]))
    }

    fn struct_(&mut self, start: usize, attributes: usize) -> Option<Id> {
        self.bump();
        self.expect(T::Ident)?;
        let words = self.taken(start);
        let generics = self.generics()?;
        let mut conditions = self.conditions()?;
        let fields = self.fields()?;
        if self.tree_kind(fields) == Some(Kind::TupleFields) {
            conditions = self.conditions()?;
        }
        if self.tree_kind(fields) != Some(Kind::NamedFields) {
            self.expect(T::Semi)?;
        }
        let parts = [generics, conditions, fields];
        Some(self.item(Kind::StructItem, words, &parts, attributes))
    }

    fn tree_kind(&self, id: Id) -> Option<Kind> {
        (id != NONE).then(|| self.tree.kind(id))
    }

    /// The fields of a struct or a variant, if it has any.
    fn fields(&mut self) -> Option<Id> {
        let height = self.stack.len();
        let here = (self.token.start, self.token.start);
        match self.token.kind {
            T::OpenBrace => {
                self.bump();
                self.inside(|this| this.members(Self::named_field))?;
                Some(self.gather(Kind::NamedFields, 0, here, height))
            }
            T::OpenParen => {
                self.bump();
                self.inside(|this| this.list(T::CloseParen, Self::tuple_field))?;
                Some(self.gather(Kind::TupleFields, 0, here, height))
            }
            _ => Some(NONE),
        }
    }

    /// Fields or variants up to the brace that closes them, with comments between; onto the stack.
    fn members(&mut self, mut read: impl FnMut(&mut Self) -> Option<Id>) -> Option<()> {
        loop {
            match self.token.kind {
                T::CloseBrace => {
                    self.bump();
                    return Some(());
                }
                T::Comment => {
                    let comment = self.comment();
                    self.stack.push(comment);
                }
                _ => {
                    let blank = self.blank();
                    let member = read(self)?;
                    self.tree.node_mut(member).flags |= blank;
                    self.stack.push(member);
                    if !self.eat(T::Comma) && !self.at(T::CloseBrace) {
                        return None;
                    }
                }
            }
        }
    }

    fn visibility(&mut self) -> Option<()> {
        if self.eat_word("pub") && self.at(T::OpenParen) {
            let inner = self.next();
            if matches!(self.slice(inner), "crate" | "super" | "self" | "in")
                && !self.skip_brackets()
            {
                return None;
            }
        }
        Some(())
    }

    fn named_field(&mut self) -> Option<Id> {
        let attributes = self.stack.len();
        self.outer_attributes()?;
        let start = self.token.start;
        self.visibility()?;
        self.expect(T::Ident)?;
        let words = self.taken(start);
        self.expect(T::Colon)?;
        let ty = self.type_()?;
        Some(self.item(Kind::FieldItem, words, &[ty], attributes))
    }

    fn tuple_field(&mut self) -> Option<Id> {
        if matches!(self.token.kind, T::Pound | T::Doc) {
            return None;
        }
        let start = self.token.start;
        self.visibility()?;
        let words = self.taken(start);
        let ty = self.type_()?;
        if words.0 == words.1 {
            return Some(ty);
        }
        Some(self.words(Kind::Prefix, SPACE, words, &[ty]))
    }

    fn enum_(&mut self, start: usize, attributes: usize) -> Option<Id> {
        self.bump();
        self.expect(T::Ident)?;
        let words = self.taken(start);
        let generics = self.generics()?;
        let conditions = self.conditions()?;
        let height = self.stack.len();
        self.expect(T::OpenBrace)?;
        self.inside(|this| this.members(Self::variant))?;
        let here = (self.behind, self.behind);
        let variants = self.gather(Kind::NamedFields, 0, here, height);
        let parts = [generics, conditions, variants];
        Some(self.item(Kind::EnumItem, words, &parts, attributes))
    }

    fn variant(&mut self) -> Option<Id> {
        let attributes = self.stack.len();
        self.outer_attributes()?;
        let words = (self.token.start, self.token.end);
        self.expect(T::Ident)?;
        let fields = self.fields()?;
        let number = match self.eat(T::Eq) {
            true => self.expression()?,
            false => NONE,
        };
        Some(self.item(Kind::Variant, words, &[fields, number], attributes))
    }

    fn trait_(&mut self, start: usize, attributes: usize) -> Option<Id> {
        self.bump();
        self.expect(T::Ident)?;
        let words = self.taken(start);
        let generics = self.generics()?;
        let bounds = match self.eat(T::Colon) {
            true => self.bounds((self.behind, self.behind))?,
            false => NONE,
        };
        let conditions = self.conditions()?;
        let items = self.items()?;
        let parts = [generics, bounds, conditions, items];
        Some(self.item(Kind::TraitItem, words, &parts, attributes))
    }

    fn impl_(&mut self, before: (usize, usize), attributes: usize) -> Option<Id> {
        self.bump();
        let generics = self.generics()?;
        if self.at(T::Bang) {
            return None;
        }
        let first = self.type_()?;
        let (of, ty) = match self.eat_word("for") {
            true => (first, self.type_()?),
            false => (NONE, first),
        };
        let conditions = self.conditions()?;
        let items = self.items()?;
        let parts = [generics, of, ty, conditions, items];
        Some(self.item(Kind::ImplItem, before, &parts, attributes))
    }

    /// Items between braces.
    fn items(&mut self) -> Option<Id> {
        let height = self.stack.len();
        self.expect(T::OpenBrace)?;
        self.inside(|this| {
            loop {
                match this.token.kind {
                    T::CloseBrace => {
                        this.bump();
                        return Some(());
                    }
                    T::End => return None,
                    _ => {
                        let item = this.module_item();
                        this.stack.push(item);
                    }
                }
            }
        })?;
        let here = (self.behind, self.behind);
        Some(self.gather_with(Kind::List, 0, here, &[], height))
    }

    fn alias(&mut self, start: usize, attributes: usize) -> Option<Id> {
        self.bump();
        self.expect(T::Ident)?;
        let words = self.taken(start);
        let generics = self.generics()?;
        let bounds = match self.eat(T::Colon) {
            true => self.bounds((self.behind, self.behind))?,
            false => NONE,
        };
        let conditions = self.conditions()?;
        let ty = match self.eat(T::Eq) {
            true => self.type_()?,
            false => NONE,
        };
        self.expect(T::Semi)?;
        let parts = [generics, bounds, ty, conditions];
        Some(self.item(Kind::AliasItem, words, &parts, attributes))
    }

    fn constant(&mut self, start: usize, attributes: usize) -> Option<Id> {
        self.bump();
        self.eat_word("mut");
        self.expect(T::Ident)?;
        let words = self.taken(start);
        self.expect(T::Colon)?;
        let ty = self.type_()?;
        let value = match self.eat(T::Eq) {
            true => self.expression()?,
            false => NONE,
        };
        self.expect(T::Semi)?;
        Some(self.item(Kind::ConstItem, words, &[ty, value], attributes))
    }

    fn mod_(&mut self, start: usize, attributes: usize) -> Option<Id> {
        self.bump();
        self.expect(T::Ident)?;
        let words = self.taken(start);
        let items = match self.eat(T::Semi) {
            true => NONE,
            false => self.items()?,
        };
        Some(self.item(Kind::ModItem, words, &[items], attributes))
    }

    /// Starts anew with the next item, whose nodes take the place of the last one's.
    pub fn forget(&mut self) {
        self.tree.clear();
        self.stack.clear();
        self.first = self.behind;
    }

    /// Reads the last item of a file again, every line of it.
    pub fn again(&mut self) -> Id {
        let first = self.first;
        self.forget();
        self.jump(first);
        self.first = first;
        self.thorough = true;
        let item = self.module_item();
        self.thorough = false;
        item
    }

    /// How much of the text was read for the items that are in the tree.
    pub fn read_since_last(&self) -> usize {
        self.behind.saturating_sub(self.first)
    }
}
