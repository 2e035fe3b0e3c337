//! The test suite of JSON Schema, draft 2020-12, in the folder that `COUNTERPART_SCHEMA_SUITE` names:
//! never part of this project. What it says of a value, reviews and generated servers must say, too.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use counterpart::review::{Options, Severity, Verdict, review, review_contracts};
use counterpart::source::to_yaml;
use counterpart::{Loaded, bundle};
use serde_json::{Map, Value, json};

use crate::golden::Cases;
use crate::positive::{EXERCISE, exercise_module, read, with_operations};
use crate::review::hard::verdict;
use crate::twin::{Tally, with_judged};

/// Files about what contracts mean otherwise, or do not have.
const LEFT_OUT: [(&str, &str); 5] = [
    (
        "content.json",
        "contents of texts count, by the stated policy",
    ),
    ("format.json", "formats count, by the stated policy"),
    ("refRemote.json", "nothing is fetched"),
    ("unknownKeyword.json", "it is about schemas on the network"),
    ("vocabulary.json", "it is about schemas on the network"),
];

/// Groups of which a review decides nothing, which it says.
const UNDECIDED: [&str; 3] = [
    "multipleOf.json: float division = inf",
    DYNAMIC[0],
    DYNAMIC[1],
];

/// Groups in which one reference means several schemas, depending on what led to it: the first is
/// taken, with a warning.
const DYNAMIC: [&str; 2] = [
    "unevaluatedItems.json: unevaluatedItems with $dynamicRef",
    "unevaluatedProperties.json: unevaluatedProperties with $dynamicRef",
];

/// Groups of schemas with members and without a type, which are taken to be of objects: servers
/// refuse the other values that such a schema admits.
const OF_OBJECTS: [&str; 8] = [
    "additionalProperties.json: additionalProperties being false does not allow other properties",
    "dependentSchemas.json: single dependency",
    "patternProperties.json: patternProperties validates properties matching a regex",
    "properties.json: object properties validation",
    "properties.json: properties whose names are Javascript object property names",
    "ref.json: root pointer ref",
    "ref.json: simple URN base URI with $ref via the URN",
    "required.json: required validation",
];

/// A schema, with values that it admits and others that it does not.
struct Group {
    name: String,
    schema: Value,
    admits: [Vec<Value>; 2],
}

fn groups() -> Option<Vec<Group>> {
    let Some(folder) = std::env::var_os("COUNTERPART_SCHEMA_SUITE") else {
        println!("skipped: COUNTERPART_SCHEMA_SUITE names no folder of tests");
        return None;
    };
    for (file, why) in LEFT_OUT {
        println!("{file} is left out: {why}");
    }
    let entries = fs::read_dir(Path::new(&folder)).expect("the folder of tests");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    // Optional, and promised all the same: patterns are those of ECMA-262.
    paths.push(Path::new(&folder).join("optional/ecmascript-regex.json"));
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        if LEFT_OUT.iter().any(|(name, _)| *name == file) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a file of tests");
        let tests: Vec<Value> = serde_json::from_str(&text).expect("JSON");
        for test in tests {
            let description = test["description"].as_str().unwrap_or_default();
            let name = format!("{file}: {description}");
            let mut schema = test["schema"].clone();
            if let Some(members) = schema.as_object_mut() {
                members.remove("$schema");
            }
            let text = schema.to_string();
            if text.contains("localhost") || text.contains("json-schema.org") {
                println!("{name} is left out: it is about schemas on the network");
                continue;
            }
            let cases = || test["tests"].as_array().into_iter().flatten();
            let admits = [false, true].map(|valid| {
                let cases = cases().filter(|case| case["valid"] == valid);
                cases.map(|case| case["data"].clone()).collect()
            });
            out.push(Group {
                name,
                schema,
                admits,
            });
        }
    }
    assert!(out.len() >= 300, "the tests are there");
    Some(out)
}

/// A schema with its own references as those of a component: `#` is the whole document there, unless
/// the schema has a name of its own.
fn as_component(schema: &Value, component: &str) -> Value {
    fn moved(value: &mut Value, base: &str) {
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    match (key.as_str(), &mut *value) {
                        ("$ref" | "$dynamicRef", Value::String(reference))
                            if reference == "#" || reference.starts_with("#/") =>
                        {
                            *reference = format!("{base}{}", &reference[1..]);
                        }
                        ("enum" | "const" | "default" | "examples", _) => {}
                        _ => moved(value, base),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| moved(item, base)),
            _ => {}
        }
    }
    let mut schema = schema.clone();
    if !schema.to_string().contains("\"$id\"") {
        moved(&mut schema, &format!("#/components/schemas/{component}"));
    }
    schema
}

fn document(paths: Value, schemas: Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Suite", "version": "1.0.0"},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

/// A request whose body is of a component's schema.
fn request(component: &str) -> Value {
    let schema = json!({"$ref": format!("#/components/schemas/{component}")});
    let body = json!({"required": true, "content": {"application/json": {"schema": schema}}});
    json!({"post": {"requestBody": body, "responses": {"204": {"description": "Done."}}}})
}

/// A contract of one request, whose body is of a schema.
fn contract(schema: &Value) -> Loaded {
    let paths = json!({"/x": request("S")});
    let document = document(paths, json!({"S": as_component(schema, "S")}));
    read("suite.json", &document.to_string())
}

#[test]
#[ignore = "slow: needs COUNTERPART_SCHEMA_SUITE"]
fn reviews_know_what_schemas_admit() {
    let Some(groups) = groups() else { return };
    let mut options = Options::default();
    options.open_world = false;
    let (mut count, mut undecided, mut wrong) = (0, BTreeSet::new(), Vec::new());
    for group in &groups {
        let head = contract(&group.schema);
        for (valid, values) in [false, true].into_iter().zip(&group.admits) {
            for value in values {
                count += 1;
                let base = contract(&json!({"const": value}));
                let report = review(&base, &head, &options);
                match (verdict(report.findings()), valid) {
                    ("same" | "compatible", true) | ("breaking", false) => {}
                    ("unproven", _) => {
                        undecided.insert(group.name.as_str());
                    }
                    (found, _) => wrong.push(format!("{}: {value} is {found}", group.name)),
                }
            }
        }
    }
    println!("{count} values, {} groups undecided", undecided.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(undecided, UNDECIDED.into(), "what is undecided is known");
}

#[test]
#[ignore = "slow: needs COUNTERPART_SCHEMA_SUITE"]
fn bundles_say_the_same() {
    let Some(groups) = groups() else { return };
    let mut schemas = Map::new();
    let mut paths = Map::new();
    // A bundle says what a reference was taken to mean, where that may be several schemas.
    let groups = groups.iter();
    let groups = groups.filter(|group| !DYNAMIC.contains(&group.name.as_str()));
    for (number, group) in groups.enumerate() {
        let component = format!("S{number}");
        schemas.insert(component.clone(), as_component(&group.schema, &component));
        paths.insert(format!("/{number}"), request(&component));
    }
    let whole = document(paths.into(), schemas.into());
    let whole = read("suite.json", &whole.to_string());
    let bundled = read("bundle.json", &bundle(&whole.contract).to_string());
    let errors = bundled.report.iter();
    let errors: Vec<_> = errors
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "a bundle can be read: {errors:#?}");
    let mut options = Options::default();
    options.open_world = false;
    for [base, head] in [[&whole, &bundled], [&bundled, &whole]] {
        let findings = review_contracts(&base.contract, &head.contract, &options);
        let changed = findings.iter();
        let changed: Vec<_> = changed
            .filter(|finding| finding.verdict != Verdict::Compatible)
            .map(|finding| (&finding.message, &finding.operations))
            .collect();
        assert!(changed.is_empty(), "{changed:#?}");
    }
}

#[test]
#[ignore = "slow: needs COUNTERPART_SCHEMA_SUITE"]
fn servers_check_what_schemas_admit() {
    let Some(groups) = groups() else { return };
    let mut schemas = Map::new();
    let mut exercises = Map::new();
    for (number, group) in groups.iter().enumerate() {
        let component = format!("S{number}");
        let schema = as_component(&group.schema, &component);
        schemas.insert(component.clone(), schema);
        let [rejects, takes] = &group.admits;
        let name = group.name.as_str();
        let exercise = if DYNAMIC.contains(&name) {
            println!("{name} is left out: its reference means several schemas");
            json!({})
        } else if OF_OBJECTS.contains(&name) {
            json!({"rejects": rejects})
        } else {
            json!({"takes": takes, "rejects": rejects})
        };
        exercises.insert(component, exercise);
    }
    let mut document = document(Value::Null, schemas.into());
    if let Some(members) = document.as_object_mut() {
        members.remove("paths");
    }
    let text = to_yaml(&document).expect("YAML");
    let loaded = read("suite", &with_operations(&text, &exercises));
    let mut exercises = with_judged(&loaded.contract, &exercises, &mut Tally::default());
    for (number, group) in groups.iter().enumerate() {
        let judged = exercises.get_mut(&format!("S{number}"));
        let Some(Value::Array(judged)) = judged.and_then(|own| own.get_mut("judged")) else {
            continue;
        };
        // What else is admitted says little here: schemas of the suite have no types, and keywords of
        // objects without one are taken to mean objects, at any depth.
        let is_dynamic = DYNAMIC.contains(&group.name.as_str());
        judged.retain(|pair| !is_dynamic && pair[1] == json!(false));
    }
    let mut all = Cases::new("suite", EXERCISE, |_| false);
    all.generate("suite", loaded, |module, _| {
        exercise_module(module, &exercises)
    });
    all.run();
}
