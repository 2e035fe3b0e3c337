//! Reading the types that models are made of.
#![forbid(unsafe_code)]

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};

use super::value::tree_number;
use super::{FromJson, Reader, number};

impl FromJson for Value {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        json.value()
    }
}

impl FromJson for Map<String, Value> {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        json.map()
    }
}

impl FromJson for () {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        json.null()
    }
}

impl FromJson for bool {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        json.boolean()
    }
}

impl FromJson for String {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        json.string().map(Cow::into_owned)
    }
}

impl FromJson for f64 {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        json.float()
    }
}

impl FromJson for Number {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        tree_number(json.number()?)
    }
}

/// Reads an integer within the range of a type.
fn integer<T: TryFrom<i128>>(json: &mut Reader<'_>, out_of_range: &'static str) -> Option<T> {
    let at = json.offset();
    let text = json.number_as("an integer")?;
    match number::integer(text).map(T::try_from) {
        Some(Ok(number)) => Some(number),
        Some(Err(_)) => json.mismatch(at, out_of_range),
        None if number::is_integer(text) => json.mismatch(at, out_of_range),
        None => json.mismatch(at, "an integer is expected, not a number"),
    }
}

macro_rules! integers {
    ($($name:ty),*) => {$(
        impl FromJson for $name {
            fn from_json(json: &mut Reader<'_>) -> Option<Self> {
                integer(json, concat!("the integer is out of the range of ", stringify!($name)))
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        if json.is_null() {
            return json.null().map(|()| None);
        }
        T::from_json(json).map(Some)
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        T::from_json(json).map(Self::new)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        json.array()?;
        let mut list = Self::new();
        let mut index = 0;
        while json.has_item(index) {
            index += 1;
            if let Some(item) = T::from_json(json) {
                list.push(item);
            }
        }
        Some(list)
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn from_json(json: &mut Reader<'_>) -> Option<Self> {
        let mut object = json.object(&[])?;
        let mut properties = Self::new();
        while object.next(json).is_some() {
            object.additional(json, &mut properties);
        }
        Some(properties)
    }
}
