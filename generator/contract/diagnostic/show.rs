//! Diagnostics as people read them.
//!
//! ```text
//! error[C205]: `$ref` leads nowhere: `#/components/schemas/Pett`
//!   --> petstore.yaml:12:9
//!    | $ref: '#/components/schemas/Pett'
//!    = at /paths/~1pets/get
//!    = help: did you mean `Pet`?
//! ```

use std::fmt::Write;

use super::{Diagnostic, Severity, visible};
use crate::location::{Place, Position};
use crate::source::Sources;

/// Whether escape sequences colour the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without escape sequences.
    Plain,
    /// With ANSI escape sequences.
    Coloured,
}

/// The longest line of a document that is shown; minified documents are one line.
const EXCERPT: usize = 100;

/// Writes the diagnostics one below the other, an empty line after each.
#[must_use]
pub fn show(diagnostics: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let mut out = String::new();
    let places: Vec<&Place> = diagnostics.iter().map(|problem| &problem.place).collect();
    let located = sources.locate_all(&places);
    let known = diagnostics.iter().zip(located);
    let positions: Vec<Option<Position>> = known
        .map(|(diagnostic, position)| diagnostic.position.or(position))
        .collect();
    let remainders = sources.remainders(&places, &positions);
    for ((diagnostic, position), rest) in diagnostics.iter().zip(positions).zip(remainders) {
        one(
            &mut out,
            diagnostic,
            position.map(|position| (position, rest)),
            sources,
            style,
        );
    }
    out
}

/// Writes one, with its position and the line from there on.
fn one(
    out: &mut String,
    diagnostic: &Diagnostic,
    at: Option<(Position, &str)>,
    sources: &Sources,
    style: Style,
) {
    let (colour, bold, dim, reset) = match (style, diagnostic.severity) {
        (Style::Plain, _) => ("", "", "", ""),
        (Style::Coloured, Severity::Error) => ("\x1b[1;31m", "\x1b[1m", "\x1b[2m", "\x1b[0m"),
        (Style::Coloured, Severity::Warning) => ("\x1b[1;33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"),
        (Style::Coloured, Severity::Note) => ("\x1b[1;36m", "\x1b[1m", "\x1b[2m", "\x1b[0m"),
    };
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "{colour}{}[{}]{reset}{bold}: {}{reset}",
        diagnostic.severity.name(),
        diagnostic.code.id,
        visible(&diagnostic.message)
    );
    if let Some((position, rest)) = at {
        // As one has to write it from where one is, for terminals and editors to find it.
        let file = sources.shown(diagnostic.place.file);
        let _ = writeln!(
            out,
            "  {dim}-->{reset} {}:{}:{}",
            visible(&file),
            position.line,
            position.column
        );
        let excerpt: String = rest.chars().take(EXCERPT).collect();
        if !excerpt.trim().is_empty() {
            let _ = writeln!(out, "   {dim}|{reset} {}", visible(excerpt.trim_end()));
        }
    }
    if !diagnostic.place.pointer.as_str().is_empty() {
        let _ = writeln!(
            out,
            "   {dim}={reset} at {}",
            visible(diagnostic.place.pointer.as_str())
        );
    }
    if let Some(other) = diagnostic.others.first() {
        let places = match diagnostic.others.len() {
            1 => "and at".to_owned(),
            count => format!("and at {count} other places, such as"),
        };
        let file = match other.file == diagnostic.place.file {
            true => String::new(),
            false => sources.shown(other.file),
        };
        let place = format!(
            "{file}{}{}",
            if file.is_empty() { "" } else { "#" },
            other.pointer
        );
        let _ = writeln!(out, "   {dim}={reset} {places} {}", visible(&place));
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "   {dim}={reset} help: {}", visible(help));
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::{Style, show};
    use crate::diagnostic::{Diagnostic, codes};
    use crate::location::{Place, Pointer};
    use crate::source::Sources;

    #[test]
    fn a_problem_is_shown_with_its_line() {
        let mut sources = Sources::default();
        let file = sources
            .add(
                "api.yaml",
                "a:\n  b: \"\u{202e}[2J\"\n".into(),
                &mut Vec::new(),
            )
            .unwrap();
        let place = Place::new(file, Pointer::new("/a/b"));
        let problem =
            Diagnostic::new(&codes::WRONG_TYPE, place, "text, \u{1b}[31m not").help("mend it");
        assert_eq!(
            show(&[problem], &sources, Style::Plain),
            "warning[C202]: text, \\u{1b}[31m not\n  --> api.yaml:2:3\n   | b: \"\\u{202e}[2J\"\n   = at /a/b\n   \
             = help: mend it\n\n"
        );
    }
}
