//! The module of paths and parameters.

use std::collections::BTreeSet;

use askama::Template;

use super::checks::{literal, shown};
use super::filters;
use super::layout::{Expr, Imports, call, constant, word};
use super::text::Code;
use crate::contract::{Location, PathPiece, Style, encoded};
use crate::rust::{Api, Form, Operation, Parameter, Payload, Shape, types_named};

#[derive(Template)]
#[template(path = "rust/parameters.rs")]
struct ParametersFile {
    imports: Code,
    items: Vec<ConstantItem>,
}

struct ConstantItem {
    about: Code,
    text: Code,
}

/// The text of the module of paths and parameters.
///
/// # Errors
/// As the template fails, which it has no cause to.
pub fn parameters(api: &Api) -> Result<String, askama::Error> {
    let mut writer = Writer::default();
    for operation in api.operations() {
        writer.template(operation);
        for parameter in &operation.parameters {
            writer.parameter(parameter);
        }
        writer.answer_headers(operation);
        let payloads = operation.body.iter().flat_map(|body| &body.content);
        for payload in payloads.filter(|payload| payload.form == Form::Pairs) {
            writer.form(&operation.path, payload);
        }
    }
    let mut imports = Imports::default();
    imports.add("super::support::json", writer.types);
    imports.add("super::support::parameter", writer.uses);
    ParametersFile {
        imports: Code::new(imports.write().trim_end()),
        items: writer.items,
    }
    .render()
}

/// Writes the constants, and remembers what they name.
#[derive(Default)]
struct Writer<'a> {
    items: Vec<ConstantItem>,
    /// Headers of answers, each of which has one constant for all operations.
    headers: BTreeSet<&'a str>,
    types: BTreeSet<&'static str>,
    uses: BTreeSet<&'static str>,
}

impl<'a> Writer<'a> {
    fn item(&mut self, about: String, name: &str, ty: &'static str, value: &Expr) {
        self.uses.insert(ty);
        self.items.push(ConstantItem {
            about: Code::new(about),
            text: Code::new(constant(&format!("pub static {name}"), ty, value)),
        });
    }

    fn template(&mut self, operation: &Operation) {
        self.uses.insert("Piece");
        let pieces = operation.pieces.iter().map(|piece| match piece {
            PathPiece::Literal(text) => call("Piece::Literal", vec![literal(&encoded(text))]),
            PathPiece::Parameter(name) => call("Piece::Parameter", vec![literal(name)]),
        });
        let template = call("Template::new", vec![Expr::List(pieces.collect())]);
        let about = format!("`{}`", shown(&operation.path));
        self.item(about, operation.template.as_str(), "Template", &template);
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let flags = (parameter.explode, parameter.allow_reserved);
        let place = (parameter.location, parameter.style);
        let value = self.wire(&parameter.wire, place, flags, &parameter.shape);
        let about = format!(
            "The {} parameter `{}`.",
            parameter.location.name(),
            shown(&parameter.wire)
        );
        self.item(about, parameter.constant.as_str(), "Parameter", &value);
    }

    fn answer_headers(&mut self, operation: &'a Operation) {
        for header in operation.answers.iter().flat_map(|answer| &answer.headers) {
            if self.headers.insert(header.constant.as_str()) {
                let place = (Location::Header, header.style);
                let flags = (header.explode, false);
                let value = self.wire(&header.wire, place, flags, &Shape::text());
                let about = format!("The header `{}` of an answer.", shown(&header.wire));
                self.item(about, header.constant.as_str(), "Parameter", &value);
            }
        }
    }

    fn form(&mut self, path: &str, payload: &Payload) {
        let shape = self.shape(&payload.shape);
        let mut members = Vec::with_capacity(payload.members.len());
        for member in &payload.members {
            let flags = (member.explode, member.allow_reserved);
            let place = (Location::Query, member.style);
            members.push(self.wire(&member.wire, place, flags, &member.shape));
        }
        if !members.is_empty() {
            self.uses.insert("Parameter");
        }
        let value = structure("Form", [("shape", shape), ("members", Expr::List(members))]);
        let about = format!("The form of `{}`.", shown(path));
        self.item(about, payload.constant.as_str(), "Form", &value);
    }

    /// A parameter, by its style and whether it is exploded and leaves reserved characters as they
    /// are; short where all of that is as it usually is in its place (OpenAPI 3.0.3, section
    /// 4.7.12.2).
    fn wire(
        &mut self,
        name: &str,
        (location, style): (Location, Option<Style>),
        flags: (bool, bool),
        of: &Shape,
    ) -> Expr {
        let shape = self.shape(of);
        let usual = match location {
            Location::Path | Location::Header => (Some(Style::Simple), (false, false)),
            Location::Query | Location::Cookie => (Some(Style::Form), (true, false)),
        };
        if (style, flags) == usual {
            let made = format!("Parameter::{}", location.name());
            return call(made, vec![literal(name), shape]);
        }
        let style = match style {
            None => "Json",
            Some(Style::Matrix) => "Matrix",
            Some(Style::Label) => "Label",
            Some(Style::Form) => "Form",
            Some(Style::Simple) => "Simple",
            Some(Style::SpaceDelimited) => "SpaceDelimited",
            Some(Style::PipeDelimited) => "PipeDelimited",
            Some(Style::DeepObject) => "DeepObject",
        };
        let location = location_name(location);
        self.uses.extend(["Location", "Style"]);
        structure(
            "Parameter",
            [
                ("name", literal(name)),
                ("location", word(format!("Location::{location}"))),
                ("style", word(format!("Style::{style}"))),
                ("explode", word(flags.0.to_string())),
                ("allow_reserved", word(flags.1.to_string())),
                ("shape", shape),
            ],
        )
    }

    fn shape(&mut self, of: &Shape) -> Expr {
        self.uses.insert("Shape");
        self.types.extend(types_named(of.types));
        let types = word(types_named(of.types).collect::<Vec<_>>().join(" | "));
        if of.items.is_none() && of.members.is_empty() {
            return call("Shape::scalar", vec![types]);
        }
        let items = match &of.items {
            Some(items) => call("Some", vec![Expr::Reference(Box::new(self.shape(items)))]),
            None => word("None"),
        };
        let mut members = Vec::with_capacity(of.members.len());
        for (name, of) in &of.members {
            members.push(Expr::Tuple(vec![literal(name), self.shape(of)]));
        }
        structure(
            "Shape",
            [
                ("types", types),
                ("items", items),
                ("members", Expr::List(members)),
            ],
        )
    }
}

pub(super) fn location_name(location: Location) -> &'static str {
    match location {
        Location::Path => "Path",
        Location::Query => "Query",
        Location::Header => "Header",
        Location::Cookie => "Cookie",
    }
}

fn structure<const N: usize>(name: &str, fields: [(&str, Expr); N]) -> Expr {
    Expr::Struct {
        name: name.to_owned(),
        fields: fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), Some(value)))
            .collect(),
    }
}
