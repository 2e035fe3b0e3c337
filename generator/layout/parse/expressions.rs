//! Parses expressions.

use super::super::lex::TokenKind;
use super::super::tree::{ALTERNATE, Id, Kind, NONE, SPACE, TRAILING_COMMA};
use super::Parser;

/// A binary operator: its precedence, and its end.
struct Operator {
    level: u8,
    end: usize,
}

const RANGE: u8 = 1;
const COMPARE: u8 = 4;
const CAST: u8 = 11;

impl Parser<'_> {
    pub(super) fn comma(comma: bool) -> u8 {
        if comma { TRAILING_COMMA } else { 0 }
    }

    pub(super) fn expression(&mut self) -> Option<Id> {
        self.nested(Self::assignment)
    }

    /// Parses an expression that ends before an opening brace.
    pub(super) fn condition(&mut self) -> Option<Id> {
        let before = std::mem::replace(&mut self.condition, true);
        let condition = self.expression();
        self.condition = before;
        condition
    }

    fn assignment(&mut self) -> Option<Id> {
        let left = self.binary(RANGE)?;
        self.assignment_suffix(left)
    }

    /// Parses the rest of an assignment after its left side.
    fn assignment_suffix(&mut self, left: Id) -> Option<Id> {
        let start = self.token.start;
        let end = match self.token.kind {
            TokenKind::Eq | TokenKind::AssignOp => self.token.end,
            // `<<=` and `>>=`
            TokenKind::Less | TokenKind::Greater => match self.operator() {
                Some(operator)
                    if self.text[start..operator.end].ends_with("=")
                        && operator.end - start == 3 =>
                {
                    operator.end
                }
                _ => return Some(left),
            },
            _ => return Some(left),
        };
        self.seek(end);
        let right = self.expression()?;
        Some(self.node(Kind::Assign, (start, end), &[left, right]))
    }

    fn operator(&self) -> Option<Operator> {
        let token = self.token;
        let rest = &self.text[token.start..];
        let (level, length) = match token.kind {
            TokenKind::Dots => (RANGE, token.end - token.start),
            TokenKind::OrOr => (2, 2),
            TokenKind::AndAnd => (3, 2),
            TokenKind::Compare => (COMPARE, 2),
            TokenKind::Less | TokenKind::Greater => {
                let twice = rest.starts_with("<<") || rest.starts_with(">>");
                let length = 1 + usize::from(twice);
                let equal = rest[length..].starts_with('=') && !rest[length..].starts_with("==");
                match (twice, equal) {
                    (true, true) => (0, 3),
                    (true, false) => (8, 2),
                    (false, true) => (COMPARE, 2),
                    (false, false) => (COMPARE, 1),
                }
            }
            TokenKind::Or => (5, 1),
            TokenKind::Caret => (6, 1),
            TokenKind::And => (7, 1),
            TokenKind::Plus | TokenKind::Minus => (9, 1),
            TokenKind::Star | TokenKind::Divide => (10, 1),
            TokenKind::Ident if self.is("as") => (CAST, 2),
            _ => return None,
        };
        Some(Operator {
            level,
            end: token.start + length,
        })
    }

    /// Parses binary operators of at least the given precedence.
    fn binary(&mut self, lowest: u8) -> Option<Id> {
        let mut left = match self.token.kind {
            TokenKind::Dots if lowest <= RANGE => return self.range(NONE),
            _ => self.unary()?,
        };
        while let Some(operator) = self.operator() {
            let Operator { level, end } = operator;
            if level < lowest {
                break;
            }
            let start = self.token.start;
            left = match level {
                RANGE => return self.range(left),
                CAST => {
                    self.bump();
                    let ty = self.type_()?;
                    self.node(Kind::Cast, (start, start), &[left, ty])
                }
                _ => {
                    self.seek(end);
                    let right = self.binary(level + 1)?;
                    self.pair((start, end), left, right)
                }
            };
            self.not_too_high(left)?;
        }
        Some(left)
    }

    /// Parses an expression that ends before `&&` and `||`.
    pub(super) fn without_lazy_operators(&mut self) -> Option<Id> {
        self.binary(COMPARE)
    }

    /// Adds a binary expression. rustfmt never puts a condition with `let` after `&&` on one line,
    /// except for two operands of which the first is a plain name.
    fn pair(&mut self, operator: (usize, usize), left: Id, right: Id) -> Id {
        let id = self.node(Kind::Binary, operator, &[left, right]);
        if &self.text[operator.0..operator.1] == "&&" {
            let lets = |this: &Self, id: Id| match this.tree.kind(id) {
                Kind::LetCondition => true,
                Kind::Binary => this.tree.has(id, ALTERNATE) || this.tree.node(id).extra == 1,
                _ => false,
            };
            let deep = self.tree.kind(left) == Kind::Binary && self.tree.text(left) == "&&";
            if lets(self, left) || lets(self, right) {
                let short = !deep && self.is_short(left) && !lets(self, left);
                let node = self.tree.node_mut(id);
                node.extra = 1;
                if !short {
                    node.flags |= ALTERNATE;
                }
                self.tree.measure(id);
            }
        }
        id
    }

    fn is_short(&self, id: Id) -> bool {
        match self.tree.kind(id) {
            Kind::Atom => {
                let head = self.tree.text(id);
                let first = head.bytes().next().unwrap_or(b'0');
                !head.contains(':') && !first.is_ascii_digit() && first != b'\''
            }
            Kind::Prefix if self.tree.is_operator(id) => self.is_short(self.tree.child(id, 0)),
            Kind::Paren => self.is_short(self.tree.child(id, 0)),
            Kind::Chain if self.tree.children(id).len() == 1 => {
                self.is_short(self.tree.child(id, 0))
            }
            _ => false,
        }
    }

    fn range(&mut self, from: Id) -> Option<Id> {
        let dots = (self.token.start, self.token.end);
        self.bump();
        let ends = match self.token.kind {
            TokenKind::CloseParen
            | TokenKind::CloseBracket
            | TokenKind::CloseBrace
            | TokenKind::Comma
            | TokenKind::Semi => true,
            TokenKind::FatArrow | TokenKind::Eof => true,
            TokenKind::OpenBrace => self.condition,
            _ => false,
        };
        let to = if ends { NONE } else { self.binary(RANGE + 1)? };
        Some(self.node(Kind::Range, dots, &[from, to]))
    }

    fn unary(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            TokenKind::Minus | TokenKind::Star | TokenKind::Bang => {
                self.bump();
                let head = self.range_from(start);
                let inner = self.nested(Self::unary)?;
                Some(self.node(Kind::Prefix, head, &[inner]))
            }
            TokenKind::And | TokenKind::AndAnd => {
                self.bump();
                let mut space = 0;
                if self.is("raw") && matches!(self.slice(self.next()), "const" | "mut") {
                    self.bump();
                    self.bump();
                    space = SPACE;
                } else if self.eat_word("mut") {
                    space = SPACE;
                }
                let head = self.range_from(start);
                let inner = self.nested(Self::unary)?;
                Some(self.text_node(Kind::Prefix, space, head, &[inner]))
            }
            _ => {
                let primary = self.primary()?;
                self.postfix(primary)
            }
        }
    }

    /// Parses calls, method calls, field accesses, indices and question marks after an expression.
    pub(super) fn postfix(&mut self, primary: Id) -> Option<Id> {
        let mut root = primary;
        let mut question_marks = 0_u8;
        // The links of the chain are collected on the stack.
        let base = self.stack.len();
        loop {
            match self.token.kind {
                TokenKind::Question => {
                    self.bump();
                    match self.stack[base..].last() {
                        Some(&link) if self.tree.kind(link) != Kind::Comment => {
                            let node = self.tree.node_mut(link);
                            node.question_marks = node.question_marks.saturating_add(1);
                            self.tree.measure(link);
                        }
                        _ => question_marks = question_marks.saturating_add(1),
                    }
                }
                TokenKind::Dot => {
                    self.bump();
                    self.link()?;
                }
                TokenKind::Comment if self.chain_continues() => {
                    let comment = self.comment();
                    self.stack.push(comment);
                }
                TokenKind::OpenParen => {
                    let callee = self.chain(root, question_marks, base);
                    (root, question_marks) = (self.call(callee)?, 0);
                    self.not_too_high(root)?;
                }
                TokenKind::OpenBracket => {
                    let whole = self.chain(root, question_marks, base);
                    self.bump();
                    let index = self.in_brackets(Self::expression)?;
                    self.expect(TokenKind::CloseBracket)?;
                    let here = (self.prev_end, self.prev_end);
                    (root, question_marks) = (self.node(Kind::Index, here, &[whole, index]), 0);
                    self.not_too_high(root)?;
                }
                _ => return Some(self.chain(root, question_marks, base)),
            }
        }
    }

    /// Returns whether a link of the chain follows the current comments.
    fn chain_continues(&self) -> bool {
        let mut token = self.token;
        // rustfmt aligns comments after code, which is not supported.
        while token.kind == TokenKind::Comment && token.breaks > 0 {
            token = super::token(self.text, token.end);
        }
        token.kind == TokenKind::Dot
    }

    fn chain(&mut self, root: Id, question_marks: u8, base: usize) -> Id {
        if self.stack.len() == base && question_marks == 0 {
            return root;
        }
        self.stack.insert(base, root);
        let here = (self.prev_end, self.prev_end);
        let id = self.reduce(Kind::Chain, 0, here, base);
        self.tree.node_mut(id).question_marks = question_marks;
        self.tree.measure(id);
        id
    }

    fn call(&mut self, callee: Id) -> Option<Id> {
        let base = self.stack.len();
        self.stack.push(callee);
        self.bump();
        let comma = self.in_brackets(|this| this.list(TokenKind::CloseParen, Self::expression))?;
        let here = (self.prev_end, self.prev_end);
        Some(self.reduce(Kind::Call, Self::comma(comma), here, base))
    }

    /// Parses a link of a chain after its dot, onto the stack.
    fn link(&mut self) -> Option<()> {
        let name = (self.token.start, self.token.end);
        match self.token.kind {
            TokenKind::Literal => {
                self.bump();
                // The lexer takes `0.1` in `.0.1` for a number.
                let mut start = name.0;
                for part in self.text[name.0..name.1].split('.') {
                    let field = self.node(Kind::FieldAccess, (start, start + part.len()), &[]);
                    self.stack.push(field);
                    start += part.len() + 1;
                }
            }
            TokenKind::Ident => {
                self.bump();
                let base = self.stack.len();
                if self.at(TokenKind::PathSep) {
                    self.bump();
                    self.expect(TokenKind::Less)?;
                    self.generic_arguments()?;
                    if !self.at(TokenKind::OpenParen) {
                        return None;
                    }
                }
                let generics = self.stack.len() - base;
                if !self.eat(TokenKind::OpenParen) {
                    let field = self.node(Kind::FieldAccess, name, &[]);
                    self.stack.push(field);
                    return Some(());
                }
                let comma =
                    self.in_brackets(|this| this.list(TokenKind::CloseParen, Self::expression))?;
                let method = self.reduce(Kind::MethodCall, Self::comma(comma), name, base);
                self.tree.node_mut(method).extra = generics as u32;
                self.tree.measure(method);
                self.stack.push(method);
            }
            _ => return None,
        }
        Some(())
    }

    pub(super) fn primary(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            TokenKind::Literal => Some(self.leaf(Kind::Atom)),
            TokenKind::Str => Some(self.leaf(Kind::Str)),
            TokenKind::Or | TokenKind::OrOr => self.closure(start),
            TokenKind::OpenParen => self.parentheses(),
            TokenKind::OpenBracket => {
                self.bump();
                self.array((start, start))
            }
            TokenKind::OpenBrace => self.block((start, start)),
            TokenKind::Less | TokenKind::PathSep => self.path_expression(),
            TokenKind::Lifetime => self.labeled(),
            TokenKind::Ident => self.keyword(),
            _ => None,
        }
    }

    fn parentheses(&mut self) -> Option<Id> {
        let start = self.token.start;
        self.bump();
        let base = self.stack.len();
        let comma = self.in_brackets(|this| this.list(TokenKind::CloseParen, Self::expression))?;
        match self.stack[base..] {
            // rustfmt removes redundant parentheses.
            [only] if !comma && self.tree.kind(only) == Kind::Paren => {
                self.stack.truncate(base);
                Some(only)
            }
            [only] if !comma && self.tree.kind(only) != Kind::Comment => {
                self.stack.truncate(base);
                Some(self.node(Kind::Paren, (start, start), &[only]))
            }
            _ => Some(self.reduce(Kind::Tuple, Self::comma(comma), (start, start), base)),
        }
    }

    /// Parses an array after its opening bracket; for a macro such as `vec!`, the given range is
    /// its name.
    fn array(&mut self, head: (usize, usize)) -> Option<Id> {
        let base = self.stack.len();
        let respace = self.respace_flag(head);
        self.in_brackets(|this| {
            if !this.at(TokenKind::CloseBracket) && !this.at(TokenKind::Comment) {
                let first = this.expression()?;
                if this.eat(TokenKind::Semi) {
                    let count = this.expression()?;
                    this.expect(TokenKind::CloseBracket)?;
                    return Some(this.text_node(Kind::Repeat, 0, head, &[first, count]));
                }
                this.stack.push(first);
                if !this.eat(TokenKind::Comma) {
                    this.expect(TokenKind::CloseBracket)?;
                    return Some(this.reduce(Kind::Array, respace, head, base));
                }
            }
            let comma = this.list(TokenKind::CloseBracket, Self::expression)?;
            let flags = Self::comma(comma || this.stack.len() == base + 1);
            Some(this.reduce(Kind::Array, flags | respace, head, base))
        })
    }

    pub(super) fn path_expression(&mut self) -> Option<Id> {
        let path = self.path(false)?;
        match self.token.kind {
            TokenKind::Bang if self.tree.kind(path) == Kind::Atom => self.macro_call(path),
            TokenKind::OpenBrace if !self.condition => {
                let base = self.stack.len();
                self.stack.push(path);
                self.bump();
                let comma =
                    self.in_brackets(|this| this.list(TokenKind::CloseBrace, Self::field))?;
                let here = (self.prev_end, self.prev_end);
                Some(self.reduce(Kind::Struct, Self::comma(comma), here, base))
            }
            _ => Some(path),
        }
    }

    fn field(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            TokenKind::Dots => {
                self.bump();
                let dots = self.range_from(start);
                if self.at(TokenKind::CloseBrace) {
                    return Some(self.node(Kind::Atom, dots, &[]));
                }
                let base = self.expression()?;
                Some(self.node(Kind::Prefix, dots, &[base]))
            }
            TokenKind::Ident | TokenKind::Literal if self.next().kind == TokenKind::Colon => {
                if let Some(plain) = self.plain_field() {
                    return Some(plain);
                }
                self.bump();
                let name = self.range_from(start);
                self.bump();
                let value = self.expression()?;
                Some(self.node(Kind::FieldValue, name, &[value]))
            }
            TokenKind::Ident => Some(self.leaf(Kind::Atom)),
            _ => None,
        }
    }

    /// Parses a macro call at its `!`.
    fn macro_call(&mut self, name: Id) -> Option<Id> {
        let (start, _) = self.tree.range(name);
        self.bump();
        let head = self.range_from(start);
        let checkpoint = self.checkpoint();
        let of_list = &self.text[head.0..head.1] == "vec!";
        self.in_macro = !of_list || self.in_macro;
        let base = self.stack.len();
        let read = match self.token.kind {
            TokenKind::OpenParen => {
                self.bump();
                let comma =
                    self.in_brackets(|this| this.list(TokenKind::CloseParen, Self::expression));
                let mut children = self.stack[base..].iter();
                comma.filter(|_| children.all(|child| self.tree.kind(*child) != Kind::Comment))
            }
            TokenKind::OpenBracket => {
                self.bump();
                let array = self.array(head);
                self.in_macro = checkpoint.in_macro;
                match array {
                    Some(array) if of_list || self.tree.kind(array) == Kind::Repeat => {
                        return Some(array);
                    }
                    Some(array) => {
                        // Commas must not be added or removed.
                        self.tree.node_mut(array).flags |= super::IN_MACRO;
                        return Some(array);
                    }
                    None => None,
                }
            }
            _ => None,
        };
        self.in_macro = checkpoint.in_macro;
        if let Some(comma) = read {
            let flags = Self::comma(comma) | super::IN_MACRO;
            return Some(self.reduce_text(Kind::Macro, flags, head, base));
        }
        self.rewind(checkpoint);
        let open = match self.token.kind {
            TokenKind::OpenParen | TokenKind::OpenBracket | TokenKind::OpenBrace => self.token.kind,
            _ => return None,
        };
        if !self.skip_brackets() {
            return None;
        }
        let range = self.range_from(start);
        let id = self.node(Kind::Verbatim, range, &[]);
        self.tree.node_mut(id).extra = u32::from(open == TokenKind::OpenBrace);
        Some(id)
    }
}
