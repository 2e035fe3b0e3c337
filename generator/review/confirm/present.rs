//! The one value that a schema is judged about. Schemas of what it does not have say nothing about
//! it, and most of a large contract is about those.

use serde_json::Value;

/// Instances of the value, as numbers in order.
pub(super) type Instances = Vec<usize>;

/// A value, with its instances numbered.
pub(super) struct Present {
    instances: Vec<Instance>,
}

#[derive(Default)]
struct Instance {
    properties: Vec<(String, usize)>,
    items: Instances,
}

impl Present {
    pub(super) fn of(value: &Value) -> Self {
        let mut present = Self {
            instances: Vec::new(),
        };
        present.add(value);
        present
    }

    /// The value as a whole.
    pub(super) fn whole() -> Instances {
        vec![0]
    }

    fn add(&mut self, value: &Value) -> usize {
        let number = self.instances.len();
        self.instances.push(Instance::default());
        let mut instance = Instance::default();
        match value {
            Value::Object(properties) => {
                let properties = properties.iter();
                instance.properties = properties
                    .map(|(name, property)| (name.clone(), self.add(property)))
                    .collect();
            }
            Value::Array(items) => {
                instance.items = items.iter().map(|item| self.add(item)).collect();
            }
            _ => {}
        }
        if let Some(place) = self.instances.get_mut(number) {
            *place = instance;
        }
        number
    }

    fn those(&self, instances: &[usize]) -> impl Iterator<Item = &Instance> {
        instances
            .iter()
            .filter_map(|instance| self.instances.get(*instance))
    }

    /// What the properties of a name hold.
    pub(super) fn property(&self, instances: &[usize], name: &str) -> Instances {
        let properties = self
            .those(instances)
            .flat_map(|instance| &instance.properties);
        let properties = properties.filter(|(own, _)| own == name);
        properties.map(|(_, property)| *property).collect()
    }

    /// What any properties hold.
    pub(super) fn properties(&self, instances: &[usize]) -> Instances {
        let properties = self
            .those(instances)
            .flat_map(|instance| &instance.properties);
        properties.map(|(_, property)| *property).collect()
    }

    /// The names of properties, which have no instances of their own.
    pub(super) fn names(&self, _: &[usize]) -> Instances {
        vec![self.instances.len()]
    }

    pub(super) fn items(&self, instances: &[usize]) -> Instances {
        let items = self.those(instances).flat_map(|instance| &instance.items);
        items.copied().collect()
    }
}
