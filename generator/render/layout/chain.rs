//! Chains of calls, and the question marks behind them.

use super::expr::{Expr, delimited, inside, write_all};
use super::{LINE, PARTS, Spot, TAB, first_line, new_line, width};

/// `.field?`, or with arguments `.call(arguments)?`.
#[derive(Debug, Clone)]
pub struct Link {
    pub name: String,
    pub arguments: Option<Vec<Expr>>,
    pub tries: usize,
}

impl Link {
    pub fn flat_width(&self) -> Option<usize> {
        let arguments = match &self.arguments {
            Some(arguments) => 2 + inside(arguments)?,
            None => 0,
        };
        Some(1 + width(&self.name) + arguments + self.tries)
    }

    pub fn write_flat(&self, out: &mut String) {
        out.push('.');
        out.push_str(&self.name);
        if let Some(arguments) = &self.arguments {
            write_all(out, "(", arguments, ")");
        }
        question_marks(out, self.tries);
    }

    fn write(&self, out: &mut String, spot: Spot) {
        let fits = self.flat_width().is_some_and(|width| spot.fits(width));
        match &self.arguments {
            Some(arguments) if !fits => {
                out.push('.');
                out.push_str(&self.name);
                let spot = Spot {
                    before: spot.before + 1 + width(&self.name),
                    after: spot.after + self.tries,
                    ..spot
                };
                delimited(out, "(", arguments, ")", spot);
                question_marks(out, self.tries);
            }
            _ => self.write_flat(out),
        }
    }

    fn at(&self, spot: Spot) -> String {
        let mut out = String::new();
        self.write(&mut out, spot);
        out
    }
}

pub(super) fn question_marks(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n('?', count));
}

/// A chain over several lines.
pub(super) fn write_chain(out: &mut String, root: &Expr, tries: usize, links: &[Link], spot: Spot) {
    let start = out.len();
    let after = spot.after + tries;
    root.write(out, Spot { after, ..spot });
    question_marks(out, tries);
    // Chains of several calls are kept shorter than a line.
    let space = if links.len() < 2 { LINE } else { PARTS };
    let mut links = links;
    if root.merges(spot)
        && let [first, rest @ ..] = links
    {
        let before = spot.before + width(&out[start..]);
        let after = if rest.is_empty() { spot.after } else { 0 };
        first.write(
            out,
            Spot {
                before,
                after,
                ..spot
            },
        );
        links = rest;
    }
    let [others @ .., last] = links else {
        return;
    };
    let broken = out[start..].contains('\n');
    let indent = if broken {
        spot.indent
    } else {
        spot.indent + TAB
    };
    if !broken && let Some(text) = last_opened(&out[start..], others, last, space, spot) {
        for link in others {
            link.write_flat(out);
        }
        out.push_str(&text);
        return;
    }
    for link in others {
        new_line(out, indent);
        link.write(out, Spot::line(indent, link.tries));
    }
    new_line(out, indent);
    last.write(out, Spot::line(indent, spot.after + last.tries));
}

/// The last link behind all others on their line, where that is better than a line for each.
fn last_opened(
    root: &str,
    others: &[Link],
    last: &Link,
    space: usize,
    spot: Spot,
) -> Option<String> {
    let mut almost = width(root);
    for link in others {
        almost += link.flat_width()?;
    }
    let space = space.min(LINE.checked_sub(spot.before + spot.after)?);
    let budget = space.checked_sub(almost + last.tries)?;
    let text = last.at(Spot {
        before: spot.before + almost,
        after: spot.after + 2 * last.tries,
        ..spot
    });
    let below = spot.indent + TAB;
    let alone = last.at(Spot::line(below, spot.after + last.tries));
    let lines = text.lines().count();
    let better = lines >= 5 || alone.lines().count() >= lines;
    (first_line(&text) <= budget && better).then_some(text)
}
