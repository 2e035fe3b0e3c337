//! What is called the same but for its spelling: who keeps the name, and what the others are called.
//!
//! Both depend on spellings alone, never on the order in which a document has them, so that nothing
//! moves where something is written.

use counterpart_contract::hash::short_hash;

use super::spelling::{Case, spelled_out};

/// Something that wants a name.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// As the contract spells it.
    pub text: &'a str,
    /// The name that the document gives in so many words (`x-rust-name`).
    pub given: Option<&'a str>,
}

impl<'a> Wanted<'a> {
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, given: None }
    }
}

/// What tells a thing apart from one that is spelled alike.
#[derive(Debug, Clone, Default)]
pub struct Otherwise {
    /// The lower, the sooner it keeps the name.
    pub order: usize,
    /// Another text to make a name of; none if empty.
    pub text: String,
}

impl Otherwise {
    /// Nothing: all are spelled differently.
    #[must_use]
    pub fn nothing(_: usize) -> Self {
        Self::default()
    }
}

impl From<String> for Otherwise {
    fn from(text: String) -> Self {
        Self { order: 0, text }
    }
}

/// How a text is spelled, in the order in which spellings keep a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Spelling {
    /// The text is the name.
    Exact,
    Snake,
    Camel,
    Pascal,
    Kebab,
    Upper,
    Train,
    Words,
    Other,
}

impl Spelling {
    fn of(text: &str) -> Self {
        let only = |more: &[u8], upper: bool, lower: bool| {
            text.bytes().all(|byte| {
                byte.is_ascii_digit()
                    || more.contains(&byte)
                    || upper && byte.is_ascii_uppercase()
                    || lower && byte.is_ascii_lowercase()
            })
        };
        let ends = [text.bytes().next(), text.bytes().last()];
        if !ends
            .iter()
            .all(|end| end.is_some_and(|byte| byte.is_ascii_alphanumeric()))
        {
            return Self::Other;
        }
        let begins_small = text.starts_with(|first: char| first.is_ascii_lowercase());
        if only(b"_", false, true) {
            Self::Snake
        } else if only(b"_", true, false) {
            Self::Upper
        } else if only(b"", true, true) && begins_small {
            Self::Camel
        } else if only(b"", true, true) {
            Self::Pascal
        } else if only(b"-", false, true) {
            Self::Kebab
        } else if only(b"-", true, true) {
            Self::Train
        } else if only(b" ", true, true) {
            Self::Words
        } else {
            Self::Other
        }
    }

    /// A word for how a text is spelled.
    fn word(text: &str) -> Option<&'static str> {
        match Self::of(text) {
            Self::Snake if !text.contains('_') => Some("lower"),
            Self::Snake => Some("snake"),
            Self::Camel => Some("camel"),
            Self::Pascal => Some("pascal"),
            Self::Kebab => Some("kebab"),
            Self::Upper => Some("upper"),
            Self::Train => Some("train"),
            Self::Words => Some("words"),
            Self::Exact | Self::Other => None,
        }
    }
}

/// The order in which texts that would be called the same keep the name: the spelling that is the name,
/// then the usual ones, then the alphabet.
pub(super) fn rank<'a>(case: Case, text: &'a str, otherwise: &Otherwise) -> impl Ord + use<'a> {
    let spelling = match case.of(text) == text {
        true => Spelling::Exact,
        false => Spelling::of(text),
    };
    (spelling, text, otherwise.order, otherwise.text.clone())
}

/// Texts for what does not keep the name, the most readable first: its symbols in words, its spelling
/// in a word, what else tells it apart, and a hash. What is spelled like the one that keeps the name has
/// none of its own.
pub(super) fn alternatives(text: &str, kept: Option<&str>, otherwise: &str) -> Vec<String> {
    let mut all = Vec::new();
    if kept != Some(text) {
        all.push(spelled_out(text));
        all.extend(Spelling::word(text).map(|word| format!("{text} {word}")));
    }
    if !otherwise.is_empty() {
        all.push(otherwise.to_owned());
    }
    if kept != Some(text) {
        all.push(format!("{text} h{}", short_hash(text)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::{Case, Otherwise, Scope, Wanted};

    fn names(case: Case, texts: &[&str]) -> Vec<String> {
        let wanted: Vec<Wanted<'_>> = texts.iter().copied().map(Wanted::new).collect();
        let names = Scope::default().all(case, &wanted, &|index| format!("number {index}").into());
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_exact_spelling_keeps_its_name_and_the_order_does_not_count() {
        let cases = [
            (Case::Snake, "user_id", "user_id"),
            (Case::Snake, "userId", "user_id_camel"),
            (Case::Snake, "UserId", "user_id_pascal"),
            (Case::Snake, "user-id", "user_id_kebab"),
            (Case::Snake, "USER_ID", "user_id_upper"),
            (Case::Snake, "User-Id", "user_id_train"),
            (Case::Snake, "@user_id", "at_user_id"),
            (Case::Snake, "user_id<", "user_id_less"),
            (Case::Snake, "_user_id", "underscore_user_id"),
        ];
        let mut texts: Vec<&str> = cases.iter().map(|(_, text, _)| *text).collect();
        for _ in 0..texts.len() {
            texts.rotate_left(1);
            let found = names(Case::Snake, &texts);
            for (_, text, expected) in cases {
                let index = texts.iter().position(|own| *own == text);
                assert_eq!(index.map(|index| found[index].as_str()), Some(expected));
            }
        }
        let types = names(Case::Camel, &["in_progress", "IN_PROGRESS", "InProgress"]);
        assert_eq!(types, ["InProgressSnake", "InProgressUpper", "InProgress"]);
    }

    #[test]
    fn spellings_that_are_not_exact_keep_the_name_in_a_fixed_order() {
        for (kept, other) in [
            ("userId", "UserId"),
            ("UserId", "user-id"),
            ("user-id", "USER_ID"),
            ("USER_ID", "User-Id"),
            ("User-Id", "user id"),
            ("User Id", "user.id"),
            ("user.id", "user:id"),
        ] {
            assert_eq!(names(Case::Snake, &[kept, other])[0], "user_id", "{kept}");
            assert_eq!(names(Case::Snake, &[other, kept])[1], "user_id", "{kept}");
        }
    }

    #[test]
    fn an_alternative_takes_no_name_of_the_contract() {
        let found = names(Case::Snake, &["user-id", "user_id", "user_id_kebab"]);
        assert_eq!(found[1..], ["user_id", "user_id_kebab"]);
        assert_eq!(found[0], "number_0");
    }

    #[test]
    fn what_is_spelled_alike_is_told_apart_otherwise() {
        assert_eq!(names(Case::Snake, &["id", "id"]), ["id", "number_1"]);
    }

    #[test]
    fn what_is_given_in_so_many_words_comes_first() {
        let wanted = [
            Wanted::new("kind"),
            Wanted {
                text: "type",
                given: Some("kind"),
            },
            Wanted {
                text: "mode",
                given: Some("no name"),
            },
        ];
        let found = Scope::default().all(Case::Snake, &wanted, &Otherwise::nothing);
        let found: Vec<&str> = found.iter().map(super::super::Ident::bare).collect();
        assert_eq!(found, ["kind_lower", "kind", "mode"]);
    }
}
