//! What a call costs a generated server, beside one that is written by hand and one of another
//! generator: `cargo bench --bench server`.
//!
//! In process and over loopback, with bodies of 265 bytes to 1 MB; instructions are counted where
//! `valgrind` is on the path.

#[path = "others/mod.rs"]
mod others;
#[path = "scratch/mod.rs"]
mod scratch;

use std::path::Path;

use others::{Generator, Half};
use scratch::Scratch;

const DEPENDENCIES: &str = r#"
[dependencies]
axum = { version = "0.8", default-features = false, features = ["http1", "json", "tokio"] }
chrono = { version = "0.4", default-features = false, features = ["std"] }
regex = { version = "1.12", default-features = false, features = ["perf-dfa", "std"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["net", "rt"] }
tower-service = "0.3"
"#;

/// What the server of openapi-to-rust needs besides.
const OTHER: &str = r#"
async-trait = { version = "0.1", optional = true }
generated = { path = "openapi-to-rust", optional = true }
url = { version = "2", optional = true }

[features]
openapi-to-rust = ["dep:async-trait", "dep:generated", "dep:url"]
"#;

fn main() {
    others::install();
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/external_payments.yaml");
    let mut scratch = Scratch::new("server");
    let generated = scratch.generate(Generator::Counterpart, &spec, Half::Server, "contract");
    assert!(generated, "the contract generates");
    let other = Generator::OpenapiToRust;
    let has_other = scratch.generate(other, &spec, Half::Server, other.name());
    if !has_other {
        println!("{} is left out: it generates nothing", other.name());
    }
    let contract = scratch.dependency("contract", false);
    scratch.manifest(&[DEPENDENCIES, &contract, if has_other { OTHER } else { "" }].concat());
    scratch.run(has_other.then_some(other.name()));
}
