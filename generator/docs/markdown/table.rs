//! Members as the rows of a table.

use crate::docs::body::BodyView;
use crate::docs::parameters::Arguments;
use crate::docs::schema::{EnumValue, Field, Label, Rule, Shape};
use crate::docs::text::{Md, inline_code};

#[derive(Debug, Default)]
pub struct Table {
    pub title: Option<Md>,
    /// What stands between the title and the table.
    pub words: Vec<Md>,
    pub column: &'static str,
    pub rows: Vec<Row>,
}

#[derive(Debug)]
pub struct Row {
    pub name: Md,
    pub label: Md,
    pub presence: &'static str,
    pub about: Md,
}

impl Table {
    pub fn of_arguments(arguments: &Arguments<'_>) -> Self {
        let mut rows = Vec::new();
        for field in &arguments.rows {
            push_field(field, &mut rows);
        }
        let words = arguments.envelope.as_ref().map(|name| {
            Md::text("Each of these is a member of ")
                .then(&inline_code(name, false))
                .markup(".")
        });
        Self {
            title: Some(Md::text(arguments.title)),
            words: words.into_iter().collect(),
            column: arguments.column,
            rows,
        }
    }

    pub fn of_headers(headers: &[Field<'_>]) -> Self {
        let mut rows = Vec::new();
        for field in headers {
            push_field(field, &mut rows);
        }
        Self {
            column: "Header",
            rows,
            ..Self::default()
        }
    }

    pub fn of_body(body: &BodyView<'_>) -> Self {
        let mut line = Md::text("Body");
        for (index, media) in body.media.iter().enumerate() {
            line = line
                .markup(if index == 0 { " " } else { " or " })
                .then(&inline_code(media, false));
        }
        let label = label(&body.label);
        if !label.is_empty() {
            line = line.markup(": ").then(&label);
        }
        let mut words = vec![line];
        let facts = constraints(&body.rules, &body.values, 0);
        if !facts.is_empty() {
            words.push(facts);
        }
        let mut table = Self::of_shape("Member", &body.shape);
        table.words = words;
        table
    }

    pub fn of_shape(column: &'static str, shape: &Shape<'_>) -> Self {
        let mut rows = Vec::new();
        push_shape(shape, &mut rows);
        Self {
            column,
            rows,
            ..Self::default()
        }
    }
}

fn push_shape(shape: &Shape<'_>, rows: &mut Vec<Row>) {
    for field in &shape.fields {
        push_field(field, rows);
    }
    for all in &shape.alternatives {
        for one in &all.members {
            let mut about = Md::default().markup(all.words).markup(" these");
            if let (Some(name), Some(value)) = (&all.told_by, &one.value) {
                about = about
                    .markup(", where ")
                    .then(&inline_code(name, true))
                    .markup(" is ")
                    .then(&inline_code(value, true));
            }
            if let Some(text) = &one.description {
                about = about.markup(".<br>").then(&text.markdown_line());
            }
            let facts = constraints(&one.rules, &one.values, 0);
            if !facts.is_empty() {
                about = about.markup("<br>").then(&facts);
            }
            rows.push(Row {
                name: Md::default()
                    .markup("*")
                    .then(&Md::cell(&one.title))
                    .markup("*"),
                label: label(&one.label),
                presence: "",
                about,
            });
            if let Some(inner) = &one.shape {
                push_shape(inner, rows);
            }
        }
    }
}

fn push_field(field: &Field<'_>, rows: &mut Vec<Row>) {
    let mut parts = Vec::new();
    if field.deprecated {
        parts.push(Md::text("Deprecated."));
    }
    parts.extend(field.description.as_ref().map(|text| text.markdown_line()));
    if !field.flags.is_empty() {
        parts.push(Md::cell(&field.flags.join(", ")));
    }
    let facts = constraints(&field.rules, &field.values, field.more_values);
    if !facts.is_empty() {
        parts.push(facts);
    }
    if let Some(value) = &field.default {
        parts.push(Md::text("Default ").then(&inline_code(value, true)));
    }
    if let Some(value) = &field.example {
        parts.push(Md::text("Example ").then(&inline_code(value, true)));
    }
    let mut about = Md::default();
    for (index, part) in parts.iter().enumerate() {
        about = about
            .markup(if index == 0 { "" } else { "<br>" })
            .then(part);
    }
    rows.push(Row {
        name: Md::cell(&field.prefix)
            .markup("**")
            .then(&Md::cell(&field.name))
            .markup("**"),
        label: label(&field.label),
        presence: field.presence,
        about,
    });
    if let Some(inner) = &field.inner {
        push_shape(inner, rows);
    }
}

pub fn label(label: &Label) -> Md {
    let mut md = Md::default();
    let mut words: Vec<&str> = Vec::new();
    let flush = |md: Md, words: &mut Vec<&str>| {
        if words.is_empty() {
            return md;
        }
        let code = inline_code(&std::mem::take(words).join(" "), true);
        let gap = if md.is_empty() { "" } else { " " };
        md.markup(gap).then(&code)
    };
    for part in &label.parts {
        match &part.link {
            None => words.push(&part.text),
            Some(link) => {
                md = flush(md, &mut words);
                md = md
                    .markup(" ")
                    .then(&Md::link(&Md::cell(&part.text), &link.href));
            }
        }
    }
    flush(md, &mut words)
}

pub fn constraints(rules: &[Rule], values: &[EnumValue<'_>], more: usize) -> Md {
    let mut md = Md::default();
    for (index, rule) in rules.iter().enumerate() {
        md = md
            .markup(if index == 0 { "" } else { "; " })
            .then(&Md::cell(&rule.words));
        if let Some(code) = &rule.code {
            md = md.markup(" ").then(&inline_code(code, true));
        }
    }
    for (index, value) in values.iter().enumerate() {
        let before = match (index, values.len(), md.is_empty()) {
            (0, 1, true) => "Always ",
            (0, 1, false) => "; always ",
            (0, _, true) => "One of ",
            (0, _, false) => "; one of ",
            _ => ", ",
        };
        md = md.markup(before).then(&inline_code(&value.json, true));
        if let Some(text) = &value.description {
            md = md.markup(" (").then(&text.markdown_line()).markup(")");
        }
    }
    if more > 0 {
        md = md.then(&Md::text(&format!(" and {more} more")));
    }
    md
}
