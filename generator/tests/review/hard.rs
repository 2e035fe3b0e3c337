//! Hard pairs with the right verdict, in the folder that `COUNTERPART_REVIEW_CASES` names: never
//! part of this project.

use std::path::Path;

use counterpart::review::{Finding, Options, Verdict, review_contracts};
use counterpart::{ReadOptions, load};

fn findings(pair: &Path) -> Vec<Finding> {
    let [base, head] = ["base.yaml", "revision.yaml"]
        .map(|name| load(&pair.join(name), ReadOptions::default()).contract);
    review_contracts(&base, &head, &Options::default())
}

/// What a list of findings comes to.
pub fn verdict(findings: &[Finding]) -> &'static str {
    match findings.iter().map(|finding| finding.verdict).min() {
        None => "same",
        Some(Verdict::Breaking) => "breaking",
        Some(Verdict::Unproven) => "unproven",
        Some(Verdict::Compatible) => "compatible",
    }
}

#[test]
#[ignore = "slow: needs COUNTERPART_REVIEW_CASES"]
fn hard_pairs_get_the_right_verdict() {
    let Some(folder) = std::env::var_os("COUNTERPART_REVIEW_CASES") else {
        println!("skipped: COUNTERPART_REVIEW_CASES names no folder of pairs");
        return;
    };
    let folder = Path::new(&folder);
    let expected = std::fs::read_to_string(folder.join("expected.tsv")).expect("the verdicts");
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in expected.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [pair, _, wanted, ..] = columns.as_slice() else {
            continue;
        };
        count += 1;
        let findings = findings(&folder.join(pair));
        let found = verdict(&findings);
        if std::env::var_os("SHOW").is_some() {
            println!("{pair}: {found}");
            for finding in &findings {
                println!(
                    "    {} {} {:?}",
                    finding.rule.code, finding.message, finding.witness
                );
            }
        }
        let unshown = findings
            .iter()
            .any(|finding| finding.verdict == Verdict::Breaking && finding.witness.is_none());
        if found != *wanted || unshown {
            wrong.push(format!("{pair}: {found}, not {wanted}: {findings:#?}"));
        }
    }
    assert!(count >= 30, "the cases are there");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
