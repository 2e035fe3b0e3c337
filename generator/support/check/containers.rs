//! Arrays and objects (JSON Schema core, section 10.3): which schemas their items and properties have, and
//! what is known when they end.
#![forbid(unsafe_code)]

use super::super::json::{ARRAY, OBJECT, Scalar};
use super::equality::Items;
use super::memo::Mode;
use super::{
    Additional, Check, Combination, Contains, Cover, Limit, Matcher, Property, Rule, Schema,
    Subject, Validator, find,
};

/// An array or an object that is being read.
#[derive(Debug)]
pub(super) struct Frame {
    at: usize,
    pub is_object: bool,
    /// Its schemas.
    first: usize,
    last: usize,
    /// The offset of the name of the property that is being read, or the index of the item.
    pub token: usize,
    pub count: usize,
    /// Where its bits begin in `Validator::met`.
    met: usize,
    /// The property that is expected next.
    next: usize,
    /// The hash of what was read of it, where it is wanted.
    hash: u64,
    /// What few schemas ask for.
    rare: Option<Box<Rare>>,
}

#[derive(Debug, Default)]
struct Rare {
    /// How many items each `contains` admits.
    contained: Vec<(&'static Contains, usize)>,
    unevaluated: Vec<(Vec<&'static Cover>, Check)>,
    unique: Option<Items>,
}

impl Frame {
    pub fn has_equal_items(&self) -> bool {
        let unique = self.rare.as_ref().and_then(|rare| rare.unique.as_ref());
        unique.is_some_and(|items| items.has_equal)
    }
}

impl Validator<'_> {
    /// An array or an object begins.
    pub(super) fn enter(&mut self, at: usize, is_object: bool) -> Option<usize> {
        let subject = Subject {
            at,
            types: if is_object { OBJECT } else { ARRAY },
            scalar: None,
        };
        let is_probe = self.mode != Mode::Report && !self.is_done();
        if is_probe && self.frames.len() > self.around {
            self.remembered(subject);
        }
        if !self.is_done() {
            self.prepare(subject);
            self.enumerations(subject);
        }
        if is_probe
            && self.is_decided()
            && let Some(end) = self.passed_over(at)
        {
            return Some(end);
        }
        let (first, last) = (self.next, self.schemas.len());
        let met = self.met.len();
        let mut rare = None;
        for index in first..last {
            if let Some(schema) = self.schemas.get(index).copied() {
                let words = schema.properties.len().div_ceil(64);
                self.met.resize(self.met.len() + words, 0);
                self.wanted(schema, subject, &mut rare);
            }
        }
        self.frames.push(Frame {
            at,
            is_object,
            first,
            last,
            token: 0,
            count: 0,
            met,
            next: 0,
            hash: 0,
            rare,
        });
        self.next = last;
        None
    }

    /// Passes over a value that nothing more is asked of, but its hash.
    fn passed_over(&mut self, at: usize) -> Option<usize> {
        if self.hashes.are_wanted() {
            let hash = self.hashes.known(at)?;
            self.hashed(at, hash);
        }
        self.node(at).map(|node| node.end())
    }

    /// Asks the memory about the schemas that probes meet again and again.
    fn remembered(&mut self, subject: Subject<'_>) {
        let mut index = self.next;
        while let Some(schema) = self.schemas.get(index).copied()
            && !self.is_done()
        {
            if !schema.is_remembered {
                index += 1;
                continue;
            }
            self.schemas.remove(index);
            if self.mode == Mode::Probe {
                if !self.admits(schema, subject) {
                    self.is_refused = true;
                }
            } else {
                let found = self.survey(schema, subject);
                let level = self.level();
                self.survey.add(found, level);
            }
        }
    }

    /// Whether nothing that the value holds matters any more.
    fn is_decided(&self) -> bool {
        let schemas = self.schemas.get(self.next..).unwrap_or_default();
        let is_evaluated = |schema: &Schema| {
            !schema.combinations.iter().any(|combination| {
                matches!(
                    combination,
                    Combination::UnevaluatedProperties(..) | Combination::UnevaluatedItems(..)
                )
            })
        };
        let mut all = schemas.iter();
        all.all(|schema| schema.ignores_content() && is_evaluated(schema))
    }

    fn enumerations(&mut self, subject: Subject<'_>) {
        let mut index = self.next;
        while let Some(schema) = self.schemas.get(index).copied() {
            index += 1;
            for rule in schema.rules {
                self.enumeration(rule, subject);
            }
        }
    }

    /// Finds what a schema asks for that few do.
    fn wanted(&mut self, schema: Check, subject: Subject<'_>, rare: &mut Option<Box<Rare>>) {
        if subject.types == ARRAY {
            if let Some(contains) = &schema.contains {
                rare.get_or_insert_default().contained.push((contains, 0));
            }
            let is_unique = |rule: &Rule| matches!(rule, Rule::UniqueItems);
            if schema.rules.iter().any(is_unique) {
                let rare = rare.get_or_insert_default();
                if rare.unique.is_none() {
                    self.hashes.want();
                    rare.unique = Some(Items::default());
                }
            }
        }
        for combination in schema.combinations {
            let (covers, rest) = match (combination, subject.types) {
                (Combination::UnevaluatedProperties(covers, rest), OBJECT)
                | (Combination::UnevaluatedItems(covers, rest), ARRAY) => (*covers, *rest),
                _ => continue,
            };
            let mut applying = Vec::new();
            self.applying(covers, subject, &mut applying);
            let rare = rare.get_or_insert_default();
            rare.unevaluated.push((applying, rest));
        }
    }

    /// Finds what is evaluated in a value, with conditions decided.
    fn applying(
        &mut self,
        covers: &'static [Cover],
        subject: Subject<'_>,
        found: &mut Vec<&'static Cover>,
    ) {
        for cover in covers {
            match cover {
                Cover::Where(check, inner) => {
                    if self.admits(check, subject) {
                        self.applying(inner, subject, found);
                    }
                }
                Cover::Unless(check, inner) => {
                    if !self.admits(check, subject) {
                        self.applying(inner, subject, found);
                    }
                }
                Cover::With(name, inner) => {
                    if self.property_of(subject, name).is_some() {
                        self.applying(inner, subject, found);
                    }
                }
                plain => found.push(plain),
            }
        }
    }

    /// Begins an item or a property of the innermost array or object. Returns its schemas, and whether
    /// any violation still counts.
    fn step(&mut self, token: usize) -> Option<(usize, usize)> {
        let frame = self.frames.last_mut()?;
        frame.token = token;
        frame.count += 1;
        let (first, last) = (frame.first, frame.last);
        self.schemas.truncate(last);
        self.next = last;
        (first < last && !self.is_done()).then_some((first, last))
    }

    /// A property of the innermost object.
    pub(super) fn property(&mut self, at: usize, name: &str) {
        let range = self.step(at);
        let Some((first, last)) = range else { return };
        let mut met = self.frames.last().map_or(0, |frame| frame.met);
        for index in first..last {
            let Some(schema) = self.schemas.get(index).copied() else {
                return;
            };
            let is_declared = self.declared(schema, name, met);
            met += schema.properties.len().div_ceil(64);
            let is_matched = self.matched(schema, name);
            if !is_declared && !is_matched {
                match &schema.additional {
                    Additional::Any => {}
                    Additional::Forbidden => {
                        self.violation("additionalProperties", Limit::None);
                    }
                    Additional::Of(check) => self.add(check),
                }
            }
            if let Some(names) = schema.names {
                let subject = Subject::scalar(at, Scalar::String(name));
                if !self.admits(names, subject) {
                    self.violation("propertyNames", Limit::None);
                }
            }
        }
        self.unevaluated_property(name);
    }

    /// `properties`. Returns whether the property is declared.
    fn declared(&mut self, schema: Check, name: &str, met: usize) -> bool {
        let next = self.frames.last().map_or(0, |frame| frame.next);
        let Some(index) = find(schema.properties, name, next, |property| property.name) else {
            return false;
        };
        if let Some(frame) = self.frames.last_mut() {
            frame.next = index + 1;
        }
        if let Some(word) = self.met.get_mut(met + index / 64) {
            *word |= 1 << (index % 64);
        }
        let check = schema
            .properties
            .get(index)
            .and_then(|property| property.check);
        if let Some(check) = check {
            self.add(check);
        }
        check.is_some()
    }

    /// `patternProperties`. Returns whether a pattern matches the name.
    fn matched(&mut self, schema: Check, name: &str) -> bool {
        let mut is_matched = false;
        for (pattern, check) in schema.patterns {
            if self.is_named(*pattern, name) {
                is_matched = true;
                self.add(check);
            }
        }
        is_matched
    }

    /// Returns whether a pattern matches the name of a property. One that needs too many steps is a
    /// violation, and does.
    fn is_named(&mut self, pattern: &'static dyn Matcher, name: &str) -> bool {
        pattern.matches(name).unwrap_or_else(|| {
            self.exceed(pattern.source());
            true
        })
    }

    fn unevaluated_property(&mut self, name: &str) {
        // Taken out, as covers ask for what the validator has.
        let Some(rare) = self.frames.last_mut().and_then(|frame| frame.rare.take()) else {
            return;
        };
        for (covers, rest) in &rare.unevaluated {
            let is_covered = covers.iter().any(|cover| match cover {
                Cover::All => true,
                Cover::Names(names) => super::constant::contains(names, name),
                Cover::Matching(pattern) => self.is_named(*pattern, name),
                _ => false,
            });
            if !is_covered {
                self.add(rest);
            }
        }
        self.put_back(rare);
    }

    fn put_back(&mut self, rare: Box<Rare>) {
        if let Some(frame) = self.frames.last_mut() {
            frame.rare = Some(rare);
        }
    }

    /// An item of the innermost array.
    pub(super) fn item_at(&mut self, at: usize, index: usize) {
        let Some((first, last)) = self.step(index) else {
            return;
        };
        for schema in first..last {
            let Some(schema) = self.schemas.get(schema).copied() else {
                return;
            };
            let prefix = schema.prefix.get(index).copied();
            let check = prefix.or_else(|| schema.items.filter(|_| index >= schema.prefix.len()));
            if let Some(check) = check {
                self.add(check);
            }
        }
        self.rare_item(at, index);
    }

    fn rare_item(&mut self, at: usize, index: usize) {
        let Some(mut rare) = self.frames.last_mut().and_then(|frame| frame.rare.take()) else {
            return;
        };
        let subject = Subject::at(self.text, at);
        for (contains, count) in &mut rare.contained {
            // One more than the most, or else the fewest, decide.
            let most = contains.max.map(|max| max.saturating_add(1));
            let enough = most.map_or(contains.min, |most| contains.min.max(most));
            if *count < enough {
                *count += usize::from(self.admits(contains.check, subject));
            }
        }
        for (covers, rest) in &rare.unevaluated {
            let is_covered = covers.iter().any(|cover| match cover {
                Cover::All => true,
                Cover::First(count) => index < *count,
                Cover::Items(check) => self.admits(check, subject),
                _ => false,
            });
            if !is_covered {
                self.add(rest);
            }
        }
        self.put_back(rare);
    }

    /// The innermost array or object ends.
    pub(super) fn leave(&mut self) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        self.schemas.truncate(frame.last);
        let mut met = frame.met;
        for index in frame.first..frame.last {
            let Some(schema) = self.schemas.get(index).copied() else {
                break;
            };
            if self.is_done() {
                break;
            }
            if frame.is_object {
                self.required(schema.properties, met);
                met += schema.properties.len().div_ceil(64);
            }
            for rule in schema.rules {
                self.container_rule(rule, &frame);
            }
        }
        self.met.truncate(frame.met);
        if let Some(rare) = &frame.rare {
            self.contained(&rare.contained);
            if rare.unique.is_some() {
                self.hashes.unwant();
            }
        }
        if self.hashes.are_wanted() {
            let hash = self
                .hashes
                .container(frame.at, frame.is_object, frame.count, frame.hash);
            self.hashed(frame.at, hash);
        }
    }

    fn required(&mut self, properties: &'static [Property], met: usize) {
        for (index, property) in properties.iter().enumerate() {
            if property.is_required && !self.is_met(met, index) {
                self.violate(Some(property.name), "required", Limit::None);
            }
        }
    }

    fn is_met(&self, met: usize, index: usize) -> bool {
        let word = self.met.get(met + index / 64).copied().unwrap_or_default();
        word & (1 << (index % 64)) != 0
    }

    fn contained(&mut self, counts: &[(&'static Contains, usize)]) {
        for (contains, count) in counts {
            if self.is_done() {
                return;
            }
            if *count < contains.min {
                self.violation("contains", Limit::Count(contains.min));
            }
            if let Some(max) = contains.max.filter(|max| count > max) {
                self.violation("maxContains", Limit::Count(max));
            }
        }
    }

    /// What was read last has a hash: it belongs to the array or object around it.
    pub(super) fn hashed(&mut self, at: usize, hash: u64) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        let unique = frame.rare.as_mut().and_then(|rare| rare.unique.as_mut());
        if let Some(items) = unique {
            items.add(self.text, at, hash);
        }
        frame.hash = self
            .hashes
            .joined(frame.is_object, frame.token, frame.hash, hash, self.text);
    }
}
