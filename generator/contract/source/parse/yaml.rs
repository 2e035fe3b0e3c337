//! YAML 1.2 to a value, from the events of `granit-parser`, with the merge keys (`<<`) of YAML 1.1.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Marker, Options, Parser, ScalarStyle, Span, Tag};
use serde_json::{Map, Value};

use super::{Failure, Parsed, scalar};
use crate::location::{Pointer, Position};
use crate::source::positions::{self, Positions};

/// How deeply collections may be nested: as deeply as in JSON, where `serde_json` has this limit. What
/// walks values may recurse.
const DEPTH: usize = 128;

/// How many values aliases may add, beside one for each byte of the text: documents that reuse a few
/// parts need far fewer, and a text of nested aliases would grow exponentially.
const ALIASED_VALUES: usize = 100_000;

pub(super) fn parse(text: &str) -> Result<Parsed, Failure> {
    let mut options = Options::default();
    options.flow_nesting_limit = DEPTH;
    options.block_nesting_limit = DEPTH;
    options.emit_unresolved_aliases = true;
    let mut builder = Builder {
        collections: Vec::new(),
        anchors: HashMap::new(),
        copies: text.len().saturating_add(ALIASED_VALUES),
        duplicates: Vec::new(),
        positions: Positions::default(),
        document: None,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| failure(&error.info(), error.marker()))?;
        builder
            .add(event, span)
            .map_err(|message| failure(&message, &span.start))?;
    }
    Ok(Parsed {
        // A text without a document stands for null.
        value: builder.document.unwrap_or_default(),
        duplicates: builder.duplicates,
        positions: builder.positions,
    })
}

fn failure(message: &str, at: &Marker) -> Failure {
    Failure {
        message: format!("not valid YAML: {message}"),
        position: Some(Position {
            line: at.line(),
            column: at.col() + 1,
        }),
        too_large: false,
    }
}

type Message = Cow<'static, str>;

/// Builds the value of a document, without recursion.
struct Builder<'t> {
    /// The collections that are not complete, the outermost first.
    collections: Vec<Collection<'t>>,
    /// The values that have an anchor.
    anchors: HashMap<usize, Anchored>,
    /// How many values aliases may still add.
    copies: usize,
    duplicates: Vec<Pointer>,
    positions: Positions,
    document: Option<Value>,
}

/// A value that aliases repeat.
struct Anchored {
    value: Value,
    extent: Extent,
}

/// How large a value is.
#[derive(Clone, Copy)]
struct Extent {
    /// How many values it consists of, itself included.
    count: usize,
    /// How deeply collections are nested in it: 0 for a scalar.
    depth: usize,
}

struct Collection<'t> {
    content: Content<'t>,
    /// The hash of the pointer to it.
    pointer: u64,
    anchor: usize,
}

enum Content<'t> {
    Sequence(Vec<Value>),
    Mapping {
        properties: Map<String, Value>,
        /// The key whose value comes next.
        key: Option<Cow<'t, str>>,
    },
}

impl<'t> Builder<'t> {
    fn add(&mut self, event: Event<'t>, span: Span) -> Result<(), Message> {
        match event {
            Event::DocumentStart(..) if self.document.is_some() => {
                Err("there is more than one document in the file".into())
            }
            Event::Scalar(text, style, anchor, tag) => {
                if let Some(key) = self.wanted_key() {
                    *key = Some(text.clone());
                    let owned = || Value::String(text.into_owned());
                    self.keep(anchor, owned)?;
                    self.begin_property(span);
                    return Ok(());
                }
                let value = scalar_value(text, style, tag.as_deref())?;
                self.begin_item(span);
                self.keep(anchor, || value.clone())?;
                self.put(value)
            }
            Event::Alias(anchor) => self.repeat(anchor, span),
            Event::UnresolvedAlias(name) => {
                Err(format!("the anchor `{name}` is not defined").into())
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open(Content::Sequence(Vec::new()), anchor, span)
            }
            Event::MappingStart(_, anchor, _) => {
                let mapping = Content::Mapping {
                    properties: Map::new(),
                    key: None,
                };
                self.open(mapping, anchor, span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            _ => Ok(()),
        }
    }

    /// Where the next key belongs, if one is expected.
    fn wanted_key(&mut self) -> Option<&mut Option<Cow<'t, str>>> {
        match self.collections.last_mut().map(|last| &mut last.content) {
            Some(Content::Mapping { key, .. }) if key.is_none() => Some(key),
            _ => None,
        }
    }

    /// Records the position of a property whose key has been read.
    fn begin_property(&mut self, span: Span) {
        if let Some(pointer) = self.next_pointer() {
            let offset = span.start.byte_offset().unwrap_or_default();
            self.positions.record(pointer, offset);
        }
    }

    /// Records the position of a value if it is an item of a sequence.
    fn begin_item(&mut self, span: Span) {
        let last = self.collections.last().map(|last| &last.content);
        if let Some(Content::Sequence(_)) = last
            && let Some(pointer) = self.next_pointer()
        {
            let offset = span.start.byte_offset().unwrap_or_default();
            self.positions.record(pointer, offset);
        }
    }

    /// The hash of the pointer to the value that comes next in the innermost collection.
    fn next_pointer(&self) -> Option<u64> {
        let last = self.collections.last()?;
        match &last.content {
            Content::Sequence(items) => {
                let index = items.len().to_string();
                Some(positions::child(last.pointer, &index))
            }
            Content::Mapping { key, .. } => Some(positions::child(last.pointer, key.as_deref()?)),
        }
    }

    fn open(&mut self, content: Content<'t>, anchor: usize, span: Span) -> Result<(), Message> {
        if self.wanted_key().is_some() {
            return Err("a key has to be a string".into());
        }
        if self.collections.len() >= DEPTH {
            return Err("nested too deeply".into());
        }
        self.begin_item(span);
        let pointer = self.next_pointer().unwrap_or(positions::ROOT);
        self.collections.push(Collection {
            content,
            pointer,
            anchor,
        });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Message> {
        let Some(closed) = self.collections.pop() else {
            return Ok(());
        };
        let value = match closed.content {
            Content::Sequence(items) => Value::Array(items),
            Content::Mapping { mut properties, .. } => {
                if let Some(merged) = properties.shift_remove(MERGE) {
                    merge(&mut properties, merged);
                }
                Value::Object(properties)
            }
        };
        self.keep(closed.anchor, || value.clone())?;
        self.put(value)
    }

    /// Keeps a value that has an anchor.
    fn keep(&mut self, anchor: usize, value: impl FnOnce() -> Value) -> Result<(), Message> {
        if anchor != 0 {
            let value = value();
            let extent = extent(&value);
            self.copy(extent)?;
            self.anchors.insert(anchor, Anchored { value, extent });
        }
        Ok(())
    }

    fn copy(&mut self, extent: Extent) -> Result<(), Message> {
        let left = self.copies.checked_sub(extent.count);
        self.copies = left.ok_or("anchors and aliases repeat too many values")?;
        Ok(())
    }

    /// Adds the value that an alias stands for.
    fn repeat(&mut self, anchor: usize, span: Span) -> Result<(), Message> {
        // The anchor of a collection that contains the alias has no value yet.
        let Some(extent) = self.anchors.get(&anchor).map(|anchored| anchored.extent) else {
            return Err("the alias refers to a value that contains it".into());
        };
        self.copy(extent)?;
        if self.collections.len() + extent.depth > DEPTH {
            return Err("nested too deeply".into());
        }
        let anchored = self.anchors.get(&anchor);
        let value = anchored.map_or(Value::Null, |anchored| anchored.value.clone());
        if let Some(key) = self.wanted_key() {
            let Value::String(text) = value else {
                return Err("a key has to be a string".into());
            };
            *key = Some(Cow::Owned(text));
            self.begin_property(span);
            return Ok(());
        }
        self.begin_item(span);
        self.put(value)
    }

    /// Adds a complete value to the innermost collection, or makes it the document.
    fn put(&mut self, value: Value) -> Result<(), Message> {
        let Some(last) = self.collections.last_mut() else {
            self.document = Some(value);
            return Ok(());
        };
        match &mut last.content {
            Content::Sequence(items) => items.push(value),
            Content::Mapping { properties, key } => {
                let key = key.take().unwrap_or_default().into_owned();
                if key == MERGE && !is_mergeable(&value) {
                    return Err("a merge key `<<` holds a mapping or a list of mappings".into());
                }
                let duplicate = properties.contains_key(&key).then(|| key.clone());
                properties.insert(key, value);
                if let Some(key) = duplicate {
                    let pointer = self.pointer().join(&key);
                    self.duplicates.push(pointer);
                }
            }
        }
        Ok(())
    }

    /// The pointer to the innermost collection.
    fn pointer(&self) -> Pointer {
        let around = self.collections.len().saturating_sub(1);
        let tokens = self.collections.iter().take(around);
        tokens.fold(
            Pointer::default(),
            |pointer, collection| match &collection.content {
                Content::Sequence(items) => pointer.join(&items.len().to_string()),
                Content::Mapping { key, .. } => pointer.join(key.as_deref().unwrap_or_default()),
            },
        )
    }
}

/// A scalar. A quoted one is a string, whatever it looks like; tags that are not of the core schema
/// mean nothing in JSON.
fn scalar_value(
    text: Cow<'_, str>,
    style: ScalarStyle,
    tag: Option<&Tag>,
) -> Result<Value, Message> {
    let invalid = |kind: &str| -> Message { format!("`{text}` is not {kind}").into() };
    let core = tag.and_then(Tag::core_suffix);
    let value = match core {
        Some("bool") => scalar::boolean(&text)
            .map(Value::Bool)
            .ok_or_else(|| invalid("a boolean"))?,
        Some("int") => scalar::integer(&text).ok_or_else(|| invalid("an integer"))?,
        Some("float") => scalar::float(&text)
            .or_else(|| scalar::integer(&text))
            .ok_or_else(|| invalid("a number"))?,
        Some("null") if scalar::is_null(&text) => Value::Null,
        Some("null") => return Err(invalid("null")),
        Some(_) => Value::String(text.into_owned()),
        None if style == ScalarStyle::Plain => scalar::plain(&text),
        None => Value::String(text.into_owned()),
    };
    Ok(value)
}

/// The key of mappings whose properties are added to those around it.
const MERGE: &str = "<<";

fn is_mergeable(value: &Value) -> bool {
    match value {
        Value::Array(mappings) => mappings.iter().all(Value::is_object),
        mapping => mapping.is_object(),
    }
}

/// Adds the properties of the merged mappings that are not there yet.
fn merge(properties: &mut Map<String, Value>, merged: Value) {
    let mappings = match merged {
        Value::Array(mappings) => mappings,
        mapping => vec![mapping],
    };
    for mapping in mappings {
        if let Value::Object(more) = mapping {
            for (key, value) in more {
                properties.entry(key).or_insert(value);
            }
        }
    }
}

/// How large a value is. Values are not nested more deeply than [`DEPTH`].
fn extent(value: &Value) -> Extent {
    let collection = |inner: &mut dyn Iterator<Item = &Value>| {
        let mut all = Extent { count: 1, depth: 1 };
        for value in inner {
            let extent = extent(value);
            all.count += extent.count;
            all.depth = all.depth.max(extent.depth + 1);
        }
        all
    };
    match value {
        Value::Array(items) => collection(&mut items.iter()),
        Value::Object(properties) => collection(&mut properties.values()),
        _ => Extent { count: 1, depth: 0 },
    }
}
