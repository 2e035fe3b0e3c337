//! The types of values.

use std::fmt;

use serde_json::Value;

use super::Decimal;

/// The types of JSON values. `Integer` is kept apart from `Number` as contracts keep it apart;
/// every integer is also a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

impl Type {
    /// Every type.
    pub const ALL: [Self; 7] = [
        Self::Null,
        Self::Boolean,
        Self::Integer,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// The name that contracts use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// The type of a name that contracts use.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A set of [`Type`]s.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Types(u8);

impl Types {
    /// No type.
    pub const NONE: Self = Self(0);
    /// Every type: what a schema without `type` admits.
    pub const ANY: Self = Self(0x7f);

    /// One type.
    #[must_use]
    pub const fn of(kind: Type) -> Self {
        Self(1 << kind as u8)
    }

    /// Whether a type is in the set.
    #[must_use]
    pub const fn contains(self, kind: Type) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// The set with one type more.
    #[must_use]
    pub const fn with(self, kind: Type) -> Self {
        Self(self.0 | 1 << kind as u8)
    }

    /// The set without a type.
    #[must_use]
    pub const fn without(self, kind: Type) -> Self {
        Self(self.0 & !(1 << kind as u8))
    }

    /// Whether there is no type in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The one type in the set, where it is one.
    #[must_use]
    pub fn single(self) -> Option<Type> {
        let mut members = self.iter();
        members.next().filter(|_| members.next().is_none())
    }

    /// Whether a value is of one of the types. A number without a fraction is an integer, however it
    /// is written (JSON Schema 2020-12, core, section 4.2.3).
    #[must_use]
    pub fn admits(self, value: &Value) -> bool {
        match value {
            Value::Null => self.contains(Type::Null),
            Value::Bool(_) => self.contains(Type::Boolean),
            Value::String(_) => self.contains(Type::String),
            Value::Array(_) => self.contains(Type::Array),
            Value::Object(_) => self.contains(Type::Object),
            Value::Number(_) if self.contains(Type::Number) => true,
            Value::Number(number) => {
                self.contains(Type::Integer)
                    && Decimal::from_json(number).is_some_and(Decimal::is_integer)
            }
        }
    }

    /// The types that both sets admit; `number` admits every `integer`.
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        let widen = |set: Self| {
            if set.contains(Type::Number) {
                set.with(Type::Integer)
            } else {
                set
            }
        };
        let both = Self(widen(self).0 & widen(other).0);
        if both.contains(Type::Number)
            && self.contains(Type::Number)
            && other.contains(Type::Number)
        {
            // Both said `number`: the integers among them need no mention of their own.
            let named = self.contains(Type::Integer) && other.contains(Type::Integer);
            return if named {
                both
            } else {
                both.without(Type::Integer)
            };
        }
        both
    }

    /// The types in the set.
    pub fn iter(self) -> impl Iterator<Item = Type> {
        Type::ALL
            .into_iter()
            .filter(move |kind| self.contains(*kind))
    }
}

impl FromIterator<Type> for Types {
    fn from_iter<I: IntoIterator<Item = Type>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::NONE, Self::with)
    }
}

impl fmt::Debug for Types {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.iter()).finish()
    }
}
