//! How long the compiler takes for what is generated, beside other generators:
//! `cargo bench --bench compile -- SPEC…`. Dependencies are built before; only the generated crate
//! is timed, without incremental compilation, by the seconds of processor time, which other work on
//! the machine changes less than the clock's. `--clients` leaves the servers out.

#[path = "others/mod.rs"]
mod others;

use std::fs;
use std::path::Path;
use std::process::Command;

use others::{ALL, Generator, Half, median};

/// How often each is run; the median is shown.
const RUNS: usize = 3;

fn main() {
    others::install();
    let clients = std::env::args().any(|one| one == "--clients");
    let halves: &[Half] = if clients {
        &[Half::Client]
    } else {
        &[Half::Client, Half::Server, Half::Both]
    };
    for spec in others::documents() {
        let name = spec.file_name().unwrap_or_default().to_string_lossy();
        println!("\n{name}");
        println!(
            "{:18} {:18} {:>9} {:>9} {:>9}",
            "generator", "makes", "lines", "check", "build"
        );
        for half in halves {
            for generator in ALL {
                if generator == Generator::Ploidy && *half != Half::Client {
                    continue;
                }
                println!(
                    "{:18} {:18} {}",
                    generator.name(),
                    half.name(),
                    figures(generator, &spec, *half)
                );
            }
        }
    }
}

fn figures(generator: Generator, spec: &Path, half: Half) -> String {
    let out = others::folder().join("compile").join(generator.name());
    let _ = fs::remove_dir_all(&out);
    let made = generator.command(spec, &out, half).status();
    if !made.is_ok_and(|status| status.success()) {
        return format!("{:>9}", "fails");
    }
    others::whole_crate(generator, &out);
    let figures: Vec<String> = ["check", "build"]
        .iter()
        .map(|command| match compile(&out, command) {
            Some(time) => format!("{time:>8.1}s"),
            None => format!("{:>9}", "fails"),
        })
        .collect();
    format!("{:>9} {}", lines(&out.join("src")), figures.join(" "))
}

/// The median time of a command for the crate alone, where it succeeds.
fn compile(crate_folder: &Path, command: &str) -> Option<f64> {
    let run = || {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args([command, "--quiet"])
            .current_dir(crate_folder)
            .env("CARGO_TARGET_DIR", others::folder().join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS");
        let seconds = others::measured(&cargo, "%U %S")?;
        let parts = seconds.split(' ').map(str::parse::<f64>);
        parts.sum::<Result<f64, _>>().ok()
    };
    run()?;
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let root = crate_folder.join("src/lib.rs");
        let text = fs::read(&root).ok()?;
        fs::write(&root, text).ok()?;
        times.push(run()?);
    }
    Some(median(times))
}

fn lines(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                lines(&path)
            } else {
                fs::read_to_string(&path).map_or(0, |text| text.lines().count())
            }
        })
        .sum()
}
