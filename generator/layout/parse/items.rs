//! Parses items.

use super::super::lex::TokenKind;
use super::super::tree::{IN_MACRO, Id, Kind, NONE, SPACE, TRAILING_COMMA};
use super::Parser;

impl Parser<'_> {
    /// Parses the next item, inner attribute or comment of a file, if there is one.
    pub fn file_item(&mut self) -> Option<Id> {
        if self.at(TokenKind::Eof) {
            return None;
        }
        Some(self.module_item())
    }

    /// Parses an item, or an inner attribute or comment between items.
    fn module_item(&mut self) -> Id {
        let blank = self.blank();
        let checkpoint = self.checkpoint();
        if matches!(self.token.kind, TokenKind::Comment | TokenKind::InnerDoc) {
            return self.comment();
        }
        let item = match self.at(TokenKind::Pound) && self.next().kind == TokenKind::Bang {
            true => self.attribute(true),
            false => {
                let base = self.stack.len();
                match self.outer_attributes() {
                    Some(()) if self.begins_item() => self.item_after_attributes(base),
                    Some(()) => self.macro_item(base),
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
                self.rewind(checkpoint);
                self.raw(Kind::VerbatimItem)
            }
        }
    }

    /// Parses a macro call as an item, after its attributes.
    fn macro_item(&mut self, base: usize) -> Option<Id> {
        let start = self.token.start;
        let call = self.path_expression()?;
        if self.slice(self.token) != ";" || !self.text[start..self.prev_end].contains('!') {
            return None;
        }
        self.bump();
        // In an item macro with a list of expressions, rustfmt keeps a trailing comma, and adds one
        // where it breaks the list.
        let node = self.tree.node_mut(call);
        if node.kind == Kind::Macro && node.flags & TRAILING_COMMA == 0 {
            node.flags &= !IN_MACRO;
        }
        let range = self.range_from(start);
        let id = self.reduce_with(Kind::Statement, 0, range, &[call], base);
        self.tree.node_mut(id).extra = 1;
        Some(id)
    }

    pub(super) fn begins_item(&self) -> bool {
        let next = || self.next();
        match self.word().as_bytes() {
            b"use" | b"fn" | b"struct" | b"enum" | b"impl" | b"trait" | b"type" | b"mod"
            | b"pub" | b"extern" => true,
            b"static" => next().kind == TokenKind::Ident && self.slice(next()) != "move",
            b"const" => matches!(next().kind, TokenKind::Ident) && self.slice(next()) != "move",
            b"unsafe" => next().kind == TokenKind::Ident,
            b"async" => self.slice(next()) == "fn" || self.slice(next()) == "unsafe",
            b"macro_rules" => next().kind == TokenKind::Bang,
            _ => false,
        }
    }

    /// Parses an item whose attributes are on the stack from `base` on.
    pub(super) fn item_after_attributes(&mut self, base: usize) -> Option<Id> {
        let attributes = base;
        let start = self.token.start;
        if self.eat_word("pub") && self.at(TokenKind::OpenParen) {
            let inner = self.next();
            let visible = matches!(self.slice(inner), "crate" | "super" | "self" | "in");
            if visible && !self.skip_brackets() {
                return None;
            }
        }
        let visibility = self.range_from(start);
        let word = self.word();
        if word == "use" {
            return self.use_(start, visibility, attributes);
        }
        // Qualifiers before the keyword of the item.
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
                _ if self.at(TokenKind::Str) => self.bump(),
                _ => break,
            }
        }
        let before = (start, self.prev_end.max(start));
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
                self.expect(TokenKind::Bang)?;
                self.expect(TokenKind::Ident)?;
                let braces = self.at(TokenKind::OpenBrace);
                if !self.skip_brackets() {
                    return None;
                }
                if !braces {
                    self.expect(TokenKind::Semi)?;
                }
                Some(self.item(Kind::VerbatimItem, self.range_from(start), &[], attributes))
            }
            _ => None,
        }
    }

    /// Adds the node of an item: its parts, followed by its attributes, which are on the stack.
    fn item(&mut self, kind: Kind, head: (usize, usize), parts: &[Id], attributes: usize) -> Id {
        let respace = match kind {
            Kind::VerbatimItem | Kind::UseItem => 0,
            _ => self.respace_flag(head),
        };
        let id = self.reduce_with(kind, respace, head, parts, attributes);
        if kind == Kind::FieldItem {
            self.tree.measure(id);
        }
        self.tree.node_mut(id).extra = self.prev_end as u32;
        id
    }

    fn use_(&mut self, start: usize, visibility: (usize, usize), attributes: usize) -> Option<Id> {
        while !self.at(TokenKind::Semi) {
            match self.token.kind {
                TokenKind::Ident
                | TokenKind::PathSep
                | TokenKind::OpenBrace
                | TokenKind::CloseBrace
                | TokenKind::Comma
                | TokenKind::Star => {
                    self.bump();
                }
                _ => return None,
            }
        }
        self.bump();
        let length = visibility.1 - visibility.0;
        let id = self.item(Kind::UseItem, self.range_from(start), &[], attributes);
        self.tree.node_mut(id).extra = length as u32;
        Some(id)
    }

    /// Adds a list of the nodes on the stack from `base` on.
    fn list_node(&mut self, base: usize) -> Id {
        let here = (self.prev_end, self.prev_end);
        self.reduce(Kind::List, 0, here, base)
    }

    fn generics(&mut self) -> Option<Id> {
        let base = self.stack.len();
        if self.eat(TokenKind::Less) {
            if self.at(TokenKind::Greater) {
                return None;
            }
            self.in_brackets(|this| this.list(TokenKind::Greater, Self::generic_parameter))?;
        }
        Some(self.list_node(base))
    }

    fn generic_parameter(&mut self) -> Option<Id> {
        let start = self.token.start;
        if self.eat_word("const") {
            self.expect(TokenKind::Ident)?;
            self.expect(TokenKind::Colon)?;
            let head = self.range_from(start);
            let ty = self.type_()?;
            if self.at(TokenKind::Eq) {
                return None;
            }
            return Some(self.text_node(Kind::Named, SPACE, head, &[ty]));
        }
        if !self.eat(TokenKind::Lifetime) {
            self.expect(TokenKind::Ident)?;
        }
        let name = self.range_from(start);
        match self.token.kind {
            TokenKind::Colon => {
                self.bump();
                let head = self.range_from(start);
                let bounds = self.bounds((self.prev_end, self.prev_end))?;
                if self.at(TokenKind::Eq) {
                    return None;
                }
                Some(self.text_node(Kind::Named, SPACE, head, &[bounds]))
            }
            TokenKind::Eq => {
                self.bump();
                let ty = self.type_()?;
                Some(self.equal(name, ty))
            }
            _ => Some(self.node(Kind::Atom, name, &[])),
        }
    }

    /// Parses an optional where clause.
    fn where_clause(&mut self) -> Option<Id> {
        let base = self.stack.len();
        if self.eat_word("where") {
            while !matches!(
                self.token.kind,
                TokenKind::OpenBrace | TokenKind::Semi | TokenKind::Eq
            ) {
                let start = self.token.start;
                let ty = match self.token.kind {
                    TokenKind::Lifetime => self.leaf(Kind::Atom),
                    _ => self.type_()?,
                };
                self.expect(TokenKind::Colon)?;
                let here = (self.prev_end, self.prev_end);
                let bounds = self.bounds(here)?;
                let id = self.node(Kind::Typed, (start, start), &[ty, bounds]);
                self.stack.push(id);
                if !self.eat(TokenKind::Comma) {
                    break;
                }
            }
        }
        Some(self.list_node(base))
    }

    fn fn_(&mut self, start: usize, attributes: usize) -> Option<Id> {
        self.bump();
        self.expect(TokenKind::Ident)?;
        let head = self.range_from(start);
        let generics = self.generics()?;
        let base = self.stack.len();
        self.expect(TokenKind::OpenParen)?;
        self.in_brackets(|this| this.list(TokenKind::CloseParen, Self::parameter))?;
        let parameters = self.list_node(base);
        let result = match self.eat(TokenKind::Arrow) {
            true => self.type_()?,
            false => NONE,
        };
        let where_clause = self.where_clause()?;
        let body = match self.eat(TokenKind::Semi) {
            true => NONE,
            false => self.block((self.token.start, self.token.start))?,
        };
        let parts = [generics, parameters, result, where_clause, body];
        Some(self.item(Kind::Fn, head, &parts, attributes))
    }

    fn parameter(&mut self) -> Option<Id> {
        let start = self.token.start;
        if self.at(TokenKind::Pound) {
            return None;
        }
        // `&'a mut self`
        let checkpoint = self.checkpoint();
        if self.eat(TokenKind::And) {
            self.eat(TokenKind::Lifetime);
        }
        self.eat_word("mut");
        if self.eat_word("self") && !self.at(TokenKind::PathSep) {
            let range = self.range_from(start);
            let own = self.text_node(Kind::Atom, 0, range, &[]);
            return self.typed(own);
        }
        self.rewind(checkpoint);
        let pattern = self.single_pattern()?;
        self.expect(TokenKind::Colon)?;
        let ty = self.type_()?;
        let here = (self.prev_end, self.prev_end);
        Some(self.node(Kind::Typed, here, &[pattern, ty]))
    }

    fn struct_(&mut self, start: usize, attributes: usize) -> Option<Id> {
        self.bump();
        self.expect(TokenKind::Ident)?;
        let head = self.range_from(start);
        let generics = self.generics()?;
        let mut where_clause = self.where_clause()?;
        let fields = self.fields()?;
        if self.tree_kind(fields) == Some(Kind::TupleFields) {
            where_clause = self.where_clause()?;
        }
        if self.tree_kind(fields) != Some(Kind::NamedFields) {
            self.expect(TokenKind::Semi)?;
        }
        let parts = [generics, where_clause, fields];
        Some(self.item(Kind::StructItem, head, &parts, attributes))
    }

    fn tree_kind(&self, id: Id) -> Option<Kind> {
        (id != NONE).then(|| self.tree.kind(id))
    }

    /// Parses the fields of a struct or a variant; `NONE` if it has none.
    fn fields(&mut self) -> Option<Id> {
        let base = self.stack.len();
        let here = (self.token.start, self.token.start);
        match self.token.kind {
            TokenKind::OpenBrace => {
                self.bump();
                self.in_brackets(|this| this.members(Self::named_field))?;
                Some(self.reduce(Kind::NamedFields, 0, here, base))
            }
            TokenKind::OpenParen => {
                self.bump();
                self.in_brackets(|this| this.list(TokenKind::CloseParen, Self::tuple_field))?;
                Some(self.reduce(Kind::TupleFields, 0, here, base))
            }
            _ => Some(NONE),
        }
    }

    /// Parses fields or variants, and comments between them, up to the closing brace, onto the
    /// stack.
    fn members(&mut self, mut parse: impl FnMut(&mut Self) -> Option<Id>) -> Option<()> {
        loop {
            match self.token.kind {
                TokenKind::CloseBrace => {
                    self.bump();
                    return Some(());
                }
                TokenKind::Comment => {
                    let comment = self.comment();
                    self.stack.push(comment);
                }
                _ => {
                    let blank = self.blank();
                    let member = parse(self)?;
                    self.tree.node_mut(member).flags |= blank;
                    self.stack.push(member);
                    if !self.eat(TokenKind::Comma) && !self.at(TokenKind::CloseBrace) {
                        return None;
                    }
                }
            }
        }
    }

    fn visibility(&mut self) -> Option<()> {
        if self.eat_word("pub") && self.at(TokenKind::OpenParen) {
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
        self.expect(TokenKind::Ident)?;
        let head = self.range_from(start);
        self.expect(TokenKind::Colon)?;
        let ty = self.type_()?;
        Some(self.item(Kind::FieldItem, head, &[ty], attributes))
    }

    fn tuple_field(&mut self) -> Option<Id> {
        if matches!(self.token.kind, TokenKind::Pound | TokenKind::Doc) {
            return None;
        }
        let start = self.token.start;
        self.visibility()?;
        let head = self.range_from(start);
        let ty = self.type_()?;
        if head.0 == head.1 {
            return Some(ty);
        }
        Some(self.text_node(Kind::Prefix, SPACE, head, &[ty]))
    }

    fn enum_(&mut self, start: usize, attributes: usize) -> Option<Id> {
        self.bump();
        self.expect(TokenKind::Ident)?;
        let head = self.range_from(start);
        let generics = self.generics()?;
        let where_clause = self.where_clause()?;
        let base = self.stack.len();
        self.expect(TokenKind::OpenBrace)?;
        self.in_brackets(|this| this.members(Self::variant))?;
        let here = (self.prev_end, self.prev_end);
        let variants = self.reduce(Kind::NamedFields, 0, here, base);
        let parts = [generics, where_clause, variants];
        Some(self.item(Kind::EnumItem, head, &parts, attributes))
    }

    fn variant(&mut self) -> Option<Id> {
        let attributes = self.stack.len();
        self.outer_attributes()?;
        let head = (self.token.start, self.token.end);
        self.expect(TokenKind::Ident)?;
        let fields = self.fields()?;
        let number = match self.eat(TokenKind::Eq) {
            true => self.expression()?,
            false => NONE,
        };
        Some(self.item(Kind::Variant, head, &[fields, number], attributes))
    }

    fn trait_(&mut self, start: usize, attributes: usize) -> Option<Id> {
        self.bump();
        self.expect(TokenKind::Ident)?;
        let head = self.range_from(start);
        let generics = self.generics()?;
        let bounds = match self.eat(TokenKind::Colon) {
            true => self.bounds((self.prev_end, self.prev_end))?,
            false => NONE,
        };
        let where_clause = self.where_clause()?;
        let items = self.items()?;
        let parts = [generics, bounds, where_clause, items];
        Some(self.item(Kind::TraitItem, head, &parts, attributes))
    }

    fn impl_(&mut self, before: (usize, usize), attributes: usize) -> Option<Id> {
        self.bump();
        let generics = self.generics()?;
        if self.at(TokenKind::Bang) {
            return None;
        }
        let first = self.type_()?;
        let (of, ty) = match self.eat_word("for") {
            true => (first, self.type_()?),
            false => (NONE, first),
        };
        let where_clause = self.where_clause()?;
        let items = self.items()?;
        let parts = [generics, of, ty, where_clause, items];
        Some(self.item(Kind::ImplItem, before, &parts, attributes))
    }

    /// Parses items in braces.
    fn items(&mut self) -> Option<Id> {
        let base = self.stack.len();
        self.expect(TokenKind::OpenBrace)?;
        self.in_brackets(|this| {
            loop {
                match this.token.kind {
                    TokenKind::CloseBrace => {
                        this.bump();
                        return Some(());
                    }
                    TokenKind::Eof => return None,
                    _ => {
                        let item = this.module_item();
                        this.stack.push(item);
                    }
                }
            }
        })?;
        let here = (self.prev_end, self.prev_end);
        Some(self.reduce_with(Kind::List, 0, here, &[], base))
    }

    fn alias(&mut self, start: usize, attributes: usize) -> Option<Id> {
        self.bump();
        self.expect(TokenKind::Ident)?;
        let head = self.range_from(start);
        let generics = self.generics()?;
        let bounds = match self.eat(TokenKind::Colon) {
            true => self.bounds((self.prev_end, self.prev_end))?,
            false => NONE,
        };
        let where_clause = self.where_clause()?;
        let ty = match self.eat(TokenKind::Eq) {
            true => self.type_()?,
            false => NONE,
        };
        self.expect(TokenKind::Semi)?;
        let parts = [generics, bounds, ty, where_clause];
        Some(self.item(Kind::AliasItem, head, &parts, attributes))
    }

    fn constant(&mut self, start: usize, attributes: usize) -> Option<Id> {
        self.bump();
        self.eat_word("mut");
        self.expect(TokenKind::Ident)?;
        let head = self.range_from(start);
        self.expect(TokenKind::Colon)?;
        let ty = self.type_()?;
        let value = match self.eat(TokenKind::Eq) {
            true => self.expression()?,
            false => NONE,
        };
        self.expect(TokenKind::Semi)?;
        Some(self.item(Kind::ConstItem, head, &[ty, value], attributes))
    }

    fn mod_(&mut self, start: usize, attributes: usize) -> Option<Id> {
        self.bump();
        self.expect(TokenKind::Ident)?;
        let head = self.range_from(start);
        let items = match self.eat(TokenKind::Semi) {
            true => NONE,
            false => self.items()?,
        };
        Some(self.item(Kind::ModItem, head, &[items], attributes))
    }

    /// Clears the tree for the next item.
    pub fn clear(&mut self) {
        self.tree.clear();
        self.stack.clear();
        self.item_start = self.prev_end;
    }

    /// Parses the last item of a file again without the fast path.
    pub fn reparse_item(&mut self) -> Id {
        let first = self.item_start;
        self.clear();
        self.seek(first);
        self.item_start = first;
        self.fast_path_disabled = true;
        let item = self.module_item();
        self.fast_path_disabled = false;
        item
    }

    /// Returns how many bytes the items in the tree span.
    pub fn item_length(&self) -> usize {
        self.prev_end.saturating_sub(self.item_start)
    }
}
