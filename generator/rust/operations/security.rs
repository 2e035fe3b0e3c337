//! The security schemes of a contract, and the security requirements of operations.

use super::super::names::Scope;
use super::super::types::Docs;
use super::{Scheme, SchemeKind, SchemeSet, SecurityRequirement};
use crate::contract::{self, Contract, SecurityKind};

pub struct Security {
    pub schemes: Vec<Scheme>,
    /// The distinct combinations of schemes, each kept once for all operations.
    pub scheme_sets: Vec<SchemeSet>,
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
            scheme_sets: Vec::new(),
            names: Scope::default(),
            readers: Scope::default(),
        }
    }

    /// For each security requirement, the ids of the schemes whose credentials are part of a request.
    /// Others, such as mutual TLS, are not.
    pub(super) fn shown(&self, operation: &contract::Operation) -> Vec<Vec<String>> {
        let is_shown = |id: &&String| {
            let scheme = self.schemes.iter().find(|scheme| scheme.id == **id);
            scheme.is_some_and(|scheme| !scheme.kind.arguments().is_empty())
        };
        let requirements = operation.security.iter();
        requirements
            .map(|requirement| requirement.keys().filter(is_shown).cloned().collect())
            .filter(|ids: &Vec<String>| !ids.is_empty())
            .collect()
    }

    /// The security requirements of an operation, without anonymous access.
    pub(super) fn requirements(
        &mut self,
        operation: &contract::Operation,
    ) -> Vec<SecurityRequirement> {
        let mut requirements = Vec::new();
        for requirement in operation
            .security
            .iter()
            .filter(|requirement| !requirement.is_empty())
        {
            let schemes: Vec<usize> = requirement
                .keys()
                .filter_map(|id| self.schemes.iter().position(|scheme| scheme.id == *id))
                .collect();
            let scheme_set = match self
                .scheme_sets
                .iter()
                .position(|set| set.schemes == schemes)
            {
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
                    self.scheme_sets.push(SchemeSet {
                        reader: self.readers.snake(&format!("read {}", name.bare())),
                        name,
                        docs,
                        schemes,
                    });
                    self.scheme_sets.len() - 1
                }
            };
            let mut scopes: Vec<String> = Vec::new();
            for scope in requirement.values().flatten() {
                if !scopes.contains(scope) {
                    scopes.push(scope.clone());
                }
            }
            requirements.push(SecurityRequirement { scheme_set, scopes });
        }
        requirements
    }
}
