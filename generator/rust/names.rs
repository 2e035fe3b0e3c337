//! Names: the one place that turns what a contract calls things into Rust identifiers.
//!
//! An [`Ident`] can only be made here, so that whatever a document says, a name in generated code
//! is one identifier and nothing else.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;

use heck::{ToSnakeCase, ToUpperCamelCase};

use counterpart_contract::hash::short_hash;

/// A Rust identifier, raw (`r#type`) where it is a keyword.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ident(String);

impl Ident {
    /// The identifier without `r#`.
    #[must_use]
    pub fn bare(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A name of the generator's own.
    #[must_use]
    pub fn known(name: &'static str) -> Self {
        Self(name.to_owned())
    }

    /// The name with a word of the generator's own behind it.
    #[must_use]
    pub fn followed_by(&self, word: &'static str) -> Self {
        Self(format!("{}_{word}", self.bare()))
    }

    /// The name with a word of the generator's own before it.
    #[must_use]
    pub fn preceded_by(&self, word: &'static str) -> Self {
        Self(format!("{word}_{}", self.bare()))
    }

    /// The same name, or one that is like it where code has others of that name.
    #[must_use]
    pub fn beside(&self, others: &[&str]) -> Cow<'_, Self> {
        if others.contains(&self.bare()) {
            Cow::Owned(Self(format!("{}_", self.bare())))
        } else {
            Cow::Borrowed(self)
        }
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Strict, reserved and weak keywords of all editions (The Rust Reference, 2.2).
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
const PATH_KEYWORDS: &[&str] = &["crate", "self", "super", "Self", "_"];

/// Types that generated modules name or import; a model of the same name would hide them.
const RESERVED_TYPES: &[&str] = &[
    "AsMut",
    "AsRef",
    "BTreeMap",
    "Base64",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "Formatter",
    "From",
    "FromIterator",
    "FromJson",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "JsonError",
    "Map",
    "NaiveDate",
    "New",
    "None",
    "Nullable",
    "Number",
    "ObjectReader",
    "ObjectWriter",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Required",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Serializer",
    "Sized",
    "Some",
    "String",
    "Sync",
    "Timestamp",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Uuid",
    "Value",
    "Vec",
];

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
        .map(|character| match character {
            '*' => "star ".to_owned(),
            '.' => "dot ".to_owned(),
            '-' => "dash ".to_owned(),
            '_' => "underscore ".to_owned(),
            '/' => "slash ".to_owned(),
            '<' => "less ".to_owned(),
            '>' => "greater ".to_owned(),
            '=' => "equal ".to_owned(),
            '!' => "not ".to_owned(),
            '~' => "tilde ".to_owned(),
            '%' => "percent ".to_owned(),
            '$' => "dollar ".to_owned(),
            '#' => "hash ".to_owned(),
            '@' => "at ".to_owned(),
            '&' => "and ".to_owned(),
            '|' => "or ".to_owned(),
            '?' => "question ".to_owned(),
            ':' => "colon ".to_owned(),
            ',' => "comma ".to_owned(),
            ' ' => "space ".to_owned(),
            other => format!("u{:x} ", other as u32),
        })
        .collect()
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

/// The variant that keeps what the contract does not list.
const UNKNOWN: &str = "Unknown";

/// What names stand beside each other and must differ.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    taken: HashSet<String>,
    /// The next number for a name that more than one thing has asked for.
    numbers: HashMap<String, usize>,
}

impl Scope {
    /// A scope in which some names are taken.
    #[must_use]
    pub fn with(names: &[&str]) -> Self {
        Self {
            taken: names.iter().map(|name| (*name).to_owned()).collect(),
            numbers: HashMap::new(),
        }
    }

    /// A scope of what gets a file of its own. The file `mod` is the folder's; Windows has no files
    /// of some names, whatever their ending, so that a repository with one cannot be checked out.
    #[must_use]
    pub fn of_files(names: &[&str]) -> Self {
        let mut scope = Self::with(names);
        let names = ["mod", "aux", "con", "nul", "prn"].map(str::to_owned);
        scope.taken.extend(names);
        for number in 1..=9 {
            scope
                .taken
                .extend([format!("com{number}"), format!("lpt{number}")]);
        }
        scope
    }

    /// A scope of variants beside the one that keeps what the contract does not list, which is in it.
    #[must_use]
    pub fn of_variants() -> (Self, Ident) {
        let mut scope = Self::default();
        let unknown = scope.camel(UNKNOWN);
        (scope, unknown)
    }

    /// A variant beside `Unknown`, which is always the one that keeps what the contract does not
    /// list: a value that is called so gives way, also when it is added later.
    pub fn variant(&mut self, text: &str) -> Ident {
        match Self::default().camel(text).bare() {
            UNKNOWN => self.camel("unknown value"),
            _ => self.camel(text),
        }
    }

    /// A scope of types: names that every module uses are taken.
    #[must_use]
    pub fn of_types() -> Self {
        Self::with(RESERVED_TYPES)
    }

    /// A scope of modules that code stands in: names of crates and modules that it names are taken.
    #[must_use]
    pub fn of_modules(names: &[&str]) -> Self {
        let mut scope = Self::with(names);
        let known = [
            "alloc",
            "chrono",
            "core",
            "fmt",
            "serde",
            "serde_json",
            "std",
        ];
        scope.taken.extend(known.map(str::to_owned));
        scope
    }

    /// Whether a text is already the identifier that it would become.
    #[must_use]
    pub fn is_exact(text: &str) -> bool {
        camel(text) == text
    }

    /// The name of a type or variant: `UpperCamelCase`.
    pub fn camel(&mut self, text: &str) -> Ident {
        let name = camel(text);
        let name = if RESERVED_TYPES.contains(&name.as_str()) && self.taken.contains(&name) {
            format!("{name}Model")
        } else {
            name
        };
        self.unique(name)
    }

    /// The name of a field, method or module: `snake_case`.
    pub fn snake(&mut self, text: &str) -> Ident {
        self.unique(snake(text))
    }

    /// The name of a constant: `SCREAMING_SNAKE_CASE`.
    pub fn screaming(&mut self, text: &str) -> Ident {
        self.unique(snake(text).to_uppercase())
    }

    /// The name of a field, method or parameter that the document gives in so many words
    /// (`x-rust-name`), where it is one.
    pub fn given(&mut self, text: &str) -> Option<Ident> {
        let plain = text.trim_end_matches('_');
        self.free((snake(plain) == plain && plain != "self").then_some(text)?)
    }

    /// The name of a type that the document gives in so many words, where it is one.
    pub fn given_type(&mut self, text: &str) -> Option<Ident> {
        self.free(Self::is_exact(text).then_some(text)?)
    }

    fn free(&mut self, text: &str) -> Option<Ident> {
        let free = !text.is_empty() && !PATH_KEYWORDS.contains(&text) && !self.taken.contains(text);
        free.then(|| self.unique(text.to_owned()))
    }

    /// Takes a name that stands here already.
    pub fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    fn unique(&mut self, name: String) -> Ident {
        let mut candidate = name.clone();
        // Where many are called the same, none tries the numbers of all before it.
        let mut number = self.numbers.get(&name).copied().unwrap_or(2);
        while !self.taken.insert(candidate.clone()) {
            // A digit at the end must not become part of another number.
            let gap = if name.ends_with(|last: char| last.is_ascii_digit()) {
                "_"
            } else {
                ""
            };
            let gap = if name.starts_with(|first: char| first.is_ascii_uppercase()) && gap == "_" {
                "N"
            } else {
                gap
            };
            candidate = format!("{name}{gap}{number}");
            number += 1;
            self.numbers.insert(name.clone(), number);
        }
        Ident(escaped(candidate))
    }
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

fn escaped(name: String) -> String {
    if PATH_KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

/// A name for a crate, from the name of the contract's file: `external-payments`.
#[must_use]
pub fn crate_name(text: &str) -> String {
    snake(text).replace('_', "-")
}

/// A name for a module, from the name of the contract's file: `external_payments`.
#[must_use]
pub fn module_name(text: &str) -> Ident {
    Scope::default().snake(text)
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn names_are_identifiers_whatever_they_were() {
        let mut scope = Scope::of_types();
        let names = [
            ("external_payment", "ExternalPayment"),
            ("ExternalPayment", "ExternalPayment2"),
            ("200", "N200"),
            ("200", "N200N2"),
            ("String", "StringModel"),
            ("self", "SelfModel"),
            ("", "Empty"),
            ("*", "Star"),
            ("+1", "Plus1"),
            ("-1", "Minus1"),
            ("日本", "U65e5U672c"),
            ("Größe", "Grosse"),
            ("a\"; fn x() {}", "AFnX"),
        ];
        for (text, expected) in names {
            assert_eq!(scope.camel(text).to_string(), expected, "{text}");
        }
    }

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

    #[test]
    fn long_names_are_cut_and_still_differ() {
        let long = "list of what is seen ".repeat(20);
        let (one, other) = (format!("{long} a"), format!("{long} b"));
        let mut scope = Scope::default();
        for make in [Scope::camel, Scope::snake] {
            let [one, again, other] =
                [&one, &one, &other].map(|text| make(&mut scope.clone(), text));
            assert!(one.as_str().len() < 200, "{one}");
            assert_eq!(one, again);
            assert_ne!(one, other);
        }
        // A file and what is named after it stay one name.
        let name = scope.snake(&long);
        assert_eq!(Scope::default().snake(name.bare()), name);
    }

    #[test]
    fn keywords_are_escaped() {
        let mut scope = Scope::default();
        let names = [
            ("type", "r#type"),
            ("self", "self_"),
            ("createdAt", "created_at"),
            ("gen", "r#gen"),
        ];
        for (text, expected) in names {
            assert_eq!(scope.snake(text).to_string(), expected);
        }
        assert_eq!(scope.given("x y"), None);
        assert_eq!(scope.given("Kind"), None);
        assert_eq!(scope.given_type("kind"), None);
        assert_eq!(
            scope.given("kind").map(|name| name.to_string()).as_deref(),
            Some("kind")
        );
    }

    #[test]
    fn no_file_is_called_what_windows_has_no_files_of() {
        let mut scope = Scope::of_files(&[]);
        let names = ["AUX", "Com1", "Auxiliary"].map(|name| scope.snake(name).to_string());
        assert_eq!(names, ["aux2", "com1_2", "auxiliary"]);
    }
}
