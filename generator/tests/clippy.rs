//! Clippy finds nothing in generated code with its default lints. The contract has each form in
//! which it ever found something.

use std::fs;

use counterpart::source::Memory;
use counterpart::{GenerateOptions, ReadOptions, generate_crate, load_text, output};

use crate::compiled;

const CONTRACT: &str = include_str!("positive/clippy.yaml");

#[test]
#[ignore = "slow: builds generated code"]
fn clippy_finds_nothing_in_generated_code() {
    let root = compiled::folder("clippy");
    let disk = Memory::default();
    let text = CONTRACT.to_owned();
    let mut loaded = load_text("", "clippy.yaml", text, &disk, ReadOptions::default());
    let mut options = GenerateOptions::default();
    options.docs = false;
    let files = generate_crate(&mut loaded, &options).expect("a crate");
    for file in &files {
        let allows = file.contents.contains("clippy::") && !file.path.contains("support/");
        assert!(!allows, "{} allows what clippy finds", file.path);
    }
    output::write(&root, &files).expect("the output can be written");
    // The crate stands alone, not in the workspace around it.
    let path = root.join("Cargo.toml");
    let manifest = fs::read_to_string(&path).expect("a manifest");
    compiled::write(&path, &format!("{manifest}\n[workspace]\n"));
    compiled::clippy(&root);
}
