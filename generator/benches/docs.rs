//! How long a documentation site takes, from the text of a contract to its pages in memory and on
//! disk: `cargo bench --bench docs -- SPEC [DIR]`.
//!
//! `generator/benches/docs.mjs` runs this beside `@redocly/cli build-docs` and `swagger-ui-dist`.

use std::path::Path;
use std::time::{Duration, Instant};

use counterpart::docs::Options;
use counterpart::{ReadOptions, load, output, pages};

/// The quickest of so many runs: what else the machine does only ever adds.
const RUNS: usize = 7;

fn quickest<T>(mut work: impl FnMut() -> T) -> (Duration, T) {
    let mut timed = || {
        let start = Instant::now();
        let made = work();
        (start.elapsed(), made)
    };
    let mut best = timed();
    for _ in 1..RUNS {
        let next = timed();
        if next.0 < best.0 {
            best = next;
        }
    }
    best
}

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .filter(|one| !one.starts_with("--"));
    let spec = arguments
        .next()
        .unwrap_or_else(|| "spec/external_payments.yaml".to_owned());
    let (read, loaded) = quickest(|| load(Path::new(&spec), ReadOptions::default()));
    let site = Options {
        markdown: None,
        ..Options::default()
    };
    let (made, files) = quickest(|| pages(&loaded.contract, &site, None));
    let (all, _) = quickest(|| pages(&loaded.contract, &Options::default(), None));
    let files = files.expect("the options are fine");
    println!(
        "read {read:.1?}, site {made:.1?} ({} files), site and Markdown {all:.1?}",
        files.len()
    );
    if let Some(folder) = arguments.next() {
        let (written, _) = quickest(|| output::write(Path::new(&folder), &files));
        println!("written (unchanged) {written:.1?}");
    }
}
