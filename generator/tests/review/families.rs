//! What holds for every two contracts with discriminators, tried with random ones: alternatives that
//! are listed, and schemas that are built on a base.

use serde_json::{Map, Value, json};

use super::hard::verdict;
use super::pairs::listed;
use super::properties::{
    DIRECTIONS, assert_tried, breaks, compare, contract, seeds, summary, validators,
};
use super::random::Random;

const TAGS: [&str; 5] = ["A", "B", "P", "x", "y"];

#[derive(Clone)]
struct Family {
    /// What is sent.
    schema: Value,
    /// `A` and `B`, and the base `P` where they are built on one.
    schemas: Value,
}

impl Family {
    fn new(random: &mut Random) -> Self {
        let mut discriminator = json!({"propertyName": "kind"});
        if random.below(2) == 0 {
            discriminator["mapping"] = mapping(random);
        }
        let [first, second] = [member(random, "A"), member(random, "B")];
        if random.below(2) == 0 {
            let key = ["oneOf", "anyOf"][random.below(2) as usize];
            return Self {
                schema: json!({key: [reference("A"), reference("B")], "discriminator": discriminator}),
                schemas: json!({"A": first, "B": second}),
            };
        }
        let mut base = member(random, "P");
        base["properties"]["kind"] = json!({"type": "string"});
        base["discriminator"] = discriminator;
        let above = ["P", "A"][random.below(2) as usize];
        Self {
            schema: json!({"type": "array", "items": reference("P")}),
            schemas: json!({
                "P": base,
                "A": {"allOf": [reference("P"), first]},
                "B": {"allOf": [reference(above), second]},
            }),
        }
    }

    /// The family with one thing changed.
    fn changed(&self, random: &mut Random) -> Self {
        let mut out = self.clone();
        let name = ["A", "B"][random.below(2) as usize];
        match random.below(5) {
            0 if out.discriminator().is_some() => {
                let mapping = mapping(random);
                if let Some(discriminator) = out.discriminator() {
                    discriminator["mapping"] = mapping;
                }
            }
            1 if self.schemas.get("P").is_none() => {
                for key in ["oneOf", "anyOf"] {
                    if let Some(list) = out.schema.get_mut(key).and_then(Value::as_array_mut) {
                        list.remove(random.below(2) as usize);
                    }
                }
            }
            1 if name == "B" => {
                out.schemas.as_object_mut().map(|all| all.remove(name));
                if let Some(Value::Object(mapping)) =
                    out.schemas.pointer_mut("/P/discriminator/mapping")
                {
                    mapping.retain(|_, target| target != name);
                }
            }
            2 if self.schemas.get("P").is_some() => {
                let part = &self.schemas["P"]["properties"]["p"];
                out.schemas["P"]["properties"]["p"] = random.changed(part);
            }
            _ => {
                let at = match self.schemas.get("P") {
                    Some(_) => format!("/{name}/allOf/1/properties/p"),
                    None => format!("/{name}/properties/p"),
                };
                if let Some(part) = out.schemas.pointer_mut(&at) {
                    *part = random.changed(part);
                }
            }
        }
        out
    }

    fn discriminator(&mut self) -> Option<&mut Value> {
        let own = self.schema.get_mut("discriminator");
        own.or_else(|| self.schemas.pointer_mut("/P/discriminator"))
    }

    /// What may be sent under it, or nearly.
    fn value(&self, random: &mut Random) -> Value {
        let name = TAGS[random.below(3) as usize];
        let mut out = Map::new();
        self.fill(name, random, &mut out);
        if random.below(2) == 0 {
            out.insert("kind".into(), TAGS[random.below(5) as usize].into());
        }
        match self.schemas.get("P") {
            Some(_) => json!([out]),
            None => Value::Object(out),
        }
    }

    fn fill(&self, name: &str, random: &mut Random, out: &mut Map<String, Value>) {
        let schema = &self.schemas[name];
        if let Some(above) = schema.pointer("/allOf/0/$ref").and_then(Value::as_str) {
            self.fill(above.rsplit('/').next().unwrap_or_default(), random, out);
        }
        let own = schema.pointer("/allOf/1").unwrap_or(schema);
        if let Value::Object(members) = random.value(own) {
            out.extend(members);
        }
    }
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn mapping(random: &mut Random) -> Value {
    let mut mapping = json!({});
    for tag in ["x", "y"] {
        if random.below(2) == 0 {
            mapping[tag] = json!(["A", "B"][random.below(2) as usize]);
        }
    }
    mapping
}

/// An object with a tag that is free, or one that its name or the mapping gives it.
fn member(random: &mut Random, name: &str) -> Value {
    let kind = match random.below(3) {
        0 => json!({"type": "string", "enum": [name, "x"]}),
        _ => json!({"type": "string"}),
    };
    let mut schema = json!({"type": "object", "properties": {"kind": kind, "p": random.schema(1)}});
    if random.below(3) > 0 {
        schema["required"] = json!(["kind"]);
    }
    schema
}

#[test]
fn what_a_discriminator_chooses_is_held_against_it() {
    let (mut broken, mut tried) = (0, 0);
    let mut wrong = Vec::new();
    for seed in seeds(300) {
        let mut random = Random::new(seed);
        let family = Family::new(&mut random);
        let other = family.changed(&mut random);
        for key in DIRECTIONS {
            let [base, head] =
                [&family, &other].map(|one| contract(&one.schema, &one.schemas, key));
            let mut complain = |what: &str, found: &str| {
                wrong.push(format!(
                    "seed {seed}, {key}: {what}: {} with {} against {} with {}: {found}",
                    family.schema, family.schemas, other.schema, other.schemas
                ));
            };
            let same = compare(&base, &base);
            if !same.is_empty() {
                complain("differs from itself", &listed(&same));
            }
            let found = compare(&base, &head);
            let [all, unconfirmed] = breaks(&base, &head, &found);
            broken += all;
            if unconfirmed > 0 {
                complain("not confirmed", &listed(&found));
            }
            match verdict(&found) {
                "breaking" | "unproven" => continue,
                _ if key == "response" => continue,
                _ => {}
            }
            let [sent, read] = validators([&base, &head]);
            for _ in 0..40 {
                let value = family.value(&mut random);
                if sent.is_valid(&value) {
                    tried += 1;
                    if !read.is_valid(&value) {
                        complain(&format!("{value} contradicts"), &listed(&found));
                    }
                }
            }
        }
    }
    println!("{broken} breaks are confirmed, {tried} values contradict nothing");
    assert!(wrong.is_empty(), "{}", summary(&wrong));
    assert_tried(&[broken, tried]);
}
