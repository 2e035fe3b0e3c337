//! Chains of calls, and the question marks behind them.

use super::super::lex::T;
use super::super::lex::token;
use super::super::measure::{breaks, first_line, is_extendable, last_line, width};
use super::super::tree::{Id, Kind};
use super::super::{CALL, CHAIN, TAB};
use super::Writer;
use super::lists::{List, Of};
use super::shape::Shape;

impl Writer<'_> {
    pub(super) fn chain(&mut self, id: Id, shape: Shape) -> Option<()> {
        let start = self.here();
        let count = self.count(id);
        let root = self.kid(id, 0);
        let tries = self.tree().node(id).tries as usize;
        self.put(root, shape.less(tries)?)?;
        self.question_marks(id);
        if count == 1 {
            return self.fits(start, shape);
        }
        let mut ends_block = self.is_broken(start) && self.is_block_like(root, start);
        // Links stay behind a root that is no longer than an indentation.
        let tab = TAB.saturating_sub(shape.offset);
        let mut next = 1;
        while next < count && self.here() - start <= tab && !self.is_broken(start) {
            if self.kind(self.kid(id, next)) == Kind::Comment {
                break;
            }
            let room = shape.behind(self.here() - start)?;
            let before = self.here();
            if self.link(self.kid(id, next), room).is_none() {
                self.back_to(before);
                break;
            }
            ends_block = is_extendable(self.since(start));
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

    /// The links from one on, behind what was written from `start` on.
    fn links(
        &mut self,
        id: Id,
        next: usize,
        start: usize,
        shape: Shape,
        below: Shape,
    ) -> Option<()> {
        let count = self.count(id);
        let last = self.kid(id, count - 1);
        let tries = self.tree().node(last).tries as usize;
        let extendable = is_extendable(self.since(start));
        let root = last_line(self.since(start));
        let root_width = width(root);
        let broken = self.is_broken(start);
        // The columns of all but the last link on the line of the root.
        let mut almost = Some(root_width).filter(|_| !broken);
        for at in next..count - 1 {
            let link = self.kid(id, at);
            let flat = match self.kind(link) {
                Kind::Comment => None,
                _ => self.link_width(link, below),
            };
            almost = almost.zip(flat).map(|(all, flat)| all + flat);
        }
        let taken = match extendable {
            true => root_width + tries,
            false => almost.unwrap_or(0) + tries,
        };
        // Chains of several calls are kept shorter than a line.
        let most = if count == 2 {
            shape.width
        } else {
            shape.width.min(CHAIN)
        };
        let budget = most.saturating_sub(taken);
        let one_line = almost.is_some() && budget > 0;
        let after = shape.overhead(self.line) + tries;
        let room = match (one_line, extendable) {
            (true, _) => shape.less(tries)?,
            (false, true) => below.less(tries)?,
            (false, false) => below.less(after)?,
        };
        let mut text = None;
        let mut single = false;
        if one_line || extendable {
            let before = self.here();
            if let Some(room) = room.behind(taken)
                && self.link(last, room).is_some()
            {
                let behind = self.since(before).to_owned();
                let lines = breaks(&behind) + 1;
                let fits = width(first_line(&behind)) <= budget;
                self.back_to(before);
                if fits && lines >= 5 {
                    single = one_line;
                    text = Some(behind);
                } else {
                    let alone = self.link(last, below.less(after)?);
                    let alone = alone.map(|()| self.since(before).to_owned());
                    match alone {
                        Some(alone) if !fits || breaks(&alone) + 1 < lines => text = Some(alone),
                        _ => {
                            single = fits && one_line;
                            text = Some(behind);
                        }
                    }
                }
            }
            self.back_to(before);
        }
        let text = match text {
            Some(text) => text,
            None => {
                let before = self.here();
                self.link(last, room)?;
                let text = self.since(before).to_owned();
                self.back_to(before);
                text
            }
        };
        if !single && self.unbroken {
            return None;
        }
        for at in next..count - 1 {
            let link = self.kid(id, at);
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

    /// The columns of a link on one line, where it would stand on one.
    fn link_width(&self, link: Id, below: Shape) -> Option<usize> {
        let flat = self.tree().flat(link)?;
        (flat <= below.width).then_some(flat)
    }

    fn link(&mut self, id: Id, shape: Shape) -> Option<()> {
        let tries = self.tree().node(id).tries as usize;
        match self.kind(id) {
            Kind::Comment => self.words(id),
            Kind::Method => {
                let shape = shape.less(tries)?;
                let head = self.here();
                self.push(".");
                self.words(id);
                self.generic_arguments(id);
                let list = List {
                    id,
                    from: self.tree().node(id).extra as usize,
                    to: self.count(id),
                    open: "(",
                    close: ")",
                    of: Of::Expressions,
                    most: CALL,
                    comma: self.comma(id),
                    head,
                };
                self.call_list(list, shape)?;
                self.question_marks(id);
            }
            _ => {
                shape.less(tries)?;
                self.flat(id);
            }
        }
        Some(())
    }

    /// Whether the form, which is broken, ends with brackets alone on their line.
    pub(super) fn is_block_like(&self, id: Id, start: usize) -> bool {
        match self.kind(id) {
            Kind::Macro | Kind::Call | Kind::Array | Kind::Struct | Kind::Loop | Kind::If => true,
            Kind::Block | Kind::Match | Kind::Raw => true,
            Kind::Repeat => !self.tree().words(id).is_empty(),
            Kind::Paren => self.is_block_like(self.kid(id, 0), start),
            Kind::Binary | Kind::Index => self.is_block_like(self.kid(id, 1), start),
            Kind::Prefix => {
                self.tree().is_operator(id)
                    && !self.tree().words(id).starts_with('&')
                    && self.is_block_like(self.kid(id, 0), start)
            }
            Kind::Closure => {
                let body = self.count(id) - 1;
                self.is_block_like(self.kid(id, body), start)
            }
            Kind::Text => {
                let raw = token(self.tree().words(id), 0).kind == T::Text;
                raw && width(last_line(self.since(start)).trim_start()) <= TAB
            }
            _ => false,
        }
    }
}
