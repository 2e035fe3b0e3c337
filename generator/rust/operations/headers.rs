//! The response headers that a contract declares, as methods of a client.

use std::collections::{BTreeSet, HashMap};

use super::super::names::{Ident, Scope};
use super::super::types::{Docs, Ty};
use super::Group;

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

/// The methods for every header that some response declares. Where types differ under one name, the
/// first has the plain name, and others are named after the operation that declares them first.
pub fn header_methods(groups: &[Group]) -> Vec<HeaderMethod> {
    let mut methods: Vec<HeaderMethod> = Vec::new();
    let mut known: HashMap<(String, Ident, Ty), usize> = HashMap::new();
    let mut plain: BTreeSet<String> = BTreeSet::new();
    let mut further = Vec::new();
    let mut names = Scope::with(MAP);
    for (group, own) in groups.iter().enumerate() {
        for operation in &own.operations {
            for header in operation.responses.iter().flat_map(|own| &own.headers) {
                let key = (
                    header.wire.clone(),
                    header.constant.clone(),
                    header.ty.clone(),
                );
                let number = *known.entry(key).or_insert_with(|| {
                    let name = if plain.insert(header.wire.clone()) {
                        names.snake(&header.wire)
                    } else {
                        further.push((methods.len(), operation.name.bare()));
                        header.name.clone()
                    };
                    methods.push(HeaderMethod {
                        name,
                        wire: header.wire.clone(),
                        constant: header.constant.clone(),
                        ty: header.ty.clone(),
                        docs: Docs {
                            text: header.docs.text.clone(),
                            notes: vec![format!(
                                "The response header `{}`.",
                                header.wire.replace('`', "'")
                            )],
                            ..Docs::default()
                        },
                        groups: BTreeSet::new(),
                    });
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
    // Plain names come first, so that no other name takes one of them.
    for (number, operation) in further {
        if let Some(method) = methods.get_mut(number) {
            method.name = names.snake(&format!("{} of {operation}", method.wire));
        }
    }
    methods
}
