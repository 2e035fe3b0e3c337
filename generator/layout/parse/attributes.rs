//! Parses attributes and doc comments.

use super::super::lex::TokenKind;
use super::super::tree::{Id, Kind, TRAILING_COMMA};
use super::Parser;

impl Parser<'_> {
    /// Parses attributes, doc comments, and comments between them, onto the stack.
    pub(super) fn outer_attributes(&mut self) -> Option<()> {
        loop {
            match self.token.kind {
                TokenKind::Doc => {
                    let comment = self.comment();
                    self.stack.push(comment);
                }
                TokenKind::Pound => {
                    let attribute = self.attribute(false)?;
                    self.stack.push(attribute);
                    // Comments between attributes belong to the item.
                    while self.at(TokenKind::Comment) {
                        let comment = self.comment();
                        self.stack.push(comment);
                    }
                }
                _ => return Some(()),
            }
        }
    }

    /// Parses an attribute at its `#`.
    pub(super) fn attribute(&mut self, inner: bool) -> Option<Id> {
        let start = self.token.start;
        self.bump();
        if self.at(TokenKind::Bang) != inner {
            return None;
        }
        self.eat(TokenKind::Bang);
        let head = self.range_from(start);
        let checkpoint = self.checkpoint();
        if !self.at(TokenKind::OpenBracket) {
            return None;
        }
        self.bump();
        let meta = self
            .in_brackets(Self::meta)
            .filter(|_| self.eat(TokenKind::CloseBracket));
        if let Some(meta) = meta {
            return Some(self.text_node(Kind::Attribute, 0, head, &[meta]));
        }
        self.rewind(checkpoint);
        if !self.skip_brackets() {
            return None;
        }
        let range = self.range_from(start);
        Some(self.node(Kind::Verbatim, range, &[]))
    }

    /// `name`, `name = literal`, `name(items)` or a literal.
    fn meta(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            TokenKind::Str => return Some(self.leaf(Kind::Str)),
            TokenKind::Literal => return Some(self.leaf(Kind::Atom)),
            _ => {}
        }
        self.expect(TokenKind::Ident)?;
        while self.eat(TokenKind::PathSep) {
            self.expect(TokenKind::Ident)?;
        }
        let name = self.range_from(start);
        match self.token.kind {
            TokenKind::Eq => {
                self.bump();
                let value = match self.token.kind {
                    TokenKind::Str => self.leaf(Kind::Str),
                    TokenKind::Literal => self.leaf(Kind::Atom),
                    TokenKind::Ident if matches!(self.word(), "true" | "false") => {
                        self.leaf(Kind::Atom)
                    }
                    _ => return None,
                };
                Some(self.equal(name, value))
            }
            TokenKind::OpenParen => {
                self.bump();
                let base = self.stack.len();
                let comma =
                    self.in_brackets(|this| this.list(TokenKind::CloseParen, Self::meta))?;
                let mut children = self.stack[base..].iter();
                if children.any(|child| self.tree.kind(*child) == Kind::Comment) {
                    return None;
                }
                // Commas in attributes stay as they are, like those of macros.
                let flags = super::IN_MACRO | if comma { TRAILING_COMMA } else { 0 };
                Some(self.reduce_text(Kind::Meta, flags, name, base))
            }
            _ => Some(self.name(name)),
        }
    }
}
