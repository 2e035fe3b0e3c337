//! Contracts as they come: on standard input, in another version or notation, of one file or many,
//! out of git. What they are written in makes no difference.

use serde_json::Value;

use super::command::{Repository, said, status};

const OLDER: &str = "\
openapi: 3.0.3
info: {title: Zoo, version: 1.0.0}
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {age: {type: integer, nullable: true, minimum: 0, exclusiveMinimum: true}}}
      responses: {'204': {description: Done.}}
";

const NEWER: &str = "\
openapi: 3.1.0
info: {title: Zoo, version: 1.0.0}
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {age: {type: [integer, 'null'], exclusiveMinimum: 0}}}
      responses: {'204': {description: Done.}}
";

fn nothing(output: &std::process::Output) {
    let text = said(&output.stdout);
    assert_eq!(status(output), Some(0), "{text}{}", said(&output.stderr));
    assert!(text.ends_with("\n\nno change\n"), "{text}");
}

#[test]
fn either_contract_may_be_on_standard_input() {
    let zoo = Repository::new("review-stdin");
    zoo.write("old.yaml", OLDER);
    let narrower = OLDER.replace("minimum: 0,", "minimum: 1,");
    nothing(&zoo.run_with(OLDER, &["review", "-", "old.yaml"]));
    let output = zoo.run_with(&narrower, &["review", "old.yaml", "-"]);
    assert_eq!(status(&output), Some(1));
    assert!(
        said(&output.stdout).contains("R604"),
        "{}",
        said(&output.stdout)
    );
    let back = zoo.run_with(&narrower, &["review", "-", "old.yaml"]);
    assert_eq!(status(&back), Some(0), "{}", said(&back.stdout));
}

#[test]
fn versions_and_notations_make_no_difference() {
    let zoo = Repository::new("review-notations");
    zoo.write("old.yaml", OLDER);
    zoo.write("new.yaml", NEWER);
    let json = said(&zoo.run(&["bundle", "old.yaml", "--format", "json"]).stdout);
    assert!(json.starts_with('{'), "{json}");
    zoo.write("old.json", &json);
    for (base, head) in [
        ("old.yaml", "new.yaml"),
        ("new.yaml", "old.yaml"),
        ("old.yaml", "old.json"),
        ("old.json", "new.yaml"),
    ] {
        nothing(&zoo.run(&["review", base, head]));
    }
    // A break is one whatever the two are written in, and stands where it is written.
    zoo.write(
        "narrow.yaml",
        &NEWER.replace("exclusiveMinimum: 0", "exclusiveMinimum: 9"),
    );
    let output = zoo.run(&["review", "old.json", "narrow.yaml", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let finding = &report["findings"][0];
    assert_eq!(finding["code"], "R604", "{report}");
    assert_eq!(finding["witness"]["value"]["age"], 1);
    assert_eq!(finding["base"]["file"], "old.json");
    assert_eq!(
        (&finding["head"]["file"], &finding["head"]["line"]),
        (&"narrow.yaml".into(), &9.into())
    );
}

#[test]
fn many_files_are_as_one() {
    let zoo = Repository::new("review-files");
    let bundled = |name: &str, to: &str| {
        let text = said(&zoo.run(&["bundle", name]).stdout);
        assert!(text.contains("components"), "{text}");
        zoo.write(to, &text);
    };
    // The working tree has the changed models, the revision the ones before.
    bundled("spec/api.yaml", "after.yaml");
    nothing(&zoo.run(&["review", "spec/api.yaml", "after.yaml"]));
    nothing(&zoo.run(&["review", "after.yaml", "spec/api.yaml"]));
    let split = zoo.run(&[
        "review",
        "main:spec/api.yaml",
        "after.yaml",
        "--format",
        "json",
    ]);
    let report: Value = serde_json::from_slice(&split.stdout).expect("JSON");
    assert_eq!(report["findings"][0]["code"], "R609", "{report}");
    assert_eq!(report["findings"][0]["base"]["file"], "spec/models.yaml");
    // Both sides out of git, each with the files of its own revision.
    zoo.commit("two");
    let log = zoo.run(&["changelog", "--git", "main~1..main", "spec/api.yaml"]);
    let text = said(&log.stdout);
    assert!(text.contains("R609"), "a changed model is a change: {text}");
    zoo.write("spec/models.yaml", "Pet: {type: string}\n");
    let output = zoo.run(&["review", "main~1:spec/api.yaml", "main:spec/api.yaml"]);
    let text = said(&output.stdout);
    assert!(text.contains("R609") && !text.contains("R601"), "{text}");
}

/// No server could tell them apart, and callers send either.
#[test]
fn a_path_that_is_there_twice_is_reviewed() {
    let zoo = Repository::new("review-twice");
    let path = |name: &str, kind: &str| {
        let own = format!("{{name: {name}, in: path, required: true, schema: {{type: {kind}}}}}");
        format!(
            "  /pets/{{{name}}}: {{get: {{parameters: [{own}], responses: {{'200': {{description: One.}}}}}}}}\n"
        )
    };
    let top = "openapi: 3.0.3\ninfo: {title: Zoo, version: 1.0.0}\npaths:\n";
    let [one, other] = [path("id", "string"), path("name", "string")];
    zoo.write("twice.yaml", &format!("{top}{one}{other}"));
    zoo.write("once.yaml", &format!("{top}{one}"));
    zoo.write("narrow.yaml", &format!("{top}{}", path("id", "integer")));
    let output = zoo.run(&["review", "twice.yaml", "once.yaml"]);
    assert_eq!(status(&output), Some(0), "{}", said(&output.stdout));
    let output = zoo.run(&["review", "twice.yaml", "narrow.yaml"]);
    assert_eq!(status(&output), Some(1), "{}", said(&output.stdout));
}

/// What the README shows of a review is what a review says.
#[test]
fn the_review_in_the_readme_is_so() {
    let contract = "spec/external_payments.yaml";
    let readme = std::fs::read_to_string("README.md").expect("the README");
    let (_, rest) = readme
        .split_once("is written (`review --rust`)")
        .unwrap_or(("", &readme));
    let shown: Vec<&str> = rest
        .split("```text\n")
        .skip(1)
        .filter_map(|block| block.split_once("```").map(|(block, _)| block))
        .filter(|block| block.contains(" breaking, ") || block.starts_with("Rust code written"))
        .collect();
    assert_eq!(shown.len(), 2, "the review and what it means to code");
    let base = shown[0].split_whitespace().next().expect("a revision");
    assert!(base.ends_with(contract), "{base}");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_counterpart"))
        .args(["review", base, contract, "--rust"])
        .output()
        .expect("the command starts");
    if status(&output) == Some(2) {
        let why = said(&output.stderr);
        println!("skipped: the revision is not in this clone: {why}");
        return;
    }
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = plain(&said(&output.stdout));
    for block in shown {
        // Lines that go on are one, and what was left out is said to be.
        let joined = block.replace("\n       ", " ");
        for line in joined.lines().map(plain).filter(|line| !line.is_empty()) {
            assert!(
                told.contains(&line),
                "the review does not say: {line}\n{told}"
            );
        }
    }
}
