//! Attributes and documentation.

use super::super::lex::T;
use super::super::tree::{COMMA, Id, Kind};
use super::Reader;

impl Reader<'_> {
    /// Attributes, documentation and comments between them before something; onto the stack.
    pub(super) fn outer_attributes(&mut self) -> Option<()> {
        loop {
            match self.token.kind {
                T::Doc => {
                    let comment = self.comment();
                    self.stack.push(comment);
                }
                T::Pound => {
                    let attribute = self.attribute(false)?;
                    self.stack.push(attribute);
                    // Comments between attributes travel with them.
                    while self.at(T::Comment) {
                        let comment = self.comment();
                        self.stack.push(comment);
                    }
                }
                _ => return Some(()),
            }
        }
    }

    /// An attribute at its sign.
    pub(super) fn attribute(&mut self, inner: bool) -> Option<Id> {
        let start = self.token.start;
        self.bump();
        if self.at(T::Bang) != inner {
            return None;
        }
        self.eat(T::Bang);
        let words = self.taken(start);
        let mark = self.mark();
        if !self.at(T::OpenBracket) {
            return None;
        }
        self.bump();
        let meta = self
            .inside(Self::meta)
            .filter(|_| self.eat(T::CloseBracket));
        if let Some(meta) = meta {
            return Some(self.words(Kind::Attribute, 0, words, &[meta]));
        }
        self.reset(mark);
        if !self.skip_brackets() {
            return None;
        }
        let range = self.taken(start);
        Some(self.node(Kind::Raw, range, &[]))
    }

    /// `name`, `name = literal`, `name(items)` or a literal.
    fn meta(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            T::Text => return Some(self.leaf(Kind::Text)),
            T::Number => return Some(self.leaf(Kind::Word)),
            _ => {}
        }
        self.expect(T::Ident)?;
        while self.eat(T::Path) {
            self.expect(T::Ident)?;
        }
        let name = self.taken(start);
        match self.token.kind {
            T::Eq => {
                self.bump();
                let value = match self.token.kind {
                    T::Text => self.leaf(Kind::Text),
                    T::Number => self.leaf(Kind::Word),
                    T::Ident if matches!(self.word(), "true" | "false") => self.leaf(Kind::Word),
                    _ => return None,
                };
                Some(self.equal(name, value))
            }
            T::OpenParen => {
                self.bump();
                let height = self.stack.len();
                let comma = self.inside(|this| this.list(T::CloseParen, Self::meta))?;
                let mut kids = self.stack[height..].iter();
                if kids.any(|kid| self.tree.kind(*kid) == Kind::Comment) {
                    return None;
                }
                // Commas in attributes stay as they are, like those of macros.
                let flags = super::IN_MACRO | if comma { COMMA } else { 0 };
                Some(self.gather_words(Kind::Meta, flags, name, height))
            }
            _ => Some(self.name(name)),
        }
    }
}
