//! Parses statements, and expressions that contain blocks.

use super::super::lex::TokenKind;
use super::super::tree::{Id, Kind, NONE, SPACE};
use super::Parser;

impl Parser<'_> {
    /// Parses an expression that begins with a word.
    pub(super) fn keyword(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.word().as_bytes() {
            b"if" => self.if_(),
            b"match" => self.match_(),
            b"for" if self.next().kind == TokenKind::Less => None,
            b"for" | b"while" | b"loop" => self.loop_(start),
            b"unsafe" | b"const" if self.next().kind == TokenKind::OpenBrace => {
                self.bump();
                let head = self.range_from(start);
                self.block(head)
            }
            b"async" | b"move" | b"static" => {
                self.bump();
                self.eat_word("move");
                match self.token.kind {
                    TokenKind::Or | TokenKind::OrOr => self.closure(start),
                    TokenKind::OpenBrace => {
                        let head = self.range_from(start);
                        self.block(head)
                    }
                    _ => None,
                }
            }
            b"return" | b"break" | b"continue" => self.jump_expression(),
            b"let" => {
                self.bump();
                let pattern = self.pattern()?;
                self.expect(TokenKind::Eq)?;
                let value = self.let_value()?;
                Some(self.node(Kind::LetCondition, (start, start), &[pattern, value]))
            }
            b"yield" | b"do" | b"become" | b"as" | b"else" | b"in" | b"where" | b"fn"
            | b"struct" | b"enum" | b"impl" | b"trait" | b"type" | b"use" | b"mod" | b"pub"
            | b"extern" => None,
            b"_" => Some(self.leaf(Kind::Atom)),
            _ => self.path_expression(),
        }
    }

    /// Parses the scrutinee of `let` in a condition, which ends before `&&`.
    fn let_value(&mut self) -> Option<Id> {
        self.nested(Self::without_lazy_operators)
    }

    /// `return a`, `break 'a b`, `continue 'a`
    fn jump_expression(&mut self) -> Option<Id> {
        let start = self.token.start;
        let continues = self.is("continue");
        self.bump();
        if !continues || self.at(TokenKind::Lifetime) {
            self.eat(TokenKind::Lifetime);
        }
        let head = self.range_from(start);
        let ends = match self.token.kind {
            TokenKind::CloseParen
            | TokenKind::CloseBracket
            | TokenKind::CloseBrace
            | TokenKind::Comma
            | TokenKind::Semi => true,
            TokenKind::FatArrow | TokenKind::Eof => true,
            TokenKind::OpenBrace => self.condition,
            _ => continues,
        };
        if ends {
            return Some(self.text_node(Kind::Atom, 0, head, &[]));
        }
        let value = self.expression()?;
        Some(self.text_node(Kind::Prefix, SPACE, head, &[value]))
    }

    fn if_(&mut self) -> Option<Id> {
        let start = self.token.start;
        self.bump();
        let condition = self.condition()?;
        let block = self.bare_block()?;
        let else_block = match self.eat_word("else") {
            true if self.is("if") => self.nested(Self::if_)?,
            true => self.bare_block()?,
            false => NONE,
        };
        Some(self.node(Kind::If, (start, start), &[condition, block, else_block]))
    }

    fn bare_block(&mut self) -> Option<Id> {
        let start = self.token.start;
        if !self.at(TokenKind::OpenBrace) {
            return None;
        }
        self.block((start, start))
    }

    fn loop_(&mut self, start: usize) -> Option<Id> {
        let keyword = self.word();
        self.bump();
        let head = self.range_from(start);
        let (pattern, iterated) = match keyword {
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
        let block = self.bare_block()?;
        Some(self.text_node(Kind::Loop, 0, head, &[pattern, iterated, block]))
    }

    /// `'a: loop { }`
    pub(super) fn labeled(&mut self) -> Option<Id> {
        let start = self.token.start;
        self.bump();
        self.expect(TokenKind::Colon)?;
        match self.word() {
            "for" | "while" | "loop" => self.loop_(start),
            _ if self.at(TokenKind::OpenBrace) => {
                let head = self.range_from(start);
                self.block(head)
            }
            _ => None,
        }
    }

    fn match_(&mut self) -> Option<Id> {
        let start = self.token.start;
        self.bump();
        let value = self.condition()?;
        let base = self.stack.len();
        self.stack.push(value);
        self.expect(TokenKind::OpenBrace)?;
        self.in_brackets(|this| {
            loop {
                match this.token.kind {
                    TokenKind::CloseBrace => {
                        this.bump();
                        return Some(());
                    }
                    TokenKind::Comment => {
                        let comment = this.comment();
                        this.stack.push(comment);
                    }
                    TokenKind::Eof => return None,
                    _ => {
                        if let Some(plain) = this.plain_arm() {
                            this.stack.push(plain);
                            continue;
                        }
                        let checkpoint = this.checkpoint();
                        let arm = match this.arm() {
                            Some(arm) => arm,
                            None => {
                                this.rewind(checkpoint);
                                this.raw_arm()?
                            }
                        };
                        this.stack.push(arm);
                    }
                }
            }
        })?;
        Some(self.reduce(Kind::Match, 0, (start, start), base))
    }

    fn arm(&mut self) -> Option<Id> {
        let start = self.token.start;
        let blank = self.blank();
        let base = self.stack.len();
        self.outer_attributes()?;
        let pattern = self.pattern()?;
        let guard = match self.eat_word("if") {
            true => self.expression()?,
            false => NONE,
        };
        self.expect(TokenKind::FatArrow)?;
        let checkpoint = self.checkpoint();
        // A block ends the arm unless a method call or `?` follows.
        let block = match self.at(TokenKind::OpenBrace) {
            true => self
                .bare_block()
                .filter(|_| !matches!(self.token.kind, TokenKind::Dot | TokenKind::Question)),
            false => None,
        };
        let body = match block {
            Some(block) => {
                self.eat(TokenKind::Comma);
                block
            }
            None => {
                self.rewind(checkpoint);
                let body = self.expression()?;
                if !self.eat(TokenKind::Comma)
                    && !self.at(TokenKind::CloseBrace)
                    && !self.ends_with_block(body)
                {
                    return None;
                }
                body
            }
        };
        let flags = self.context_flags() | blank;
        let range = (start, self.prev_end);
        Some(self.reduce_with(Kind::Arm, flags, range, &[pattern, guard, body], base))
    }

    /// Parses an arm of unknown syntax up to its comma.
    fn raw_arm(&mut self) -> Option<Id> {
        let token = self.token;
        let blank = self.blank();
        let mut arrow = false;
        loop {
            match self.token.kind {
                TokenKind::Eof => return None,
                TokenKind::CloseParen | TokenKind::CloseBracket => return None,
                TokenKind::CloseBrace => break,
                TokenKind::Comma => {
                    self.bump();
                    break;
                }
                TokenKind::FatArrow => {
                    arrow = true;
                    self.bump();
                }
                TokenKind::OpenBrace if arrow => {
                    if !self.skip_brackets() {
                        return None;
                    }
                    self.eat(TokenKind::Comma);
                    break;
                }
                TokenKind::OpenBrace | TokenKind::OpenParen | TokenKind::OpenBracket => {
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
        let range = self.range_from(token.start);
        Some(self.tree.add(Kind::Verbatim, blank, range, &[]))
    }

    /// Returns whether an expression statement needs neither semicolon nor comma.
    fn ends_with_block(&self, id: Id) -> bool {
        match self.tree.kind(id) {
            Kind::If | Kind::Match | Kind::Loop => true,
            Kind::Block => !matches!(self.tree.text(id), "async" | "async move"),
            Kind::Verbatim => self.tree.node(id).extra == 1,
            _ => false,
        }
    }

    /// Parses a closure at its bars; keywords before them begin at `start`.
    pub(super) fn closure(&mut self, start: usize) -> Option<Id> {
        let head = match self.prev_end > start {
            true => self.range_from(start),
            false => (start, start),
        };
        let base = self.stack.len();
        if !self.eat(TokenKind::OrOr) {
            self.expect(TokenKind::Or)?;
            self.in_brackets(|this| this.list(TokenKind::Or, Self::closure_parameter))?;
        }
        let parameters = self.stack.len() - base;
        let result = match self.eat(TokenKind::Arrow) {
            true => self.type_()?,
            false => NONE,
        };
        let body = match result {
            NONE => self.expression()?,
            _ => self.bare_block()?,
        };
        self.stack.push(result);
        self.stack.push(body);
        let id = self.spaced(Kind::Closure, head, base);
        self.tree.node_mut(id).extra = parameters as u32;
        self.tree.measure(id);
        Some(id)
    }

    fn closure_parameter(&mut self) -> Option<Id> {
        let pattern = self.single_pattern()?;
        self.typed(pattern)
    }

    /// Parses an optional type after a pattern.
    pub(super) fn typed(&mut self, pattern: Id) -> Option<Id> {
        if !self.eat(TokenKind::Colon) {
            return Some(pattern);
        }
        let ty = self.type_()?;
        let here = (self.prev_end, self.prev_end);
        Some(self.node(Kind::Typed, here, &[pattern, ty]))
    }

    /// Parses a block at its brace; the given range is the text before it.
    pub(super) fn block(&mut self, head: (usize, usize)) -> Option<Id> {
        let base = self.stack.len();
        self.expect(TokenKind::OpenBrace)?;
        let in_macro = self.in_macro;
        self.in_brackets(Self::statements)?;
        self.in_macro = in_macro;
        Some(self.spaced(Kind::Block, head, base))
    }

    /// Parses statements up to the closing brace, onto the stack.
    fn statements(&mut self) -> Option<()> {
        loop {
            match self.token.kind {
                TokenKind::CloseBrace => {
                    self.bump();
                    return Some(());
                }
                TokenKind::Eof => return None,
                TokenKind::Semi => self.bump(),
                TokenKind::Comment => {
                    let comment = self.comment();
                    self.stack.push(comment);
                }
                TokenKind::InnerDoc => return None,
                _ => {
                    let statement = self.statement()?;
                    self.stack.push(statement);
                }
            }
        }
    }

    /// Parses a statement. An unknown one is copied verbatim, or together with the macro that
    /// contains it.
    fn statement(&mut self) -> Option<Id> {
        if let Some(plain) = self.plain_statement() {
            return Some(plain);
        }
        let checkpoint = self.checkpoint();
        let blank = self.blank();
        if let Some(id) = self.known_statement() {
            self.tree.node_mut(id).flags |= blank;
            return Some(id);
        }
        self.rewind(checkpoint);
        if self.in_macro {
            return None;
        }
        Some(self.raw(Kind::Verbatim))
    }

    /// Skips a statement or item that is copied verbatim.
    pub(super) fn raw(&mut self, kind: Kind) -> Id {
        let start = self.token.start;
        let blank = self.blank();
        self.skip();
        let range = self.range_from(start);
        self.tree.add(kind, blank, range, &[])
    }

    fn known_statement(&mut self) -> Option<Id> {
        let start = self.token.start;
        let base = self.stack.len();
        self.outer_attributes()?;
        if self.is("let") {
            return self.let_(base);
        }
        if self.begins_item() {
            return self.item_after_attributes(base);
        }
        let expression = self.statement_expression()?;
        let semicolon = self.eat(TokenKind::Semi);
        if !semicolon && !self.at(TokenKind::CloseBrace) && !self.ends_with_block(expression) {
            return None;
        }
        let range = self.range_from(start);
        let id = self.reduce_with(
            Kind::Statement,
            self.context_flags(),
            range,
            &[expression],
            base,
        );
        // rustfmt removes the semicolon after a loop.
        let loops = self.tree.kind(expression) == Kind::Loop;
        self.tree.node_mut(id).extra = u32::from(semicolon && !loops);
        self.tree.measure(id);
        Some(id)
    }

    /// Parses an expression at the start of a statement, which ends after its block.
    fn statement_expression(&mut self) -> Option<Id> {
        let blocks = match self.token.kind {
            TokenKind::OpenBrace | TokenKind::Lifetime => true,
            TokenKind::Ident => match self.word() {
                "if" | "match" | "for" | "while" | "loop" => true,
                "unsafe" => self.next().kind == TokenKind::OpenBrace,
                _ => false,
            },
            _ => false,
        };
        if !blocks {
            return self.expression();
        }
        let checkpoint = self.checkpoint();
        let block = self.nested(Self::primary)?;
        if matches!(self.token.kind, TokenKind::Dot | TokenKind::Question) {
            self.rewind(checkpoint);
            return self.expression();
        }
        Some(block)
    }

    /// Parses `let`, whose attributes are on the stack from `base` on.
    fn let_(&mut self, base: usize) -> Option<Id> {
        let start = self.token.start;
        self.bump();
        let pattern = self.pattern()?;
        let ty = match self.eat(TokenKind::Colon) {
            true => self.type_()?,
            false => NONE,
        };
        let value = match self.eat(TokenKind::Eq) {
            true => self.expression()?,
            false => NONE,
        };
        let else_block = match self.eat_word("else") {
            true => self.bare_block()?,
            false => NONE,
        };
        self.expect(TokenKind::Semi)?;
        let children = [pattern, ty, value, else_block];
        let range = self.range_from(start);
        Some(self.reduce_with(Kind::Let, self.context_flags(), range, &children, base))
    }
}
