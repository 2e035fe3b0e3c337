//! Any text as a document: everything that can be made of one is made, and what was found wrong is
//! shown.
#![no_main]

use counterpart::diagnostic::{Style, show};
use counterpart::source::Memory;
use counterpart::{GenerateOptions, ReadOptions, bundle, generate_crate, load_text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let read = |text: String| {
        load_text("", "a.yaml", text, &Memory::default(), ReadOptions::default())
    };
    let mut loaded = read(text.to_owned());
    let made = generate_crate(&mut loaded, &GenerateOptions::default());
    let _ = show(&loaded.report, &loaded.document.sources, Style::Plain);
    let bundled = read(bundle(&loaded.contract).to_string());
    // What is generated for can be written and read again.
    assert!(made.is_err() || !bundled.contract.openapi.is_empty());
});
