//! What holds for every two contracts, tried with random ones. `COUNTERPART_ROUNDS` asks for more
//! of them; a failure names its seed, which `COUNTERPART_SEED` tries alone.

use counterpart::review::confirm::{Confirmation, Confirmer, reviewer_of};
use counterpart::review::{Finding, Options, Verdict, review_contracts};
use counterpart::source::{Memory, Place};
use counterpart::{Loaded, ReadOptions, load_text};
use serde_json::{Value, json};

use super::hard::verdict;
use super::pairs::{listed, send};
use super::random::{Random, in_3_0};

pub const DIRECTIONS: [&str; 2] = ["request", "response"];

/// The seeds to try: so many as `COUNTERPART_ROUNDS` says, or the one that `COUNTERPART_SEED` names.
pub fn seeds(usual: u64) -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok()?.parse().ok();
    match number("COUNTERPART_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("COUNTERPART_ROUNDS").unwrap_or(usual),
    }
}

/// Asserts that something was tried; one seed alone may show nothing.
pub fn assert_tried(counts: &[usize]) {
    let alone = std::env::var_os("COUNTERPART_SEED").is_some();
    assert!(alone || counts.iter().all(|count| *count > 0), "{counts:?}");
}

pub fn contract(schema: &Value, schemas: &Value, key: &str) -> Loaded {
    contract_of("3.1.0", schema, schemas, key)
}

fn contract_of(version: &str, schema: &Value, schemas: &Value, key: &str) -> Loaded {
    let mut document = json!({
        "openapi": version,
        "info": {"title": "Random", "version": "1.0.0"},
        "paths": {},
    });
    send(&mut document, schema.clone(), schemas.clone(), key);
    let text = document.to_string();
    load_text(
        "",
        "random.json",
        text,
        &Memory::default(),
        ReadOptions::default(),
    )
}

/// The first few of what is wrong, and how many there are.
pub fn summary(wrong: &[String]) -> String {
    let first = wrong.iter().take(4).cloned().collect::<Vec<_>>();
    format!("{} are wrong, of which\n{}", wrong.len(), first.join("\n"))
}

/// How many breaks were found, and how many of them the validator does not confirm.
pub fn breaks(base: &Loaded, head: &Loaded, found: &[Finding]) -> [usize; 2] {
    let confirmer = Confirmer::new(base, head);
    let broken = found
        .iter()
        .filter(|finding| finding.verdict == Verdict::Breaking);
    let opinions = broken.map(|finding| finding.witness.as_ref().map(|own| confirmer.check(own)));
    opinions.fold([0, 0], |[all, unconfirmed], opinion| {
        let doubtful = opinion != Some(Confirmation::Confirmed);
        [all + 1, unconfirmed + usize::from(doubtful)]
    })
}

/// Validators of the schema `S`, as each side of a review understands it.
pub fn validators(sides: [&Loaded; 2]) -> [jsonschema::Validator; 2] {
    let place = ["components", "schemas", "S"]
        .iter()
        .fold(Place::default(), |place, token| place.join(token));
    sides.map(|side| reviewer_of(side, &place, false).expect("a validator"))
}

pub fn compare(base: &Loaded, head: &Loaded) -> Vec<Finding> {
    review_contracts(&base.contract, &head.contract, &Options::default())
}

#[test]
#[ignore = "slow"]
fn a_contract_does_not_differ_from_itself_however_it_is_written() {
    let mut wrong = Vec::new();
    for seed in seeds(150) {
        let mut random = Random::new(seed);
        let schema = random.schema(3);
        let mut schemas = json!({});
        let other = random.rewritten(&schema, &mut schemas);
        for key in DIRECTIONS {
            let base = contract(&schema, &json!({}), key);
            let head = contract(&other, &schemas, key);
            for (from, to) in [(&base, &base), (&base, &head), (&head, &base)] {
                let found = compare(from, to);
                if !found.is_empty() {
                    let found = listed(&found);
                    wrong.push(format!(
                        "seed {seed}, {key}: {schema} against {other} with {schemas}: {found}"
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", summary(&wrong));
}

#[test]
fn a_schema_says_the_same_in_both_versions() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for seed in seeds(150) {
        let schema = Random::new(seed).schema(3);
        let Some(older) = in_3_0(&schema) else {
            continue;
        };
        count += 1;
        for key in DIRECTIONS {
            let base = contract_of("3.0.3", &older, &json!({}), key);
            let head = contract(&schema, &json!({}), key);
            for (from, to) in [(&base, &head), (&head, &base)] {
                let found = compare(from, to);
                if !found.is_empty() {
                    let found = listed(&found);
                    wrong.push(format!(
                        "seed {seed}, {key}: {older} against {schema}: {found}"
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", summary(&wrong));
    assert_tried(&[count]);
}

#[test]
#[ignore = "slow"]
fn breaks_are_confirmed_and_what_is_compatible_is_not_contradicted() {
    let (mut broken, mut tried) = (0, 0);
    let mut wrong = Vec::new();
    for seed in seeds(150) {
        let mut random = Random::new(seed);
        let schema = random.schema(3);
        let other = random.changed(&schema);
        for key in DIRECTIONS {
            let [base, head] = [&schema, &other].map(|one| contract(one, &json!({}), key));
            let found = compare(&base, &head);
            let mut complain = |what: &str| {
                let found = listed(&found);
                wrong.push(format!(
                    "seed {seed}, {key}: {what}: {schema} against {other}: {found}"
                ));
            };
            let [all, unconfirmed] = breaks(&base, &head, &found);
            broken += all;
            if unconfirmed > 0 {
                complain("not confirmed");
            }
            if key == "response" {
                continue;
            }
            match verdict(&found) {
                // Whatever is refused now is a widening the other way round.
                "breaking" if compare(&head, &base).is_empty() => complain("no widening"),
                "breaking" => {}
                "unproven" => {}
                _ => {
                    let [sent, read] = validators([&base, &head]);
                    for _ in 0..40 {
                        let value = random.value(&schema);
                        if sent.is_valid(&value) {
                            tried += 1;
                            if !read.is_valid(&value) {
                                complain(&format!("{value} contradicts"));
                            }
                        }
                    }
                }
            }
        }
    }
    println!("{broken} breaks are confirmed, {tried} values contradict nothing");
    assert!(wrong.is_empty(), "{}", summary(&wrong));
    assert_tried(&[broken, tried]);
}
