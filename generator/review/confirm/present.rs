//! The one value that a schema is judged about. Schemas of what it does not have say nothing about
//! it, and most of a large contract is about those.

use serde_json::Value;

/// Parts of the value, as numbers in order.
pub(super) type Parts = Vec<usize>;

/// A value, with its parts numbered.
pub(super) struct Present {
    parts: Vec<Part>,
}

#[derive(Default)]
struct Part {
    members: Vec<(String, usize)>,
    items: Parts,
}

impl Present {
    pub(super) fn of(value: &Value) -> Self {
        let mut present = Self { parts: Vec::new() };
        present.add(value);
        present
    }

    /// The value as a whole.
    pub(super) fn whole() -> Parts {
        vec![0]
    }

    fn add(&mut self, value: &Value) -> usize {
        let number = self.parts.len();
        self.parts.push(Part::default());
        let mut part = Part::default();
        match value {
            Value::Object(members) => {
                let members = members.iter();
                part.members = members
                    .map(|(name, member)| (name.clone(), self.add(member)))
                    .collect();
            }
            Value::Array(items) => {
                part.items = items.iter().map(|item| self.add(item)).collect();
            }
            _ => {}
        }
        if let Some(place) = self.parts.get_mut(number) {
            *place = part;
        }
        number
    }

    fn those(&self, parts: &[usize]) -> impl Iterator<Item = &Part> {
        parts.iter().filter_map(|part| self.parts.get(*part))
    }

    /// What the members of a name hold.
    pub(super) fn member(&self, parts: &[usize], name: &str) -> Parts {
        let members = self.those(parts).flat_map(|part| &part.members);
        let members = members.filter(|(own, _)| own == name);
        members.map(|(_, member)| *member).collect()
    }

    /// What any members hold.
    pub(super) fn members(&self, parts: &[usize]) -> Parts {
        let members = self.those(parts).flat_map(|part| &part.members);
        members.map(|(_, member)| *member).collect()
    }

    /// The names of members, which have no parts of their own.
    pub(super) fn names(&self, _: &[usize]) -> Parts {
        vec![self.parts.len()]
    }

    pub(super) fn items(&self, parts: &[usize]) -> Parts {
        let items = self.those(parts).flat_map(|part| &part.items);
        items.copied().collect()
    }
}
