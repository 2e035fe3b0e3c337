//! Every link inside a site leads somewhere.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use counterpart::contract::Contract;
use counterpart::docs::Options;
use counterpart::output::{self, File};

use super::hostile::judge;
use super::{corpus_contracts, files, own, tags};

/// The ids of each page, and where its links lead.
fn check(name: &str, files: &[File]) {
    let mut ids: HashMap<&str, HashSet<String>> = HashMap::new();
    let mut links: Vec<(&str, String)> = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".html")) {
        let known = ids.entry(&file.path).or_default();
        for tag in tags::tags(&file.contents) {
            for (attribute, value) in tag.attributes {
                match attribute {
                    "id" => assert!(
                        known.insert(value.to_owned()),
                        "{name}: {}: the id {value} is given twice",
                        file.path
                    ),
                    "href" | "src" if !value.contains(':') => {
                        links.push((&file.path, value.to_owned()))
                    }
                    _ => {}
                }
            }
        }
    }
    let paths: HashSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for (from, link) in links {
        let (path, fragment) = link.split_once('#').unwrap_or((&link, ""));
        let target = if path.is_empty() {
            from.to_owned()
        } else {
            joined(from, path)
        };
        assert!(
            paths.contains(target.as_str()),
            "{name}: {from} links to {link}"
        );
        if !fragment.is_empty() {
            let known = ids
                .get(target.as_str())
                .is_some_and(|ids| ids.contains(fragment));
            assert!(known, "{name}: {from} links to {link}");
        }
    }
    for file in files
        .iter()
        .filter(|file| file.path.ends_with(".md") || file.path == "llms.txt")
    {
        for link in file.contents.split("](<").skip(1) {
            let link = link.split(">)").next().unwrap_or_default();
            if !link.contains(':') {
                let target = joined(&file.path, link);
                assert!(
                    paths.contains(target.as_str()),
                    "{name}: {} links to {link}",
                    file.path
                );
            }
        }
    }
}

fn joined(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {link} leaves the site"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn check_all(name: &str, contract: &Contract, single: bool) {
    let options = Options {
        single,
        ..Options::default()
    };
    let files = files(contract, &options);
    for file in files.iter().filter(|file| file.path.ends_with(".html")) {
        let path = format!("{name}: {}", file.path);
        judge(&path, &file.contents, file.path == "single.html");
    }
    check(name, &files);
}

#[test]
fn own_pages_are_sound_and_linked() {
    check_all("own", &own(), true);
}

#[test]
#[ignore = "slow: needs COUNTERPART_CORPUS"]
fn pages_of_public_contracts_are_sound_and_linked() {
    for (name, contract) in corpus_contracts() {
        // The largest documents say nothing new in one file and take an unoptimised build long.
        let small = contract.operations.len() < 100;
        check_all(&name, &contract, small);
    }
}

#[test]
fn pages_of_what_is_gone_are_removed() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gone");
    let _ = std::fs::remove_dir_all(&folder);
    let write = |contract: &Contract| {
        let files = files(contract, &Options::default());
        output::write(&folder, &files).expect("pages can be written");
    };
    let mut contract = own();
    write(&contract);
    let note = folder.join("operations/note.html");
    std::fs::write(&note, "<!doctype html>\n").expect("a file of somebody else");
    let gone = contract.operations.pop().and_then(|operation| operation.id);
    let gone = gone.expect("an operation with an id");
    let pages = [
        folder.join(format!("operations/{gone}.html")),
        folder.join(format!("markdown/operations/{gone}.md")),
    ];
    assert!(pages.iter().all(|page| page.exists()));
    write(&contract);
    assert!(!pages.iter().any(|page| page.exists()));
    assert!(note.exists());
}

#[test]
fn every_operation_and_model_is_linked_from_the_first_page_on() {
    let files = files(&own(), &Options::default());
    let mut waiting = vec!["index.html".to_owned()];
    let mut seen: HashSet<String> = HashSet::new();
    while let Some(path) = waiting.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let Some(file) = files.iter().find(|file| file.path == path) else {
            continue;
        };
        for tag in tags::tags(&file.contents) {
            for (name, value) in tag.attributes {
                if name == "href" && !value.contains(':') && !value.starts_with('#') {
                    let path = value.split('#').next().unwrap_or_default();
                    waiting.push(joined(&file.path, path));
                }
            }
        }
    }
    for file in files.iter().filter(|file| file.path.ends_with(".html")) {
        assert!(seen.contains(&file.path), "{} is not reached", file.path);
    }
}
