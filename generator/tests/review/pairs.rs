//! Pairs of contracts with the verdict that is right for them, in `pairs`: a file for each topic,
//! a case for each thing that can be said about it.
//!
//! A case gives `base` and `head`. Where these are schemas, they stand once in a request and once
//! in a response, and `request` and `response` say what is right there; where they are documents,
//! `exchange` says it. A verdict is `same`, or the verdict with the rules that say so: `{breaking:
//! R604}`. `witness` is the value that shows it, where there is a smallest one, and `reached` are
//! the paths that it reaches.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use counterpart::review::confirm::{Confirmation, Confirmer, confirm};
use counterpart::review::{
    BodyFormat, Consents, Finding, Options, Settings, Verdict, review_contracts, rules,
};
use counterpart::source::{Memory, Sources};
use counterpart::{Loaded, ReadOptions, load_text};
use serde_json::{Map, Value, json};

use super::hard::verdict;

struct Case {
    title: String,
    members: Map<String, Value>,
}

/// What a case says about one direction.
#[derive(Debug)]
struct Expected {
    verdict: String,
    codes: BTreeSet<String>,
    witness: Option<Value>,
    /// The paths that the findings which say so reach, where that matters.
    reached: Option<Value>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new("generator/tests/review/pairs");
    let entries = fs::read_dir(folder).expect("the folder of pairs");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    // A part of a title, to look at one topic or case alone.
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut out = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a file of pairs");
        let topic = path.file_stem().expect("a name").to_string_lossy();
        let mut sources = Sources::default();
        let mut report = Vec::new();
        let id = sources.add(topic.clone(), text, &mut report).expect("YAML");
        assert!(report.is_empty(), "{topic}: {report:?}");
        let file = sources.file(id).expect("the file that was read");
        for (name, case) in file.value.as_object().expect("a mapping of cases") {
            let title = format!("{topic}: {name}");
            let members = case.as_object().expect("a mapping").clone();
            if title.contains(&only) {
                out.push(Case { title, members });
            }
        }
    }
    out
}

impl Expected {
    fn read(title: &str, value: &Value) -> Self {
        if value == "same" {
            return Self {
                verdict: "same".into(),
                codes: BTreeSet::new(),
                witness: None,
                reached: None,
            };
        }
        let members = value
            .as_object()
            .unwrap_or_else(|| panic!("{title}: what is expected?"));
        let (verdict, codes) = members.iter().next().expect("a verdict");
        assert!(
            ["breaking", "compatible", "unproven"].contains(&verdict.as_str()),
            "{title}: {verdict} is no verdict"
        );
        let codes = match codes {
            Value::Array(codes) => codes.clone(),
            one => vec![one.clone()],
        };
        let text = |code: Value| code.as_str().expect("a code").to_owned();
        Self {
            verdict: verdict.clone(),
            codes: codes.into_iter().map(text).collect(),
            witness: members.get("witness").cloned(),
            reached: members.get("reached").cloned(),
        }
    }
}

/// Puts a schema, which is named `S` for recursion, into a request or a response of a document.
pub fn send(document: &mut Value, schema: Value, mut schemas: Value, key: &str) {
    schemas["S"] = schema;
    document["components"] = json!({ "schemas": schemas });
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/S"}}});
    document["paths"]["/x"] = match key {
        "request" => json!({"post": {
            "requestBody": {"required": true, "content": content},
            "responses": {"204": {"description": "Done"}},
        }}),
        _ => json!({"get": {
            "responses": {"200": {"description": "A value", "content": content}},
        }}),
    };
}

/// A value as TOML writes it in one line.
fn toml(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let pairs = members.iter();
            let pairs = pairs.map(|(key, value)| format!("{} = {}", json!(key), toml(value)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(toml).collect();
            format!("[{}]", items.join(", "))
        }
        plain => plain.to_string(),
    }
}

impl Case {
    fn expected(&self, key: &str) -> Option<Expected> {
        let value = self.members.get(key)?;
        Some(Expected::read(&self.title, value))
    }

    /// The version of OpenAPI of a side: one for both, or a list of two.
    fn version(&self, side: usize) -> Value {
        match self.members.get("openapi") {
            Some(Value::Array(versions)) => versions[side].clone(),
            Some(version) => version.clone(),
            None => json!("3.1.0"),
        }
    }

    fn document(&self, side: usize, key: &str) -> Value {
        let written = &self.members[["base", "head"][side]];
        let release = ["1.0.0", "2.0.0"][side];
        let mut document = json!({
            "openapi": self.version(side),
            "info": {"title": "Pairs", "version": release},
            "paths": {},
        });
        if key == "exchange" {
            let members = written.as_object().expect("a document");
            for (name, value) in members {
                document[name] = value.clone();
            }
            return document;
        }
        let schemas = self.members.get(["base schemas", "head schemas"][side]);
        let schemas = schemas.or_else(|| self.members.get("schemas"));
        let schemas = schemas.cloned().unwrap_or_else(|| json!({}));
        send(&mut document, written.clone(), schemas, key);
        document
    }

    fn loaded(&self, side: usize, key: &str) -> Loaded {
        let document = self.document(side, key);
        let name = ["base.json", "head.json"][side];
        let text = document.to_string();
        load_text("", name, text, &Memory::default(), ReadOptions::default())
    }

    fn options(&self) -> Options {
        let text = |key: &str| self.members.get(key).and_then(Value::as_str);
        let settings = self
            .members
            .get("settings")
            .map_or_else(Settings::default, |settings| {
                let text = format!("review = {}", toml(settings));
                let settings = counterpart::Settings::parse(Path::new("counterpart.toml"), text);
                settings.expect("settings").review
            });
        let consents = self
            .members
            .get("consents")
            .map_or_else(Consents::default, |list| {
                let file = json!({ "consents": list }).to_string();
                Consents::parse("consents", &file).expect("consents")
            });
        let mut options = Options::default();
        options.consents = consents;
        options.open_world = self.members.get("world") != Some(&json!("closed"));
        options.today = text("today").map(str::to_owned);
        options.settings = settings;
        options
    }

    /// What is wrong with the review of the case, in one direction.
    fn problems(&self, key: &str, expected: &Expected) -> Vec<String> {
        let sides = [0, 1].map(|side| self.loaded(side, key));
        let mut out = Vec::new();
        let options = self.options();
        for (side, loaded) in ["base", "head"].iter().zip(&sides) {
            let own = review_contracts(&loaded.contract, &loaded.contract, &Options::default());
            if !own.is_empty() {
                out.push(format!("{side} differs from itself: {}", listed(&own)));
            }
        }
        let [base, head] = &sides;
        let found = review_contracts(&base.contract, &head.contract, &options);
        let mut confirmed = found.clone();
        confirm(&mut confirmed, base, head);
        for (before, after) in found.iter().zip(&confirmed) {
            if before.verdict != after.verdict {
                out.push(format!("not confirmed: {:?}", after.reason));
            }
        }
        let says = verdict(&found);
        if says != expected.verdict {
            out.push(format!(
                "{says}, not {}: {}",
                expected.verdict,
                listed(&found)
            ));
            return out;
        }
        let decisive = found.iter().filter(|one| one.verdict.name() == says);
        let reached = decisive.clone().flat_map(|one| &one.operations);
        let reached: BTreeSet<&str> = reached.map(|own| own.path.as_str()).collect();
        if let Some(wanted) = &expected.reached
            && *wanted != json!(reached)
        {
            out.push(format!("{reached:?} is reached, not {wanted}"));
        }
        let codes: BTreeSet<String> = decisive.map(|one| one.rule.code.to_owned()).collect();
        if codes != expected.codes {
            let wanted = &expected.codes;
            out.push(format!("{codes:?}, not {wanted:?}: {}", listed(&found)));
        }
        for finding in found.iter().filter(|one| one.verdict == Verdict::Breaking) {
            match &finding.witness {
                None => out.push(format!("{} has no witness", finding.rule.code)),
                Some(witness) => {
                    if key != "exchange"
                        && Confirmer::new(base, head).check(witness) != Confirmation::Confirmed
                    {
                        out.push(format!("{} was not judged: {witness:?}", finding.rule.code));
                    }
                    let shown = match key {
                        "exchange" => shown(witness),
                        _ => witness.value.clone().unwrap_or_default(),
                    };
                    if expected
                        .witness
                        .as_ref()
                        .is_some_and(|wanted| *wanted != shown)
                    {
                        out.push(format!("the witness is {shown}"));
                    }
                }
            }
        }
        out
    }
}

/// The parts of a witness that are there, in the notation of the cases.
fn shown(witness: &counterpart::review::Witness) -> Value {
    let mut out = Map::new();
    if let Some(method) = witness.method {
        out.insert("request".into(), json!(format!("{method} {}", witness.url)));
    }
    let headers = |list: &[(String, String)]| -> Value {
        list.iter()
            .map(|(name, value)| json!(format!("{name}: {value}")))
            .collect()
    };
    if !witness.headers.is_empty() {
        out.insert("headers".into(), headers(&witness.headers));
    }
    if let Some(body) = &witness.body {
        let body = match &witness.body_format {
            BodyFormat::Json => body.clone(),
            BodyFormat::Text(text) => json!(text),
            BodyFormat::Multipart(parts) => json!(parts),
        };
        out.insert("body".into(), body);
    }
    if let Some(response) = &witness.response {
        out.insert("status".into(), json!(response.status));
        if !response.headers.is_empty() {
            out.insert("response headers".into(), headers(&response.headers));
        }
        if let Some(body) = &response.body {
            out.insert("response".into(), body.clone());
        }
    }
    Value::Object(out)
}

/// Findings in a few words each.
pub fn listed(findings: &[Finding]) -> String {
    let line = |finding: &Finding| {
        let witness = finding.witness.as_ref().map(shown).unwrap_or_default();
        let reason = finding.reason.as_deref().unwrap_or_default();
        let Finding {
            rule,
            verdict,
            message,
            ..
        } = finding;
        format!(
            "\n        {verdict} {} {message} {witness} {reason}",
            rule.code
        )
    };
    findings.iter().map(line).collect()
}

const DIRECTIONS: [&str; 3] = ["request", "response", "exchange"];

#[test]
fn pairs_get_the_right_verdict() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in cases() {
        for key in DIRECTIONS {
            let Some(expected) = case.expected(key) else {
                continue;
            };
            count += 1;
            for problem in case.problems(key, &expected) {
                wrong.push(format!("{} ({key}): {problem}", case.title));
            }
        }
    }
    println!("{count} verdicts");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_pair() {
    let mut covered = BTreeSet::new();
    for case in cases() {
        let own = DIRECTIONS.iter().filter_map(|key| case.expected(key));
        covered.extend(own.flat_map(|expected| expected.codes));
    }
    let missing: Vec<&str> = rules::ALL
        .iter()
        .map(|rule| rule.code)
        .filter(|id| !covered.contains(*id))
        .collect();
    assert!(missing.is_empty(), "no pair expects {}", missing.join(", "));
}
