//! The template parts of pages.

use std::borrow::Borrow;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::docs::body::{BodyView, ExampleView, RequestBodyView};
use crate::docs::parameters::FieldTable;
use crate::docs::response::ResponseView;
use crate::docs::schema::{Constraint, EnumValue, Field, Label, Structure};
use crate::docs::text::Html;

impl HtmlSafe for Html {}

/// The deepest heading level of HTML, minus the two levels that a part adds.
const DEEPEST: u8 = 4;

/// The parts that every template can use.
pub trait Partials {
    /// Returns text with break opportunities in long words.
    fn breakable(&self, text: &str) -> Html {
        Html::breakable(text)
    }

    fn label<'a>(&self, label: &'a Label) -> LabelPart<'a> {
        LabelPart { label }
    }

    /// Renders the description of a field and everything below it.
    fn field<'a>(&self, field: &'a Field<'a>) -> FieldPart<'a> {
        FieldPart { field }
    }

    /// Renders a field as a list item.
    fn item<'a>(&self, field: &'a Field<'a>) -> ItemPart<'a> {
        ItemPart { field }
    }

    fn constraints<'a>(
        &self,
        constraints: &'a [Constraint],
        values: &'a [EnumValue<'a>],
        more: impl Borrow<usize>,
    ) -> ConstraintsPart<'a> {
        ConstraintsPart {
            constraints,
            values,
            more: *more.borrow(),
            described: values.iter().any(|value| value.description.is_some()),
        }
    }

    fn structure<'a>(&self, structure: &'a Structure<'a>) -> StructurePart<'a> {
        StructurePart { structure }
    }

    fn body<'a>(&self, body: &'a BodyView<'a>) -> BodyPart<'a> {
        BodyPart { body }
    }

    fn table<'a>(&self, table: &'a FieldTable<'a>) -> TablePart<'a> {
        TablePart { table }
    }

    fn parameters<'a>(
        &self,
        tables: &'a [FieldTable<'a>],
        level: impl Borrow<u8>,
    ) -> ParametersPart<'a> {
        ParametersPart {
            tables,
            level: (*level.borrow()).min(DEEPEST),
        }
    }

    fn request_body<'a>(
        &self,
        body: &'a RequestBodyView<'a>,
        level: impl Borrow<u8>,
    ) -> RequestBodyPart<'a> {
        RequestBodyPart {
            body,
            level: (*level.borrow()).min(DEEPEST),
        }
    }

    fn response<'a>(
        &self,
        response: &'a ResponseView<'a>,
        level: impl Borrow<u8>,
    ) -> ResponsePart<'a> {
        ResponsePart {
            response,
            level: (*level.borrow()).min(DEEPEST),
        }
    }

    fn examples<'a>(
        &self,
        examples: &'a [ExampleView<'a>],
        level: impl Borrow<u8>,
    ) -> ExamplesPart<'a> {
        ExamplesPart {
            examples,
            level: (*level.borrow()).min(DEEPEST),
        }
    }
}

/// Marks a part as rendered by an HTML template, so that others do not escape it.
macro_rules! parts {
    ($($part:ident),* $(,)?) => {
        $(
            impl Partials for $part<'_> {}
            impl HtmlSafe for $part<'_> {}
        )*
    };
}

parts!(
    LabelPart,
    FieldPart,
    ItemPart,
    ConstraintsPart,
    StructurePart,
    BodyPart,
    TablePart,
    ParametersPart,
    RequestBodyPart,
    ResponsePart,
    ExamplesPart,
);

#[derive(Template)]
#[template(path = "docs/html/label.html")]
pub struct LabelPart<'a> {
    label: &'a Label,
}

#[derive(Template)]
#[template(path = "docs/html/field.html")]
pub struct FieldPart<'a> {
    field: &'a Field<'a>,
}

#[derive(Template)]
#[template(path = "docs/html/item.html")]
pub struct ItemPart<'a> {
    field: &'a Field<'a>,
}

#[derive(Template)]
#[template(path = "docs/html/constraints.html")]
pub struct ConstraintsPart<'a> {
    constraints: &'a [Constraint],
    values: &'a [EnumValue<'a>],
    more: usize,
    described: bool,
}

#[derive(Template)]
#[template(path = "docs/html/structure.html")]
pub struct StructurePart<'a> {
    structure: &'a Structure<'a>,
}

#[derive(Template)]
#[template(path = "docs/html/body.html")]
pub struct BodyPart<'a> {
    body: &'a BodyView<'a>,
}

#[derive(Template)]
#[template(path = "docs/html/table.html")]
pub struct TablePart<'a> {
    table: &'a FieldTable<'a>,
}

#[derive(Template)]
#[template(path = "docs/html/parameters.html")]
pub struct ParametersPart<'a> {
    tables: &'a [FieldTable<'a>],
    level: u8,
}

#[derive(Template)]
#[template(path = "docs/html/request_body.html")]
pub struct RequestBodyPart<'a> {
    body: &'a RequestBodyView<'a>,
    level: u8,
}

#[derive(Template)]
#[template(path = "docs/html/response.html")]
pub struct ResponsePart<'a> {
    response: &'a ResponseView<'a>,
    level: u8,
}

#[derive(Template)]
#[template(path = "docs/html/examples.html")]
pub struct ExamplesPart<'a> {
    examples: &'a [ExampleView<'a>],
    level: u8,
}
