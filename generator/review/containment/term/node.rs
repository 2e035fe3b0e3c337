//! Constraints as terms: every schema becomes a conjunction of small constraints, each about one
//! kind of value, joined by and, or, exactly one, and not.
//!
//! Terms are shared: equal terms are one [`Id`]. A schema is a term by the name of its class, so
//! that recursion needs no special form; what the class means is looked up when it is needed.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::classes::Class;
use crate::side::Side;
use counterpart_contract::Decimal;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Id(pub(crate) u32);

/// The kinds of JSON values. Integers are numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] = [
        Self::Null,
        Self::Boolean,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];
}

/// A set of kinds, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Kinds(u8);

impl Kinds {
    pub(crate) fn of(kinds: &[Kind]) -> Self {
        Self(kinds.iter().fold(0, |set, kind| set | 1 << *kind as u8))
    }

    pub(crate) fn contains(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    pub(crate) fn but(kind: Kind) -> Self {
        Self(0x3f & !(1 << kind as u8))
    }
}

/// A value without parts, with an order so that sets of them are canonical.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Scalar {
    Null,
    Boolean(bool),
    Number(Decimal),
    String(String),
}

impl Scalar {
    pub(crate) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(Self::Null),
            Value::Bool(flag) => Some(Self::Boolean(*flag)),
            Value::Number(number) => Decimal::from_json(number).map(Self::Number),
            Value::String(text) => Some(Self::String(text.clone())),
            Value::Array(_) | Value::Object(_) => None,
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Boolean(_) => Kind::Boolean,
            Self::Number(_) => Kind::Number,
            Self::String(_) => Kind::String,
        }
    }

    /// The JSON value, unless it is a number that JSON as read here cannot hold exactly.
    pub(crate) fn value(&self) -> Option<Value> {
        match self {
            Self::Null => Some(Value::Null),
            Self::Boolean(flag) => Some(Value::Bool(*flag)),
            Self::Number(number) => json_number(*number),
            Self::String(text) => Some(Value::String(text.clone())),
        }
    }
}

pub(crate) fn json_number(number: Decimal) -> Option<Value> {
    let value: serde_json::Number = number.to_string().parse().ok()?;
    (Decimal::from_json(&value) == Some(number)).then_some(Value::Number(value))
}

/// Returns whether a number that is read as a double is that very number: large whole numbers are
/// mostly the next one that is a double.
pub(crate) fn is_exact(number: Decimal, value: &Value) -> bool {
    match value.as_f64().filter(|_| value.is_f64()) {
        Some(double) if (9e15..1e38).contains(&double.abs()) => {
            Decimal::new(double as i128, 0) == number
        }
        _ => true,
    }
}

/// `properties`, `patternProperties` and `additionalProperties`, which mean something together
/// only (JSON Schema core, section 10.3.2).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Properties {
    pub properties: BTreeMap<String, Id>,
    pub patterns: BTreeMap<String, Id>,
    pub additional: Option<Id>,
}

/// A constraint. Those about one kind of value admit every value of another kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    Always(bool),
    Not(Id),
    And(Vec<Id>),
    Or(Vec<Id>),
    /// Exactly one of them.
    OneOf(Vec<Id>),
    Schema(Class),
    /// As a constraint of this side, whoever asks. A silent one is not taken to say anything about
    /// the names that its side knows.
    OnSide {
        side: Side,
        inner: Id,
        silent: bool,
    },
    Kinds(Kinds),
    Values(Rc<[Scalar]>),

    Integer,
    Minimum(Decimal, bool),
    Maximum(Decimal, bool),
    Multiple(Decimal),

    MinLength(u64),
    MaxLength(u64),
    Pattern(String),

    /// A `format` of text; those of numbers are bounds.
    Format(String),

    Items {
        prefix: Vec<Id>,
        rest: Id,
    },
    MinItems(u64),
    MaxItems(u64),
    Unique,
    AtLeast(Id, u64),
    AtMost(Id, u64),

    Properties(Rc<Properties>),
    /// The text of a property, where it is there, is one of these, in order: the same as
    /// `properties` says. What tells branches apart has a name of its own, so that one rules out
    /// the others.
    DiscriminatorValue {
        strings: Vec<String>,
        properties: Id,
        present: Id,
    },
    /// The property is there.
    Required(String),
    /// The property is there unless it is not part of the message, as its own schema says or what
    /// applies beside it.
    Expected {
        name: String,
        read_only: bool,
        write_only: bool,
    },
    Names(Id),
    MinProperties(u64),
    MaxProperties(u64),

    /// A keyword that is not understood, with its value. `vocabulary` says that JSON Schema gives
    /// it a meaning; others are annotations to most who read them.
    Unknown {
        text: String,
        vocabulary: bool,
    },
}

impl Node {
    /// The kind of values that the constraint is about, where it is about one.
    pub(crate) fn kind(&self) -> Option<Kind> {
        match self {
            Self::Integer | Self::Minimum(..) | Self::Maximum(..) | Self::Multiple(_) => {
                Some(Kind::Number)
            }
            Self::MinLength(_) | Self::MaxLength(_) | Self::Pattern(_) | Self::Format(_) => {
                Some(Kind::String)
            }
            Self::Items { .. }
            | Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::Unique
            | Self::AtLeast(..)
            | Self::AtMost(..) => Some(Kind::Array),
            Self::Properties(_)
            | Self::DiscriminatorValue { .. }
            | Self::Required(_)
            | Self::Expected { .. }
            | Self::Names(_)
            | Self::MinProperties(_)
            | Self::MaxProperties(_) => Some(Kind::Object),
            _ => None,
        }
    }
}
