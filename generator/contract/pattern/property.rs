//! Unicode properties as sets of characters (ECMA-262, section 22.2.2.7 and tables 67 to 69).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use regex_syntax::Parser;
use regex_syntax::hir::{Class as Found, HirKind};

use super::class::Class;

/// The members of a property, by what stands in the braces: `L`, `Script=Greek`, `Alphabetic`.
pub fn property(name: &str) -> Option<Class> {
    static KNOWN: Mutex<BTreeMap<String, Option<Class>>> = Mutex::new(BTreeMap::new());
    if !is_property(name) {
        return None;
    }
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if !known.contains_key(name) {
        known.insert(name.to_owned(), members(name));
    }
    known.get(name).cloned().flatten()
}

fn members(name: &str) -> Option<Class> {
    let found = Parser::new().parse(&format!(r"\p{{{name}}}")).ok()?;
    match found.kind() {
        HirKind::Class(Found::Unicode(class)) => {
            let ranges = class.ranges().iter();
            let ranges = ranges.map(|range| (range.start().into(), range.end().into()));
            Some(Class::new(ranges.collect()))
        }
        // A property of one character.
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            text.chars().next().map(Class::one)
        }
        _ => None,
    }
}

/// Whether ECMA-262 writes the property so: other names, and other spellings of these, are errors.
fn is_property(name: &str) -> bool {
    match name.split_once('=') {
        Some(("General_Category" | "gc", value)) => CATEGORIES.contains(&value),
        Some(("Script" | "sc" | "Script_Extensions" | "scx", value)) => is_script(value),
        Some(_) => false,
        None => CATEGORIES.contains(&name) || BINARY.contains(&name),
    }
}

/// Whether a name has the letters of a script's: that there is one, the tables know.
fn is_script(name: &str) -> bool {
    name == "SignWriting"
        || name.split('_').all(|word| {
            let rest = word.strip_prefix(|first: char| first.is_ascii_uppercase());
            rest.is_some_and(|rest| rest.chars().all(|letter| letter.is_ascii_lowercase()))
        })
}

const CATEGORIES: &[&str] = &[
    "C",
    "Other",
    "Cc",
    "Control",
    "cntrl",
    "Cf",
    "Format",
    "Cn",
    "Unassigned",
    "Co",
    "Private_Use",
    "Cs",
    "Surrogate",
    "L",
    "Letter",
    "LC",
    "Cased_Letter",
    "Ll",
    "Lowercase_Letter",
    "Lm",
    "Modifier_Letter",
    "Lo",
    "Other_Letter",
    "Lt",
    "Titlecase_Letter",
    "Lu",
    "Uppercase_Letter",
    "M",
    "Mark",
    "Combining_Mark",
    "Mc",
    "Spacing_Mark",
    "Me",
    "Enclosing_Mark",
    "Mn",
    "Nonspacing_Mark",
    "N",
    "Number",
    "Nd",
    "Decimal_Number",
    "digit",
    "Nl",
    "Letter_Number",
    "No",
    "Other_Number",
    "P",
    "Punctuation",
    "punct",
    "Pc",
    "Connector_Punctuation",
    "Pd",
    "Dash_Punctuation",
    "Pe",
    "Close_Punctuation",
    "Pf",
    "Final_Punctuation",
    "Pi",
    "Initial_Punctuation",
    "Po",
    "Other_Punctuation",
    "Ps",
    "Open_Punctuation",
    "S",
    "Symbol",
    "Sc",
    "Currency_Symbol",
    "Sk",
    "Modifier_Symbol",
    "Sm",
    "Math_Symbol",
    "So",
    "Other_Symbol",
    "Z",
    "Separator",
    "Zl",
    "Line_Separator",
    "Zp",
    "Paragraph_Separator",
    "Zs",
    "Space_Separator",
];

const BINARY: &[&str] = &[
    "ASCII",
    "AHex",
    "ASCII_Hex_Digit",
    "Alpha",
    "Alphabetic",
    "Any",
    "Assigned",
    "Bidi_C",
    "Bidi_Control",
    "Bidi_M",
    "Bidi_Mirrored",
    "CI",
    "Case_Ignorable",
    "Cased",
    "CWCF",
    "Changes_When_Casefolded",
    "CWCM",
    "Changes_When_Casemapped",
    "CWL",
    "Changes_When_Lowercased",
    "CWKCF",
    "Changes_When_NFKC_Casefolded",
    "CWT",
    "Changes_When_Titlecased",
    "CWU",
    "Changes_When_Uppercased",
    "Dash",
    "DI",
    "Default_Ignorable_Code_Point",
    "Dep",
    "Deprecated",
    "Dia",
    "Diacritic",
    "Emoji",
    "EComp",
    "Emoji_Component",
    "EMod",
    "Emoji_Modifier",
    "EBase",
    "Emoji_Modifier_Base",
    "EPres",
    "Emoji_Presentation",
    "ExtPict",
    "Extended_Pictographic",
    "Ext",
    "Extender",
    "Gr_Base",
    "Grapheme_Base",
    "Gr_Ext",
    "Grapheme_Extend",
    "Hex",
    "Hex_Digit",
    "IDSB",
    "IDS_Binary_Operator",
    "IDST",
    "IDS_Trinary_Operator",
    "IDC",
    "ID_Continue",
    "IDS",
    "ID_Start",
    "Ideo",
    "Ideographic",
    "Join_C",
    "Join_Control",
    "LOE",
    "Logical_Order_Exception",
    "Lower",
    "Lowercase",
    "Math",
    "NChar",
    "Noncharacter_Code_Point",
    "Pat_Syn",
    "Pattern_Syntax",
    "Pat_WS",
    "Pattern_White_Space",
    "QMark",
    "Quotation_Mark",
    "Radical",
    "RI",
    "Regional_Indicator",
    "STerm",
    "Sentence_Terminal",
    "SD",
    "Soft_Dotted",
    "Term",
    "Terminal_Punctuation",
    "UIdeo",
    "Unified_Ideograph",
    "Upper",
    "Uppercase",
    "VS",
    "Variation_Selector",
    "space",
    "White_Space",
    "XIDC",
    "XID_Continue",
    "XIDS",
    "XID_Start",
];
