//! Unfolds schemas into fields, within the budget of a page.

use std::collections::HashSet;

use super::anchors::Anchors;
use super::constraints::constraints;
use super::fields::{Branch, Combination, Direction, Field, Structure};
use super::flat::{Choice, Flat};
use super::label::Label;
use super::nesting::innermost;
use super::values::{constants, short, values};
use crate::contract::{Contract, SchemaId};
use crate::docs::links::Links;
use crate::docs::text::Prose;

/// The page on which schemas are unfolded.
pub struct Scope<'a, 'b> {
    pub contract: &'a Contract,
    pub links: &'b Links<'b>,
    pub anchors: &'b mut Anchors,
    /// The model that the page is of.
    pub page: Option<SchemaId>,
    /// The number of fields that the page still has room for; after that, models are only linked.
    pub budget: usize,
    /// The models that a response on this page has already unfolded.
    pub unfolded: HashSet<SchemaId>,
}

/// The depth from which models are only linked, and the one from which all schemas are cut off.
const MAX_MODEL_DEPTH: usize = 4;
const MAX_DEPTH: usize = 12;
/// The maximal number of fields on one page, whatever the document contains.
const MAX_FIELDS: usize = 3_000;
/// The maximal number of fields and branches of a model that other pages show.
const MAX_SHOWN: usize = 200;

/// The state of a walk through a schema.
struct Walk<'w> {
    direction: Direction,
    /// The prefix of ids, such as `body-` or `201-`.
    anchor: &'w str,
    depth: usize,
    /// The models on the path from the root, to detect recursion.
    inside: Vec<SchemaId>,
    left: usize,
}

impl<'a> Scope<'a, '_> {
    /// Returns the structure of a value to which all of the schemas apply.
    pub fn structure(
        &mut self,
        ids: &[SchemaId],
        direction: Direction,
        anchor: &str,
    ) -> Structure<'a> {
        let flat = Flat::of(self.contract, ids);
        let mut walk = Walk {
            direction,
            anchor,
            depth: 0,
            inside: Vec::new(),
            left: MAX_FIELDS,
        };
        let (target, suffix) = innermost(self.contract, &flat);
        let elsewhere = target.model.filter(|model| self.page != Some(*model));
        if elsewhere.is_some_and(|model| self.links.has_model(model)) && weight(&target) > MAX_SHOWN
        {
            return Structure::default();
        }
        let prefix = dotted("", &suffix);
        walk.inside.extend(target.model);
        if direction != Direction::Request {
            self.unfolded.extend(target.model);
        }
        self.unfold(&target, &prefix, &mut walk)
    }

    /// Returns the field of a parameter or header.
    pub fn parameter(
        &mut self,
        parameter: &'a crate::contract::Parameter,
        anchor: &str,
        direction: Direction,
    ) -> Field<'a> {
        let schema: Vec<SchemaId> = parameter.value.schema().into_iter().collect();
        let flat = Flat::of(self.contract, &schema);
        let mut walk = Walk {
            direction,
            anchor,
            depth: 0,
            inside: Vec::new(),
            left: MAX_FIELDS,
        };
        let mut field = self.field("", &parameter.name, &flat, parameter.required, &mut walk);
        if let Some(text) = &parameter.description {
            field.description = Prose::non_empty(text);
        }
        field.deprecated |= parameter.deprecated;
        let example = parameter
            .examples
            .iter()
            .find_map(|example| example.value.as_ref());
        if let Some(example) = example {
            field.example = Some(short(example));
        }
        field
    }

    fn unfold(&mut self, flat: &Flat<'a>, prefix: &str, walk: &mut Walk<'_>) -> Structure<'a> {
        let mut structure = Structure::default();
        if walk.depth >= MAX_DEPTH {
            return structure;
        }
        // The budget is charged for all properties before any of them unfolds, so that the first
        // cannot use it up.
        self.budget = self.budget.saturating_sub(weight(flat));
        for (name, ids) in &flat.properties {
            if walk.left == 0 {
                break;
            }
            let property = Flat::of(self.contract, ids);
            let hidden = match walk.direction {
                Direction::Request => property.any(|part| part.read_only),
                Direction::Response => property.any(|part| part.write_only),
                Direction::Both => false,
            };
            if hidden {
                continue;
            }
            walk.left -= 1;
            let required = flat.required.contains(name);
            let field = self.field(prefix, name, &property, required, walk);
            structure.fields.push(field);
        }
        for choice in &flat.choices {
            if constants(self.contract, &choice.branches).is_some() {
                continue;
            }
            let combination = self.combination(flat, choice, prefix, walk);
            structure.combinations.push(combination);
        }
        structure
    }

    fn field(
        &mut self,
        prefix: &str,
        name: &str,
        flat: &Flat<'a>,
        required: bool,
        walk: &mut Walk<'_>,
    ) -> Field<'a> {
        let anchor = self.anchors.take(&format!("{}{prefix}{name}", walk.anchor));
        let mut flags = Vec::new();
        let mut flag = |holds: bool, word| {
            if holds {
                flags.push(word);
            }
        };
        flag(flat.nullable(), "nullable");
        flag(flat.any(|part| part.read_only), "read-only");
        flag(flat.any(|part| part.write_only), "write-only");
        let (values, more_values) = values(self.contract, flat);
        Field {
            anchor,
            prefix: prefix.to_owned(),
            name: name.to_owned(),
            label: Label::of(self.contract, self.links, flat),
            presence: match (walk.direction, required) {
                // Most properties of responses are required, so only optional ones are marked.
                (Direction::Response, true) => "",
                (_, true) => "Required",
                (_, false) => "Optional",
            },
            required,
            deprecated: flat.any(|part| part.deprecated),
            flags,
            constraints: constraints(self.contract, flat),
            default: flat.first(|part| part.default.as_deref()).map(short),
            example: if values.is_empty() && !flat.has_structure() {
                flat.first(|part| part.examples.first()).map(short)
            } else {
                None
            },
            values,
            more_values,
            description: flat.description().and_then(Prose::non_empty),
            inner: self.inner(flat, &format!("{prefix}{name}"), walk),
        }
    }

    /// Returns the structure that unfolds below a field.
    fn inner(&mut self, flat: &Flat<'a>, path: &str, walk: &mut Walk<'_>) -> Option<Structure<'a>> {
        let (target, suffix) = innermost(self.contract, flat);
        if !target.has_structure() {
            return None;
        }
        if let Some(model) = target.model {
            if walk.inside.contains(&model) {
                return None;
            }
            let linked = self.links.has_model(model);
            let known = walk.direction != Direction::Request && self.unfolded.contains(&model);
            let large = weight(&target) > self.budget;
            if linked && (known || large || walk.depth >= MAX_MODEL_DEPTH) {
                return None;
            }
            if walk.direction != Direction::Request {
                self.unfolded.insert(model);
            }
        }
        // What has no page of its own is shown on that of the model that it is written in.
        let mut around = walk
            .inside
            .iter()
            .filter(|model| self.page != Some(**model));
        if target.model.is_none()
            && weight(&target) > self.budget
            && around.any(|model| self.links.has_model(*model))
        {
            return None;
        }
        walk.inside.extend(target.model);
        walk.depth += 1;
        let structure = self.unfold(&target, &dotted(path, &suffix), walk);
        walk.depth -= 1;
        if target.model.is_some() {
            walk.inside.pop();
        }
        (!structure.is_empty()).then_some(structure)
    }

    fn combination(
        &mut self,
        flat: &Flat<'a>,
        choice: &Choice,
        prefix: &str,
        walk: &mut Walk<'_>,
    ) -> Combination<'a> {
        let discriminator = flat.first(|part| part.discriminator.as_ref());
        let mut branches = Vec::new();
        for (index, id) in choice.branches.iter().enumerate() {
            if walk.left == 0 {
                break;
            }
            walk.left -= 1;
            let branch = Flat::of(self.contract, &[*id]);
            let label = Label::of(self.contract, self.links, &branch);
            // The branch that is the base schema itself has the name of the whole `oneOf`.
            let alone = discriminator.and_then(|own| own.base) == Some(*id);
            let named = if alone { flat } else { &branch };
            let title = named
                .first(|part| part.title.clone().or_else(|| part.name.clone()))
                .unwrap_or_else(|| label.text());
            let discriminator_value = discriminator.and_then(|own| own.tags(*id).first().cloned());
            let anchor = self
                .anchors
                .take(&format!("{}{prefix}{}", walk.anchor, index + 1));
            // Properties that the branches share with the schema itself are listed once, before the
            // branches.
            let mut own = branch.clone();
            own.properties
                .retain(|name, ids| flat.properties.get(name) != Some(ids));
            let path = prefix.trim_end_matches('.').to_owned();
            let structure = if branch.has_structure() && !own.has_structure() {
                None
            } else {
                self.inner(&own, &path, walk)
            };
            branches.push(Branch {
                anchor,
                title,
                label,
                discriminator_value,
                constraints: constraints(self.contract, &branch),
                values: values(self.contract, &branch).0,
                description: branch
                    .description()
                    .filter(|_| !alone)
                    .and_then(Prose::non_empty),
                structure,
            });
        }
        Combination {
            title: if choice.exactly_one {
                "One of"
            } else {
                "Any of"
            },
            discriminator: discriminator.map(|discriminator| discriminator.property.clone()),
            branches,
        }
    }
}

/// Returns the number of fields and branches that a schema has itself.
fn weight(flat: &Flat<'_>) -> usize {
    let branches = flat.choices.iter().map(|choice| choice.branches.len());
    flat.properties.len() + branches.sum::<usize>()
}

/// Returns the prefix of properties nested in a dotted name.
fn dotted(path: &str, suffix: &str) -> String {
    match format!("{path}{suffix}").trim_start_matches('.') {
        "" => String::new(),
        prefix => format!("{prefix}."),
    }
}
