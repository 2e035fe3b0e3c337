//! `unevaluatedProperties` and `unevaluatedItems`: what a schema and its
//! subschemas evaluate (JSON Schema 2020-12, core, section 11).

use super::constants::searched;
use super::keywords::named;
use super::{CheckBuilder, CheckRef, Combination, Ident};
use crate::contract::{Schema, SchemaId};

/// The kind of subvalues that a keyword applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnevaluatedKind {
    Properties,
    Items,
}

/// Properties or items that a schema evaluates.
#[derive(Debug, Clone)]
pub enum Cover {
    All,
    Names(Vec<String>),
    /// Properties whose names match a pattern.
    Matching(Ident),
    /// The first items, by their number.
    First(u64),
    /// The items that a check accepts.
    Items(CheckRef),
    /// What is evaluated where a value passes a check.
    Where(CheckRef, Vec<Cover>),
    /// What is evaluated where a value fails a check.
    Unless(CheckRef, Vec<Cover>),
    /// What is evaluated where a property is present.
    With(String, Vec<Cover>),
}

impl Cover {
    /// Calls `visit` with every check that is called.
    pub(super) fn checks<'a>(&'a self, visit: &mut impl FnMut(&'a CheckRef)) {
        match self {
            Self::All | Self::Names(_) | Self::Matching(_) | Self::First(_) => {}
            Self::Items(of) => visit(of),
            Self::Where(of, inner) | Self::Unless(of, inner) => {
                visit(of);
                inner.iter().for_each(|cover| cover.checks(visit));
            }
            Self::With(_, inner) => inner.iter().for_each(|cover| cover.checks(visit)),
        }
    }
}

/// How deeply branches of branches are followed.
const DEPTH: usize = 12;

impl CheckBuilder<'_> {
    pub(super) fn unevaluated(&mut self, id: SchemaId, hint: &str, out: &mut Vec<Combination>) {
        let schema = &self.contract[id];
        let keywords = [
            (UnevaluatedKind::Properties, schema.unevaluated_properties),
            (UnevaluatedKind::Items, schema.unevaluated_items),
        ];
        for (kind, rest) in keywords {
            let Some(rest) = rest else { continue };
            let check = self.of(rest, &format!("{hint} unevaluated"));
            if check == CheckRef::ANYTHING {
                continue;
            }
            let mut covers = Vec::new();
            self.own(kind, id, hint, &mut covers);
            self.beside(kind, id, hint, DEPTH, &mut vec![id], &mut covers);
            out.push(Combination::Unevaluated(kind, covers, check));
        }
    }

    /// What a whole schema evaluates.
    fn covers(
        &mut self,
        kind: UnevaluatedKind,
        id: SchemaId,
        hint: &str,
        depth: usize,
    ) -> Vec<Cover> {
        let mut covers = Vec::new();
        self.whole(kind, id, hint, depth, &mut vec![id], &mut covers);
        covers
    }

    fn whole(
        &mut self,
        kind: UnevaluatedKind,
        id: SchemaId,
        hint: &str,
        depth: usize,
        seen: &mut Vec<SchemaId>,
        out: &mut Vec<Cover>,
    ) {
        let schema = &self.contract[id];
        let rest = match kind {
            UnevaluatedKind::Properties => schema.unevaluated_properties,
            UnevaluatedKind::Items => schema.unevaluated_items,
        };
        // A schema with the keyword itself evaluates everything.
        if rest.is_some() || depth == 0 {
            out.push(Cover::All);
            return;
        }
        self.own(kind, id, hint, out);
        self.beside(kind, id, hint, depth, seen, out);
    }

    /// What the keywords of the schema itself evaluate.
    fn own(&mut self, kind: UnevaluatedKind, id: SchemaId, hint: &str, out: &mut Vec<Cover>) {
        let schema: &Schema = &self.contract[id];
        match kind {
            UnevaluatedKind::Properties => {
                if schema.additional.is_some() {
                    out.push(Cover::All);
                }
                if !schema.properties.is_empty() {
                    let names = searched(schema.properties.keys().cloned().collect());
                    out.push(Cover::Names(names));
                }
                for source in schema.pattern_properties.keys() {
                    let pattern = self.pattern(source, named(schema), &format!("{hint} name"));
                    out.push(Cover::Matching(pattern));
                }
            }
            UnevaluatedKind::Items => {
                if schema.items.is_some() {
                    out.push(Cover::All);
                }
                if !schema.prefix_items.is_empty() {
                    out.push(Cover::First(schema.prefix_items.len() as u64));
                }
                if let Some(contains) = schema.contains {
                    out.push(Cover::Items(
                        self.of(contains, &format!("{hint} contained")),
                    ));
                }
            }
        }
    }

    /// What the schemas evaluate that apply to the same value.
    fn beside(
        &mut self,
        kind: UnevaluatedKind,
        id: SchemaId,
        hint: &str,
        depth: usize,
        seen: &mut Vec<SchemaId>,
        out: &mut Vec<Cover>,
    ) {
        let schema = &self.contract[id];
        for part in &schema.all_of {
            if !seen.contains(part) {
                seen.push(*part);
                self.whole(kind, *part, hint, depth, seen, out);
            }
        }
        let depth = depth - 1;
        let branches = schema.any_of.iter().chain(&schema.one_of);
        for (index, part) in branches.enumerate() {
            let inner = self.covers(kind, *part, hint, depth);
            if !inner.is_empty() {
                let check = self.of(*part, &format!("{hint} branch {}", index + 1));
                out.push(Cover::Where(check, inner));
            }
        }
        if let Some(condition) = schema.if_ {
            let mut then = self.covers(kind, condition, hint, depth);
            if let Some(part) = schema.then {
                then.extend(self.covers(kind, part, hint, depth));
            }
            let otherwise = match schema.else_ {
                Some(part) => self.covers(kind, part, hint, depth),
                None => Vec::new(),
            };
            let check = self.of(condition, &format!("{hint} if"));
            if !then.is_empty() {
                out.push(Cover::Where(check.clone(), then));
            }
            if !otherwise.is_empty() {
                out.push(Cover::Unless(check, otherwise));
            }
        }
        for (name, part) in &schema.dependent_schemas {
            let inner = self.covers(kind, *part, hint, depth);
            if !inner.is_empty() {
                out.push(Cover::With(name.clone(), inner));
            }
        }
    }
}
