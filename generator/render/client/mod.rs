//! The caller's half: the client, and a file of methods for each tag.

mod call;
mod group;
mod items;
#[cfg(feature = "docs")]
mod sample;

use askama::Template;

use super::checks::location_name;
use super::layout::{Expr, Result, call, imports, signature, statement, word};
use super::text::{Code, DocComment, Literal};
use super::{filters, gate};
use crate::rust::{Api, Features, Scheme, SchemeKind};

use group::has_types;

pub use group::group;
#[cfg(feature = "docs")]
pub use sample::sample;

#[derive(Template)]
#[template(path = "rust/client_mod.rs")]
struct ModFile {
    /// The client may be compiled without any operation.
    /// There may be nothing that calls.
    idle: bool,
    groups: Vec<GroupLine>,
    support: Code,
    base: Code,
    credentials: Vec<CredentialItem>,
}

struct GroupLine {
    gate: Code,
    module: Code,
    has_types: bool,
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
    let mut names: Vec<String> = ["Answer", "BuildError", "Error", "Unexpected"]
        .map(str::to_owned)
        .to_vec();
    names.sort();
    let mut support = String::new();
    let mut private: Vec<String> = vec!["Core".into(), "Settings".into()];
    if !credentials.is_empty() {
        private.insert(1, "Credential".into());
    }
    support.push_str(&format!(
        "pub {}",
        imports("super::support::client", &names)
    ));
    support.push_str(&imports("super::support::client", &private));
    let keys = api
        .schemes
        .iter()
        .any(|scheme| matches!(scheme.kind, SchemeKind::ApiKey { .. }));
    if keys {
        support.push_str("use super::support::parameter::Location;\n");
    }
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
        groups: api
            .groups
            .iter()
            .enumerate()
            .map(|(index, group)| GroupLine {
                gate: gate::any(features.of_group(index)),
                module: Code::new(group.module.as_str()),
                has_types: has_types(group),
            })
            .collect(),
        support: Code::new(support.trim_end()),
        base: Code::new(base),
        credentials,
    }
    .render()
}

/// The method of the builder that takes a scheme's credential.
fn credential_method(api: &Api, scheme: &Scheme) -> Option<String> {
    let own = [
        "timeout",
        "connect_timeout",
        "answer_limit",
        "header",
        "http",
        "build",
    ];
    let bearers = api
        .schemes
        .iter()
        .filter(|one| one.kind == SchemeKind::Bearer);
    let single_bearer = bearers.count() == 1;
    let field = scheme.field.bare();
    match &scheme.kind {
        SchemeKind::Other(_) | SchemeKind::Outside => None,
        SchemeKind::Bearer if single_bearer => Some("bearer".to_owned()),
        _ if own.contains(&field) || (single_bearer && field == "bearer") => {
            Some(format!("{field}_credential"))
        }
        _ => Some(scheme.field.to_string()),
    }
}

fn credentials(api: &Api) -> Vec<CredentialItem> {
    let mut items = Vec::new();
    for scheme in &api.schemes {
        let Some(method) = credential_method(api, scheme) else {
            continue;
        };
        let id = Literal::new(&scheme.id).to_string();
        let (parameters, credential) = match &scheme.kind {
            SchemeKind::Bearer => (
                "token: impl Into<String>",
                call("Credential::Bearer", vec![word("token.into()")]),
            ),
            SchemeKind::Basic => (
                "username: impl Into<String>, password: impl Into<String>",
                Expr::Struct {
                    name: "Credential::Basic".into(),
                    fields: vec![
                        ("username".into(), word("username.into()")),
                        ("password".into(), word("password.into()")),
                    ],
                },
            ),
            SchemeKind::ApiKey { location, name } => (
                "key: impl Into<String>",
                Expr::Struct {
                    name: "Credential::ApiKey".into(),
                    fields: vec![
                        (
                            "location".into(),
                            word(format!("Location::{}", location_name(*location))),
                        ),
                        ("name".into(), word(Literal::new(name).to_string())),
                        ("key".into(), word("key.into()")),
                    ],
                },
            ),
            SchemeKind::Other(_) | SchemeKind::Outside => continue,
        };
        let mut all = vec!["mut self".to_owned()];
        all.extend(parameters.split(", ").map(str::to_owned));
        items.push(CredentialItem {
            docs: DocComment::of(&scheme.docs, 4)
                .note("Shown to the service by operations that ask for it."),
            head: Code::new(signature(
                4,
                &format!("pub fn {method}"),
                &all,
                &Result::Plain("Self".into()),
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
