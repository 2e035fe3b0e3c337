//! Patterns are read as `regress` reads them, by every engine that they are given to.

use super::backtrack::search_within;
use super::parse::parse;
use super::{Languages, Matching, Program, backtrack, examples, matching, validate};

/// What another implementation of ECMA-262 says: in Unicode mode, or without where that is an error.
fn regress(pattern: &str) -> Option<regress::Regex> {
    regress::Regex::with_flags(pattern, "u")
        .or_else(|_| regress::Regex::new(pattern))
        .ok()
}

/// The pattern as the `regex` crate has it, where it does.
fn linear(pattern: &str) -> Option<regex::Regex> {
    match matching(pattern).ok()? {
        Matching::Linear(text) => Some(regex::Regex::new(&text).expect("it was compiled before")),
        Matching::Backtracking(_) => None,
    }
}

/// Every engine that differs from the other implementation, on a text.
fn differences(pattern: &str, expected: &regress::Regex, texts: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let mut languages = Languages::default();
    let language = languages.pattern(pattern);
    let linear = linear(pattern);
    for text in texts {
        let expected = expected.find(text).is_some();
        let automaton = language
            .ok()
            .and_then(|term| languages.contains_within(term, text, &mut 100_000));
        let mut differs = |engine: &str, verdict: Option<bool>| {
            if verdict.is_some_and(|verdict| verdict != expected) {
                found.push(format!(
                    "{pattern:?} on {text:?} by {engine}: not {expected}"
                ));
            }
        };
        differs("automaton", automaton);
        differs("regex", linear.as_ref().map(|regex| regex.is_match(text)));
        differs("backtracking", backtrack(pattern, text));
    }
    found
}

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
        Languages::default().pattern(pattern).expect(pattern);
        let expected = regress(pattern).expect(pattern);
        let found = differences(pattern, &expected, &texts);
        assert!(found.is_empty(), "{}", found.join("\n"));
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

/// Pseudo-random numbers, the same ones every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % end
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    /// A pattern with every construct of ECMA-262.
    fn pattern(&mut self, depth: usize) -> String {
        let mut out = String::new();
        for index in 0..=self.below(3) {
            if index > 0 && self.below(4) == 0 {
                out.push('|');
            }
            for _ in 0..=self.below(3) {
                out.push_str(&self.term(depth));
            }
        }
        out
    }

    fn term(&mut self, depth: usize) -> String {
        let atom = match self.below(16) {
            0..=2 if depth > 0 => {
                let open = self.of(&["(", "(", "(?:", "(?:", "(?<n>"]);
                format!("{open}{})", self.pattern(depth - 1))
            }
            3 if depth > 0 => {
                let open = self.of(&["(?=", "(?!", "(?<=", "(?<!"]);
                return format!("{open}{})", self.pattern(depth - 1));
            }
            4 => return self.of(&["^", "$", r"\b", r"\B", "^", "$"]).to_owned(),
            5..=7 => self.class(),
            8 => self
                .of(&[
                    r"\1",
                    r"\2",
                    r"\k<n>",
                    r"\0",
                    r"\x62",
                    r"\u0061",
                    r"\u{62}",
                    r"\ud83d\ude00",
                    r"\cJ",
                    r"\c",
                    r"\141",
                    r"\8",
                    r"\-",
                    r"\/",
                    r"\a",
                    r"\e",
                    r"\u",
                    r"\x",
                    r"\p{L}",
                    r"\P{L}",
                    r"\p{Script=Greek}",
                    r"\p{Greek}",
                    r"\p{Lu}",
                    r"\k",
                    r"\p{Emoji}",
                    r"\_",
                    r"\ ",
                ])
                .to_owned(),
            9 => self
                .of(&[
                    r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", ".", r"\t", r"\n", r"\v",
                ])
                .to_owned(),
            10 => self
                .of(&[
                    "{", "}", "]", "{a", "{,2}", "a{,2}", "-", "&&", "~", "#", " ", "é", "😀", "/",
                ])
                .to_owned(),
            _ => self.of(&["a", "b", "0", "-", "A", "_"]).to_owned(),
        };
        let quantifier = match self.below(12) {
            0..=5 => "",
            6 => "*",
            7 => "+",
            8 => "?",
            9 => self.of(&["*?", "+?", "??", "{0}", "{1,2}?"]),
            _ => self.of(&["{2}", "{1,}", "{0,2}", "{1,3}", "{2,3}"]),
        };
        atom + quantifier
    }

    fn class(&mut self) -> String {
        let mut out = self.of(&["[", "[", "[^"]).to_owned();
        for _ in 0..self.below(4) {
            out.push_str(self.of(&[
                "a",
                "b",
                "0",
                "-",
                "a-c",
                "A-Z",
                "0-9",
                r"\d",
                r"\w",
                r"\s",
                r"\S",
                r"\W",
                r"\w-a",
                r"\-",
                "^",
                "[",
                "&&",
                "--",
                "~~",
                r"\]",
                r"\b",
                r"\cJ",
                r"\c",
                r"\x61-\x63",
                r"\u0061",
                "é",
                "😀",
                r"\ud83d\ude00",
                r"\ud800-\udfff",
                r"\p{L}",
                r"\P{L}",
                r"\101",
                r"\n",
                ".",
                "$",
                r"\u{61}",
            ]));
        }
        out + "]"
    }

    /// Texts that a pattern nearly matches, and others.
    fn texts(&mut self, pattern: &str) -> Vec<String> {
        const LETTERS: &[&str] = &[
            "a", "b", "c", "0", "-", "A", "_", "\n", "\r", "\u{2028}", "\u{a0}", "\u{feff}", "é",
            "α", "😀", " ", "{", "}", "]", "\\", "/", "u", "x", "p", "\t", "\u{b}", "\u{0}",
            "\u{8}", "^", "L", "&", "~", "k", "<", "٣", "ſ", "\u{85}", "\u{180e}",
        ];
        let made = examples(pattern, 0).into_iter().flatten();
        let mut texts: Vec<String> = made.take(3).filter(|text| text.len() < 14).collect();
        texts.push(String::new());
        for index in 0..12 {
            let mut text: Vec<String> = match index % 2 {
                0 => texts[self.below(texts.len())]
                    .chars()
                    .map(String::from)
                    .collect(),
                _ => Vec::new(),
            };
            for _ in 0..self.below(4) {
                let at = self.below(text.len() + 1);
                match self.below(4) {
                    0 if at < text.len() => drop(text.remove(at)),
                    1 => text.insert(at, text.get(at).cloned().unwrap_or_else(|| "a".to_owned())),
                    _ => text.insert(at, self.of(LETTERS).to_owned()),
                }
            }
            texts.push(text.concat());
        }
        texts
    }
}

#[test]
fn random_patterns_match_the_same_texts() {
    compare_random(300);
}

#[test]
#[ignore = "slow: compares thousands of random patterns"]
fn many_random_patterns_match_the_same_texts() {
    compare_random(6_000);
}

fn compare_random(rounds: u64) {
    let (mut valid, mut straight, mut wrong) = (0, 0, Vec::new());
    for seed in 1..=rounds {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let pattern = random.pattern(2);
        // The other implementation admits a name twice, in branches that exclude each other.
        let pattern = match pattern.split_once("(?<n>") {
            Some((before, after)) => format!("{before}(?<n>{}", after.replace("(?<n>", "(")),
            None => pattern,
        };
        let expected = regress(&pattern);
        match (&expected, validate(&pattern)) {
            (Some(expected), Ok(())) => {
                valid += 1;
                straight += usize::from(linear(&pattern).is_some());
                let texts = random.texts(&pattern);
                wrong.extend(differences(&pattern, expected, &texts));
            }
            (None, Err(_)) => {}
            (expected, found) => {
                wrong.push(format!("{pattern:?} is {found:?}: {}", expected.is_some()));
            }
        }
    }
    println!("{valid} patterns are valid, {straight} linear");
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(straight * 2 > valid, "most patterns are linear");
}

/// Steps that backtracking takes; none where it is given up.
fn steps(pattern: &str, text: &str) -> Option<usize> {
    let program = Program::of(&parse(pattern).expect(pattern));
    let given = 1_000 * (text.len() + 100);
    let mut left = given;
    search_within(&program.ops(), text, &mut left)?;
    Some(given - left)
}

#[test]
fn steps_are_linear_or_the_limit_is_hit() {
    for size in [1_000, 4_000] {
        for (pattern, unit) in [
            (r"^(?=.*[A-Z])(?=.*\d)(?!.*!)[a-zA-Z\d]{8,}$", "a"),
            (r"^(?!.*foo)(?:[a-z]+-?)+$", "ab-"),
            (r"(?<![a-z])\d", "a"),
            (r"^(.)\1*$", "a"),
        ] {
            let [one, two] = [size, 2 * size].map(|size| {
                let steps = steps(pattern, &unit.repeat(size));
                steps.unwrap_or_else(|| panic!("{pattern}: too many steps"))
            });
            assert!(two * 10 <= one * 22, "{pattern}: {one} and {two} steps");
        }
        let hostile = format!("{}!", "a".repeat(size));
        for pattern in [
            r"^(?=a)(a+)+$",
            r"^(?=a)(a|a)*$",
            r"(?=a)(a*)*b",
            r"(a+)+\1!!",
            r"(?=a+b)",
        ] {
            assert_eq!(backtrack(pattern, &hostile), None, "{pattern}");
        }
        // The same without what automata cannot do.
        for pattern in [
            "^(a+)+$",
            r"[a-z0-9]+@[a-z]+\.[a-z]{2,}",
            "(a|a)*b",
            "(a*)*$b",
        ] {
            assert!(linear(pattern).is_some(), "{pattern}");
        }
    }
}

#[test]
fn large_patterns_are_matched_within_limits() {
    for pattern in [
        "^[a-z]{1,4000}$",
        "^.{1,255}$",
        "^[a-z][^x]{0,999}x{2}$",
        "^(a|bc){1,60}",
    ] {
        assert!(linear(pattern).is_some(), "{pattern}");
    }
    // Every character of a text would take thousands of steps.
    for pattern in [
        "[a-z]{4000}x",
        "^(?:[a-z]{1,50}-?){1,50}$",
        "^[a-z]{1,4000}[a-z]{1,4000}$",
    ] {
        assert!(linear(pattern).is_none(), "{pattern}");
    }
    for (pattern, text, expected) in [
        ("^(a{1000}){1000}$", "aaa".to_owned(), false),
        ("^(?:a{100}){100,100000}$", "a".repeat(10_000), true),
        ("^[^x]{1,65535}$", "é".repeat(9_000), true),
    ] {
        assert!(linear(pattern).is_none(), "{pattern}");
        let found = backtrack(pattern, &text);
        assert!(found.is_none_or(|found| found == expected), "{pattern}");
    }
    assert_eq!(
        backtrack("^(?:a{100}){100,100000}$", &"a".repeat(10_000)),
        Some(true)
    );
}

#[test]
fn hostile_patterns_are_refused() {
    let alternatives = "a|".repeat(100_000);
    let open = "(".repeat(100_000);
    let closed = format!("{}{}", "(?:".repeat(5_000), ")".repeat(5_000));
    let ahead = format!("{}{}", "(?=".repeat(4_000), ")".repeat(4_000));
    for pattern in [
        alternatives,
        open.clone(),
        closed,
        ahead,
        "[".repeat(100_000),
    ] {
        assert!(validate(&pattern).is_err());
        assert!(matching(&pattern).is_err());
        assert!(examples(&pattern, 0).is_err());
        assert!(Languages::default().pattern(&pattern).is_err());
        assert_eq!(backtrack(&pattern, "a"), None);
    }
    assert_eq!(validate(&open), Err("more than 20,000 characters"));
    assert_eq!(
        validate(&open[..10_000]),
        Err("more than 100 groups one inside the other")
    );
    // Up to the limit, nothing is out of proportion.
    for pattern in ["a|".repeat(9_999), "a?".repeat(9_999), "(a)".repeat(6_000)] {
        assert!(matching(&pattern).is_ok());
        assert!(backtrack(&pattern, "b").is_some());
        assert!(examples(&pattern, 0).is_ok_and(|made| made.count() > 0));
    }
}
