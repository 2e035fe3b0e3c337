//! Expressions.

use super::super::lex::T;
use super::super::tree::{COMMA, Id, Kind, NONE, OTHER, SPACE};
use super::Reader;

/// An operator between two expressions: how tightly it binds, and where it ends.
struct Operator {
    level: u8,
    end: usize,
}

const RANGE: u8 = 1;
const COMPARE: u8 = 4;
const CAST: u8 = 11;

impl Reader<'_> {
    pub(super) fn comma(comma: bool) -> u8 {
        if comma { COMMA } else { 0 }
    }

    pub(super) fn expression(&mut self) -> Option<Id> {
        self.deeper(Self::assignment)
    }

    /// An expression that a brace ends.
    pub(super) fn condition(&mut self) -> Option<Id> {
        let before = std::mem::replace(&mut self.condition, true);
        let condition = self.expression();
        self.condition = before;
        condition
    }

    fn assignment(&mut self) -> Option<Id> {
        let left = self.binary(RANGE)?;
        self.behind_left(left)
    }

    /// What may follow the left side of an assignment.
    fn behind_left(&mut self, left: Id) -> Option<Id> {
        let start = self.token.start;
        let end = match self.token.kind {
            T::Eq | T::Assign => self.token.end,
            // `<<=` and `>>=`
            T::Less | T::More => match self.operator() {
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
        self.jump(end);
        let right = self.expression()?;
        Some(self.node(Kind::Assign, (start, end), &[left, right]))
    }

    fn operator(&self) -> Option<Operator> {
        let token = self.token;
        let rest = &self.text[token.start..];
        let (level, length) = match token.kind {
            T::Dots => (RANGE, token.end - token.start),
            T::OrOr => (2, 2),
            T::AndAnd => (3, 2),
            T::Compare => (COMPARE, 2),
            T::Less | T::More => {
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
            T::Or => (5, 1),
            T::Caret => (6, 1),
            T::And => (7, 1),
            T::Plus | T::Minus => (9, 1),
            T::Star | T::Divide => (10, 1),
            T::Ident if self.is("as") => (CAST, 2),
            _ => return None,
        };
        Some(Operator {
            level,
            end: token.start + length,
        })
    }

    /// Operators that bind at least so tightly.
    fn binary(&mut self, lowest: u8) -> Option<Id> {
        let mut left = match self.token.kind {
            T::Dots if lowest <= RANGE => return self.range(NONE),
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
                    self.jump(end);
                    let right = self.binary(level + 1)?;
                    self.pair((start, end), left, right)
                }
            };
            self.not_too_high(left)?;
        }
        Some(left)
    }

    /// An expression that ends before `&&` and `||`.
    pub(super) fn tight(&mut self) -> Option<Id> {
        self.binary(COMPARE)
    }

    /// Two sides of an operator. A chain of conditions with `let` is never on one line, but for two
    /// of which the first is a name.
    fn pair(&mut self, operator: (usize, usize), left: Id, right: Id) -> Id {
        let id = self.node(Kind::Binary, operator, &[left, right]);
        if &self.text[operator.0..operator.1] == "&&" {
            let lets = |this: &Self, id: Id| match this.tree.kind(id) {
                Kind::LetCondition => true,
                Kind::Binary => this.tree.has(id, OTHER) || this.tree.node(id).extra == 1,
                _ => false,
            };
            let deep = self.tree.kind(left) == Kind::Binary && self.tree.words(left) == "&&";
            if lets(self, left) || lets(self, right) {
                let short = !deep && self.is_short(left) && !lets(self, left);
                let node = self.tree.node_mut(id);
                node.extra = 1;
                if !short {
                    node.flags |= OTHER;
                }
                self.tree.measure(id);
            }
        }
        id
    }

    fn is_short(&self, id: Id) -> bool {
        match self.tree.kind(id) {
            Kind::Word => {
                let words = self.tree.words(id);
                let first = words.bytes().next().unwrap_or(b'0');
                !words.contains(':') && !first.is_ascii_digit() && first != b'\''
            }
            Kind::Prefix if self.tree.is_operator(id) => self.is_short(self.tree.kid(id, 0)),
            Kind::Paren => self.is_short(self.tree.kid(id, 0)),
            Kind::Chain if self.tree.kids(id).len() == 1 => self.is_short(self.tree.kid(id, 0)),
            _ => false,
        }
    }

    fn range(&mut self, from: Id) -> Option<Id> {
        let dots = (self.token.start, self.token.end);
        self.bump();
        let ends = match self.token.kind {
            T::CloseParen | T::CloseBracket | T::CloseBrace | T::Comma | T::Semi => true,
            T::FatArrow | T::End => true,
            T::OpenBrace => self.condition,
            _ => false,
        };
        let to = if ends { NONE } else { self.binary(RANGE + 1)? };
        Some(self.node(Kind::Range, dots, &[from, to]))
    }

    fn unary(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            T::Minus | T::Star | T::Bang => {
                self.bump();
                let words = self.taken(start);
                let inner = self.deeper(Self::unary)?;
                Some(self.node(Kind::Prefix, words, &[inner]))
            }
            T::And | T::AndAnd => {
                self.bump();
                let mut space = 0;
                if self.is("raw") && matches!(self.slice(self.next()), "const" | "mut") {
                    self.bump();
                    self.bump();
                    space = SPACE;
                } else if self.eat_word("mut") {
                    space = SPACE;
                }
                let words = self.taken(start);
                let inner = self.deeper(Self::unary)?;
                Some(self.words(Kind::Prefix, space, words, &[inner]))
            }
            _ => {
                let primary = self.primary()?;
                self.postfix(primary)
            }
        }
    }

    /// Calls, links of chains, indices and question marks behind an expression.
    pub(super) fn postfix(&mut self, primary: Id) -> Option<Id> {
        let mut root = primary;
        let mut tries = 0_u8;
        // The links of the chain stand on the stack.
        let height = self.stack.len();
        loop {
            match self.token.kind {
                T::Question => {
                    self.bump();
                    match self.stack[height..].last() {
                        Some(&link) if self.tree.kind(link) != Kind::Comment => {
                            let node = self.tree.node_mut(link);
                            node.tries = node.tries.saturating_add(1);
                            self.tree.measure(link);
                        }
                        _ => tries = tries.saturating_add(1),
                    }
                }
                T::Dot => {
                    self.bump();
                    self.link()?;
                }
                T::Comment if self.chain_goes_on() => {
                    let comment = self.comment();
                    self.stack.push(comment);
                }
                T::OpenParen => {
                    let callee = self.chain(root, tries, height);
                    (root, tries) = (self.call(callee)?, 0);
                    self.not_too_high(root)?;
                }
                T::OpenBracket => {
                    let whole = self.chain(root, tries, height);
                    self.bump();
                    let index = self.inside(Self::expression)?;
                    self.expect(T::CloseBracket)?;
                    let here = (self.behind, self.behind);
                    (root, tries) = (self.node(Kind::Index, here, &[whole, index]), 0);
                    self.not_too_high(root)?;
                }
                _ => return Some(self.chain(root, tries, height)),
            }
        }
    }

    /// Whether a link follows the comments that are looked at.
    fn chain_goes_on(&self) -> bool {
        let mut token = self.token;
        // A comment behind something on its line would have to be aligned.
        while token.kind == T::Comment && token.breaks > 0 {
            token = super::token(self.text, token.end);
        }
        token.kind == T::Dot
    }

    fn chain(&mut self, root: Id, tries: u8, height: usize) -> Id {
        if self.stack.len() == height && tries == 0 {
            return root;
        }
        self.stack.insert(height, root);
        let here = (self.behind, self.behind);
        let id = self.gather(Kind::Chain, 0, here, height);
        self.tree.node_mut(id).tries = tries;
        self.tree.measure(id);
        id
    }

    fn call(&mut self, callee: Id) -> Option<Id> {
        let height = self.stack.len();
        self.stack.push(callee);
        self.bump();
        let comma = self.inside(|this| this.list(T::CloseParen, Self::expression))?;
        let here = (self.behind, self.behind);
        Some(self.gather(Kind::Call, Self::comma(comma), here, height))
    }

    /// What follows the dot of a chain; onto the stack.
    fn link(&mut self) -> Option<()> {
        let name = (self.token.start, self.token.end);
        match self.token.kind {
            T::Number => {
                self.bump();
                // `.0.1` is a number to the eye.
                let mut start = name.0;
                for part in self.text[name.0..name.1].split('.') {
                    let field = self.node(Kind::Field, (start, start + part.len()), &[]);
                    self.stack.push(field);
                    start += part.len() + 1;
                }
            }
            T::Ident => {
                self.bump();
                let height = self.stack.len();
                if self.at(T::Path) {
                    self.bump();
                    self.expect(T::Less)?;
                    self.generic_arguments()?;
                    if !self.at(T::OpenParen) {
                        return None;
                    }
                }
                let generics = self.stack.len() - height;
                if !self.eat(T::OpenParen) {
                    let field = self.node(Kind::Field, name, &[]);
                    self.stack.push(field);
                    return Some(());
                }
                let comma = self.inside(|this| this.list(T::CloseParen, Self::expression))?;
                let method = self.gather(Kind::Method, Self::comma(comma), name, height);
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
            T::Number => Some(self.leaf(Kind::Word)),
            T::Text => Some(self.leaf(Kind::Text)),
            T::Or | T::OrOr => self.closure(start),
            T::OpenParen => self.parentheses(),
            T::OpenBracket => {
                self.bump();
                self.array((start, start))
            }
            T::OpenBrace => self.block((start, start)),
            T::Less | T::Path => self.path_expression(),
            T::Lifetime => self.labelled(),
            T::Ident => self.keyword(),
            _ => None,
        }
    }

    fn parentheses(&mut self) -> Option<Id> {
        let start = self.token.start;
        self.bump();
        let height = self.stack.len();
        let comma = self.inside(|this| this.list(T::CloseParen, Self::expression))?;
        match self.stack[height..] {
            // Parentheses in parentheses are removed.
            [only] if !comma && self.tree.kind(only) == Kind::Paren => {
                self.stack.truncate(height);
                Some(only)
            }
            [only] if !comma && self.tree.kind(only) != Kind::Comment => {
                self.stack.truncate(height);
                Some(self.node(Kind::Paren, (start, start), &[only]))
            }
            _ => Some(self.gather(Kind::Tuple, Self::comma(comma), (start, start), height)),
        }
    }

    /// An array behind its bracket, or what a macro has there behind its name.
    fn array(&mut self, words: (usize, usize)) -> Option<Id> {
        let height = self.stack.len();
        let glue = self.glue(words);
        self.inside(|this| {
            if !this.at(T::CloseBracket) && !this.at(T::Comment) {
                let first = this.expression()?;
                if this.eat(T::Semi) {
                    let count = this.expression()?;
                    this.expect(T::CloseBracket)?;
                    return Some(this.words(Kind::Repeat, 0, words, &[first, count]));
                }
                this.stack.push(first);
                if !this.eat(T::Comma) {
                    this.expect(T::CloseBracket)?;
                    return Some(this.gather(Kind::Array, glue, words, height));
                }
            }
            let comma = this.list(T::CloseBracket, Self::expression)?;
            let flags = Self::comma(comma || this.stack.len() == height + 1);
            Some(this.gather(Kind::Array, flags | glue, words, height))
        })
    }

    pub(super) fn path_expression(&mut self) -> Option<Id> {
        let path = self.path(false)?;
        match self.token.kind {
            T::Bang if self.tree.kind(path) == Kind::Word => self.macro_call(path),
            T::OpenBrace if !self.condition => {
                let height = self.stack.len();
                self.stack.push(path);
                self.bump();
                let comma = self.inside(|this| this.list(T::CloseBrace, Self::field))?;
                let here = (self.behind, self.behind);
                Some(self.gather(Kind::Struct, Self::comma(comma), here, height))
            }
            _ => Some(path),
        }
    }

    fn field(&mut self) -> Option<Id> {
        let start = self.token.start;
        match self.token.kind {
            T::Dots => {
                self.bump();
                let dots = self.taken(start);
                if self.at(T::CloseBrace) {
                    return Some(self.node(Kind::Word, dots, &[]));
                }
                let base = self.expression()?;
                Some(self.node(Kind::Prefix, dots, &[base]))
            }
            T::Ident | T::Number if self.next().kind == T::Colon => {
                if let Some(plain) = self.plain_field() {
                    return Some(plain);
                }
                self.bump();
                let name = self.taken(start);
                self.bump();
                let value = self.expression()?;
                Some(self.node(Kind::Value, name, &[value]))
            }
            T::Ident => Some(self.leaf(Kind::Word)),
            _ => None,
        }
    }

    /// A macro behind its name, at the sign.
    fn macro_call(&mut self, name: Id) -> Option<Id> {
        let (start, _) = self.tree.range(name);
        self.bump();
        let words = self.taken(start);
        let mark = self.mark();
        let of_list = &self.text[words.0..words.1] == "vec!";
        self.in_macro = !of_list || self.in_macro;
        let height = self.stack.len();
        let read = match self.token.kind {
            T::OpenParen => {
                self.bump();
                let comma = self.inside(|this| this.list(T::CloseParen, Self::expression));
                let mut kids = self.stack[height..].iter();
                comma.filter(|_| kids.all(|kid| self.tree.kind(*kid) != Kind::Comment))
            }
            T::OpenBracket => {
                self.bump();
                let array = self.array(words);
                self.in_macro = mark.in_macro;
                match array {
                    Some(array) if of_list || self.tree.kind(array) == Kind::Repeat => {
                        return Some(array);
                    }
                    Some(array) => {
                        // Commas in it are not ours.
                        self.tree.node_mut(array).flags |= super::IN_MACRO;
                        return Some(array);
                    }
                    None => None,
                }
            }
            _ => None,
        };
        self.in_macro = mark.in_macro;
        if let Some(comma) = read {
            let flags = Self::comma(comma) | super::IN_MACRO;
            return Some(self.gather_words(Kind::Macro, flags, words, height));
        }
        self.reset(mark);
        let open = match self.token.kind {
            T::OpenParen | T::OpenBracket | T::OpenBrace => self.token.kind,
            _ => return None,
        };
        if !self.skip_brackets() {
            return None;
        }
        let range = self.taken(start);
        let id = self.node(Kind::Raw, range, &[]);
        self.tree.node_mut(id).extra = u32::from(open == T::OpenBrace);
        Some(id)
    }
}
