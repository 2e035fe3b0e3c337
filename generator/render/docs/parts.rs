//! The pieces that pages are put together from.

use std::borrow::Borrow;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::docs::body::{BodyView, ExampleView};
use crate::docs::operation::BodyWords;
use crate::docs::parameters::Arguments;
use crate::docs::response::AnswerView;
use crate::docs::schema::{EnumValue, Field, Label, Rule, Shape};
use crate::docs::text::Html;

impl HtmlSafe for Html {}

/// The deepest heading that HTML has, less what a part puts below its own.
const DEEPEST: u8 = 4;

/// What every page can put into itself.
pub trait Parts {
    fn label<'a>(&self, label: &'a Label) -> LabelPart<'a> {
        LabelPart { label }
    }

    fn about<'a>(&self, field: &'a Field<'a>) -> AboutPart<'a> {
        AboutPart { field }
    }

    fn constraints<'a>(
        &self,
        rules: &'a [Rule],
        values: &'a [EnumValue<'a>],
        more: impl Borrow<usize>,
    ) -> ConstraintsPart<'a> {
        ConstraintsPart {
            rules,
            values,
            more: *more.borrow(),
            described: values.iter().any(|value| value.description.is_some()),
        }
    }

    fn shape<'a>(&self, shape: &'a Shape<'a>) -> ShapePart<'a> {
        ShapePart { shape }
    }

    fn form<'a>(&self, form: &'a BodyView<'a>) -> FormPart<'a> {
        FormPart { form }
    }

    fn arguments<'a>(
        &self,
        arguments: &'a [Arguments<'a>],
        body: &'a Option<BodyWords<'a>>,
        level: impl Borrow<u8>,
    ) -> ArgumentsPart<'a> {
        ArgumentsPart {
            arguments,
            body: body.as_ref(),
            level: (*level.borrow()).min(DEEPEST),
        }
    }

    fn answer<'a>(&self, answer: &'a AnswerView<'a>, level: impl Borrow<u8>) -> AnswerPart<'a> {
        AnswerPart {
            answer,
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

/// Declares that a part is made by an HTML template, and so is safe in another one.
macro_rules! parts {
    ($($part:ident),*) => {
        $(
            impl Parts for $part<'_> {}
            impl HtmlSafe for $part<'_> {}
        )*
    };
}

parts!(
    LabelPart,
    AboutPart,
    ConstraintsPart,
    ShapePart,
    FormPart,
    ArgumentsPart,
    AnswerPart,
    ExamplesPart
);

#[derive(Template)]
#[template(path = "docs/html/label.html")]
pub struct LabelPart<'a> {
    label: &'a Label,
}

#[derive(Template)]
#[template(path = "docs/html/about.html")]
pub struct AboutPart<'a> {
    field: &'a Field<'a>,
}

#[derive(Template)]
#[template(path = "docs/html/constraints.html")]
pub struct ConstraintsPart<'a> {
    rules: &'a [Rule],
    values: &'a [EnumValue<'a>],
    more: usize,
    described: bool,
}

#[derive(Template)]
#[template(path = "docs/html/shape.html")]
pub struct ShapePart<'a> {
    shape: &'a Shape<'a>,
}

#[derive(Template)]
#[template(path = "docs/html/form.html")]
pub struct FormPart<'a> {
    form: &'a BodyView<'a>,
}

#[derive(Template)]
#[template(path = "docs/html/arguments.html")]
pub struct ArgumentsPart<'a> {
    arguments: &'a [Arguments<'a>],
    body: Option<&'a BodyWords<'a>>,
    level: u8,
}

#[derive(Template)]
#[template(path = "docs/html/answer.html")]
pub struct AnswerPart<'a> {
    answer: &'a AnswerView<'a>,
    level: u8,
}

#[derive(Template)]
#[template(path = "docs/html/examples.html")]
pub struct ExamplesPart<'a> {
    examples: &'a [ExampleView<'a>],
    level: u8,
}
