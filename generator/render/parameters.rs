//! Renders the module of paths and parameters.

use std::collections::BTreeSet;

use askama::Template;

use super::filters;
use super::imports::Names;
use super::text::{RustCode, Shown, Word};
use crate::contract::{Location, PathPiece, Style, encoded};
use crate::rust::types_named;
use crate::rust::{
    Api, BodyKind, FormProperty, Header, Ident, MediaTypeBody, Operation, Parameter, Shape,
};

#[derive(Template)]
#[template(path = "rust/parameters/file.rs")]
struct ParametersFile<'a> {
    uses: ParameterImports,
    items: Vec<Item<'a>>,
}

/// A constant.
enum Item<'a> {
    Path {
        path: Shown,
        name: &'a Ident,
        pieces: Vec<PathPiece>,
    },
    Parameter {
        wire: Shown,
        place: Word,
        name: &'a Ident,
        value: ParameterItem<'a>,
    },
    Header {
        wire: Shown,
        name: &'a Ident,
        value: ParameterItem<'a>,
    },
    Form {
        path: Shown,
        name: &'a Ident,
        shape: ShapeItem<'a>,
        properties: Vec<ParameterItem<'a>>,
    },
}

/// The serialization of a parameter.
#[derive(Template)]
#[template(path = "rust/parameters/parameter.rs")]
struct ParameterItem<'a> {
    wire: &'a str,
    location: Location,
    /// `None` for a parameter that is serialized as JSON.
    style: Option<Style>,
    explode: bool,
    allow_reserved: bool,
    shape: ShapeItem<'a>,
}

impl RustCode for ParameterItem<'_> {}

/// The structure of a value.
#[derive(Template)]
#[template(path = "rust/parameters/shape.rs")]
struct ShapeItem<'a> {
    shape: &'a Shape,
}

impl RustCode for ShapeItem<'_> {}

/// The items of the support code that the constants use.
#[derive(Default)]
struct ParameterImports {
    /// Types of JSON values.
    json: Names,
    parameter: Names,
}

/// Renders the module of paths and parameters.
///
/// # Errors
/// Returns an error if the template fails, which does not happen in practice.
pub fn parameters(api: &Api) -> Result<String, askama::Error> {
    let mut items = Vec::new();
    // Response headers, each of which has one constant for all operations.
    let mut headers = BTreeSet::new();
    for operation in api.operations() {
        items.push(Item::path(operation));
        items.extend(operation.parameters.iter().map(Item::parameter));
        let in_responses = operation
            .responses
            .iter()
            .flat_map(|response| &response.headers);
        for header in in_responses.filter(|header| headers.insert(&header.constant)) {
            items.push(Item::header(header));
        }
        let payloads = operation.body.iter().flat_map(|body| &body.content);
        for payload in payloads.filter(|payload| payload.kind == BodyKind::Pairs) {
            items.push(Item::form(&operation.path, payload));
        }
    }
    let mut uses = ParameterImports::default();
    items.iter().for_each(|item| uses.add(item));
    ParametersFile { uses, items }.render()
}

impl<'a> Item<'a> {
    fn path(operation: &'a Operation) -> Self {
        let sent = |piece: &PathPiece| match piece {
            PathPiece::Literal(text) => PathPiece::Literal(encoded(text)),
            PathPiece::Parameter(name) => PathPiece::Parameter(name.clone()),
        };
        Self::Path {
            path: Shown::name(&operation.path),
            name: &operation.template,
            pieces: operation.pieces.iter().map(sent).collect(),
        }
    }

    fn parameter(parameter: &'a Parameter) -> Self {
        Self::Parameter {
            wire: Shown::name(&parameter.wire),
            place: Word(parameter.location.name()),
            name: &parameter.constant,
            value: ParameterItem {
                wire: &parameter.wire,
                location: parameter.location,
                style: parameter.style,
                explode: parameter.explode,
                allow_reserved: parameter.allow_reserved,
                shape: ShapeItem::of(&parameter.shape),
            },
        }
    }

    fn header(header: &'a Header) -> Self {
        Self::Header {
            wire: Shown::name(&header.wire),
            name: &header.constant,
            value: ParameterItem {
                wire: &header.wire,
                location: Location::Header,
                style: header.style,
                explode: header.explode,
                allow_reserved: false,
                shape: ShapeItem::of(&header.shape),
            },
        }
    }

    fn form(path: &str, payload: &'a MediaTypeBody) -> Self {
        Self::Form {
            path: Shown::name(path),
            name: &payload.constant,
            shape: ShapeItem::of(&payload.shape),
            properties: payload
                .properties
                .iter()
                .map(ParameterItem::property)
                .collect(),
        }
    }
}

impl<'a> ParameterItem<'a> {
    /// A property of a form, which is serialized like a query parameter.
    fn property(member: &'a FormProperty) -> Self {
        Self {
            wire: &member.wire,
            location: Location::Query,
            style: member.style,
            explode: member.explode,
            allow_reserved: member.allow_reserved,
            shape: ShapeItem::of(&member.shape),
        }
    }

    /// Returns whether the serialization is the default for the location (OpenAPI 3.0.3, section
    /// 4.7.12.2).
    fn is_usual(&self) -> bool {
        let (style, explode) = match self.location {
            Location::Path | Location::Header => (Style::Simple, false),
            Location::Query | Location::Cookie => (Style::Form, true),
        };
        self.style == Some(style) && self.explode == explode && !self.allow_reserved
    }
}

impl<'a> ShapeItem<'a> {
    fn of(shape: &'a Shape) -> Self {
        Self { shape }
    }

    fn is_scalar(&self) -> bool {
        self.shape.items.is_none() && self.shape.properties.is_empty()
    }
}

impl ParameterImports {
    fn add(&mut self, item: &Item<'_>) {
        match item {
            Item::Path { .. } => self.parameter.extend(["Piece", "Template"]),
            Item::Parameter { value, .. } | Item::Header { value, .. } => self.parameter(value),
            Item::Form {
                shape, properties, ..
            } => {
                self.parameter.insert("Form");
                self.shape(shape.shape);
                properties
                    .iter()
                    .for_each(|property| self.parameter(property));
            }
        }
    }

    fn parameter(&mut self, item: &ParameterItem<'_>) {
        self.parameter.insert("Parameter");
        if !item.is_usual() {
            self.parameter.extend(["Location", "Style"]);
        }
        self.shape(item.shape.shape);
    }

    fn shape(&mut self, shape: &Shape) {
        self.parameter.insert("Shape");
        self.json.extend(types_named(shape.types));
        shape.items.iter().for_each(|items| self.shape(items));
        shape
            .properties
            .iter()
            .for_each(|(_, member)| self.shape(member));
    }
}
