//! Groups operations by tag, or without tags by the first segment of their paths.

use indexmap::IndexMap;

use crate::contract::{Contract, ExternalDocs, Operation, PathPiece};

#[derive(Debug, Clone)]
pub struct Group<'a> {
    pub title: String,
    pub description: Option<&'a str>,
    pub external_docs: Option<&'a ExternalDocs>,
    /// Indices of the operations; webhooks are counted after them.
    pub operations: Vec<usize>,
}

/// The groups in order, and where each operation is in them.
#[derive(Debug, Clone)]
pub struct Contents<'a> {
    pub groups: Vec<Group<'a>>,
    /// For each operation, the groups that it is in.
    homes: Vec<Vec<usize>>,
    /// The operations in the order of the contents, each where it comes first.
    order: Vec<usize>,
    /// For each operation, its place in that order.
    places: Vec<usize>,
}

impl<'a> Contents<'a> {
    #[must_use]
    pub fn new(contract: &'a Contract) -> Self {
        let groups = groups(contract);
        let mut homes = vec![Vec::new(); contract.operations.len() + contract.webhooks.len()];
        let mut places = vec![0; homes.len()];
        let mut order = Vec::new();
        for (at, group) in groups.iter().enumerate() {
            for index in &group.operations {
                let Some(homes) = homes.get_mut(*index) else {
                    continue;
                };
                if homes.is_empty() {
                    places[*index] = order.len();
                    order.push(*index);
                }
                homes.push(at);
            }
        }
        Self {
            groups,
            homes,
            order,
            places,
        }
    }

    /// Returns the groups that an operation is in.
    #[must_use]
    pub fn homes(&self, operation: usize) -> &[usize] {
        self.homes.get(operation).map_or(&[], Vec::as_slice)
    }

    /// Returns the operations before and after one.
    #[must_use]
    pub fn neighbours(&self, operation: usize) -> [Option<usize>; 2] {
        let Some(at) = self.places.get(operation).copied() else {
            return [None, None];
        };
        let previous = at.checked_sub(1).and_then(|at| self.order.get(at));
        [previous, self.order.get(at + 1)].map(Option::<&usize>::copied)
    }

    /// Returns the number of operations, each as often as it is listed.
    #[must_use]
    pub fn listed(&self) -> usize {
        self.homes.iter().map(Vec::len).sum()
    }
}

/// Returns an operation by its index; webhooks are counted after the operations.
#[must_use]
pub fn operation_at(contract: &Contract, index: usize) -> Option<&Operation> {
    match index.checked_sub(contract.operations.len()) {
        None => contract.operations.get(index),
        Some(webhook) => contract.webhooks.get(webhook),
    }
}

/// The maximal number of untagged operations that stay in one group.
const FEW: usize = 20;

#[must_use]
pub fn groups(contract: &Contract) -> Vec<Group<'_>> {
    let mut tagged: IndexMap<&str, Group<'_>> = contract
        .tags
        .iter()
        .map(|tag| {
            let group = Group {
                title: tag.name.clone(),
                description: tag.description.as_deref(),
                external_docs: tag.external_docs.as_ref(),
                operations: Vec::new(),
            };
            (tag.name.as_str(), group)
        })
        .collect();
    let mut untagged = Vec::new();
    for (index, operation) in contract.operations.iter().enumerate() {
        let mut found = false;
        for tag in &operation.tags {
            if let Some(group) = tagged.get_mut(tag.as_str())
                && group.operations.last() != Some(&index)
            {
                group.operations.push(index);
                found = true;
            }
        }
        if !found {
            untagged.push(index);
        }
    }
    let mut all: Vec<Group<'_>> = tagged
        .into_values()
        // A tag with a description but no operations serves as a page of prose.
        .filter(|group| !group.operations.is_empty() || group.description.is_some())
        .collect();
    let few = untagged.len() <= FEW;
    let mut by_path: IndexMap<&str, Vec<usize>> = IndexMap::new();
    for index in untagged {
        let first = contract.operations.get(index).map_or("", first_segment);
        let key = if few { "" } else { first };
        by_path.entry(key).or_default().push(index);
    }
    let alone = all.is_empty();
    all.extend(by_path.into_iter().map(|(name, operations)| Group {
        title: match name {
            "" if alone => "Operations".to_owned(),
            "" => "Other operations".to_owned(),
            name => name.to_owned(),
        },
        description: None,
        external_docs: None,
        operations,
    }));
    if !contract.webhooks.is_empty() {
        let first = contract.operations.len();
        all.push(Group {
            title: "Webhooks".to_owned(),
            description: Some("Requests that the API sends."),
            external_docs: None,
            operations: (first..first + contract.webhooks.len()).collect(),
        });
    }
    all
}

/// Returns the first segment of a path that is neither a parameter nor a version such as `v1`.
fn first_segment(operation: &Operation) -> &str {
    let Some(PathPiece::Literal(text)) = operation.path.pieces.first() else {
        return "";
    };
    let is_version = |segment: &str| {
        let digits = segment.strip_prefix('v').unwrap_or(segment);
        digits.starts_with(|letter: char| letter.is_ascii_digit())
            || matches!(segment, "api" | "rest")
    };
    text.split('/')
        .find(|segment| !segment.is_empty() && !is_version(segment))
        .unwrap_or("")
}
