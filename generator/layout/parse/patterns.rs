//! Parses patterns.

use super::super::lex::TokenKind;
use super::super::tree::{ALTERNATE, Id, Kind, NONE, SPACE};
use super::Parser;

impl Parser<'_> {
    /// Parses a pattern that may have alternatives.
    pub(super) fn pattern(&mut self) -> Option<Id> {
        self.eat(TokenKind::Or);
        let start = self.token.start;
        let first = self.nested(Self::single_pattern)?;
        if !self.at(TokenKind::Or) {
            return Some(first);
        }
        let base = self.stack.len();
        self.stack.push(first);
        while self.eat(TokenKind::Or) {
            let next = self.nested(Self::single_pattern)?;
            self.stack.push(next);
        }
        Some(self.reduce(Kind::OrPattern, 0, (start, start), base))
    }

    /// Parses a pattern without top-level alternatives, as in parameters.
    pub(super) fn single_pattern(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            TokenKind::And | TokenKind::AndAnd => {
                self.bump();
                let space = if self.eat_word("mut") { SPACE } else { 0 };
                let head = self.range_from(start);
                let inner = self.nested(Self::single_pattern)?;
                Some(self.text_node(Kind::Prefix, space, head, &[inner]))
            }
            TokenKind::OpenParen => {
                self.bump();
                let base = self.stack.len();
                let comma =
                    self.in_brackets(|this| this.list(TokenKind::CloseParen, Self::pattern))?;
                match &self.stack[base..] {
                    &[only] if !comma && self.tree.text(only) != ".." => {
                        self.stack.truncate(base);
                        Some(self.node(Kind::Paren, (start, start), &[only]))
                    }
                    _ => Some(self.tuple_pattern(NONE, base)),
                }
            }
            TokenKind::OpenBracket => {
                self.bump();
                let base = self.stack.len();
                let comma =
                    self.in_brackets(|this| this.list(TokenKind::CloseBracket, Self::pattern))?;
                let flags = Self::comma(comma);
                Some(self.reduce(Kind::Array, flags, (start, start), base))
            }
            TokenKind::Dots => {
                let dots = (self.token.start, self.token.end);
                self.bump();
                match self.token.kind {
                    TokenKind::Literal | TokenKind::Minus | TokenKind::Ident
                        if self.text[dots.0..dots.1].len() > 2 =>
                    {
                        let to = self.range_bound()?;
                        Some(self.node(Kind::Range, dots, &[NONE, to]))
                    }
                    _ => Some(self.node(Kind::Atom, dots, &[])),
                }
            }
            TokenKind::Str => Some(self.leaf(Kind::Str)),
            TokenKind::Literal | TokenKind::Minus => {
                let from = self.range_bound()?;
                self.range_pattern(from)
            }
            TokenKind::Less | TokenKind::PathSep => {
                let path = self.path(false)?;
                self.pattern_suffix(path)
            }
            TokenKind::Ident => match self.word() {
                "ref" | "mut" => {
                    self.bump();
                    self.eat_word("mut");
                    let head = self.range_from(start);
                    let inner = self.nested(Self::single_pattern)?;
                    Some(self.text_node(Kind::Prefix, SPACE, head, &[inner]))
                }
                "box" | "const" | "if" => None,
                _ if self.next().kind == TokenKind::At => {
                    self.bump();
                    let head = self.range_from(start);
                    self.bump();
                    let inner = self.nested(Self::single_pattern)?;
                    let at = self.node(Kind::Prefix, head, &[inner]);
                    Some(self.bound_name(at))
                }
                _ => {
                    let path = self.path(false)?;
                    self.pattern_suffix(path)
                }
            },
            _ => None,
        }
    }

    /// Marks a prefix as `name @ pattern`.
    fn bound_name(&mut self, id: Id) -> Id {
        self.tree.node_mut(id).flags |= ALTERNATE;
        self.tree.measure(id);
        id
    }

    fn tuple_pattern(&mut self, path: Id, base: usize) -> Id {
        self.stack.insert(base, path);
        let here = self.prev_end;
        self.reduce(Kind::TuplePattern, 0, (here, here), base)
    }

    /// Parses the rest of a pattern after its path.
    fn pattern_suffix(&mut self, path: Id) -> Option<Id> {
        match self.token.kind {
            TokenKind::OpenParen => {
                self.bump();
                let base = self.stack.len();
                self.in_brackets(|this| this.list(TokenKind::CloseParen, Self::pattern))?;
                Some(self.tuple_pattern(path, base))
            }
            TokenKind::OpenBrace => {
                self.bump();
                let base = self.stack.len();
                self.stack.push(path);
                self.in_brackets(|this| this.list(TokenKind::CloseBrace, Self::field_pattern))?;
                let here = self.prev_end;
                Some(self.reduce(Kind::Struct, ALTERNATE, (here, here), base))
            }
            TokenKind::Bang => None,
            _ => self.range_pattern(path),
        }
    }

    fn field_pattern(&mut self) -> Option<Id> {
        let start = self.token.start;
        if self.at(TokenKind::Pound) {
            return None;
        }
        if self.at(TokenKind::Dots) {
            return Some(self.leaf(Kind::Atom));
        }
        if matches!(self.token.kind, TokenKind::Ident | TokenKind::Literal)
            && self.next().kind == TokenKind::Colon
        {
            self.bump();
            let name = self.range_from(start);
            self.bump();
            let pattern = self.pattern()?;
            return Some(self.node(Kind::FieldValue, name, &[pattern]));
        }
        self.single_pattern()
    }

    fn range_pattern(&mut self, from: Id) -> Option<Id> {
        if !self.at(TokenKind::Dots) {
            return Some(from);
        }
        let dots = (self.token.start, self.token.end);
        self.bump();
        let to = match self.token.kind {
            TokenKind::Literal | TokenKind::Minus | TokenKind::Ident if !self.is("if") => {
                self.range_bound()?
            }
            _ => NONE,
        };
        Some(self.node(Kind::Range, dots, &[from, to]))
    }

    fn range_bound(&mut self) -> Option<Id> {
        let start = self.token.start;
        if self.eat(TokenKind::Minus) {
            let minus = self.range_from(start);
            let number = match self.at(TokenKind::Literal) {
                true => self.leaf(Kind::Atom),
                false => return None,
            };
            return Some(self.node(Kind::Prefix, minus, &[number]));
        }
        match self.token.kind {
            TokenKind::Literal => Some(self.leaf(Kind::Atom)),
            TokenKind::Ident => self.path(false),
            _ => None,
        }
    }
}
