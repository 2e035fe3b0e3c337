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

/// How much anchors and aliases may copy, beside as much as the text is long: a byte of a string counts
/// one, and a value [`VALUE`]. Documents that reuse a few parts need far less, and a text of nested
/// aliases would grow exponentially.
const COPIES: usize = 2_000_000;

/// What a value counts in addition to its text.
const VALUE: usize = 16;

pub(super) fn parse(text: &str) -> Result<Parsed, Failure> {
    let mut options = Options::default();
    options.flow_nesting_limit = DEPTH;
    options.block_nesting_limit = DEPTH;
    options.emit_unresolved_aliases = true;
    options.block_scalar_eof_without_line_feed = true;
    let mut builder = Builder {
        collections: Vec::new(),
        anchors: HashMap::new(),
        copies: text.len().saturating_add(COPIES),
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
    /// How much may still be copied.
    copies: usize,
    duplicates: Vec<Pointer>,
    positions: Positions,
    document: Option<Value>,
}

/// A value that aliases repeat.
struct Anchored {
    value: Value,
    /// The text of a scalar, for an alias that is a key.
    text: Option<String>,
    extent: Extent,
}

/// How large a value is.
#[derive(Clone, Copy)]
struct Extent {
    /// What it counts when it is copied.
    weight: usize,
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
        key: Option<Key<'t>>,
        /// The mappings whose properties are added, those that come first preferred.
        merged: Vec<Value>,
    },
}

struct Key<'t> {
    text: Cow<'t, str>,
    /// It is a plain `<<`.
    is_merge: bool,
}

impl<'t> Builder<'t> {
    fn add(&mut self, event: Event<'t>, span: Span) -> Result<(), Message> {
        match event {
            Event::DocumentStart(..) if self.document.is_some() => {
                Err("there is more than one document in the file".into())
            }
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag.as_deref();
                if anchor != 0 {
                    let value = scalar_value(text.clone(), style, tag)?;
                    self.keep(anchor, value, Some(text.to_string()))?;
                }
                if self.wants_key() {
                    // The parser gives an empty scalar the text of null.
                    let text = if span.is_empty() {
                        Cow::Borrowed("")
                    } else {
                        text
                    };
                    let is_plain = style == ScalarStyle::Plain && tag.is_none();
                    let is_merge = is_plain && text == "<<";
                    self.begin_property(text, is_merge, span);
                    return Ok(());
                }
                let value = scalar_value(text, style, tag)?;
                self.begin_and_put(value, span)
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
                    merged: Vec::new(),
                };
                self.open(mapping, anchor, span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            _ => Ok(()),
        }
    }

    fn wants_key(&self) -> bool {
        let last = self.collections.last().map(|last| &last.content);
        matches!(last, Some(Content::Mapping { key: None, .. }))
    }

    fn is_in_sequence(&self) -> bool {
        let last = self.collections.last().map(|last| &last.content);
        matches!(last, Some(Content::Sequence(_)))
    }

    /// Records where the key of the next property, or the next item, begins.
    fn record(&mut self, pointer: Option<u64>, span: Span) {
        if let Some(pointer) = pointer {
            let offset = span.start.byte_offset().unwrap_or_default();
            self.positions.record(pointer, offset);
        }
    }

    /// Sets the key of the next property.
    fn begin_property(&mut self, text: Cow<'t, str>, is_merge: bool, span: Span) {
        if let Some(Content::Mapping { key, .. }) =
            self.collections.last_mut().map(|last| &mut last.content)
        {
            *key = Some(Key { text, is_merge });
        }
        self.record(self.next_pointer(), span);
    }

    /// Adds a complete value, with its position if it is an item.
    fn begin_and_put(&mut self, value: Value, span: Span) -> Result<(), Message> {
        // The position of a property is that of its key.
        if self.is_in_sequence() {
            self.record(self.next_pointer(), span);
        }
        self.put(value)
    }

    /// The hash of the pointer to the value that comes next in the innermost collection.
    fn next_pointer(&self) -> Option<u64> {
        let last = self.collections.last()?;
        match &last.content {
            Content::Sequence(items) => {
                let index = items.len().to_string();
                Some(positions::child(last.pointer, &index))
            }
            Content::Mapping { key, .. } => {
                Some(positions::child(last.pointer, &key.as_ref()?.text))
            }
        }
    }

    fn open(&mut self, content: Content<'t>, anchor: usize, span: Span) -> Result<(), Message> {
        if self.wants_key() {
            return Err("a key has to be a string".into());
        }
        if self.collections.len() >= DEPTH {
            return Err("nested too deeply".into());
        }
        let pointer = self.next_pointer();
        if self.is_in_sequence() {
            self.record(pointer, span);
        }
        self.collections.push(Collection {
            content,
            pointer: pointer.unwrap_or(positions::ROOT),
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
            Content::Mapping {
                mut properties,
                merged,
                ..
            } => {
                merged
                    .into_iter()
                    .for_each(|merged| merge(&mut properties, merged));
                Value::Object(properties)
            }
        };
        if closed.anchor != 0 {
            self.keep(closed.anchor, value.clone(), None)?;
        }
        self.put(value)
    }

    /// Keeps a value that has an anchor.
    fn keep(&mut self, anchor: usize, value: Value, text: Option<String>) -> Result<(), Message> {
        let extent = extent(&value);
        self.copy(extent)?;
        let anchored = Anchored {
            value,
            text,
            extent,
        };
        self.anchors.insert(anchor, anchored);
        Ok(())
    }

    fn copy(&mut self, extent: Extent) -> Result<(), Message> {
        let left = self.copies.checked_sub(extent.weight);
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
        if self.wants_key() {
            let text = anchored.and_then(|anchored| anchored.text.clone());
            let text = text.ok_or("a key has to be a string")?;
            self.begin_property(text.into(), false, span);
            return Ok(());
        }
        let value = anchored.map_or(Value::Null, |anchored| anchored.value.clone());
        self.begin_and_put(value, span)
    }

    /// Adds a complete value to the innermost collection, or makes it the document.
    fn put(&mut self, value: Value) -> Result<(), Message> {
        let Some(last) = self.collections.last_mut() else {
            self.document = Some(value);
            return Ok(());
        };
        match &mut last.content {
            Content::Sequence(items) => items.push(value),
            Content::Mapping {
                properties,
                key,
                merged,
            } => {
                let Some(Key { text, is_merge }) = key.take() else {
                    return Ok(());
                };
                if is_merge {
                    let merge = is_mergeable(&value).then(|| merged.push(value));
                    return merge.ok_or_else(|| {
                        "a merge key `<<` holds a mapping or a list of mappings".into()
                    });
                }
                let key = text.into_owned();
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
                Content::Mapping { key, .. } => {
                    pointer.join(key.as_ref().map_or("", |key| &key.text))
                }
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

/// Whether a value can be that of a merge key.
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
        let mut all = Extent {
            weight: VALUE,
            depth: 1,
        };
        for value in inner {
            let extent = extent(value);
            all.weight += extent.weight;
            all.depth = all.depth.max(extent.depth + 1);
        }
        all
    };
    match value {
        Value::Array(items) => collection(&mut items.iter()),
        Value::Object(properties) => {
            let mut all = collection(&mut properties.values());
            all.weight += properties.keys().map(String::len).sum::<usize>();
            all
        }
        Value::String(text) => Extent {
            weight: VALUE + text.len(),
            depth: 0,
        },
        _ => Extent {
            weight: VALUE,
            depth: 0,
        },
    }
}
