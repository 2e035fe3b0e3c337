//! The width of a form on one line: known before anything is written, so that what fits is written
//! at once.

use super::tree::{BLANK, COMMA, COMMENTS, IN_MACRO, Id, Kind, NEVER, NONE, OTHER, Tree};
use super::{ATTRIBUTE, CALL, CHAIN, FIELDS, IF_ELSE, LINE};

impl Tree<'_> {
    /// Adds a node that is complete.
    pub fn node_of(&mut self, kind: Kind, flags: u8, range: (usize, usize), kids: &[Id]) -> Id {
        let id = self.add(kind, flags, range, kids);
        self.measure(id);
        id
    }

    /// Finds the width of a node whose children have theirs.
    pub fn measure(&mut self, id: Id) {
        let flat = self.flat_of(id).map_or(NEVER, |flat| flat as u32);
        let slack = self.slack_of(id);
        let node = self.node_mut(id);
        node.flat = flat;
        node.slack = slack;
    }

    fn flat_of(&self, id: Id) -> Option<usize> {
        let kids = self.kids(id);
        if self.has(id, COMMENTS) {
            return None;
        }
        let words = || self.words_width(id);
        let kid = |at: usize| match kids.get(at) {
            None | Some(&NONE) => Some(0),
            Some(kid) => self.flat(*kid),
        };
        Some(match self.kind(id) {
            Kind::Word => words(),
            Kind::Text | Kind::Raw => match self.words(id).contains('\n') {
                true => return None,
                false => words(),
            },
            Kind::Path => self.sum(kids, 2)?,
            Kind::Segment => {
                let colons = if self.has(id, OTHER) { 0 } else { 2 };
                words() + colons + 2 + self.sum(kids, 2)?
            }
            Kind::FnSegment => {
                let (result, inputs) = kids.split_last()?;
                let arrow = match *result {
                    NONE => 0,
                    result => 4 + self.flat(result)?,
                };
                words() + 2 + self.sum(inputs, 2)? + arrow
            }
            Kind::Qualified => match kids {
                [_, NONE] => 2 + kid(0)?,
                _ => 6 + kid(0)? + kid(1)?,
            },
            Kind::Named if self.has(id, OTHER) => words() + 3 + kid(0)?,
            // `name @ pattern`
            Kind::Prefix if self.has(id, OTHER) => words() + 3 + kid(0)?,
            Kind::Named | Kind::Prefix => words() + kid(0)?,
            Kind::Call => kid(0)? + 2 + self.list_flat(id, &kids[1..], CALL)?,
            Kind::Macro => words() + 2 + self.list_flat(id, kids, CALL)?,
            Kind::Chain => return self.chain_flat(id),
            Kind::Method => {
                let (generics, arguments) = kids.split_at(self.node(id).extra as usize);
                let generics = match generics {
                    [] => 0,
                    generics => 4 + self.sum(generics, 2)?,
                };
                let tries = self.node(id).tries as usize;
                3 + words() + generics + self.list_flat(id, arguments, CALL)? + tries
            }
            Kind::Field => 1 + words() + self.node(id).tries as usize,
            Kind::Index => kid(0)? + 2 + kid(1)?,
            Kind::Paren | Kind::Slice | Kind::ParenType => 2 + kid(0)?,
            Kind::Tuple => 2 + self.list_flat(id, kids, CALL)? + usize::from(kids.len() == 1),
            Kind::Array => words() + 2 + self.list_flat(id, kids, CALL)?,
            Kind::Repeat => words() + 4 + kid(0)? + kid(1)?,
            Kind::Binary if self.has(id, OTHER) => return None,
            Kind::Binary | Kind::Assign => kid(0)? + 2 + words() + kid(1)?,
            Kind::Cast => kid(0)? + 4 + kid(1)?,
            Kind::Range => kid(0)? + words() + kid(1)?,
            Kind::Struct => match &kids[1..] {
                [] => kid(0)? + 3,
                [rest] if self.words(*rest) == ".." => kid(0)? + 7,
                fields => {
                    let fields = self.sum(fields, 2).filter(|fields| *fields <= FIELDS)?;
                    kid(0)? + 5 + fields
                }
            },
            Kind::Typed => kid(0)? + 2 + kid(1)?,
            Kind::Value => words() + 2 + kid(0)?,
            Kind::If => {
                let (yes, no) = (self.kid(id, 1), self.kid(id, 2));
                if no == NONE || self.kind(no) != Kind::Block {
                    return None;
                }
                let yes = self.flat(self.only_expression(yes)?)?;
                let no = self.flat(self.only_expression(no)?)?;
                return Some(18 + kid(0)? + yes + no).filter(|all| *all <= IF_ELSE);
            }
            Kind::LetCondition => 7 + kid(0)? + kid(1)?,
            Kind::Match if kids.len() == 1 => 9 + kid(0)?,
            Kind::Closure => return self.closure_flat(id),
            Kind::Block => match kids {
                [] => words() + 2,
                _ => words() + 4 + self.flat(self.only_expression_of_any(id)?)?,
            },
            Kind::List => self.sum(kids, 2)?,
            Kind::Bounds => words() + self.sum(kids, 3)?,
            Kind::Alternatives => self.sum(kids, 3)?,
            Kind::TuplePattern => {
                let fields = &kids[1..];
                let comma = self.needs_comma(id);
                kid(0)? + 2 + self.list_flat(id, fields, LINE)? + usize::from(comma)
            }
            Kind::Statement if self.node(id).extra == 0 && kids.len() == 1 => kid(0)?,
            Kind::Attribute => words() + 2 + kid(0)?,
            Kind::Meta => words() + 2 + self.list_flat(id, kids, ATTRIBUTE)?,
            Kind::FieldItem if kids.len() == 1 && words() == 0 => kid(0)?,
            Kind::FieldItem if kids.len() == 1 => words() + 2 + kid(0)?,
            _ => return None,
        })
    }

    /// rustfmt counts question marks at the end of a chain three times.
    fn slack_of(&self, id: Id) -> u8 {
        let of = |kid: Option<&Id>| match kid {
            None | Some(&NONE) => 0,
            Some(kid) => self.node(*kid).slack,
        };
        let kids = self.kids(id);
        let last = kids.last();
        match self.kind(id) {
            Kind::Chain => match last {
                Some(link) if kids.len() > 1 => {
                    let tries = self.node(*link).tries;
                    let more = if self.kind(*link) == Kind::Method {
                        2
                    } else {
                        1
                    };
                    of(last).saturating_add(tries.saturating_mul(more))
                }
                _ => of(last),
            },
            Kind::Call | Kind::Method | Kind::Macro | Kind::Array | Kind::Tuple => of(last),
            Kind::Prefix | Kind::Paren | Kind::Binary | Kind::Closure | Kind::If => of(last),
            Kind::Value => of(last),
            _ => 0,
        }
    }

    /// The sum of widths with separators between.
    pub fn sum(&self, kids: &[Id], separator: usize) -> Option<usize> {
        let mut all = separator * kids.len().saturating_sub(1);
        for kid in kids {
            all += self.flat(*kid)?;
        }
        Some(all)
    }

    /// The columns of items with commas between them, where they may share a line of their list.
    fn list_flat(&self, id: Id, kids: &[Id], most: usize) -> Option<usize> {
        let comma = usize::from(self.has(id, COMMA) && self.has(id, IN_MACRO));
        match kids {
            [] => Some(0),
            // One item alone may be as long as the line, unless it is a call.
            [only] => {
                let width = self.flat(*only)?;
                (width <= most || !self.is_nested_call(*only)).then_some(width + comma)
            }
            kids => Some(self.sum(kids, 2)?)
                .filter(|all| *all <= most)
                .map(|all| all + comma),
        }
    }

    fn chain_flat(&self, id: Id) -> Option<usize> {
        let kids = self.kids(id);
        let (root, links) = kids.split_first()?;
        let mut all = self.flat(*root)? + self.node(id).tries as usize;
        for link in links {
            all += self.flat(*link)?;
        }
        let last = links
            .last()
            .map_or(0, |link| self.node(*link).tries as usize);
        (links.len() < 2 || all + last <= CHAIN).then_some(all)
    }

    fn closure_flat(&self, id: Id) -> Option<usize> {
        let kids = self.kids(id);
        let (parameters, rest) = kids.split_at(self.node(id).extra as usize);
        let &[result, body] = rest else { return None };
        let arrow = match result {
            NONE => 0,
            result => 4 + self.flat(result)?,
        };
        let body = match self.only_expression(body) {
            Some(inner) if result == NONE && !self.has(id, IN_MACRO) => {
                if self.forces_block(inner) {
                    return None;
                }
                inner
            }
            _ => body,
        };
        let words = self.words_width(id);
        Some(words + 2 + self.sum(parameters, 2)? + arrow + 1 + self.flat(body)?)
    }

    /// The expression of a block that holds nothing else.
    pub fn only_expression(&self, block: Id) -> Option<Id> {
        let kids = self.kids(block);
        let bare = self.kind(block) == Kind::Block && self.words(block).is_empty();
        match kids {
            [only] if bare && self.is_bare_expression(*only) => Some(self.kid(*only, 0)),
            _ => None,
        }
    }

    /// The same, whatever words stand before the block.
    pub fn only_expression_of_any(&self, block: Id) -> Option<Id> {
        match self.kids(block) {
            [only] if self.is_bare_expression(*only) => Some(self.kid(*only, 0)),
            _ => None,
        }
    }

    fn is_bare_expression(&self, statement: Id) -> bool {
        let node = self.node(statement);
        node.kind == Kind::Statement
            && node.extra == 0
            && node.flags & !(BLANK | IN_MACRO) == 0
            && self.kids(statement).len() == 1
    }

    /// Whether a closure puts the expression into braces where it is broken.
    pub fn forces_block(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::If | Kind::Loop => true,
            Kind::Prefix if self.is_operator(id) => self.forces_block(self.kid(id, 0)),
            Kind::Cast => self.forces_block(self.kid(id, 0)),
            Kind::Chain if self.kids(id).len() == 1 => self.forces_block(self.kid(id, 0)),
            _ => false,
        }
    }

    /// Whether a prefix is an operator, and no keyword.
    pub fn is_operator(&self, id: Id) -> bool {
        let first = self.words(id).bytes().next();
        !first.is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'\'')
    }

    /// Whether the expression is a call, whose width is limited inside another one.
    pub fn is_nested_call(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::Call | Kind::Macro => true,
            Kind::Repeat => !self.words(id).is_empty(),
            Kind::Prefix if self.is_operator(id) => self.is_nested_call(self.kid(id, 0)),
            Kind::Cast => self.is_nested_call(self.kid(id, 0)),
            Kind::Chain if self.kids(id).len() == 1 => self.is_nested_call(self.kid(id, 0)),
            _ => false,
        }
    }

    /// Whether a tuple needs a comma even on one line.
    pub fn needs_comma(&self, id: Id) -> bool {
        match (self.kind(id), self.kids(id)) {
            (Kind::Tuple, [_]) => true,
            (Kind::TuplePattern, [NONE, only]) => self.words(*only) != "..",
            _ => false,
        }
    }
}
