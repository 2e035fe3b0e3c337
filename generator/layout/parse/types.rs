//! Parses types, paths with generic arguments, and bounds.

use super::super::lex::TokenKind;
use super::super::tree::{ALTERNATE, Id, Kind, NONE, SPACE};
use super::Parser;

impl Parser<'_> {
    pub(super) fn type_(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            TokenKind::And | TokenKind::AndAnd | TokenKind::Star => self.nested(Self::pointer),
            TokenKind::OpenParen => {
                self.bump();
                let base = self.stack.len();
                let comma =
                    self.in_brackets(|this| this.list(TokenKind::CloseParen, Self::type_))?;
                let alone = self.stack.len() == base + 1 && !comma;
                let kind = if alone { Kind::ParenType } else { Kind::Tuple };
                Some(self.reduce(kind, 0, (start, start), base))
            }
            TokenKind::OpenBracket => {
                self.bump();
                self.in_brackets(|this| {
                    let item = this.type_()?;
                    if this.eat(TokenKind::Semi) {
                        let count = this.expression()?;
                        this.expect(TokenKind::CloseBracket)?;
                        return Some(this.node(Kind::Repeat, (start, start), &[item, count]));
                    }
                    this.expect(TokenKind::CloseBracket)?;
                    Some(this.node(Kind::Slice, (start, start), &[item]))
                })
            }
            TokenKind::Bang => Some(self.leaf(Kind::Atom)),
            TokenKind::Less | TokenKind::PathSep => self.path(true),
            TokenKind::Ident => match self.word() {
                "impl" | "dyn" => {
                    self.bump();
                    let head = self.range_from(start);
                    self.bounds(head)
                }
                "for" => {
                    let head = self.binder()?;
                    let inner = self.nested(Self::type_)?;
                    Some(self.text_node(Kind::Prefix, SPACE, head, &[inner]))
                }
                "fn" | "unsafe" | "extern" => {
                    while matches!(self.word(), "unsafe" | "extern") || self.at(TokenKind::Str) {
                        self.bump();
                    }
                    if !self.eat_word("fn") {
                        return None;
                    }
                    let head = self.range_from(start);
                    self.function(head)
                }
                _ => self.path(true),
            },
            _ => None,
        }
    }

    /// `&'a mut A`, `*const A`
    fn pointer(&mut self) -> Option<Id> {
        let start = self.token.start;
        let star = self.eat(TokenKind::Star);
        if !star {
            self.bump();
        }
        let lifetime = !star && self.eat(TokenKind::Lifetime);
        let word = self.eat_word("mut") || star && self.eat_word("const");
        if star && !word {
            return None;
        }
        let head = self.range_from(start);
        let inner = self.type_()?;
        let space = if lifetime || word { SPACE } else { 0 };
        Some(self.text_node(Kind::Prefix, space, head, &[inner]))
    }

    /// `for<'a>`
    pub(super) fn binder(&mut self) -> Option<(usize, usize)> {
        let start = self.token.start;
        self.bump();
        self.expect(TokenKind::Less)?;
        while self.eat(TokenKind::Lifetime) && self.eat(TokenKind::Comma) {}
        self.expect(TokenKind::Greater)?;
        Some(self.range_from(start))
    }

    /// Parses `(A, B) -> C` after `fn` or the name of a trait.
    fn function(&mut self, head: (usize, usize)) -> Option<Id> {
        let base = self.stack.len();
        self.expect(TokenKind::OpenParen)?;
        self.in_brackets(|this| this.list(TokenKind::CloseParen, Self::parameter_type))?;
        let result = match self.eat(TokenKind::Arrow) {
            true => self.nested(Self::type_)?,
            false => NONE,
        };
        self.stack.push(result);
        Some(self.reduce_text(Kind::FnSegment, 0, head, base))
    }

    /// Parses a parameter of a function type, which may have a name.
    fn parameter_type(&mut self) -> Option<Id> {
        let start = self.token.start;
        if self.at(TokenKind::Ident) && self.next().kind == TokenKind::Colon {
            self.bump();
            self.bump();
            let head = self.range_from(start);
            let ty = self.type_()?;
            return Some(self.text_node(Kind::Named, SPACE, head, &[ty]));
        }
        self.type_()
    }

    /// Parses bounds separated by `+`; the given range is the text before them.
    pub(super) fn bounds(&mut self, head: (usize, usize)) -> Option<Id> {
        let base = self.stack.len();
        loop {
            let bound = self.nested(Self::bound)?;
            self.stack.push(bound);
            if !self.eat(TokenKind::Plus) {
                break;
            }
            if !self.begins_bound() {
                return None;
            }
        }
        Some(self.spaced(Kind::Bounds, head, base))
    }

    fn begins_bound(&self) -> bool {
        matches!(
            self.token.kind,
            TokenKind::Lifetime
                | TokenKind::Question
                | TokenKind::OpenParen
                | TokenKind::Ident
                | TokenKind::PathSep
                | TokenKind::Less
        )
    }

    fn bound(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            TokenKind::Lifetime => Some(self.leaf(Kind::Atom)),
            TokenKind::Question => {
                self.bump();
                let head = self.range_from(start);
                let inner = self.bound()?;
                Some(self.text_node(Kind::Prefix, 0, head, &[inner]))
            }
            TokenKind::OpenParen => {
                self.bump();
                let inner = self.in_brackets(Self::bound)?;
                self.expect(TokenKind::CloseParen)?;
                Some(self.node(Kind::Paren, (start, start), &[inner]))
            }
            _ if self.is("for") => {
                let head = self.binder()?;
                let inner = self.bound()?;
                Some(self.text_node(Kind::Prefix, SPACE, head, &[inner]))
            }
            TokenKind::Ident | TokenKind::PathSep | TokenKind::Less => self.path(true),
            _ => None,
        }
    }

    /// Parses a path. In a type, generic arguments and `(A) -> B` follow a name without `::`.
    pub(super) fn path(&mut self, of_type: bool) -> Option<Id> {
        let start = self.token.start;
        let base = self.stack.len();
        // Consecutive names without arguments are a single atom.
        let mut names = start;
        let mut simple = true;
        if self.at(TokenKind::Less) {
            self.bump();
            let qualified = self.in_brackets(|this| {
                let ty = this.type_()?;
                let of = match this.eat_word("as") {
                    true => this.path(true)?,
                    false => NONE,
                };
                this.expect(TokenKind::Greater)?;
                Some(this.node(Kind::Qualified, (start, start), &[ty, of]))
            })?;
            self.stack.push(qualified);
            self.expect(TokenKind::PathSep)?;
            names = self.token.start;
            simple = false;
        } else {
            self.eat(TokenKind::PathSep);
        }
        loop {
            let name = self.token.start;
            self.expect(TokenKind::Ident)?;
            let end = self.prev_end;
            if of_type && self.at(TokenKind::OpenParen) && simple && base == self.stack.len() {
                return self.function((start, end));
            }
            let colons = self.at(TokenKind::PathSep);
            let arguments = match self.token.kind {
                TokenKind::Less => of_type,
                TokenKind::PathSep => self.next().kind == TokenKind::Less,
                _ => false,
            };
            if arguments {
                if names < name {
                    let before = (names, self.before(name));
                    let word = self.name(before);
                    self.stack.push(word);
                }
                if colons {
                    self.bump();
                }
                self.bump();
                let inner = self.stack.len();
                self.generic_arguments()?;
                let flags = if of_type { ALTERNATE } else { 0 };
                let segment = self.reduce_text(Kind::Segment, flags, (name, end), inner);
                self.stack.push(segment);
                simple = false;
                if !self.eat(TokenKind::PathSep) {
                    break;
                }
                names = self.token.start;
            } else if !(colons && self.next().kind == TokenKind::Ident) {
                let word = self.name((names, end));
                self.stack.push(word);
                break;
            } else {
                self.bump();
            }
        }
        if simple && let &[only] = &self.stack[base..] {
            self.stack.truncate(base);
            return Some(only);
        }
        Some(self.reduce_text(Kind::Path, 0, (start, start), base))
    }

    /// Returns the end of the path before a position, without the `::`.
    fn before(&self, position: usize) -> usize {
        let text = self.text[..position].trim_end();
        text.strip_suffix("::")
            .map_or(text.len(), |text| text.trim_end().len())
    }

    /// Parses generic arguments after their opening bracket, onto the stack.
    pub(super) fn generic_arguments(&mut self) -> Option<()> {
        self.in_brackets(|this| {
            if this.at(TokenKind::Greater) {
                return None;
            }
            this.list(TokenKind::Greater, Self::generic_argument)?;
            Some(())
        })
    }

    fn generic_argument(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            TokenKind::Lifetime | TokenKind::Literal => Some(self.leaf(Kind::Atom)),
            TokenKind::Str => Some(self.leaf(Kind::Str)),
            TokenKind::OpenBrace => self.block((start, start)),
            TokenKind::Ident if self.next().kind == TokenKind::Eq => {
                self.bump();
                let name = self.range_from(start);
                self.bump();
                let ty = self.type_()?;
                Some(self.equal(name, ty))
            }
            TokenKind::Ident if self.next().kind == TokenKind::Colon => {
                self.bump();
                self.bump();
                let head = self.range_from(start);
                let bounds = self.bounds((self.prev_end, self.prev_end))?;
                Some(self.text_node(Kind::Named, SPACE, head, &[bounds]))
            }
            _ => self.type_(),
        }
    }

    /// Adds `name = value`.
    pub(super) fn equal(&mut self, name: (usize, usize), value: Id) -> Id {
        self.text_node(Kind::Named, ALTERNATE, name, &[value])
    }
}
