//! The commands around reviews, as a team uses them: in a repository of its own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const BASE: &str = "\
openapi: 3.0.3
info: {title: Zoo, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema: {$ref: 'models.yaml#/Pet'}
";
const MODELS: &str =
    "Pet:\n  type: object\n  required: [name]\n  properties:\n    name: {type: string}\n";

/// A repository with a contract of two files in a folder, committed, and then changed.
pub struct Repository(PathBuf);

impl Repository {
    pub fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&root);
        let own = Self(root);
        own.write("spec/api.yaml", BASE);
        own.write("spec/models.yaml", MODELS);
        own.git(&["init", "--quiet", "--initial-branch", "main"]);
        own.commit("one");
        own.write(
            "spec/models.yaml",
            &MODELS.replace("required: [name]", "required: []"),
        );
        own
    }

    pub fn write(&self, path: &str, text: &str) {
        crate::compiled::write(&self.0.join(path), text);
    }

    fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=Zoo", "-c", "user.email=zoo@zoo.example"];
        let output = Command::new("git")
            .args(identity)
            .args(arguments)
            .current_dir(&self.0)
            .output()
            .expect("git runs");
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            said(&output.stderr)
        );
    }

    pub fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    fn command(&self, folder: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_counterpart"));
        command.args(arguments).current_dir(self.0.join(folder));
        command
    }

    fn run_in(&self, folder: &str, arguments: &[&str]) -> Output {
        let mut command = self.command(folder, arguments);
        let command = command.stdin(Stdio::null());
        command.output().expect("the command starts")
    }

    /// With a text on standard input.
    pub fn run_with(&self, input: &str, arguments: &[&str]) -> Output {
        let mut command = self.command("", arguments);
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = pipes.spawn().expect("the command starts");
        let mut pipe = child.stdin.take().expect("a pipe");
        pipe.write_all(input.as_bytes()).expect("it reads");
        drop(pipe);
        child.wait_with_output().expect("it ends")
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.run_in("", arguments)
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let mut all = vec!["review"];
        all.extend(arguments);
        all.extend(["--format", "json"]);
        let output = self.run(&all);
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{}", said(&output.stderr)))
    }
}

pub fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub fn status(output: &Output) -> Option<i32> {
    output.status.code()
}

const PAIR: [&str; 2] = ["main:spec/api.yaml", "spec/api.yaml"];

#[test]
fn a_revision_is_reviewed_with_all_its_files() {
    let zoo = Repository::new("review-revision");
    let output = zoo.run(&["review", PAIR[0], PAIR[1]]);
    assert_eq!(status(&output), Some(1));
    let text = said(&output.stdout);
    assert!(text.contains("breaking[R609]"), "{text}");
    assert!(
        text.contains("was spec/models.yaml:3:3") && text.contains("now spec/models.yaml:3:3"),
        "{text}"
    );
    // From inside the folder, as git counts paths that begin with a dot.
    let inside = zoo.run_in("spec", &["review", "main:./api.yaml", "api.yaml"]);
    assert_eq!(status(&inside), Some(1), "{}", said(&inside.stderr));
    // The working tree equals a later revision of it.
    zoo.commit("two");
    let clean = zoo.run(&["review", PAIR[0], PAIR[1]]);
    assert_eq!(status(&clean), Some(0));
    assert_eq!(
        status(&zoo.run(&["review", "main~1:spec/api.yaml", "main:spec/api.yaml"])),
        Some(1)
    );
}

#[test]
fn the_exit_status_is_what_was_asked_for() {
    let zoo = Repository::new("review-status");
    let with = |more: &str| status(&zoo.run(&["review", PAIR[0], PAIR[1], "--fail-on", more]));
    assert_eq!(
        ["breaking", "unproven", "any", "none"].map(with),
        [Some(1), Some(1), Some(1), Some(0)]
    );
    for (base, head, about) in [
        (
            "main:spec/none.yaml",
            "spec/api.yaml",
            "main:spec/none.yaml",
        ),
        ("nobranch:spec/api.yaml", "spec/api.yaml", "nobranch"),
        ("--help:spec/api.yaml", "spec/api.yaml", ""),
        ("-", "-", "standard input"),
        ("spec/api.yaml", "spec/none.yaml", "none.yaml"),
    ] {
        let output = zoo.run(&["review", "--", base, head]);
        assert_eq!(status(&output), Some(2), "{base} {head}");
        assert!(
            said(&output.stderr).contains(about),
            "{}",
            said(&output.stderr)
        );
        assert!(output.stdout.is_empty(), "{base} {head}");
    }
}

#[test]
fn what_is_agreed_to_fails_no_more() {
    let zoo = Repository::new("review-accept");
    let found = zoo.json(&PAIR);
    let print = found["findings"][0]["fingerprint"]
        .as_str()
        .expect("a fingerprint")
        .to_owned();
    let accept = |print: &str, more: &[&str]| {
        let mut all = vec!["accept", print, "--reason", "nobody reads it"];
        all.extend(more);
        zoo.run(&all)
    };
    let review = ["--review", PAIR[0], PAIR[1]];
    assert_eq!(
        status(&accept("0000000000000000", &review)),
        Some(2),
        "the review has no such finding"
    );
    assert_eq!(status(&accept("12", &[])), Some(2));
    assert_eq!(status(&accept(&print, &["--until", "soon"])), Some(2));
    assert!(
        !zoo.0.join("counterpart-consents.yaml").exists(),
        "nothing was agreed to"
    );

    let more = ["--until", "2030-01-31", "--review", PAIR[0], PAIR[1]];
    assert_eq!(status(&accept(&print, &more)), Some(0));
    accept("ffffffffffffffff", &[]);
    let file = fs::read_to_string(zoo.0.join("counterpart-consents.yaml")).expect("the file");
    assert!(
        file.contains("R609") && file.contains("nobody reads it"),
        "{file}"
    );
    let until = |day: &str| zoo.run(&["review", PAIR[0], PAIR[1], "--today", day]);
    let before = until("2030-01-31");
    assert_eq!(status(&before), Some(0), "{}", said(&before.stdout));
    assert!(
        said(&before.stdout).contains("R809"),
        "the other consent fits nothing"
    );
    let after = until("2030-02-01");
    assert_eq!(status(&after), Some(1));
    assert!(
        said(&after.stdout).contains("R810"),
        "{}",
        said(&after.stdout)
    );
}

#[test]
fn consent_is_asked_for_under_the_options_of_the_review() {
    let zoo = Repository::new("review-accept-options");
    let with = |members: &str| {
        let schema = format!("{{type: object, properties: {{{members}}}}}");
        format!(
            "openapi: 3.0.3\ninfo: {{title: Zoo, version: 1.0.0}}\npaths:\n  /pets:\n    post:\n      \
             requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}\n      \
             responses: {{'204': {{description: Done.}}}}\n"
        )
    };
    zoo.write("old.yaml", &with("a: {type: string}"));
    zoo.write("new.yaml", &with("a: {type: string}, b: {type: string}"));
    let found = zoo.json(&["old.yaml", "new.yaml", "--closed-world"]);
    let finding = &found["findings"][0];
    assert_eq!(
        (&finding["code"], &finding["verdict"]),
        (&"R610".into(), &"breaking".into())
    );
    let print = finding["fingerprint"].as_str().expect("a fingerprint");
    let accept = |more: &[&str]| {
        let mut all = vec!["accept", print, "--reason", "we know them all"];
        all.extend(["--review", "old.yaml", "new.yaml"]);
        all.extend(more);
        status(&zoo.run(&all))
    };
    assert_eq!(accept(&[]), Some(2), "an open world has no such break");
    assert_eq!(accept(&["--closed-world"]), Some(0));
    let review = ["review", "old.yaml", "new.yaml", "--closed-world"];
    assert_eq!(status(&zoo.run(&review)), Some(0));
}

#[test]
fn fingerprints_are_about_what_is_sent() {
    let zoo = Repository::new("review-prints");
    let prints = |pair: &[&str]| -> Vec<String> {
        let report = zoo.json(pair);
        let findings = report["findings"].as_array().expect("findings");
        let mut prints: Vec<String> = findings
            .iter()
            .map(|own| own["fingerprint"].to_string())
            .collect();
        prints.sort();
        prints
    };
    let before = prints(&PAIR);
    assert_eq!(before.len(), 1);
    // Another name, another file, another order, other words.
    let moved = |models: &str| {
        let models = models.replace("Pet:", "Beast:");
        (
            models,
            BASE.replace("models.yaml#/Pet", "beasts.yaml#/Beast"),
        )
    };
    for (folder, models) in [
        ("old", MODELS),
        ("new", &MODELS.replace("required: [name]", "required: []")),
    ] {
        let (models, api) = moved(models);
        zoo.write(&format!("{folder}/beasts.yaml"), &models);
        let api = api.replace(
            "  /pets:\n",
            "  /a: {get: {responses: {'200': {description: A.}}}}\n  /pets:\n",
        );
        zoo.write(
            &format!("{folder}/api.yaml"),
            &api.replace("All.", "Every one."),
        );
    }
    assert_eq!(prints(&["old/api.yaml", "new/api.yaml"]), before);
}

#[test]
fn a_changelog_goes_over_revisions() {
    let zoo = Repository::new("review-changelog");
    zoo.write("spec/api.yaml", &BASE.replace("1.0.0", "2.0.0"));
    zoo.commit("two");
    let log = zoo.run(&["changelog", "--git", "main~1..main", "spec/api.yaml"]);
    assert_eq!(status(&log), Some(0), "{}", said(&log.stderr));
    let text = said(&log.stdout);
    assert!(text.contains("## 2.0.0") && text.contains("R609"), "{text}");
    assert_eq!(
        status(&zoo.run(&["changelog", "--git", "no..where", "spec/api.yaml"])),
        Some(2)
    );
}

#[test]
fn json_is_as_its_schema_says() {
    let zoo = Repository::new("review-json");
    let schema = zoo.run(&["review", "--print-schema"]);
    let schema: Value = serde_json::from_slice(&schema.stdout).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema that can be used");
    let report = zoo.json(&[PAIR[0], PAIR[1], "--rust"]);
    let errors: Vec<String> = validator
        .iter_errors(&report)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, [""; 0], "{report:#}");
    assert_eq!(report["impact"]["bump"], "major");
    assert_eq!(report["findings"][0]["head"]["file"], "spec/models.yaml");
}

#[test]
fn annotations_stand_at_lines_of_the_new_files() {
    let zoo = Repository::new("review-github");
    let output = zoo.run(&["review", PAIR[0], PAIR[1], "--format", "github"]);
    let text = said(&output.stdout);
    assert!(
        text.starts_with("::error file=spec/models.yaml,line=3,col=3,title=R609"),
        "{text}"
    );
    assert_eq!(text.lines().count(), 1, "one line for each finding: {text}");
    let output = zoo.run(&["review", PAIR[0], PAIR[1], "--format", "sarif"]);
    let sarif: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let result = &sarif["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(sarif["version"], "2.1.0");
    assert_eq!(place["artifactLocation"]["uri"], "spec/models.yaml");
    assert_eq!(place["region"]["startLine"], 3);
    assert!(
        result["partialFingerprints"]["counterpart/v1"].is_string(),
        "{result}"
    );
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .expect("rules");
    let index = result["ruleIndex"].as_u64().expect("an index") as usize;
    assert_eq!(rules[index]["id"], result["ruleId"]);
    assert_eq!(rules[index]["name"], "required-properties-changed");
    assert_eq!(result["level"], "error");
    for rule in rules {
        let help = rule["help"]["text"].as_str().unwrap_or_default();
        assert!(help.contains("counterpart explain"), "{rule}");
        let level = rule["defaultConfiguration"]["level"].as_str();
        assert!(
            ["error", "warning", "note"].map(Some).contains(&level),
            "{rule}"
        );
        // There is no page about a rule to lead to.
        assert!(rule.get("helpUri").is_none(), "{rule}");
    }
    let output = zoo.run(&["review", PAIR[0], PAIR[1], "--format", "junit"]);
    let junit = said(&output.stdout);
    assert!(
        junit.contains("tests=\"1\" failures=\"1\"") && junit.contains("spec/models.yaml:3"),
        "{junit}"
    );
}

/// Names that are code wherever they are not text.
#[test]
fn no_document_writes_into_a_report() {
    let zoo = Repository::new("review-hostile");
    let name = "</pre><script>alert(1)</script>`|![x](http://evil.example)";
    let api = BASE
        .replace("models.yaml#/Pet", "#/components/schemas/Pet")
        .replace("title: Zoo", &format!("title: '{name}'"));
    let with = |required: &str| {
        format!(
            "{api}components:\n  schemas:\n    Pet:\n      required: [{required}]\n      properties: {{'{name}': {{type: string}}}}\n"
        )
    };
    zoo.write("old.yaml", &with(&format!("'{name}'")));
    zoo.write("new.yaml", &with(""));
    let html = said(
        &zoo.run(&[
            "review", "old.yaml", "new.yaml", "--rust", "--format", "html",
        ])
        .stdout,
    );
    assert_eq!(html.matches("<script>").count(), 1, "{html}");
    assert!(
        !html.contains("src=") && !html.contains("href=\"http"),
        "the page asks nobody for anything"
    );
    let markdown = said(
        &zoo.run(&[
            "review", "old.yaml", "new.yaml", "--rust", "--format", "markdown",
        ])
        .stdout,
    );
    for line in markdown.lines().filter(|line| line.starts_with("####")) {
        assert!(
            !line.contains(" <script>") && !line.contains("![x]"),
            "{line}"
        );
    }
}

#[test]
fn a_comment_is_no_longer_than_github_takes() {
    let zoo = Repository::new("review-long");
    let with = |method: &str| {
        let mut text = String::from("openapi: 3.0.3\ninfo: {title: Zoo, version: 1.0.0}\npaths:\n");
        for number in 0..400 {
            let path = "/a-rather-long-name".repeat(8);
            text.push_str(&format!(
                "  {path}/{number}:\n    {method}: {{responses: {{'200': {{description: Fine.}}}}}}\n"
            ));
        }
        text
    };
    zoo.write("old.yaml", &with("get"));
    zoo.write("new.yaml", &with("put"));
    let output = zoo.run(&[
        "review", "old.yaml", "new.yaml", "--rust", "--format", "markdown",
    ]);
    let text = said(&output.stdout);
    assert!(
        text.chars().count() <= 65_536 && text.contains("more are not shown"),
        "{}",
        text.len()
    );
}
