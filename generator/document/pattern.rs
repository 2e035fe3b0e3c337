//! Regular expressions as people write them, read as those of ECMA-262 that they mean.

/// A pattern without the slashes that JavaScript writes around one, and with the anchors of ECMA-262
/// for those that other languages have (`\A`, `\z`, `\Z`).
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
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
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
            Some(escaped) => out.extend(['\\', escaped]),
            None => out.push('\\'),
        }
    }
    out
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
}
