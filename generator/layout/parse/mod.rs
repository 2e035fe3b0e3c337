//! The parser: turns tokens into a tree. Parsing methods return `None` for unknown syntax; the
//! enclosing statement, arm or item is then copied verbatim.

mod attributes;
mod expressions;
mod fast_path;
mod items;
mod patterns;
mod statements;
mod types;

use std::cell::Cell;

use super::lex::{Token, TokenKind, token};
use super::measure::is_canonically_spaced;
use super::tree::{BLANK, COMMENTS, IN_MACRO, Id, Kind, RESPACE, SPACE, TRAILING, Tree};

/// The maximal nesting of brackets. Code that is nested deeper is copied verbatim.
const MAX_DEPTH: usize = 100;
/// The maximal height of a subtree, which left-recursive syntax reaches without brackets.
const MAX_HEIGHT: usize = 400;

pub(super) struct Parser<'t> {
    pub text: &'t str,
    pub tree: Tree<'t>,
    /// The current token.
    token: Token,
    /// The token after it, if it has been peeked.
    ahead: Cell<Option<Token>>,
    /// The end of the last consumed token.
    prev_end: usize,
    /// The start of the item that is in the tree.
    item_start: usize,
    /// The maximal width of lines.
    max_width: usize,
    /// The fast path for plain lines is disabled.
    fast_path_disabled: bool,
    /// Children of nodes that are not complete yet.
    stack: Vec<Id>,
    depth: usize,
    /// A condition is being parsed: an opening brace ends it.
    condition: bool,
    /// The arguments of a macro are being parsed.
    in_macro: bool,
}

/// A state of the parser to return to.
#[derive(Clone, Copy)]
struct Checkpoint {
    token: Token,
    prev_end: usize,
    stack: usize,
    depth: usize,
    condition: bool,
    in_macro: bool,
}

impl<'t> Parser<'t> {
    pub fn new(text: &'t str, max_width: usize) -> Self {
        Self {
            text,
            tree: Tree::new(text),
            token: token(text, 0),
            ahead: Cell::new(None),
            prev_end: 0,
            item_start: 0,
            max_width,
            fast_path_disabled: false,
            stack: Vec::with_capacity(64),
            depth: 0,
            condition: false,
            in_macro: false,
        }
    }

    fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            token: self.token,
            prev_end: self.prev_end,
            stack: self.stack.len(),
            depth: self.depth,
            condition: self.condition,
            in_macro: self.in_macro,
        }
    }

    fn rewind(&mut self, checkpoint: Checkpoint) {
        self.token = checkpoint.token;
        self.ahead.set(None);
        self.prev_end = checkpoint.prev_end;
        self.stack.truncate(checkpoint.stack);
        self.depth = checkpoint.depth;
        self.condition = checkpoint.condition;
        self.in_macro = checkpoint.in_macro;
    }

    fn bump(&mut self) {
        self.prev_end = self.token.end;
        self.token = match self.ahead.take() {
            Some(token) => token,
            None => token(self.text, self.token.end),
        };
    }

    /// Continues parsing at a byte offset.
    fn seek(&mut self, end: usize) {
        self.prev_end = end;
        self.ahead.set(None);
        self.token = token(self.text, end);
    }

    fn next(&self) -> Token {
        if let Some(token) = self.ahead.get() {
            return token;
        }
        let token = token(self.text, self.token.end);
        self.ahead.set(Some(token));
        token
    }

    fn at(&self, kind: TokenKind) -> bool {
        self.token.kind == kind
    }

    fn eat(&mut self, kind: TokenKind) -> bool {
        let found = self.at(kind);
        if found {
            self.bump();
        }
        found
    }

    fn expect(&mut self, kind: TokenKind) -> Option<()> {
        self.eat(kind).then_some(())
    }

    fn slice(&self, token: Token) -> &'t str {
        &self.text[token.start..token.end]
    }

    /// Returns the current token if it is a word, and else an empty string.
    fn word(&self) -> &'t str {
        match self.token.kind {
            TokenKind::Ident => self.slice(self.token),
            _ => "",
        }
    }

    fn is(&self, word: &str) -> bool {
        self.word() == word
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let found = self.is(word);
        if found {
            self.bump();
        }
        found
    }

    /// Returns the range from a position to the end of the last consumed token.
    fn range_from(&self, start: usize) -> (usize, usize) {
        (start, self.prev_end.max(start))
    }

    fn context_flags(&self) -> u8 {
        if self.in_macro { IN_MACRO } else { 0 }
    }

    fn node(&mut self, kind: Kind, range: (usize, usize), children: &[Id]) -> Id {
        self.tree
            .node_of(kind, self.context_flags(), range, children)
    }

    /// Returns `RESPACE` if the range has to be respaced token by token.
    fn respace_flag(&self, range: (usize, usize)) -> u8 {
        match is_canonically_spaced(&self.text[range.0..range.1]) {
            true => 0,
            false => RESPACE,
        }
    }

    /// Adds a node with text of several tokens.
    fn text_node(&mut self, kind: Kind, flags: u8, range: (usize, usize), children: &[Id]) -> Id {
        let flags = self.context_flags() | flags | self.respace_flag(range);
        self.tree.node_of(kind, flags, range, children)
    }

    /// Adds an atom of one or more tokens, such as a path.
    fn name(&mut self, range: (usize, usize)) -> Id {
        match self.respace_flag(range) {
            0 => self.tree.leaf(Kind::Atom, self.context_flags(), range),
            _ => self.text_node(Kind::Atom, 0, range, &[]),
        }
    }

    /// Consumes the current token as a node.
    fn leaf(&mut self, kind: Kind) -> Id {
        let range = (self.token.start, self.token.end);
        self.bump();
        self.tree.leaf(kind, self.context_flags(), range)
    }

    /// Adds a node whose children are on the stack from `base` on, and measures it.
    fn reduce(&mut self, kind: Kind, flags: u8, range: (usize, usize), base: usize) -> Id {
        let children = &self.stack[base..];
        let mut kinds = children.iter().map(|child| self.tree.kind(*child));
        let comments = match kinds.any(|kind| kind == Kind::Comment) {
            true => COMMENTS,
            false => 0,
        };
        let flags = self.context_flags() | flags | comments;
        let id = self.reduce_with(kind, flags, range, &[], base);
        self.tree.measure(id);
        id
    }

    /// Adds a node with the given children and those on the stack from `base` on. Its width is
    /// unknown until `measure` is called.
    fn reduce_with(
        &mut self,
        kind: Kind,
        flags: u8,
        range: (usize, usize),
        children: &[Id],
        base: usize,
    ) -> Id {
        let more = &self.stack[base..];
        let id = self.tree.add_with(kind, flags, range, children, more);
        self.stack.truncate(base);
        id
    }

    /// Adds a node with text of several tokens, whose children are on the stack from `base` on.
    fn reduce_text(&mut self, kind: Kind, flags: u8, range: (usize, usize), base: usize) -> Id {
        let flags = self.context_flags() | flags | self.respace_flag(range);
        let id = self.reduce_with(kind, flags, range, &[], base);
        self.tree.measure(id);
        id
    }

    /// Parses the inside of brackets, where the restrictions of a condition do not apply.
    fn in_brackets<V>(&mut self, parse: impl FnOnce(&mut Self) -> Option<V>) -> Option<V> {
        if self.depth >= MAX_DEPTH {
            return None;
        }
        let condition = std::mem::replace(&mut self.condition, false);
        self.depth += 1;
        let value = parse(self);
        self.depth -= 1;
        self.condition = condition;
        value
    }

    /// Returns the node unless its subtree is too high.
    fn not_too_high(&self, id: Id) -> Option<Id> {
        (usize::from(self.tree.node(id).height) <= MAX_HEIGHT).then_some(id)
    }

    /// Parses syntax that may contain itself without brackets.
    fn nested<V>(&mut self, parse: impl FnOnce(&mut Self) -> Option<V>) -> Option<V> {
        if self.depth >= MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let value = parse(self);
        self.depth -= 1;
        value
    }

    /// Parses comma-separated items and comments before them up to the closing bracket, onto the
    /// stack. Returns whether there is a trailing comma.
    fn list(
        &mut self,
        close: TokenKind,
        mut item: impl FnMut(&mut Self) -> Option<Id>,
    ) -> Option<bool> {
        let mut comma = false;
        loop {
            while self.at(TokenKind::Comment) {
                // rustfmt aligns comments after items, which is not supported.
                if self.token.breaks == 0 || !self.slice(self.token).starts_with("//") {
                    return None;
                }
                let comment = self.comment();
                self.stack.push(comment);
            }
            if self.eat(close) {
                return Some(comma);
            }
            let id = item(self)?;
            self.stack.push(id);
            comma = self.eat(TokenKind::Comma);
            if !comma {
                if self.at(TokenKind::Comment) {
                    return None;
                }
                self.expect(close)?;
                return Some(false);
            }
        }
    }

    /// Parses a comment and records its position relative to the code before it.
    fn comment(&mut self) -> Id {
        let token = self.token;
        let blank = if token.breaks > 1 { BLANK } else { 0 };
        let trailing = match token.breaks {
            0 if token.start > 0 => TRAILING,
            _ => 0,
        };
        self.bump();
        let range = (token.start, token.end);
        self.tree.add(Kind::Comment, blank | trailing, range, &[])
    }

    fn blank(&self) -> u8 {
        if self.token.breaks > 1 { BLANK } else { 0 }
    }

    /// Skips at least one token, and then to the end of a statement or item: past its semicolon or
    /// closing brace, or up to the bracket that closes the enclosing block.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        let start = self.prev_end;
        loop {
            let first = self.prev_end == start;
            match self.token.kind {
                TokenKind::Eof => return,
                TokenKind::OpenParen | TokenKind::OpenBracket | TokenKind::OpenBrace => depth += 1,
                TokenKind::CloseParen | TokenKind::CloseBracket | TokenKind::CloseBrace => {
                    if depth == 0 && !first {
                        return;
                    }
                    depth = depth.saturating_sub(1);
                    if depth == 0 && self.at(TokenKind::CloseBrace) {
                        self.bump();
                        if self.at(TokenKind::Semi) || self.at(TokenKind::Comma) {
                            self.bump();
                            return;
                        }
                        let continues = match self.token.kind {
                            TokenKind::Dot
                            | TokenKind::Question
                            | TokenKind::CloseParen
                            | TokenKind::CloseBracket => true,
                            TokenKind::Ident => self.is("else") || self.is("as"),
                            _ => false,
                        };
                        if continues {
                            continue;
                        }
                        return;
                    }
                }
                TokenKind::Semi if depth == 0 => {
                    self.bump();
                    return;
                }
                _ => {}
            }
            self.bump();
        }
    }

    /// Skips a bracket and its content; returns whether it is closed.
    fn skip_brackets(&mut self) -> bool {
        let mut depth = 0_usize;
        loop {
            match self.token.kind {
                TokenKind::Eof => return false,
                TokenKind::OpenParen | TokenKind::OpenBracket | TokenKind::OpenBrace => depth += 1,
                TokenKind::CloseParen | TokenKind::CloseBracket | TokenKind::CloseBrace => {
                    depth = depth.saturating_sub(1)
                }
                _ => {}
            }
            self.bump();
            if depth == 0 {
                return true;
            }
        }
    }

    /// Adds a node whose text is followed by a space, and whose children are on the stack from
    /// `base` on.
    fn spaced(&mut self, kind: Kind, range: (usize, usize), base: usize) -> Id {
        let space = if range.0 == range.1 { 0 } else { SPACE };
        self.reduce_text(kind, space, range, base)
    }
}
