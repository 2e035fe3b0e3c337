//! The effects of a change of the contract on existing Rust code that uses the generated
//! crate: two surfaces, item by item.

use std::collections::{HashMap, HashSet};

use super::Api;
use super::surface::{Item, Signature, Surface};
use crate::contract::Contract;
use crate::{Advice, Bump, ChangeKind, CodeChange, Impact};

/// The effects of a change of a contract on existing Rust code that uses the generated
/// crate.
#[must_use]
pub fn rust_impact(base: &Contract, head: &Contract) -> Impact {
    // What a contract cannot be generated for was told when it was read. One view at a time is held.
    let [base, head] =
        [base, head].map(|contract| Surface::new(&Api::new(contract, &[], &mut Vec::new())));
    compare(&base, &head)
}

/// Compares the crates that are generated for two contracts, by what code can name in them.
#[must_use]
fn compare(old: &Surface, new: &Surface) -> Impact {
    let halves = [
        ("models", &old.models, &new.models),
        ("client", &old.client, &new.client),
        ("server", &old.server, &new.server),
    ];
    let mut names = HashMap::new();
    for (_, old, new) in halves {
        pair(old, new).renamed(old, new, &mut names);
    }
    let mut changes = Vec::new();
    features(&old.features, &new.features, &mut changes);
    for (part, old, new) in halves {
        let mut comparison = Comparison {
            part,
            names: &names,
            changes: Vec::new(),
        };
        comparison.lists(old, new);
        changes.append(&mut comparison.changes);
    }
    let bump = changes.iter().map(|change| change.bump).max();
    let bump = bump.unwrap_or(Bump::Patch);
    Impact {
        language: "Rust",
        changes,
        advice: Advice::new(&old.version, &new.version, Some(bump)),
    }
}

/// Who turns default features off names those that are wanted.
fn features(old: &[String], new: &[String], changes: &mut Vec<CodeChange>) {
    let mut note = |kind, bump, name: &str, note: Option<&str>| {
        changes.push(CodeChange {
            part: "crate",
            kind,
            bump,
            item: format!("feature {name}"),
            was: None,
            now: None,
            note: note.map(str::to_owned),
        });
    };
    for name in old.iter().filter(|name| !new.contains(name)) {
        note(ChangeKind::Removed, Bump::Major, name, None);
    }
    // The first features are doors in front of what was open (The Cargo Book, "SemVer
    // Compatibility").
    let first = old.is_empty();
    for name in new.iter().filter(|name| !old.contains(name)) {
        let bump = if first { Bump::Major } else { Bump::Minor };
        let why = first.then_some("items now require it when default features are off");
        note(ChangeKind::Added, bump, name, why);
    }
}

/// Which items of two lists are the same thing.
struct Pairs {
    /// Indices into both lists.
    same: Vec<(usize, usize)>,
    gone: Vec<usize>,
    new: Vec<usize>,
}

fn pair(old: &[Item], new: &[Item]) -> Pairs {
    let by_path: HashMap<&str, usize> = new
        .iter()
        .enumerate()
        .map(|(index, item)| (item.path.as_str(), index))
        .collect();
    let mut taken = HashSet::new();
    let mut same = Vec::new();
    let mut gone = Vec::new();
    for (index, item) in old.iter().enumerate() {
        // The name is what code depends on.
        match by_path.get(item.path.as_str()) {
            Some(other) => {
                taken.insert(*other);
                same.push((index, *other));
            }
            None => gone.push(index),
        }
    }
    let mut fresh: Vec<usize> = (0..new.len())
        .filter(|index| !taken.contains(index))
        .collect();
    gone.retain(|index| {
        let item = &old[*index];
        let mut alike = fresh.iter().filter(|other| is_renamed(item, &new[**other]));
        let Some(found) = alike.next().copied().filter(|_| alike.next().is_none()) else {
            return true;
        };
        let rivals = old.iter().filter(|own| is_renamed(own, &new[found]));
        if rivals
            .filter(|own| !by_path.contains_key(own.path.as_str()))
            .count()
            > 1
        {
            return true;
        }
        fresh.retain(|other| *other != found);
        same.push((*index, found));
        false
    });
    same.sort_unstable();
    Pairs {
        same,
        gone,
        new: fresh,
    }
}

/// Whether an item is another one under a new name: what it stands for is the same, or, where the
/// contract has no name for it but its own, all that it is made of.
fn is_renamed(old: &Item, new: &Item) -> bool {
    if old.noun != new.noun {
        return false;
    }
    if !old.origin.is_empty() || !new.origin.is_empty() {
        return old.origin == new.origin;
    }
    let own = |item: &Item| -> Vec<(String, String, Signature)> {
        let members = item.members.iter();
        members
            .map(|own| (own.name.clone(), own.origin.clone(), own.signature.clone()))
            .collect()
    };
    !old.members.is_empty() && old.signature == new.signature && own(old) == own(new)
}

impl Pairs {
    /// Collects the new names of types, so that what only names them is not a change of its own.
    fn renamed(&self, old: &[Item], new: &[Item], names: &mut HashMap<String, String>) {
        for (old, new) in self
            .same
            .iter()
            .map(|(one, other)| (&old[*one], &new[*other]))
        {
            if old.path != new.path {
                names.insert(old.path.clone(), new.path.clone());
            }
            pair(&old.members, &new.members).renamed(&old.members, &new.members, names);
        }
    }
}

struct Comparison<'a> {
    part: &'static str,
    names: &'a HashMap<String, String>,
    changes: Vec<CodeChange>,
}

impl Comparison<'_> {
    fn lists(&mut self, old: &[Item], new: &[Item]) {
        let pairs = pair(old, new);
        let removed = pairs.gone.iter().map(|index| (*index, None));
        let kept = pairs.same.iter().map(|(one, other)| (*one, Some(*other)));
        let mut all: Vec<(usize, Option<usize>)> = removed.chain(kept).collect();
        all.sort_unstable();
        for (index, other) in all {
            let item = &old[index];
            match other {
                None => self.note(
                    ChangeKind::Removed,
                    Bump::Major,
                    item,
                    Some(item),
                    None,
                    None,
                ),
                Some(other) => {
                    self.pair(item, &new[other]);
                    self.taken_over(item, &new[other], new);
                }
            }
        }
        for index in pairs.new {
            let item = &new[index];
            let bump = if item.needed {
                Bump::Major
            } else {
                Bump::Minor
            };
            let note = match (item.needed, item.noun) {
                (false, _) => None,
                (true, "field") => Some("literals of the struct must set it"),
                (true, "variant") => Some("the service must accept requests in this media type"),
                (true, _) => Some("the service has to implement it"),
            };
            self.note(ChangeKind::Added, bump, item, None, Some(item), note);
        }
    }

    fn pair(&mut self, old: &Item, new: &Item) {
        let renamed = self.name(old, new);
        self.signature(old, new);
        if renamed {
            // The types of an operation are named after it: one cause, one change.
            let before = self.changes.len();
            self.lists(&old.members, &new.members);
            let list: Vec<CodeChange> = self.changes.drain(before..).collect();
            let (names, rest): (Vec<CodeChange>, Vec<CodeChange>) = list
                .into_iter()
                .partition(|change| change.kind == ChangeKind::Renamed);
            if let Some(own) = self.changes.last_mut().filter(|_| !names.is_empty()) {
                let names: Vec<String> = names
                    .iter()
                    .filter_map(|change| change.now.as_ref())
                    .map(|name| format!("`{name}`"))
                    .collect();
                own.note = Some(format!("and with it {}", names.join(", ")));
            }
            self.changes.extend(rest);
        } else {
            self.lists(&old.members, &new.members);
        }
    }

    fn name(&mut self, old: &Item, new: &Item) -> bool {
        let renamed = old.path != new.path && old.name != new.name;
        if renamed {
            self.changes.push(CodeChange {
                part: self.part,
                kind: ChangeKind::Renamed,
                bump: Bump::Major,
                item: label(old),
                was: Some(old.name.clone()),
                now: Some(new.name.clone()),
                note: None,
            });
        }
        renamed
    }

    fn signature(&mut self, old: &Item, new: &Item) {
        if old.noun != new.noun {
            let [was, now] = [old, new].map(declared);
            self.changed(ChangeKind::Retyped, old, was, now, None);
            return;
        }
        let was = self.translated(&old.signature);
        let shown = |signature: &Signature| text(old.noun, signature);
        let types = |signature: &Signature| -> Vec<String> {
            signature
                .arguments
                .iter()
                .map(|(_, ty)| ty.clone())
                .collect()
        };
        // The names of a method's arguments are its own affair; the parts of an response go by name.
        let named = old.noun == "variant";
        let same = was.result == new.signature.result
            && if named {
                let sorted = |signature: &Signature| {
                    let mut parts = signature.arguments.clone();
                    parts.sort();
                    parts
                };
                sorted(&was) == sorted(&new.signature)
            } else {
                types(&was) == types(&new.signature)
            };
        if !same {
            let kind = if was.result == format!("Option<{}>", new.signature.result) {
                ChangeKind::BecameRequired
            } else if new.signature.result == format!("Option<{}>", was.result) {
                ChangeKind::BecameOptional
            } else {
                ChangeKind::Retyped
            };
            self.changed(kind, old, shown(&was), shown(&new.signature), None);
        } else if !named && is_reordered(&names(&was.arguments), &names(&new.signature.arguments)) {
            let note =
                "arguments of one type were reordered: calls compile but mean something else";
            let kind = ChangeKind::Reordered;
            self.changed(kind, old, shown(&was), shown(&new.signature), Some(note));
        }
    }

    /// A name that lives on and means something else in the contract. That is a change of its own where
    /// what it meant has another name now, or where models read and write something else.
    fn taken_over(&mut self, old: &Item, new: &Item, all: &[Item]) {
        let is_named = matches!(old.noun, "method" | "field" | "variant");
        if old.path != new.path || old.origin == new.origin || old.noun != new.noun || !is_named {
            return;
        }
        let mut alike = all.iter().filter(|other| other.noun == old.noun);
        let own = alike.find(|other| other.origin == old.origin);
        let note = own.map(|own| format!("the {} is now `{}`", old.noun, own.name));
        if note.is_some() || self.part == "models" && old.noun != "method" {
            let [was, now] = [&old.origin, &new.origin].map(Clone::clone);
            self.changed(ChangeKind::Retyped, old, was, now, note.as_deref());
        }
    }

    /// A signature with the new names of its types.
    fn translated(&self, signature: &Signature) -> Signature {
        let translate = |text: &String| translate(text, self.names);
        Signature {
            arguments: signature
                .arguments
                .iter()
                .map(|(name, ty)| (name.clone(), translate(ty)))
                .collect(),
            result: translate(&signature.result),
        }
    }

    fn changed(
        &mut self,
        kind: ChangeKind,
        item: &Item,
        was: String,
        now: String,
        note: Option<&str>,
    ) {
        self.changes.push(CodeChange {
            part: self.part,
            kind,
            bump: Bump::Major,
            item: label(item),
            was: Some(was),
            now: Some(now),
            note: note.map(str::to_owned),
        });
    }

    fn note(
        &mut self,
        kind: ChangeKind,
        bump: Bump,
        item: &Item,
        was: Option<&Item>,
        now: Option<&Item>,
        note: Option<&str>,
    ) {
        let shown = |item: &Item| Some(declared(item)).filter(|text| !text.is_empty());
        self.changes.push(CodeChange {
            part: self.part,
            kind,
            bump,
            item: label(item),
            was: was.and_then(shown),
            now: now.and_then(shown),
            note: note.map(str::to_owned),
        });
    }
}

fn label(item: &Item) -> String {
    format!("{} {}", item.noun, item.path)
}

fn names(arguments: &[(String, String)]) -> Vec<String> {
    arguments.iter().map(|(name, _)| name.clone()).collect()
}

/// Whether the common items of two lists are in a different order.
fn is_reordered(old: &[String], new: &[String]) -> bool {
    let kept = |list: &[String], other: &[String]| -> Vec<String> {
        list.iter()
            .filter(|name| other.contains(name))
            .cloned()
            .collect()
    };
    kept(old, new) != kept(new, old)
}

/// Describes an item.
fn declared(item: &Item) -> String {
    match item.noun {
        "struct" | "trait" => item.noun.to_owned(),
        noun => text(noun, &item.signature),
    }
}

fn text(noun: &str, signature: &Signature) -> String {
    let parts: Vec<String> = signature
        .arguments
        .iter()
        .map(|(name, ty)| match name.as_str() {
            "" => ty.clone(),
            name => format!("{name}: {ty}"),
        })
        .collect();
    let is_named = signature.arguments.iter().any(|(name, _)| !name.is_empty());
    match noun {
        "method" => format!("({}) -> {}", parts.join(", "), signature.result),
        "variant" if parts.is_empty() => String::new(),
        "variant" if is_named => format!("{{ {} }}", parts.join(", ")),
        "variant" => format!("({})", parts.join(", ")),
        "enum" => format!("enum {}", signature.result),
        "type" => format!("type {}", signature.result),
        _ => signature.result.clone(),
    }
}

/// Text with the paths in it that have a new name.
fn translate(text: &str, names: &HashMap<String, String>) -> String {
    if names.is_empty() {
        return text.to_owned();
    }
    let is_part = |character: char| character.is_alphanumeric() || "_:#".contains(character);
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for character in text.chars().chain(['\0']) {
        if is_part(character) {
            word.push(character);
            continue;
        }
        out.push_str(names.get(&word).unwrap_or(&word));
        word.clear();
        if character != '\0' {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{is_reordered, translate};

    #[test]
    fn only_whole_paths_get_new_names() {
        let names = HashMap::from([("models::Pet".to_owned(), "models::Animal".to_owned())]);
        let text = "Result<Response<Vec<models::Pet>>, Error<models::Pets>>";
        let wanted = "Result<Response<Vec<models::Animal>>, Error<models::Pets>>";
        assert_eq!(translate(text, &names), wanted);
    }

    #[test]
    fn what_came_or_went_is_no_new_order() {
        let list = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        assert!(!is_reordered(&list("abc"), &list("axc")));
        assert!(is_reordered(&list("abc"), &list("xcab")));
    }
}
