//! What generated packages and modules are called.

use std::fs;
use std::path::Path;
use std::process::Command;

use counterpart::source::Memory;
use counterpart::{
    GenerateOptions, Loaded, Publish, ReadOptions, generate_crate, generate_docs, load_text,
};

fn contract(file: &str, title: &str) -> Loaded {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: '{title}', version: '2.1'}}\n\
         paths: {{/a: {{get: {{operationId: a, responses: {{'204': {{description: A}}}}}}}}}}\n"
    );
    load_text("", file, text, &Memory::default(), ReadOptions::default())
}

fn manifest(loaded: &mut Loaded, options: GenerateOptions) -> String {
    let files = generate_crate(loaded, &options).expect("it generates");
    let manifest = files.into_iter().find(|file| file.path == "Cargo.toml");
    manifest.expect("a manifest").contents
}

#[test]
fn a_package_is_called_by_its_file_or_where_that_says_nothing_by_its_title() {
    let cases = [
        ("external_payments.yaml", "Payments", "external-payments"),
        ("openapi.yaml", "Billing service", "billing-service"),
        ("openapi.json", "Users", "users"),
        ("api.yml", "", "api"),
        ("swagger.json", "型", "u578b"),
        ("ghes-3.17.json", "GitHub", "ghes-3-17"),
        ("ghes-3.18.json", "GitHub", "ghes-3-18"),
        ("petstore.openapi.yaml", "Pets", "petstore"),
        ("-", "Corner Store API", "corner-store-api"),
        ("-", "", "contract"),
        ("core.yaml", "Core", "core-api"),
        ("type.yaml", "Types", "type-api"),
        ("2024.yaml", "Year", "n2024"),
    ];
    for (file, title, name) in cases {
        let manifest = manifest(&mut contract(file, title), GenerateOptions::default());
        assert!(
            manifest.contains(&format!("\nname = \"{name}\"\nversion = \"2.1.0\"\n")),
            "{file}: {manifest}"
        );
    }
}

#[test]
fn pages_name_the_crate_that_is_generated() {
    for (file, title) in [
        ("shop.yaml", "Corner Store API"),
        ("openapi.yaml", "Corner Store"),
    ] {
        let mut loaded = contract(file, title);
        let manifest = manifest(&mut loaded, GenerateOptions::default());
        let name = manifest
            .lines()
            .find_map(|line| line.strip_prefix("name = "));
        let name = name.expect("a name").trim_matches('"').replace('-', "_");
        let pages = generate_docs(&mut loaded, &counterpart::DocsOptions::default());
        let pages = pages.expect("it documents");
        let wanted = format!("use {name}::");
        assert!(
            pages.iter().any(|page| page.contents.contains(&wanted)),
            "{wanted}"
        );
    }
}

#[test]
fn a_manifest_says_what_it_is_told() {
    let mut options = GenerateOptions::default();
    let package = &mut options.package;
    package.name = Some("billing_client".into());
    package.version = Some("3.0.0-rc.1".into());
    package.license = Some("MIT OR Apache-2.0".into());
    package.description = Some("For \"everyone\"\\\n[dependencies]".into());
    package.repository = Some("https://example.com/billing".into());
    package.publish = Publish::Registries(vec!["internal".into()]);
    let text = manifest(&mut contract("a.yaml", "A"), options.clone());
    let head: Vec<&str> = text
        .lines()
        .skip(1)
        .take_while(|line| !line.is_empty())
        .collect();
    assert_eq!(
        head,
        [
            "[package]",
            "name = \"billing_client\"",
            "version = \"3.0.0-rc.1\"",
            "edition = \"2024\"",
            "rust-version = \"1.88\"",
            "description = \"For \\\"everyone\\\"\\\\ [dependencies]\"",
            "license = \"MIT OR Apache-2.0\"",
            "repository = \"https://example.com/billing\"",
            "publish = [\"internal\"]",
        ]
    );
    options.package.publish = Publish::Anywhere;
    let text = manifest(&mut contract("a.yaml", "A"), options.clone());
    assert!(!text.contains("publish"), "{text}");
    for name in ["", "a b", "1st", "std", "fn", "a\"\n[lib]"] {
        options.package.name = Some(name.into());
        let made = generate_crate(&mut contract("a.yaml", "A"), &options);
        assert!(made.is_err(), "{name}");
    }
}

#[test]
fn two_contracts_of_one_file_name_live_in_one_workspace() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages-workspace");
    let _ = fs::remove_dir_all(&root);
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_counterpart"))
            .current_dir(&root)
            .args(arguments)
            .output()
            .expect("the command starts");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{told}");
    };
    for (folder, title) in [
        ("stock", "Stock"),
        ("billing", "Billing"),
        ("v2", "Billing"),
    ] {
        let folder = root.join(folder);
        fs::create_dir_all(&folder).expect("a folder");
        let text =
            format!("openapi: 3.0.3\ninfo: {{title: {title}, version: 1.0.0}}\npaths: {{}}\n");
        fs::write(folder.join("openapi.yaml"), text).expect("written");
    }
    run(&["generate", "stock/openapi.yaml", "--out", "crates/stock"]);
    run(&[
        "generate",
        "billing/openapi.yaml",
        "--out",
        "crates/billing",
    ]);
    let named = ["generate", "v2/openapi.yaml", "--out", "crates/billing-2"];
    run(&[
        named.as_slice(),
        &["--name", "billing-2", "--license", "MIT", "--publish"],
    ]
    .concat());
    let workspace = "[workspace]\nmembers = [\"crates/*\"]\nresolver = \"3\"\n";
    fs::write(root.join("Cargo.toml"), workspace).expect("written");
    let cargo = Command::new(env!("CARGO"))
        .current_dir(&root)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .expect("cargo starts");
    let told = String::from_utf8_lossy(&cargo.stderr);
    assert!(cargo.status.success(), "{told}");
    let metadata: serde_json::Value = serde_json::from_slice(&cargo.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let mut names: Vec<_> = packages
        .iter()
        .map(|package| {
            let text = |key: &str| package[key].as_str().unwrap_or("none").to_owned();
            (text("name"), text("license"), package["publish"].is_null())
        })
        .collect();
    names.sort();
    let expected = [
        ("billing", "none", false),
        ("billing-2", "MIT", true),
        ("stock", "none", false),
    ];
    let expected = expected.map(|(name, license, open)| (name.into(), license.into(), open));
    assert_eq!(names, expected);
}
