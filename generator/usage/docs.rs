//! Makes documentation pages: `cargo run --example docs`.

use std::path::Path;

use counterpart::output::File;
use counterpart::{DocsOptions, ReadOptions, generate_docs, load, output};

pub fn main() -> Result<(), counterpart::Error> {
    let pages = pages(Path::new("spec/external_payments.yaml"))?;
    output::write(Path::new("target/usage/pages"), &pages)?;
    println!("{} pages", pages.len());
    Ok(())
}

/// The pages of a contract, in HTML alone.
pub fn pages(contract: &Path) -> Result<Vec<File>, counterpart::Error> {
    let mut loaded = load(contract, ReadOptions::default());
    let mut options = DocsOptions::default();
    options.pages.markdown = None;
    options.pages.accent = Some("#1d5a86".into());
    options.pages.footer = Some("By *the payments team*".into());
    generate_docs(&mut loaded, &options)
}
