//! Reading: from tokens to a tree. What is not known is `None`, and whoever reads a statement, an
//! item or the like then leaves it as it is.

mod attributes;
mod expressions;
mod items;
mod patterns;
mod plain;
mod statements;
mod types;

use std::cell::Cell;

use super::lex::{T, Token, token};
use super::measure::is_glued;
use super::tree::{BLANK, COMMENTS, GLUE, IN_MACRO, Id, Kind, SPACE, TRAILING, Tree};

/// How deep brackets may stand in each other. What is deeper is left as it is.
const DEEPEST: usize = 100;
/// How many forms may stand in each other, be it without brackets.
const HIGHEST: usize = 400;

pub(super) struct Reader<'t> {
    pub text: &'t str,
    pub tree: Tree<'t>,
    /// The token that is looked at.
    token: Token,
    /// The one behind it, where it was looked at, too.
    ahead: Cell<Option<Token>>,
    /// Where the last token that was taken ends.
    behind: usize,
    /// Where the text of what is in the tree begins.
    first: usize,
    /// How long lines are.
    line: usize,
    /// No line is taken for granted.
    thorough: bool,
    /// Nodes of lists that are not complete.
    stack: Vec<Id>,
    depth: usize,
    /// Braces end the expression: it is the condition of something.
    condition: bool,
    /// Between the brackets of a macro.
    in_macro: bool,
}

/// A place to come back to.
#[derive(Clone, Copy)]
struct Mark {
    token: Token,
    behind: usize,
    stack: usize,
    depth: usize,
    condition: bool,
    in_macro: bool,
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str, line: usize) -> Self {
        Self {
            text,
            tree: Tree::new(text),
            token: token(text, 0),
            ahead: Cell::new(None),
            behind: 0,
            first: 0,
            line,
            thorough: false,
            stack: Vec::with_capacity(64),
            depth: 0,
            condition: false,
            in_macro: false,
        }
    }

    fn mark(&self) -> Mark {
        Mark {
            token: self.token,
            behind: self.behind,
            stack: self.stack.len(),
            depth: self.depth,
            condition: self.condition,
            in_macro: self.in_macro,
        }
    }

    fn reset(&mut self, mark: Mark) {
        self.token = mark.token;
        self.ahead.set(None);
        self.behind = mark.behind;
        self.stack.truncate(mark.stack);
        self.depth = mark.depth;
        self.condition = mark.condition;
        self.in_macro = mark.in_macro;
    }

    fn bump(&mut self) {
        self.behind = self.token.end;
        self.token = match self.ahead.take() {
            Some(token) => token,
            None => token(self.text, self.token.end),
        };
    }

    /// Goes on from a position.
    fn jump(&mut self, end: usize) {
        self.behind = end;
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

    fn at(&self, kind: T) -> bool {
        self.token.kind == kind
    }

    fn eat(&mut self, kind: T) -> bool {
        let found = self.at(kind);
        if found {
            self.bump();
        }
        found
    }

    fn expect(&mut self, kind: T) -> Option<()> {
        self.eat(kind).then_some(())
    }

    fn slice(&self, token: Token) -> &'t str {
        &self.text[token.start..token.end]
    }

    /// The word that is looked at; nothing where it is no word.
    fn word(&self) -> &'t str {
        match self.token.kind {
            T::Ident => self.slice(self.token),
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

    /// The text from a position up to what was taken last.
    fn taken(&self, start: usize) -> (usize, usize) {
        (start, self.behind.max(start))
    }

    fn base(&self) -> u8 {
        if self.in_macro { IN_MACRO } else { 0 }
    }

    fn node(&mut self, kind: Kind, range: (usize, usize), kids: &[Id]) -> Id {
        self.tree.node_of(kind, self.base(), range, kids)
    }

    /// Whether words have to be put together anew.
    fn glue(&self, range: (usize, usize)) -> u8 {
        match is_glued(&self.text[range.0..range.1]) {
            true => 0,
            false => GLUE,
        }
    }

    /// A node of words that may have to be put together anew.
    fn words(&mut self, kind: Kind, flags: u8, range: (usize, usize), kids: &[Id]) -> Id {
        let flags = self.base() | flags | self.glue(range);
        self.tree.node_of(kind, flags, range, kids)
    }

    /// A word, which may have to be put together anew: most often names with colons between them.
    fn name(&mut self, range: (usize, usize)) -> Id {
        match self.glue(range) {
            0 => self.tree.leaf(Kind::Word, self.base(), range),
            _ => self.words(Kind::Word, 0, range, &[]),
        }
    }

    /// The token that is looked at as a word of its own.
    fn leaf(&mut self, kind: Kind) -> Id {
        let range = (self.token.start, self.token.end);
        self.bump();
        self.tree.leaf(kind, self.base(), range)
    }

    /// A node whose children are on the stack from a height on.
    fn gather(&mut self, kind: Kind, flags: u8, range: (usize, usize), height: usize) -> Id {
        let kids = &self.stack[height..];
        let mut kinds = kids.iter().map(|kid| self.tree.kind(*kid));
        let comments = match kinds.any(|kind| kind == Kind::Comment) {
            true => COMMENTS,
            false => 0,
        };
        let flags = self.base() | flags | comments;
        let id = self.gather_with(kind, flags, range, &[], height);
        self.tree.measure(id);
        id
    }

    /// A node with some children, and others that are on the stack from a height on. Its width is
    /// not yet known.
    fn gather_with(
        &mut self,
        kind: Kind,
        flags: u8,
        range: (usize, usize),
        kids: &[Id],
        height: usize,
    ) -> Id {
        let more = &self.stack[height..];
        let id = self.tree.add_with(kind, flags, range, kids, more);
        self.stack.truncate(height);
        id
    }

    /// A node of words whose children are on the stack from a height on.
    fn gather_words(&mut self, kind: Kind, flags: u8, range: (usize, usize), height: usize) -> Id {
        let flags = self.base() | flags | self.glue(range);
        let id = self.gather_with(kind, flags, range, &[], height);
        self.tree.measure(id);
        id
    }

    /// Reads inside of brackets, where nothing of the outside counts.
    fn inside<V>(&mut self, read: impl FnOnce(&mut Self) -> Option<V>) -> Option<V> {
        if self.depth >= DEEPEST {
            return None;
        }
        let condition = std::mem::replace(&mut self.condition, false);
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        self.condition = condition;
        value
    }

    /// A node that stands at the left of another one of its kind, unless too many do.
    fn not_too_high(&self, id: Id) -> Option<Id> {
        (usize::from(self.tree.node(id).height) <= HIGHEST).then_some(id)
    }

    /// Reads what may lie in itself without brackets.
    fn deeper<V>(&mut self, read: impl FnOnce(&mut Self) -> Option<V>) -> Option<V> {
        if self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    /// Items up to a bracket, with commas between them and comments before them; onto the stack.
    /// Says whether there was a comma at the end.
    fn list(&mut self, close: T, mut item: impl FnMut(&mut Self) -> Option<Id>) -> Option<bool> {
        let mut comma = false;
        loop {
            while self.at(T::Comment) {
                // One behind an item on its line would have to be aligned with others.
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
            comma = self.eat(T::Comma);
            if !comma {
                if self.at(T::Comment) {
                    return None;
                }
                self.expect(close)?;
                return Some(false);
            }
        }
    }

    /// A comment, which knows where it stands.
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

    /// Passes over tokens up to the end of a statement or an item: a semicolon, a brace that closes
    /// one of its own, or the bracket that closes what is around it. It takes at least one token.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        let start = self.behind;
        loop {
            let first = self.behind == start;
            match self.token.kind {
                T::End => return,
                T::OpenParen | T::OpenBracket | T::OpenBrace => depth += 1,
                T::CloseParen | T::CloseBracket | T::CloseBrace => {
                    if depth == 0 && !first {
                        return;
                    }
                    depth = depth.saturating_sub(1);
                    if depth == 0 && self.at(T::CloseBrace) {
                        self.bump();
                        if self.at(T::Semi) || self.at(T::Comma) {
                            self.bump();
                            return;
                        }
                        let goes_on = match self.token.kind {
                            T::Dot | T::Question | T::CloseParen | T::CloseBracket => true,
                            T::Ident => self.is("else") || self.is("as"),
                            _ => false,
                        };
                        if goes_on {
                            continue;
                        }
                        return;
                    }
                }
                T::Semi if depth == 0 => {
                    self.bump();
                    return;
                }
                _ => {}
            }
            self.bump();
        }
    }

    /// Passes over a bracket and what it holds; says whether it was closed.
    fn skip_brackets(&mut self) -> bool {
        let mut depth = 0_usize;
        loop {
            match self.token.kind {
                T::End => return false,
                T::OpenParen | T::OpenBracket | T::OpenBrace => depth += 1,
                T::CloseParen | T::CloseBracket | T::CloseBrace => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.bump();
            if depth == 0 {
                return true;
            }
        }
    }

    /// A node with words before a space, whose children are on the stack from a height on.
    fn spaced(&mut self, kind: Kind, range: (usize, usize), height: usize) -> Id {
        let space = if range.0 == range.1 { 0 } else { SPACE };
        self.gather_words(kind, space, range, height)
    }
}
