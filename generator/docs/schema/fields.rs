//! The members of a value, unfolded as far as a page has room for them.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;

use super::flat::Flat;
use super::label::Label;
use super::words::{Rule, rules};
use crate::contract::{Contract, SchemaId, Type};
use crate::docs::links::Links;
use crate::docs::text::Prose;

/// Which way a value goes: what is read only has no place in a request, what is write only none
/// in an answer (OpenAPI 3.0.3, section 4.7.24).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Request,
    Response,
    /// A model that stands for itself.
    Both,
}

/// A member of a value, or a parameter.
#[derive(Debug, Clone)]
pub struct Field<'a> {
    /// The id that a link to this field ends with.
    pub anchor: String,
    /// The names of what the field is in, each with its dot.
    pub prefix: String,
    pub name: String,
    pub label: Label,
    /// Whether it must be there, in a word; nothing where that is not worth one.
    pub presence: &'static str,
    pub required: bool,
    pub deprecated: bool,
    pub flags: Vec<&'static str>,
    pub rules: Vec<Rule>,
    pub default: Option<String>,
    pub values: Vec<EnumValue<'a>>,
    /// How many values are not listed here.
    pub more_values: usize,
    pub example: Option<String>,
    pub description: Option<Prose<'a>>,
    pub inner: Option<Shape<'a>>,
}

impl Field<'_> {
    /// The whole dotted name.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}{}", self.prefix, self.name)
    }
}

#[derive(Debug, Clone)]
pub struct EnumValue<'a> {
    pub json: String,
    pub description: Option<Prose<'a>>,
}

pub type Fields<'a> = Vec<Field<'a>>;

/// What a value is made of.
#[derive(Debug, Clone, Default)]
pub struct Shape<'a> {
    pub fields: Fields<'a>,
    pub alternatives: Vec<Alternatives<'a>>,
}

impl Shape<'_> {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.alternatives.is_empty()
    }

    /// How many fields unfold in all.
    #[must_use]
    pub fn count(&self) -> usize {
        let inside = |shape: &Option<Shape<'_>>| shape.as_ref().map_or(0, Shape::count);
        let own: usize = (self.fields.iter())
            .map(|field| 1 + inside(&field.inner))
            .sum();
        let others: usize = (self.alternatives.iter())
            .flat_map(|alternatives| &alternatives.members)
            .map(|member| 1 + inside(&member.shape))
            .sum();
        own + others
    }
}

#[derive(Debug, Clone)]
pub struct Alternatives<'a> {
    /// `Exactly one of` or `Any of`.
    pub words: &'static str,
    /// The member that tells the alternatives apart.
    pub told_by: Option<String>,
    pub members: Vec<Alternative<'a>>,
}

#[derive(Debug, Clone)]
pub struct Alternative<'a> {
    pub anchor: String,
    pub title: String,
    pub label: Label,
    /// The value of the discriminator that means this alternative.
    pub value: Option<String>,
    pub rules: Vec<Rule>,
    pub values: Vec<EnumValue<'a>>,
    pub description: Option<Prose<'a>>,
    pub shape: Option<Shape<'a>>,
}

/// The ids of one page: each is given once.
#[derive(Debug, Default)]
pub struct Anchors {
    /// Put before every id, where several operations share a page.
    pub prefix: String,
    used: HashSet<String>,
}

impl Anchors {
    #[must_use]
    pub fn new(prefix: String) -> Self {
        Self {
            prefix,
            used: HashSet::new(),
        }
    }

    pub fn take(&mut self, wanted: &str) -> String {
        let mut anchor = self.prefix.clone();
        for letter in wanted.chars() {
            // Letters that need no escaping in an address; an id may hold no space.
            let plain = letter.is_ascii_alphanumeric()
                || matches!(letter, '.' | '-' | '_' | '[' | ']' | '*');
            anchor.push(if plain { letter } else { '_' });
        }
        let mut count = 1;
        let mut unique = anchor.clone();
        while !self.used.insert(unique.clone()) {
            count += 1;
            unique = format!("{anchor}~{count}");
        }
        unique
    }
}

/// A page that unfolds schemas.
pub struct Scope<'a, 'b> {
    pub contract: &'a Contract,
    pub links: &'b Links<'b>,
    pub anchors: &'b mut Anchors,
    /// How many more fields the page has room for: beyond it, models are only linked.
    pub room: usize,
    /// Models that an answer on this page has unfolded already.
    pub unfolded: HashSet<SchemaId>,
}

/// Beyond this depth models are only linked, and what has no page of its own ends.
const DEEPEST_MODEL: usize = 4;
const DEEPEST: usize = 12;
/// What fits into a page in the worst case, whatever the document does.
const MOST_FIELDS: usize = 3_000;
/// The longest list of values that a field shows.
const MOST_VALUES: usize = 60;

/// Where a walk through a schema stands.
struct Walk<'w> {
    direction: Direction,
    /// The prefix of ids: `arg-`, `201-`.
    anchor: &'w str,
    depth: usize,
    /// The models that the walk is inside of.
    inside: Vec<SchemaId>,
    left: usize,
}

impl<'a> Scope<'a, '_> {
    /// The members of a schema.
    pub fn shape(&mut self, ids: &[SchemaId], direction: Direction, anchor: &str) -> Shape<'a> {
        let flat = Flat::of(self.contract, ids);
        let mut walk = Walk {
            direction,
            anchor,
            depth: 0,
            inside: Vec::new(),
            left: MOST_FIELDS,
        };
        let (target, suffix) = through(self.contract, &flat);
        let prefix = match suffix.trim_start_matches('.') {
            "" => String::new(),
            suffix => format!("{suffix}."),
        };
        walk.inside.extend(target.model);
        if direction != Direction::Request {
            self.unfolded.extend(target.model);
        }
        self.unfold(&target, &prefix, &mut walk)
    }

    /// A parameter or a header.
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
            left: MOST_FIELDS,
        };
        let mut field = self.field("", &parameter.name, &flat, parameter.required, &mut walk);
        if let Some(text) = &parameter.description {
            field.description = prose(text);
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

    fn unfold(&mut self, flat: &Flat<'a>, prefix: &str, walk: &mut Walk<'_>) -> Shape<'a> {
        let mut shape = Shape::default();
        if walk.depth >= DEEPEST {
            return shape;
        }
        // Every member takes its room before any of them unfolds, so that what stands first in a
        // document does not eat the room of the rest.
        self.room = self.room.saturating_sub(flat.properties.len());
        for (name, ids) in &flat.properties {
            if walk.left == 0 {
                break;
            }
            let member = Flat::of(self.contract, ids);
            let hidden = match walk.direction {
                Direction::Request => member.any(|part| part.read_only),
                Direction::Response => member.any(|part| part.write_only),
                Direction::Both => false,
            };
            if hidden {
                continue;
            }
            walk.left -= 1;
            let required = flat.required.contains(name);
            let field = self.field(prefix, name, &member, required, walk);
            shape.fields.push(field);
        }
        for choice in &flat.choices {
            if constants(self.contract, &choice.members).is_some() {
                continue;
            }
            shape
                .alternatives
                .push(self.alternatives(flat, choice, prefix, walk));
        }
        shape
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
        flag(flat.any(|part| part.read_only), "read only");
        flag(flat.any(|part| part.write_only), "write only");
        let (values, more_values) = values(self.contract, flat);
        Field {
            anchor,
            prefix: prefix.to_owned(),
            name: name.to_owned(),
            label: Label::of(self.contract, self.links, flat),
            presence: match (walk.direction, required) {
                // Nearly everything is there in answers: what may not be is worth the word.
                (Direction::Response, true) => "",
                (Direction::Response, false) => "May be absent",
                (_, true) => "Required",
                (_, false) => "Optional",
            },
            required,
            deprecated: flat.any(|part| part.deprecated),
            flags,
            rules: rules(self.contract, flat),
            default: flat.first(|part| part.default.as_deref()).map(short),
            example: if values.is_empty() && !flat.has_members() {
                flat.first(|part| part.examples.first()).map(short)
            } else {
                None
            },
            values,
            more_values,
            description: flat.description().and_then(prose),
            inner: self.inner(flat, &format!("{prefix}{name}"), walk),
        }
    }

    /// What unfolds below a field.
    fn inner(&mut self, flat: &Flat<'a>, path: &str, walk: &mut Walk<'_>) -> Option<Shape<'a>> {
        let (target, suffix) = through(self.contract, flat);
        if !target.has_members() {
            return None;
        }
        if let Some(model) = target.model {
            if walk.inside.contains(&model) {
                return None;
            }
            let linked = self.links.model(model).is_some();
            let known = walk.direction != Direction::Request && self.unfolded.contains(&model);
            let large = target.properties.len() > self.room;
            if linked && (known || large || walk.depth >= DEEPEST_MODEL) {
                return None;
            }
            if walk.direction != Direction::Request {
                self.unfolded.insert(model);
            }
        }
        walk.inside.extend(target.model);
        walk.depth += 1;
        let shape = self.unfold(&target, &format!("{path}{suffix}."), walk);
        walk.depth -= 1;
        if target.model.is_some() {
            walk.inside.pop();
        }
        (!shape.is_empty()).then_some(shape)
    }

    fn alternatives(
        &mut self,
        flat: &Flat<'a>,
        choice: &super::Choice,
        prefix: &str,
        walk: &mut Walk<'_>,
    ) -> Alternatives<'a> {
        let discriminator = flat.first(|part| part.discriminator.as_ref());
        let mut members = Vec::new();
        for (index, id) in choice.members.iter().enumerate() {
            if walk.left == 0 {
                break;
            }
            walk.left -= 1;
            let member = Flat::of(self.contract, &[*id]);
            let label = Label::of(self.contract, self.links, &member);
            // A base alone is called as the choice is that stands for all that is built on it.
            let alone = discriminator.and_then(|own| own.base) == Some(*id);
            let named = if alone { flat } else { &member };
            let title = named
                .first(|part| part.title.clone().or_else(|| part.name.clone()))
                .unwrap_or_else(|| label.text());
            let value = discriminator.and_then(|own| own.tags(*id).first().cloned());
            let anchor = self
                .anchors
                .take(&format!("{}{prefix}{}", walk.anchor, index + 1));
            // The members that all alternatives share are listed once, before them.
            let mut own = member.clone();
            own.properties
                .retain(|name, ids| flat.properties.get(name) != Some(ids));
            let path = prefix.trim_end_matches('.').to_owned();
            let shape = if member.has_members() && !own.has_members() {
                None
            } else {
                self.inner(&own, &path, walk)
            };
            members.push(Alternative {
                anchor,
                title,
                label,
                value,
                rules: rules(self.contract, &member),
                values: values(self.contract, &member).0,
                description: member.description().filter(|_| !alone).and_then(prose),
                shape,
            });
        }
        Alternatives {
            words: if choice.exactly_one {
                "Exactly one of"
            } else {
                "Any of"
            },
            told_by: discriminator.map(|discriminator| discriminator.property.clone()),
            members,
        }
    }
}

/// What is inside of lists and maps, and how a dotted name says so: `[]` for each item, `*` for
/// each member.
fn through<'a, 'f>(contract: &'a Contract, flat: &'f Flat<'a>) -> (Cow<'f, Flat<'a>>, String) {
    let mut flat = Cow::Borrowed(flat);
    let mut suffix = String::new();
    for _ in 0..4 {
        let next = if flat.has_members() {
            None
        } else if let Some(items) = flat.items() {
            Some((items, "[]"))
        } else if flat.is(Type::Object) {
            flat.additional().map(|values| (values, ".*"))
        } else {
            None
        };
        let Some((next, step)) = next else {
            break;
        };
        flat = Cow::Owned(Flat::of(contract, &[next]));
        suffix.push_str(step);
    }
    (flat, suffix)
}

fn prose(text: &str) -> Option<Prose<'_>> {
    let prose = Prose::flat(text);
    (!prose.is_empty()).then_some(prose)
}

/// A value on one line.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(160) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// The values that a field is limited to, with what the contract says about each.
///
/// `x-enum-descriptions` is what generators commonly read; 3.1 documents write alternatives of
/// one constant each.
pub fn values<'a>(contract: &'a Contract, flat: &Flat<'a>) -> (Vec<EnumValue<'a>>, usize) {
    let (target, _) = through(contract, flat);
    let constant = (target.choices.iter()).find_map(|choice| constants(contract, &choice.members));
    let mut all: Vec<EnumValue<'a>> = match (target.values(), constant) {
        (Some(values), _) => {
            let said = target.first(|part| {
                let extensions = &part.extensions;
                [
                    "x-enum-descriptions",
                    "x-enumDescriptions",
                    "x-enum-varnames",
                ]
                .iter()
                .find_map(|key| extensions.get(*key))
            });
            values
                .iter()
                .enumerate()
                .filter(|(_, value)| !value.is_null())
                .map(|(index, value)| EnumValue {
                    json: short(value),
                    description: said
                        .and_then(|said| match said {
                            Value::Array(texts) => texts.get(index)?.as_str(),
                            Value::Object(texts) => texts.get(value.as_str()?)?.as_str(),
                            _ => None,
                        })
                        .and_then(prose),
                })
                .collect()
        }
        (None, Some(constants)) => constants,
        (None, None) => Vec::new(),
    };
    let more = all.len().saturating_sub(MOST_VALUES);
    all.truncate(MOST_VALUES);
    (all, more)
}

/// Alternatives that are one value each.
fn constants<'a>(contract: &'a Contract, members: &[SchemaId]) -> Option<Vec<EnumValue<'a>>> {
    members
        .iter()
        .map(|id| {
            let schema = contract.schemas.get(id.index())?;
            let [value] = schema.values.as_deref()? else {
                return None;
            };
            let said = schema.description.as_deref().or(schema.title.as_deref());
            Some(EnumValue {
                json: short(value),
                description: said.and_then(prose),
            })
        })
        .collect()
}
