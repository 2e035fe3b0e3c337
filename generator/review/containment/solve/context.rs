//! Who sends what: the assumptions under which a value travels from one side to the other.
//!
//! - **Open world.** Objects are open unless a contract closes them, yet a sender is assumed not to
//!   send by chance a name that only the receiver gives a meaning to. A declared map
//!   (`additionalProperties` with a schema that constrains, `patternProperties`) declares its
//!   names.
//! - **Lenient receivers.** Who consumes an API ignores properties that its contract does not know.
//! - **Direction.** Properties that are `readOnly` are not part of requests, and those that are
//!   `writeOnly` are not part of responses; that such a property is required then means nothing
//!   (OpenAPI 3.0.3, section 4.7.24).
//!
//! All three are about names of properties, and each place in a value has its own.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use indexmap::IndexSet;

use super::literal::Literal;
use crate::containment::assumptions::Assumptions;
use crate::containment::term::{Id, Node, Nodes, Properties, constant};
use crate::side::Side;
use counterpart_contract::{Schema, direction_flags};

/// A set of names: some spelt out, some by pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Names {
    pub names: BTreeSet<String>,
    pub patterns: BTreeSet<String>,
}

/// What is assumed of the properties of an object at one place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Context {
    pub assumptions: Assumptions,
    /// Names that are not sent, unless `declared` has them.
    pub undeclared: Names,
    pub declared: Names,
    /// Names that are never sent in this direction.
    pub dropped: BTreeSet<String>,
    /// For each side, names that need not be there though they are required.
    pub optional: [BTreeSet<String>; 2],
    /// The only names that the receiver looks at.
    pub known: Option<Names>,
}

/// What the constraints that apply to one place say about the names of properties.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Declarations {
    names: BTreeSet<String>,
    patterns: BTreeSet<String>,
    /// Every name is declared, by a map.
    map: bool,
    read_only: OneWayNames,
    write_only: OneWayNames,
}

/// Names of properties that are, or are not, part of messages in one direction.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
struct OneWayNames {
    /// What applies in any case says that they are not.
    always: BTreeSet<String>,
    /// One of several branches says so.
    sometimes: BTreeSet<String>,
    /// They are described, and nothing is said about direction.
    free: BTreeSet<String>,
}

impl OneWayNames {
    fn add(&mut self, name: &str, directed: bool) {
        let into = if directed {
            &mut self.always
        } else {
            &mut self.free
        };
        into.insert(name.to_owned());
    }

    fn join(&mut self, other: &Self) {
        self.always.extend(other.always.iter().cloned());
        self.sometimes.extend(other.sometimes.iter().cloned());
        self.free.extend(other.free.iter().cloned());
    }

    /// As one of several branches.
    fn weaken(&mut self) {
        let free = std::mem::take(&mut self.free);
        self.free = free.difference(&self.always).cloned().collect();
        self.sometimes.append(&mut self.always);
    }

    /// The names that are not part of messages, whichever branch holds.
    fn names(&self) -> BTreeSet<String> {
        let sometimes = self.sometimes.difference(&self.free);
        self.always.iter().chain(sometimes).cloned().collect()
    }
}

impl Declarations {
    fn has_direction(&self) -> bool {
        let all = [&self.read_only, &self.write_only];
        all.iter().any(|own| !own.always.is_empty())
    }

    /// Returns whether another says all that this one does.
    fn adds_nothing_to(&self, other: &Self) -> bool {
        let directed = [&self.read_only, &self.write_only];
        let silent = |own: &&OneWayNames| {
            own.always.is_empty() && own.sometimes.is_empty() && own.free.is_empty()
        };
        directed.iter().all(silent)
            && (!self.map || other.map)
            && self.names.is_subset(&other.names)
            && self.patterns.is_subset(&other.patterns)
    }

    fn join(&mut self, other: &Self) {
        self.names.extend(other.names.iter().cloned());
        self.patterns.extend(other.patterns.iter().cloned());
        self.map |= other.map;
        self.read_only.join(&other.read_only);
        self.write_only.join(&other.write_only);
    }
}

/// What was found out about names, kept between queries. Declarations that say the same are one, and
/// have a number; the first says nothing.
#[derive(Debug, Default)]
pub(crate) struct DeclarationCache {
    all: IndexSet<Rc<Declarations>>,
    known: HashMap<Id, Declared>,
    /// What several say together.
    together: HashMap<Vec<Declared>, Declared>,
    /// What several branches say, of which one holds.
    weak: HashMap<Declared, Declared>,
    contexts: IndexSet<Rc<Context>>,
    /// Contexts by what each side declares, and what is assumed.
    places: HashMap<([Declared; 2], Assumptions), u32>,
    /// By class of schema: whether a required name, here or deeper, is one that some schema makes
    /// read-only or write-only.
    sensitive: [Vec<bool>; 2],
    any_sensitive: bool,
    /// How many names were looked at.
    pub(crate) looked_at: usize,
}

/// Declarations, by their number.
type Declared = usize;

const NOTHING: Declared = 0;

impl DeclarationCache {
    pub(crate) fn new(nodes: &Nodes<'_>) -> Self {
        let sensitive = nodes
            .contracts
            .map(|contract| spread(&contract.schemas, &nodes.directed));
        Self {
            all: IndexSet::from([Rc::default()]),
            any_sensitive: !nodes.directed.is_empty(),
            sensitive,
            ..Self::default()
        }
    }

    fn number(&mut self, declarations: Declarations) -> Declared {
        self.looked_at += declarations.names.len() + 1;
        self.all.insert_full(Rc::new(declarations)).0
    }

    fn get(&self, number: Declared) -> Rc<Declarations> {
        self.all.get_index(number).cloned().unwrap_or_default()
    }

    /// Returns whether a constraint means the same to both sides whatever else applies beside it.
    pub(crate) fn is_neutral(&self, nodes: &Nodes<'_>, id: Id) -> bool {
        if !self.any_sensitive {
            return true;
        }
        match nodes.get(id) {
            Node::Schema(class) => {
                let (side, schema) = nodes.classes.sample(*class);
                let flags = &self.sensitive[side.index()];
                !flags.get(schema.index()).copied().unwrap_or(true)
            }
            Node::Required(_)
            | Node::Expected { .. }
            | Node::Properties(_)
            | Node::Items { .. } => false,
            Node::Not(inner) | Node::Names(inner) | Node::OnSide { inner, .. } => {
                self.is_neutral(nodes, *inner)
            }
            Node::DiscriminatorValue { properties, .. } => self.is_neutral(nodes, *properties),
            Node::AtLeast(inner, _) | Node::AtMost(inner, _) => self.is_neutral(nodes, *inner),
            Node::And(parts) | Node::Or(parts) | Node::OneOf(parts) => {
                parts.iter().all(|part| self.is_neutral(nodes, *part))
            }
            _ => true,
        }
    }

    fn of(&mut self, nodes: &mut Nodes<'_>, id: Id) -> Declared {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        // A schema that is part of itself in place adds nothing the second time.
        self.known.insert(id, NOTHING);
        let out = match nodes.get(id).clone() {
            Node::Not(inner) => self.of(nodes, inner),
            Node::DiscriminatorValue { properties, .. } => self.of(nodes, properties),
            Node::Schema(_) | Node::And(_) => {
                let mut all = Vec::new();
                self.add_parts(nodes, id, &mut HashSet::new(), &mut all);
                self.all_of(all)
            }
            Node::Or(parts) | Node::OneOf(parts) => self.branches(nodes, &parts),
            Node::Required(name) | Node::Expected { name, .. } => self.number(Declarations {
                names: BTreeSet::from([name]),
                ..Declarations::default()
            }),
            Node::Properties(properties) => {
                let own = property_declarations(nodes, &properties);
                self.number(own)
            }
            _ => NOTHING,
        };
        self.known.insert(id, out);
        out
    }

    /// Adds what is composed of others by what it is composed of in the end, each once: what is
    /// between them need not be written down.
    fn add_parts(
        &mut self,
        nodes: &mut Nodes<'_>,
        id: Id,
        met: &mut HashSet<Id>,
        out: &mut Vec<Declared>,
    ) {
        if !met.insert(id) {
            return;
        }
        match nodes.get(id).clone() {
            Node::Schema(class) => {
                let meaning = nodes.meaning(class);
                self.add_parts(nodes, meaning, met, out);
            }
            Node::And(parts) => {
                for part in parts {
                    self.add_parts(nodes, part, met, out);
                }
            }
            _ => out.push(self.of(nodes, id)),
        }
    }

    /// What several branches say.
    fn branches(&mut self, nodes: &mut Nodes<'_>, parts: &[Id]) -> Declared {
        let all = parts.iter().map(|part| {
            let own = self.of(nodes, *part);
            self.weakened(own)
        });
        let all = all.collect();
        self.all_of(all)
    }

    fn weakened(&mut self, own: Declared) -> Declared {
        if let Some(known) = self.weak.get(&own) {
            return *known;
        }
        let declarations = self.get(own);
        let weak = if declarations.has_direction() {
            let mut loose = Declarations::default();
            loose.join(&declarations);
            loose.read_only.weaken();
            loose.write_only.weaken();
            self.number(loose)
        } else {
            own
        };
        self.weak.insert(own, weak);
        weak
    }

    /// What several declarations say together. Where only one of them speaks of names, that is all.
    fn all_of(&mut self, mut several: Vec<Declared>) -> Declared {
        several.sort_unstable();
        several.dedup();
        several.retain(|one| *one != NOTHING);
        match several.as_slice() {
            [] => return NOTHING,
            [only] => return *only,
            _ => {}
        }
        if let Some(known) = self.together.get(&several) {
            return *known;
        }
        // Those that say the most are joined first, so that the others mostly add nothing.
        let mut all: Vec<Rc<Declarations>> = several.iter().map(|one| self.get(*one)).collect();
        all.sort_by_key(|own| std::cmp::Reverse(own.names.len()));
        let mut both = Declarations::default();
        for own in all {
            if !own.adds_nothing_to(&both) {
                both.join(&own);
            }
            self.looked_at += own.names.len() + 1;
        }
        let number = self.number(both);
        self.together.insert(several, number);
        number
    }

    fn collect(&mut self, nodes: &mut Nodes<'_>, id: Id, side: Side, out: &mut [Vec<Declared>; 2]) {
        self.looked_at += 1;
        match nodes.get(id) {
            Node::OnSide { silent: true, .. } => {}
            Node::OnSide { side, inner, .. } => {
                let (side, inner) = (*side, *inner);
                self.collect(nodes, inner, side, out);
            }
            Node::Not(inner) => {
                let inner = *inner;
                self.collect(nodes, inner, side, out);
            }
            Node::And(parts) => {
                for part in parts.clone() {
                    self.collect(nodes, part, side, out);
                }
            }
            _ => {
                let declared = self.of(nodes, id);
                out[side.index()].push(declared);
            }
        }
    }

    /// The context of a place, by its number.
    pub(crate) fn get_context(&self, number: u32) -> Option<&Rc<Context>> {
        self.contexts.get_index(number as usize)
    }

    /// The context of a place that these constraints apply to, by its number.
    pub(crate) fn context(
        &mut self,
        nodes: &mut Nodes<'_>,
        literals: &[Literal],
        assumptions: Assumptions,
    ) -> u32 {
        let mut sides = [Vec::new(), Vec::new()];
        for literal in literals {
            self.collect(nodes, literal.node, literal.side, &mut sides);
        }
        let sides = sides.map(|declared| self.all_of(declared));
        let key = (sides, assumptions);
        if let Some(known) = self.places.get(&key) {
            return *known;
        }
        let context = self.context_of(sides.map(|declared| self.get(declared)), assumptions);
        let (number, _) = self.contexts.insert_full(Rc::new(context));
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.places.insert(key, number);
        number
    }

    fn context_of(&mut self, sides: [Rc<Declarations>; 2], assumptions: Assumptions) -> Context {
        self.looked_at += sides[0].names.len() + sides[1].names.len();
        let sender = assumptions.sender;
        let direction_flags = |declared: &Declarations| match assumptions.response {
            true => declared.write_only.names(),
            false => declared.read_only.names(),
        };
        let mut context = Context {
            assumptions,
            dropped: direction_flags(&sides[sender.index()]),
            optional: [direction_flags(&sides[0]), direction_flags(&sides[1])],
            ..Context::default()
        };
        let [from, to] = [sender, sender.other()].map(|side| side.index());
        if assumptions.open_world && !sides[from].map {
            let mut undeclared = Names {
                names: sides[to].names.clone(),
                patterns: sides[to].patterns.clone(),
            };
            undeclared
                .names
                .retain(|name| !sides[from].names.contains(name));
            // A pattern of all names declares none: it says what `additionalProperties` would.
            undeclared.patterns.retain(|pattern| {
                !sides[from].patterns.contains(pattern) && !matches_all_names(pattern)
            });
            if undeclared != Names::default() {
                if !undeclared.patterns.is_empty() {
                    context.declared.names = sides[from].names.clone();
                }
                context.declared.patterns = sides[from].patterns.clone();
                context.undeclared = undeclared;
            }
        }
        if assumptions.lenient_receiver {
            context.known = Some(Names {
                names: sides[to].names.clone(),
                patterns: sides[to].patterns.clone(),
            });
        }
        context
    }
}

/// Returns whether a pattern is one of those that people write for any name.
fn matches_all_names(pattern: &str) -> bool {
    let inner = pattern.strip_prefix('^').unwrap_or(pattern);
    let inner = inner.strip_suffix('$').unwrap_or(inner);
    let any = matches!(inner, "" | ".*" | ".+" | "(.*)" | "(.+)") || pattern == ".";
    any && pattern != "^$"
}

fn property_declarations(nodes: &mut Nodes<'_>, properties: &Properties) -> Declarations {
    let mut out = Declarations::default();
    for (name, property) in &properties.properties {
        if nodes.directed.contains(name)
            && let Some((read_only, write_only)) = node_one_way(nodes, *property)
        {
            out.read_only.add(name, read_only);
            out.write_only.add(name, write_only);
        }
        out.names.insert(name.clone());
    }
    out.patterns.extend(properties.patterns.keys().cloned());
    out.map = properties
        .additional
        .is_some_and(|property| constant(nodes, property).is_none());
    out
}

/// `readOnly` and `writeOnly` of a property's schema; nothing where a question asks for a property
/// rather than a schema describes it.
fn node_one_way(nodes: &Nodes<'_>, property: Id) -> Option<(bool, bool)> {
    match nodes.get(property) {
        Node::Schema(class) => {
            let (side, schema) = nodes.classes.sample(*class);
            Some(direction_flags(nodes.contracts[side.index()], schema))
        }
        _ => None,
    }
}

/// Marks the schemas that require one of the names, and all that reach them.
fn spread(schemas: &[Schema], names: &BTreeSet<String>) -> Vec<bool> {
    let mut marked = vec![false; schemas.len()];
    if names.is_empty() {
        return marked;
    }
    let mut above: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut todo = Vec::new();
    for (index, schema) in schemas.iter().enumerate() {
        for part in schema.children() {
            above.entry(part.index()).or_default().push(index);
        }
        let dependents = schema.dependent_required.values().flatten();
        if schema
            .required
            .iter()
            .chain(dependents)
            .any(|name| names.contains(name))
        {
            todo.push(index);
        }
    }
    while let Some(index) = todo.pop() {
        match marked.get_mut(index) {
            Some(mark) if !*mark => *mark = true,
            _ => continue,
        }
        todo.extend(above.get(&index).into_iter().flatten());
    }
    marked
}

impl Context {
    /// Returns whether a sender's constraints and a receiver's mean the same.
    pub(crate) fn is_symmetric(&self) -> bool {
        self.optional[0] == self.optional[1]
    }

    pub(crate) fn is_optional(&self, side: Side, name: &str) -> bool {
        self.optional[side.index()].contains(name)
    }
}
