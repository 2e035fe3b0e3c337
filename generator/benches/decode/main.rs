//! Measures how fast arrays are read by generated models and by serde's derive.

#[path = "../measure/mod.rs"]
mod measure;

use std::any::Any;

use measure::{Counting, instructions, interleaved, memory, nanoseconds, ratio, shown};
use serde_json::Value;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The length of the text that is read.
const BYTES: usize = 5_000_000;

/// How often each case is timed; the median is shown.
const ROUNDS: usize = 15;

type Read = fn(&[u8]) -> Result<Box<dyn Any>, String>;

struct Case {
    name: &'static str,
    /// Values, which are repeated.
    items: &'static str,
    generated: Read,
    derived: Read,
}

/// Adds a case: a model of a generated crate, and the struct of the same schema.
macro_rules! case {
    ($cases:ident, $name:literal, $krate:ident, $model:ident, $module:ident) => {
        $cases.push(Case {
            name: $name,
            items: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/",
                stringify!($module),
                ".json"
            )),
            generated: |text| {
                // The call that generated clients make for a body.
                let read = $krate::support::json::from_slice::<Vec<$krate::models::$model>>(text);
                read.map(|read| Box::new(read) as Box<dyn Any>)
                    .map_err(|error| error.to_string())
            },
            derived: |text| {
                let read = serde_json::from_slice::<Vec<structs::$module::Root>>(text);
                read.map(|read| Box::new(read) as Box<dyn Any>)
                    .map_err(|error| error.to_string())
            },
        });
    };
}

#[allow(dead_code)]
mod structs {
    include!(concat!(env!("CARGO_MANIFEST_DIR"), "/structs.rs"));
}

include!(concat!(env!("CARGO_MANIFEST_DIR"), "/calls.rs"));

fn main() {
    let mut cases = Vec::new();
    all(&mut cases);
    let arguments: Vec<usize> = std::env::args()
        .filter_map(|one| one.parse().ok())
        .collect();
    match arguments.as_slice() {
        [case, reader, calls] => {
            let case = &cases[*case];
            let (text, _) = text(case.items);
            for _ in 0..*calls {
                let _ = readers(case)[*reader].1(&text);
            }
        }
        _ => cases
            .iter()
            .enumerate()
            .for_each(|(index, case)| report(index, case)),
    }
}

fn readers(case: &Case) -> [(&'static str, Read); 2] {
    [
        ("serde's derive", case.derived),
        ("counterpart", case.generated),
    ]
}

/// An array of the items, repeated until the text is long enough, and their number.
fn text(items: &str) -> (Vec<u8>, usize) {
    let values: Vec<Value> = serde_json::from_str(items).unwrap_or_default();
    let items = items.trim().trim_start_matches('[').trim_end_matches(']');
    let mut text = format!("[{items}");
    let mut count = values.len();
    while text.len() < BYTES {
        text.push(',');
        text.push_str(items);
        count += values.len();
    }
    text.push(']');
    (text.into_bytes(), count)
}

fn report(index: usize, case: &Case) {
    let (text, count) = text(case.items);
    println!(
        "\n{}, {} of them in {} bytes",
        case.name,
        count,
        shown(Some(text.len() as f64))
    );
    println!(
        "{:15} {:>13} {:>6} {:>8} {:>6} {:>10} {:>6} {:>12}",
        "", "instructions", "", "MB/s", "", "peak/text", "", "allocations"
    );
    for (name, read) in readers(case) {
        if let Err(error) = read(&text) {
            println!("{name} cannot read it: {error}");
            return;
        }
    }
    let mut works: Vec<Box<dyn FnMut() -> f64 + '_>> = Vec::new();
    for (_, read) in readers(case) {
        let text = &text;
        works.push(Box::new(move || nanoseconds(|| read(text))));
    }
    let times = interleaved(ROUNDS, &mut works);
    let mut first = None;
    for (reader, (name, read)) in readers(case).into_iter().enumerate() {
        let counted = instructions(&[&index.to_string(), &reader.to_string()], 1);
        let (_, memory) = memory(|| read(&text));
        let peak = memory.peak as f64 / text.len() as f64;
        let (time, steps, most) = *first.get_or_insert((times[reader], counted, peak));
        println!(
            "{name:15} {:>13} {:>6} {:>8.0} {:>6} {peak:>10.1} {:>6} {:>12.1}",
            shown(counted),
            ratio(counted, steps),
            text.len() as f64 / times[reader] * 1e3,
            ratio(Some(times[reader]), Some(time)),
            ratio(Some(peak), Some(most)),
            memory.allocations as f64 / count as f64,
        );
    }
}
