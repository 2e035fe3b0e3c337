//! How long a review of two long documents takes, and how much memory: `cargo bench --bench review`,
//! or `cargo bench --bench review -- BASE HEAD` for documents of one's own.
//!
//! The documents are made here: 900 operations whose schemas lead to each other in long cycles,
//! some 11 MB of JSON each, with a change in one schema of a hundred.

use std::path::Path;
use std::time::{Duration, Instant};

use counterpart::review::{Options, Verdict, review_contracts};
use counterpart::source::Memory;
use counterpart::{Loaded, ReadOptions, load, load_text, rust_impact};
use serde_json::{Map, Value, json};

const OPERATIONS: usize = 900;
const SCHEMAS: usize = 3_000;
const MEMBERS: usize = 24;

fn reference(number: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/Model{}", number % SCHEMAS)})
}

/// A schema that leads on to the next, to one far away and to one behind it.
fn schema(number: usize, changed: bool) -> Value {
    let mut members = Map::new();
    for index in 0..MEMBERS {
        let name = format!("member_{index}_of_model_{number}");
        let longest = if changed && index == 0 { 20 } else { 40 };
        let text = json!({
            "type": "string",
            "maxLength": longest,
            "description": "What this member is for, in as many words as such documents have.",
        });
        members.insert(name, text);
    }
    members.insert("next".into(), reference(number + 1));
    members.insert("far".into(), reference(number * 7 + 3));
    let list = json!({"type": "array", "items": reference(number + SCHEMAS - 1)});
    members.insert("before".into(), list);
    let first = format!("member_0_of_model_{number}");
    json!({"type": "object", "required": [first], "properties": members})
}

fn document(changed: bool) -> String {
    let mut paths = Map::new();
    for number in 0..OPERATIONS {
        let content = json!({"application/json": {"schema": reference(number * 5)}});
        let operation = json!({
            "operationId": format!("operation{number}"),
            "requestBody": {"content": content},
            "responses": {"200": {"description": "Done.", "content": content}},
        });
        paths.insert(format!("/things/{number}"), json!({"post": operation}));
    }
    let schemas: Map<String, Value> = (0..SCHEMAS)
        .map(|number| {
            let schema = schema(number, changed && number % 100 == 0);
            (format!("Model{number}"), schema)
        })
        .collect();
    let info = json!({"title": "Long", "version": "1.0.0"});
    json!({"openapi": "3.0.3", "info": info, "paths": paths, "components": {"schemas": schemas}})
        .to_string()
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = work();
    (start.elapsed(), made)
}

/// The most memory that the process has had, where the system says it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let figure = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<usize>().ok());
    figure.map_or("unknown".into(), |kilobytes| {
        format!("{} MB", kilobytes / 1024)
    })
}

fn main() {
    let names: Vec<String> = std::env::args()
        .skip(1)
        .filter(|one| !one.starts_with("--"))
        .collect();
    let (read, [base, head]): (_, [Loaded; 2]) = match names.as_slice() {
        [base, head] => {
            timed(|| [base, head].map(|name| load(Path::new(name), ReadOptions::default())))
        }
        _ => {
            let texts = [false, true].map(document);
            println!("two documents of {:.1} MB", texts[0].len() as f64 / 1e6);
            let options = ReadOptions::default();
            timed(|| {
                texts.map(|text| load_text("", "long.json", text, &Memory::default(), options))
            })
        }
    };
    let options = Options::default();
    let (same, nothing) = timed(|| review_contracts(&base.contract, &base.contract, &options));
    let (compared, findings) = timed(|| review_contracts(&base.contract, &head.contract, &options));
    let (viewed, impact) = timed(|| rust_impact(&base.contract, &head.contract));
    let count = |verdict| findings.iter().filter(|own| own.verdict == verdict).count();
    println!(
        "read {read:.1?}, against itself {same:.1?} ({} findings), compared {compared:.1?} \
         ({} breaking, {} unproven, {} compatible), Rust view {viewed:.1?} ({} changes), peak {}",
        nothing.len(),
        count(Verdict::Breaking),
        count(Verdict::Unproven),
        count(Verdict::Compatible),
        impact.changes.len(),
        peak()
    );
}
