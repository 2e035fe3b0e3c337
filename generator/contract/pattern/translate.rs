//! Regular expressions as people write them, read as those of ECMA-262 that they mean.

/// A pattern as ECMA-262 has it:
///
/// - without the slashes that JavaScript writes around one: behind a slash nothing begins, and before
///   one nothing ends. None where flags stand behind them, which no pattern can keep;
/// - with its anchors for those that other languages have (`\A`, `\z`, `\Z`), and with the characters
///   that a class of POSIX names (`\p{Print}`): in Unicode mode these are errors, so that nobody can
///   mean what is written;
/// - with the hyphen beside a class of characters escaped, as in [`escape_hyphens`].
#[must_use]
pub fn to_ecma_pattern(written: &str) -> Option<String> {
    let slashes = written
        .strip_prefix("/^")
        .and_then(|rest| rest.rsplit_once("$/"));
    let translated = match slashes {
        Some((inner, "")) => translated(&format!("^{inner}$")),
        Some(_) => return None,
        None => translated(written),
    };
    Some(escape_hyphens(&translated))
}

/// A pattern with the hyphen beside a class of characters escaped (`[\w-.]`): it is one (ECMA-262,
/// annex B.1.2), and not every reader of patterns takes it.
#[must_use]
pub fn escape_hyphens(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    // Where a class of characters ended, after which a hyphen spans no range.
    let mut after_set = None;
    for_each_piece(pattern, |piece, inside_class, rest| {
        let escaped = |text: &str| text.strip_prefix('\\')?.chars().next();
        if piece == "-" && inside_class && !rest.starts_with(']') && !out.ends_with('[') {
            let before_set = escaped(rest).is_some_and(is_set);
            if after_set == Some(out.len()) || before_set {
                out.push('\\');
            }
        }
        out.push_str(piece);
        if inside_class && escaped(piece).is_some_and(is_set) {
            after_set = Some(out.len());
        }
    });
    out
}

fn translated(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    for_each_piece(pattern, |piece, inside_class, _| {
        let set = posix(piece);
        match piece {
            r"\A" if !inside_class => out.push('^'),
            r"\z" | r"\Z" if !inside_class => out.push('$'),
            _ if inside_class => out.push_str(set.unwrap_or(piece)),
            _ => match set {
                Some(set) => out.extend(["[", set, "]"]),
                None => out.push_str(piece),
            },
        }
    });
    out
}

/// Every character of a pattern, or what a backslash makes one of; whether it is inside a class; and
/// what follows.
fn for_each_piece<'p>(pattern: &'p str, mut visit: impl FnMut(&'p str, bool, &'p str)) {
    let mut inside_class = false;
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let length = match rest.strip_prefix('\\') {
            Some(escaped) if escaped.starts_with("p{") => {
                rest.find('}').map_or(rest.len(), |end| end + 1)
            }
            Some(escaped) => 1 + escaped.chars().next().map_or(0, char::len_utf8),
            None => first.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        if piece == "]" {
            inside_class = false;
        }
        visit(piece, inside_class, after);
        if piece == "[" {
            inside_class = true;
        }
        rest = after;
    }
}

/// A class of characters that POSIX has and ECMA-262 has not, as what stands in brackets.
fn posix(piece: &str) -> Option<&'static str> {
    let set = match piece.strip_prefix(r"\p{")?.strip_suffix('}')? {
        "Alnum" => "0-9A-Za-z",
        "Blank" => r" \t",
        "Cntrl" => r"\x00-\x1f\x7f",
        "Digit" => "0-9",
        "Graph" => "!-~",
        "Print" => " -~",
        "Punct" => r"!-\/:-@\[-`\{-~",
        "XDigit" => "0-9A-Fa-f",
        _ => return None,
    };
    Some(set)
}

/// Whether an escaped letter stands for many characters. (Properties do, too, but need the Unicode
/// mode, in which such a hyphen is an error.)
fn is_set(escaped: char) -> bool {
    matches!(escaped, 'd' | 'D' | 's' | 'S' | 'w' | 'W')
}

#[cfg(test)]
mod tests {
    use super::to_ecma_pattern;

    #[test]
    fn anchors_of_other_languages_are_those_of_ecma_262() {
        let meant = |written: &str| to_ecma_pattern(written).expect("a pattern");
        assert_eq!(meant(r"\A[a-z]+\z"), "^[a-z]+$");
        assert_eq!(meant(r"\A(a|b)\Z"), "^(a|b)$");
        assert_eq!(meant(r"\\A[\z\]\Z]"), r"\\A[\z\]\Z]");
        assert_eq!(meant("/^[0-9]$/"), "^[0-9]$");
        assert_eq!(meant("/pub/[a-z]+/"), "/pub/[a-z]+/");
        assert_eq!(to_ecma_pattern("/^[a-z]$/i"), None);
    }

    #[test]
    fn classes_of_posix_are_their_characters() {
        let meant = |written: &str| to_ecma_pattern(written).expect("a pattern");
        assert_eq!(meant(r"\p{Print}+"), "[ -~]+");
        assert_eq!(meant(r"^[\p{Alnum}_]\p{L}$"), r"^[0-9A-Za-z_]\p{L}$");
        assert_eq!(meant(r"\\p{Print}"), r"\\p{Print}");
    }

    #[test]
    fn hyphens_beside_classes_are_themselves() {
        let meant = |written: &str| to_ecma_pattern(written).expect("a pattern");
        assert_eq!(meant(r"^[\w-.]+@[.-\d]$"), r"^[\w\-.]+@[.\-\d]$");
        assert_eq!(meant(r"[a-z-.]\w-\d[-\w][\w-]"), r"[a-z-.]\w-\d[-\w][\w-]");
        assert_eq!(meant(r"[\w\-.][^-\s]"), r"[\w\-.][^\-\s]");
    }
}
