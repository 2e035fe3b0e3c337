//! Fields as the rows of a table.

use crate::docs::body::BodyView;
use crate::docs::parameters::FieldTable;
use crate::docs::schema::{Constraint, EnumValue, Field, Label, Structure};
use crate::docs::text::{Md, inline_code};

#[derive(Debug, Default)]
pub struct Table {
    pub title: Option<Md>,
    /// Text between the title and the rows.
    pub paragraphs: Vec<Md>,
    pub column: &'static str,
    pub rows: Vec<Row>,
}

#[derive(Debug)]
pub struct Row {
    pub name: Md,
    pub label: Md,
    pub presence: &'static str,
    pub description: Md,
}

impl Table {
    pub fn of_fields(table: &FieldTable<'_>) -> Self {
        let mut rows = Vec::new();
        for field in &table.rows {
            push_field(field, &mut rows);
        }
        push_structure(&table.rest, &mut rows);
        let envelope = table.envelope.as_ref().map(|name| {
            Md::text("Properties of the object ")
                .then(&inline_code(name, false))
                .markup(":")
        });
        Self {
            title: Some(Md::text(table.title)),
            paragraphs: envelope.into_iter().collect(),
            column: table.column,
            rows,
        }
    }

    pub fn of_headers(headers: &[Field<'_>]) -> Self {
        let mut rows = Vec::new();
        for field in headers {
            push_field(field, &mut rows);
        }
        Self {
            paragraphs: vec![Md::text("Response headers:")],
            column: "Header",
            rows,
            ..Self::default()
        }
    }

    pub fn of_body(title: &str, body: &BodyView<'_>) -> Self {
        let mut line = Md::text(title);
        for (index, media) in body.media.iter().enumerate() {
            line = line
                .markup(if index == 0 { " " } else { " or " })
                .then(&inline_code(media, false));
        }
        let label = label(&body.label);
        if !label.is_empty() {
            line = line.markup(": ").then(&label);
        }
        let mut paragraphs = vec![line];
        let constraints = constraints(&body.constraints, &body.values, 0);
        if !constraints.is_empty() {
            paragraphs.push(constraints);
        }
        Self {
            paragraphs,
            ..Self::of_structure(&body.structure)
        }
    }

    pub fn of_structure(structure: &Structure<'_>) -> Self {
        let mut rows = Vec::new();
        push_structure(structure, &mut rows);
        Self {
            column: "Property",
            rows,
            ..Self::default()
        }
    }
}

fn push_structure(structure: &Structure<'_>, rows: &mut Vec<Row>) {
    for field in &structure.fields {
        push_field(field, rows);
    }
    for combination in &structure.combinations {
        for branch in &combination.branches {
            let mut description = Md::default().markup(combination.title).markup(" these");
            if let (Some(name), Some(value)) =
                (&combination.discriminator, &branch.discriminator_value)
            {
                description = description
                    .markup(", where ")
                    .then(&inline_code(name, true))
                    .markup(" is ")
                    .then(&inline_code(value, true));
            }
            if let Some(text) = &branch.description {
                description = description.markup(".<br>").then(&text.markdown_line());
            }
            let constraints = constraints(&branch.constraints, &branch.values, 0);
            if !constraints.is_empty() {
                description = description.markup("<br>").then(&constraints);
            }
            rows.push(Row {
                name: Md::default()
                    .markup("*")
                    .then(&Md::cell(&branch.title))
                    .markup("*"),
                label: label(&branch.label),
                presence: "",
                description,
            });
            if let Some(inner) = &branch.structure {
                push_structure(inner, rows);
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
    let constraints = constraints(&field.constraints, &field.values, field.more_values);
    if !constraints.is_empty() {
        parts.push(constraints);
    }
    if let Some(value) = &field.default {
        parts.push(Md::text("Default ").then(&inline_code(value, true)));
    }
    if let Some(value) = &field.example {
        parts.push(Md::text("Example ").then(&inline_code(value, true)));
    }
    let mut description = Md::default();
    for (index, part) in parts.iter().enumerate() {
        description = description
            .markup(if index == 0 { "" } else { "<br>" })
            .then(part);
    }
    rows.push(Row {
        name: Md::cell(&field.prefix)
            .markup("**")
            .then(&Md::cell(&field.name))
            .markup("**"),
        label: label(&field.label),
        presence: if field.required {
            "Required"
        } else {
            "Optional"
        },
        description,
    });
    if let Some(inner) = &field.inner {
        push_structure(inner, rows);
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

pub fn constraints(constraints: &[Constraint], values: &[EnumValue<'_>], more: usize) -> Md {
    let mut md = Md::default();
    for (index, constraint) in constraints.iter().enumerate() {
        md = md
            .markup(if index == 0 { "" } else { "; " })
            .then(&Md::cell(&constraint.text));
        if let Some(code) = &constraint.code {
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
