//! Texts made as a pattern says, for people to read.

use super::class::Class;
use super::parse::{Beyond, parse};
use super::tree::Pattern;

/// Longer texts are not made.
const LENGTH: usize = 4_000;

/// Longer ones are not gone on with.
const ENOUGH: usize = 8_000;

/// How many parts of a pattern are written for one of them.
const PARTS: usize = 40_000;

/// Texts of at least so many characters that a pattern matches by the way they are made, the
/// shortest first. What looks around or refers back is passed over: each has to be tried.
///
/// # Errors
/// Where the pattern is no regular expression.
pub fn examples(pattern: &str, least: usize) -> Result<impl Iterator<Item = String>, Beyond> {
    let pattern = parse(pattern)?;
    let made = move |extra: usize| {
        let mut out = String::new();
        write(&pattern, extra, &mut PARTS.clone(), &mut out);
        out
    };
    // Where nothing repeats and nothing is anchored, letters can follow.
    let mut padded = made(0);
    let missing = least.saturating_sub(padded.chars().count());
    padded.extend(std::iter::repeat_n('a', missing));
    let repeated = [0, 1, 3, 7, 15, 31, 63, 127, 255].into_iter().map(made);
    let fitting = repeated.filter(move |text| (least..=LENGTH).contains(&text.chars().count()));
    Ok(fitting.chain(std::iter::once(padded)))
}

/// Writes what a pattern matches, every repetition gone through so many times more than it has to.
fn write(pattern: &Pattern, extra: usize, parts: &mut usize, out: &mut String) {
    if out.len() > ENOUGH || *parts == 0 {
        return;
    }
    *parts -= 1;
    match pattern {
        Pattern::Set(class) => out.extend(pick(class, out.chars().count())),
        Pattern::Concat(all) => all.iter().for_each(|part| write(part, extra, parts, out)),
        Pattern::Either(options) => {
            if let Some(first) = options.first() {
                write(first, extra, parts, out);
            }
        }
        Pattern::Repeat(inner, least, most) => {
            let extra_rounds = u32::try_from(extra).unwrap_or(u32::MAX);
            let count = least.saturating_add(extra_rounds);
            let mut rounds = count.min(most.unwrap_or(u32::MAX));
            while rounds > 0 && *parts > 0 && out.len() <= ENOUGH {
                write(inner, extra, parts, out);
                rounds -= 1;
            }
        }
        Pattern::Group(_, inner) => write(inner, extra, parts, out),
        Pattern::Empty
        | Pattern::Start
        | Pattern::End
        | Pattern::Boundary(_)
        | Pattern::Reference(_)
        | Pattern::Around { .. } => {}
    }
}

/// A character of a class, going on from one place to the next so that examples read as words.
fn pick(class: &Class, at: usize) -> Option<char> {
    let within = |character: &char| class.contains(u32::from(*character));
    for alphabet in [
        "abcdefghijklmnopqrstuvwxyz",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "1234567890",
    ] {
        let fitting: Vec<char> = alphabet.chars().filter(within).collect();
        if let Some(character) = fitting.get(at % fitting.len().max(1)) {
            return Some(*character);
        }
    }
    let first = || char::from_u32(class.ranges().first()?.0);
    ('!'..='~')
        .chain(std::iter::once(' '))
        .find(within)
        .or_else(first)
}

#[cfg(test)]
mod tests {
    use super::examples;
    use crate::pattern::Languages;

    #[test]
    fn examples_match() {
        let mut languages = Languages::default();
        for (pattern, least) in [
            ("^[A-Za-z]{10}$", 0),
            (r"^[0-9]{4}-[0-9]{2}T\.[0-9]{3}Z$", 0),
            (r"^[^\x00-\x1F\x7F]*$", 1),
            (r"^(a|b)+\d{2,}$", 9),
            (r"^[45][0-9]{2}$", 0),
            (r"x", 5),
            (r"^\p{L}+$", 2),
            (r"^(?<year>\d{4})(?:-\d\d)?$", 0),
            (r"[\w.-]+@[\w-]+\.\w{2,}", 0),
            (r"^a{0}b{2}\/$", 0),
            (r"^(?![0-9])[a-z][a-z0-9-]*[a-zA-Z0-9]$", 3),
            (r"^(a+)+$", 60),
        ] {
            let language = languages.pattern(pattern).expect(pattern);
            let found = examples(pattern, least)
                .expect(pattern)
                .find(|text| languages.contains(language, text));
            let found = found.unwrap_or_else(|| panic!("{pattern}"));
            assert!(found.chars().count() >= least, "{pattern}: {found}");
        }
        let ten = examples("^[A-Za-z]{10}$", 0).map(|mut all| all.next());
        assert_eq!(ten, Ok(Some("abcdefghij".to_owned())));
    }

    #[test]
    fn nesting_without_end_is_refused() {
        assert!(examples(&"(".repeat(100_000), 0).is_err());
    }
}
