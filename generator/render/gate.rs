//! Attributes that leave code out where no feature asks for it.

use super::text::Code;

/// How long the list of an attribute may be for it to stay on one line.
const WIDTH: usize = 70;
/// And where it is alone.
const LONE: usize = 92;

/// `#[cfg(…)]` on a line of its own for what any of some features needs; nothing where none is
/// named. Names of features are made of letters, digits and dashes.
pub(super) fn any<'a>(features: impl IntoIterator<Item = &'a str>) -> Code {
    let terms: Vec<String> = features
        .into_iter()
        .map(|name| format!("feature = \"{name}\""))
        .collect();
    let list = terms.join(", ");
    Code::new(match terms.as_slice() {
        [] => String::new(),
        [only] if only.len() <= LONE => format!("#[cfg({only})]\n"),
        [only] => format!("#[cfg(\n    {only}\n)]\n"),
        _ if list.len() <= WIDTH => format!("#[cfg(any({list}))]\n"),
        _ => format!("#[cfg(any(\n    {}\n))]\n", terms.join(",\n    ")),
    })
}
