//! Types, their generic arguments, and bounds.

use super::super::lex::T;
use super::super::tree::{Id, Kind, NONE, OTHER, SPACE};
use super::Reader;

impl Reader<'_> {
    pub(super) fn type_(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            T::And | T::AndAnd | T::Star => self.deeper(Self::pointer),
            T::OpenParen => {
                self.bump();
                let height = self.stack.len();
                let comma = self.inside(|this| this.list(T::CloseParen, Self::type_))?;
                let alone = self.stack.len() == height + 1 && !comma;
                let kind = if alone { Kind::ParenType } else { Kind::Tuple };
                Some(self.gather(kind, 0, (start, start), height))
            }
            T::OpenBracket => {
                self.bump();
                self.inside(|this| {
                    let item = this.type_()?;
                    if this.eat(T::Semi) {
                        let count = this.expression()?;
                        this.expect(T::CloseBracket)?;
                        return Some(this.node(Kind::Repeat, (start, start), &[item, count]));
                    }
                    this.expect(T::CloseBracket)?;
                    Some(this.node(Kind::Slice, (start, start), &[item]))
                })
            }
            T::Bang => Some(self.leaf(Kind::Word)),
            T::Less | T::Path => self.path(true),
            T::Ident => match self.word() {
                "impl" | "dyn" => {
                    self.bump();
                    let words = self.taken(start);
                    self.bounds(words)
                }
                "for" => {
                    let words = self.binder()?;
                    let inner = self.deeper(Self::type_)?;
                    Some(self.words(Kind::Prefix, SPACE, words, &[inner]))
                }
                "fn" | "unsafe" | "extern" => {
                    while matches!(self.word(), "unsafe" | "extern") || self.at(T::Text) {
                        self.bump();
                    }
                    if !self.eat_word("fn") {
                        return None;
                    }
                    let words = self.taken(start);
                    self.function(words)
                }
                _ => self.path(true),
            },
            _ => None,
        }
    }

    /// `&'a mut A`, `*const A`
    fn pointer(&mut self) -> Option<Id> {
        let start = self.token.start;
        let star = self.eat(T::Star);
        if !star {
            self.bump();
        }
        let lifetime = !star && self.eat(T::Lifetime);
        let word = self.eat_word("mut") || star && self.eat_word("const");
        if star && !word {
            return None;
        }
        let words = self.taken(start);
        let inner = self.type_()?;
        let space = if lifetime || word { SPACE } else { 0 };
        Some(self.words(Kind::Prefix, space, words, &[inner]))
    }

    /// `for<'a>`
    pub(super) fn binder(&mut self) -> Option<(usize, usize)> {
        let start = self.token.start;
        self.bump();
        self.expect(T::Less)?;
        while self.eat(T::Lifetime) && self.eat(T::Comma) {}
        self.expect(T::More)?;
        Some(self.taken(start))
    }

    /// `(A, B) -> C` behind `fn` or the name of a trait.
    fn function(&mut self, words: (usize, usize)) -> Option<Id> {
        let height = self.stack.len();
        self.expect(T::OpenParen)?;
        self.inside(|this| this.list(T::CloseParen, Self::parameter_type))?;
        let result = match self.eat(T::Arrow) {
            true => self.deeper(Self::type_)?,
            false => NONE,
        };
        self.stack.push(result);
        Some(self.gather_words(Kind::FnSegment, 0, words, height))
    }

    /// A parameter of `fn`, which may have a name.
    fn parameter_type(&mut self) -> Option<Id> {
        let start = self.token.start;
        if self.at(T::Ident) && self.next().kind == T::Colon {
            self.bump();
            self.bump();
            let words = self.taken(start);
            let ty = self.type_()?;
            return Some(self.words(Kind::Named, SPACE, words, &[ty]));
        }
        self.type_()
    }

    /// Bounds with a sign between them, behind words that were taken.
    pub(super) fn bounds(&mut self, words: (usize, usize)) -> Option<Id> {
        let height = self.stack.len();
        loop {
            let bound = self.deeper(Self::bound)?;
            self.stack.push(bound);
            if !self.eat(T::Plus) {
                break;
            }
            if !self.begins_bound() {
                return None;
            }
        }
        Some(self.spaced(Kind::Bounds, words, height))
    }

    fn begins_bound(&self) -> bool {
        matches!(
            self.token.kind,
            T::Lifetime | T::Question | T::OpenParen | T::Ident | T::Path | T::Less
        )
    }

    fn bound(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            T::Lifetime => Some(self.leaf(Kind::Word)),
            T::Question => {
                self.bump();
                let words = self.taken(start);
                let inner = self.bound()?;
                Some(self.words(Kind::Prefix, 0, words, &[inner]))
            }
            T::OpenParen => {
                self.bump();
                let inner = self.inside(Self::bound)?;
                self.expect(T::CloseParen)?;
                Some(self.node(Kind::Paren, (start, start), &[inner]))
            }
            _ if self.is("for") => {
                let words = self.binder()?;
                let inner = self.bound()?;
                Some(self.words(Kind::Prefix, SPACE, words, &[inner]))
            }
            T::Ident | T::Path | T::Less => self.path(true),
            _ => None,
        }
    }

    /// A path. In a type, generic arguments and inputs of functions follow names at once.
    pub(super) fn path(&mut self, of_type: bool) -> Option<Id> {
        let start = self.token.start;
        let height = self.stack.len();
        // Names without arguments are one word for as long as that goes.
        let mut names = start;
        let mut simple = true;
        if self.at(T::Less) {
            self.bump();
            let qualified = self.inside(|this| {
                let ty = this.type_()?;
                let of = match this.eat_word("as") {
                    true => this.path(true)?,
                    false => NONE,
                };
                this.expect(T::More)?;
                Some(this.node(Kind::Qualified, (start, start), &[ty, of]))
            })?;
            self.stack.push(qualified);
            self.expect(T::Path)?;
            names = self.token.start;
            simple = false;
        } else {
            self.eat(T::Path);
        }
        loop {
            let name = self.token.start;
            self.expect(T::Ident)?;
            let end = self.behind;
            if of_type && self.at(T::OpenParen) && simple && height == self.stack.len() {
                return self.function((start, end));
            }
            let colons = self.at(T::Path);
            let arguments = match self.token.kind {
                T::Less => of_type,
                T::Path => self.next().kind == T::Less,
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
                let flags = if of_type { OTHER } else { 0 };
                let segment = self.gather_words(Kind::Segment, flags, (name, end), inner);
                self.stack.push(segment);
                simple = false;
                if !self.eat(T::Path) {
                    break;
                }
                names = self.token.start;
            } else if !(colons && self.next().kind == T::Ident) {
                let word = self.name((names, end));
                self.stack.push(word);
                break;
            } else {
                self.bump();
            }
        }
        if simple && let &[only] = &self.stack[height..] {
            self.stack.truncate(height);
            return Some(only);
        }
        Some(self.gather_words(Kind::Path, 0, (start, start), height))
    }

    /// The end of the names before a position, without the colons between.
    fn before(&self, position: usize) -> usize {
        let text = self.text[..position].trim_end();
        text.strip_suffix("::")
            .map_or(text.len(), |text| text.trim_end().len())
    }

    /// Generic arguments behind the bracket that opens them; onto the stack.
    pub(super) fn generic_arguments(&mut self) -> Option<()> {
        self.inside(|this| {
            if this.at(T::More) {
                return None;
            }
            this.list(T::More, Self::generic_argument)?;
            Some(())
        })
    }

    fn generic_argument(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            T::Lifetime | T::Number => Some(self.leaf(Kind::Word)),
            T::Text => Some(self.leaf(Kind::Text)),
            T::OpenBrace => self.block((start, start)),
            T::Ident if self.next().kind == T::Eq => {
                self.bump();
                let name = self.taken(start);
                self.bump();
                let ty = self.type_()?;
                Some(self.equal(name, ty))
            }
            T::Ident if self.next().kind == T::Colon => {
                self.bump();
                self.bump();
                let words = self.taken(start);
                let bounds = self.bounds((self.behind, self.behind))?;
                Some(self.words(Kind::Named, SPACE, words, &[bounds]))
            }
            _ => self.type_(),
        }
    }

    /// `name = something`
    pub(super) fn equal(&mut self, name: (usize, usize), value: Id) -> Id {
        self.words(Kind::Named, OTHER, name, &[value])
    }
}
