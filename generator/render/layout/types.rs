//! Types, and what declares them.

use super::{LINE, PARTS, Spot, TAB, VARIANT, all_fit, new_line, prefers_next_line, width};

/// A type, its generic arguments on lines of their own where they do not fit.
pub(super) fn write_type(out: &mut String, ty: &str, spot: Spot) {
    let brackets = ty.find('<').zip(ty.rfind('>'));
    match brackets {
        Some((open, close)) if !spot.fits(width(ty)) && open < close => {
            out.push_str(&ty[..=open]);
            let inner = spot.indent + TAB;
            for argument in arguments(&ty[open + 1..close]) {
                new_line(out, inner);
                write_type(out, argument, Spot::line(inner, 1));
                out.push(',');
            }
            new_line(out, spot.indent);
            out.push_str(&ty[close..]);
        }
        _ => out.push_str(ty),
    }
}

/// The parts of a list of generic arguments.
fn arguments(list: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut start = 0;
    let mut parts = Vec::new();
    for (at, character) in list.char_indices() {
        match character {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(list[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(list[start..].trim());
    parts
}

fn type_at(ty: &str, spot: Spot) -> String {
    let mut out = String::new();
    write_type(&mut out, ty, spot);
    out
}

/// A field of a struct: `name: type,`.
#[must_use]
pub fn field_type(indent: usize, name: &str, ty: &str) -> String {
    let mut out = " ".repeat(indent);
    out.push_str(name);
    out.push(':');
    assigned(&mut out, indent, ty, 1);
    out.push(',');
    out
}

/// `pub type Name = type;`
#[must_use]
pub fn type_alias(name: &str, ty: &str) -> String {
    let mut out = format!("pub type {name} =");
    let below = Spot::line(TAB, 1);
    let fits = |line: &str| width(line) <= LINE;
    let broken = type_at(
        ty,
        Spot {
            indent: 0,
            before: width(&out) + 1,
            after: 1,
        },
    );
    if below.fits(width(ty)) || broken.lines().all(fits) {
        assigned(&mut out, 0, ty, 1);
    } else {
        // What does not fit either way stays whole.
        new_line(&mut out, below.indent);
        out.push_str(ty);
    }
    out.push(';');
    out
}

/// A type behind a space, or on the next line where rustfmt likes that better.
fn assigned(out: &mut String, indent: usize, ty: &str, after: usize) {
    let line = out.lines().last().unwrap_or_default();
    let spot = Spot {
        indent,
        before: width(line) + 1,
        after,
    };
    let below = Spot::line(indent + TAB, after);
    let same = type_at(ty, spot);
    let next = type_at(ty, below);
    let stays = all_fit(&same, spot.before, after);
    let moves = all_fit(&next, below.before, after);
    let flat = stays && !same.contains('\n');
    if moves && !flat && (!stays || prefers_next_line(&same, &next)) {
        new_line(out, below.indent);
        out.push_str(&next);
    } else {
        out.push(' ');
        out.push_str(&same);
    }
}

/// A variant of an enum that holds values: `Name(types),`.
#[must_use]
pub fn variant(indent: usize, name: &str, types: &[&str]) -> String {
    let line = types.join(", ");
    let mut out = " ".repeat(indent);
    out.push_str(name);
    out.push('(');
    let short = types.len() < 2 || width(&line) <= PARTS;
    if short && width(&out) + width(&line) + 2 <= LINE {
        out.push_str(&line);
    } else {
        for ty in types {
            new_line(&mut out, indent + TAB);
            write_type(&mut out, ty, Spot::line(indent + TAB, 1));
            out.push(',');
        }
        new_line(&mut out, indent);
    }
    out.push_str("),");
    out
}

/// A variant of an enum that has fields: their comments, names and types.
#[must_use]
pub fn fields_variant(indent: usize, name: &str, fields: &[(String, String, String)]) -> String {
    let mut out = " ".repeat(indent);
    out.push_str(name);
    let flat: Vec<String> = fields
        .iter()
        .map(|(_, name, ty)| format!("{name}: {ty}"))
        .collect();
    let flat = flat.join(", ");
    let silent = fields.iter().all(|(docs, ..)| docs.is_empty());
    if silent && width(&flat) <= VARIANT && width(&out) + width(&flat) + 6 <= LINE {
        out.push_str(&format!(" {{ {flat} }},"));
        return out;
    }
    out.push_str(" {\n");
    for (docs, name, ty) in fields {
        out.push_str(docs);
        out.push_str(&field_type(indent + TAB, name, ty));
        out.push('\n');
    }
    out.extend(std::iter::repeat_n(' ', indent));
    out.push_str("},");
    out
}
