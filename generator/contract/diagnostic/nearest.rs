//! Names that were probably meant.

use super::folded;

/// The known name that is nearest to one that is unknown, where one is near.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = folded(name);
    let known = known.into_iter();
    let distances = known.map(|name| (distance(&folded(name), &wanted), name));
    let (distance, name) = distances.min()?;
    (distance <= 1 + wanted.len() / 4).then_some(name)
}

/// The Levenshtein distance of two names.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().take(100).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, left) in left.chars().take(100).enumerate() {
        let mut diagonal = line;
        let mut last = line + 1;
        for (cell, right) in row.iter_mut().skip(1).zip(&right) {
            let next = (diagonal + usize::from(left != *right))
                .min(*cell + 1)
                .min(last + 1);
            diagonal = *cell;
            *cell = next;
            last = next;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_meant_and_far_ones_are_not() {
        let known = ["docs-url", "tests", "only"];
        assert_eq!(nearest("docs_url", known), Some("docs-url"));
        assert_eq!(nearest("test", known), Some("tests"));
        assert_eq!(nearest("publish", known), None);
    }
}
