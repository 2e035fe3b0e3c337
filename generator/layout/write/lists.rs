//! What stands between brackets with commas between.

use super::super::measure::{breaks, first_line, width};
use super::super::tree::{COMMA, COMMENTS, IN_MACRO, Id, Kind};
use super::super::{SHORT, TAB};
use super::Writer;
use super::shape::Shape;

/// What a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Expressions,
    Types,
    Patterns,
    Attributes,
}

/// Whether a comma stands behind the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comma {
    /// Where each stands on a line of its own.
    Below,
    Always,
    Never,
}

/// Children of a node between brackets, behind a head that was written.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    pub id: Id,
    pub from: usize,
    pub to: usize,
    pub open: &'static str,
    pub close: &'static str,
    pub of: Of,
    /// The columns that all of them may take on one line.
    pub most: usize,
    pub comma: Comma,
    /// Where the head begins in the text.
    pub head: usize,
}

/// Macros like `format!`, and how many arguments stand before the string.
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
    /// The comma of a list that is one in a macro, or is none.
    pub(super) fn comma(&self, id: Id) -> Comma {
        match (self.has(id, IN_MACRO), self.has(id, COMMA)) {
            (true, true) => Comma::Always,
            (true, false) => Comma::Never,
            (false, _) => Comma::Below,
        }
    }

    pub(super) fn list(&mut self, list: List, shape: Shape) -> Option<()> {
        let List { id, from, to, .. } = list;
        let head = self.last_width(list.head);
        let added = self.added_width(list.head, shape);
        let head_length = self.here() - list.head;
        let one_line = shape.width.saturating_sub(added + 2);
        let same = shape.behind(head + 1).and_then(|shape| shape.less(1));
        let same = same.unwrap_or(Shape { width: 0, ..shape });
        let mut nested = shape.indented(self.line);
        nested.width = nested.width.saturating_sub(1);
        self.push(list.open);
        let body = self.here();
        if from == to {
            if head + 2 > shape.width {
                self.new_line(shape.indent);
            }
            self.push(list.close);
            return Some(());
        }
        if self.has(id, COMMENTS) {
            return self.below(list, nested, shape);
        }
        let last = self.kid(id, to - 1);
        let alone = to - from == 1;
        let others = self.widths(list, from, to - 1, nested.width);
        let joined = alone && list.of == Of::Expressions && head_length < TAB;
        if (joined || self.can_overflow(last, to - from, list.of))
            && let Some(others) = others
        {
            let room = match alone && !self.tree().is_nested_call(last) {
                true => Some(same),
                false => Shape {
                    width: same.width.min(list.most),
                    ..same
                }
                .behind(others),
            };
            self.others(list);
            let start = self.here();
            let unbroken = self.unbroken;
            self.unbroken |= !joined && self.is_method_call(last);
            let written = room.and_then(|room| self.overflow(list, last, room));
            self.unbroken = unbroken;
            let first = width(first_line(self.since(start)));
            if written.is_some() && others + first <= one_line.min(list.most) {
                if alone && breaks(self.since(start)) == 1 {
                    self.or_below(last, start, nested);
                }
                return self.close(list, body, head, nested, shape);
            }
            self.back_to(body);
        }
        // Without anything that sticks out.
        if others.is_some() {
            self.others(list);
        }
        let start = self.here();
        self.put(last, nested)?;
        if let Some(others) = others
            && !self.is_broken(start)
        {
            let own = self.last_width(start);
            if alone && one_line > 0 && own <= one_line || others + own <= one_line.min(list.most) {
                return self.close(list, body, head, nested, shape);
            }
        }
        self.back_to(body);
        let name = self.out[list.head..body - list.open.len()].to_owned();
        match FORMATS.iter().find(|(format, _)| *format == name) {
            Some((_, before)) if list.of == Of::Expressions && self.has(id, IN_MACRO) => {
                if self.is_format(list, *before, nested.width) {
                    return self.format(list, *before, nested, shape);
                }
            }
            _ => {
                let simple = (from..to).all(|at| {
                    let kid = self.kid(id, at);
                    let short = self.tree().flat(kid).is_some_and(|flat| flat <= SHORT);
                    short && self.is_simple(kid, list.of)
                });
                if simple {
                    self.mixed(list, nested, shape);
                    return Some(());
                }
            }
        }
        self.below(list, nested, shape)
    }

    /// The columns of some children on one line, each with its comma and a space behind it.
    fn widths(&self, list: List, from: usize, to: usize, most: usize) -> Option<usize> {
        let mut all = 0;
        for at in from..to {
            let kid = self.kid(list.id, at);
            let flat = self.tree().flat(kid)?;
            if flat + self.tree().node(kid).slack as usize > most {
                return None;
            }
            all += flat + 2;
        }
        Some(all)
    }

    fn others(&mut self, list: List) {
        for at in list.from..list.to - 1 {
            self.flat(self.kid(list.id, at));
            self.push(", ");
        }
    }

    /// The last child where it may stick out of the list.
    fn overflow(&mut self, list: List, last: Id, room: Shape) -> Option<()> {
        match self.kind(last) {
            Kind::Closure if list.of == Of::Expressions => {
                let closures = (list.from..list.to)
                    .filter(|at| self.kind(self.kid(list.id, *at)) == Kind::Closure);
                if closures.count() > 1 {
                    return None;
                }
                self.last_closure(last, room)
            }
            Kind::If | Kind::Loop | Kind::Match => {
                if self.has_long_condition(last, room, None) {
                    return None;
                }
                self.put(last, room)
            }
            _ => self.put(last, room),
        }
    }

    /// Writes the last child on one line below, where it fits there.
    fn or_below(&mut self, last: Id, start: usize, nested: Shape) {
        let text = self.since(start).to_owned();
        self.back_to(start);
        let below = self.put(last, nested);
        if below.is_none() || self.is_broken(start) {
            self.back_to(start);
            self.push(&text);
        }
    }

    /// Ends a list on one line, or moves it as a whole below the bracket.
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
        let first = width(first_line(self.since(body)));
        if first + 1 > shape.width.saturating_sub(head) {
            let indent = format!("\n{}", " ".repeat(nested.indent));
            self.out.insert_str(body, &indent);
            self.new_line(shape.indent);
        }
        self.push(list.close);
        Some(())
    }

    /// Each child on a line of its own.
    fn below(&mut self, list: List, nested: Shape, shape: Shape) -> Option<()> {
        let items = (list.from..list.to).rev();
        let last = items
            .clone()
            .find(|at| self.kind(self.kid(list.id, *at)) != Kind::Comment);
        for at in list.from..list.to {
            let kid = self.kid(list.id, at);
            self.new_line(nested.indent);
            if self.kind(kid) == Kind::Comment {
                self.words(kid);
                continue;
            }
            self.put(kid, nested)?;
            if Some(at) != last || list.comma != Comma::Never {
                self.push(",");
            }
        }
        self.new_line(shape.indent);
        self.push(list.close);
        Some(())
    }

    /// Short children fill their lines.
    fn mixed(&mut self, list: List, nested: Shape, shape: Shape) {
        let mut column = 0;
        let mut broken = false;
        self.new_line(nested.indent);
        for at in list.from..list.to {
            let kid = self.kid(list.id, at);
            let is_last = at + 1 == list.to;
            let comma = usize::from(!is_last || broken);
            let own = self.tree().flat(kid).unwrap_or(0) + comma;
            if column > 0 && column + 1 + own > nested.width {
                self.new_line(nested.indent);
                column = 0;
                broken = true;
            } else if column > 0 {
                self.push(" ");
                column += 1;
            }
            self.flat(kid);
            if !is_last || list.comma != Comma::Never {
                self.push(",");
            }
            column += own;
        }
        self.new_line(shape.indent);
        self.push(list.close);
    }

    /// Whether what stands before and behind a format string fits on one line each.
    fn is_format(&self, list: List, before: usize, most: usize) -> bool {
        let List { from, to, .. } = list;
        let fits = |from: usize, to: usize| {
            let simple = (from..to).all(|at| self.is_simple(self.kid(list.id, at), list.of));
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
            self.put(self.kid(list.id, at), nested)?;
            if at + 1 < list.to || list.comma == Comma::Always {
                self.push(",");
            }
        }
        self.new_line(shape.indent);
        self.push(list.close);
        Some(())
    }

    /// Whether a child at the end may go on below the line that its list begins on.
    fn can_overflow(&self, id: Id, count: usize, of: Of) -> bool {
        let alone = count == 1;
        let inner = |at: usize| self.can_overflow(self.kid(id, at), count, of);
        match (of, self.kind(id)) {
            (Of::Attributes, kind) => alone && !matches!(kind, Kind::Text),
            (Of::Types, Kind::Tuple) => alone,
            (Of::Types, Kind::Prefix) => self.tree().is_operator(id) && inner(0),
            (Of::Types, _) => false,
            (Of::Patterns, Kind::Path | Kind::TuplePattern | Kind::Struct) => alone,
            (Of::Patterns, Kind::Word) => alone && self.tree().words(id).contains("::"),
            (Of::Patterns, Kind::Prefix) => self.tree().words(id).starts_with('&') && inner(0),
            (Of::Patterns, _) => false,
            (Of::Expressions, kind) => match kind {
                Kind::Block | Kind::Closure => true,
                Kind::Match | Kind::If | Kind::Loop => alone,
                Kind::Array | Kind::Struct | Kind::Macro | Kind::Call | Kind::Tuple => alone,
                Kind::Raw => alone,
                Kind::Repeat => alone && !self.tree().words(id).is_empty(),
                Kind::Chain if self.count(id) == 1 => inner(0),
                Kind::Chain => alone && self.ends_with_call(id),
                Kind::Prefix => self.tree().is_operator(id) && inner(0),
                Kind::Cast => inner(0),
                _ => false,
            },
        }
    }

    fn ends_with_call(&self, id: Id) -> bool {
        let last = self.tree().kids(id).last();
        last.is_some_and(|link| self.kind(*link) == Kind::Method)
    }

    /// Whether the expression is a call of a method, whatever stands before and behind it.
    fn is_method_call(&self, id: Id) -> bool {
        match self.kind(id) {
            Kind::Chain if self.count(id) > 1 => self.ends_with_call(id),
            Kind::Chain | Kind::Cast => self.is_method_call(self.kid(id, 0)),
            Kind::Prefix => self.tree().is_operator(id) && self.is_method_call(self.kid(id, 0)),
            _ => false,
        }
    }

    fn is_simple(&self, id: Id, of: Of) -> bool {
        let inner = |at: usize| self.is_simple(self.kid(id, at), of);
        match (of, self.kind(id)) {
            (Of::Types | Of::Patterns, _) => false,
            (Of::Attributes, kind) => matches!(kind, Kind::Word | Kind::Text),
            (_, Kind::Text) => true,
            (_, Kind::Word) => {
                let words = self.tree().words(id);
                !words.contains("::") && !matches!(words, "return" | "break" | "continue")
            }
            (_, Kind::Prefix) => self.tree().is_operator(id) && inner(0),
            (_, Kind::Cast) => inner(0),
            (_, Kind::Index) => inner(0) && inner(1),
            (_, Kind::Repeat) => self.tree().words(id).is_empty() && inner(0) && inner(1),
            (_, Kind::Chain) => {
                let fields = self.tree().kids(id)[1..].iter().all(|link| {
                    self.kind(*link) == Kind::Field && self.tree().words(*link) != "await"
                });
                fields && inner(0)
            }
            _ => false,
        }
    }
}
