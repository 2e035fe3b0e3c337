//! `use` declarations.

use std::cmp::Ordering;

use super::order::version_order;
use super::{LINE, TAB, new_line, width};

/// Declarations that stand together, in rustfmt's order.
#[derive(Debug, Default)]
pub struct Imports(Vec<Import>);

#[derive(Debug)]
struct Import {
    /// What stands before the declaration: attributes on lines of their own, and `pub `.
    before: String,
    path: String,
    names: Vec<String>,
}

impl Imports {
    /// Imports names from a path; `*` is all of them.
    pub fn add<T: Into<String>>(&mut self, path: &str, names: impl IntoIterator<Item = T>) {
        self.add_with("", path, names);
    }

    /// The same, with attributes or a visibility before it.
    pub fn add_with<T: Into<String>>(
        &mut self,
        before: &str,
        path: &str,
        names: impl IntoIterator<Item = T>,
    ) {
        let mut names: Vec<String> = names.into_iter().map(Into::into).collect();
        names.sort_by(|left, right| name_order(left, right));
        names.dedup();
        if !names.is_empty() {
            self.0.push(Import {
                before: before.to_owned(),
                path: path.to_owned(),
                names,
            });
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The declarations, a line or more for each.
    #[must_use]
    pub fn write(mut self) -> String {
        self.0.sort_by(Import::order);
        self.0.iter().map(Import::write).collect()
    }
}

/// A declaration of its own.
#[must_use]
pub fn imports(path: &str, names: &[String]) -> String {
    let mut all = Imports::default();
    all.add(path, names.iter().map(String::as_str));
    all.write()
}

impl Import {
    fn segments(&self) -> impl Iterator<Item = &str> {
        let last = match self.names.as_slice() {
            [only] => only.as_str(),
            _ => "{}",
        };
        self.path.split("::").chain([last])
    }

    fn order(&self, other: &Self) -> Ordering {
        let mut ours = self.segments();
        let mut theirs = other.segments();
        loop {
            let order = match (ours.next(), theirs.next()) {
                (None, None) => break self.names.iter().cmp(&other.names),
                (None, Some(_)) => Ordering::Less,
                (Some(_), None) => Ordering::Greater,
                (Some(one), Some(other)) => name_order(one, other),
            };
            if order != Ordering::Equal {
                break order;
            }
        }
    }

    fn write(&self) -> String {
        let Self {
            before,
            path,
            names,
        } = self;
        if let [only] = names.as_slice() {
            return format!("{before}use {path}::{only};\n");
        }
        let line = format!("use {path}::{{{}}};", names.join(", "));
        let visibility = width(before.lines().last().unwrap_or_default());
        if visibility + width(&line) + 2 <= LINE {
            return format!("{before}{line}\n");
        }
        let mut out = format!("{before}use {path}::{{");
        let mut column = LINE;
        let mut lines = 0;
        for (index, name) in names.iter().enumerate() {
            // rustfmt does not count the last comma before it has broken the list.
            let uncounted = usize::from(index + 1 == names.len() && lines == 1);
            let needed = width(name) + 1;
            if column + 1 + needed - uncounted >= LINE {
                new_line(&mut out, TAB);
                column = TAB;
                lines += 1;
            } else {
                out.push(' ');
                column += 1;
            }
            out.push_str(name);
            out.push(',');
            column += needed;
        }
        out.push_str("\n};\n");
        out
    }
}

/// `self`, `super` and `crate` before names, names before `*`, and lists last.
fn name_order(left: &str, right: &str) -> Ordering {
    let class = |name: &str| match name {
        "self" => 0,
        "super" => 1,
        "crate" => 2,
        "*" => 4,
        "{}" => 5,
        _ => 3,
    };
    class(left).cmp(&class(right)).then_with(|| {
        version_order(
            left.trim_start_matches("r#"),
            right.trim_start_matches("r#"),
        )
    })
}
