//! The names that a template's code has itself: its arguments and variables. What comes from a
//! contract gets another name beside them, so that whoever renames a variable edits the template
//! and nothing else.

use std::borrow::Cow;

use crate::rust::Ident;

/// Names that clippy takes for placeholders (`disallowed_names`).
const PLACEHOLDERS: &[&str] = &["baz", "foo", "quux"];

/// A name of the contract's as that of a variable.
pub(super) fn binding(name: &Ident) -> Cow<'_, Ident> {
    name.beside(PLACEHOLDERS)
}

/// The names that the code of one template has.
pub(super) struct Locals(Vec<&'static str>);

impl Locals {
    /// Finds what a template binds: by `let`, or as an argument on a line of its own.
    pub fn of(template: &'static str) -> Self {
        let mut names: Vec<&str> = Vec::new();
        for line in template.lines().map(str::trim_start) {
            let bound = match line.strip_prefix("let ") {
                Some(rest) => rest.split(['=', ':']).next().unwrap_or_default(),
                None => argument(line).unwrap_or_default(),
            };
            // What comes from the view is none of the template's own names.
            if bound.contains("{{") {
                continue;
            }
            let words = bound.split(|character: char| !is_part(character));
            names.extend(words.filter(|word| !matches!(*word, "" | "_" | "mut")));
        }
        names.sort_unstable();
        names.dedup();
        Self(names)
    }

    /// A name of the contract's that may stand beside them.
    pub fn beside<'a>(&self, name: &'a Ident) -> Cow<'a, Ident> {
        match PLACEHOLDERS.contains(&name.bare()) {
            true => binding(name),
            false => name.beside(&self.0),
        }
    }
}

fn argument(line: &str) -> Option<&str> {
    let (name, ty) = line.split_once(':')?;
    (ty.starts_with(' ') && name.chars().all(is_part)).then_some(name)
}

fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::Locals;

    #[test]
    fn what_a_template_binds_is_found() {
        let template = "fn f(\n    options: &Options,\n    {{ a }}: u8,\n) {\n    let (head, _) = x();\n    \
                        let mut call: u8 = 1;\n    let {{ b }} = 2;\n    pub docs: u8,\n    a::b();\n{%- let view = 1 %}";
        let Locals(names) = Locals::of(template);
        assert_eq!(names, ["call", "head", "options"]);
    }
}
