//! Says what a change of a contract breaks: `cargo run --example review`.

use counterpart::review::{Options, Verdict, review};
use counterpart::source::Memory;
use counterpart::{Loaded, ReadOptions, load_text};

pub fn main() {
    for line in breaks(&contract("string"), &contract("integer")) {
        println!("{line}");
    }
}

/// A contract whose pets have names of a type.
pub fn contract(kind: &str) -> Loaded {
    let text = format!(
        "\
openapi: 3.0.3
info: {{ title: Pets, version: 1.0.0 }}
paths:
  /pets:
    post:
      operationId: createPet
      requestBody:
        content:
          application/json:
            schema: {{ type: object, properties: {{ name: {{ type: {kind} }} }} }}
      responses: {{ '204': {{ description: Created }} }}
"
    );
    load_text(
        "",
        "pets.yaml",
        text,
        &Memory::default(),
        ReadOptions::default(),
    )
}

/// The changes that break somebody.
pub fn breaks(base: &Loaded, head: &Loaded) -> Vec<String> {
    let report = review(base, head, &Options::default());
    let findings = report.findings().iter();
    findings
        .filter(|finding| finding.verdict == Verdict::Breaking)
        .map(|finding| format!("{}: {}", finding.rule, finding.message))
        .collect()
}
