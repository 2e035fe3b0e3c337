//! A review as a program asks for it: the command line shows the same.

use counterpart::review::{
    FailOn, Format, Options, ReportFormat, Verdict, render, review, review_contracts,
};
use counterpart::source::Memory;
use counterpart::{Loaded, ReadOptions, load_text};

use super::command::{Repository, said, status};

const BASE: &str = "\
openapi: 3.0.3
info: {title: Zoo, version: 1.0.0}
paths:
  /pets:
    get:
      parameters: [{name: limit, in: query, schema: {type: integer, maximum: 100}}]
      responses: {'200': {description: All.}}
    delete: {responses: {'204': {description: Done.}}}
";

fn loaded(name: &str, text: &str) -> Loaded {
    let text = text.to_owned();
    load_text("", name, text, &Memory::default(), ReadOptions::default())
}

fn head() -> String {
    BASE.replace("maximum: 100", "maximum: 50").replace(
        "    delete: {responses: {'204': {description: Done.}}}\n",
        "",
    )
}

#[test]
fn the_command_line_shows_what_the_library_says() {
    let zoo = Repository::new("review-library");
    zoo.write("old.yaml", BASE);
    zoo.write("new.yaml", &head());
    let (base, head) = (loaded("old.yaml", BASE), loaded("new.yaml", &head()));
    let report = review(&base, &head, &Options::default());
    let fail_on = FailOn::Breaking;
    for (name, format) in [
        ("text", Format::Text { coloured: false }.into()),
        ("markdown", ReportFormat::Markdown),
        ("html", ReportFormat::Html),
        ("json", Format::Json.into()),
        ("sarif", Format::Sarif.into()),
        ("github", Format::Github.into()),
        ("junit", Format::Junit { fail_on }.into()),
    ] {
        let output = zoo.run(&["review", "old.yaml", "new.yaml", "--format", name]);
        assert_eq!(status(&output), Some(1), "{name}");
        let text = said(&output.stdout);
        assert_eq!(text, render(&report, format), "{name}");
        // The number is for those who have it in their files, the id for those who read.
        assert!(
            text.contains("R604") && text.contains("number-range-changed"),
            "{name}: {text}"
        );
    }
}

#[test]
fn a_report_answers_questions() {
    let (base, head) = (loaded("old.yaml", BASE), loaded("new.yaml", &head()));
    let report = review(&base, &head, &Options::default());
    let counts = report.counts();
    assert_eq!((counts.breaking, counts.unproven), (2, 0));
    assert!(report.fails(FailOn::Breaking) && !report.fails(FailOn::None));
    let narrowed = &report.findings()[0];
    assert_eq!(narrowed.verdict, Verdict::Breaking);
    let witness = narrowed.witness.as_ref().expect("a request that breaks");
    assert_eq!(witness.url, "/pets?limit=51");
    let found = report.find(&narrowed.fingerprint.to_uppercase());
    assert_eq!(found.map(|one| &one.message), Some(&narrowed.message));
    assert_eq!(report.advice().needed.as_deref(), Some("2.0.0"));
    assert!(
        review(&base, &base, &Options::default())
            .findings()
            .is_empty()
    );
    // Without documents there is nothing to confirm by, and the findings are the same.
    let unconfirmed = review_contracts(&base.contract, &head.contract, &Options::default());
    assert_eq!(unconfirmed.len(), report.findings().len());
}
