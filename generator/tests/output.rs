//! What generation promises of any contract: the same bytes for the same contract, and no way for a
//! document's texts and names to become code.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use counterpart::output::{self, File};
use counterpart::source::Sources;
use counterpart::{GenerateOptions, ReadOptions, generate_crate, generate_module, load, load_text};
use serde_json::{Map, Value, json};

use crate::compiled;

const CONTRACT: &str = "spec/external_payments.yaml";

fn made(path: &Path) -> Vec<File> {
    let mut loaded = load(path, ReadOptions::default());
    generate_crate(&mut loaded, &GenerateOptions::default()).expect("the contract generates")
}

#[test]
fn the_checked_in_output_is_current() {
    let files = made(Path::new(CONTRACT));
    let difference =
        output::compare(Path::new("generated"), &files).expect("the output can be read");
    assert_eq!(
        difference, "",
        "cargo run -- generate {CONTRACT} --out generated writes it"
    );
}

#[test]
fn the_same_contract_gives_the_same_bytes_from_anywhere() {
    let elsewhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("elsewhere/deep");
    fs::create_dir_all(&elsewhere).expect("a folder");
    let copy = elsewhere.join("external_payments.yaml");
    fs::copy(CONTRACT, &copy).expect("a copy");
    let first = made(Path::new(CONTRACT));
    assert_eq!(first, made(&copy));
    assert_eq!(
        first,
        made(&fs::canonicalize(&copy).expect("an absolute path"))
    );
}

#[test]
fn a_build_script_gets_the_same_text_as_the_checked_in_crate() {
    let made_crate = made(Path::new(CONTRACT));
    let mut loaded = load(Path::new(CONTRACT), ReadOptions::default());
    let module = generate_module(&mut loaded, &GenerateOptions::default()).expect("a module");
    let mut compared = 0;
    for file in &module {
        // The roots differ: a crate has features, and a module is included by another crate.
        if file.path == "mod.rs" || file.path == "support/mod.rs" {
            continue;
        }
        let twin = made_crate
            .iter()
            .find(|twin| twin.path == format!("src/{}", file.path));
        assert_eq!(
            Some(&file.contents),
            twin.map(|twin| &twin.contents),
            "{}",
            file.path
        );
        compared += 1;
    }
    assert!(compared > 30, "only {compared} files were compared");
}

#[test]
fn output_that_is_right_is_not_written_again_and_what_is_made_no_more_is_removed() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written");
    let _ = fs::remove_dir_all(&folder);
    let mark = format!("// {}\n", output::MARK);
    let two = [
        File::new("a.rs", mark.clone()),
        File::new("b/c.rs", mark.clone()),
    ];
    output::write(&folder, &two).expect("written");
    fs::write(folder.join("own.rs"), "// by hand\n").expect("written");
    let before = fs::metadata(folder.join("a.rs"))
        .and_then(|data| data.modified())
        .expect("a time");
    output::write(&folder, &two[..1]).expect("written");
    let after = fs::metadata(folder.join("a.rs"))
        .and_then(|data| data.modified())
        .expect("a time");
    assert_eq!(before, after);
    assert!(!folder.join("b/c.rs").exists() && folder.join("own.rs").exists());
}

/// Text that means something in every place that it could end up in.
const HOSTILE: &str =
    "\"\\ */ {{ x }} #[derive(X)] \nfn \u{1f4a5} \u{202e} `]] <b> r#\" //! self ';";

/// A copy of the contract in which every name and text that a document is free to choose is
/// hostile.
fn hostile(value: &Value, key: &str) -> Value {
    let soiled = |text: &str| format!("{text}{HOSTILE}");
    match value {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .filter(|(name, _)| {
                    !matches!(name.as_str(), "example" | "examples" | "pattern" | "links")
                })
                .map(|(name, value)| {
                    // The members of these are named by the document.
                    let free = matches!(key, "properties" | "schemas" | "mapping");
                    (
                        if free { soiled(name) } else { name.clone() },
                        hostile(value, if free { "" } else { name }),
                    )
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.iter().map(|item| hostile(item, key)).collect()),
        Value::String(text) => match key {
            "$ref" if text.starts_with("#/components/schemas/") => {
                let name = text.trim_start_matches("#/components/schemas/");
                let name = soiled(name)
                    .replace('~', "~0")
                    .replace('/', "~1")
                    .replace('%', "%25");
                Value::String(format!("#/components/schemas/{name}"))
            }
            "description" | "title" | "summary" | "operationId" | "tags" | "required" | "enum"
            | "bearerFormat" => Value::String(soiled(text)),
            "name" if !text.starts_with("id") => Value::String(soiled(text)),
            _ => value.clone(),
        },
        other => other.clone(),
    }
}

/// How many items of each kind the files hold.
fn items(files: &[File]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        let parsed = syn::parse_file(&file.contents)
            .unwrap_or_else(|error| panic!("{}: {error}\n{}", file.path, file.contents));
        count(&parsed.items, &mut counts);
    }
    counts
}

fn count(items: &[syn::Item], counts: &mut BTreeMap<&'static str, usize>) {
    for item in items {
        let kind = match item {
            syn::Item::Const(_) | syn::Item::Static(_) => "constant",
            syn::Item::Enum(_) => "enum",
            syn::Item::Fn(_) => "function",
            syn::Item::Impl(item) => {
                *counts.entry("method").or_default() += item.items.len();
                "implementation"
            }
            syn::Item::Macro(_) => "macro",
            syn::Item::Mod(_) => "module",
            syn::Item::Struct(_) => "struct",
            syn::Item::Trait(_) => "trait",
            syn::Item::Type(_) => "alias",
            syn::Item::Use(_) => continue,
            _ => "other",
        };
        *counts.entry(kind).or_default() += 1;
    }
}

#[test]
#[ignore = "slow: builds generated code"]
fn a_hostile_contract_gives_ugly_names_and_no_other_items() {
    let text = fs::read_to_string(CONTRACT).expect("the contract");
    let mut sources = Sources::default();
    let file = sources
        .add("contract.yaml", text, &mut Vec::new())
        .expect("valid YAML");
    let value = sources
        .file(file)
        .map(|file| &file.value)
        .expect("its value");
    let copy = hostile(value, "");
    let plain = drop_examples(value);
    let root = compiled::folder("hostile");
    let (ours, theirs) = (module(&plain), module(&copy));
    assert_eq!(items(&ours), items(&theirs));
    output::write(&root.join("src/hostile"), &theirs).expect("written");
    compiled::check(&root, "pub mod hostile;\n");
}

/// The contract as it is, without what the hostile copy leaves out.
fn drop_examples(value: &Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .filter(|(name, _)| {
                    !matches!(name.as_str(), "example" | "examples" | "pattern" | "links")
                })
                .map(|(name, value)| (name.clone(), drop_examples(value)))
                .collect::<Map<String, Value>>(),
        ),
        Value::Array(items) => Value::Array(items.iter().map(drop_examples).collect()),
        other => other.clone(),
    }
}

fn module(contract: &Value) -> Vec<File> {
    let disk = counterpart::source::Memory::default();
    let mut loaded = load_text(
        "",
        "contract.json",
        contract.to_string(),
        &disk,
        ReadOptions::default(),
    );
    generate_module(&mut loaded, &GenerateOptions::default())
        .unwrap_or_else(|error| panic!("{error}"))
}

#[test]
#[ignore = "slow: builds generated code"]
fn tests_of_examples_bring_the_support_code_that_they_name() {
    let contract = json!({
        "openapi": "3.0.3", "info": {"title": "Keys", "version": "1"},
        "paths": {"/key": {"get": {"responses": {"200": {"description": "A key", "content": {
            "application/json": {
                "schema": {"type": "string", "format": "uuid"},
                "example": "5f2504e0-4f89-41d3-9a0c-0305e82c3301",
            },
        }}}}}},
    });
    let disk = counterpart::source::Memory::default();
    let options = ReadOptions::default();
    let mut loaded = load_text("", "keys.json", contract.to_string(), &disk, options);
    let mut options = GenerateOptions::default();
    (options.server, options.client, options.tests) = (false, false, true);
    let files = generate_module(&mut loaded, &options).expect("the contract generates");
    let root = compiled::folder("example-types");
    output::write(&root.join("src/keys"), &files).expect("written");
    compiled::check(&root, "pub mod keys;\n");
    let uuid = |file: &File| file.path == "support/uuid.rs";
    assert!(files.iter().any(uuid));
}

#[cfg(feature = "docs")]
#[test]
fn operations_link_to_their_pages_where_these_are_published() {
    let of = |site: &str| {
        let mut loaded = load(Path::new(CONTRACT), ReadOptions::default());
        let mut options = GenerateOptions::default();
        options.docs_url = Some(site.to_owned());
        generate_crate(&mut loaded, &options)
    };
    let files = of("https://pay.example/docs/").expect("the contract generates");
    let pages: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut links = 0;
    for half in ["src/client/", "src/server/"] {
        let own = files.iter().filter(|file| file.path.starts_with(half));
        for text in own.flat_map(|file| file.contents.split("/// <https://pay.example/").skip(1)) {
            let page = text.split('>').next().unwrap_or_default();
            assert!(pages.contains(&page), "{page}");
            links += 1;
        }
    }
    // Each operation has a method in both halves.
    let operations = pages
        .iter()
        .filter(|path| path.starts_with("docs/operations/") && path.ends_with(".html"));
    assert_eq!(links, 2 * operations.count());
    for bad in ["docs", "https://a b", "https://a>", "javascript:alert(1)"] {
        assert!(of(bad).is_err(), "{bad}");
    }
}
