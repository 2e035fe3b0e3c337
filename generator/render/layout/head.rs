//! Heads of functions and of implementations.

use super::types::write_type;
use super::{LINE, Spot, TAB, new_line, width};

/// What a function returns.
#[derive(Debug, Clone)]
pub enum Result {
    Nothing,
    /// `type`
    Plain(String),
    /// `Result<good, bad>`
    Either(String, String),
}

/// The head of a function.
#[derive(Debug, Clone)]
pub struct Signature<'a> {
    pub indent: usize,
    /// Everything up to its name: `pub async fn name`.
    pub head: &'a str,
    /// A bound generic parameter: `S: Service`.
    pub generic: Option<&'a str>,
    pub parameters: &'a [String],
    pub result: Result,
}

/// The head of a function without generic parameters, up to what follows it, which is ` {` or `;`.
#[must_use]
pub fn signature(
    indent: usize,
    head: &str,
    parameters: &[String],
    result: Result,
    after: &str,
) -> String {
    Signature {
        indent,
        head,
        generic: None,
        parameters,
        result,
    }
    .write(after)
}

impl Signature<'_> {
    /// The text of the head and what follows it, which is ` {` or `;`.
    #[must_use]
    pub fn write(&self, after: &str) -> String {
        let arrow = match &self.result {
            Result::Nothing => String::new(),
            Result::Plain(text) => format!(" -> {text}"),
            Result::Either(good, bad) => format!(" -> Result<{good}, {bad}>"),
        };
        let indent = self.indent;
        let mut out = " ".repeat(indent);
        out.push_str(self.head);
        if let Some(generic) = self.generic {
            // Three columns more than it takes, for rustfmt keeps them for what follows.
            if width(&out) + width(generic) + 6 <= LINE {
                out.push_str(&format!("<{generic}>"));
            } else {
                out.push('<');
                new_line(&mut out, indent + TAB);
                out.push_str(generic);
                out.push(',');
                new_line(&mut out, indent);
                out.push('>');
            }
        }
        let line = self.parameters.join(", ");
        let last = width(out.lines().last().unwrap_or_default());
        let one_line = last + width(&line) + 2 + width(&arrow) + after.len() <= LINE;
        if one_line && !out.contains('\n') {
            out.push_str(&format!("({line})"));
            // rustfmt keeps a column for a brace that a declaration does not have.
            if after == ";" && !arrow.is_empty() && width(&out) + width(&arrow) + 1 == LINE {
                new_line(&mut out, indent);
                out.push_str(arrow.trim_start());
            } else {
                out.push_str(&arrow);
            }
            out.push_str(after);
            return out;
        }
        out.push('(');
        for parameter in self.parameters {
            new_line(&mut out, indent + TAB);
            let (name, ty) = parameter.split_once(": ").unwrap_or((parameter, ""));
            if ty.is_empty() {
                out.push_str(parameter);
            } else {
                out.push_str(name);
                out.push_str(": ");
                let spot = Spot {
                    indent: indent + TAB,
                    before: indent + TAB + width(name) + 2,
                    after: 1,
                };
                write_type(&mut out, ty, spot);
            }
            out.push(',');
        }
        if !self.parameters.is_empty() {
            new_line(&mut out, indent);
        }
        out.push(')');
        self.write_result(&mut out, &arrow, after);
        out
    }

    fn write_result(&self, out: &mut String, arrow: &str, after: &str) {
        let indent = self.indent;
        let ty = arrow.strip_prefix(" -> ").unwrap_or_default();
        let space = LINE.saturating_sub(indent + "-> ".len());
        if let Some(bounds) = ty.strip_prefix("impl ") {
            out.push_str(" -> impl ");
            write_bounds(out, bounds, indent, space);
            out.push_str(after);
            return;
        }
        if width(ty) <= space {
            out.push_str(arrow);
            // rustfmt takes the indentation twice where it looks for space for the brace.
            if after == " {" && 2 * indent + 1 + width(arrow) + 2 > LINE {
                new_line(out, indent);
                out.push('{');
            } else {
                out.push_str(after);
            }
            return;
        }
        out.push_str(" -> ");
        let spot = Spot {
            indent,
            before: LINE,
            after: 0,
        };
        let start = out.len();
        write_type(out, ty, spot);
        // It writes no space behind what it cannot break.
        let whole = out[start..].lines().skip(1).all(|line| width(line) <= LINE);
        out.push_str(if whole { after } else { after.trim_start() });
    }
}

/// `Trait<Arguments> + Trait`: the traits on one line, else below each other, else the arguments
/// broken.
fn write_bounds(out: &mut String, bounds: &str, indent: usize, space: usize) {
    let (first, rest) = bounds.split_once(" + ").unwrap_or((bounds, ""));
    if width(bounds) <= space {
        out.push_str(bounds);
    } else if width(first) + 6 <= space {
        out.push_str(first);
        new_line(out, indent);
        out.push_str("+ ");
        out.push_str(rest);
    } else {
        let spot = Spot {
            indent,
            before: LINE,
            after: 0,
        };
        write_type(out, bounds, spot);
    }
}

/// The head of a struct or an enum, `pub enum Name {`.
#[must_use]
pub fn item(head: &str, name: &str) -> String {
    let line = format!("{head} {name}");
    if width(&line) + 2 <= LINE {
        format!("{line} {{")
    } else {
        format!("{line}\n{{")
    }
}

/// A structure: `pub struct Name {`, and `}` where it has no fields.
#[must_use]
pub fn struct_item(name: &str, empty: bool) -> String {
    let head = item("pub struct", name);
    let free = LINE.checked_sub(width(&head));
    match free {
        _ if !empty => head,
        Some(3..) => format!("{head}}}"),
        Some(1..) => format!("{head}\n}}"),
        _ => format!("pub struct {name}\n{{}}"),
    }
}

/// The head of a trait below another one: `pub trait Name: Above {`, and `}` where it is empty.
#[must_use]
pub fn trait_item(name: &str, above: &str, empty: bool) -> String {
    // rustfmt wants eight columns behind it to stay free.
    let mut head = if width(name) + width(above) + 14 + 8 <= LINE {
        format!("pub trait {name}: {above} {{")
    } else {
        format!("pub trait {name}:\n    {above}\n{{")
    };
    if empty {
        head.push('}');
    }
    head
}

/// The head of an implementation: `impl Trait for Name {`.
#[must_use]
pub fn implementation(of: Option<&str>, name: &str) -> String {
    let (head, below) = match of {
        None => ("impl".to_owned(), name.to_owned()),
        Some(of) => (format!("impl {of}"), format!("for {name}")),
    };
    if width(&head) + 1 + width(&below) + 2 <= LINE {
        format!("{head} {below} {{")
    } else {
        format!("{head}\n    {below}\n{{")
    }
}
