//! The response headers that a contract declares, as methods of a client.

use std::collections::{BTreeSet, HashMap};

use super::super::names::{Case, Ident, Otherwise, Scope, Wanted};
use super::super::types::{Docs, Models, Ty, View};
use super::{Group, Header};

/// A method that reads a response header, wherever the contract declares it.
#[derive(Debug)]
pub struct HeaderMethod {
    pub name: Ident,
    pub wire: String,
    /// The constant that describes its serialization.
    pub constant: Ident,
    pub ty: Ty,
    pub docs: Docs,
    /// The groups whose operations declare it.
    pub groups: BTreeSet<usize>,
}

/// Methods that a map of headers has itself.
const MAP: &[&str] = &[
    "append",
    "borrow",
    "borrow_mut",
    "capacity",
    "clear",
    "clone",
    "clone_from",
    "clone_into",
    "clone_to_uninit",
    "contains_key",
    "default",
    "deref",
    "deref_mut",
    "drain",
    "entry",
    "eq",
    "extend",
    "fmt",
    "from",
    "get",
    "get_all",
    "get_mut",
    "insert",
    "into",
    "into_iter",
    "is_empty",
    "iter",
    "iter_mut",
    "keys",
    "keys_len",
    "len",
    "ne",
    "new",
    "remove",
    "reserve",
    "to_owned",
    "try_append",
    "try_entry",
    "try_insert",
    "try_reserve",
    "try_from",
    "try_into",
    "type_id",
    "values",
    "values_mut",
    "with_capacity",
];

/// The methods for every header that some response declares. Where types differ under one name, one
/// has the plain name, first by the name of the type and a string last, and others say their type.
pub fn header_methods(groups: &[Group], models: &Models) -> Vec<HeaderMethod> {
    let mut methods: Vec<HeaderMethod> = Vec::new();
    let mut known: HashMap<(&str, &Ident, &Ty), usize> = HashMap::new();
    for (group, own) in groups.iter().enumerate() {
        for operation in &own.operations {
            for header in operation.responses.iter().flat_map(|own| &own.headers) {
                let key = (header.wire.as_str(), &header.constant, &header.ty);
                let number = *known.entry(key).or_insert_with(|| {
                    methods.push(method(header));
                    methods.len() - 1
                });
                if let Some(method) = methods.get_mut(number) {
                    method.groups.insert(group);
                    if method.docs.text != header.docs.text {
                        method.docs.text = None;
                    }
                }
            }
        }
    }
    // Strings are what a header is anyway.
    let typed = |index: usize| {
        methods.get(index).map_or_else(Otherwise::default, |own| {
            let ty = models.path(&own.ty, View::Outside(""));
            Otherwise {
                order: usize::from(own.ty == Ty::String),
                text: format!("{} as {ty}", own.wire),
            }
        })
    };
    let wanted: Vec<Wanted<'_>> = methods.iter().map(|own| Wanted::new(&own.wire)).collect();
    let names = Scope::with(MAP).all(Case::Snake, &wanted, &typed);
    for (method, name) in methods.iter_mut().zip(names) {
        method.name = name;
    }
    methods
}

/// The method for a header, with the name that it wants.
fn method(header: &Header) -> HeaderMethod {
    let about = format!("The response header `{}`.", header.wire.replace('`', "'"));
    HeaderMethod {
        name: header.name.clone(),
        wire: header.wire.clone(),
        constant: header.constant.clone(),
        ty: header.ty.clone(),
        docs: Docs {
            text: header.docs.text.clone(),
            notes: vec![about],
            ..Docs::default()
        },
        groups: BTreeSet::new(),
    }
}
