//! Maps that are nearly always empty, and take no room then.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{SchemaId, UncommonKeywords};

/// What reads as an empty value until something is put into it. A long document has tens of
/// thousands of schemas, of which few have members.
#[derive(Clone, PartialEq)]
pub struct Sparse<T>(Option<Box<T>>);

/// What has one empty value that all can read.
pub trait Empty: Default + 'static {
    fn empty() -> &'static Self;
}

macro_rules! empty {
    ($($kind:ty),*) => {
        $(impl Empty for $kind {
            fn empty() -> &'static Self {
                static EMPTY: LazyLock<$kind> = LazyLock::new(Default::default);
                &EMPTY
            }
        })*
    };
}

empty!(
    IndexMap<String, SchemaId>,
    IndexMap<String, Vec<String>>,
    Map<String, Value>,
    UncommonKeywords
);

impl<T> Default for Sparse<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Sparse<T> {
    /// What was put in, to change it where there is something.
    pub fn kept(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }
}

impl<T: Empty> Sparse<T> {
    /// All of it, to do something else with.
    pub fn into_inner(self) -> T {
        self.0.map_or_else(T::default, |inner| *inner)
    }
}

impl<T: Empty> Deref for Sparse<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::empty())
    }
}

impl<T: Empty> DerefMut for Sparse<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_with(Box::default)
    }
}

impl<T: Empty + fmt::Debug> fmt::Debug for Sparse<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.deref().fmt(out)
    }
}

impl<T: Empty + PartialEq> From<T> for Sparse<T> {
    fn from(value: T) -> Self {
        Self((value != *T::empty()).then(|| Box::new(value)))
    }
}

impl<T, I> FromIterator<I> for Sparse<T>
where
    T: Empty + PartialEq + FromIterator<I>,
{
    fn from_iter<L: IntoIterator<Item = I>>(items: L) -> Self {
        items.into_iter().collect::<T>().into()
    }
}

impl<'a, T> IntoIterator for &'a Sparse<T>
where
    T: Empty,
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.deref().into_iter()
    }
}

impl<T: Empty + IntoIterator> IntoIterator for Sparse<T> {
    type Item = T::Item;
    type IntoIter = T::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.into_inner().into_iter()
    }
}

#[cfg(test)]
mod tests {
    use indexmap::IndexMap;

    use super::Sparse;
    use crate::model::SchemaId;

    type Members = Sparse<IndexMap<String, SchemaId>>;

    #[test]
    fn nothing_is_kept_until_something_is_put_in() {
        assert_eq!(size_of::<Members>(), size_of::<usize>());
        let mut members = Members::default();
        assert!(members.is_empty() && members.0.is_none());
        assert_eq!(members, Members::from(IndexMap::new()));
        assert_eq!(members.get("a"), None);
        members.insert("a".into(), SchemaId::at(0));
        assert_eq!((&members).into_iter().count(), 1);
        assert_eq!(format!("{members:?}").matches("\"a\"").count(), 1);
        assert_eq!(members.clone().into_iter().count(), 1);
    }
}
