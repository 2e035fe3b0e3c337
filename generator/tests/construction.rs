//! Code that makes values of generated models as a user does: hand-written, and compiled beside the
//! models of a contract that has every kind of property.

use std::fs;

use counterpart::source::Memory;
use counterpart::{GenerateOptions, ReadOptions, generate_module, load_text, output};

use crate::compiled;

const CONTRACT: &str = include_str!("positive/construction/contract.yaml");
const USES: &str = include_str!("positive/construction/uses.rs");

#[test]
#[ignore = "slow: builds generated code"]
fn values_are_made_by_the_names_of_their_properties() {
    let root = compiled::folder("construction");
    let source = root.join("src");
    let (disk, options) = (Memory::default(), ReadOptions::default());
    let mut loaded = load_text("", "contract.yaml", CONTRACT.to_owned(), &disk, options);
    let files = generate_module(&mut loaded, &GenerateOptions::default())
        .unwrap_or_else(|error| panic!("the contract can be generated: {error}"));
    output::write(&source.join("api"), &files).expect("the output can be written");
    fs::write(source.join("uses.rs"), USES).expect("the uses");
    compiled::test(&root, "pub mod api;\n#[cfg(test)]\nmod uses;\n");
}
