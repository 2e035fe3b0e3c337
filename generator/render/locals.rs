//! The local names of a template: its arguments and variables. A name from the contract that
//! collides with one of them is changed, so that renaming a variable only requires editing the
//! template.

use std::borrow::Cow;

use crate::rust::Ident;

/// Placeholder names that clippy rejects (`disallowed_names`).
const PLACEHOLDERS: &[&str] = &["baz", "foo", "quux"];

/// Returns a name of the contract as a variable name.
pub(super) fn binding(name: &Ident) -> Cow<'_, Ident> {
    name.beside(PLACEHOLDERS)
}

/// The local names of one template.
pub(super) struct Locals(Vec<&'static str>);

impl Locals {
    /// Collects the names that a template binds, by `let` or as an argument on a line of its own.
    pub fn of(template: &'static str) -> Self {
        let mut names: Vec<&str> = Vec::new();
        for line in template.lines().map(str::trim_start) {
            let bound = match line.strip_prefix("let ") {
                Some(rest) => rest.split(['=', ':']).next().unwrap_or_default(),
                None => argument(line).unwrap_or_default(),
            };
            // Names inserted by the view are not the template's own.
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

    /// Adds names that the template binds in another way.
    pub fn and(mut self, names: &[&'static str]) -> Self {
        self.0.extend(names);
        self.0.sort_unstable();
        self
    }

    /// Adds the functions that the template calls, because a variable of the same name would shadow
    /// them.
    pub fn and_called(mut self, template: &'static str) -> Self {
        for text in outside_tags(template) {
            let calls = text.match_indices('(').map(|(at, _)| text.split_at(at).0);
            self.0.extend(calls.filter_map(called));
        }
        self.0.sort_unstable();
        self.0.dedup();
        self
    }

    /// Returns a variable name for a name of the contract that does not collide.
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

/// Returns the text of a template outside its tags.
fn outside_tags(template: &'static str) -> impl Iterator<Item = &'static str> {
    let mut parts = template.split('{');
    let first = parts.next();
    // A brace of Rust code is not followed by the end of a tag.
    let behind = parts.map(|part| {
        let end = match part.chars().next() {
            Some('%') => "%}",
            Some('#') => "#}",
            _ => "}}",
        };
        part.split_once(end).map_or(part, |(_, text)| text)
    });
    first.into_iter().chain(behind)
}

/// Returns the function whose name a text ends with, except for associated functions and paths.
fn called(text: &'static str) -> Option<&'static str> {
    let (before, name) = match text.rfind(|character: char| !is_part(character)) {
        Some(at) => (text.get(..=at)?, text.get(at + 1..)?),
        None => ("", text),
    };
    let is_function = name.starts_with(|first: char| first.is_ascii_lowercase());
    (is_function && !before.ends_with(['.', ':'])).then_some(name)
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

    #[test]
    fn the_functions_that_a_template_calls_are_found() {
        let template = "{# a(b) #}\nmatch c {\n    {% if d(e) %}\n    A(f) => { g(&h.i(), J::k())?; }\n    \
                        {{ l(m) }}\n    n({{ o }})\n}\n";
        let Locals(names) = Locals(Vec::new()).and_called(template);
        assert_eq!(names, ["g", "n"]);
    }
}
