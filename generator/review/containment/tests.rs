//! Containment of small schemas, in both directions and without assumptions.

use serde_json::{Value, json};

use super::{Assumptions, Containment, Decider};
use crate::side::Side;
use counterpart_contract::Contract;
use counterpart_contract::source::Memory;

pub(crate) fn contract(schemas: &Value) -> Contract {
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    });
    counterpart_contract::load_text(
        "",
        "t.json",
        document.to_string(),
        &Memory::default(),
        counterpart_contract::document::ReadOptions::default(),
    )
    .contract
}

fn both_ways(left: &str, right: &str) -> [Containment; 2] {
    let read = |text: &str| -> Value {
        let mut sources = counterpart_contract::source::Sources::default();
        let file = sources
            .add("t.yaml", text.into(), &mut Vec::new())
            .expect(text);
        let schema = sources.file(file).expect("a file").value.clone();
        // `S` is the schema itself, for recursion.
        json!({"S": schema})
    };
    let (left, right) = (contract(&read(left)), contract(&read(right)));
    let mut engine = Decider::new(&left, &right, [20_000, 100_000]);
    let ids = [left.models["S"], right.models["S"]];
    [Side::Base, Side::Head].map(|sender| {
        let assumptions = Assumptions {
            sender,
            ..Assumptions::default()
        };
        let [from, to] = match sender {
            Side::Base => ids,
            Side::Head => [ids[1], ids[0]],
        };
        engine.contained(Some(from), Some(to), assumptions)
    })
}

#[test]
fn schemas_contain_one_another() {
    let table = include_str!("tests.txt");
    let mut wrong = Vec::new();
    for line in table.lines() {
        if line.is_empty() || line.starts_with("##") {
            continue;
        }
        let parts: Vec<&str> = line.splitn(3, " <> ").collect();
        let [relation, left, right] = parts.as_slice() else {
            panic!("three parts: {line}");
        };
        let [forth, back] = both_ways(left.trim(), right.trim());
        let mark = |found: &Containment| matches!(found, Containment::Proved);
        let unproven = [&forth, &back]
            .iter()
            .any(|found| matches!(found, Containment::Unproven(_)));
        let found = match (mark(&forth), mark(&back)) {
            _ if unproven => "unproven",
            (true, true) => "same",
            (true, false) => "within",
            (false, true) => "holds",
            (false, false) => "apart",
        };
        if found != relation.trim() {
            wrong.push(format!("{line}\n    {found}: {forth:?} / {back:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
