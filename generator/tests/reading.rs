//! What is read because a document refers to it: regular files in its folder.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use counterpart::source::MOST_BYTES;
use counterpart::{Loaded, ReadOptions, bundle, load};

const SECRET: &str = "S: {type: string, description: TOPSECRET}\n";

/// A folder with a document that refers to `file`, and a secret beside it.
fn folder(name: &str, file: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("api/deep")).expect("a folder");
    fs::create_dir_all(folder.join("outside")).expect("a folder");
    fs::write(folder.join("outside/s.json"), SECRET).expect("written");
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    \
         M: {{$ref: '{file}#/S'}}\n"
    );
    fs::write(folder.join("api/api.yaml"), document).expect("written");
    folder
}

fn read(folder: &Path, allow_outside: bool) -> (Vec<String>, String) {
    let options = ReadOptions { allow_outside };
    let loaded: Loaded = load(&folder.join("api/api.yaml"), options);
    let told = loaded.report.iter();
    let told = told.map(|one| format!("{}: {}", one.code.id, one.message));
    (told.collect(), bundle(&loaded.contract).to_string())
}

#[test]
fn links_do_not_lead_out_of_the_folder() {
    for (case, file) in [
        ("file", "link.json"),
        ("folder", "linked/s.json"),
        ("chain", "chain.json"),
        ("nested", "deep/up.json"),
    ] {
        let folder = folder(&format!("reading-links-{case}"), file);
        let api = folder.join("api");
        symlink("../outside/s.json", api.join("link.json")).expect("a link");
        symlink("../outside", api.join("linked")).expect("a link");
        symlink("link.json", api.join("chain.json")).expect("a link");
        let secret = folder.join("outside/s.json");
        symlink(&secret, api.join("deep/up.json")).expect("a link");
        let (told, bundled) = read(&folder, false);
        let target = fs::canonicalize(&secret).expect("a file");
        let message = format!(
            "C104: `{file}` is linked to `{}`, which is outside the document's folder",
            target.display()
        );
        assert_eq!(told, [message], "{case}");
        assert!(!bundled.contains("TOPSECRET"), "{case}");
        let (told, bundled) = read(&folder, true);
        assert!(told.is_empty(), "{case}: {told:?}");
        assert!(bundled.contains("TOPSECRET"), "{case}");
    }
}

/// Links that stay inside are files like others, also where the folder itself is reached by a link.
#[test]
fn links_within_the_folder_are_followed() {
    let folder = folder("reading-links-inside", "link.json");
    fs::write(folder.join("api/deep/s.json"), SECRET).expect("written");
    symlink("deep/s.json", folder.join("api/link.json")).expect("a link");
    symlink("api", folder.join("again")).expect("a link");
    for name in ["api", "again"] {
        let loaded = load(&folder.join(name).join("api.yaml"), ReadOptions::default());
        assert!(loaded.report.is_empty(), "{:?}", loaded.report);
        assert!(bundle(&loaded.contract).to_string().contains("TOPSECRET"));
    }
    let output = Command::new(env!("CARGO_BIN_EXE_counterpart"))
        .args(["bundle", "api.yaml"])
        .current_dir(folder.join("api"))
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

/// Reading a pipe or a device would never end. The options make no difference.
#[test]
fn references_lead_to_regular_files_only() {
    let folder = folder("reading-special", "special.json");
    let special = folder.join("api/special.json");
    let refused = |case: &str, why: &str| {
        for allow_outside in [false, true] {
            let (told, _) = read(&folder, allow_outside);
            let outside = case == "device" && !allow_outside;
            let expected = if outside {
                "C104: `special.json` is linked to `/dev/zero`, which is outside the document's folder"
            } else {
                why
            };
            assert_eq!(told, [expected], "{case}");
        }
        fs::remove_file(&special).expect("it was there");
    };
    let irregular = "C101: cannot read `special.json`: that is no regular file";
    let made = Command::new("mkfifo").arg(&special).status();
    assert!(made.expect("mkfifo runs").success());
    refused("pipe", irregular);
    symlink("/dev/zero", &special).expect("a link");
    refused("device", irregular);
    // The path of a socket has to be short; a link makes that of the folder so.
    let short = std::env::temp_dir().join(format!("counterpart-{}", std::process::id()));
    let _ = fs::remove_file(&short);
    symlink(folder.join("api"), &short).expect("a link");
    let bound = UnixListener::bind(short.join("special.json"));
    fs::remove_file(&short).expect("it was there");
    bound.expect("a socket");
    refused("socket", irregular);
    let long = fs::File::create(&special).expect("created");
    long.set_len(MOST_BYTES + 1).expect("a sparse file");
    refused(
        "long",
        "C101: cannot read `special.json`: longer than 128 MiB",
    );
}

/// A pipe that the user names is read, as far as any other file.
#[test]
fn what_the_user_names_is_read_to_a_limit() {
    for (path, input) in [("/dev/zero", Stdio::null()), ("-", zeros())] {
        let output = Command::new(env!("CARGO_BIN_EXE_counterpart"))
            .args(["bundle", path])
            .stdin(input)
            .output()
            .expect("it runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_ne!(output.status.code(), Some(0));
        assert!(told.contains("longer than 128 MiB"), "{path}: {told}");
    }
}

fn zeros() -> Stdio {
    fs::File::open("/dev/zero").expect("a device").into()
}
