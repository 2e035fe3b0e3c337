//! Laying out expressions as rustfmt does (style edition 2024, default settings), so that no
//! formatter has to run. The shapes are few: words, calls, lists and tuples.

/// rustfmt's `max_width`.
const LINE: usize = 100;
/// rustfmt's `fn_call_width` and `array_width`.
const PARTS: usize = 60;
/// rustfmt's `struct_lit_width`.
const FIELDS: usize = 18;
/// rustfmt's `short_array_element_width_threshold`.
const SHORT: usize = 10;

/// An expression.
#[derive(Debug, Clone)]
pub enum Expr {
    /// Something that is never broken.
    Word(String),
    /// `head(arguments)tail`
    Call {
        head: String,
        arguments: Vec<Expr>,
        tail: &'static str,
    },
    /// `&[items]`
    List(Vec<Expr>),
    /// `(items)`
    Tuple(Vec<Expr>),
    /// `&expression`
    Reference(Box<Expr>),
    /// `root.call().call()`
    Chain { root: String, calls: Vec<Expr> },
    /// `Name { fields }`: rustfmt keeps these on one line only where they are tiny.
    Struct {
        name: String,
        fields: Vec<(String, Expr)>,
    },
}

/// A word.
pub fn word(text: impl Into<String>) -> Expr {
    Expr::Word(text.into())
}

/// A call.
pub fn call(head: impl Into<String>, arguments: Vec<Expr>) -> Expr {
    Expr::Call {
        head: head.into(),
        arguments,
        tail: "",
    }
}

/// A call with something behind it, such as `?`.
pub fn call_then(head: impl Into<String>, arguments: Vec<Expr>, tail: &'static str) -> Expr {
    Expr::Call {
        head: head.into(),
        arguments,
        tail,
    }
}

impl Expr {
    /// The expression on one line, where rustfmt would allow that in enough space.
    fn flat(&self) -> Option<String> {
        match self {
            Self::Word(text) => Some(text.clone()),
            Self::Call {
                head,
                arguments,
                tail,
            } => Some(format!("{head}({}){tail}", joined(arguments, PARTS)?)),
            Self::List(items) => Some(format!("&[{}]", joined(items, PARTS)?)),
            Self::Tuple(items) => Some(format!("({})", joined(items, PARTS)?)),
            Self::Reference(inner) => inner.flat().map(|inner| format!("&{inner}")),
            Self::Chain { root, calls } => {
                let calls: Option<Vec<String>> = calls.iter().map(Expr::flat).collect();
                let text = format!("{root}.{}", calls?.join("."));
                // A chain of several calls is kept shorter than a line.
                (width(&text) <= PARTS
                    || matches!(self, Self::Chain { calls, .. } if calls.len() == 1))
                .then_some(text)
            }
            Self::Struct { name, fields } => {
                let fields: Option<Vec<String>> = fields.iter().map(flat_field).collect();
                let fields = fields?.join(", ");
                (width(&fields) <= FIELDS).then(|| format!("{name} {{ {fields} }}"))
            }
        }
    }

    /// The expression at an indentation, its first line behind `before` characters and its last
    /// one before `after`.
    #[must_use]
    pub fn at(&self, indent: usize, before: usize, after: usize) -> String {
        match self.flat() {
            Some(flat) if before + width(&flat) + after <= LINE => flat,
            _ => self.broken(indent, before, after),
        }
    }

    /// The expression over several lines.
    fn broken(&self, indent: usize, before: usize, after: usize) -> String {
        let inner = indent + 4;
        match self {
            Self::Word(text) => text.clone(),
            Self::Call {
                head,
                arguments,
                tail,
            } => match arguments.as_slice() {
                [] => format!("{head}(){tail}"),
                // A lone list or call is opened where it stands.
                [only] if only.opens() => {
                    let body =
                        only.broken(indent, before + width(head) + 1, after + 1 + tail.len());
                    format!("{head}({body}){tail}")
                }
                _ => {
                    // A method behind a call that is broken stands on its own line.
                    let gap = if tail.starts_with('.') {
                        format!("\n{:indent$}", "")
                    } else {
                        String::new()
                    };
                    format!(
                        "{head}(\n{}\n{:indent$}){gap}{tail}",
                        vertical(arguments, inner),
                        ""
                    )
                }
            },
            Self::List(items) => {
                if let [only] = items.as_slice()
                    && only.opens()
                {
                    return format!("&[{}]", only.broken(indent, before + 2, after + 1));
                }
                let short = items
                    .iter()
                    .all(|item| item.flat().is_some_and(|text| width(&text) <= SHORT));
                let body = if short {
                    packed(items, inner)
                } else {
                    vertical(items, inner)
                };
                format!("&[\n{body}\n{:indent$}]", "")
            }
            Self::Reference(inner) => format!("&{}", inner.broken(indent, before + 1, after)),
            Self::Chain { root, calls } if calls.len() == 1 && root.ends_with(')') => {
                let call = &calls[0];
                format!(
                    "{root}.{}",
                    call.broken(indent, before + width(root) + 1, after)
                )
            }
            Self::Chain { root, calls } => {
                let mut text = root.clone();
                let mut calls = calls.iter();
                // Behind a root that is no longer than an indentation, the first call stays.
                if width(root) <= 4
                    && let Some(first) = calls.next()
                {
                    text = format!("{root}.{}", first.at(indent, before + width(root) + 1, 0));
                }
                for call in calls {
                    text.push_str(&format!(
                        "\n{:inner$}.{}",
                        "",
                        call.at(inner, inner + 1, after)
                    ));
                }
                text
            }
            Self::Tuple(items) => format!("(\n{}\n{:indent$})", vertical(items, inner), ""),
            Self::Struct { name, fields } => {
                let lines: Vec<String> = fields
                    .iter()
                    .map(|(name, value)| match value {
                        Self::Word(text) if text.is_empty() => format!("{:inner$}{name},", ""),
                        value => assigned(inner, &format!("{name}: "), value, ","),
                    })
                    .collect();
                format!("{name} {{\n{}\n{:indent$}}}", lines.join("\n"), "")
            }
        }
    }

    /// Whether the expression, alone in brackets, is opened where it stands.
    fn opens(&self) -> bool {
        match self {
            Self::Word(_) | Self::Chain { .. } => false,
            Self::Reference(inner) => inner.opens(),
            Self::Call { arguments, .. } => !arguments.is_empty(),
            Self::List(items) | Self::Tuple(items) => !items.is_empty(),
            Self::Struct { .. } => true,
        }
    }
}

/// `name: value`, or the name alone where a variable of that name is the value.
fn flat_field((name, value): &(String, Expr)) -> Option<String> {
    match value {
        Expr::Word(text) if text.is_empty() => Some(name.clone()),
        value => value.flat().map(|value| format!("{name}: {value}")),
    }
}

/// Something behind a name: on the same line, else below it where that is one line, else broken.
fn assigned(indent: usize, before: &str, value: &Expr, after: &str) -> String {
    let start = indent + width(before);
    let flat = value.flat();
    let fits = |flat: &String, start: usize| start + width(flat) + after.len() <= LINE;
    match &flat {
        Some(flat) if !fits(flat, start) && fits(flat, indent + 4) => {
            format!(
                "{:indent$}{}\n{:inner$}{flat}{after}",
                "",
                before.trim_end(),
                "",
                inner = indent + 4
            )
        }
        _ => {
            let same = format!(
                "{:indent$}{before}{}{after}",
                "",
                value.at(indent, start, after.len())
            );
            if same.lines().next().is_none_or(|first| width(first) <= LINE) {
                return same;
            }
            let inner = indent + 4;
            format!(
                "{:indent$}{}\n{:inner$}{}{after}",
                "",
                before.trim_end(),
                "",
                value.broken(inner, inner, after.len())
            )
        }
    }
}

/// A constant: `static NAME: Type = value;`, its type on the next line where the name is long.
#[must_use]
pub fn constant(name: &str, ty: &str, value: &Expr) -> String {
    let before = format!("{name}: {ty} = ");
    if width(&before) - 1 <= LINE {
        return assigned(0, &before, value, ";");
    }
    format!(
        "{name}:\n    {}",
        assigned(0, &format!("{ty} = "), value, ";")
    )
}

fn joined(items: &[Expr], limit: usize) -> Option<String> {
    let flat: Option<Vec<String>> = items.iter().map(Expr::flat).collect();
    let text = flat?.join(", ");
    // A lone word cannot be broken, so that nothing is gained by moving it.
    let lone = matches!(items, [Expr::Word(_)]);
    (lone || width(&text) <= limit).then_some(text)
}

fn vertical(items: &[Expr], indent: usize) -> String {
    let lines: Vec<String> = items
        .iter()
        .map(|item| format!("{:indent$}{},", "", item.at(indent, indent, 1)))
        .collect();
    lines.join("\n")
}

/// Short items fill their lines.
fn packed(items: &[Expr], indent: usize) -> String {
    let mut lines = Vec::new();
    let mut line = String::new();
    for item in items.iter().filter_map(Expr::flat) {
        let needed = width(&item) + 2 + width(&line);
        if !line.is_empty() && indent + needed > LINE {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&item);
        line.push(',');
    }
    lines.push(line);
    lines
        .iter()
        .map(|line| format!("{:indent$}{line}", ""))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The columns that a text takes: rustfmt counts wide characters twice.
fn width(text: &str) -> usize {
    text.chars()
        .map(|character| if is_wide(character) { 2 } else { 1 })
        .sum()
}

fn is_wide(character: char) -> bool {
    matches!(character as u32,
        0x1100..=0x115f | 0x2e80..=0x303e | 0x3041..=0x33ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff
        | 0xa000..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60
        | 0xffe0..=0xffe6 | 0x1f300..=0x1f64f | 0x1f900..=0x1f9ff | 0x20000..=0x3fffd)
}

/// A statement: the expression, indented and ended with a semicolon.
#[must_use]
pub fn statement(indent: usize, before: &str, expression: &Expr) -> String {
    assigned(indent, before, expression, ";")
}

/// A field of a struct literal or the like: `name: expression,`.
#[must_use]
pub fn field_value(indent: usize, name: &str, expression: &Expr) -> String {
    assigned(indent, &format!("{name}: "), expression, ",")
}

/// A pattern that takes the fields of a variant.
#[must_use]
pub fn fields_pattern(indent: usize, name: &str, fields: &[&str]) -> String {
    let line = fields.join(", ");
    if width(&line) <= FIELDS {
        return format!("{name} {{ {line} }}");
    }
    let inner = indent + 4;
    let lines: Vec<String> = fields
        .iter()
        .map(|field| format!("{:inner$}{field},", ""))
        .collect();
    format!("{name} {{\n{}\n{:indent$}}}", lines.join("\n"), "")
}

/// A field of a struct: the type goes to the next line where it does not fit.
#[must_use]
pub fn field_type(indent: usize, name: &str, ty: &str) -> String {
    let line = format!("{:indent$}{name}: {ty},", "");
    if width(&line) <= LINE {
        line
    } else {
        format!(
            "{:indent$}{name}:\n{:inner$}{ty},",
            "",
            "",
            inner = indent + 4
        )
    }
}

/// An arm of a match: `pattern => expression,`, in braces where it is too long.
#[must_use]
pub fn arm(indent: usize, pattern: &str, expression: &Expr) -> String {
    let flat = expression.flat();
    if let Some(flat) = &flat {
        let line = format!("{:indent$}{pattern} => {flat},", "");
        if width(&line) <= LINE {
            return line;
        }
        let inner = indent + 4;
        if inner + width(flat) <= LINE {
            return format!(
                "{:indent$}{pattern} => {{\n{:inner$}{flat}\n{:indent$}}}",
                "", "", ""
            );
        }
    }
    let text = expression.at(indent, indent + width(pattern) + 4, 1);
    format!("{:indent$}{pattern} => {text},", "")
}

/// The head of a function up to what follows it, which is ` {` or `;`.
#[must_use]
pub fn signature(
    indent: usize,
    head: &str,
    parameters: &[String],
    result: &Result,
    after: &str,
) -> String {
    let arrow = match result {
        Result::Plain(text) => format!(" -> {text}"),
        Result::Either(good, bad) => format!(" -> Result<{good}, {bad}>"),
    };
    let line = format!(
        "{:indent$}{head}({}){arrow}{after}",
        "",
        parameters.join(", ")
    );
    if width(&line) <= LINE {
        return line;
    }
    let inner = indent + 4;
    let lines: Vec<String> = parameters
        .iter()
        .map(|parameter| format!("{:inner$}{parameter},", ""))
        .collect();
    let start = format!(
        "{:indent$}{head}(\n{}\n{:indent$})",
        "",
        lines.join("\n"),
        ""
    );
    let end = indent + 1 + width(&arrow);
    if end + after.len() <= LINE {
        return format!("{start}{arrow}{after}");
    }
    match result {
        // The brace alone goes to the next line.
        _ if end <= LINE && after == " {" => format!("{start}{arrow}\n{:indent$}{{", ""),
        Result::Either(good, bad) => {
            format!(
                "{start} -> Result<\n{:inner$}{good},\n{:inner$}{bad},\n{:indent$}>{after}",
                "", "", ""
            )
        }
        _ => format!("{start}{arrow}{after}"),
    }
}

/// What a function returns.
#[derive(Debug, Clone)]
pub enum Result {
    Plain(String),
    /// `Result<good, bad>`
    Either(String, String),
}

/// A list of imports from one place, filled as rustfmt fills them.
#[must_use]
pub fn imports(path: &str, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => format!("use {path}::{only};\n"),
        names => {
            let line = format!("use {path}::{{{}}};", names.join(", "));
            if width(&line) <= LINE {
                return format!("{line}\n");
            }
            let items: Vec<Expr> = names.iter().map(|name| word(name.as_str())).collect();
            format!("use {path}::{{\n{}\n}};\n", packed(&items, 4))
        }
    }
}
