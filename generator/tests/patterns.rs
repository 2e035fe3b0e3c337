//! Patterns of real documents, in the folder that `COUNTERPART_CORPUS` names: servers match what another
//! implementation of ECMA-262 matches.

use std::collections::BTreeSet;

use counterpart::ReadOptions;
use counterpart_contract::pattern::{Matching, backtrack, examples, matching};
use regress::Regex;

/// Texts that a pattern matches or nearly matches.
fn texts(pattern: &str) -> BTreeSet<String> {
    let made = examples(pattern, 0).into_iter().flatten();
    let mut texts: BTreeSet<String> = made.take(4).filter(|text| text.len() < 60).collect();
    texts.extend(["", "a", "A1-b_c", "10.5", "é", "\n"].map(str::to_owned));
    for text in texts.clone() {
        texts.insert(format!("{text}\n"));
        texts.insert(format!("-{text}"));
        for (at, character) in text.char_indices() {
            let (before, after) = (&text[..at], &text[at + character.len_utf8()..]);
            texts.extend(
                ["", "0", "x", "Z", "-", "٣"].map(|other| format!("{before}{other}{after}")),
            );
        }
    }
    texts
}

#[test]
#[ignore = "slow: needs COUNTERPART_CORPUS"]
fn real_patterns_match_what_they_say() {
    let Some(folder) = crate::corpus::folder() else {
        return;
    };
    let mut patterns = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("the folder of documents") {
        let path = entry.expect("an entry").path();
        let contract = counterpart::load(&path, ReadOptions::default()).contract;
        for id in contract.ids() {
            patterns.extend(contract[id].pattern.clone());
            patterns.extend(contract[id].pattern_properties.keys().cloned());
        }
    }
    let (mut wrong, mut bounded) = (Vec::new(), Vec::new());
    for pattern in &patterns {
        let expected = Regex::with_flags(pattern, "u").or_else(|_| Regex::new(pattern));
        let expected = expected.expect(pattern);
        let linear = match matching(pattern).expect(pattern) {
            Matching::Linear(text) => Some(regex::Regex::new(&text).expect(pattern)),
            Matching::Backtracking(_) => {
                bounded.push(pattern);
                None
            }
        };
        for text in texts(pattern) {
            let expected = expected.find(&text).is_some();
            let verdicts = [
                linear.as_ref().map(|regex| regex.is_match(&text)),
                backtrack(pattern, &text),
            ];
            if verdicts
                .into_iter()
                .flatten()
                .any(|verdict| verdict != expected)
            {
                wrong.push(format!("{pattern} on {text:?}: {verdicts:?}"));
            }
        }
    }
    let (few, all) = (bounded.len(), patterns.len());
    println!("{few} of {all} patterns are not linear: {bounded:#?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(few * 20 <= all, "nearly all are linear");
}
