//! A client that talks to a server, both generated from one contract that has every parameter
//! style, body kind, answer kind and security kind: what is sent arrives, in the form that the
//! specification gives it on the wire.
//!
//! The handlers and the calls are hand-written, and compiled beside the generated code.

use std::fs;

use counterpart::source::Memory;
use counterpart::{GenerateOptions, ReadOptions, generate_module, load_text, output};

use crate::compiled;

const CONTRACT: &str = include_str!("positive/wire/contract.yaml");
const SERVICE: &str = include_str!("positive/wire/service.rs");
const CALLS: &str = include_str!("positive/wire/calls.rs");
const RESPONSES: &str = include_str!("positive/wire/responses.rs");

const MODULES: &str = "pub mod wire;\n#[cfg(test)]\nmod service;\n#[cfg(test)]\nmod calls;\n\
     #[cfg(test)]\nmod responses;\n";

#[test]
#[ignore = "slow: builds generated code"]
fn what_a_generated_client_sends_arrives_at_the_generated_server() {
    let root = compiled::folder("wire");
    let source = root.join("src");
    let mut loaded = load_text(
        "",
        "contract.yaml",
        CONTRACT.to_owned(),
        &Memory::default(),
        ReadOptions::default(),
    );
    let files = generate_module(&mut loaded, &GenerateOptions::default())
        .unwrap_or_else(|error| panic!("the contract can be generated: {error}"));
    output::write(&source.join("wire"), &files).expect("the output can be written");
    fs::write(source.join("service.rs"), SERVICE).expect("the handlers");
    fs::write(source.join("calls.rs"), CALLS).expect("the calls");
    fs::write(source.join("responses.rs"), RESPONSES).expect("the requests");
    compiled::test(&root, MODULES);
}
