//! How fast a client reads bodies, beside serde's derive: `cargo bench --bench decode`.
//!
//! Arrays of 5 MB: of this contract's payments, of objects with 100 properties, of numbers with
//! fractions, and of the longest examples of two real documents where `COUNTERPART_CORPUS` names a
//! folder of documents. The structs for serde are made of the same schemas.

#[path = "others/mod.rs"]
mod others;
#[path = "scratch/mod.rs"]
mod scratch;

#[path = "decode/cases.rs"]
mod cases;
#[path = "decode/derived.rs"]
mod derived;

use std::path::Path;

use cases::{payments, real_document, shapes};
use others::{Generator, Half};
use scratch::Scratch;

const DEPENDENCIES: &str = r#"
[dependencies]
chrono = { version = "0.4", default-features = false, features = ["serde", "std"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#;

/// Documents of the corpus whose examples are read.
const DOCUMENTS: [&str; 2] = ["adyen-CheckoutService-v71.json", "api.github.com.json"];

fn main() {
    let mut scratch = Scratch::new("decode");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/external_payments.yaml");
    let mut cases = vec![payments(&own)];
    let (document, made) = shapes();
    scratch.write("shapes.json", &document.to_string());
    cases.extend(made);
    match std::env::var_os("COUNTERPART_CORPUS") {
        Some(folder) => {
            let documents = DOCUMENTS.iter().enumerate();
            cases.extend(
                documents.filter_map(|(index, name)| {
                    real_document(&Path::new(&folder).join(name), index)
                }),
            );
        }
        None => {
            println!("examples of real documents are left out: COUNTERPART_CORPUS names no folder")
        }
    }
    let mut tables = DEPENDENCIES.to_owned();
    let mut features = String::from("\n[features]\ndocuments = [");
    let (mut structs, mut calls) = (String::new(), String::new());
    for case in &cases {
        let krate = case.krate.as_str();
        if !tables.contains(&format!("\n{krate} =")) {
            let spec = scratch.path(&case.spec);
            if !scratch.generate(Generator::Counterpart, &spec, Half::Client, krate) {
                println!("{} is left out: it generates nothing", case.name);
                continue;
            }
            tables.push_str(&scratch.dependency(krate, case.is_real));
            if case.is_real {
                features.push_str(&format!("\"dep:{krate}\", "));
            }
        }
        scratch.write(&format!("{}.json", case.module), &case.items.to_string());
        structs.push_str(&case.structs());
        calls.push_str(&case.call());
    }
    scratch.write("structs.rs", &structs);
    scratch.write(
        "calls.rs",
        &format!("fn all(cases: &mut Vec<Case>) {{\n{calls}}}\n"),
    );
    scratch.manifest(&format!("{tables}{features}]\n"));
    scratch.run(Some("documents"));
}
