//! The examples of how the library is used do what they say.

use std::fs;
use std::path::{Path, PathBuf};

#[allow(dead_code)]
#[path = "../usage/bundle.rs"]
mod bundle;
#[allow(dead_code)]
#[path = "../usage/diagnostics.rs"]
mod diagnostics;
#[allow(dead_code)]
#[path = "../usage/docs.rs"]
mod docs;
#[allow(dead_code)]
#[path = "../usage/generate.rs"]
mod generate;
#[allow(dead_code)]
#[path = "../usage/review.rs"]
mod review;

const CONTRACT: &str = "spec/external_payments.yaml";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

#[test]
fn a_crate_is_written() {
    let folder = folder("usage-generate");
    let written = generate::write(Path::new(CONTRACT), &folder).expect("written");
    assert!(written > 20, "{written} files");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
    assert!(
        manifest.contains("name = \"payments-client\""),
        "{manifest}"
    );
    assert!(folder.join("src/client/mod.rs").exists());
    assert!(!folder.join("src/server").exists() && !folder.join("docs").exists());
}

#[test]
fn pages_are_made() {
    let pages = docs::pages(Path::new(CONTRACT)).expect("pages");
    let home = pages.iter().find(|page| page.path == "index.html");
    let home = &home.expect("a home page").contents;
    assert!(home.contains("By <em>the payments team</em>"), "{home}");
    assert!(pages.iter().all(|page| !page.path.ends_with(".md")));
}

#[test]
fn a_document_is_bundled() {
    let text = bundle::bundle(Path::new(CONTRACT)).expect("a bundle");
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(document["openapi"], "3.0.3");
}

#[test]
fn problems_are_values() {
    let text = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n\
                components: {schemas: {Pet: {}, Pets: {$ref: '#/components/schemas/Pett'}}}\n";
    let found = diagnostics::problems("pets.yaml", text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("pets.yaml:4:40: C205 "), "{found:?}");
    assert!(found[0].ends_with("(did you mean `Pet`?)"), "{found:?}");
    assert!(diagnostics::problems("pets.yaml", "openapi: [").len() == 1);
}

#[test]
fn a_change_is_reviewed() {
    let [text, number] = ["string", "integer"].map(review::contract);
    assert!(!review::breaks(&text, &number).is_empty());
    assert!(review::breaks(&text, &text).is_empty());
}

/// The build script prints for cargo, and wants a process of its own.
#[test]
fn every_example_is_one_of_cargo() {
    let manifest = fs::read_to_string("Cargo.toml").expect("the manifest");
    let files = fs::read_dir("generator/usage").expect("the examples");
    let mut count = 0;
    for file in files {
        let path = file.expect("an entry").path();
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let entry = format!("name = \"{name}\"\npath = \"generator/usage/{name}.rs\"");
        assert!(manifest.contains(&entry), "{name} is not in Cargo.toml");
        let text = fs::read_to_string(&path).expect("an example");
        assert!(text.contains(&format!("--example {name}`")), "{name}");
        count += 1;
    }
    assert!(count > 5, "{count}");
}
