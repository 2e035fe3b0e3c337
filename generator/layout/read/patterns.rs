//! Patterns.

use super::super::lex::T;
use super::super::tree::{Id, Kind, NONE, OTHER, SPACE};
use super::Reader;

impl Reader<'_> {
    /// A pattern with its alternatives.
    pub(super) fn pattern(&mut self) -> Option<Id> {
        self.eat(T::Or);
        let start = self.token.start;
        let first = self.deeper(Self::one_pattern)?;
        if !self.at(T::Or) {
            return Some(first);
        }
        let height = self.stack.len();
        self.stack.push(first);
        while self.eat(T::Or) {
            let next = self.deeper(Self::one_pattern)?;
            self.stack.push(next);
        }
        Some(self.gather(Kind::Alternatives, 0, (start, start), height))
    }

    /// A pattern without alternatives, as parameters have it.
    pub(super) fn one_pattern(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            T::And | T::AndAnd => {
                self.bump();
                let space = if self.eat_word("mut") { SPACE } else { 0 };
                let words = self.taken(start);
                let inner = self.deeper(Self::one_pattern)?;
                Some(self.words(Kind::Prefix, space, words, &[inner]))
            }
            T::OpenParen => {
                self.bump();
                let height = self.stack.len();
                let comma = self.inside(|this| this.list(T::CloseParen, Self::pattern))?;
                match &self.stack[height..] {
                    &[only] if !comma && self.tree.words(only) != ".." => {
                        self.stack.truncate(height);
                        Some(self.node(Kind::Paren, (start, start), &[only]))
                    }
                    _ => Some(self.tuple_pattern(NONE, height)),
                }
            }
            T::OpenBracket => {
                self.bump();
                let height = self.stack.len();
                let comma = self.inside(|this| this.list(T::CloseBracket, Self::pattern))?;
                let flags = Self::comma(comma);
                Some(self.gather(Kind::Array, flags, (start, start), height))
            }
            T::Dots => {
                let dots = (self.token.start, self.token.end);
                self.bump();
                match self.token.kind {
                    T::Number | T::Minus | T::Ident if self.text[dots.0..dots.1].len() > 2 => {
                        let to = self.bound_of_range()?;
                        Some(self.node(Kind::Range, dots, &[NONE, to]))
                    }
                    _ => Some(self.node(Kind::Word, dots, &[])),
                }
            }
            T::Text => Some(self.leaf(Kind::Text)),
            T::Number | T::Minus => {
                let from = self.bound_of_range()?;
                self.range_pattern(from)
            }
            T::Less | T::Path => {
                let path = self.path(false)?;
                self.behind_path(path)
            }
            T::Ident => match self.word() {
                "ref" | "mut" => {
                    self.bump();
                    self.eat_word("mut");
                    let words = self.taken(start);
                    let inner = self.deeper(Self::one_pattern)?;
                    Some(self.words(Kind::Prefix, SPACE, words, &[inner]))
                }
                "box" | "const" | "if" => None,
                _ if self.next().kind == T::At => {
                    self.bump();
                    let words = self.taken(start);
                    self.bump();
                    let inner = self.deeper(Self::one_pattern)?;
                    let at = self.node(Kind::Prefix, words, &[inner]);
                    Some(self.bound_name(at))
                }
                _ => {
                    let path = self.path(false)?;
                    self.behind_path(path)
                }
            },
            _ => None,
        }
    }

    /// `name @ pattern`: the name stands before ` @ `.
    fn bound_name(&mut self, id: Id) -> Id {
        self.tree.node_mut(id).flags |= OTHER;
        self.tree.measure(id);
        id
    }

    fn tuple_pattern(&mut self, path: Id, height: usize) -> Id {
        self.stack.insert(height, path);
        let here = self.behind;
        self.gather(Kind::TuplePattern, 0, (here, here), height)
    }

    /// What follows the path of a pattern.
    fn behind_path(&mut self, path: Id) -> Option<Id> {
        match self.token.kind {
            T::OpenParen => {
                self.bump();
                let height = self.stack.len();
                self.inside(|this| this.list(T::CloseParen, Self::pattern))?;
                Some(self.tuple_pattern(path, height))
            }
            T::OpenBrace => {
                self.bump();
                let height = self.stack.len();
                self.stack.push(path);
                self.inside(|this| this.list(T::CloseBrace, Self::field_pattern))?;
                let here = self.behind;
                Some(self.gather(Kind::Struct, OTHER, (here, here), height))
            }
            T::Bang => None,
            _ => self.range_pattern(path),
        }
    }

    fn field_pattern(&mut self) -> Option<Id> {
        let start = self.token.start;
        if self.at(T::Pound) {
            return None;
        }
        if self.at(T::Dots) {
            return Some(self.leaf(Kind::Word));
        }
        if matches!(self.token.kind, T::Ident | T::Number) && self.next().kind == T::Colon {
            self.bump();
            let name = self.taken(start);
            self.bump();
            let pattern = self.pattern()?;
            return Some(self.node(Kind::Value, name, &[pattern]));
        }
        self.one_pattern()
    }

    fn range_pattern(&mut self, from: Id) -> Option<Id> {
        if !self.at(T::Dots) {
            return Some(from);
        }
        let dots = (self.token.start, self.token.end);
        self.bump();
        let to = match self.token.kind {
            T::Number | T::Minus | T::Ident if !self.is("if") => self.bound_of_range()?,
            _ => NONE,
        };
        Some(self.node(Kind::Range, dots, &[from, to]))
    }

    fn bound_of_range(&mut self) -> Option<Id> {
        let start = self.token.start;
        if self.eat(T::Minus) {
            let minus = self.taken(start);
            let number = match self.at(T::Number) {
                true => self.leaf(Kind::Word),
                false => return None,
            };
            return Some(self.node(Kind::Prefix, minus, &[number]));
        }
        match self.token.kind {
            T::Number => Some(self.leaf(Kind::Word)),
            T::Ident => self.path(false),
            _ => None,
        }
    }
}
