//! Documentation pages, as readers and browsers see them.

mod browser;
mod export;
mod hostile;
mod links;
mod pages;
mod reference;
mod rust;
mod samples;
mod tags;

use std::path::{Path, PathBuf};

use counterpart::ReadOptions;
use counterpart::contract::Contract;
use counterpart::docs::Options;
use counterpart::output::File;
use counterpart::pages;
use counterpart::source::Memory;

/// The contract that comes with the project.
fn own() -> Contract {
    counterpart::load(
        Path::new("spec/external_payments.yaml"),
        ReadOptions::default(),
    )
    .contract
}

fn read(text: &str) -> Contract {
    let loaded = counterpart::load_text(
        "",
        "test.yaml",
        text.to_owned(),
        &Memory::default(),
        ReadOptions::default(),
    );
    assert!(
        !counterpart::diagnostic::has_errors(&loaded.report),
        "{:?}",
        loaded.report
    );
    loaded.contract
}

fn files(contract: &Contract, options: &Options) -> Vec<File> {
    pages(contract, options, None).expect("the options are fine")
}

fn page<'a>(files: &'a [File], path: &str) -> &'a str {
    let found = files.iter().find(|file| file.path == path);
    let found = found.unwrap_or_else(|| {
        let all: Vec<_> = files.iter().map(|file| &file.path).collect();
        panic!("no {path} in {all:?}")
    });
    &found.contents
}

/// Documents from outside, from the folder that `COUNTERPART_CORPUS` names, the small ones first.
fn corpus() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("COUNTERPART_CORPUS") else {
        eprintln!("skipped: COUNTERPART_CORPUS names no folder");
        return Vec::new();
    };
    let mut files: Vec<(u64, PathBuf)> = std::fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("an entry"))
        .map(|entry| (entry.metadata().map_or(0, |data| data.len()), entry.path()))
        .collect();
    files.sort();
    files.into_iter().map(|(_, path)| path).collect()
}

fn corpus_contracts() -> impl Iterator<Item = (String, Contract)> {
    corpus().into_iter().map(|path| {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        (
            name,
            counterpart::load(&path, ReadOptions::default()).contract,
        )
    })
}
