//! Looks at the problems of a document: `cargo run --example diagnostics`.

use counterpart::diagnostic::Severity;
use counterpart::source::Memory;
use counterpart::{ReadOptions, load_text};

/// A document with a reference that leads nowhere.
const DOCUMENT: &str = "\
openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
paths: {}
components:
  schemas:
    Pet: { type: object }
    Pets: { type: array, items: { $ref: '#/components/schemas/Pett' } }
";

pub fn main() {
    for line in problems("pets.yaml", DOCUMENT) {
        println!("{line}");
    }
}

/// The errors of a document, as editors read them.
pub fn problems(name: &str, text: &str) -> Vec<String> {
    // There are no other files that it could refer to.
    let files = Memory::default();
    let loaded = load_text("", name, text.to_owned(), &files, ReadOptions::default());
    let problems = loaded.problems();
    let errors = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error);
    errors
        .map(|problem| {
            let at = &problem.location;
            let help = problem.help.as_deref().unwrap_or("no help");
            format!(
                "{}:{}:{}: {} {} ({help})",
                at.file, at.line, at.column, problem.code.id, problem.message
            )
        })
        .collect()
}
