//! Patterns: regular expressions of ECMA-262 as people write them, as sets of texts that can be joined,
//! met and complemented, and searched for their shortest members, and as what makes examples.

mod class;
mod engine;
mod examples;
mod language;
mod nearby;
mod syntax;
mod translate;
mod words;

pub use engine::{backtrack, is_valid};
pub use examples::examples;
pub use language::{ALL, Languages, NOTHING, Term};
pub use translate::{escape_hyphens, to_ecma_pattern};

#[cfg(test)]
mod tests {
    use super::{Languages, backtrack};

    /// Every text of a small alphabet, up to five characters.
    fn texts() -> Vec<String> {
        let mut out = vec![String::new()];
        let mut start = 0;
        for _ in 0..5 {
            let end = out.len();
            for index in start..end {
                for letter in ["a", "b", "0", "-", "\n"] {
                    out.push(format!("{}{letter}", out[index]));
                }
            }
            start = end;
        }
        out
    }

    #[test]
    fn patterns_match_what_the_pattern_engine_matches() {
        let texts = texts();
        for pattern in [
            "^[a-z]+$",
            "a",
            "^a",
            "a$",
            "^$",
            "",
            "^(a|b)*$",
            "(^a|b)0",
            "a{2,3}b",
            "^[^a]{2}$",
            "^a?b??$",
            "a.b",
            "^(?=.*a)(?=.*b).{2,4}$",
            "^(?!a).*$",
            "(?:^|-)a(?:$|-)",
            r"^\d+$",
            r"^[\w-]+$",
            r"\s",
            "^a{0}b$",
            "^(ab|a)(b|0)$",
            "a|^b|0$",
            "a(?=b)",
            "^(a(?!b)|0)",
            "^{a$",
            "[^]",
            "^[]$",
            "^(a{2}){1,2}$",
            "a*?b",
            r"^\u0061\x62$",
            "x{,2}",
            r"^[^\055\060-\377]+$",
            r"^\0141$",
            "^(a|-(?!-))+$",
            "^a((a|-(?!-))*0)?$",
            "^((?!ab).)+$",
            "^(?:(?:(?!-)[a-]{1,2})?0)+b$",
            "^(?!.*(ab|b$)).*$",
            "^(?=(a|b(?=0))+-)",
            "^(a(?=b)|b(?!b)|0)*-",
            "(^a|b){2,3}",
            "^(a$|b)*",
            "((a|b)(?=0))*-",
            "(?<!-)a",
            "(?<=b)a$",
            "^(a(?<!b)-)+$",
            "(?<=^|-)a",
            "(?<!^|b)[a0]",
            "^((?!-)[a-]{1,2}(?<!-)0)+$",
            "(?:(?<=a)b|(?<!a)0){2}$",
            r"\ba\b",
            r"a\B",
            r"\b",
            r"\B",
            r"^\B$",
            r"^(a+\b-?)+$",
            r"(?=\b)0",
            "^(?!.*(?<=a)b).*$",
        ] {
            let mut languages = Languages::default();
            let language = languages.pattern(pattern).expect(pattern);
            for text in &texts {
                assert_eq!(
                    languages.contains(language, text),
                    backtrack(pattern, text) == Some(true),
                    "{pattern} on {text:?}"
                );
            }
        }
    }

    #[test]
    fn shortest_words_come_first() {
        let mut languages = Languages::default();
        let mut first = |plus: &str, minus: &str, min, max, count| {
            let plus = languages.pattern(plus).unwrap();
            let minus = languages.pattern(minus).unwrap();
            let minus = languages.not(minus);
            let language = languages.and([plus, minus]);
            languages.words(language, min, max, count).unwrap()
        };
        assert!(first("^[0-9]{3}$", "^[0-9][0-9][0-9]$", 0, None, 1).is_empty());
        assert_eq!(first("^[a-zA-Z]+$", "^[a-z]+$", 0, None, 1), ["A"]);
        assert_eq!(first("^[a-c]$", "^b$", 0, None, 9), ["a", "c"]);
        assert_eq!(first("^(ab)*$", "^$", 3, None, 2), ["abab", "ababab"]);
        assert!(first("^a{2,4}$", "^a*$", 0, None, 1).is_empty());
        assert!(first("^(ab)*$", "^$", 3, Some(3), 2).is_empty());
        assert_eq!(first("^.{50}", "x", 0, None, 1)[0].len(), 50);
    }

    #[test]
    fn what_is_beyond_automata_says_so() {
        for pattern in [
            r"(a)\1", "(?<=ab)b", r"(?:\b)*", "(?=a)*", "(", "a**", "[z-a]",
        ] {
            assert!(Languages::default().pattern(pattern).is_err(), "{pattern}");
        }
    }
}
