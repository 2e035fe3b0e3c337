//! Generates a crate: `cargo run --example generate`.

use std::path::Path;

use counterpart::{GenerateOptions, Settings, generate_crate, load, output};

pub fn main() -> Result<(), counterpart::Error> {
    let written = write(
        Path::new("spec/external_payments.yaml"),
        Path::new("target/usage/client"),
    )?;
    println!("{written} files");
    Ok(())
}

/// Writes the crate of a contract's client, and says how many files it has.
pub fn write(contract: &Path, folder: &Path) -> Result<usize, counterpart::Error> {
    // What `counterpart.toml` says, where there is one; else defaults.
    let settings = Settings::find(contract)?;
    let mut loaded = load(contract, settings.read);
    loaded.select(&settings.selection);
    let mut options: GenerateOptions = settings.generate;
    options.server = false;
    options.docs = false;
    options.package.name = Some("payments-client".into());
    options.package.license = Some("MIT".into());
    let files = generate_crate(&mut loaded, &options)?;
    // All files or none; files that were not generated are left alone, and are an error.
    output::write(folder, &files)?;
    Ok(files.len())
}
