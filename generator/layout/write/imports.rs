//! Sorts and writes `use` declarations: adjacent ones, and the names within each.

use std::cmp::Ordering;

use super::super::lex::{TokenKind, token};
use super::super::measure::width;
use super::super::order::version_order;
use super::super::tree::Id;
use super::Writer;
use super::shape::Shape;

/// The maximal nesting of lists.
const DEEPEST: usize = 16;

/// A `use` tree.
#[derive(Debug, PartialEq, Eq)]
struct Import<'t> {
    segments: Vec<Segment<'t>>,
}

#[derive(Debug, PartialEq, Eq)]
enum Segment<'t> {
    /// A name or `*`, and its alias.
    Name(&'t str, Option<&'t str>),
    List(Vec<Import<'t>>),
}

impl Writer<'_> {
    /// Writes adjacent declarations, without a line break after the last one.
    pub(super) fn imports(&mut self, group: &[Id], indent: usize) {
        let mut all: Vec<(Import<'_>, Id)> = Vec::with_capacity(group.len());
        for id in group {
            let visibility = self.tree().node(*id).extra as usize;
            match Import::read(&self.tree().text(*id)[visibility..]) {
                Some(import) => all.push((import.normal(), *id)),
                None => {
                    // An unknown declaration keeps the whole group verbatim.
                    for (at, id) in group.iter().enumerate() {
                        if at > 0 {
                            self.new_line(indent);
                        }
                        self.import_attributes(*id, indent);
                        self.raw(self.tree().range(*id), indent);
                    }
                    return;
                }
            }
        }
        all.sort_by(|left, right| left.0.order(&right.0));
        for (at, (import, id)) in all.iter().enumerate() {
            if at > 0 {
                self.new_line(indent);
            }
            self.import_attributes(*id, indent);
            let visibility = self.tree().node(*id).extra as usize;
            let start = self.position();
            let words = &self.tree().text(*id)[..visibility];
            super::respace(words, |part| self.out.push_str(part));
            if visibility > 0 {
                self.push(" ");
            }
            self.push("use ");
            let taken = self.position() - start;
            let shape = self.shape(indent).offset_left(taken);
            let shape = shape.and_then(|shape| shape.sub_width(1)).unwrap_or(Shape {
                width: 0,
                ..self.shape(indent)
            });
            self.import(import, shape);
            self.push(";");
        }
    }

    fn import_attributes(&mut self, id: Id, indent: usize) {
        for at in 0..self.count(id) {
            self.attribute_of(self.child(id, at), indent);
        }
    }

    fn import(&mut self, import: &Import<'_>, mut shape: Shape) {
        for (at, segment) in import.segments.iter().enumerate() {
            if at > 0 {
                self.push("::");
            }
            let start = self.position();
            match segment {
                Segment::Name(name, alias) => {
                    self.push(name);
                    if let Some(alias) = alias {
                        self.push(" as ");
                        self.push(alias);
                    }
                }
                Segment::List(list) => self.import_list(list, shape),
            }
            let taken = 2 + self.last_width(start);
            shape = shape
                .offset_left(taken)
                .unwrap_or(Shape { width: 0, ..shape });
        }
    }

    /// Writes names in braces: on one line, or filling lines.
    fn import_list(&mut self, list: &[Import<'_>], shape: Shape) {
        let nested = list.iter().any(Import::has_list);
        let room = match nested {
            true => 0,
            false => shape.width.saturating_sub(4),
        };
        self.push("{");
        let all: usize = list.iter().map(|import| import.width() + 2).sum();
        if !nested && all.saturating_sub(2) <= room {
            for (at, import) in list.iter().enumerate() {
                if at > 0 {
                    self.push(", ");
                }
                self.import(import, shape);
            }
            self.push("}");
            return;
        }
        let below = shape.indented(self.max_width);
        let most = below.width.saturating_sub(1);
        let mut column = 0;
        let mut broken = false;
        let mut after_path = false;
        self.new_line(below.indent);
        for (at, import) in list.iter().enumerate() {
            let last = at + 1 == list.len();
            let is_path = import.segments.len() > 1;
            let own = import.width() + usize::from(!last || broken);
            let alone = nested && (after_path || at > 0 && is_path);
            if column > 0 && column + 1 + own > most || alone && at > 0 {
                self.new_line(below.indent);
                column = 0;
                broken = true;
            } else if column > 0 {
                self.push(" ");
                column += 1;
            }
            self.import(import, below.sub_width(1).unwrap_or(below));
            self.push(",");
            column += own;
            after_path = is_path;
        }
        self.new_line(shape.indent);
        self.push("}");
    }
}

impl<'t> Import<'t> {
    /// Parses a declaration from `use` on.
    fn read(text: &'t str) -> Option<Self> {
        let word = token(text, 0);
        let mut at = word.end;
        let first = token(text, at);
        if first.kind == TokenKind::PathSep {
            return None;
        }
        let import = Self::tree(text, &mut at, 0)?;
        (token(text, at).kind == TokenKind::Semi).then_some(import)
    }

    fn tree(text: &'t str, at: &mut usize, depth: usize) -> Option<Self> {
        let mut segments = Vec::new();
        loop {
            let found = token(text, *at);
            *at = found.end;
            match found.kind {
                TokenKind::Ident | TokenKind::Star => {
                    let name = &text[found.start..found.end];
                    let next = token(text, *at);
                    let alias = match &text[next.start..next.end] {
                        "as" => {
                            let alias = token(text, next.end);
                            *at = alias.end;
                            Some(&text[alias.start..alias.end])
                        }
                        _ => None,
                    };
                    segments.push(Segment::Name(name, alias));
                }
                TokenKind::OpenBrace if depth < DEEPEST => {
                    let mut list = Vec::new();
                    while token(text, *at).kind != TokenKind::CloseBrace {
                        list.push(Self::tree(text, at, depth + 1)?);
                        let next = token(text, *at);
                        match next.kind {
                            TokenKind::Comma => *at = next.end,
                            TokenKind::CloseBrace => {}
                            _ => return None,
                        }
                    }
                    *at = token(text, *at).end;
                    segments.push(Segment::List(list));
                }
                _ => return None,
            }
            let next = token(text, *at);
            match next.kind {
                TokenKind::PathSep => *at = next.end,
                _ => return Some(Self { segments }),
            }
        }
    }

    /// Normalizes a tree: sorts lists, and dissolves those with a single name.
    fn normal(mut self) -> Self {
        if let [.., _, Segment::Name("self", None)] = self.segments.as_slice() {
            self.segments.pop();
        }
        if let Some(Segment::List(list)) = self
            .segments
            .pop_if(|last| matches!(last, Segment::List(_)))
        {
            let mut list: Vec<Self> = list.into_iter().map(Self::normal).collect();
            let is_self =
                |one: &Self| matches!(one.segments.as_slice(), [Segment::Name("self", _)]);
            match list.as_slice() {
                [only] if !is_self(only) => {
                    if let Some(only) = list.pop() {
                        self.segments.extend(only.segments);
                    }
                }
                _ => {
                    list.sort_by(Self::order);
                    self.segments.push(Segment::List(list));
                }
            }
        }
        self
    }

    fn has_list(&self) -> bool {
        matches!(self.segments.last(), Some(Segment::List(_)))
    }

    fn width(&self) -> usize {
        let mut all = 2 * self.segments.len().saturating_sub(1);
        for segment in &self.segments {
            all += match segment {
                Segment::Name(name, alias) => {
                    width(name) + alias.map_or(0, |alias| 4 + width(alias))
                }
                Segment::List(list) => list.iter().map(|one| one.width() + 2).sum::<usize>() + 2,
            };
        }
        all
    }

    fn order(&self, other: &Self) -> Ordering {
        for (one, other) in self.segments.iter().zip(&other.segments) {
            let order = one.order(other);
            if order != Ordering::Equal {
                return order;
            }
        }
        self.segments.len().cmp(&other.segments.len())
    }
}

impl Segment<'_> {
    /// Orders `self`, `super` and `crate` before names, names before `*`, and lists last.
    fn order(&self, other: &Self) -> Ordering {
        let class = |segment: &Self| match segment {
            Segment::Name("self", _) => 0,
            Segment::Name("super", _) => 1,
            Segment::Name("crate", _) => 2,
            Segment::Name("*", _) => 4,
            Segment::Name(..) => 3,
            Segment::List(_) => 5,
        };
        class(self)
            .cmp(&class(other))
            .then_with(|| match (self, other) {
                (Segment::Name(one, alias), Segment::Name(other, other_alias)) => {
                    let bare = |name: &&str| name.trim_start_matches("r#").to_owned();
                    version_order(&bare(one), &bare(other)).then_with(|| {
                        match (alias, other_alias) {
                            (Some(one), Some(other)) => version_order(&bare(one), &bare(other)),
                            (one, other) => one.is_some().cmp(&other.is_some()),
                        }
                    })
                }
                (Segment::List(one), Segment::List(other)) => {
                    let mut pairs = one.iter().zip(other);
                    let order = pairs.find_map(|(one, other)| {
                        Some(one.order(other)).filter(|order| *order != Ordering::Equal)
                    });
                    order.unwrap_or(one.len().cmp(&other.len()))
                }
                _ => Ordering::Equal,
            })
    }
}
