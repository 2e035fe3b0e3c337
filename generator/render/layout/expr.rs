//! Expressions.

use super::chain::{Link, question_marks, write_chain};
use super::{FIELDS, LINE, PARTS, SHORT, Spot, TAB, all_fit, new_line, width};

/// An expression.
#[derive(Debug, Clone)]
pub enum Expr {
    /// Something that is never broken.
    Word(String),
    /// `name::<argument>`
    Function {
        name: String,
        argument: &'static str,
    },
    /// `head(arguments)`
    Call { head: String, arguments: Vec<Expr> },
    /// `&[items]`
    List(Vec<Expr>),
    /// `(items)`
    Tuple(Vec<Expr>),
    /// `&expression`
    Reference(Box<Expr>),
    /// `root?.call()?.await`
    Chain {
        root: Box<Expr>,
        /// How many question marks stand behind the root.
        tries: usize,
        links: Vec<Link>,
    },
    /// `Name { fields }`
    Struct {
        name: String,
        /// A field without a value is named like the variable that is its value; `..rest` may come
        /// last.
        fields: Vec<(String, Option<Expr>)>,
    },
}

/// A word.
pub fn word(text: impl Into<String>) -> Expr {
    Expr::Word(text.into())
}

/// A call; a head with dots is one of a method.
pub fn call(head: impl Into<String>, arguments: Vec<Expr>) -> Expr {
    let head = head.into();
    match head.rsplit_once('.') {
        None => Expr::Call { head, arguments },
        Some((before, name)) => {
            let mut names = before.split('.');
            let root = word(names.next().unwrap_or_default());
            names.fold(root, Expr::field).method(name, arguments)
        }
    }
}

/// A call with a question mark behind it.
pub fn call_then(head: impl Into<String>, arguments: Vec<Expr>) -> Expr {
    call(head, arguments).tried()
}

impl Expr {
    /// `expression.name(arguments)`
    #[must_use]
    pub fn method(self, name: impl Into<String>, arguments: Vec<Self>) -> Self {
        self.link(name.into(), Some(arguments))
    }

    /// `expression.name`
    #[must_use]
    pub fn field(self, name: &str) -> Self {
        self.link(name.to_owned(), None)
    }

    /// `expression.await`
    #[must_use]
    pub fn awaited(self) -> Self {
        self.field("await")
    }

    fn link(self, name: String, arguments: Option<Vec<Self>>) -> Self {
        let link = Link {
            name,
            arguments,
            tries: 0,
        };
        match self {
            Self::Chain {
                root,
                tries,
                mut links,
            } => {
                links.push(link);
                Self::Chain { root, tries, links }
            }
            root => Self::Chain {
                root: Box::new(root),
                tries: 0,
                links: vec![link],
            },
        }
    }

    /// `expression?`
    #[must_use]
    pub fn tried(self) -> Self {
        match self {
            Self::Chain {
                root,
                mut tries,
                mut links,
            } => {
                match links.last_mut() {
                    Some(last) => last.tries += 1,
                    None => tries += 1,
                }
                Self::Chain { root, tries, links }
            }
            root => Self::Chain {
                root: Box::new(root),
                tries: 1,
                links: Vec::new(),
            },
        }
    }

    /// The expression at an indentation, its first line behind `before` columns and its last one
    /// before `after`.
    #[must_use]
    pub fn at(&self, indent: usize, before: usize, after: usize) -> String {
        let mut out = String::new();
        self.write(
            &mut out,
            Spot {
                indent,
                before,
                after,
            },
        );
        out
    }

    /// Whether the expression stands on one line there.
    pub(super) fn fits(&self, spot: Spot) -> bool {
        self.flat_width()
            .is_some_and(|width| spot.fits(width + self.slack(spot)))
    }

    pub(super) fn write(&self, out: &mut String, spot: Spot) {
        if self.fits(spot) {
            self.write_flat(out);
        } else {
            self.write_broken(out, spot);
        }
    }

    /// Columns that rustfmt wants to be free beside those of the expression: it counts question
    /// marks at the end of a chain three times.
    fn slack(&self, spot: Spot) -> usize {
        match self {
            Self::Chain { root, links, .. } => match links.as_slice() {
                [_] if root.merges(spot) => 0,
                [.., last] => 2 * last.tries,
                [] => 0,
            },
            _ => 0,
        }
    }

    /// Whether the first call stays behind the root, for this is no longer than an indentation.
    pub(super) fn merges(&self, spot: Spot) -> bool {
        spot.before == spot.indent && matches!(self, Self::Word(text) if width(text) <= TAB)
    }

    /// The columns of the expression on one line, where rustfmt would allow that in enough space.
    pub(super) fn flat_width(&self) -> Option<usize> {
        match self {
            Self::Word(text) => Some(width(text)),
            Self::Function { name, argument } => Some(width(name) + 4 + width(argument)),
            Self::Call { head, arguments } => Some(width(head) + 2 + inside(arguments)?),
            Self::List(items) => Some(3 + inside(items)?),
            Self::Tuple(items) => Some(2 + inside(items)?),
            Self::Reference(inner) => Some(1 + inner.flat_width()?),
            Self::Chain { root, tries, links } => {
                let mut all = root.flat_width()? + tries;
                for link in links {
                    all += link.flat_width()?;
                }
                let last = links.last().map_or(0, |link| link.tries);
                (links.len() < 2 || all + last <= PARTS).then_some(all)
            }
            Self::Struct { name, fields } => {
                let mut all = 0;
                for (name, value) in fields {
                    all += width(name) + 2;
                    if let Some(value) = value {
                        all += value.flat_width()? + 2;
                    }
                }
                let all = all.saturating_sub(2);
                (all <= FIELDS).then(|| width(name) + 5 + all - usize::from(fields.is_empty()) * 2)
            }
        }
    }

    pub(super) fn write_flat(&self, out: &mut String) {
        match self {
            Self::Word(text) => out.push_str(text),
            Self::Function { name, argument } => out.push_str(&format!("{name}::<{argument}>")),
            Self::Call { head, arguments } => {
                out.push_str(head);
                write_all(out, "(", arguments, ")");
            }
            Self::List(items) => write_all(out, "&[", items, "]"),
            Self::Tuple(items) => write_all(out, "(", items, ")"),
            Self::Reference(inner) => {
                out.push('&');
                inner.write_flat(out);
            }
            Self::Chain { root, tries, links } => {
                root.write_flat(out);
                question_marks(out, *tries);
                for link in links {
                    link.write_flat(out);
                }
            }
            Self::Struct { name, fields } => {
                out.push_str(name);
                out.push_str(" {");
                for (index, (name, value)) in fields.iter().enumerate() {
                    out.push_str(if index == 0 { " " } else { ", " });
                    out.push_str(name);
                    if let Some(value) = value {
                        out.push_str(": ");
                        value.write_flat(out);
                    }
                }
                out.push_str(if fields.is_empty() { "}" } else { " }" });
            }
        }
    }

    /// The expression over several lines.
    fn write_broken(&self, out: &mut String, spot: Spot) {
        match self {
            Self::Word(text) => out.push_str(text),
            Self::Function { name, argument } => {
                out.push_str(name);
                out.push_str("::<");
                new_line(out, spot.indent + TAB);
                out.push_str(argument);
                out.push(',');
                new_line(out, spot.indent);
                out.push('>');
            }
            Self::Call { head, arguments } => {
                out.push_str(head);
                let before = spot.before + width(head);
                delimited(out, "(", arguments, ")", Spot { before, ..spot });
            }
            Self::List(items) => delimited(out, "&[", items, "]", spot),
            Self::Tuple(items) => delimited(out, "(", items, ")", spot),
            Self::Reference(inner) => {
                out.push('&');
                let before = spot.before + 1;
                inner.write(out, Spot { before, ..spot });
            }
            Self::Chain { root, tries, links } => write_chain(out, root, *tries, links, spot),
            Self::Struct { name, fields } => {
                out.push_str(name);
                out.push_str(" {");
                let inner = spot.indent + TAB;
                for (name, value) in fields {
                    new_line(out, inner);
                    out.push_str(name);
                    if let Some(value) = value {
                        write_field(out, inner, width(name), value);
                    }
                    if !name.starts_with("..") {
                        out.push(',');
                    }
                }
                if !fields.is_empty() {
                    new_line(out, spot.indent);
                }
                out.push('}');
            }
        }
    }

    /// Whether the expression can begin there: up to its bracket, it is not broken.
    pub(super) fn begins(&self, spot: Spot) -> bool {
        match self {
            Self::Call { .. } => spot.before + self.opening() <= LINE,
            // Before a question mark, or a link, the last column stays free.
            Self::Struct { .. } => spot.before + self.opening() < LINE,
            Self::Chain { root, .. } => match root.as_ref() {
                Self::Word(text) => spot.before + width(text) < LINE,
                root => spot.before + root.opening() < LINE,
            },
            _ => true,
        }
    }

    /// Whether the expression, alone in brackets, is opened where it stands.
    fn opens(&self) -> bool {
        match self {
            Self::Word(_) | Self::Function { .. } => false,
            Self::Chain { root, links, .. } => links.is_empty() && root.opens(),
            Self::Reference(inner) => inner.opens(),
            Self::Call { arguments, .. } => !arguments.is_empty(),
            Self::List(items) | Self::Tuple(items) => !items.is_empty(),
            Self::Struct { fields, .. } => !fields.is_empty(),
        }
    }

    /// The columns up to and with the bracket that opens the expression.
    fn opening(&self) -> usize {
        match self {
            Self::Word(_) | Self::Function { .. } => 0,
            Self::Call { head, .. } => width(head) + 1,
            Self::List(_) => 2,
            Self::Tuple(_) => 1,
            Self::Reference(inner) => 1 + inner.opening(),
            Self::Chain { root, .. } => root.opening(),
            Self::Struct { name, .. } => width(name) + 2,
        }
    }

    /// Whether the expression is a call, whose width is limited inside another one.
    fn is_call(&self) -> bool {
        match self {
            Self::Call { .. } => true,
            Self::Reference(inner) => inner.is_call(),
            Self::Chain { root, links, .. } => links.is_empty() && root.is_call(),
            _ => false,
        }
    }

    /// Whether the expression is so simple and short that several share a line.
    fn packs(&self) -> bool {
        let simple = match self {
            Self::Word(text) => text.starts_with('"') || !text.contains(['(', ':', '{']),
            Self::Reference(inner) => matches!(**inner, Self::Word(_)) && inner.packs(),
            _ => false,
        };
        simple && self.flat_width().is_some_and(|width| width <= SHORT)
    }
}

/// The columns of items with commas between them, where they may share a line.
pub(super) fn inside(items: &[Expr]) -> Option<usize> {
    match items {
        [] => Some(0),
        // One item alone may be as long as the line, unless it is a call.
        [only] => only
            .flat_width()
            .filter(|width| !only.is_call() || *width <= PARTS),
        items => {
            let mut all = 2 * (items.len() - 1);
            for item in items {
                all += item.flat_width()?;
            }
            (all <= PARTS).then_some(all)
        }
    }
}

pub(super) fn write_all(out: &mut String, open: &str, items: &[Expr], close: &str) {
    out.push_str(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        item.write_flat(out);
    }
    out.push_str(close);
}

/// Items between brackets over several lines.
pub(super) fn delimited(out: &mut String, open: &str, items: &[Expr], close: &str, spot: Spot) {
    let inner = spot.indent + TAB;
    let behind = Spot {
        before: spot.before + open.len(),
        after: spot.after + close.len(),
        ..spot
    };
    out.push_str(open);
    match items {
        [] => {}
        // A lone list or call is opened where it stands.
        [only] if only.opens() && behind.fits(only.opening()) => {
            if only.fits(behind) && inside(items).is_some() {
                only.write_flat(out);
            } else {
                only.write_broken(out, behind);
            }
            out.push_str(close);
            return;
        }
        items if items.len() > 1 && items.iter().all(Expr::packs) => packed(out, items, inner),
        items => {
            for item in items {
                new_line(out, inner);
                item.write(out, Spot::line(inner, 1));
                out.push(',');
            }
        }
    }
    new_line(out, spot.indent);
    out.push_str(close);
}

/// Short items fill their lines.
fn packed(out: &mut String, items: &[Expr], indent: usize) {
    let needed = |item: &Expr| item.flat_width().unwrap_or_default() + 1;
    let all: usize = items.iter().map(|item| needed(item) + 1).sum();
    // The last column of several lines stays free.
    let last = LINE - usize::from(indent + all - 1 > LINE);
    let mut column = LINE;
    for item in items {
        let needed = needed(item);
        if column + 1 + needed > last {
            new_line(out, indent);
            column = indent;
        } else {
            out.push(' ');
            column += 1;
        }
        item.write_flat(out);
        out.push(',');
        column += needed;
    }
}

/// `: value` of a struct literal: behind the name, or below it where it begins too late there.
pub(super) fn write_field(out: &mut String, indent: usize, name: usize, value: &Expr) {
    let spot = Spot {
        indent,
        before: indent + name + 2,
        after: 1,
    };
    let same = value.at(spot.indent, spot.before, spot.after);
    let below = Spot::line(indent + TAB, 0);
    let next = value.at(below.indent, below.before, below.after);
    let stays = all_fit(&same, spot.before, 1) && value.begins(spot);
    let moves = value.fits(below) || all_fit(&next, below.before, 1);
    if !stays && moves {
        out.push(':');
        new_line(out, below.indent);
        out.push_str(&next);
    } else {
        out.push_str(": ");
        out.push_str(&same);
    }
}
