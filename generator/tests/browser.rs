//! A real browser, by scripts for Node.js. `.ci/browser` installs what these need and names it.

use std::process::Command;

use serde_json::Value;

/// Whether there is a browser; says why nothing is tested where there is none.
pub fn is_there() -> bool {
    let there = std::env::var_os("COUNTERPART_BROWSER").is_some();
    if !there {
        println!("skipped: COUNTERPART_BROWSER names no folder with what the browser tests need");
    }
    there
}

/// Lets a script look at what a plan lists. What it finds wrong fails the test.
pub fn look(script: &str, plan: Vec<Value>) {
    let output = Command::new("node")
        .arg(format!("generator/tests/browser/{script}"))
        .arg(Value::from(plan).to_string())
        .output()
        .expect("node runs");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
