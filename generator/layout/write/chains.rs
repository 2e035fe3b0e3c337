//! Writes chains of method calls, field accesses and question marks.

use super::super::lex::TokenKind;
use super::super::lex::token;
use super::super::measure::{breaks, first_line, is_extendable, last_line, width};
use super::super::tree::{Id, Kind};
use super::super::{CALL, CHAIN, TAB};
use super::Writer;
use super::lists::{List, ListKind};
use super::shape::Shape;

impl Writer<'_> {
    pub(super) fn chain(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.position();
        let count = self.count(id);
        let root = self.child(id, 0);
        let question_marks = self.tree().node(id).question_marks as usize;
        self.rewrite(root, shape.sub_width(question_marks)?)?;
        self.question_marks(id);
        if count == 1 {
            return self.fits(start, shape);
        }
        let mut ends_block = self.is_broken(start) && self.is_block_like(root, start);
        // Links stay on the line of a root that is no wider than an indentation.
        let tab = TAB.saturating_sub(shape.offset);
        let mut next = 1;
        while next < count && self.position() - start <= tab && !self.is_broken(start) {
            if self.kind(self.child(id, next)) == Kind::Comment {
                break;
            }
            let room = shape.offset_left(self.position() - start)?;
            let before = self.position();
            if self.link(self.child(id, next), room).is_none() {
                self.rewind(before);
                break;
            }
            ends_block = is_extendable(self.text_since(start));
            next += 1;
        }
        if next == count {
            return self.fits(start, shape);
        }
        let indent = if ends_block {
            shape.indent
        } else {
            shape.indent + TAB
        };
        let below = self.shape(indent);
        self.links(id, next, start, shape, below)?;
        self.fits(start, shape)
    }

    /// Writes the links from `next` on; the root starts at `start`.
    fn links(
        &mut self,
        id: Id,
        next: usize,
        start: usize,
        shape: Shape,
        below: Shape,
    ) -> Option<()> {
        let count = self.count(id);
        let last = self.child(id, count - 1);
        let question_marks = self.tree().node(last).question_marks as usize;
        let extendable = is_extendable(self.text_since(start));
        let root = last_line(self.text_since(start));
        let root_width = width(root);
        let broken = self.is_broken(start);
        // The width of all but the last link on the line of the root.
        let mut almost = Some(root_width).filter(|_| !broken);
        for at in next..count - 1 {
            let link = self.child(id, at);
            let flat = match self.kind(link) {
                Kind::Comment => None,
                _ => self.link_width(link, below),
            };
            almost = almost.zip(flat).map(|(all, flat)| all + flat);
        }
        let taken = match extendable {
            true => root_width + question_marks,
            false => almost.unwrap_or(0) + question_marks,
        };
        // Chains with more than one link are limited to `chain_width`.
        let most = if count == 2 {
            shape.width
        } else {
            shape.width.min(CHAIN)
        };
        let budget = most.saturating_sub(taken);
        let one_line = almost.is_some() && budget > 0;
        let after = shape.overhead(self.max_width) + question_marks;
        let room = match (one_line, extendable) {
            (true, _) => shape.sub_width(question_marks)?,
            (false, true) => below.sub_width(question_marks)?,
            (false, false) => below.sub_width(after)?,
        };
        let mut text = None;
        let mut single = false;
        if one_line || extendable {
            let before = self.position();
            if let Some(room) = room.offset_left(taken)
                && self.link(last, room).is_some()
            {
                let text_on_line = self.text_since(before).to_owned();
                let lines = breaks(&text_on_line) + 1;
                let fits = width(first_line(&text_on_line)) <= budget;
                self.rewind(before);
                if fits && lines >= 5 {
                    single = one_line;
                    text = Some(text_on_line);
                } else {
                    let alone = self.link(last, below.sub_width(after)?);
                    let alone = alone.map(|()| self.text_since(before).to_owned());
                    match alone {
                        Some(alone) if !fits || breaks(&alone) + 1 < lines => text = Some(alone),
                        _ => {
                            single = fits && one_line;
                            text = Some(text_on_line);
                        }
                    }
                }
            }
            self.rewind(before);
        }
        let text = match text {
            Some(text) => text,
            None => {
                let before = self.position();
                self.link(last, room)?;
                let text = self.text_since(before).to_owned();
                self.rewind(before);
                text
            }
        };
        if !single && self.forbid_chain_breaks {
            return None;
        }
        for at in next..count - 1 {
            let link = self.child(id, at);
            if !single {
                self.new_line(below.indent);
            }
            self.link(link, below)?;
        }
        if !single {
            self.new_line(below.indent);
        }
        self.push(&text);
        Some(())
    }

    /// Returns the width of a link on a line of its own, if it fits on one.
    fn link_width(&self, link: Id, below: Shape) -> Option<usize> {
        let flat = self.tree().flat(link)?;
        (flat <= below.width).then_some(flat)
    }

    fn link(&mut self, id: Id, shape: Shape) -> Option<()> {
        let question_marks = self.tree().node(id).question_marks as usize;
        match self.kind(id) {
            Kind::Comment => self.push_text(id),
            Kind::MethodCall => {
                let shape = shape.sub_width(question_marks)?;
                let head = self.position();
                self.push(".");
                self.push_text(id);
                self.generic_arguments(id);
                let list = List {
                    id,
                    from: self.tree().node(id).extra as usize,
                    to: self.count(id),
                    open: "(",
                    close: ")",
                    kind: ListKind::Expressions,
                    width_limit: CALL,
                    comma: self.comma(id),
                    head,
                };
                self.list(list, shape)?;
                self.question_marks(id);
            }
            _ => {
                shape.sub_width(question_marks)?;
                self.flat(id);
            }
        }
        Some(())
    }

    /// Returns whether a node that spans several lines ends with closing brackets only.
    pub(super) fn is_block_like(&self, id: Id, start: usize) -> bool {
        match self.kind(id) {
            Kind::Macro | Kind::Call | Kind::Array | Kind::Struct | Kind::Loop | Kind::If => true,
            Kind::Block | Kind::Match | Kind::Verbatim => true,
            Kind::Repeat => !self.tree().text(id).is_empty(),
            Kind::Paren => self.is_block_like(self.child(id, 0), start),
            Kind::Binary | Kind::Index => self.is_block_like(self.child(id, 1), start),
            Kind::Prefix => {
                self.tree().is_operator(id)
                    && !self.tree().text(id).starts_with('&')
                    && self.is_block_like(self.child(id, 0), start)
            }
            Kind::Closure => {
                let body = self.count(id) - 1;
                self.is_block_like(self.child(id, body), start)
            }
            Kind::Str => {
                let raw = token(self.tree().text(id), 0).kind == TokenKind::Str;
                raw && width(last_line(self.text_since(start)).trim_start()) <= TAB
            }
            _ => false,
        }
    }
}
