//! Text of a contract as words of Rust: `snake_case` and `UpperCamelCase`, in ASCII.

use std::borrow::Cow;

use heck::{ToSnakeCase, ToUpperCamelCase};

use counterpart_contract::hash::short_hash;

/// The form of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Fields, methods and modules.
    Snake,
    /// Types and variants.
    Camel,
}

impl Case {
    /// A text in this form.
    #[must_use]
    pub fn of(self, text: &str) -> String {
        match self {
            Self::Snake => snake(text),
            Self::Camel => camel(text),
        }
    }
}

/// A text with words for the symbols that a name leaves out: all but single separators within.
pub(super) fn spelled_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut previous = None;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let is_within = |beside: Option<&char>| beside.is_some_and(|own| own.is_alphanumeric());
        let within = is_within(previous.as_ref()) && is_within(rest.peek());
        let separates = character == ' ' || within && matches!(character, '_' | '-');
        if character.is_alphanumeric() || separates {
            out.push(character);
        } else {
            out.push(' ');
            out.push_str(&symbol(character));
            out.push(' ');
        }
        previous = Some(character);
    }
    out
}

/// Words for text that has neither letters nor digits to make a name of.
fn spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut start = true;
    while let Some(character) = rest.next() {
        match character {
            '-' if start && rest.peek().is_some_and(char::is_ascii_digit) => out.push_str("minus "),
            '+' => out.push_str(" plus "),
            character if character.is_ascii() => out.push(character),
            character => match plain_letter(character) {
                Some(plain) => out.push_str(plain),
                None if character.is_alphanumeric() => {
                    out.push_str(&format!(" u{:x} ", character as u32))
                }
                None => out.push(' '),
            },
        }
        start = false;
    }
    if out.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        return out;
    }
    if text.is_empty() {
        return "empty".to_owned();
    }
    text.chars()
        .take(16)
        .map(|character| format!("{} ", symbol(character)))
        .collect()
}

/// A word for a character that is neither a letter nor a digit.
fn symbol(character: char) -> Cow<'static, str> {
    Cow::Borrowed(match character {
        '*' => "star",
        '.' => "dot",
        '-' => "dash",
        '_' => "underscore",
        '/' => "slash",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '~' => "tilde",
        '%' => "percent",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '&' => "and",
        '|' => "or",
        '?' => "question",
        ':' => "colon",
        ',' => "comma",
        ' ' => "space",
        other => return Cow::Owned(format!("u{:x}", other as u32)),
    })
}

/// Latin letters with marks, without them. Identifiers stay ASCII, for there are warnings about
/// letters that look alike.
fn plain_letter(letter: char) -> Option<&'static str> {
    Some(match letter {
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => "A",
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'Æ' => "Ae",
        'æ' => "ae",
        'Ç' | 'Ć' | 'Č' => "C",
        'ç' | 'ć' | 'č' => "c",
        'Ď' | 'Đ' => "D",
        'ď' | 'đ' => "d",
        'È'..='Ë' | 'Ē' | 'Ę' | 'Ě' => "E",
        'è'..='ë' | 'ē' | 'ę' | 'ě' => "e",
        'Ğ' => "G",
        'ğ' => "g",
        'Ì'..='Ï' | 'Ī' | 'İ' => "I",
        'ì'..='ï' | 'ī' | 'ı' => "i",
        'Ł' => "L",
        'ł' => "l",
        'Ñ' | 'Ń' | 'Ň' => "N",
        'ñ' | 'ń' | 'ň' => "n",
        'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ő' => "O",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'Œ' => "Oe",
        'œ' => "oe",
        'Ř' => "R",
        'ř' => "r",
        'Ś' | 'Ş' | 'Š' => "S",
        'ś' | 'ş' | 'š' => "s",
        'ß' => "ss",
        'Ť' => "T",
        'ť' => "t",
        'Ù'..='Ü' | 'Ū' | 'Ů' | 'Ű' => "U",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'Ý' => "Y",
        'ý' | 'ÿ' => "y",
        'Ź' | 'Ż' | 'Ž' => "Z",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// Longer names are cut: file systems take 255 bytes for the name of a file, and what stands
/// around a name takes some of them.
const LONGEST: usize = 180;

/// The name, or its beginning with a mark of the whole.
fn short(name: String, joint: &str) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    // Names are ASCII by now.
    let beginning: String = name.chars().take(LONGEST - 20).collect();
    let beginning = beginning.trim_end_matches('_');
    format!("{beginning}{joint}{}", short_hash(&name))
}

/// Whether a text is words in small letters and digits, each behind a single separator but the first.
/// Most names of contracts are, and what heck makes of them is known.
fn is_plain(text: &str) -> bool {
    let mut previous = b'_';
    let plain = text.bytes().all(|byte| {
        let fits = byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let fits = fits || is_separator(byte) && !is_separator(previous);
        previous = byte;
        fits
    });
    plain && !is_separator(previous) && text.len() <= LONGEST / 2
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b'_' | b'-' | b' ')
}

/// Whether a text is words that begin with a capital and go on with small letters, then digits: what
/// heck leaves as it is. Names that are made of other names are.
fn is_camel(text: &str) -> bool {
    let mut previous = b'A';
    let camel = text.bytes().enumerate().all(|(at, byte)| {
        let fits = match byte {
            b'a'..=b'z' => at > 0,
            b'A'..=b'Z' => at == 0 || !previous.is_ascii_uppercase(),
            b'0'..=b'9' => !previous.is_ascii_uppercase(),
            _ => false,
        };
        previous = byte;
        fits
    });
    camel && !previous.is_ascii_uppercase() && text.len() <= LONGEST / 2
}

fn plain_camel(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut begins = true;
    for byte in text.bytes() {
        let separates = is_separator(byte);
        if !separates {
            let letter = if begins {
                byte.to_ascii_uppercase()
            } else {
                byte
            };
            out.push(char::from(letter));
        }
        begins = separates;
    }
    out
}

fn camel(text: &str) -> String {
    let name = match is_plain(text) {
        true => plain_camel(text),
        false if is_camel(text) => text.to_owned(),
        false => short(spelled(text).to_upper_camel_case(), "H"),
    };
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("N{name}")
    } else {
        name
    }
}

fn snake(text: &str) -> String {
    let name = match is_plain(text) {
        true => text.replace(['-', ' '], "_"),
        false => short(spelled(text).to_snake_case(), "_h"),
    };
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("n{name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn plain_names_are_what_heck_makes_of_them() {
        use heck::{ToSnakeCase, ToUpperCamelCase};

        let pieces = ["a", "pet", "v2", "2d", "x1y", "7"];
        let mut names: Vec<String> = pieces.map(str::to_owned).into();
        for one in pieces {
            for other in pieces {
                names.push(format!("{one}_{other}"));
                names.push(format!("{one}-{other} {one}"));
            }
        }
        for name in names {
            assert!(super::is_plain(&name), "{name}");
            assert_eq!(super::plain_camel(&name), name.to_upper_camel_case());
            assert_eq!(name.replace(['-', ' '], "_"), name.to_snake_case());
        }
        for name in ["", "_a", "a_", "a__b", "a-_b", "aB", "a  b", "é"] {
            assert!(!super::is_plain(name), "{name}");
        }
        for name in [
            "Pet",
            "PetsCreate",
            "Pets2Create",
            "Pet21",
            "X1y",
            "Pet2go",
            "PeT",
        ] {
            let known = super::is_camel(name);
            assert!(!known || name.to_upper_camel_case() == name, "{name}");
            assert_eq!(known, !matches!(name, "X1y" | "PeT"), "{name}");
        }
        for name in ["", "pet", "PETs", "APet", "1a", "Pet_a", "V1B", "É"] {
            assert!(!super::is_camel(name), "{name}");
        }
    }
}
