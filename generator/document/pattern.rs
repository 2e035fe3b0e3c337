//! Regular expressions as people write them, read as those of ECMA-262 that they mean.

/// A pattern without the slashes that JavaScript writes around one, with the anchors of ECMA-262
/// for those that other languages have (`\A`, `\z`, `\Z`), and with a hyphen beside a class of
/// characters escaped (`[\w-.]`): it is one everywhere (ECMA-262, annex B.1.2), and not every reader
/// of patterns takes it.
///
/// Behind a slash nothing begins, and before one nothing ends; an escaped letter that means nothing is
/// an error in Unicode mode: so what is written cannot be meant. None where flags stand behind the
/// slashes, which no pattern can keep.
#[must_use]
pub fn meant_pattern(written: &str) -> Option<String> {
    let slashes = written
        .strip_prefix("/^")
        .and_then(|rest| rest.rsplit_once("$/"));
    match slashes {
        Some((inner, "")) => Some(anchored(&format!("^{inner}$"))),
        Some(_) => None,
        None => Some(anchored(written)),
    }
}

fn anchored(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut inside_class = false;
    // Where a class of characters inside a class ended, after which a hyphen spans no range.
    let mut after_set = None;
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        if character == '-' && inside_class {
            let mut ahead = characters.clone();
            let before_set = ahead.next() == Some('\\') && ahead.next().is_some_and(is_set);
            let last = characters.as_str().starts_with(']');
            if (after_set == Some(out.len()) || before_set) && !last && !out.ends_with('[') {
                out.push('\\');
            }
        }
        if character != '\\' {
            match character {
                '[' => inside_class = true,
                ']' => inside_class = false,
                _ => {}
            }
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('A') if !inside_class => out.push('^'),
            Some('z' | 'Z') if !inside_class => out.push('$'),
            Some(escaped) => {
                out.extend(['\\', escaped]);
                if inside_class && is_set(escaped) {
                    after_set = Some(out.len());
                }
            }
            None => out.push('\\'),
        }
    }
    out
}

/// Whether an escaped letter stands for many characters. (Properties do, too, but need the Unicode
/// mode, in which such a hyphen is an error.)
fn is_set(escaped: char) -> bool {
    matches!(escaped, 'd' | 'D' | 's' | 'S' | 'w' | 'W')
}

#[cfg(test)]
mod tests {
    use super::meant_pattern;

    #[test]
    fn anchors_of_other_languages_are_those_of_ecma_262() {
        let meant = |written: &str| meant_pattern(written).expect("a pattern");
        assert_eq!(meant(r"\A[a-z]+\z"), "^[a-z]+$");
        assert_eq!(meant(r"\A(a|b)\Z"), "^(a|b)$");
        assert_eq!(meant(r"\\A[\z\]\Z]"), r"\\A[\z\]\Z]");
        assert_eq!(meant("/^[0-9]$/"), "^[0-9]$");
        assert_eq!(meant("/pub/[a-z]+/"), "/pub/[a-z]+/");
        assert_eq!(meant_pattern("/^[a-z]$/i"), None);
    }

    #[test]
    fn hyphens_beside_classes_are_themselves() {
        let meant = |written: &str| meant_pattern(written).expect("a pattern");
        assert_eq!(meant(r"^[\w-.]+@[.-\d]$"), r"^[\w\-.]+@[.\-\d]$");
        assert_eq!(meant(r"[a-z-.]\w-\d[-\w][\w-]"), r"[a-z-.]\w-\d[-\w][\w-]");
        assert_eq!(meant(r"[\w\-.][^-\s]"), r"[\w\-.][^\-\s]");
    }
}
