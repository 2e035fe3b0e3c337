//! Which operations of two contracts match the same requests.
//!
//! A request is identified by its method and its address: the prefix of a server and a path
//! together. Templates are compared by what they match, so that the names of parameters do not
//! matter.

use std::collections::{HashMap, HashSet};

use super::address::{addresses, full_templates, template};
use super::templates::{Segments, covers, segments};
use counterpart_contract::{Method, Operation};

/// Operations that match the same requests, as indices into the two lists.
#[derive(Debug, Default)]
pub(crate) struct Matching {
    pub pairs: Vec<(usize, usize)>,
    /// Operations whose template was removed, each with the new ones whose templates match all that
    /// it did.
    pub wider: Vec<(usize, Vec<usize>)>,
    pub added: Vec<usize>,
    /// Pairs where the new operation is asked first for some requests of the old one, which is
    /// still there: concrete paths come before templates (OpenAPI 3.0.3, section 4.7.8.2).
    pub narrower: Vec<(usize, usize)>,
}

pub(crate) fn matching(base: &[Operation], head: &[Operation]) -> Matching {
    let keys = |operation: &Operation, path: &dyn Fn(&str) -> String| -> Vec<String> {
        let addresses = operation.servers.iter().flat_map(addresses);
        let mut out: Vec<String> = addresses
            .map(|address| format!("{} {}", operation.method, path(&address.prefix)))
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    };
    let written = |operation: &Operation| {
        keys(operation, &|prefix| {
            format!("{prefix}{}", operation.path.text)
        })
    };
    let whole =
        |operation: &Operation| keys(operation, &|prefix| template(prefix, &operation.path));
    let bare = |operation: &Operation| {
        vec![format!(
            "{} {}",
            operation.method,
            template("", &operation.path)
        )]
    };
    let mut out = Matching::default();
    let mut taken: HashSet<usize> = HashSet::new();
    let mut found: HashMap<usize, usize> = HashMap::new();
    // By the whole address first, then by the path alone: a server that moved is one change. What
    // is written the same comes before what only matches the same, for some contracts have several
    // such.
    for key in [
        &written as &dyn Fn(&Operation) -> Vec<String>,
        &whole,
        &bare,
    ] {
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, operation) in head.iter().enumerate() {
            if !taken.contains(&index) {
                for key in key(operation) {
                    by_key.entry(key).or_default().push(index);
                }
            }
        }
        for (index, operation) in base.iter().enumerate() {
            if found.contains_key(&index) {
                continue;
            }
            let target = key(operation)
                .iter()
                .filter_map(|key| by_key.get(key))
                .flatten()
                .find(|target| !taken.contains(target))
                .copied();
            if let Some(target) = target {
                found.insert(index, target);
                taken.insert(target);
            }
        }
    }
    // By the path alone, and by the whole address.
    let shapes = |operation: &Operation| {
        let bare = segments(&template("", &operation.path));
        (bare, full_templates(operation))
    };
    let all: Vec<(usize, Method, (Segments, Vec<Segments>))> = head
        .iter()
        .enumerate()
        .filter(|(_, operation)| !operation.path.pieces.is_empty())
        .map(|(index, operation)| (index, operation.method, shapes(operation)))
        .collect();
    for (index, operation) in base.iter().enumerate() {
        if let Some(target) = found.get(&index) {
            out.pairs.push((index, *target));
            continue;
        }
        let (own, whole) = shapes(operation);
        let wider = all.iter().filter(|(_, method, (template, others))| {
            let within = |own: &Segments| others.iter().any(|other| covers(other, own));
            *method == operation.method && (covers(template, &own) || whole.iter().all(within))
        });
        let wider = wider.map(|(target, ..)| *target).collect();
        out.wider.push((index, wider));
    }
    out.added = (0..head.len())
        .filter(|index| !taken.contains(index))
        .collect();
    let kept = out.pairs.iter().filter_map(|(index, _)| {
        let own = base.get(*index)?;
        Some((*index, own.method, segments(&template("", &own.path))))
    });
    let kept: Vec<(usize, Method, Segments)> = kept.collect();
    for target in &out.added {
        let Some(operation) = head.get(*target) else {
            continue;
        };
        let narrow = segments(&template("", &operation.path));
        let asked_first = |(_, method, wide): &&(usize, Method, Segments)| {
            *method == operation.method && *wide != narrow && covers(wide, &narrow)
        };
        let all = kept.iter().filter(asked_first);
        out.narrower
            .extend(all.map(|(index, ..)| (*index, *target)));
    }
    out
}
