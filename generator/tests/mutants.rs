//! Documents broken at random, the same ones for the same seed: whatever stands in one, nothing
//! panics and every run ends, and what is generated is Rust in which no two names clash.
//!
//! `COUNTERPART_ROUNDS` asks for more of them, `COUNTERPART_SEED` for others; real documents are
//! broken too where `COUNTERPART_CORPUS` names some and rounds are asked for. A failure leaves its
//! document behind and names the seed. The fuzz targets in `generator/fuzz` look further.

use std::collections::HashSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use counterpart::output::File;
use counterpart::review::{Options, review_contracts};
use counterpart::source::{FileId, Memory, Pointer, resolve};
use counterpart::{GenerateOptions, Loaded, ReadOptions, bundle, generate_crate, load, load_text};
use serde_json::{Map, Value, json};

use crate::corpus;
use crate::review::random::Random;

/// Texts that mean something to somebody, or should not.
const TEXTS: [&str; 28] = [
    "",
    " ",
    "a",
    "self",
    "Self",
    "type",
    "r#fn",
    "_",
    "-",
    "0",
    "1.0",
    "null",
    "#/",
    "#/components/schemas",
    "other.yaml#/A",
    "../up.yaml",
    "*/",
    "\"}; fn main() {}",
    "{id}",
    "{",
    "/a/{b}/{b}.{c}",
    "日本語",
    "\u{202e}\u{0}\u{7f}",
    "(?<a>.)\\k<a>[",
    "application/json; a=\"b",
    "https://{x}.example/{y}",
    "<script>alert(1)</script>",
    "99999999999999999999999999999999999999999",
];

/// Members that the grammar knows, to stand where they should not.
const KEYS: [&str; 36] = [
    "$ref",
    "$id",
    "$anchor",
    "$dynamicRef",
    "$defs",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "type",
    "enum",
    "const",
    "default",
    "example",
    "examples",
    "format",
    "pattern",
    "items",
    "prefixItems",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "unevaluatedProperties",
    "discriminator",
    "nullable",
    "readOnly",
    "parameters",
    "requestBody",
    "responses",
    "content",
    "security",
    "servers",
    "x-rust-name",
];

/// The places of all parts of a value.
fn places(value: &Value, here: &Pointer, out: &mut Vec<Pointer>) {
    out.push(here.clone());
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                places(member, &here.join(name), out);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &here.join(&index.to_string()), out);
            }
        }
        _ => {}
    }
}

fn pick<'a, T: ?Sized>(random: &mut Random, all: &[&'a T]) -> &'a T {
    all[random.below(all.len() as u64) as usize]
}

fn any(random: &mut Random, all: &[Pointer]) -> Pointer {
    all[random.below(all.len() as u64) as usize].clone()
}

/// Something that no contract means.
fn odd(random: &mut Random, places: &[Pointer]) -> Value {
    match random.below(14) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(false),
        3 => json!(0),
        4 => json!(-1),
        5 => json!(u64::MAX),
        6 => json!(1.5e300),
        7 => json!([]),
        8 => json!({}),
        9 => json!([null, 1, "a", {}]),
        10 => json!("a".repeat(2000)),
        11 => json!({ "$ref": format!("#{}", any(random, places)) }),
        12 => json!({ pick(random, &KEYS): { "$ref": format!("#{}", any(random, places)) } }),
        _ => json!(pick(random, &TEXTS)),
    }
}

/// Changes one part of a document.
fn mutate(random: &mut Random, document: &mut Value) {
    let mut all = Vec::new();
    places(document, &Pointer::default(), &mut all);
    let (at, other) = (any(random, &all), any(random, &all));
    let copy = resolve(document, &other).cloned().unwrap_or_default();
    let odd = odd(random, &all);
    let key = match random.below(2) {
        0 => pick(random, &KEYS),
        _ => pick(random, &TEXTS),
    };
    let way = random.below(8);
    let Some(part) = document.pointer_mut(at.as_str()) else {
        return;
    };
    match (way, part) {
        (0, Value::Object(members)) => {
            let index = random.below(members.len().max(1) as u64) as usize;
            if let Some(name) = members.keys().nth(index).cloned() {
                members.shift_remove(&name);
            }
        }
        (1, Value::Object(members)) => {
            members.insert(key.to_owned(), copy);
        }
        (2, Value::Object(members)) => {
            members.insert(key.to_owned(), odd);
        }
        // Another name for what is there.
        (3, Value::Object(members)) => {
            let index = random.below(members.len().max(1) as u64) as usize;
            let renamed = |(at, (name, member)): (usize, (String, Value))| {
                let name = if at == index { key.to_owned() } else { name };
                (name, member)
            };
            let old = std::mem::take(members);
            *members = old
                .into_iter()
                .enumerate()
                .map(renamed)
                .collect::<Map<_, _>>();
        }
        (0, Value::Array(items)) => {
            items.pop();
        }
        (1, Value::Array(items)) => items.push(copy),
        (2 | 3, Value::Array(items)) => items.push(odd),
        (4, part) => *part = copy,
        (5, part) => *part = json!(key),
        (_, part) => *part = odd,
    }
}

/// Changes a text without knowing what it says.
fn scramble(random: &mut Random, text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..=random.below(4) {
        let at = random.below(characters.len().max(1) as u64) as usize;
        let sign = pick(
            random,
            &[
                ":", "{", "}", "[", "\"", "\n", "\t", "&a ", "*a", "- ", "<<: ",
            ],
        );
        match random.below(4) {
            0 => characters.truncate(at),
            1 => drop(characters.splice(at..at, sign.chars())),
            2 if at < characters.len() => drop(characters.remove(at)),
            _ => characters.rotate_left(at / 1000),
        }
    }
    characters.into_iter().collect()
}

fn read(name: &str, text: String) -> Loaded {
    load_text("", name, text, &Memory::default(), ReadOptions::default())
}

/// Everything that can be made of a contract; what was generated.
fn use_up(name: &str, text: String, before: &Loaded) -> Vec<File> {
    let mut loaded = read(name, text);
    let mut options = GenerateOptions::default();
    options.tests = cfg!(feature = "review");
    let files = generate_crate(&mut loaded, &options).unwrap_or_default();
    let _ = review_contracts(&before.contract, &loaded.contract, &Options::default());
    let bundled = read("bundle.json", bundle(&loaded.contract).to_string());
    assert!(files.is_empty() || !bundled.contract.openapi.is_empty());
    files
}

/// What is wrong with generated files: no Rust, or two things of one name in one place.
fn wrong(files: &[File]) -> Option<String> {
    let own = files
        .iter()
        .filter(|file| file.path.ends_with(".rs") && !file.path.contains("/support/"));
    for file in own {
        let code = match syn::parse_file(&file.contents) {
            Ok(code) => code,
            Err(error) => return Some(format!("{}: {error}", file.path)),
        };
        let mut seen = HashSet::new();
        for item in code.items {
            let (space, name) = match &item {
                syn::Item::Struct(item) => ("type", item.ident.to_string()),
                syn::Item::Enum(item) => ("type", item.ident.to_string()),
                syn::Item::Trait(item) => ("type", item.ident.to_string()),
                syn::Item::Type(item) => ("type", item.ident.to_string()),
                syn::Item::Mod(item) => ("type", item.ident.to_string()),
                syn::Item::Fn(item) => ("value", item.sig.ident.to_string()),
                syn::Item::Static(item) => ("value", item.ident.to_string()),
                _ => continue,
            };
            let mut parts = HashSet::new();
            let mut doubled = match &item {
                syn::Item::Struct(item) => item
                    .fields
                    .iter()
                    .filter_map(|field| field.ident.as_ref())
                    .find(|name| !parts.insert(name.to_string()))
                    .map(ToString::to_string),
                syn::Item::Enum(item) => item
                    .variants
                    .iter()
                    .find(|variant| !parts.insert(variant.ident.to_string()))
                    .map(|variant| variant.ident.to_string()),
                _ => None,
            };
            if !seen.insert((space, name.clone())) {
                doubled = Some(name.clone());
            }
            if let Some(doubled) = doubled {
                return Some(format!("{}: two `{doubled}` at `{name}`", file.path));
            }
        }
    }
    None
}

/// Breaks a document in some ways, and says which text made what go wrong.
fn breaks(path: &Path, before: &Loaded, seed: u64) -> Option<String> {
    let root = before.document.sources.file(FileId::default())?;
    let mut random = Random::new(seed);
    let (name, text) = if random.below(4) == 0 {
        ("mutant.yaml", scramble(&mut random, &root.text))
    } else {
        let mut value = root.value.clone();
        for _ in 0..=random.below(5) {
            mutate(&mut random, &mut value);
        }
        ("mutant.json", value.to_string())
    };
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // Where the process ends at once, the text is there.
    fs::write(&kept, &text).expect("the document can be kept");
    let outcome = catch_unwind(AssertUnwindSafe(|| use_up(name, text, before)));
    let wrong = match outcome {
        Ok(files) => wrong(&files)?,
        Err(_) => "it panics".to_owned(),
    };
    Some(format!(
        "{} broken with seed {seed}: {wrong}; see {}",
        path.display(),
        kept.display()
    ))
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The project's own documents, and real ones where more is asked for.
fn documents() -> Vec<PathBuf> {
    let mut all = vec![
        PathBuf::from("spec/external_payments.yaml"),
        PathBuf::from("generator/tests/positive/wire/contract.yaml"),
    ];
    let folders = ["positive/schemas", "negative/contract", "negative/rust"];
    for folder in folders.map(|folder| Path::new("generator/tests").join(folder)) {
        all.extend(corpus::documents(&folder));
    }
    if number("COUNTERPART_ROUNDS").is_some() {
        all.extend(
            corpus::folder()
                .iter()
                .flat_map(|folder| corpus::documents(folder)),
        );
    }
    all.retain(|path| {
        let text = path
            .extension()
            .is_some_and(|ending| ending == "yaml" || ending == "json");
        // Large ones say little more, and take long.
        text && fs::metadata(path).is_ok_and(|data| data.len() < 200_000)
    });
    all
}

#[test]
#[ignore = "slow"]
fn broken_documents_never_break_the_generator() {
    let all: Vec<(PathBuf, Loaded)> = documents()
        .into_iter()
        .map(|path| (path.clone(), load(&path, ReadOptions::default())))
        .collect();
    let first = number("COUNTERPART_SEED").unwrap_or(0);
    let rounds = number("COUNTERPART_ROUNDS").unwrap_or(600);
    let mut found = Vec::new();
    for seed in first..first + rounds {
        let (path, before) = &all[(seed % all.len() as u64) as usize];
        if let Some(problem) = breaks(path, before, seed) {
            println!("{problem}");
            found.push(problem);
            if found.len() == 5 {
                break;
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
