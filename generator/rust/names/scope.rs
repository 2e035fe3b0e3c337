//! Scopes: names that stand beside each other and must differ.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::clash::{Otherwise, Wanted, alternatives, rank};
use super::spelling::Case;
use super::{Ident, PATH_KEYWORDS, escaped};

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
    "Map",
    "NaiveDate",
    "New",
    "None",
    "Nullable",
    "Number",
    "ObjectWriter",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Reader",
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

/// The variant that keeps what the contract does not list.
const UNKNOWN: &str = "Unknown";

/// Modules that are the folder's own, and names that Windows has no files of, whatever their ending, so
/// that a repository with one cannot be checked out.
const FILES: &[&str] = &[
    "mod", "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Crates and modules that code names.
const CRATES: &[&str] = &[
    "alloc",
    "chrono",
    "core",
    "fmt",
    "serde",
    "serde_json",
    "std",
];

/// What names stand beside each other and must differ.
///
/// Names of the generator's own come first, whatever a contract has: a name that is equal to one stands
/// aside, with an underscore or, as a type, with a word.
#[derive(Debug, Clone)]
pub struct Scope {
    own: Vec<&'static [&'static str]>,
    /// Names of the generator's own that depend on the contract.
    reserved: HashSet<String>,
    /// The word that a name in `UpperCamelCase` has to stand aside.
    aside: &'static str,
    /// The form that texts are judged by, where names follow those of other things.
    judged: Option<Case>,
    taken: HashSet<String>,
    /// The next number for a name that more than one thing has asked for.
    numbers: HashMap<String, usize>,
}

impl Default for Scope {
    fn default() -> Self {
        Self::with(&[])
    }
}

impl Scope {
    /// A scope in which some names are the generator's own.
    #[must_use]
    pub fn with(names: &'static [&'static str]) -> Self {
        Self {
            own: vec![names, PATH_KEYWORDS],
            reserved: HashSet::new(),
            aside: "_",
            judged: None,
            taken: HashSet::new(),
            numbers: HashMap::new(),
        }
    }

    /// The scope with more names of the generator's own.
    #[must_use]
    pub fn and(mut self, names: &'static [&'static str]) -> Self {
        self.own.push(names);
        self
    }

    /// A scope of what gets a file of its own.
    #[must_use]
    pub fn of_files(names: &'static [&'static str]) -> Self {
        Self::with(names).and(FILES)
    }

    /// A scope of variants beside the one that keeps what the contract does not list, which is always
    /// called the same: a value of that name stands aside, also when it is added later.
    #[must_use]
    pub fn of_variants() -> (Self, Ident) {
        let scope = Self {
            aside: "Value",
            ..Self::with(&[UNKNOWN])
        };
        (scope, Ident::known(UNKNOWN))
    }

    /// A scope of types: names that every module uses are taken.
    #[must_use]
    pub fn of_types() -> Self {
        Self::with(RESERVED_TYPES)
    }

    /// A scope of the types of models.
    #[must_use]
    pub fn of_models() -> Self {
        Self {
            aside: "Model",
            ..Self::of_types()
        }
    }

    /// A scope of modules that code stands in: names of crates and modules that it names are taken.
    #[must_use]
    pub fn of_modules(names: &'static [&'static str]) -> Self {
        Self::with(names).and(CRATES)
    }

    /// The scope of names that follow those of other things: what keeps its name there keeps it here.
    #[must_use]
    pub fn after(mut self, case: Case) -> Self {
        self.judged = Some(case);
        self
    }

    /// Takes a name that stands here already: it is the generator's own.
    pub fn reserve(&mut self, name: &str) {
        self.reserved.insert(name.to_owned());
    }

    /// Names things that stand beside each other, whatever their order. Of those that would be called
    /// the same, the first by [`clash::rank`] keeps the name, and the others take one by their spelling.
    /// `otherwise` tells apart what is spelled alike.
    pub fn all(
        &mut self,
        case: Case,
        wanted: &[Wanted<'_>],
        otherwise: &dyn Fn(usize) -> Otherwise,
    ) -> Vec<Ident> {
        let given = |own: &Wanted<'_>| self.given(case, own.given?);
        let mut names: Vec<Option<String>> = wanted.iter().map(given).collect();
        let mut refused = Vec::new();
        for (index, (name, own)) in names.iter_mut().zip(wanted).enumerate() {
            if name.is_some() {
                continue;
            }
            let base = self.base(case.of(own.text));
            if self.taken.insert(base.clone()) {
                *name = Some(base);
            } else {
                refused.push((base, index));
            }
        }
        if !refused.is_empty() {
            self.clashes(case, wanted, otherwise, &mut names, refused);
        }
        let names = names.into_iter().map(Option::unwrap_or_default);
        names.map(|name| Ident(escaped(name))).collect()
    }

    /// Settles who keeps a name that others were refused, and names those.
    fn clashes(
        &mut self,
        case: Case,
        wanted: &[Wanted<'_>],
        otherwise: &dyn Fn(usize) -> Otherwise,
        names: &mut [Option<String>],
        refused: Vec<(String, usize)>,
    ) {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (base, index) in refused {
            groups.entry(base).or_default().push(index);
        }
        // What is given in so many words is not contested, nor is what was named before.
        let mut contested = HashSet::new();
        for (index, (name, own)) in names.iter().zip(wanted).enumerate() {
            if let Some(name) = name.as_deref().filter(|name| own.given != Some(name))
                && let Some(group) = groups.get_mut(name)
            {
                group.push(index);
                contested.insert(name.to_owned());
            }
        }
        let text = |index: usize| wanted.get(index).map_or("", |own| own.text);
        let judged = self.judged.unwrap_or(case);
        let mut others = Vec::new();
        for (base, mut group) in groups {
            group.sort_by_cached_key(|index| rank(judged, text(*index), &otherwise(*index)));
            let mut group = group.into_iter();
            let kept = match contested.contains(&base) {
                true => group.next(),
                false => None,
            };
            others.extend(group.map(|index| (index, kept)));
            if let Some(name) = kept.and_then(|index| names.get_mut(index)) {
                *name = Some(base);
            }
        }
        for (index, kept) in others {
            let all = alternatives(text(index), kept.map(text), &otherwise(index).text);
            let mut all = all.iter().map(|text| self.base(case.of(text)));
            let free = all.find(|name| !self.taken.contains(name));
            let name = self.free(free.unwrap_or_else(|| self.base(case.of(text(index)))));
            if let Some(own) = names.get_mut(index) {
                *own = Some(name);
            }
        }
    }

    /// The name of a type or variant: `UpperCamelCase`.
    pub fn camel(&mut self, text: &str) -> Ident {
        self.unique(Case::Camel.of(text))
    }

    /// The name of a field, method or module: `snake_case`.
    pub fn snake(&mut self, text: &str) -> Ident {
        self.unique(Case::Snake.of(text))
    }

    /// The name of a constant: `SCREAMING_SNAKE_CASE`.
    pub fn screaming(&mut self, text: &str) -> Ident {
        self.unique(Case::Snake.of(text).to_uppercase())
    }

    /// The name of a type that belongs to what has another name.
    pub fn behind(&mut self, name: &Ident, suffix: &str) -> Ident {
        // What stands aside has no reason to in a longer name.
        let name = name.bare().trim_end_matches('_');
        self.unique(format!("{name}{suffix}"))
    }

    /// Takes exactly this name, where it is free.
    pub fn exactly(&mut self, name: &Ident) -> bool {
        !self.is_own(name.bare()) && self.taken.insert(name.bare().to_owned())
    }

    /// A name that the document gives in so many words, where it is one and free.
    fn given(&mut self, case: Case, text: &str) -> Option<String> {
        let plain = match case {
            Case::Snake => text.trim_end_matches('_'),
            Case::Camel => text,
        };
        let is_name = !plain.is_empty() && case.of(plain) == plain && plain != "self";
        let is_free = is_name && !self.is_own(text) && self.taken.insert(text.to_owned());
        is_free.then(|| text.to_owned())
    }

    fn is_own(&self, name: &str) -> bool {
        self.reserved.contains(name) || self.own.iter().any(|own| own.contains(&name))
    }

    /// The name, or one aside from the generator's own.
    fn base(&self, mut name: String) -> String {
        while self.is_own(&name) {
            let is_type = name.starts_with(|first: char| first.is_ascii_uppercase());
            name.push_str(if is_type { self.aside } else { "_" });
        }
        name
    }

    fn unique(&mut self, name: String) -> Ident {
        let name = self.base(name);
        Ident(escaped(self.free(name)))
    }

    /// Takes a name, with a number where it is taken.
    fn free(&mut self, name: String) -> String {
        if self.taken.insert(name.clone()) {
            return name;
        }
        let plain = name.trim_end_matches('_');
        // A digit at the end must not become part of another number.
        let gap = match plain.ends_with(|last: char| last.is_ascii_digit()) {
            true if name.starts_with(|first: char| first.is_ascii_uppercase()) => "N",
            true => "_",
            false => "",
        };
        // Where many are called the same, none tries the numbers of all before it.
        let number = self.numbers.entry(name.clone()).or_insert(2);
        loop {
            let candidate = format!("{plain}{gap}{number}");
            *number += 1;
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Case, Otherwise, Wanted};
    use super::Scope;

    #[test]
    fn names_are_identifiers_whatever_they_were() {
        let mut scope = Scope::of_models();
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
    }

    #[test]
    fn what_a_document_gives_is_a_name_or_ignored() {
        let scope = Scope::default();
        let given = |case: Case, given: &str| {
            let wanted = [Wanted {
                text: "other",
                given: Some(given),
            }];
            let names = scope.clone().all(case, &wanted, &Otherwise::nothing);
            names.into_iter().any(|name| name.bare() == given)
        };
        assert!(given(Case::Snake, "kind"));
        assert!(given(Case::Snake, "kind_"));
        assert!(given(Case::Camel, "Kind"));
        for wrong in ["x y", "Kind", "self", "self_", "", "_", "crate"] {
            assert!(!given(Case::Snake, wrong), "{wrong}");
        }
        assert!(!given(Case::Camel, "kind"));
    }

    /// The names that a contract can spell have no underscore at their end.
    #[test]
    fn what_stands_aside_is_nothing_that_a_contract_spells() {
        let mut scope = Scope::with(&["body"]);
        let wanted = ["body", "body_", "Body", "super"].map(Wanted::new);
        let names = scope.all(Case::Snake, &wanted, &Otherwise::nothing);
        let names: Vec<&str> = names.iter().map(super::Ident::bare).collect();
        let expected = ["body_", "body_underscore", "body_pascal", "super_"];
        assert_eq!(names, expected);
    }

    #[test]
    fn no_file_is_called_what_windows_has_no_files_of() {
        let mut scope = Scope::of_files(&[]);
        let names = ["AUX", "Com1", "Auxiliary"].map(|name| scope.snake(name).to_string());
        assert_eq!(names, ["aux_", "com1_", "auxiliary"]);
    }
}
