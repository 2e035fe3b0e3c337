//! How long generation takes, from the start of the process to its end, beside other generators:
//! `cargo bench --bench generate -- SPEC…`; and whether it grows with the document:
//! `cargo bench --bench generate -- --growth`.

#[path = "others/mod.rs"]
mod others;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use others::{ALL, Generator, Half, median};

/// How often each is run; the median is shown.
const RUNS: usize = 7;

fn main() {
    if std::env::args().any(|argument| argument == "--growth") {
        growth();
        return;
    }
    others::install();
    for spec in others::documents() {
        let name = spec.file_name().unwrap_or_default().to_string_lossy();
        println!(
            "\n{name}, {} bytes",
            fs::metadata(&spec).map_or(0, |data| data.len())
        );
        println!(
            "{:18} {:18} {:>9} {:>9}",
            "generator", "makes", "time", "memory"
        );
        for generator in ALL {
            let half = match generator {
                Generator::Counterpart => Half::Both,
                _ => Half::Client,
            };
            println!(
                "{:18} {:18} {}",
                generator.name(),
                half.name(),
                figures(generator, &spec, half)
            );
        }
    }
}

/// Time and peak memory, the folder empty before each run.
fn figures(generator: Generator, spec: &Path, half: Half) -> String {
    let out = others::folder().join("generate").join(generator.name());
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let _ = fs::remove_dir_all(&out);
        let mut command = generator.command(spec, &out, half);
        let start = Instant::now();
        if !command.status().is_ok_and(|status| status.success()) {
            return format!("{:>9}", "fails");
        }
        times.push(start.elapsed().as_secs_f64());
    }
    let _ = fs::remove_dir_all(&out);
    let memory = memory(&generator.command(spec, &out, half)).unwrap_or_else(|| "?".into());
    format!("{:>8.3}s {memory:>9}", median(times))
}

/// The most memory that a command has at once, as GNU time tells it, where that is installed.
fn memory(command: &Command) -> Option<String> {
    let kilobytes: f64 = others::measured(command, "%M")?.parse().ok()?;
    Some(format!("{:.0} MiB", kilobytes / 1024.0))
}

/// Documents that are twice as long as the one before, and the time that each takes.
fn growth() {
    let folder = others::folder().join("growth");
    fs::create_dir_all(&folder).expect("a folder");
    println!("{:>10} {:>9} {:>12}", "bytes", "time", "bytes/ms");
    for scale in [1, 2, 4, 8, 16] {
        let spec = folder.join(format!("{scale}.json"));
        let text = document(scale * 250);
        fs::write(&spec, &text).expect("a document");
        let mut times = Vec::new();
        for _ in 0..RUNS {
            let out = folder.join("out");
            let _ = fs::remove_dir_all(&out);
            let mut command = Generator::Counterpart.command(&spec, &out, Half::Both);
            let start = Instant::now();
            let done = command.status().is_ok_and(|status| status.success());
            assert!(done, "the document generates");
            times.push(start.elapsed().as_secs_f64());
        }
        let time = median(times);
        println!(
            "{:>10} {time:>8.3}s {:>12.0}",
            text.len(),
            text.len() as f64 / time / 1e3
        );
    }
}

/// A document of so many resources, each with a schema that refers to others, a path with two
/// operations, a form of its own, and titles that clash.
fn document(resources: usize) -> String {
    let mut schemas = String::new();
    let mut paths = String::new();
    for index in 0..resources {
        let comma = if index == 0 { "" } else { "," };
        let (next, other) = ((index + 1) % resources, (index * 7 + 3) % resources);
        // Writing to a string cannot fail.
        let _ = write!(
            schemas,
            r##"{comma}"Resource{index}":{{"type":"object","required":["id","kind"],"properties":{{
            "id":{{"type":"string","format":"uuid"}},"kind":{{"type":"string","enum":["a{index}","b","c"]}},
            "next":{{"$ref":"#/components/schemas/Resource{next}"}},
            "others":{{"type":"array","items":{{"$ref":"#/components/schemas/Resource{other}"}}}},
            "size":{{"type":"integer","minimum":0,"maximum":{index}}},
            "inner":{{"type":"object","title":"Inner","properties":{{"note":{{"type":"string","maxLength":9}}}}}}}}}}"##
        );
        let _ = write!(
            paths,
            r##"{comma}"/resources{index}/{{id}}":{{"get":{{"operationId":"get{index}","tags":["t{}"],
            "parameters":[{{"name":"id","in":"path","required":true,"schema":{{"type":"string"}}}},
            {{"name":"page","in":"query","schema":{{"type":"integer","minimum":1}}}}],
            "responses":{{"200":{{"description":"One.","content":{{"application/json":{{"schema":
            {{"$ref":"#/components/schemas/Resource{index}"}}}}}}}}}}}},"put":{{"operationId":"put{index}","tags":["t{}"],
            "parameters":[{{"name":"id","in":"path","required":true,"schema":{{"type":"string"}}}}],
            "requestBody":{{"required":true,"content":{{"application/json":{{"schema":
            {{"$ref":"#/components/schemas/Resource{index}"}}}}}}}},
            "responses":{{"204":{{"description":"Done."}}}}}}}}"##,
            index % 20,
            index % 20
        );
    }
    format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"Growth","version":"1"}},"paths":{{{paths}}},"components":{{"schemas":{{{schemas}}}}}}}"#
    )
}
