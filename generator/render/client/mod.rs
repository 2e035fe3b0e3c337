//! The caller's half: the client, and a file of methods for each tag.

mod call;
mod group;
mod items;
#[cfg(feature = "docs")]
mod sample;

use askama::Template;

use super::layout::{Expr, Imports, Result, call, signature, statement, word};
use super::parameters::location_name;
use super::text::{Code, DocComment, Literal};
use super::{filters, gate};
use crate::rust::{Api, Features, Ident, Scheme, SchemeKind};

use group::has_types;

pub use group::group;
#[cfg(feature = "docs")]
pub use sample::sample;

#[derive(Template)]
#[template(path = "rust/client_mod.rs")]
struct ModFile<'a> {
    /// The client may be compiled without any operation.
    /// There may be nothing that calls.
    idle: bool,
    groups: Vec<GroupLine<'a>>,
    imports: Code,
    base: Code,
    credentials: Vec<CredentialItem>,
}

struct GroupLine<'a> {
    gate: gate::Gate<'a>,
    module: &'a Ident,
}

struct CredentialItem {
    docs: DocComment,
    head: Code,
    statements: Vec<Code>,
}

/// The text of `client/mod.rs`.
///
/// # Errors
/// As the template fails, which it has no cause to.
pub fn module(api: &Api, features: &Features) -> std::result::Result<String, askama::Error> {
    let credentials = credentials(api);
    let mut groups: Vec<GroupLine<'_>> = api
        .groups
        .iter()
        .enumerate()
        .map(|(index, group)| GroupLine {
            gate: gate::any(features.of_group(index)),
            module: &group.module,
        })
        .collect();
    groups.sort_by(|one, other| one.module.bare().cmp(other.module.bare()));
    let base = if api.base_url.starts_with("http")
        && api
            .base_url
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"`<>[]".contains(&byte))
    {
        format!(", such as `{}`", api.base_url)
    } else {
        String::new()
    };
    ModFile {
        idle: !features.groups.is_empty() || api.groups.is_empty(),
        groups,
        imports: Code::new(own_imports(api, features, !credentials.is_empty()).trim_end()),
        base: Code::new(base),
        credentials,
    }
    .render()
}

/// What the file imports from the rest of what is generated.
fn own_imports(api: &Api, features: &Features, credentials: bool) -> String {
    let mut imports = Imports::default();
    let public = ["Answer", "BuildError", "Error", "Unexpected"];
    imports.add_with("pub ", "super::support::client", public);
    if api.has_open_bodies() {
        imports.add_with("pub ", "super::support::media", ["Content"]);
    }
    let credential = credentials.then_some("Credential");
    let private = ["Core", "Settings"].into_iter().chain(credential);
    imports.add("super::support::client", private);
    let keys = |scheme: &Scheme| matches!(scheme.kind, SchemeKind::ApiKey { .. });
    if api.schemes.iter().any(keys) {
        imports.add("super::support::parameter", ["Location"]);
    }
    for (index, group) in api.groups.iter().enumerate() {
        if has_types(group) {
            let before = format!("{}pub ", gate::any(features.of_group(index)));
            imports.add_with(&before, group.module.as_str(), ["*"]);
        }
    }
    imports.write()
}

/// The method of the builder that takes a scheme's credential.
fn credential_method(api: &Api, scheme: &Scheme) -> Option<String> {
    let mut shown = api.credential_methods();
    shown
        .find(|(own, _)| std::ptr::eq(*own, scheme))
        .map(|(_, method)| method)
}

fn credentials(api: &Api) -> Vec<CredentialItem> {
    let mut items = Vec::new();
    for scheme in &api.schemes {
        let Some(method) = credential_method(api, scheme) else {
            continue;
        };
        let id = Literal::new(&scheme.id).to_string();
        let credential = match &scheme.kind {
            SchemeKind::Bearer => call("Credential::Bearer", vec![call("token.into", vec![])]),
            SchemeKind::Basic => Expr::Struct {
                name: "Credential::Basic".into(),
                fields: vec![
                    ("username".into(), Some(call("username.into", vec![]))),
                    ("password".into(), Some(call("password.into", vec![]))),
                ],
            },
            SchemeKind::ApiKey { location, name } => Expr::Struct {
                name: "Credential::ApiKey".into(),
                fields: vec![
                    (
                        "location".into(),
                        Some(word(format!("Location::{}", location_name(*location)))),
                    ),
                    ("name".into(), Some(word(Literal::new(name).to_string()))),
                    ("key".into(), Some(call("key.into", vec![]))),
                ],
            },
            SchemeKind::Other(_) | SchemeKind::Outside => continue,
        };
        let mut all = vec!["mut self".to_owned()];
        let arguments = scheme.kind.arguments().iter();
        all.extend(arguments.map(|name| format!("{name}: impl Into<String>")));
        items.push(CredentialItem {
            docs: DocComment::of(&scheme.docs, 4)
                .note("Shown to the service by operations that ask for it."),
            head: Code::new(signature(
                4,
                &format!("pub fn {method}"),
                &all,
                Result::Plain("Self".into()),
                " {",
            )),
            statements: vec![
                Code::new(statement(8, "let credential = ", &credential)),
                Code::new(statement(
                    8,
                    "",
                    &call(
                        "self.settings.set_credential",
                        vec![word(id), word("credential")],
                    ),
                )),
            ],
        });
    }
    items
}
