//! `counterpart.toml`: what it sets, where it is found, and how it says what is wrong with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use counterpart::diagnostic::Severity;
use counterpart::{BundleFormat, Error, Publish, Settings};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    // The project's own repository ends the search otherwise.
    fs::create_dir_all(folder.join(".git")).expect("a folder");
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("written");
}

fn run(folder: &Path, line: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_counterpart"))
        .args(line.split(' '))
        .current_dir(folder)
        .output()
        .expect("the command starts")
}

fn succeeds(folder: &Path, line: &str) {
    let output = run(folder, line);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{line}: {told}");
}

const CONTRACT: &str = "openapi: 3.0.3
info: {title: Zoo, version: 1.0.0}
tags: [{name: pets}, {name: keepers}]
paths:
  /pets:
    get: {operationId: listPets, tags: [pets], responses: {'204': {description: A}}}
  /keepers:
    get: {operationId: listKeepers, tags: [keepers], responses: {'204': {description: A}}}
";

#[test]
fn every_key_is_read() {
    let folder = folder("settings-keys");
    write(&folder, "logo.svg", "<svg/>");
    write(
        &folder,
        "counterpart.toml",
        r##"
[package]
name = "zoo-client"
version = "2.0.0"
description = "The zoo"
license = "MIT"
repository = "https://example.com/zoo"
publish = ["internal"]

[generate]
out = "crates/zoo"
only = ["client"]
tests = true
docs-url = "https://example.com/docs"
module = "zoo"

[docs]
out = "site"
site = false
single = true
markdown = "tabs"
accent = "#aa0000"
logo = "logo.svg"
footer = "By *us*"
client = "my-client"

[bundle]
out = "one.json"
format = "json"

[select]
tags = ["pets"]
operations = ["listKeepers"]

[read]
allow-outside = true

[diagnostics]
strict = true
severity = { C322 = "note" }
allow = [{ code = "C405", reason = "uploads are read by hand", below = "/paths/~1file" }]
"##,
    );
    let settings = Settings::find(&folder.join("zoo.yaml")).expect("valid settings");
    // Paths are as one has to write them from where one is.
    let here = std::env::current_dir().expect("a folder");
    let near = folder.strip_prefix(here).unwrap_or(&folder);
    assert_eq!(settings.file, Some(near.join("counterpart.toml")));
    let options = &settings.generate;
    assert_eq!(options.package.name.as_deref(), Some("zoo-client"));
    assert_eq!(options.package.version.as_deref(), Some("2.0.0"));
    assert_eq!(options.package.description.as_deref(), Some("The zoo"));
    assert_eq!(options.package.license.as_deref(), Some("MIT"));
    assert_eq!(
        options.package.publish,
        Publish::Registries(vec!["internal".into()])
    );
    assert_eq!(
        [options.server, options.client, options.docs],
        [false, true, false]
    );
    assert!(options.tests && options.diagnostics.strict);
    assert_eq!(
        options.docs_url.as_deref(),
        Some("https://example.com/docs")
    );
    assert_eq!(settings.module.as_deref(), Some("zoo"));
    assert_eq!(settings.generate_out, Some(near.join("crates/zoo")));
    assert_eq!(settings.docs_out, Some(near.join("site")));
    let pages = &settings.docs.pages;
    assert!(!pages.site && pages.single);
    assert_eq!(pages.logo.as_deref(), Some("<svg/>"));
    assert_eq!(pages.footer.as_deref(), Some("By *us*"));
    assert_eq!(settings.docs.client.as_deref(), Some("my-client"));
    assert_eq!(settings.bundle_out, Some(near.join("one.json")));
    assert_eq!(settings.bundle.format, Some(BundleFormat::Json));
    assert_eq!(settings.selection.tags, ["pets"]);
    assert_eq!(settings.selection.operations, ["listKeepers"]);
    assert!(settings.read.allow_outside);
    let allowed: Vec<_> = settings.bundle.diagnostics.allowed().collect();
    assert_eq!(allowed, [("C405", "uploads are read by hand")]);
}

#[test]
fn everything_wrong_is_told_with_its_line_and_what_was_meant() {
    let folder = folder("settings-wrong");
    let text = r#"# the settings of our team
stric = true
[packge]
[package]
nmae = "x"
name = "a b"
publish = 3
[generate]
only = ["client", "servr"]
out = 1
[diagnostics.severity]
C404 = "eror"
C999 = "note"
C101 = "note"
[[diagnostics.allow]]
code = "C405"
[[diagnostics.allow]]
code = "C405"
reason = " "
"#;
    write(&folder, "counterpart.toml", text);
    write(&folder, "zoo.yaml", CONTRACT);
    let error = match Settings::find(&folder.join("zoo.yaml")) {
        Err(Error::Settings(problems)) => problems,
        other => panic!("{other:?}"),
    };
    let found: Vec<_> = error
        .iter()
        .map(|problem| {
            let location = &problem.location;
            let place = (location.line, location.column);
            (place, problem.code.id, problem.help.as_deref())
        })
        .collect();
    let expected = [
        ((2, 1), "C502", Some("did you mean `strict`?")),
        ((3, 2), "C502", Some("did you mean `package`?")),
        ((5, 1), "C502", Some("did you mean `name`?")),
        ((6, 8), "C503", None),
        ((7, 11), "C503", None),
        ((9, 19), "C503", Some("did you mean `server`?")),
        ((10, 7), "C503", None),
        ((12, 8), "C503", Some("did you mean `error`?")),
        ((13, 8), "C503", None),
        ((14, 8), "C503", None),
        ((15, 3), "C503", None),
        ((18, 8), "C503", None),
    ];
    for (found, expected) in found.iter().zip(&expected).skip(1) {
        assert_eq!(
            (found.0.0, found.1, found.2),
            (expected.0.0, expected.1, expected.2)
        );
    }
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    assert_eq!(found[3].0, (6, 8));
    assert!(
        error
            .iter()
            .all(|problem| problem.severity == Severity::Error)
    );
    // As the command line shows it.
    let output = run(&folder, "generate zoo.yaml --out zoo");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    let shown = "error[C502]: unknown key `nmae`\n  --> counterpart.toml:5:1\n   | nmae = \"x\"\n";
    assert!(told.contains(shown), "{told}");
    assert!(!folder.join("zoo").exists());
}

#[test]
fn text_that_is_no_toml_is_told_with_its_line() {
    let folder = folder("settings-broken");
    for (text, line) in [
        ("[package]\nname = zoo\n", 2),
        ("[package\n", 1),
        ("a = 1\n\na = 2\n", 3),
        ("[docs]\n\u{1}\n", 2),
    ] {
        write(&folder, "counterpart.toml", text);
        let Err(error) = Settings::find(&folder.join("zoo.yaml")) else {
            panic!("{text} is read");
        };
        let first = &error.problems()[0];
        assert_eq!(
            (first.code.id, first.location.line),
            ("C501", line),
            "{text}: {error}"
        );
    }
    assert!(Settings::read(&folder.join("none.toml")).is_err());
}

#[test]
fn settings_are_found_upwards_to_the_root_of_the_repository() {
    let outer = folder("settings-found");
    write(&outer, "counterpart.toml", "[package]\nname = \"outer\"\n");
    write(&outer, "inner/.git", "gitdir: elsewhere\n");
    write(&outer, "inner/spec/v1/zoo.yaml", CONTRACT);
    write(&outer, "spec/v1/zoo.yaml", CONTRACT);
    write(
        &outer,
        "spec/v2/counterpart.toml",
        "[package]\nname = \"nearer\"\n",
    );
    let name = |path: &str| {
        let settings = Settings::find(&outer.join(path)).expect("valid settings");
        settings.generate.package.name
    };
    assert_eq!(name("spec/v1/zoo.yaml").as_deref(), Some("outer"));
    assert_eq!(name("spec/v2/zoo.yaml").as_deref(), Some("nearer"));
    assert_eq!(name("inner/spec/v1/zoo.yaml"), None);
}

#[test]
fn commands_go_by_the_settings_and_options_before_them() {
    let folder = folder("settings-commands");
    write(&folder, "spec/zoo.yaml", CONTRACT);
    write(
        &folder,
        "counterpart.toml",
        "[package]\nname = \"zoo-client\"\n[generate]\nout = \"made\"\nonly = [\"client\"]\n\
         [docs]\nout = \"site\"\nmarkdown = \"none\"\n[bundle]\nout = \"one.json\"\n\
         [select]\ntags = [\"pets\"]\n",
    );
    // Paths are relative to the file, wherever the command runs.
    succeeds(&folder.join("spec"), "generate zoo.yaml");
    let manifest = fs::read_to_string(folder.join("made/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("name = \"zoo-client\""), "{manifest}");
    assert!(folder.join("made/src/client").exists() && !folder.join("made/src/server").exists());
    let models = |crate_folder: &str| {
        let path = folder.join(crate_folder).join("src/client");
        let files = fs::read_dir(path).expect("a client");
        let names = files.map(|file| file.expect("an entry").file_name());
        let mut names: Vec<_> = names
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(models("made"), ["mod.rs", "pets.rs"]);
    let line =
        "generate spec/zoo.yaml --out other --name other --only server,client --tags keepers";
    succeeds(&folder, line);
    assert_eq!(models("other"), ["keepers.rs", "mod.rs"]);
    assert!(folder.join("other/src/server").exists());
    let manifest = fs::read_to_string(folder.join("other/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("name = \"other\""), "{manifest}");
    succeeds(&folder, "docs spec/zoo.yaml");
    assert!(folder.join("site/index.html").exists() && !folder.join("site/markdown").exists());
    let page = fs::read_to_string(folder.join("site/operations/listPets.html")).expect("a page");
    assert!(page.contains("zoo_client::"), "samples name the crate");
    assert!(!folder.join("site/operations/listKeepers.html").exists());
    succeeds(&folder, "bundle spec/zoo.yaml");
    let bundle = fs::read_to_string(folder.join("one.json")).expect("a bundle");
    assert!(
        bundle.starts_with('{') && !bundle.contains("listKeepers"),
        "{bundle}"
    );
    // Without the settings, nothing says where to.
    let output = run(&folder, "generate spec/zoo.yaml --no-config");
    assert_eq!(output.status.code(), Some(2));
    write(&folder, "mine.toml", "[package]\nname = \"mine\"\n");
    succeeds(
        &folder,
        "generate spec/zoo.yaml --config mine.toml --out third",
    );
    let manifest = fs::read_to_string(folder.join("third/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("name = \"mine\""), "{manifest}");
}

#[test]
fn a_right_contract_with_an_upload_can_be_strict() {
    let folder = folder("settings-strict");
    write(
        &folder,
        "up.yaml",
        "openapi: 3.0.3\ninfo: {title: Up, version: 1.0.0}\npaths:\n  /file:\n    put:\n      \
         operationId: put\n      requestBody: {content: {multipart/form-data: {schema: {type: object, \
         properties: {note: {type: string, maxLength: 80}}}}}}\n      responses: {'204': {description: A}}\n",
    );
    let strict = "generate up.yaml --out up --strict";
    assert_eq!(run(&folder, strict).status.code(), Some(1));
    let allow = "[[diagnostics.allow]]\ncode = \"C405\"\nreason = \"the handler reads uploads\"\n";
    write(
        &folder,
        "counterpart.toml",
        &format!("{allow}below = \"/paths/~1other\"\n"),
    );
    assert_eq!(run(&folder, strict).status.code(), Some(1));
    write(
        &folder,
        "counterpart.toml",
        &format!("{allow}below = \"/paths/~1file\"\n"),
    );
    let output = run(&folder, strict);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), told.as_ref()), (Some(0), ""));
    // A severity that is raised counts like any other.
    write(
        &folder,
        "counterpart.toml",
        "[diagnostics.severity]\nC405 = \"error\"\n",
    );
    assert_eq!(
        run(&folder, "generate up.yaml --out up").status.code(),
        Some(1)
    );
    write(
        &folder,
        "counterpart.toml",
        "[diagnostics]\nstrict = true\n",
    );
    assert_eq!(
        run(&folder, "generate up.yaml --out up").status.code(),
        Some(1)
    );
    assert_eq!(
        run(&folder, "generate up.yaml --out up --strict=false")
            .status
            .code(),
        Some(0)
    );
}

const CHANGED: [(&str, &str); 2] = [
    ("old.yaml", "operationId: listPets, tags: [pets]"),
    ("new.yaml", "operationId: findPets, tags: [pets]"),
];

#[test]
fn reviews_go_by_the_settings() {
    let folder = folder("settings-review");
    let [(_, before), (_, _)] = CHANGED;
    for (name, operation) in CHANGED {
        write(
            &folder,
            &format!("api/{name}"),
            &CONTRACT.replace(before, operation),
        );
    }
    let findings = |more: &str| {
        let line = format!("review api/old.yaml api/new.yaml --format json --fail-on any{more}");
        let output = run(&folder, &line);
        let told = String::from_utf8_lossy(&output.stderr);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect(&told);
        let findings = report["findings"].as_array().expect("findings").len();
        (findings, output.status.code())
    };
    // Rules of style are off until somebody turns them on.
    assert_eq!(findings(""), (0, Some(0)));
    let on = "[review.rules]\nR804 = \"error\"\nR805 = \"error\"\nR806 = \"error\"\n";
    write(&folder, "counterpart.toml", on);
    let (found, status) = findings("");
    assert!(found > 0 && status == Some(1), "{found} {status:?}");
    assert_eq!(findings(" --no-config"), (0, Some(0)));
    let off = "[[review.overrides]]\npaths = [\"/pets/**\", \"/pets\"]\nseverity = \"off\"\n";
    write(&folder, "counterpart.toml", &format!("{on}{off}"));
    assert_eq!(findings(""), (0, Some(0)));
    write(
        &folder,
        "counterpart.toml",
        "[review.naming]\npaths = \"PascalCase\"\n",
    );
    assert!(findings("").0 < 3, "naming is about new names");
}

#[test]
fn settings_of_reviews_are_checked_key_by_key() {
    let folder = folder("settings-review-wrong");
    let text = r#"[review]
opne-world = true
sunset-days = -1
[review.rules]
R611 = "eror"
R999 = "note"
[review.naming]
paths = "kebab"
member = "camelCase"
[[review.overrides]]
rules = ["R611", "R998"]
[[review.overrides]]
severity = "off"
path = ["/a"]
"#;
    let file = folder.join("counterpart.toml");
    let Err(Error::Settings(problems)) = Settings::parse(&file, text) else {
        panic!("it is read");
    };
    let lines: Vec<usize> = problems
        .iter()
        .map(|problem| problem.location.line)
        .collect();
    assert_eq!(lines, [2, 3, 5, 6, 8, 9, 10, 11, 14], "{problems}");
    let right = "[review]\nopen-world = false\nsunset-days = { beta = 31, stable = 180 }\n\
                 consents = \"agreed.yaml\"\n[review.naming]\noperation-ids = \"camelCase\"\n\
                 properties = \"snake_case\"\n";
    let settings = Settings::parse(&file, right).expect("valid settings");
    let review = &settings.review;
    assert_eq!(review.open_world, Some(false));
    assert_eq!(
        (review.sunset_days.beta, review.sunset_days.stable),
        (31, 180)
    );
    assert!(review.naming.operation_ids.is_some() && review.naming.properties.is_some());
    assert_eq!(settings.consents, Some(folder.join("agreed.yaml")));
}
