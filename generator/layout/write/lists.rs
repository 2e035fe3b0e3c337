//! Writes comma-separated lists in brackets, as rustfmt's `overflow` module does.

use super::super::measure::{breaks, first_line, width};
use super::super::tree::{COMMENTS, IN_MACRO, Id, Kind, TRAILING_COMMA};
use super::super::{SHORT, TAB};
use super::Writer;
use super::shape::Shape;

/// The items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListKind {
    Expressions,
    Types,
    Patterns,
    Attributes,
}

/// When a list has a trailing comma.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comma {
    /// If each item is on a line of its own.
    Below,
    Always,
    Never,
}

/// A range of the children of a node, as a list after a head that has been written.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    pub id: Id,
    pub from: usize,
    pub to: usize,
    pub open: &'static str,
    pub close: &'static str,
    pub kind: ListKind,
    /// The maximal width of the items on one line.
    pub width_limit: usize,
    pub comma: Comma,
    /// The position at which the head starts in the output.
    pub head: usize,
}

/// Macros like `format!`, and the number of arguments before the format string.
const FORMATS: &[(&str, usize)] = &[
    ("eprint!", 0),
    ("eprintln!", 0),
    ("format!", 0),
    ("format_args!", 0),
    ("print!", 0),
    ("println!", 0),
    ("panic!", 0),
    ("unreachable!", 0),
    ("debug!", 0),
    ("error!", 0),
    ("info!", 0),
    ("trace!", 0),
    ("warn!", 0),
    ("assert!", 1),
    ("debug_assert!", 1),
    ("write!", 1),
    ("writeln!", 1),
    ("assert_eq!", 2),
    ("assert_ne!", 2),
    ("debug_assert_eq!", 2),
    ("debug_assert_ne!", 2),
];

impl Writer<'_> {
    /// Returns the trailing comma policy of a list of expressions, which is fixed within a macro.
    pub(super) fn comma(&self, id: Id) -> Comma {
        match (self.has(id, IN_MACRO), self.has(id, TRAILING_COMMA)) {
            (true, true) => Comma::Always,
            (true, false) => Comma::Never,
            (false, _) => Comma::Below,
        }
    }

    pub(super) fn list(&mut self, list: List, shape: Shape) -> Option<()> {
        let List { id, from, to, .. } = list;
        let head = self.last_width(list.head);
        let added = self.added_width(list.head, shape);
        let head_length = self.position() - list.head;
        let one_line = shape.width.saturating_sub(added + 2);
        let same = shape
            .offset_left(head + 1)
            .and_then(|shape| shape.sub_width(1));
        let same = same.unwrap_or(Shape { width: 0, ..shape });
        let mut nested = shape.indented(self.max_width);
        nested.width = nested.width.saturating_sub(1);
        self.push(list.open);
        let body = self.position();
        if from == to {
            if head + 2 > shape.width {
                self.new_line(shape.indent);
            }
            self.push(list.close);
            return Some(());
        }
        if self.has(id, COMMENTS) {
            return self.vertical(list, nested, shape);
        }
        let last = self.child(id, to - 1);
        let alone = to - from == 1;
        let others = self.widths(list, from, to - 1, nested.width);
        let joined = alone && list.kind == ListKind::Expressions && head_length < TAB;
        if (joined || self.can_overflow(last, to - from, list.kind))
            && let Some(others) = others
        {
            let room = match alone && !self.tree().is_nested_call(last) {
                true => Some(same),
                false => Shape {
                    width: same.width.min(list.width_limit),
                    ..same
                }
                .offset_left(others),
            };
            self.all_but_last(list);
            let start = self.position();
            let forbid_chain_breaks = self.forbid_chain_breaks;
            self.forbid_chain_breaks |= !joined && self.is_method_call(last);
            let written = room.and_then(|room| self.overflow(list, last, room));
            self.forbid_chain_breaks = forbid_chain_breaks;
            let first = width(first_line(self.text_since(start)));
            if written.is_some() && others + first <= one_line.min(list.width_limit) {
                if alone && breaks(self.text_since(start)) == 1 {
                    self.prefer_next_line(last, start, nested);
                }
                return self.close(list, body, head, nested, shape);
            }
            self.rewind(body);
        }
        // No overflow of the last item.
        if others.is_some() {
            self.all_but_last(list);
        }
        let start = self.position();
        self.rewrite(last, nested)?;
        if let Some(others) = others
            && !self.is_broken(start)
        {
            let own = self.last_width(start);
            if alone && one_line > 0 && own <= one_line
                || others + own <= one_line.min(list.width_limit)
            {
                return self.close(list, body, head, nested, shape);
            }
        }
        self.rewind(body);
        let name = self.out[list.head..body - list.open.len()].to_owned();
        match FORMATS.iter().find(|(format, _)| *format == name) {
            Some((_, before)) if list.kind == ListKind::Expressions && self.has(id, IN_MACRO) => {
                if self.is_format(list, *before, nested.width) {
                    return self.format(list, *before, nested, shape);
                }
            }
            _ => {
                let simple = (from..to).all(|at| {
                    let child = self.child(id, at);
                    let short = self.tree().flat(child).is_some_and(|flat| flat <= SHORT);
                    short && self.is_simple(child, list.kind)
                });
                if simple {
                    self.mixed(list, nested, shape);
                    return Some(());
                }
            }
        }
        self.vertical(list, nested, shape)
    }

    /// Returns the width of some children on one line, each followed by a comma and a space; `None`
    /// if one does not fit.
    fn widths(&self, list: List, from: usize, to: usize, most: usize) -> Option<usize> {
        let mut all = 0;
        for at in from..to {
            let child = self.child(list.id, at);
            let flat = self.tree().flat(child)?;
            if flat + self.tree().node(child).margin as usize > most {
                return None;
            }
            all += flat + 2;
        }
        Some(all)
    }

    fn all_but_last(&mut self, list: List) {
        for at in list.from..list.to - 1 {
            self.flat(self.child(list.id, at));
            self.push(", ");
        }
    }

    /// Writes the last child so that it may overflow the line.
    fn overflow(&mut self, list: List, last: Id, room: Shape) -> Option<()> {
        match self.kind(last) {
            Kind::Closure if list.kind == ListKind::Expressions => {
                let closures = (list.from..list.to)
                    .filter(|at| self.kind(self.child(list.id, *at)) == Kind::Closure);
                if closures.count() > 1 {
                    return None;
                }
                self.last_closure(last, room)
            }
            Kind::If | Kind::Loop | Kind::Match => {
                if self.has_long_condition(last, room, None) {
                    return None;
                }
                self.rewrite(last, room)
            }
            _ => self.rewrite(last, room),
        }
    }

    /// Replaces the last child with a layout on one line of its own, if it fits there.
    fn prefer_next_line(&mut self, last: Id, start: usize, nested: Shape) {
        let text = self.text_since(start).to_owned();
        self.rewind(start);
        let below = self.rewrite(last, nested);
        if below.is_none() || self.is_broken(start) {
            self.rewind(start);
            self.push(&text);
        }
    }

    /// Closes a list whose items are on one line, or moves all of them below the bracket.
    fn close(
        &mut self,
        list: List,
        body: usize,
        head: usize,
        nested: Shape,
        shape: Shape,
    ) -> Option<()> {
        if list.comma == Comma::Always {
            self.push(",");
        }
        let first = width(first_line(self.text_since(body)));
        if first + 1 > shape.width.saturating_sub(head) {
            let indent = format!("\n{}", " ".repeat(nested.indent));
            self.out.insert_str(body, &indent);
            self.new_line(shape.indent);
        }
        self.push(list.close);
        Some(())
    }

    /// Writes each child on a line of its own (rustfmt's vertical tactic).
    fn vertical(&mut self, list: List, nested: Shape, shape: Shape) -> Option<()> {
        let items = (list.from..list.to).rev();
        let last = items
            .clone()
            .find(|at| self.kind(self.child(list.id, *at)) != Kind::Comment);
        for at in list.from..list.to {
            let child = self.child(list.id, at);
            self.new_line(nested.indent);
            if self.kind(child) == Kind::Comment {
                self.push_text(child);
                continue;
            }
            self.rewrite(child, nested)?;
            if Some(at) != last || list.comma != Comma::Never {
                self.push(",");
            }
        }
        self.new_line(shape.indent);
        self.push(list.close);
        Some(())
    }

    /// Fills lines with short children (rustfmt's mixed tactic).
    fn mixed(&mut self, list: List, nested: Shape, shape: Shape) {
        let mut column = 0;
        let mut broken = false;
        self.new_line(nested.indent);
        for at in list.from..list.to {
            let child = self.child(list.id, at);
            let is_last = at + 1 == list.to;
            let comma = usize::from(!is_last || broken);
            let own = self.tree().flat(child).unwrap_or(0) + comma;
            if column > 0 && column + 1 + own > nested.width {
                self.new_line(nested.indent);
                column = 0;
                broken = true;
            } else if column > 0 {
                self.push(" ");
                column += 1;
            }
            self.flat(child);
            if !is_last || list.comma != Comma::Never {
                self.push(",");
            }
            column += own;
        }
        self.new_line(shape.indent);
        self.push(list.close);
    }

    /// Returns whether the arguments before the format string fit on one line, and those after it
    /// on another.
    fn is_format(&self, list: List, before: usize, most: usize) -> bool {
        let List { from, to, .. } = list;
        let fits = |from: usize, to: usize| {
            let simple = (from..to).all(|at| self.is_simple(self.child(list.id, at), list.kind));
            let all = self.widths(list, from, to, most);
            simple && all.is_some_and(|all| all.saturating_sub(2) <= most)
        };
        to - from > before && fits(from, from + before) && fits(from + before + 1, to)
    }

    fn format(&mut self, list: List, before: usize, nested: Shape, shape: Shape) -> Option<()> {
        let string = list.from + before;
        for at in list.from..list.to {
            if at == list.from || at == string || at == string + 1 {
                self.new_line(nested.indent);
            } else {
                self.push(" ");
            }
            self.rewrite(self.child(list.id, at), nested)?;
            if at + 1 < list.to || list.comma == Comma::Always {
                self.push(",");
            }
        }
        self.new_line(shape.indent);
        self.push(list.close);
        Some(())
    }

    /// Returns whether the last child may overflow the line of its list.
    fn can_overflow(&self, id: Id, count: usize, kind: ListKind) -> bool {
        let alone = count == 1;
        let inner = |at: usize| self.can_overflow(self.child(id, at), count, kind);
        match (kind, self.kind(id)) {
            (ListKind::Attributes, kind) => alone && !matches!(kind, Kind::Str),
            (ListKind::Types, Kind::Tuple) => alone,
            (ListKind::Types, Kind::Prefix) => self.tree().is_operator(id) && inner(0),
            (ListKind::Types, _) => false,
            (ListKind::Patterns, Kind::Path | Kind::TuplePattern | Kind::Struct) => alone,
            (ListKind::Patterns, Kind::Atom) => alone && self.tree().text(id).contains("::"),
            (ListKind::Patterns, Kind::Prefix) => self.tree().text(id).starts_with('&') && inner(0),
            (ListKind::Patterns, _) => false,
            (ListKind::Expressions, kind) => match kind {
                Kind::Block | Kind::Closure => true,
                Kind::Match | Kind::If | Kind::Loop => alone,
                Kind::Array | Kind::Struct | Kind::Macro | Kind::Call | Kind::Tuple => alone,
                Kind::Verbatim => alone,
                Kind::Repeat => alone && !self.tree().text(id).is_empty(),
                Kind::Chain if self.count(id) == 1 => inner(0),
                Kind::Chain => alone && self.ends_with_call(id),
                Kind::Prefix => self.tree().is_operator(id) && inner(0),
                Kind::Cast => inner(0),
                _ => false,
            },
        }
    }

    fn ends_with_call(&self, id: Id) -> bool {
        let last = self.tree().children(id).last();
        last.is_some_and(|link| self.kind(*link) == Kind::MethodCall)
    }

    /// Returns whether the expression is a method call, ignoring unary operators and casts.
    fn is_method_call(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::Chain if self.count(id) > 1 => self.ends_with_call(id),
            Kind::Chain | Kind::Cast => self.is_method_call(self.child(id, 0)),
            Kind::Prefix => self.tree().is_operator(id) && self.is_method_call(self.child(id, 0)),
            _ => false,
        }
    }

    fn is_simple(&self, id: Id, kind: ListKind) -> bool {
        let inner = |at: usize| self.is_simple(self.child(id, at), kind);
        match (kind, self.kind(id)) {
            (ListKind::Types | ListKind::Patterns, _) => false,
            (ListKind::Attributes, kind) => matches!(kind, Kind::Atom | Kind::Str),
            (_, Kind::Str) => true,
            (_, Kind::Atom) => {
                let words = self.tree().text(id);
                !words.contains("::") && !matches!(words, "return" | "break" | "continue")
            }
            (_, Kind::Prefix) => self.tree().is_operator(id) && inner(0),
            (_, Kind::Cast) => inner(0),
            (_, Kind::Index) => inner(0) && inner(1),
            (_, Kind::Repeat) => self.tree().text(id).is_empty() && inner(0) && inner(1),
            (_, Kind::Chain) => {
                let fields = self.tree().children(id)[1..].iter().all(|link| {
                    self.kind(*link) == Kind::FieldAccess && self.tree().text(*link) != "await"
                });
                fields && inner(0)
            }
            _ => false,
        }
    }
}
