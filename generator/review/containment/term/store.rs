//! The terms of two contracts, each once.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexSet;

use super::classes::{Class, Classes};
use super::direction::directed;
use super::node::{Id, Node};
use crate::side::Side;
use counterpart_contract::{Contract, SchemaId};

/// Shared terms over two contracts.
pub(crate) struct Nodes<'a> {
    pub(crate) contracts: [&'a Contract; 2],
    pub(crate) classes: Classes,
    /// Names of properties that some schema makes `readOnly` or `writeOnly`.
    pub(crate) directed: BTreeSet<String>,
    nodes: IndexSet<Node>,
    meanings: HashMap<Class, Id>,
}

impl<'a> Nodes<'a> {
    pub(crate) fn new(contracts: [&'a Contract; 2], classes: Classes) -> Self {
        Self {
            contracts,
            classes,
            directed: directed(contracts),
            nodes: IndexSet::new(),
            meanings: HashMap::new(),
        }
    }

    pub(crate) fn get(&self, id: Id) -> &Node {
        // Ids are only made by `intern`, which never removes any.
        &self.nodes[id.0 as usize]
    }

    pub(crate) fn intern(&mut self, node: Node) -> Id {
        let (number, _) = self.nodes.insert_full(node);
        Id(u32::try_from(number).unwrap_or(u32::MAX))
    }

    pub(crate) fn always(&mut self, holds: bool) -> Id {
        self.intern(Node::Always(holds))
    }

    pub(crate) fn not(&mut self, id: Id) -> Id {
        match self.get(id) {
            Node::Not(inner) => *inner,
            Node::Always(holds) => {
                let holds = !holds;
                self.always(holds)
            }
            _ => self.intern(Node::Not(id)),
        }
    }

    pub(crate) fn and(&mut self, mut parts: Vec<Id>) -> Id {
        let always = self.always(true);
        parts.retain(|part| *part != always);
        match parts.as_slice() {
            [] => always,
            [one] => *one,
            _ => self.intern(Node::And(parts)),
        }
    }

    pub(crate) fn or(&mut self, mut parts: Vec<Id>) -> Id {
        let never = self.always(false);
        parts.retain(|part| *part != never);
        match parts.as_slice() {
            [] => never,
            [one] => *one,
            _ => self.intern(Node::Or(parts)),
        }
    }

    /// The term of a schema: a name, whose meaning is looked up with [`meaning`](Self::meaning).
    pub(crate) fn schema(&mut self, side: Side, schema: SchemaId) -> Id {
        let class = self.classes.of(side, schema);
        self.intern(Node::Schema(class))
    }

    /// What a class of schemas demands, as a conjunction.
    pub(crate) fn meaning(&mut self, class: Class) -> Id {
        if let Some(id) = self.meanings.get(&class) {
            return *id;
        }
        let (side, schema) = self.classes.sample(class);
        let parts = self.parts(side, schema);
        let id = self.and(parts);
        self.meanings.insert(class, id);
        id
    }
}

/// Returns whether the constraint is none, or one that nothing satisfies.
pub(crate) fn constant(nodes: &mut Nodes<'_>, id: Id) -> Option<bool> {
    match nodes.get(id) {
        Node::Always(holds) => Some(*holds),
        Node::Schema(class) => {
            let class = *class;
            let meaning = nodes.meaning(class);
            match nodes.get(meaning) {
                Node::Always(holds) => Some(*holds),
                _ => None,
            }
        }
        _ => None,
    }
}
