//! Any bytes as a file: they are read or refused, and every place in them is found.
#![no_main]

use counterpart::source::{Place, Pointer, Sources, decode};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fn places(value: &Value, here: &Place, out: &mut Vec<Place>) {
    out.push(here.clone());
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, member)| places(member, &here.join(name), out)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, item)| places(item, &here.item(index), out)),
        _ => {}
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = decode(bytes.to_vec()) else {
        return;
    };
    for name in ["a.json", "a.yaml"] {
        let mut sources = Sources::default();
        let Ok(file) = sources.add(name, text.clone(), &mut Vec::new()) else {
            continue;
        };
        let root = Place::new(file, Pointer::default());
        let mut all = Vec::new();
        if let Some(value) = sources.value(&root) {
            places(value, &root, &mut all);
        }
        all.truncate(200);
        let found = sources.locate_all(&all.iter().collect::<Vec<_>>());
        // What is in the value is in the text.
        assert!(found.iter().all(Option::is_some));
        for place in &all {
            let _ = sources.written(place);
        }
    }
});
