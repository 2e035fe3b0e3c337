//! The pass agrees with rustfmt, whatever the line breaks of its input.

mod hostile;
mod sweeping;
mod unformat;
mod unknown;

use std::io::Write as _;
use std::process::{Command, Stdio};

/// Formats code with rustfmt.
fn rustfmt(code: &str) -> String {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--quiet", "--emit", "stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt starts");
    let mut input = rustfmt.stdin.take().expect("standard input");
    let code = code.to_owned();
    let writer = std::thread::spawn(move || input.write_all(code.as_bytes()));
    let output = rustfmt.wait_with_output().expect("rustfmt ends");
    writer.join().expect("a thread").expect("rustfmt reads");
    String::from_utf8(output.stdout).expect("rustfmt writes UTF-8")
}

/// Returns the first lines in which two texts differ.
fn difference(expected: &str, found: &str) -> String {
    let same = expected
        .lines()
        .zip(found.lines())
        .take_while(|(one, other)| one == other)
        .count();
    let some = |text: &str| {
        let lines: Vec<&str> = text.lines().skip(same).take(8).collect();
        lines.join("\n")
    };
    format!(
        "from line {} on, expected:\n{}\nfound:\n{}",
        same + 1,
        some(expected),
        some(found)
    )
}
