//! What a change does to code that is already written, as reports show it.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::impact::{CodeChange, Impact};
use counterpart_contract::diagnostic::visible;

/// The changes to code, part by part.
#[derive(Debug)]
#[non_exhaustive]
pub struct ImpactView {
    /// `Rust code written against the generated crate`
    pub title: String,
    /// `major`, `minor` or `patch`.
    pub bump: &'static str,
    /// What the change asks of the package's version.
    pub advice: Option<String>,
    /// The changes, part by part.
    pub parts: Vec<PartView>,
}

/// The changes of one part of the generated code.
#[derive(Debug)]
#[non_exhaustive]
pub struct PartView {
    /// `models`, `client` or `server`.
    pub name: &'static str,
    /// `major`, `minor` or `patch`.
    pub bump: &'static str,
    /// The changes, those first that matter most.
    pub lines: Vec<LineView>,
    /// Changes that are not shown, for lack of limits.
    pub hidden: usize,
}

/// One change.
#[derive(Debug)]
#[non_exhaustive]
pub struct LineView {
    /// `major`, `minor` or `patch`.
    pub bump: &'static str,
    /// What has become of the item, in words.
    pub kind: &'static str,
    /// The item, such as `method client::Client::list_pets`.
    pub item: String,
    /// The item as it was.
    pub was: Option<String>,
    /// The item as it is now.
    pub now: Option<String>,
    /// What there is to do, or what else goes with it.
    pub note: Option<String>,
}

/// The view of at most so many changes; what matters most comes first.
pub(super) fn view(impact: &Impact, most: usize) -> ImpactView {
    let mut left = most;
    let mut parts: Vec<&'static str> = Vec::new();
    for change in &impact.changes {
        if !parts.contains(&change.part) {
            parts.push(change.part);
        }
    }
    let parts = parts
        .into_iter()
        .map(|name| {
            let own = impact.changes.iter().filter(|change| change.part == name);
            let mut own: Vec<&CodeChange> = own.collect();
            own.sort_by_key(|change| std::cmp::Reverse(change.bump));
            let lines: Vec<LineView> = own.iter().take(left).map(|change| line(change)).collect();
            left -= lines.len();
            PartView {
                name,
                bump: impact.of_part(name).name(),
                hidden: own.len() - lines.len(),
                lines,
            }
        })
        .collect();
    ImpactView {
        title: format!(
            "{} code written against the generated crate",
            impact.language
        ),
        bump: impact.bump().name(),
        advice: advice(impact),
        parts,
    }
}

fn line(change: &CodeChange) -> LineView {
    LineView {
        bump: change.bump.name(),
        kind: change.kind.name(),
        item: change.item.clone(),
        was: change.was.clone(),
        now: change.now.clone(),
        note: change.note.clone(),
    }
}

fn advice(impact: &Impact) -> Option<String> {
    let advice = &impact.advice;
    let needed = advice.needed.as_ref()?;
    Some(if advice.fits {
        format!(
            "The crate goes from {} to {}, which fits.",
            advice.base, advice.head
        )
    } else {
        format!(
            "The crate has the contract's version, {}, and was {}; it needs {needed}.",
            advice.head, advice.base
        )
    })
}

pub(super) fn text(impact: &Impact, bold: [&str; 2]) -> String {
    /// Changes that a terminal is shown.
    const LISTED: usize = 80;
    let view = view(impact, LISTED);
    let [start, end] = bold;
    let mut out = format!("\n{start}{}: {}{end}\n", view.title, view.bump);
    for part in &view.parts {
        let _ = writeln!(out, "  {}: {}", part.name, part.bump);
        for line in &part.lines {
            let _ = write!(out, "    {} {}", line.kind, visible(&line.item));
            match (&line.was, &line.now) {
                (Some(was), Some(now)) => {
                    let _ = write!(out, "\n        was {}", visible(was));
                    let _ = write!(out, "\n        now {}", visible(now));
                }
                (Some(only), None) | (None, Some(only)) => {
                    let _ = write!(out, ": {}", visible(only));
                }
                (None, None) => {}
            }
            if let Some(note) = &line.note {
                let _ = write!(out, " ({})", visible(note));
            }
            out.push('\n');
        }
        if part.hidden > 0 {
            let _ = writeln!(out, "    and {} more", part.hidden);
        }
    }
    if let Some(advice) = &view.advice {
        let _ = writeln!(out, "  {}", visible(advice));
    }
    out
}

pub(super) fn json(impact: &Impact) -> Value {
    let changes: Vec<Value> = impact.changes.iter().map(change).collect();
    json!({
        "language": impact.language,
        "bump": impact.bump().name(),
        "needed": impact.advice.needed,
        "fits": impact.advice.fits,
        "changes": changes,
    })
}

fn change(change: &CodeChange) -> Value {
    let mut out = Map::new();
    let optional = |text: &Option<String>| text.clone().map(Value::from);
    for (key, value) in [
        ("part", Some(change.part.into())),
        ("change", Some(change.kind.name().into())),
        ("bump", Some(change.bump.name().into())),
        ("item", Some(change.item.clone().into())),
        ("was", optional(&change.was)),
        ("now", optional(&change.now)),
        ("note", optional(&change.note)),
    ] {
        if let Some(value) = value {
            out.insert(key.to_owned(), value);
        }
    }
    Value::Object(out)
}
