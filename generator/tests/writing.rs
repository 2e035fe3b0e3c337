//! Writing output: nobody's work is overwritten, and a run that fails changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use counterpart::Error;
use counterpart::output::{self, File, ObstacleKind};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn marked(text: &str) -> String {
    format!("// {}\n{text}\n", output::MARK)
}

/// Every file below a folder with its text; of folders, that they are there.
fn state(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(folder).expect("below it");
            let name = name.to_string_lossy().into_owned();
            if path.is_symlink() {
                found.insert(name, "a link".into());
            } else if path.is_dir() {
                found.insert(name, "a folder".into());
                folders.push(path);
            } else {
                found.insert(name, fs::read_to_string(&path).expect("text"));
            }
        }
    }
    found
}

/// The obstacles that a run meets, relative to the folder.
fn obstacles(folder: &Path, files: &[File]) -> Vec<(String, ObstacleKind)> {
    let before = state(folder);
    let met = match output::write(folder, files) {
        Err(Error::Occupied(met)) => met,
        other => panic!("{other:?}"),
    };
    assert_eq!(before, state(folder), "a refused run changes nothing");
    met.into_iter()
        .map(|one| {
            let path = one.path.strip_prefix(folder).unwrap_or(&one.path);
            (path.to_string_lossy().into_owned(), one.kind)
        })
        .collect()
}

#[test]
fn everything_in_the_way_is_named_before_anything_is_written() {
    let folder = folder("writing-foreign");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    };
    write("Cargo.toml", "[package]\nname = \"mine\"\n");
    write("src/lib.rs", "fn precious() {}\n");
    write("src/old.rs", &marked("old"));
    write("src/same.rs", "the same\n");
    write("src/deep.rs/inside.rs", "fn inside() {}\n");
    write("docs", "not a folder\n");
    write("image.bin", "");
    fs::write(folder.join("image.bin"), [0xff, 0xfe, 0x00]).expect("written");
    let files = [
        File::new("Cargo.toml", marked("a")),
        File::new("src/lib.rs", marked("b")),
        File::new("src/old.rs", marked("new")),
        File::new("src/same.rs", "the same\n"),
        File::new("src/deep.rs", marked("c")),
        File::new("docs/index.html", marked("d")),
        File::new("image.bin", marked("e")),
        File::new("../outside.rs", marked("f")),
        File::new("/outside.rs", marked("g")),
        File::new("fresh.rs", marked("h")),
    ];
    let binary = fs::read(folder.join("image.bin")).expect("bytes");
    fs::rename(folder.join("image.bin"), folder.join("../image.bin")).expect("renamed");
    let met = obstacles(&folder, &files);
    let (own, blocked): (Vec<_>, Vec<_>) = met
        .iter()
        .partition(|(_, kind)| *kind == ObstacleKind::NotGenerated);
    let names = |list: &[&(String, ObstacleKind)]| -> Vec<String> {
        list.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(&own), ["Cargo.toml", "src/lib.rs"]);
    assert_eq!(blocked.len(), 4, "{blocked:?}");
    // Being asked to overwrite helps with files only.
    let before = state(&folder);
    assert!(output::overwrite(&folder, &files).is_err());
    assert_eq!(before, state(&folder));
    // What is no text was not generated.
    fs::write(folder.join("image.bin"), binary).expect("written");
    assert!(output::write(&folder, &files[6..7]).is_err());
    let possible: Vec<File> = files
        .iter()
        .filter(|file| {
            !blocked
                .iter()
                .any(|(name, _)| file.path.starts_with(name.as_str()))
        })
        .filter(|file| !file.path.contains("outside"))
        .cloned()
        .collect();
    output::overwrite(&folder, &possible).expect("overwritten");
    assert_eq!(state(&folder)["src/lib.rs"], marked("b"));
}

#[test]
fn a_run_that_fails_in_the_middle_changes_nothing() {
    let folder = folder("writing-fails");
    let long = "x".repeat(300);
    let first = [
        File::new("a.rs", marked("a")),
        File::new("gone.rs", marked("gone")),
    ];
    output::write(&folder, &first).expect("written");
    let before = state(&folder);
    // No file system has names of that length: all others can be written.
    let second = [
        File::new("a.rs", marked("other")),
        File::new("new/b.rs", marked("b")),
        File::new(format!("new/{long}.rs"), marked("c")),
    ];
    assert!(matches!(output::write(&folder, &second), Err(Error::Io(_))));
    assert_eq!(before, state(&folder));
    output::write(&folder, &second[..2]).expect("written");
    let after = state(&folder);
    let names: Vec<&str> = after.keys().map(String::as_str).collect();
    assert_eq!(names, ["a.rs", "new", "new/b.rs"]);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_links() {
    use std::os::unix::fs::symlink;
    let outside = folder("writing-links-outside");
    let folder = folder("writing-links");
    fs::write(outside.join("a.rs"), marked("theirs")).expect("written");
    fs::create_dir(folder.join("real")).expect("a folder");
    symlink(&outside, folder.join("out")).expect("a link");
    symlink(folder.join("real"), folder.join("in")).expect("a link");
    symlink(outside.join("a.rs"), folder.join("link.rs")).expect("a link");
    symlink(outside.join("nothing.rs"), folder.join("dangling.rs")).expect("a link");
    let kept = state(&outside);
    let refused = [
        ("out/a.rs", "out", ObstacleKind::IsLink),
        ("out/deep/a.rs", "out", ObstacleKind::IsLink),
        // Also one that stays inside: the name of a file says where it is.
        ("in/b.rs", "in", ObstacleKind::IsLink),
        ("link.rs", "link.rs", ObstacleKind::NotGenerated),
        ("dangling.rs", "dangling.rs", ObstacleKind::NotGenerated),
    ];
    for (path, at, kind) in refused {
        let met = obstacles(&folder, &[File::new(path, marked("ours"))]);
        assert_eq!(met, [(at.to_owned(), kind)], "{path}");
    }
    // What is behind links is nobody's leftover.
    output::write(&folder, &[File::new("real/b.rs", marked("b"))]).expect("written");
    assert_eq!(state(&folder)["real/b.rs"], marked("b"));
    // A link that is overwritten is gone, and what it led to is as it was.
    output::overwrite(&folder, &[File::new("link.rs", marked("ours"))]).expect("written");
    assert_eq!(state(&folder)["link.rs"], marked("ours"));
    assert_eq!(kept, state(&outside));
}

#[test]
fn only_leftovers_of_its_own_are_removed() {
    let folder = folder("writing-leftovers");
    let file = |name: &str| File::new(name, marked(name));
    let first = ["Cargo.toml", "src/a.rs", "src/b/c.rs", "src/b/d/e.rs"].map(file);
    output::write(&folder, &first).expect("written");
    let own = [
        ("src/b/own.rs", "// by hand\n".to_owned()),
        ("target/kept.rs", marked("cargo's")),
        (".hidden/kept.rs", marked("hidden")),
        ("other/Cargo.toml", marked("another package")),
        ("other/src/lib.rs", marked("another package")),
        (
            "openapi.yaml",
            format!("# {} from api.yaml\n", output::BUNDLE_MARK),
        ),
    ];
    for (name, text) in &own {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }
    // What a run left that was killed.
    fs::write(folder.join("src/.counterpart-new-7"), "half").expect("written");
    output::write(&folder, &first[..2]).expect("written");
    let after = state(&folder);
    for (name, text) in &own {
        assert_eq!(after.get(*name), Some(text), "{name}");
    }
    let gone = ["src/b/c.rs", "src/b/d", "src/.counterpart-new-7"];
    for name in gone {
        assert!(!after.contains_key(name), "{name} is left");
    }
}

#[test]
fn commands_name_what_is_in_the_way_and_can_be_told_to_overwrite() {
    let contract = "spec/external_payments.yaml";
    for (command, file) in [("generate", "src/lib.rs"), ("docs", "index.html")] {
        let folder = folder(&format!("writing-{command}"));
        let path = folder.join(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, "mine\n").expect("written");
        let out = folder.to_string_lossy();
        let run = |more: &[&str]| {
            Command::new(env!("CARGO_BIN_EXE_counterpart"))
                .args([&[command, contract, "--out", &out], more].concat())
                .output()
                .expect("the command starts")
        };
        let before = state(&folder);
        let refused = run(&[]);
        let told = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{told}");
        assert!(told.contains(file) && told.contains("--force"), "{told}");
        assert_eq!(before, state(&folder), "{command}");
        assert_eq!(run(&["--force"]).status.code(), Some(0));
        // From then on the files are its own: every one carries the mark.
        let after = state(&folder);
        assert_ne!(after[file], "mine\n");
        for (name, text) in after.iter().filter(|(_, text)| *text != "a folder") {
            fs::write(folder.join(name), format!("{text}\n")).expect("written");
        }
        assert_eq!(run(&[]).status.code(), Some(0));
        assert_eq!(after, state(&folder));
    }
}

#[test]
fn a_file_that_only_speaks_of_the_mark_is_somebodys() {
    let folder = folder("writing-speaks");
    let notes = format!(
        "# Notes\n\nNever edit a file with `{}` in it.\n",
        output::MARK
    );
    let code = format!("// handlers; types are {}\nfn main() {{}}\n", output::MARK);
    fs::write(folder.join("NOTES.md"), &notes).expect("written");
    fs::write(folder.join("main.rs"), &code).expect("written");
    let files = [File::new("made.rs", marked("fn made() {}"))];
    output::write(&folder, &files).expect("written");
    let now = state(&folder);
    assert_eq!(now.get("NOTES.md"), Some(&notes));
    assert_eq!(now.get("main.rs"), Some(&code));
}

#[test]
fn a_crate_and_pages_can_be_in_one_folder() {
    let folder = folder("writing-both");
    let name = |file: &str| File::new(file, marked("made"));
    let of_crate = [name("Cargo.toml"), name("src/lib.rs")];
    let pages = [name("index.html"), name("operations/a.html")];
    output::write(&folder, &of_crate).expect("written");
    output::write(&folder, &pages).expect("written");
    let of_crate = [name("Cargo.toml"), name("src/main.rs")];
    output::write(&folder, &of_crate).expect("written");
    let now = state(&folder);
    for path in [
        "Cargo.toml",
        "src/main.rs",
        "index.html",
        "operations/a.html",
    ] {
        assert!(now.contains_key(path), "{path} is gone: {now:?}");
    }
    assert!(!now.contains_key("src/lib.rs"), "it is no longer made");
}
