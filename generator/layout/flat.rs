//! The width of each node on one line, computed bottom-up while parsing, so that the writer knows
//! what fits before it writes anything.

use super::tree::{
    ALTERNATE, BLANK, COMMENTS, IN_MACRO, Id, Kind, NEVER, NONE, TRAILING_COMMA, Tree,
};
use super::{ATTRIBUTE, CALL, CHAIN, FIELDS, IF_ELSE, MAX_WIDTH};

impl Tree<'_> {
    /// Adds a node and measures it.
    pub fn node_of(&mut self, kind: Kind, flags: u8, range: (usize, usize), children: &[Id]) -> Id {
        let id = self.add(kind, flags, range, children);
        self.measure(id);
        id
    }

    /// Computes the width of a node whose children are measured.
    pub fn measure(&mut self, id: Id) {
        let flat = self.flat_of(id).map_or(NEVER, |flat| flat as u32);
        let margin = self.margin_of(id);
        let node = self.node_mut(id);
        node.flat = flat;
        node.margin = margin;
    }

    fn flat_of(&self, id: Id) -> Option<usize> {
        let children = self.children(id);
        if self.has(id, COMMENTS) {
            return None;
        }
        let text = || self.text_width(id);
        let child = |at: usize| match children.get(at) {
            None | Some(&NONE) => Some(0),
            Some(child) => self.flat(*child),
        };
        Some(match self.kind(id) {
            Kind::Atom => text(),
            Kind::Str | Kind::Verbatim => match self.text(id).contains('\n') {
                true => return None,
                false => text(),
            },
            Kind::Path => self.sum(children, 2)?,
            Kind::Segment => {
                let colons = if self.has(id, ALTERNATE) { 0 } else { 2 };
                text() + colons + 2 + self.sum(children, 2)?
            }
            Kind::FnSegment => {
                let (result, inputs) = children.split_last()?;
                let arrow = match *result {
                    NONE => 0,
                    result => 4 + self.flat(result)?,
                };
                text() + 2 + self.sum(inputs, 2)? + arrow
            }
            Kind::Qualified => match children {
                [_, NONE] => 2 + child(0)?,
                _ => 6 + child(0)? + child(1)?,
            },
            Kind::Named if self.has(id, ALTERNATE) => text() + 3 + child(0)?,
            // `name @ pattern`
            Kind::Prefix if self.has(id, ALTERNATE) => text() + 3 + child(0)?,
            Kind::Named | Kind::Prefix => text() + child(0)?,
            Kind::Call => child(0)? + 2 + self.list_flat(id, &children[1..], CALL)?,
            Kind::Macro => text() + 2 + self.list_flat(id, children, CALL)?,
            Kind::Chain => return self.chain_flat(id),
            Kind::MethodCall => {
                let (generics, arguments) = children.split_at(self.node(id).extra as usize);
                let generics = match generics {
                    [] => 0,
                    generics => 4 + self.sum(generics, 2)?,
                };
                let question_marks = self.node(id).question_marks as usize;
                3 + text() + generics + self.list_flat(id, arguments, CALL)? + question_marks
            }
            Kind::FieldAccess => 1 + text() + self.node(id).question_marks as usize,
            Kind::Index => child(0)? + 2 + child(1)?,
            Kind::Paren | Kind::Slice | Kind::ParenType => 2 + child(0)?,
            Kind::Tuple => {
                2 + self.list_flat(id, children, CALL)? + usize::from(children.len() == 1)
            }
            Kind::Array => text() + 2 + self.list_flat(id, children, CALL)?,
            Kind::Repeat => text() + 4 + child(0)? + child(1)?,
            Kind::Binary if self.has(id, ALTERNATE) => return None,
            Kind::Binary | Kind::Assign => child(0)? + 2 + text() + child(1)?,
            Kind::Cast => child(0)? + 4 + child(1)?,
            Kind::Range => child(0)? + text() + child(1)?,
            Kind::Struct => match &children[1..] {
                [] => child(0)? + 3,
                [rest] if self.text(*rest) == ".." => child(0)? + 7,
                fields => {
                    let fields = self.sum(fields, 2).filter(|fields| *fields <= FIELDS)?;
                    child(0)? + 5 + fields
                }
            },
            Kind::Typed => child(0)? + 2 + child(1)?,
            Kind::FieldValue => text() + 2 + child(0)?,
            Kind::If => {
                let (yes, no) = (self.child(id, 1), self.child(id, 2));
                if no == NONE || self.kind(no) != Kind::Block {
                    return None;
                }
                let yes = self.flat(self.only_expression(yes)?)?;
                let no = self.flat(self.only_expression(no)?)?;
                return Some(18 + child(0)? + yes + no).filter(|all| *all <= IF_ELSE);
            }
            Kind::LetCondition => 7 + child(0)? + child(1)?,
            Kind::Match if children.len() == 1 => 9 + child(0)?,
            Kind::Closure => return self.closure_flat(id),
            Kind::Block => match children {
                [] => text() + 2,
                _ => text() + 4 + self.flat(self.only_expression_of_any(id)?)?,
            },
            Kind::List => self.sum(children, 2)?,
            Kind::Bounds => text() + self.sum(children, 3)?,
            Kind::OrPattern => self.sum(children, 3)?,
            Kind::TuplePattern => {
                let fields = &children[1..];
                let comma = self.needs_comma(id);
                child(0)? + 2 + self.list_flat(id, fields, MAX_WIDTH)? + usize::from(comma)
            }
            Kind::Statement if self.node(id).extra == 0 && children.len() == 1 => child(0)?,
            Kind::Attribute => text() + 2 + child(0)?,
            Kind::Meta => text() + 2 + self.list_flat(id, children, ATTRIBUTE)?,
            Kind::FieldItem if children.len() == 1 && text() == 0 => child(0)?,
            Kind::FieldItem if children.len() == 1 => text() + 2 + child(0)?,
            _ => return None,
        })
    }

    /// rustfmt counts the question marks at the end of a chain three times.
    fn margin_of(&self, id: Id) -> u8 {
        let of = |child: Option<&Id>| match child {
            None | Some(&NONE) => 0,
            Some(child) => self.node(*child).margin,
        };
        let children = self.children(id);
        let last = children.last();
        match self.kind(id) {
            Kind::Chain => match last {
                Some(link) if children.len() > 1 => {
                    let question_marks = self.node(*link).question_marks;
                    let more = if self.kind(*link) == Kind::MethodCall {
                        2
                    } else {
                        1
                    };
                    of(last).saturating_add(question_marks.saturating_mul(more))
                }
                _ => of(last),
            },
            Kind::Call | Kind::MethodCall | Kind::Macro | Kind::Array | Kind::Tuple => of(last),
            Kind::Prefix | Kind::Paren | Kind::Binary | Kind::Closure | Kind::If => of(last),
            Kind::FieldValue => of(last),
            _ => 0,
        }
    }

    /// Returns the total width of nodes with separators between them.
    pub fn sum(&self, children: &[Id], separator: usize) -> Option<usize> {
        let mut all = separator * children.len().saturating_sub(1);
        for child in children {
            all += self.flat(*child)?;
        }
        Some(all)
    }

    /// Returns the width of list items with commas between them, if rustfmt allows them on one
    /// line.
    fn list_flat(&self, id: Id, children: &[Id], most: usize) -> Option<usize> {
        let comma = usize::from(self.has(id, TRAILING_COMMA) && self.has(id, IN_MACRO));
        match children {
            [] => Some(0),
            // A single item may fill the line, except for a call.
            [only] => {
                let width = self.flat(*only)?;
                (width <= most || !self.is_nested_call(*only)).then_some(width + comma)
            }
            children => Some(self.sum(children, 2)?)
                .filter(|all| *all <= most)
                .map(|all| all + comma),
        }
    }

    fn chain_flat(&self, id: Id) -> Option<usize> {
        let children = self.children(id);
        let (root, links) = children.split_first()?;
        let mut all = self.flat(*root)? + self.node(id).question_marks as usize;
        for link in links {
            all += self.flat(*link)?;
        }
        let last = links
            .last()
            .map_or(0, |link| self.node(*link).question_marks as usize);
        (links.len() < 2 || all + last <= CHAIN).then_some(all)
    }

    fn closure_flat(&self, id: Id) -> Option<usize> {
        let children = self.children(id);
        let (parameters, rest) = children.split_at(self.node(id).extra as usize);
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
        let words = self.text_width(id);
        Some(words + 2 + self.sum(parameters, 2)? + arrow + 1 + self.flat(body)?)
    }

    /// Returns the expression of a block that consists of nothing else.
    pub fn only_expression(&self, block: Id) -> Option<Id> {
        let children = self.children(block);
        let bare = self.kind(block) == Kind::Block && self.text(block).is_empty();
        match children {
            [only] if bare && self.is_bare_expression(*only) => Some(self.child(*only, 0)),
            _ => None,
        }
    }

    /// Like `only_expression`, but also for `unsafe`, `async` and labeled blocks.
    pub fn only_expression_of_any(&self, block: Id) -> Option<Id> {
        match self.children(block) {
            [only] if self.is_bare_expression(*only) => Some(self.child(*only, 0)),
            _ => None,
        }
    }

    fn is_bare_expression(&self, statement: Id) -> bool {
        let node = self.node(statement);
        node.kind == Kind::Statement
            && node.extra == 0
            && node.flags & !(BLANK | IN_MACRO) == 0
            && self.children(statement).len() == 1
    }

    /// Returns whether rustfmt puts this closure body into braces if it breaks it.
    pub fn forces_block(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::If | Kind::Loop => true,
            Kind::Prefix if self.is_operator(id) => self.forces_block(self.child(id, 0)),
            Kind::Cast => self.forces_block(self.child(id, 0)),
            Kind::Chain if self.children(id).len() == 1 => self.forces_block(self.child(id, 0)),
            _ => false,
        }
    }

    /// Returns whether a prefix is an operator rather than a keyword.
    pub fn is_operator(&self, id: Id) -> bool {
        let first = self.text(id).bytes().next();
        !first.is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'\'')
    }

    /// Returns whether the expression is a call, which is subject to `fn_call_width` inside another
    /// call.
    pub fn is_nested_call(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::Call | Kind::Macro => true,
            Kind::Repeat => !self.text(id).is_empty(),
            Kind::Prefix if self.is_operator(id) => self.is_nested_call(self.child(id, 0)),
            Kind::Cast => self.is_nested_call(self.child(id, 0)),
            Kind::Chain if self.children(id).len() == 1 => self.is_nested_call(self.child(id, 0)),
            _ => false,
        }
    }

    /// Returns whether a tuple of one element needs its trailing comma.
    pub fn needs_comma(&self, id: Id) -> bool {
        match (self.kind(id), self.children(id)) {
            (Kind::Tuple, [_]) => true,
            (Kind::TuplePattern, [NONE, only]) => self.text(*only) != "..",
            _ => false,
        }
    }
}
