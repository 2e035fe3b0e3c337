//! The security schemes of a contract, and the security requirements of operations.

use super::super::names::{Case, Ident, Otherwise, Scope, Wanted};
use super::super::types::Docs;
use super::{Scheme, SchemeKind, SchemeSet, SecurityRequirement};
use crate::contract::{self, Contract, SecurityKind};
use crate::source::Place;

pub struct Security {
    pub schemes: Vec<Scheme>,
    /// The distinct combinations of schemes, each kept once for all operations.
    pub scheme_sets: Vec<SchemeSet>,
}

/// The method that sets the token of every scheme that takes one.
pub const BEARER: &str = "bearer";

/// Methods that the client's builder has itself.
const BUILDER: &[&str] = &[
    BEARER,
    "timeout",
    "connect_timeout",
    "response_limit",
    "header",
    "http",
    "build",
];

/// How many schemes and scopes an operation repeats of what the contract requires of all.
const REPEATED: usize = 8;

/// Whether an operation takes its requirements over from the contract, and they are long.
pub(super) fn is_shared(operation: &contract::Operation) -> bool {
    let requirements = operation.security.iter();
    let lengths = requirements.flat_map(|one| one.values().map(|scopes| 1 + scopes.len()));
    operation.security_place == Place::default().join("security")
        && lengths.sum::<usize>() > REPEATED
}

impl Security {
    pub(super) fn new(contract: &Contract) -> Self {
        let ids = contract.security_schemes.keys();
        let ids: Vec<Wanted<'_>> = ids.map(|id| Wanted::new(id)).collect();
        let fields = Scope::default().all(Case::Snake, &ids, &Otherwise::nothing);
        let methods = Scope::with(BUILDER).all(Case::Snake, &ids, &Otherwise::nothing);
        let schemes = contract
            .security_schemes
            .iter()
            .zip(fields.into_iter().zip(methods))
            .map(|((id, scheme), (field, method))| Scheme {
                field,
                method,
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
                    let docs = match schemes.as_slice() {
                        [only] => self.schemes[*only].docs.clone(),
                        _ => Docs::default(),
                    };
                    self.scheme_sets.push(SchemeSet {
                        reader: Ident::known("read"),
                        name: Ident::known("Credential"),
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

    /// The schemes and their combinations, which are named when all are known.
    pub fn finish(mut self) -> (Vec<Scheme>, Vec<SchemeSet>) {
        let ids = |set: &SchemeSet| -> Vec<&str> {
            let schemes = set.schemes.iter();
            let schemes = schemes.filter_map(|index| self.schemes.get(*index));
            schemes.map(|scheme| scheme.id.as_str()).collect()
        };
        let texts: Vec<String> = self
            .scheme_sets
            .iter()
            .map(|set| ids(set).join(" and "))
            .collect();
        let wanted: Vec<Wanted<'_>> = texts.iter().map(|text| Wanted::new(text)).collect();
        let names = Scope::default().all(Case::Camel, &wanted, &Otherwise::nothing);
        let mut readers = Scope::default();
        for (set, name) in self.scheme_sets.iter_mut().zip(names) {
            set.reader = readers.snake(&format!("read {}", name.bare()));
            set.name = name;
        }
        (self.schemes, self.scheme_sets)
    }
}
