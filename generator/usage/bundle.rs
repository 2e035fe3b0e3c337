//! Makes one document out of many: `cargo run --example bundle`.

use std::path::Path;

use counterpart::{BundleFormat, BundleOptions, ReadOptions, generate_bundle, load};

pub fn main() -> Result<(), counterpart::Error> {
    print!("{}", bundle(Path::new("spec/external_payments.yaml"))?);
    Ok(())
}

/// A contract as one self-contained document in JSON.
pub fn bundle(contract: &Path) -> Result<String, counterpart::Error> {
    let mut loaded = load(contract, ReadOptions::default());
    let mut options = BundleOptions::default();
    options.format = Some(BundleFormat::Json);
    generate_bundle(&mut loaded, &options)
}
