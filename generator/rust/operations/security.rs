//! Who may call: the schemes of a contract, and the ways to authenticate that operations give.

use super::super::names::Scope;
use super::super::types::Docs;
use super::{Credentials, Scheme, SchemeKind, Way};
use crate::contract::{self, Contract, SecurityKind};

pub struct Security {
    pub schemes: Vec<Scheme>,
    /// What [`Way`] points to.
    pub all: Vec<Credentials>,
    names: Scope,
    readers: Scope,
}

impl Security {
    pub(super) fn new(contract: &Contract) -> Self {
        let mut fields = Scope::default();
        let schemes = contract
            .security_schemes
            .iter()
            .map(|(id, scheme)| Scheme {
                field: fields.snake(id),
                id: id.clone(),
                kind: match &scheme.kind {
                    SecurityKind::ApiKey { name, location } => SchemeKind::ApiKey {
                        location: *location,
                        name: name.clone(),
                    },
                    SecurityKind::Http { scheme, .. } if scheme == "bearer" => SchemeKind::Bearer,
                    SecurityKind::Http { scheme, .. } if scheme == "basic" => SchemeKind::Basic,
                    SecurityKind::Http { scheme, .. } => SchemeKind::Other(scheme.clone()),
                    SecurityKind::OAuth2 { .. } | SecurityKind::OpenIdConnect { .. } => {
                        SchemeKind::Bearer
                    }
                    SecurityKind::MutualTls | SecurityKind::Undeclared => SchemeKind::Outside,
                },
                docs: Docs {
                    text: scheme.description.clone(),
                    ..Docs::default()
                },
            })
            .collect();
        Self {
            schemes,
            all: Vec::new(),
            names: Scope::default(),
            readers: Scope::default(),
        }
    }

    /// For each way to authenticate the schemes whose credentials stand in a request; the others look
    /// for themselves, as certificates do.
    pub(super) fn shown(&self, operation: &contract::Operation) -> Vec<Vec<String>> {
        let is_shown = |id: &&String| {
            let scheme = self.schemes.iter().find(|scheme| scheme.id == **id);
            scheme.is_some_and(|scheme| !scheme.kind.arguments().is_empty())
        };
        let ways = operation.security.iter();
        ways.map(|way| way.keys().filter(is_shown).cloned().collect())
            .filter(|ids: &Vec<String>| !ids.is_empty())
            .collect()
    }

    /// The ways to authenticate for an operation, each of which is kept once for all operations.
    pub(super) fn ways(&mut self, operation: &contract::Operation) -> Vec<Way> {
        let mut ways = Vec::new();
        for requirement in operation
            .security
            .iter()
            .filter(|requirement| !requirement.is_empty())
        {
            let schemes: Vec<usize> = requirement
                .keys()
                .filter_map(|id| self.schemes.iter().position(|scheme| scheme.id == *id))
                .collect();
            let credentials = match self.all.iter().position(|way| way.schemes == schemes) {
                Some(index) => index,
                None => {
                    let text = requirement
                        .keys()
                        .map(String::as_str)
                        .collect::<Vec<_>>()
                        .join(" and ");
                    let docs = match schemes.as_slice() {
                        [only] => self.schemes[*only].docs.clone(),
                        _ => Docs::default(),
                    };
                    let name = self.names.camel(&text);
                    self.all.push(Credentials {
                        reader: self.readers.snake(&format!("read {}", name.bare())),
                        name,
                        docs,
                        schemes,
                    });
                    self.all.len() - 1
                }
            };
            let mut scopes: Vec<String> = Vec::new();
            for scope in requirement.values().flatten() {
                if !scopes.contains(scope) {
                    scopes.push(scope.clone());
                }
            }
            ways.push(Way {
                credentials,
                scopes,
            });
        }
        ways
    }
}
