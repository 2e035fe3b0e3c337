//! Patterns in the syntax of the `regex` crate, which matches them in linear time.
//!
//! Everything whose meaning differs between ECMA-262 and the crate is written out: character classes
//! as their ranges, so that no table of Unicode is needed where they are matched, and word boundaries as
//! those of ASCII. Without flags, `^` and `$` are the ends of the text in both.

use std::fmt::Write;

use regex::RegexBuilder;

use super::class::Class;
use super::tree::Pattern;

/// The most bytes that a compiled pattern takes: the states of a larger one do not all fit into the
/// crate's cache, and without it each character takes a step for every state.
const SIZE: usize = 1 << 16;

/// The same where a text is in one state at a time. Emitted code allows twice as many (`SIZE` in
/// `support/pattern.rs`), so that no other version of the crate refuses what was accepted here.
const STEADY_SIZE: usize = 1 << 21;

/// The most bytes of the cache, as in emitted code.
const CACHE: usize = 1 << 21;

/// A pattern in the syntax of the crate, where it can be said there and is not too large.
pub(super) fn linear(source: &str, pattern: &Pattern) -> Option<String> {
    let mut out = String::new();
    write(pattern, &mut out)?;
    let size = match is_steady(pattern) {
        true => STEADY_SIZE,
        false => SIZE,
    };
    RegexBuilder::new(&out)
        .size_limit(size)
        .dfa_size_limit(CACHE)
        .build()
        .ok()?;
    // As it is written, where that means the same, and needs no tables of Unicode to be read: those are
    // there or not, depending on what else is built.
    let needs_tables =
        |escape: &[u8]| matches!(escape, [b'\\', letter] if b"dDsSwWbBpP".contains(letter));
    let is_same = !source.as_bytes().windows(2).any(needs_tables)
        && matches!(
            (regex_syntax::parse(source), regex_syntax::parse(&out)),
            (Ok(written), Ok(meant)) if written == meant
        );
    Some(match is_same {
        true => source.to_owned(),
        false => out,
    })
}

/// Whether every character of a text leaves one way to go on, as in `^[a-z][0-9]{1,500}$`: the pattern
/// begins at the start and is a row of classes, of which each that is repeated differs from the next.
fn is_steady(pattern: &Pattern) -> bool {
    let Pattern::Concat(parts) = pattern else {
        return false;
    };
    let class = |part: &Pattern| match part {
        Pattern::Set(class) => Some((class.clone(), false)),
        Pattern::Repeat(inner, min, max) => match &**inner {
            Pattern::Set(class) => Some((class.clone(), *max != Some(*min))),
            _ => None,
        },
        _ => None,
    };
    let row = match parts.as_slice() {
        [Pattern::Start, row @ .., Pattern::End] => row,
        _ => return false,
    };
    let classes: Option<Vec<(Class, bool)>> = row.iter().map(class).collect();
    classes.is_some_and(|classes| {
        classes.windows(2).all(|pair| match pair {
            [(one, true), (next, varies)] => !varies && !one.meets(next),
            _ => true,
        })
    })
}

/// Writes a pattern; none where it looks around or refers back.
fn write(pattern: &Pattern, out: &mut String) -> Option<()> {
    match pattern {
        Pattern::Empty => {}
        Pattern::Set(class) => set(class, out),
        Pattern::Start => out.push('^'),
        Pattern::End => out.push('$'),
        Pattern::Boundary(true) => out.push_str(r"(?-u:\b)"),
        Pattern::Boundary(false) => out.push_str(r"(?-u:\B)"),
        Pattern::Concat(parts) => {
            for part in parts {
                match part {
                    Pattern::Either(_) => grouped(part, out)?,
                    _ => write(part, out)?,
                }
            }
        }
        Pattern::Either(options) => {
            for (index, option) in options.iter().enumerate() {
                if index > 0 {
                    out.push('|');
                }
                write(option, out)?;
            }
        }
        Pattern::Repeat(inner, min, max) => {
            match &**inner {
                Pattern::Set(_) | Pattern::Group(..) => write(inner, out)?,
                _ => grouped(inner, out)?,
            }
            // Writing to a string does not fail.
            let _ = match (min, max) {
                (0, None) => write!(out, "*"),
                (1, None) => write!(out, "+"),
                (0, Some(1)) => write!(out, "?"),
                (min, None) => write!(out, "{{{min},}}"),
                (min, Some(max)) if min == max => write!(out, "{{{min}}}"),
                (min, Some(max)) => write!(out, "{{{min},{max}}}"),
            };
        }
        Pattern::Group(_, inner) => {
            out.push('(');
            write(inner, out)?;
            out.push(')');
        }
        Pattern::Reference(_) | Pattern::Around { .. } => return None,
    }
    Some(())
}

fn grouped(pattern: &Pattern, out: &mut String) -> Option<()> {
    out.push_str("(?:");
    write(pattern, out)?;
    out.push(')');
    Some(())
}

fn set(class: &Class, out: &mut String) {
    let inverse = class.negate();
    match (class.ranges(), inverse.ranges()) {
        ([(low, high)], _) if low == high => character(*low, r"\.+*?()|[]{}^$", out),
        (ranges, inverse) if inverse.len() < ranges.len() => bracketed("[^", inverse, out),
        // An empty class is an error to the crate, and so is an empty complement.
        ([], _) => out.push_str(r"[^\x{0}-\x{10FFFF}]"),
        (_, []) => out.push_str(r"[\x{0}-\x{10FFFF}]"),
        (ranges, _) => bracketed("[", ranges, out),
    }
}

fn bracketed(open: &str, ranges: &[(u32, u32)], out: &mut String) {
    const SPECIAL: &str = r"\[]^-&~";
    if ranges.is_empty() {
        return out.push_str(r"[\x{0}-\x{10FFFF}]");
    }
    out.push_str(open);
    for (low, high) in ranges {
        character(*low, SPECIAL, out);
        if high > low {
            if *high > low + 1 {
                out.push('-');
            }
            character(*high, SPECIAL, out);
        }
    }
    out.push(']');
}

fn character(code: u32, special: &str, out: &mut String) {
    match char::from_u32(code).filter(|plain| (' '..='~').contains(plain)) {
        Some(plain) => {
            if special.contains(plain) {
                out.push('\\');
            }
            out.push(plain);
        }
        // Writing to a string does not fail.
        None => drop(write!(out, r"\x{{{code:X}}}")),
    }
}
