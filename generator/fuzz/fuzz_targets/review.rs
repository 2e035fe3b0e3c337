//! Two texts, parted by a line of three dots, as two versions of a document.
#![no_main]

use counterpart::review::{Options, review_contracts};
use counterpart::source::Memory;
use counterpart::{ReadOptions, load_text, rust_impact};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (base, head) = text.split_once("\n...\n").unwrap_or((text, text));
    let [base, head] = [base, head].map(|text| {
        let loader = Memory::default();
        load_text("", "a.yaml", text.to_owned(), &loader, ReadOptions::default()).contract
    });
    let found = review_contracts(&base, &head, &Options::default());
    // Nothing differs from itself.
    assert!(text.contains("\n...\n") || found.is_empty());
    let _ = rust_impact(&base, &head);
});
