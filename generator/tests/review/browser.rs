//! Reports in a real browser.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::{browser, corpus};

const OWN: &str = "spec/external_payments.yaml";

/// Markup in every place that a report shows, beside a change that breaks.
const HOSTILE: [&str; 2] = [
    r#"{openapi: 3.0.3, info: {title: "<script>alert(1)</script>", version: "1"}, paths: {"/<img src=x onerror=alert(1)>": {get: {
 parameters: [{name: "</pre><b>` & '", in: query, schema: {type: string}}], responses: {'200': {description: ok}}}}}}"#,
    r#"{openapi: 3.0.3, info: {title: "<script>alert(1)</script>", version: "2"}, paths: {"/<img src=x onerror=alert(1)>": {get: {
 parameters: [{name: "</pre><b>` & '", in: query, schema: {type: string, maxLength: 2}}], responses: {'200': {description: ok}}}}}}"#,
];

/// Writes the report of a review, and says where it is.
fn report(root: &Path, name: &str, base: &Path, head: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_counterpart"))
        .args(["review", "--format", "html", "--fail-on", "none", "--rust"])
        .args([base, head])
        .output()
        .expect("the command runs");
    assert!(output.status.success(), "{output:?}");
    let file = root.join(format!("{name}.html"));
    fs::write(&file, output.stdout).expect("the report is written");
    file.to_string_lossy().into_owned()
}

#[test]
#[ignore = "slow: needs COUNTERPART_BROWSER"]
fn reports_hold_in_a_browser() {
    if !browser::is_there() {
        return;
    }
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reports");
    fs::create_dir_all(&root).expect("a folder");
    let own = fs::read_to_string(OWN).expect("the project's contract");
    let changed = own.replace("maxLength: 4096", "maxLength: 64");
    assert_ne!(own, changed);
    let write = |name: &str, text: &str| {
        let path = root.join(name);
        fs::write(&path, text).expect("a contract is written");
        path
    };
    let head = write("changed.yaml", &changed);
    let hostile = HOSTILE.map(|text| write(&format!("hostile-{}.yaml", text.len()), text));
    let mut plan = vec![
        json!({
            "name": "own", "file": report(&root, "own", Path::new(OWN), &head),
            "words": ["payment_source_token", "Breaking", "was", "now", "fingerprint"],
            "curl": "curl -X POST",
        }),
        json!({
            "name": "hostile", "file": report(&root, "hostile", &hostile[0], &hostile[1]),
            "words": ["<script>alert(1)</script>", "</pre><b>` & '"], "curl": null,
        }),
        json!({
            "name": "no change", "file": report(&root, "same", Path::new(OWN), Path::new(OWN)),
            "words": ["no change"], "curl": null,
        }),
    ];
    if let Some(folder) = corpus::folder() {
        let version = |number: u8| folder.join(format!("adyen-CheckoutService-v{number}.json"));
        let (base, head) = (version(70), version(71));
        if base.exists() && head.exists() {
            plan.push(json!({
                "name": "Adyen", "file": report(&root, "adyen", &base, &head),
                "words": ["DonationPaymentRequest", "additionalAmount was removed"],
                "curl": "/v70/donations",
            }));
        }
    }
    browser::look("report.mjs", plan);
}
