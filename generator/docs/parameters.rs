//! What a request is made of, in tables: its parameters, and the members of its body.

use super::request::preferred;
use super::schema::{Direction, Field, Flat, Scope, Shape};
use crate::contract::{Contract, Location, Operation, RequestBody, SchemaId};

/// Arguments that are sent the same way.
#[derive(Debug, Clone)]
pub struct Arguments<'a> {
    pub anchor: String,
    pub title: &'static str,
    /// The table's first column: `Body parameter`.
    pub column: &'static str,
    /// The one member that every argument is a member of.
    pub envelope: Option<String>,
    pub rows: Vec<Field<'a>>,
}

pub fn arguments<'a>(
    scope: &mut Scope<'a, '_>,
    operation: &'a Operation,
    anchor: &str,
) -> Vec<Arguments<'a>> {
    let kinds = [
        (Location::Path, "Path parameters", "Path parameter"),
        (Location::Query, "Query parameters", "Query parameter"),
        (Location::Header, "Headers", "Header"),
        (Location::Cookie, "Cookies", "Cookie"),
    ];
    let mut all = Vec::new();
    for (location, title, column) in kinds {
        let rows: Vec<Field<'a>> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location == location)
            .map(|parameter| scope.parameter(parameter, anchor, Direction::Request))
            .collect();
        if !rows.is_empty() {
            all.push(Arguments {
                anchor: scope.anchors.take(title),
                title,
                column,
                envelope: None,
                rows: listed(rows),
            });
        }
    }
    all.extend(
        operation
            .body
            .as_ref()
            .and_then(|body| body_arguments(scope, body, anchor)),
    );
    all
}

/// The members of the body, by their dotted names.
fn body_arguments<'a>(
    scope: &mut Scope<'a, '_>,
    body: &'a RequestBody,
    anchor: &str,
) -> Option<Arguments<'a>> {
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
    let shape = scope.shape(&ids, Direction::Request, anchor);
    if shape.fields.is_empty() {
        return None;
    }
    let mut rows = listed(shape.fields);
    // Alternatives of the whole body stand after what they have in common.
    if let Some(last) = rows.last_mut()
        && !shape.alternatives.is_empty()
    {
        let inner = last.inner.get_or_insert_default();
        inner.alternatives.extend(shape.alternatives);
    }
    Some(Arguments {
        anchor: scope.anchors.take("Body"),
        title: "Body",
        column: "Body parameter",
        envelope: envelope.map(|(name, _)| name),
        rows,
    })
}

/// A body that is one object in another, as JSON:API and many others wrap what they send: naming
/// the wrapper in every row would only make the rows longer.
fn envelope(contract: &Contract, flat: &Flat<'_>) -> Option<(String, Vec<SchemaId>)> {
    if flat.properties.len() != 1 || !flat.choices.is_empty() {
        return None;
    }
    let (name, ids) = flat.properties.first()?;
    let inner = Flat::of(contract, ids);
    (flat.required.contains(name) && !inner.properties.is_empty())
        .then(|| ((*name).to_owned(), ids.clone()))
}

/// Beyond so many, rows of one table are no list that anybody reads: members of members unfold below
/// what they are members of.
const MOST_ROWS: usize = 40;

fn listed(fields: Vec<Field<'_>>) -> Vec<Field<'_>> {
    let inside = |field: &Field<'_>| field.inner.as_ref().map_or(0, Shape::count);
    let count: usize = fields.iter().map(|field| 1 + inside(field)).sum();
    if count > MOST_ROWS {
        fields
    } else {
        flattened(fields)
    }
}

/// Members of members after what they are members of, so that a table can list them.
fn flattened(fields: Vec<Field<'_>>) -> Vec<Field<'_>> {
    let mut rows = Vec::new();
    for mut field in fields {
        let inner = field.inner.take();
        let mut nested = Vec::new();
        if let Some(mut shape) = inner {
            nested = std::mem::take(&mut shape.fields);
            field.inner = (!shape.is_empty()).then_some(shape);
        }
        rows.push(field);
        rows.extend(flattened(nested));
    }
    rows
}
