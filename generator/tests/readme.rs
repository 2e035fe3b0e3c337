//! What the README shows of files is in those files, and the commands that it shows are ones.

#[cfg(feature = "cli")]
use std::collections::BTreeMap;
use std::fs;

/// The blocks that the README takes from files: the path, and the lines.
fn excerpts(readme: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = readme;
    while let Some((_, after)) = rest.split_once(", from `") {
        rest = after;
        if let Some((path, after)) = after.split_once("`:\n\n```")
            && let Some((_, after)) = after.split_once('\n')
            && let Some((block, _)) = after.split_once("```")
        {
            found.push((path, block));
        }
    }
    found
}

#[test]
fn excerpts_are_in_the_files_that_they_are_from() {
    let readme = fs::read_to_string("README.md").expect("the README");
    let found = excerpts(&readme);
    assert!(found.len() >= 3, "only {} excerpts", found.len());
    for (path, block) in found {
        let file = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(file.contains(block), "{path} has no such lines:\n{block}");
    }
}

/// Every command that the README shows: its name, and what follows on the line.
#[cfg(feature = "cli")]
fn commands(readme: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for line in readme.lines() {
        for start in ["counterpart ", "cargo run -- "] {
            for (at, _) in line.match_indices(start) {
                let rest = &line[at + start.len()..];
                let rest = rest.split(['`', '|', '>', '#']).next().unwrap_or_default();
                let (name, arguments) = rest.split_once(' ').unwrap_or((rest, ""));
                found.push((name, arguments));
            }
        }
    }
    found
}

#[cfg(feature = "cli")]
#[test]
fn commands_are_as_the_help_has_them() {
    let readme = fs::read_to_string("README.md").expect("the README");
    let help = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_counterpart"))
            .args(arguments)
            .arg("--help")
            .output()
            .expect("the command starts");
        String::from_utf8(output.stdout).expect("text")
    };
    let all = help(&[]);
    let mut helps: BTreeMap<&str, String> = BTreeMap::new();
    let mut checked = 0;
    for (name, arguments) in commands(&readme) {
        // The program is named in prose, too.
        if !all.contains(&format!("\n  {name} ")) {
            let is_prose = !arguments.contains("--");
            assert!(is_prose, "`{name}` is no command: {arguments}");
            continue;
        }
        let help = helps.entry(name).or_insert_with(|| help(&[name]));
        for option in arguments.split([' ', '[', ']', '=', ',']) {
            let option = option.trim_end_matches(['.', ')', ':', ';']);
            if option.starts_with("--") && option.len() > 2 {
                assert!(help.contains(option), "`{name}` has no {option}");
                checked += 1;
            }
        }
    }
    assert!(
        checked > 30 && helps.len() > 7,
        "{checked} options of {helps:?}"
    );
}

#[cfg(feature = "cli")]
#[test]
fn the_settings_that_are_shown_are_valid() {
    let readme = fs::read_to_string("README.md").expect("the README");
    let mut checked = 0;
    for block in readme.split("```toml\n").skip(1) {
        let (block, _) = block.split_once("```").expect("an end");
        let is_manifest = ["build-dependencies", "path ="]
            .iter()
            .any(|own| block.contains(own));
        if !is_manifest {
            let file = std::path::Path::new("counterpart.toml");
            let settings = counterpart::Settings::parse(file, block);
            assert!(settings.is_ok(), "{settings:?}");
            checked += 1;
        }
    }
    assert!(checked > 1, "only {checked} are shown");
}
