//! What a build script sees: modules, warnings, files to watch, and errors.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What stands for a build script: a line for each contract, `PATH [MODULE]`.
const SCRIPT: &str = "COUNTERPART_TEST_SCRIPT";

/// Does the work of a build script, in a process of its own: cargo reads what such a one prints.
#[test]
fn script() {
    let Some(script) = std::env::var_os(SCRIPT) else {
        return;
    };
    for line in script.to_string_lossy().lines() {
        let mut words = line.split(' ');
        let contract = words.next().expect("a contract");
        let mut config = counterpart::configure().client(false);
        for word in words {
            config = match word {
                "strict" => config.strict(true),
                "allow" => config.allow("C405", "the handler reads the upload"),
                module => config.module(module),
            };
        }
        if let Err(error) = config.compile(contract) {
            eprintln!("Error: {error:?}");
            std::process::exit(1);
        }
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("out")).expect("a folder");
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("written");
}

fn build(folder: &Path, script: &str) -> (Output, Vec<String>) {
    let output = Command::new(std::env::current_exe().expect("this program"))
        .args(["configure::script", "--exact", "--nocapture"])
        .current_dir(folder)
        .env("OUT_DIR", folder.join("out"))
        .env(SCRIPT, script)
        .output()
        .expect("it starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let told = text.lines().filter(|line| line.starts_with("cargo:"));
    let told = told.map(str::to_owned).collect();
    (output, told)
}

/// An upload, of which a part is not checked: C405.
const UPLOAD: &str = "openapi: 3.0.3
info: {title: Up, version: 1.0.0}
paths:
  /file:
    put:
      operationId: put
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              properties: {note: {type: string, maxLength: 80}}
      responses: {'204': {description: kept}}
";

#[test]
fn warnings_have_a_file_a_line_and_a_column_and_come_once() {
    let folder = folder("configure-warnings");
    write(&folder, "spec/up.yaml", UPLOAD);
    let (output, told) = build(&folder, "spec/up.yaml\nspec/up.yaml again");
    assert!(output.status.success());
    let warnings: Vec<&String> = told
        .iter()
        .filter(|line| line.starts_with("cargo:warning="))
        .collect();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(
        warnings[0].starts_with("cargo:warning=spec/up.yaml:11:13: [C405] "),
        "{warnings:?}"
    );
    assert!(told.contains(&"cargo:rerun-if-changed=spec/up.yaml".to_owned()));
}

#[test]
fn warnings_can_be_errors_and_can_be_allowed() {
    let folder = folder("configure-strict");
    write(&folder, "up.yaml", UPLOAD);
    let (output, _) = build(&folder, "up.yaml strict");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains("C405") && told.contains("up.yaml:11:13"),
        "{told}"
    );
    assert!(!folder.join("out/up").exists());
    let (output, told) = build(&folder, "up.yaml strict allow");
    assert!(output.status.success());
    assert!(!told.iter().any(|line| line.contains("C405")), "{told:?}");
    // The settings of the project say the same, and cargo watches them.
    write(
        &folder,
        "counterpart.toml",
        "[diagnostics]\nstrict = true\nallow = [{ code = \"C405\", reason = \"by hand\" }]\n\
         [generate]\nmodule = \"uploads\"\n",
    );
    let (output, told) = build(&folder, "up.yaml");
    assert!(output.status.success(), "{output:?}");
    assert!(folder.join("out/uploads/mod.rs").exists());
    let watched = |line: &String| {
        line.starts_with("cargo:rerun-if-changed=") && line.ends_with("counterpart.toml")
    };
    assert!(told.iter().any(watched), "{told:?}");
}

#[test]
fn two_contracts_of_one_file_name_do_not_meet() {
    let folder = folder("configure-names");
    for name in ["orders", "users"] {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: {name}, version: 1.0.0}}\n\
             paths: {{/{name}: {{get: {{operationId: list_{name}, responses: {{'204': {{description: A}}}}}}}}}}\n"
        );
        write(&folder, &format!("{name}/openapi.yaml"), &text);
    }
    let (output, _) = build(&folder, "users/openapi.yaml\norders/openapi.yaml");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    for part in ["orders/openapi.yaml", "users/openapi.yaml", ".module("] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let kept = fs::read_to_string(folder.join("out/openapi/server/mod.rs")).expect("a module");
    assert!(!kept.contains("list_orders"), "the first is overwritten");
    let (output, _) = build(&folder, "users/openapi.yaml\norders/openapi.yaml orders");
    assert!(output.status.success(), "{output:?}");
    for module in ["openapi", "orders"] {
        assert!(
            folder.join("out").join(module).join("mod.rs").exists(),
            "{module}"
        );
    }
    let (output, _) = build(&folder, "users/openapi.yaml a-b");
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("a_b"),
        "{output:?}"
    );
}

/// A build script that runs again for another reason shows the same and writes nothing.
#[test]
fn an_unchanged_contract_is_not_generated_again() {
    let folder = folder("configure-unchanged");
    write(&folder, "api.yaml", CONTRACT_WITH_PARTS);
    write(
        &folder,
        "parts.yaml",
        "Pet: {type: object, properties: {name: {type: sting}}}\n",
    );
    let module = folder.join("out/api/mod.rs");
    let written = || {
        fs::metadata(&module)
            .and_then(|file| file.modified())
            .expect("a module")
    };
    let (output, first) = build(&folder, "api.yaml");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        first
            .iter()
            .any(|line| line.starts_with("cargo:warning=parts.yaml:1:")),
        "{first:?}"
    );
    let before = written();
    let (_, second) = build(&folder, "api.yaml");
    assert_eq!(second, first);
    assert_eq!(written(), before);
    // Whatever it was made from or was made is looked at: the contract, the options, the output.
    write(
        &folder,
        "parts.yaml",
        "Pet: {type: object, properties: {title: {type: string}}}\n",
    );
    let (_, third) = build(&folder, "api.yaml");
    assert!(
        !third.iter().any(|line| line.starts_with("cargo:warning=")),
        "{third:?}"
    );
    let models = || {
        let files = fs::read_dir(folder.join("out/api/models/grouped")).expect("models");
        let texts = files.map(|file| fs::read_to_string(file.expect("a file").path()));
        texts.collect::<Result<String, _>>().expect("text")
    };
    assert!(models().contains("title") && !models().contains("with_name"));
    fs::remove_file(folder.join("out/api/checks.rs")).expect("removed");
    build(&folder, "api.yaml");
    assert!(folder.join("out/api/checks.rs").is_file());
    let settings = "[generate]\ndocs-url = 'https://pets.example'\n";
    write(&folder, "counterpart.toml", settings);
    let (output, _) = build(&folder, "api.yaml");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let server = fs::read_to_string(folder.join("out/api/server/api.rs")).expect("a server");
    assert!(server.contains("https://pets.example"));
    // In UTF-16, too, where letters differ in bytes that are no UTF-8.
    for word in ["été", "èté"] {
        let text = format!("Pet: {{type: object, description: {word}}}\n");
        let encoded = std::iter::once(0xfeff).chain(text.encode_utf16());
        let bytes: Vec<u8> = encoded.flat_map(u16::to_le_bytes).collect();
        fs::write(folder.join("parts.yaml"), bytes).expect("written");
        let (output, _) = build(&folder, "api.yaml");
        assert!(output.status.success());
        assert!(models().contains(word), "{word}");
    }
    // A contract that is refused is looked at again.
    write(&folder, "parts.yaml", "Pet: {$ref: '#/Dog'}\n");
    for _ in 0..2 {
        let (output, _) = build(&folder, "api.yaml");
        assert!(!output.status.success());
    }
}

const CONTRACT_WITH_PARTS: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    post:
      operationId: create_pet
      requestBody:
        content:
          application/json:
            schema: {$ref: 'parts.yaml#/Pet'}
      responses:
        '204': {description: Created.}
";
