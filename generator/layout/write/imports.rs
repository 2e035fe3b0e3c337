//! `use` declarations: those that stand together are sorted, and the names in them.

use std::cmp::Ordering;

use super::super::lex::{T, token};
use super::super::measure::width;
use super::super::order::version_order;
use super::super::tree::Id;
use super::Writer;
use super::shape::Shape;

/// How deep lists may stand in each other.
const DEEPEST: usize = 16;

/// A path with what is imported at its end.
#[derive(Debug, PartialEq, Eq)]
struct Import<'t> {
    segments: Vec<Segment<'t>>,
}

#[derive(Debug, PartialEq, Eq)]
enum Segment<'t> {
    /// A name or `*`, and another name for it.
    Name(&'t str, Option<&'t str>),
    List(Vec<Import<'t>>),
}

impl Writer<'_> {
    /// Declarations that stand together, without the line break behind the last one.
    pub(super) fn imports(&mut self, group: &[Id], indent: usize) {
        let mut all: Vec<(Import<'_>, Id)> = Vec::with_capacity(group.len());
        for id in group {
            let visibility = self.tree().node(*id).extra as usize;
            match Import::read(&self.tree().words(*id)[visibility..]) {
                Some(import) => all.push((import.normal(), *id)),
                None => {
                    // What is not known keeps everything in its place.
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
            let start = self.here();
            let words = &self.tree().words(*id)[..visibility];
            super::glue(words, |part| self.out.push_str(part));
            if visibility > 0 {
                self.push(" ");
            }
            self.push("use ");
            let taken = self.here() - start;
            let shape = self.shape(indent).behind(taken);
            let shape = shape.and_then(|shape| shape.less(1)).unwrap_or(Shape {
                width: 0,
                ..self.shape(indent)
            });
            self.import(import, shape);
            self.push(";");
        }
    }

    fn import_attributes(&mut self, id: Id, indent: usize) {
        for at in 0..self.count(id) {
            self.attribute_of(self.kid(id, at), indent);
        }
    }

    fn import(&mut self, import: &Import<'_>, mut shape: Shape) {
        for (at, segment) in import.segments.iter().enumerate() {
            if at > 0 {
                self.push("::");
            }
            let start = self.here();
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
            shape = shape.behind(taken).unwrap_or(Shape { width: 0, ..shape });
        }
    }

    /// Names in braces: on one line, or filling lines.
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
        let below = shape.indented(self.line);
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
            self.import(import, below.less(1).unwrap_or(below));
            self.push(",");
            column += own;
            after_path = is_path;
        }
        self.new_line(shape.indent);
        self.push("}");
    }
}

impl<'t> Import<'t> {
    /// Reads a declaration from `use` on.
    fn read(text: &'t str) -> Option<Self> {
        let word = token(text, 0);
        let mut at = word.end;
        let first = token(text, at);
        if first.kind == T::Path {
            return None;
        }
        let import = Self::tree(text, &mut at, 0)?;
        (token(text, at).kind == T::Semi).then_some(import)
    }

    fn tree(text: &'t str, at: &mut usize, depth: usize) -> Option<Self> {
        let mut segments = Vec::new();
        loop {
            let found = token(text, *at);
            *at = found.end;
            match found.kind {
                T::Ident | T::Star => {
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
                T::OpenBrace if depth < DEEPEST => {
                    let mut list = Vec::new();
                    while token(text, *at).kind != T::CloseBrace {
                        list.push(Self::tree(text, at, depth + 1)?);
                        let next = token(text, *at);
                        match next.kind {
                            T::Comma => *at = next.end,
                            T::CloseBrace => {}
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
                T::Path => *at = next.end,
                _ => return Some(Self { segments }),
            }
        }
    }

    /// Lists are sorted, and those of one name are none.
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
    /// `self`, `super` and `crate` before names, names before `*`, and lists last.
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
