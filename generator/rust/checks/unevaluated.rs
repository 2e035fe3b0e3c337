//! `unevaluatedProperties` and `unevaluatedItems`: what a schema and those that are applied beside it
//! look at (JSON Schema 2020-12, core, section 11).

use super::{Builder, CheckRef, Ident, Statement};
use crate::contract::{Schema, SchemaId};

/// Which parts of a value a keyword is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    Properties,
    Items,
}

/// Parts that something looks at.
#[derive(Debug, Clone)]
pub enum Cover {
    All,
    Names(Vec<String>),
    /// Members whose names match a pattern.
    Matching(Ident),
    /// As many of the first items.
    First(u64),
    /// The items that a check admits.
    Items(CheckRef),
    /// What is looked at where a value keeps a check.
    Where(CheckRef, Vec<Cover>),
    /// What is looked at where it does not.
    Unless(CheckRef, Vec<Cover>),
    /// What is looked at where a member is there.
    With(String, Vec<Cover>),
}

impl Cover {
    /// Calls `visit` with every check that is called.
    pub(super) fn checks(&self, visit: &mut impl FnMut(&CheckRef)) {
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

/// How deep alternatives are followed into alternatives: deeper than anybody writes them.
const DEPTH: usize = 12;

impl Builder<'_> {
    pub(super) fn unevaluated(&mut self, id: SchemaId, hint: &str, out: &mut Vec<Statement>) {
        let schema = &self.contract[id];
        let keywords = [
            (Parts::Properties, schema.unevaluated_properties),
            (Parts::Items, schema.unevaluated_items),
        ];
        for (parts, rest) in keywords {
            let Some(rest) = rest else { continue };
            let check = self.of(rest, &format!("{hint} unevaluated"));
            if check == CheckRef::Support("anything") {
                continue;
            }
            let mut covers = Vec::new();
            self.own(parts, id, hint, &mut covers);
            self.beside(parts, id, hint, DEPTH, &mut vec![id], &mut covers);
            out.push(Statement::Unevaluated(parts, covers, check));
        }
    }

    /// What a whole schema looks at.
    fn covers(&mut self, parts: Parts, id: SchemaId, hint: &str, depth: usize) -> Vec<Cover> {
        let mut covers = Vec::new();
        self.whole(parts, id, hint, depth, &mut vec![id], &mut covers);
        covers
    }

    fn whole(
        &mut self,
        parts: Parts,
        id: SchemaId,
        hint: &str,
        depth: usize,
        seen: &mut Vec<SchemaId>,
        out: &mut Vec<Cover>,
    ) {
        let schema = &self.contract[id];
        let rest = match parts {
            Parts::Properties => schema.unevaluated_properties,
            Parts::Items => schema.unevaluated_items,
        };
        // What looks at the rest of the parts has looked at all of them.
        if rest.is_some() || depth == 0 {
            out.push(Cover::All);
            return;
        }
        self.own(parts, id, hint, out);
        self.beside(parts, id, hint, depth, seen, out);
    }

    /// What the keywords look at that are about the parts themselves.
    fn own(&mut self, parts: Parts, id: SchemaId, hint: &str, out: &mut Vec<Cover>) {
        let schema: &Schema = &self.contract[id];
        match parts {
            Parts::Properties => {
                if schema.additional.is_some() {
                    out.push(Cover::All);
                }
                if !schema.properties.is_empty() {
                    out.push(Cover::Names(schema.properties.keys().cloned().collect()));
                }
                for source in schema.pattern_properties.keys() {
                    let pattern = self.pattern(source, &format!("{hint} name"));
                    out.push(Cover::Matching(pattern));
                }
            }
            Parts::Items => {
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

    /// What the schemas look at that are applied to the same value.
    fn beside(
        &mut self,
        parts: Parts,
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
                self.whole(parts, *part, hint, depth, seen, out);
            }
        }
        let depth = depth - 1;
        let alternatives = schema.any_of.iter().chain(&schema.one_of);
        for (index, part) in alternatives.enumerate() {
            let inner = self.covers(parts, *part, hint, depth);
            if !inner.is_empty() {
                let check = self.of(*part, &format!("{hint} alternative {}", index + 1));
                out.push(Cover::Where(check, inner));
            }
        }
        if let Some(condition) = schema.if_ {
            let mut then = self.covers(parts, condition, hint, depth);
            if let Some(part) = schema.then {
                then.extend(self.covers(parts, part, hint, depth));
            }
            let otherwise = match schema.else_ {
                Some(part) => self.covers(parts, part, hint, depth),
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
            let inner = self.covers(parts, *part, hint, depth);
            if !inner.is_empty() {
                out.push(Cover::With(name.clone(), inner));
            }
        }
    }
}
