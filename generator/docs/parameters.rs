//! The parameters of an operation and the properties of its request body, in tables.

use super::request::preferred;
use super::schema::{Direction, Field, Flat, Scope, Structure};
use crate::contract::{Contract, Location, Operation, RequestBody, SchemaId};

/// Fields in rows: the parameters of one location, or the properties of a body.
#[derive(Debug, Clone)]
pub struct FieldTable<'a> {
    pub title: &'static str,
    /// The heading of the first column.
    pub column: &'static str,
    /// The property of the body that contains all rows, if there is such an envelope.
    pub envelope: Option<String>,
    pub rows: Vec<Field<'a>>,
    /// The `oneOf` and `anyOf` of the whole body, shown after the rows.
    pub rest: Structure<'a>,
}

/// Returns the parameters of an operation as one table per location.
pub fn parameters<'a>(
    scope: &mut Scope<'a, '_>,
    operation: &'a Operation,
    anchor: &str,
) -> Vec<FieldTable<'a>> {
    let locations = [
        (Location::Path, "Path parameters"),
        (Location::Query, "Query parameters"),
        (Location::Header, "Header parameters"),
        (Location::Cookie, "Cookie parameters"),
    ];
    let mut tables = Vec::new();
    for (location, title) in locations {
        let of_location =
            |parameter: &&'a crate::contract::Parameter| parameter.location == location;
        let parameters = operation.parameters.iter().filter(of_location);
        let rows: Vec<Field<'a>> = parameters
            .map(|parameter| scope.parameter(parameter, anchor, Direction::Request))
            .collect();
        if !rows.is_empty() {
            tables.push(FieldTable {
                title,
                column: "Parameter",
                envelope: None,
                rows: listed(rows),
                rest: Structure::default(),
            });
        }
    }
    tables
}

/// Returns the properties of a request body by their dotted names if it is an object.
pub fn body_table<'a>(
    scope: &mut Scope<'a, '_>,
    body: &'a RequestBody,
    anchor: &str,
) -> Option<FieldTable<'a>> {
    let schema = preferred(&body.content)?.schema?;
    let flat = Flat::of(scope.contract, &[schema]);
    if flat.properties.is_empty() {
        return None;
    }
    let envelope = envelope(scope.contract, &flat);
    let ids = match &envelope {
        Some((_, ids)) => ids.clone(),
        None => vec![schema],
    };
    let mut structure = scope.structure(&ids, Direction::Request, anchor);
    if structure.fields.is_empty() {
        return None;
    }
    Some(FieldTable {
        title: "Request body",
        column: "Property",
        envelope: envelope.map(|(name, _)| name),
        rows: listed(std::mem::take(&mut structure.fields)),
        rest: structure,
    })
}

/// Returns the only property of a body if that is an object which wraps the actual content, as in
/// JSON:API. Repeating its name in every row would only make the rows longer.
fn envelope(contract: &Contract, flat: &Flat<'_>) -> Option<(String, Vec<SchemaId>)> {
    if flat.properties.len() != 1 || !flat.choices.is_empty() {
        return None;
    }
    let (name, ids) = flat.properties.first()?;
    let inner = Flat::of(contract, ids);
    (flat.required.contains(name) && !inner.properties.is_empty())
        .then(|| ((*name).to_owned(), ids.clone()))
}

/// The maximal number of rows of a table that lists nested properties in rows of their own; longer
/// tables unfold them below their parent.
const MAX_FLAT_ROWS: usize = 40;

fn listed(fields: Vec<Field<'_>>) -> Vec<Field<'_>> {
    let inside = |field: &Field<'_>| field.inner.as_ref().map_or(0, Structure::count);
    let count: usize = fields.iter().map(|field| 1 + inside(field)).sum();
    if count > MAX_FLAT_ROWS {
        fields
    } else {
        flattened(fields)
    }
}

/// Flattens nested properties into rows that follow the row of their parent.
fn flattened(fields: Vec<Field<'_>>) -> Vec<Field<'_>> {
    let mut rows = Vec::new();
    for mut field in fields {
        let mut nested = Vec::new();
        if let Some(mut structure) = field.inner.take() {
            nested = std::mem::take(&mut structure.fields);
            field.inner = Some(structure).filter(|structure| !structure.is_empty());
        }
        rows.push(field);
        rows.extend(flattened(nested));
    }
    rows
}
