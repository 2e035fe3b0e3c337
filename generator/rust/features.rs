//! Cargo features: one for each tag, so that callers compile only what they use.

use std::collections::{BTreeSet, HashSet};

use super::models::OPERATIONS;
use super::names::{Case, Otherwise, Scope, Wanted};
use super::operations::Group;
use super::types::{ModelId, Models};

/// The feature of models that no operation needs.
pub const MODELS: &str = "models";

/// Names that features of the generated crate have already, and names of what it depends on, which
/// cargo keeps apart from features.
const TAKEN: &[&str] = &[
    "all",
    "axum",
    "chrono",
    "client",
    "default",
    MODELS,
    "regex",
    "reqwest",
    "serde",
    "serde_json",
    "server",
    "tls",
    "uuid",
];

/// The features of a contract's tags; none where there is one tag only.
#[derive(Debug, Default)]
pub struct Features {
    /// For each of the groups, in their order.
    pub groups: Vec<String>,
    /// Whether the feature `models` is needed: for models that no operation reaches.
    pub models: bool,
}

impl Features {
    /// The feature of a group, where it has one.
    #[must_use]
    pub fn of_group(&self, group: usize) -> Option<&str> {
        self.groups.get(group).map(String::as_str)
    }
}

/// Which features need each module of models.
#[derive(Debug, Default)]
pub struct Needs {
    /// For each module: the features that need it. None where it is always there.
    modules: Vec<BTreeSet<String>>,
    /// For each module: the modules that its types name.
    links: Vec<BTreeSet<usize>>,
}

impl Needs {
    /// The features that need a module; none where it is always there.
    #[must_use]
    pub fn of_module(&self, module: usize) -> &BTreeSet<String> {
        static NONE: BTreeSet<String> = BTreeSet::new();
        self.modules.get(module).unwrap_or(&NONE)
    }

    /// The modules that the types of a module name.
    pub fn links(&self, module: usize) -> impl Iterator<Item = usize> {
        self.links.get(module).into_iter().flatten().copied()
    }
}

/// Decides which features there are and what each needs.
#[must_use]
pub fn features(groups: &[Group], models: &Models) -> (Features, Needs) {
    let links = links(models);
    let mut modules = vec![BTreeSet::new(); models.modules.len()];
    if groups.len() < 2 {
        return (Features::default(), Needs { modules, links });
    }
    let tags: Vec<Wanted<'_>> = groups.iter().map(|group| Wanted::new(&group.tag)).collect();
    let names = Scope::with(TAKEN).all(Case::Snake, &tags, &Otherwise::nothing);
    let names: Vec<String> = names.iter().map(|name| feature(name.bare())).collect();
    for (group, name) in groups.iter().zip(&names) {
        for module in closure(roots(group, models), &links) {
            modules[module].insert(name.clone());
        }
    }
    let lone: Vec<usize> = modules
        .iter()
        .enumerate()
        .filter(|(_, features)| features.is_empty())
        .map(|(module, _)| module)
        .collect();
    let lonely = lone
        .iter()
        .any(|module| models.models.iter().any(|model| model.module == *module));
    for module in closure(lone, &links) {
        modules[module].insert(MODELS.to_owned());
    }
    // What every tag needs is no tag's own.
    for features in &mut modules {
        if names.iter().all(|name| features.contains(name)) {
            features.clear();
        }
    }
    let features = Features {
        groups: names,
        models: lonely,
    };
    (features, Needs { modules, links })
}

/// The name of a feature. What stands aside from a name of the generator's own keeps its underscore.
fn feature(name: &str) -> String {
    let words = name.trim_end_matches('_');
    let aside = name.get(words.len()..).unwrap_or_default();
    words.replace('_', "-") + aside
}

/// For each module of models: the modules that its types name.
fn links(models: &Models) -> Vec<BTreeSet<usize>> {
    let mut links = vec![BTreeSet::new(); models.modules.len()];
    for model in &models.models {
        let Some(link) = links.get_mut(model.module) else {
            continue;
        };
        let mut visit = |id: ModelId| {
            link.insert(models[id].module);
        };
        model.types(&mut |ty| ty.models(&mut visit));
    }
    links
}

/// The modules of models that the operations of a group name, and those of their own.
fn roots(group: &Group, models: &Models) -> Vec<usize> {
    let mut roots = Vec::new();
    for operation in &group.operations {
        for ty in operation.types() {
            ty.models(&mut |id| roots.push(models[id].module));
        }
    }
    let own: HashSet<&str> = group
        .operations
        .iter()
        .map(|operation| operation.name.bare())
        .collect();
    for (index, module) in models.modules.iter().enumerate() {
        if module.folder == Some(OPERATIONS) && own.contains(module.name.bare()) {
            roots.push(index);
        }
    }
    roots
}

/// What can be reached along links.
pub fn closure(mut open: Vec<usize>, links: &[BTreeSet<usize>]) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    while let Some(module) = open.pop() {
        if reached.insert(module) {
            open.extend(links.get(module).into_iter().flatten());
        }
    }
    reached
}
