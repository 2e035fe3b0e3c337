//! Expressions with blocks, and the statements in these.

use super::super::lex::T;
use super::super::tree::{Id, Kind, NONE, SPACE};
use super::Reader;

impl Reader<'_> {
    /// An expression that begins with a word.
    pub(super) fn keyword(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.word().as_bytes() {
            b"if" => self.if_(),
            b"match" => self.match_(),
            b"for" if self.next().kind == T::Less => None,
            b"for" | b"while" | b"loop" => self.loop_(start),
            b"unsafe" | b"const" if self.next().kind == T::OpenBrace => {
                self.bump();
                let words = self.taken(start);
                self.block(words)
            }
            b"async" | b"move" | b"static" => {
                self.bump();
                self.eat_word("move");
                match self.token.kind {
                    T::Or | T::OrOr => self.closure(start),
                    T::OpenBrace => {
                        let words = self.taken(start);
                        self.block(words)
                    }
                    _ => None,
                }
            }
            b"return" | b"break" | b"continue" => self.leave(),
            b"let" => {
                self.bump();
                let pattern = self.pattern()?;
                self.expect(T::Eq)?;
                let value = self.let_value()?;
                Some(self.node(Kind::LetCondition, (start, start), &[pattern, value]))
            }
            b"yield" | b"do" | b"become" | b"as" | b"else" | b"in" | b"where" | b"fn"
            | b"struct" | b"enum" | b"impl" | b"trait" | b"type" | b"use" | b"mod" | b"pub"
            | b"extern" => None,
            b"_" => Some(self.leaf(Kind::Word)),
            _ => self.path_expression(),
        }
    }

    /// The value of `let` in a condition, which ends before `&&`.
    fn let_value(&mut self) -> Option<Id> {
        self.deeper(Self::tight)
    }

    /// `return a`, `break 'a b`, `continue 'a`
    fn leave(&mut self) -> Option<Id> {
        let start = self.token.start;
        let continues = self.is("continue");
        self.bump();
        if !continues || self.at(T::Lifetime) {
            self.eat(T::Lifetime);
        }
        let words = self.taken(start);
        let ends = match self.token.kind {
            T::CloseParen | T::CloseBracket | T::CloseBrace | T::Comma | T::Semi => true,
            T::FatArrow | T::End => true,
            T::OpenBrace => self.condition,
            _ => continues,
        };
        if ends {
            return Some(self.words(Kind::Word, 0, words, &[]));
        }
        let value = self.expression()?;
        Some(self.words(Kind::Prefix, SPACE, words, &[value]))
    }

    fn if_(&mut self) -> Option<Id> {
        let start = self.token.start;
        self.bump();
        let condition = self.condition()?;
        let block = self.plain_block()?;
        let no = match self.eat_word("else") {
            true if self.is("if") => self.deeper(Self::if_)?,
            true => self.plain_block()?,
            false => NONE,
        };
        Some(self.node(Kind::If, (start, start), &[condition, block, no]))
    }

    fn plain_block(&mut self) -> Option<Id> {
        let start = self.token.start;
        if !self.at(T::OpenBrace) {
            return None;
        }
        self.block((start, start))
    }

    fn loop_(&mut self, start: usize) -> Option<Id> {
        let keyword = self.word();
        self.bump();
        let words = self.taken(start);
        let (pattern, over) = match keyword {
            "for" => {
                let pattern = self.pattern()?;
                if !self.eat_word("in") {
                    return None;
                }
                (pattern, self.condition()?)
            }
            "while" => (NONE, self.condition()?),
            _ => (NONE, NONE),
        };
        let block = self.plain_block()?;
        Some(self.words(Kind::Loop, 0, words, &[pattern, over, block]))
    }

    /// `'a: loop { }`
    pub(super) fn labelled(&mut self) -> Option<Id> {
        let start = self.token.start;
        self.bump();
        self.expect(T::Colon)?;
        match self.word() {
            "for" | "while" | "loop" => self.loop_(start),
            _ if self.at(T::OpenBrace) => {
                let words = self.taken(start);
                self.block(words)
            }
            _ => None,
        }
    }

    fn match_(&mut self) -> Option<Id> {
        let start = self.token.start;
        self.bump();
        let value = self.condition()?;
        let height = self.stack.len();
        self.stack.push(value);
        self.expect(T::OpenBrace)?;
        self.inside(|this| {
            loop {
                match this.token.kind {
                    T::CloseBrace => {
                        this.bump();
                        return Some(());
                    }
                    T::Comment => {
                        let comment = this.comment();
                        this.stack.push(comment);
                    }
                    T::End => return None,
                    _ => {
                        if let Some(plain) = this.plain_arm() {
                            this.stack.push(plain);
                            continue;
                        }
                        let mark = this.mark();
                        let arm = match this.arm() {
                            Some(arm) => arm,
                            None => {
                                this.reset(mark);
                                this.raw_arm()?
                            }
                        };
                        this.stack.push(arm);
                    }
                }
            }
        })?;
        Some(self.gather(Kind::Match, 0, (start, start), height))
    }

    fn arm(&mut self) -> Option<Id> {
        let start = self.token.start;
        let blank = self.blank();
        let height = self.stack.len();
        self.outer_attributes()?;
        let pattern = self.pattern()?;
        let guard = match self.eat_word("if") {
            true => self.expression()?,
            false => NONE,
        };
        self.expect(T::FatArrow)?;
        let mark = self.mark();
        // A block ends the arm, whatever follows.
        let block = match self.at(T::OpenBrace) {
            true => self
                .plain_block()
                .filter(|_| !matches!(self.token.kind, T::Dot | T::Question)),
            false => None,
        };
        let body = match block {
            Some(block) => {
                self.eat(T::Comma);
                block
            }
            None => {
                self.reset(mark);
                let body = self.expression()?;
                if !self.eat(T::Comma) && !self.at(T::CloseBrace) && !self.ends_with_block(body) {
                    return None;
                }
                body
            }
        };
        let flags = self.base() | blank;
        let range = (start, self.behind);
        Some(self.gather_with(Kind::Arm, flags, range, &[pattern, guard, body], height))
    }

    /// An arm of a form that is not known, up to its comma.
    fn raw_arm(&mut self) -> Option<Id> {
        let token = self.token;
        let blank = self.blank();
        let mut arrow = false;
        loop {
            match self.token.kind {
                T::End => return None,
                T::CloseParen | T::CloseBracket => return None,
                T::CloseBrace => break,
                T::Comma => {
                    self.bump();
                    break;
                }
                T::FatArrow => {
                    arrow = true;
                    self.bump();
                }
                T::OpenBrace if arrow => {
                    if !self.skip_brackets() {
                        return None;
                    }
                    self.eat(T::Comma);
                    break;
                }
                T::OpenBrace | T::OpenParen | T::OpenBracket => {
                    arrow = false;
                    if !self.skip_brackets() {
                        return None;
                    }
                    continue;
                }
                _ => {
                    arrow = false;
                    self.bump();
                }
            }
        }
        let range = self.taken(token.start);
        Some(self.tree.add(Kind::Raw, blank, range, &[]))
    }

    /// Whether nothing has to stand behind an expression that is a statement.
    fn ends_with_block(&self, id: Id) -> bool {
        match self.tree.kind(id) {
            Kind::If | Kind::Match | Kind::Loop => true,
            Kind::Block => !matches!(self.tree.words(id), "async" | "async move"),
            Kind::Raw => self.tree.node(id).extra == 1,
            _ => false,
        }
    }

    /// A closure at its bars, with words before it from a position on.
    pub(super) fn closure(&mut self, start: usize) -> Option<Id> {
        let words = match self.behind > start {
            true => self.taken(start),
            false => (start, start),
        };
        let height = self.stack.len();
        if !self.eat(T::OrOr) {
            self.expect(T::Or)?;
            self.inside(|this| this.list(T::Or, Self::closure_parameter))?;
        }
        let parameters = self.stack.len() - height;
        let result = match self.eat(T::Arrow) {
            true => self.type_()?,
            false => NONE,
        };
        let body = match result {
            NONE => self.expression()?,
            _ => self.plain_block()?,
        };
        self.stack.push(result);
        self.stack.push(body);
        let id = self.spaced(Kind::Closure, words, height);
        self.tree.node_mut(id).extra = parameters as u32;
        self.tree.measure(id);
        Some(id)
    }

    fn closure_parameter(&mut self) -> Option<Id> {
        let pattern = self.one_pattern()?;
        self.typed(pattern)
    }

    /// A type may follow a pattern.
    pub(super) fn typed(&mut self, pattern: Id) -> Option<Id> {
        if !self.eat(T::Colon) {
            return Some(pattern);
        }
        let ty = self.type_()?;
        let here = (self.behind, self.behind);
        Some(self.node(Kind::Typed, here, &[pattern, ty]))
    }

    /// A block at its brace, with words before it.
    pub(super) fn block(&mut self, words: (usize, usize)) -> Option<Id> {
        let height = self.stack.len();
        self.expect(T::OpenBrace)?;
        let in_macro = self.in_macro;
        self.inside(Self::statements)?;
        self.in_macro = in_macro;
        Some(self.spaced(Kind::Block, words, height))
    }

    /// Statements up to the brace that closes them; onto the stack.
    fn statements(&mut self) -> Option<()> {
        loop {
            match self.token.kind {
                T::CloseBrace => {
                    self.bump();
                    return Some(());
                }
                T::End => return None,
                T::Semi => self.bump(),
                T::Comment => {
                    let comment = self.comment();
                    self.stack.push(comment);
                }
                T::InnerDoc => return None,
                _ => {
                    let statement = self.statement()?;
                    self.stack.push(statement);
                }
            }
        }
    }

    /// A statement; what is not known is left as it is, or with the macro that it stands in.
    fn statement(&mut self) -> Option<Id> {
        if let Some(plain) = self.plain_statement() {
            return Some(plain);
        }
        let mark = self.mark();
        let blank = self.blank();
        if let Some(id) = self.known_statement() {
            self.tree.node_mut(id).flags |= blank;
            return Some(id);
        }
        self.reset(mark);
        if self.in_macro {
            return None;
        }
        Some(self.raw(Kind::Raw))
    }

    /// What is left as it is, up to its end.
    pub(super) fn raw(&mut self, kind: Kind) -> Id {
        let start = self.token.start;
        let blank = self.blank();
        self.skip();
        let range = self.taken(start);
        self.tree.add(kind, blank, range, &[])
    }

    fn known_statement(&mut self) -> Option<Id> {
        let start = self.token.start;
        let height = self.stack.len();
        self.outer_attributes()?;
        if self.is("let") {
            return self.let_(height);
        }
        if self.begins_item() {
            return self.item_behind(height);
        }
        let expression = self.statement_expression()?;
        let semicolon = self.eat(T::Semi);
        if !semicolon && !self.at(T::CloseBrace) && !self.ends_with_block(expression) {
            return None;
        }
        let range = self.taken(start);
        let id = self.gather_with(Kind::Statement, self.base(), range, &[expression], height);
        // What loops needs no semicolon.
        let loops = self.tree.kind(expression) == Kind::Loop;
        self.tree.node_mut(id).extra = u32::from(semicolon && !loops);
        self.tree.measure(id);
        Some(id)
    }

    /// An expression at the beginning of a statement: one with a block ends there.
    fn statement_expression(&mut self) -> Option<Id> {
        let blocks = match self.token.kind {
            T::OpenBrace | T::Lifetime => true,
            T::Ident => match self.word() {
                "if" | "match" | "for" | "while" | "loop" => true,
                "unsafe" => self.next().kind == T::OpenBrace,
                _ => false,
            },
            _ => false,
        };
        if !blocks {
            return self.expression();
        }
        let mark = self.mark();
        let block = self.deeper(Self::primary)?;
        if matches!(self.token.kind, T::Dot | T::Question) {
            self.reset(mark);
            return self.expression();
        }
        Some(block)
    }

    /// `let` behind its attributes, which are on the stack from a height on.
    fn let_(&mut self, height: usize) -> Option<Id> {
        let start = self.token.start;
        self.bump();
        let pattern = self.pattern()?;
        let ty = match self.eat(T::Colon) {
            true => self.type_()?,
            false => NONE,
        };
        let value = match self.eat(T::Eq) {
            true => self.expression()?,
            false => NONE,
        };
        let no = match self.eat_word("else") {
            true => self.plain_block()?,
            false => NONE,
        };
        self.expect(T::Semi)?;
        let kids = [pattern, ty, value, no];
        let range = self.taken(start);
        Some(self.gather_with(Kind::Let, self.base(), range, &kids, height))
    }
}
