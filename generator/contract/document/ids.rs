//! Schemas that references find by a name that they give themselves: `$id` is an address, and
//! `$anchor` a name within one (JSON Schema 2020-12, core, sections 8.2.1 and 8.2.2).

use serde_json::Value;

use crate::location::{FileId, Place, Pointer};
use crate::source::{SchemaIdentifier, Sources};

/// Every member of a kind by which schemas name themselves, with its file.
pub(super) fn identifiers<'a>(
    sources: &'a Sources,
    key: &'static str,
) -> impl Iterator<Item = (FileId, &'a SchemaIdentifier)> {
    let all = sources.iter().flat_map(|(id, file)| {
        file.identifiers
            .iter()
            .map(move |identifier| (id, identifier))
    });
    all.filter(move |(_, identifier)| identifier.key == key)
}

/// The schema that a reference names by the address of a schema's `$id`.
pub(super) fn target(sources: &Sources, from: &Place, reference: &str) -> Option<Place> {
    identifiers(sources, "$id").next()?;
    let address = join(&base(sources, from), reference);
    let (address, fragment) = address.split_once('#').unwrap_or((&address, ""));
    if address.is_empty() {
        return None;
    }
    let root = identifiers(sources, "$id").find_map(|(file, identifier)| {
        let place = Place::new(file, identifier.pointer.clone());
        (base(sources, &place) == address).then_some(place)
    })?;
    if fragment.is_empty() {
        return Some(root);
    }
    let place = if fragment.starts_with('/') {
        let pointer = Pointer::new(format!("{}{fragment}", root.pointer));
        Place::new(root.file, pointer)
    } else {
        anchor_within(sources, &root, fragment)?
    };
    sources.value(&place).map(|_| place)
}

/// The schema of a file that has an anchor.
pub(super) fn anchor(sources: &Sources, file: FileId, name: &str) -> Option<Place> {
    anchor_within(sources, &Place::new(file, Pointer::default()), name)
}

fn anchor_within(sources: &Sources, root: &Place, name: &str) -> Option<Place> {
    let identifiers = &sources.file(root.file)?.identifiers;
    let found = identifiers.iter().find(|identifier| {
        matches!(identifier.key, "$anchor" | "$dynamicAnchor")
            && identifier.name == name
            && is_within(&identifier.pointer, &root.pointer)
    })?;
    Some(Place::new(root.file, found.pointer.clone()))
}

/// The schema that `$recursiveRef: '#'` means: the nearest around it with `$recursiveAnchor`, or
/// else the nearest that stands under a name (JSON Schema 2019-09, core, section 8.2.4.2).
pub(super) fn recursive(sources: &Sources, from: &Place) -> Option<Place> {
    let identifiers = &sources.file(from.file)?.identifiers;
    let nearest = identifiers
        .iter()
        .filter(|identifier| {
            identifier.key == "$recursiveAnchor" && is_within(&from.pointer, &identifier.pointer)
        })
        .max_by_key(|identifier| identifier.pointer.as_str().len());
    if let Some(identifier) = nearest {
        return Some(Place::new(from.file, identifier.pointer.clone()));
    }
    let mut around = Pointer::default();
    for token in from.pointer.tokens() {
        let named = around.tokens().last();
        let is_section = named.is_some_and(|name| name == "schemas" || name == "$defs");
        around = around.join(&token);
        if is_section {
            break;
        }
    }
    let place = Place::new(from.file, around);
    sources.value(&place).map(|_| place)
}

/// The address that references at a place are relative to: the `$id`s around it, each relative to
/// the one outside it; empty where there is none.
fn base(sources: &Sources, place: &Place) -> String {
    let Some(file) = sources.file(place.file) else {
        return String::new();
    };
    let around = file.identifiers.iter().filter(|identifier| {
        identifier.key == "$id" && is_within(&place.pointer, &identifier.pointer)
    });
    // Marks are in document order, so that what is outside comes first.
    around.fold(String::new(), |base, identifier| {
        join(&base, identifier.name.trim_end_matches('#'))
    })
}

fn is_within(inner: &Pointer, outer: &Pointer) -> bool {
    inner
        .as_str()
        .strip_prefix(outer.as_str())
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A reference made absolute (RFC 3986, section 5.2), as far as its base is.
fn join(base: &str, reference: &str) -> String {
    let scheme = |text: &str| -> Option<usize> {
        let end = text.find(':')?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        (end > 0 && text[..end].bytes().all(plain)).then_some(end)
    };
    let base = base.split('#').next().unwrap_or_default();
    if scheme(reference).is_some() || base.is_empty() {
        return reference.to_owned();
    }
    if reference.is_empty() || reference.starts_with('#') {
        return format!("{base}{reference}");
    }
    let after_scheme = scheme(base).map_or(0, |end| end + 1);
    if reference.starts_with("//") {
        return format!("{}{reference}", &base[..after_scheme]);
    }
    let path_start = match base[after_scheme..].strip_prefix("//") {
        Some(rest) => {
            let authority = rest.find(['/', '?']).unwrap_or(rest.len());
            after_scheme + 2 + authority
        }
        None => after_scheme,
    };
    let path = base[path_start..].split('?').next().unwrap_or_default();
    let folder = if reference.starts_with('/') {
        ""
    } else {
        path.rfind('/').map_or("/", |end| &path[..=end])
    };
    format!("{}{}", &base[..path_start], without_dots(folder, reference))
}

/// A path below a folder, with `.` and `..` followed (RFC 3986, section 5.2.4).
fn without_dots(folder: &str, reference: &str) -> String {
    let end = reference.find(['?', '#']).unwrap_or(reference.len());
    let (path, rest) = reference.split_at(end);
    let whole = format!("{folder}{path}");
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "." => {}
            ".." => {
                if steps.len() > 1 {
                    steps.pop();
                }
            }
            step => steps.push(step),
        }
    }
    format!("{}{rest}", steps.join("/"))
}

/// Finds the members by which the schemas of a file name themselves.
pub(super) fn note(sources: &mut Sources, id: FileId) {
    let Some(file) = sources.file(id) else {
        return;
    };
    // Few documents have any, and looking for them in the text costs next to nothing.
    if file.text.contains("$id") || file.text.contains("nchor") {
        let mut found = Vec::new();
        collect(&file.value, &Pointer::default(), &mut found);
        sources.set_identifiers(id, found);
    }
}

fn collect(value: &Value, here: &Pointer, found: &mut Vec<SchemaIdentifier>) {
    match value {
        Value::Object(members) => {
            for key in ["$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor"] {
                let name = match members.get(key) {
                    Some(Value::String(name)) => name.clone(),
                    Some(Value::Bool(true)) => String::new(),
                    _ => continue,
                };
                found.push(SchemaIdentifier {
                    key,
                    name,
                    pointer: here.clone(),
                });
            }
            for (key, value) in members {
                collect(value, &here.join(key), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &here.join(&index.to_string()), found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn references_are_relative_to_the_address_around_them() {
        let cases = [
            (
                "https://a.example/x/tree",
                "node",
                "https://a.example/x/node",
            ),
            (
                "https://a.example/x/tree",
                "../y#z",
                "https://a.example/y#z",
            ),
            ("https://a.example/x/tree", "/y", "https://a.example/y"),
            (
                "https://a.example/x/tree",
                "#z",
                "https://a.example/x/tree#z",
            ),
            ("https://a.example/x/tree", "//b/c", "https://b/c"),
            ("https://a.example", "c", "https://a.example/c"),
            ("https://a.example/x", "urn:y", "urn:y"),
            ("urn:example:x", "#z", "urn:example:x#z"),
            ("", "models.yaml#/Pet", "models.yaml#/Pet"),
        ];
        for (base, reference, expected) in cases {
            assert_eq!(join(base, reference), expected, "{reference} from {base}");
        }
    }
}
