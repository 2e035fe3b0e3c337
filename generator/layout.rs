//! Stands in for the pass that lays out generated code, until that is there.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// The text as rustfmt leaves it.
pub fn layout(text: &str) -> String {
    let run = || {
        let mut child = Command::new("rustfmt")
            .args(["--edition", "2024"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            let text = text.to_owned();
            std::thread::spawn(move || stdin.write_all(text.as_bytes()));
        }
        child.wait_with_output()
    };
    match run() {
        Ok(output) if output.status.success() => {
            String::from_utf8(output.stdout).unwrap_or_default()
        }
        _ => format!("// not laid out\n{text}"),
    }
}
