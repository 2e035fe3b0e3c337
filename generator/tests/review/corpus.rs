//! Real versions of a large API, in the folder that `COUNTERPART_CORPUS` names.

use std::time::Instant;

use counterpart::review::{Options, Verdict, review_contracts};
use counterpart::{ReadOptions, load};

#[test]
#[ignore = "slow: needs COUNTERPART_CORPUS"]
fn consecutive_versions_are_decided() {
    let Some(folder) = crate::corpus::folder() else {
        return;
    };
    let (mut all, mut unproven) = (0, 0);
    for version in 65..71 {
        let [base, head] = [version, version + 1].map(|version| {
            let name = format!("adyen-CheckoutService-v{version}.json");
            load(&folder.join(name), ReadOptions::default()).contract
        });
        let started = Instant::now();
        let findings = review_contracts(&base, &head, &Options::default());
        let count = |verdict| {
            let of = |finding: &&counterpart::review::Finding| finding.verdict == verdict;
            findings.iter().filter(of).count()
        };
        println!(
            "v{version} to v{}: {} breaking, {} unproven, {} compatible, in {:?}",
            version + 1,
            count(Verdict::Breaking),
            count(Verdict::Unproven),
            count(Verdict::Compatible),
            started.elapsed()
        );
        if std::env::var_os("SHOW").is_some() {
            for finding in &findings {
                println!(
                    "    {} {} {} ({})",
                    finding.verdict,
                    finding.rule.code,
                    finding.message,
                    finding.operations.len()
                );
                if let Some(reason) = &finding.reason {
                    println!("        {reason}");
                }
            }
        }
        all += findings.len();
        unproven += count(Verdict::Unproven);
    }
    assert!(all > 0, "the versions differ");
    assert!(unproven * 50 < all, "{unproven} of {all} are unproven");
}
