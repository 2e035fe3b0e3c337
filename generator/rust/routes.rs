//! Routes: which requests reach which operation.
//!
//! The router that is generated for knows literal segments and whole-segment parameters. Templates
//! that put more into a segment (`/{id}.json`) share a route with others of the same shape, and a
//! dispatcher asks each template in turn, the most literal first.

use super::operations::Group;
use crate::contract::{Method, PathPiece, encoded};

/// A path of the router with what answers at it.
#[derive(Debug)]
pub struct Route {
    /// `/pets/{p1}`
    pub path: String,
    /// The methods for the `Allow` header: `GET, HEAD`.
    pub allow: String,
    pub handlers: Vec<(Method, Handler)>,
}

/// An operation, by the indices of its group and of itself in the group.
pub type Reference = (usize, usize);

#[derive(Debug)]
pub enum Handler {
    Operation(Reference),
    Dispatch(Dispatch),
}

/// Operations that share a route and a method.
#[derive(Debug)]
pub struct Dispatch {
    /// Which of all dispatchers it is, from 1.
    pub number: usize,
    /// The operations to ask, in this order.
    pub candidates: Vec<Reference>,
}

/// The routes of all operations, in the order of their first use.
#[must_use]
pub fn routes(groups: &[Group]) -> Vec<Route> {
    let mut shapes: Vec<(String, Vec<Reference>)> = Vec::new();
    for (group_index, group) in groups.iter().enumerate() {
        let numbered = group.operations.iter().enumerate();
        for (index, operation) in numbered.filter(|(_, operation)| operation.served) {
            let shape = shape(&operation.pieces);
            match shapes.iter_mut().find(|(known, _)| *known == shape) {
                Some((_, members)) => members.push((group_index, index)),
                None => shapes.push((shape, vec![(group_index, index)])),
            }
        }
    }
    let mut dispatchers = 0;
    shapes
        .into_iter()
        .map(|(path, members)| route(groups, path, &members, &mut dispatchers))
        .collect()
}

fn route(groups: &[Group], path: String, members: &[Reference], dispatchers: &mut usize) -> Route {
    let operation = |(group, index): Reference| {
        groups
            .get(group)
            .and_then(|group| group.operations.get(index))
    };
    let mut handlers: Vec<(Method, Handler)> = Vec::new();
    for method in Method::ALL {
        let mut own: Vec<Reference> = members
            .iter()
            .copied()
            .filter(|member| operation(*member).is_some_and(|operation| operation.method == method))
            .collect();
        let literal = |member: &Reference| {
            operation(*member).map_or(0, |operation| literal_length(&operation.pieces))
        };
        own.sort_by_key(|member| std::cmp::Reverse(literal(member)));
        let plain = own
            .iter()
            .all(|member| operation(*member).is_some_and(|operation| is_plain(&operation.pieces)));
        match own.as_slice() {
            [] => {}
            [first, ..] if plain => handlers.push((method, Handler::Operation(*first))),
            _ => {
                *dispatchers += 1;
                let dispatch = Dispatch {
                    number: *dispatchers,
                    candidates: own,
                };
                handlers.push((method, Handler::Dispatch(dispatch)));
            }
        }
    }
    let mut allow: Vec<&str> = handlers.iter().map(|(method, _)| method.name()).collect();
    // Who answers GET answers HEAD (RFC 9110, section 9.3.2), and the router does.
    if allow.contains(&"GET") && !allow.contains(&"HEAD") {
        allow.push("HEAD");
    }
    Route {
        path,
        allow: allow.join(", "),
        handlers,
    }
}

/// As many parameters as a route has: the router that is generated for panics at 26.
const PARAMETERS: usize = 24;

/// A template's path with its parameters numbered, each as long as its segment. What comes after
/// as many parameters as a route can have is one.
fn shape(pieces: &[PathPiece]) -> String {
    let text = text(pieces);
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let mut shape = String::with_capacity(path.len() + 1);
    let mut number = 0;
    for segment in path.strip_prefix('/').unwrap_or(path).split('/') {
        if !segment.contains('\u{0}') {
            shape.push_str(&format!("/{segment}"));
            continue;
        }
        number += 1;
        if number > PARAMETERS {
            shape.push_str("/{*rest}");
            break;
        }
        shape.push_str(&format!("/{{p{number}}}"));
    }
    shape
}

/// Returns the template with a mark for each parameter and its literal text encoded.
fn text(pieces: &[PathPiece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            PathPiece::Literal(text) => encoded(text),
            PathPiece::Parameter(_) => "\u{0}".to_owned(),
        })
        .collect()
}

fn literal_length(pieces: &[PathPiece]) -> usize {
    pieces
        .iter()
        .map(|piece| {
            if let PathPiece::Literal(text) = piece {
                text.len()
            } else {
                0
            }
        })
        .sum()
}

/// Whether every parameter is a segment of its own.
fn is_plain(pieces: &[PathPiece]) -> bool {
    let text = text(pieces);
    let path = text.split(['?', '#']).next().unwrap_or_default();
    path.len() == text.len()
        && path
            .split('/')
            .filter(|segment| *segment == "\u{0}")
            .count()
            <= PARAMETERS
        && path
            .split('/')
            .all(|segment| !segment.contains('\u{0}') || segment == "\u{0}")
}
