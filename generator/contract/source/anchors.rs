//! Anchors of YAML that are defined again: an alias means the last one before it (YAML 1.2.2, section
//! 7.1), and `serde_yaml` takes another one. So each definition is given a name of its own before a
//! text is parsed. What only looks like an anchor, inside of a text, gets its name back afterwards.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value;

/// What is put after a name, before its number. Nobody writes this.
const MARK: &str = "-c7unter-";

/// The text with a name of its own for each anchor, where one is defined again.
pub(super) fn distinct(text: &str) -> Cow<'_, str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, name) in names(text).filter(|(sign, _)| *sign == '&') {
        *counts.entry(name).or_default() += 1;
    }
    if counts.values().all(|count| *count < 2) {
        return Cow::Borrowed(text);
    }
    let start = text.as_ptr().addr();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let (mut out, mut done) = (String::with_capacity(text.len() + 64), 0);
    for (sign, name) in names(text) {
        let number = seen.entry(name).or_default();
        if sign == '&' {
            *number += 1;
        }
        if *number > 1 {
            let end = name.as_ptr().addr() - start + name.len();
            out.push_str(text.get(done..end).unwrap_or_default());
            out.push_str(&format!("{MARK}{number}"));
            done = end;
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// Takes the marks out of texts, where they have no business.
pub(super) fn clean(value: &mut Value) {
    match value {
        Value::String(text) if text.contains(MARK) => *text = cleaned(text),
        Value::Array(items) => items.iter_mut().for_each(clean),
        Value::Object(members) => {
            members.values_mut().for_each(clean);
            if members.keys().any(|name| name.contains(MARK)) {
                let all = std::mem::take(members).into_iter();
                *members = all.map(|(name, value)| (cleaned(&name), value)).collect();
            }
        }
        _ => {}
    }
}

fn cleaned(text: &str) -> String {
    let mut pieces = text.split(MARK);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str(piece.trim_start_matches(|digit: char| digit.is_ascii_digit()));
    }
    out
}

/// What looks like anchors (`&`) and aliases (`*`), in order.
fn names(text: &str) -> impl Iterator<Item = (char, &str)> {
    text.match_indices(['&', '*']).filter_map(|(at, sign)| {
        let before = text.get(..at)?.chars().next_back();
        let begins = before.is_none_or(|before| before.is_whitespace() || "[{,".contains(before));
        let rest = text.get(at + 1..)?;
        let is_name =
            |character: char| character.is_ascii_alphanumeric() || "_-".contains(character);
        let name = rest.get(
            ..rest
                .find(|character| !is_name(character))
                .unwrap_or(rest.len()),
        )?;
        let after = rest.get(name.len()..)?.chars().next();
        let ends = after.is_none_or(|after| after.is_whitespace() || ",]}".contains(after));
        (begins && ends && !name.is_empty()).then_some((sign.chars().next()?, name))
    })
}
