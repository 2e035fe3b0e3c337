//! Statements, arms of a match, and other places that expressions stand in.

use super::expr::write_field;
use super::{
    Expr, FIELDS, LINE, Spot, TAB, all_fit, first_line, new_line, prefers_next_line, width,
};

/// Something behind `before`: on the same line, or below it where rustfmt likes that better.
fn assigned(out: &mut String, indent: usize, before: &str, value: &Expr, after: usize) {
    out.push_str(before);
    let spot = Spot {
        indent,
        before: indent + width(before),
        after,
    };
    if value.fits(spot) {
        value.write(out, spot);
        return;
    }
    let below = Spot::line(indent + TAB, after);
    let next = value.at(below.indent, below.before, after);
    let same = value.at(spot.indent, spot.before, spot.after);
    let begins = value.begins(spot);
    let stays = begins && all_fit(&same, spot.before, after);
    let moves = all_fit(&next, below.before, after)
        || !begins && value.begins(below) && next.contains('\n');
    if moves && (!stays || prefers_next_line(&same, &next)) {
        out.truncate(out.trim_end().len());
        new_line(out, below.indent);
        out.push_str(&next);
    } else {
        out.push_str(&same);
    }
}

/// A statement: `before` and the expression, indented and ended with a semicolon.
#[must_use]
pub fn statement(indent: usize, before: &str, expression: &Expr) -> String {
    let mut out = " ".repeat(indent);
    if before.is_empty() {
        expression.write(&mut out, Spot::line(indent, 1));
    } else {
        assigned(&mut out, indent, before, expression, 1);
    }
    out.push(';');
    out
}

/// A field of a struct literal: `name: expression,`.
#[must_use]
pub fn field_value(indent: usize, name: &str, value: &Expr) -> String {
    let mut out = " ".repeat(indent);
    out.push_str(name);
    write_field(&mut out, indent, width(name), value);
    out.push(',');
    out
}

/// A constant: `static NAME: Type = value;`, its type on the next line where the name is long.
#[must_use]
pub fn constant(name: &str, ty: &str, value: &Expr) -> String {
    let before = format!("{name}: {ty} = ");
    let mut out = String::new();
    if width(&before) - 1 <= LINE {
        assigned(&mut out, 0, &before, value, 1);
    } else {
        out.push_str(name);
        out.push_str(":\n    ");
        assigned(&mut out, 0, &format!("{ty} = "), value, 1);
    }
    out.push(';');
    out
}

/// A pattern that takes the fields of a variant.
#[must_use]
pub fn fields_pattern(indent: usize, name: &str, fields: &[&str]) -> String {
    let line = fields.join(", ");
    if width(&line) <= FIELDS {
        return format!("{name} {{ {line} }}");
    }
    let mut out = format!("{name} {{");
    for field in fields {
        new_line(&mut out, indent + TAB);
        out.push_str(field);
        out.push(',');
    }
    new_line(&mut out, indent);
    out.push('}');
    out
}

/// An arm of a match: `pattern => expression,`, in braces where it is too long.
#[must_use]
pub fn arm(indent: usize, pattern: &str, expression: &Expr) -> String {
    let mut out = " ".repeat(indent);
    match pattern.split_once('(') {
        // Behind it, the brace of a block has to fit, too.
        Some((head, fields))
            if !pattern.contains(['\n', '"']) && indent + width(pattern) + 5 > LINE =>
        {
            out.push_str(head);
            out.push('(');
            new_line(&mut out, indent + TAB);
            out.push_str(fields.strip_suffix(')').unwrap_or(fields));
            out.push(',');
            new_line(&mut out, indent);
            out.push(')');
        }
        _ => out.push_str(pattern),
    }
    out.push_str(" => ");
    let last = out.lines().last().unwrap_or_default();
    let spot = Spot {
        indent,
        before: width(last),
        after: 1,
    };
    let same = expression.at(spot.indent, spot.before, spot.after);
    if !same.contains('\n') && spot.fits(width(&same)) {
        out.push_str(&same);
        out.push(',');
        return out;
    }
    let below = Spot::line(indent + TAB, 0);
    let next = expression.at(below.indent, below.before, below.after);
    let begins = spot.fits(first_line(&same));
    if !begins || all_fit(&next, below.before, 0) && prefers_next_line(&same, &next) {
        out.push('{');
        new_line(&mut out, below.indent);
        out.push_str(&next);
        new_line(&mut out, indent);
        out.push('}');
    } else {
        out.push_str(&same);
        out.push(',');
    }
    out
}

/// `if condition { statement; }`, over several lines.
#[must_use]
pub fn condition(indent: usize, condition: &Expr, statement: &str) -> String {
    let mut out = " ".repeat(indent);
    out.push_str("if ");
    let spot = Spot {
        indent,
        before: indent + 3,
        after: 0,
    };
    let text = condition.at(spot.indent, spot.before, spot.after);
    out.push_str(&text);
    // Only what closes may stand before the brace.
    let last = text.lines().last().unwrap_or_default();
    let closes = last
        .chars()
        .all(|one| one.is_whitespace() || ")]}?>".contains(one));
    let own_line = match text.contains('\n') {
        true => !closes,
        false => width(&out) + 2 > LINE,
    };
    if own_line {
        new_line(&mut out, indent);
        out.push('{');
    } else {
        out.push_str(" {");
    }
    new_line(&mut out, indent + TAB);
    out.push_str(statement);
    out.push(';');
    new_line(&mut out, indent);
    out.push('}');
    out
}
