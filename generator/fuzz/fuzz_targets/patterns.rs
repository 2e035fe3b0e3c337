//! Two regular expressions, each on a line of its own, as what a member has to match.
#![no_main]

use counterpart::contract::Contract;
use counterpart::review::{Options, review_contracts};
use counterpart::source::Memory;
use counterpart::{ReadOptions, load_text};
use libfuzzer_sys::fuzz_target;
use serde_json::json;

fn contract(pattern: &str) -> Contract {
    let schema = json!({"type": "string", "pattern": pattern, "maxLength": 20});
    let content = json!({"application/json": {"schema": schema}});
    let document = json!({
        "openapi": "3.1.1",
        "info": {"title": "Patterns", "version": "1.0.0"},
        "paths": {"/": {"post": {
            "requestBody": {"required": true, "content": content},
            "responses": {"200": {"description": "ok", "content": content}},
        }}},
    });
    let loader = Memory::default();
    let text = document.to_string();
    load_text("", "a.json", text, &loader, ReadOptions::default()).contract
}

fuzz_target!(|text: &str| {
    let (base, head) = text.split_once('\n').unwrap_or((text, text));
    let (base, head) = (contract(base), contract(head));
    let _ = review_contracts(&base, &head, &Options::default());
    // Nothing differs from itself.
    assert!(review_contracts(&base, &base, &Options::default()).is_empty());
});
