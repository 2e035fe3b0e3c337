//! What the README shows of files is in those files.

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
