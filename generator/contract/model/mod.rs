//! The contract: an API resolved and neutral to every language, the one model that code
//! generation, documentation, lint and review read.
//!
//! Every `$ref` is followed, path-level parameters have joined their operations, defaults of the
//! OpenAPI specification (parameter styles, document-wide security and servers) are filled in, and
//! everything knows the place it was written at.

mod canonical;
mod direction_flags;
mod number;
mod operation;
mod path;
mod schema;
mod security;
mod select;
mod sparse;
mod types;
mod uses;
mod vocabulary;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use serde_json::{Map, Value};

pub use canonical::{canonical, equal};
pub use direction_flags::direction_flags;
pub use number::Decimal;
pub use operation::{
    Callback, Encoding, Example, Link, Location, MediaType, Method, Operation, Parameter,
    ParameterValue, RequestBody, Response, Status, Style,
};
pub use path::{PathPiece, PathTemplate, encoded};
pub use schema::{Bound, Discriminator, Schema, SchemaId, UncommonKeywords};
pub use security::{OAuthFlow, SecurityKind, SecurityRequirement, SecurityScheme};
pub use select::Selection;
pub use sparse::Sparse;
pub use types::{Type, Types};
pub use uses::Direction;
pub use vocabulary::is_vocabulary;

use crate::location::Place;

/// A whole API description (OpenAPI 3.0.3, section 4.7.1; 3.1.1, section 4.8.1).
#[derive(Debug, Clone, Default)]
pub struct Contract {
    /// The version of the OpenAPI specification that the document names: `3.0.3`.
    pub openapi: String,
    /// The title of the API.
    pub title: String,
    /// The version of the API, not of the specification.
    pub version: String,
    /// A short summary (OpenAPI 3.1).
    pub summary: Option<String>,
    /// A description in CommonMark.
    pub description: Option<String>,
    /// The URL of the terms of service.
    pub terms_of_service: Option<String>,
    /// Contact information.
    pub contact: Option<Contact>,
    /// The licence of the API.
    pub license: Option<License>,
    /// The servers of operations that name none; `/` where the document names none either.
    pub servers: Vec<Server>,
    /// Declared tags first, in their order, then those that only operations name.
    pub tags: Vec<Tag>,
    /// In document order.
    pub operations: Vec<Operation>,
    /// Where the document says something that cannot be read, as a `$ref` that leads nowhere: what is
    /// meant there is no part of the contract.
    pub unread: Vec<Place>,
    /// Requests that the service sends: `path` is the webhook's name (OpenAPI 3.1.1, 4.8.1).
    pub webhooks: Vec<Operation>,
    /// Every schema, in the order of first use; [`SchemaId`]s index it.
    pub schemas: Vec<Schema>,
    /// `components.schemas`, in document order. Two names may lead to one schema (`$ref`).
    pub models: IndexMap<String, SchemaId>,
    /// The security schemes, by the names that requirements use.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// Documentation elsewhere.
    pub external_docs: Option<ExternalDocs>,
    /// Extensions of the root.
    pub extensions: Map<String, Value>,
}

impl Contract {
    /// Every schema's id, in the order of [`schemas`](Self::schemas).
    pub fn ids(&self) -> impl Iterator<Item = SchemaId> + use<> {
        (0..self.schemas.len()).map(SchemaId::at)
    }

    /// For each operation, the one that requests to it reach: the first whose path matches the same
    /// ones, which is mostly itself.
    #[must_use]
    pub fn effective_operations(&self) -> Vec<usize> {
        let mut first = HashMap::new();
        let numbered = self.operations.iter().enumerate();
        numbered
            .map(|(index, operation)| {
                let requests = (operation.method, operation.path.shape());
                *first.entry(requests).or_insert(index)
            })
            .collect()
    }

    /// Bases alone, without what is built on them: each with the choice that has its name.
    #[must_use]
    pub fn bases(&self) -> HashMap<SchemaId, SchemaId> {
        let alone = |id: SchemaId| Some((self[id].discriminator.as_ref()?.base?, id));
        self.ids().filter_map(alone).collect()
    }

    /// The schema that another one admits beside null, where that is all that it says.
    #[must_use]
    pub fn non_null_branch(&self, id: SchemaId) -> Option<SchemaId> {
        let is_null = |id: SchemaId| self[id].types == Types::of(Type::Null);
        match self[id].either()? {
            [inner, null] | [null, inner] if is_null(null) && !is_null(inner) => Some(inner),
            _ => None,
        }
    }
}

impl Contract {
    /// Every schema that has a name: those of the components first, then those of other files and
    /// those that other schemas keep.
    pub fn named(&self) -> impl Iterator<Item = (&str, SchemaId)> {
        let known: HashSet<SchemaId> = self.models.values().copied().collect();
        let kept = self.models.iter().map(|(name, id)| (name.as_str(), *id));
        let others = self
            .ids()
            .filter_map(|id| Some((self[id].name.as_deref()?, id)));
        kept.chain(others.filter(move |(_, id)| !known.contains(id)))
    }
}

impl std::ops::Index<SchemaId> for Contract {
    type Output = Schema;

    fn index(&self, id: SchemaId) -> &Schema {
        // Ids are only made by pushing to `schemas`, which never shrinks.
        &self.schemas[id.index()]
    }
}

impl std::ops::IndexMut<SchemaId> for Contract {
    fn index_mut(&mut self, id: SchemaId) -> &mut Schema {
        // As above.
        &mut self.schemas[id.index()]
    }
}

/// Contact information (OpenAPI 3.0.3, section 4.7.3).
#[derive(Debug, Clone, Default)]
pub struct Contact {
    /// A person or an organization.
    pub name: Option<String>,
    /// The URL of a page.
    pub url: Option<String>,
    /// The address of mail.
    pub email: Option<String>,
}

/// A licence (OpenAPI 3.0.3, section 4.7.4).
#[derive(Debug, Clone, Default)]
pub struct License {
    /// The name of the licence.
    pub name: String,
    /// The URL of its text.
    pub url: Option<String>,
    /// An SPDX expression (OpenAPI 3.1).
    pub identifier: Option<String>,
}

/// Documentation elsewhere (OpenAPI 3.0.3, section 4.7.11).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ExternalDocs {
    /// The URL.
    pub url: String,
    /// A description in CommonMark.
    pub description: Option<String>,
}

/// A tag, which groups operations (OpenAPI 3.0.3, section 4.7.22).
#[derive(Debug, Clone, Default)]
pub struct Tag {
    /// The name that operations use.
    pub name: String,
    /// A description in CommonMark.
    pub description: Option<String>,
    /// Documentation elsewhere.
    pub external_docs: Option<ExternalDocs>,
    /// Extensions.
    pub extensions: Map<String, Value>,
}

/// Where the API is reached (OpenAPI 3.0.3, section 4.7.5).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Server {
    /// May hold `{variables}`; may be relative to the document's own address.
    pub url: String,
    /// A description in CommonMark.
    pub description: Option<String>,
    /// The variables of the URL.
    pub variables: IndexMap<String, ServerVariable>,
}

/// A variable of a server's URL (OpenAPI 3.0.3, section 4.7.6).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerVariable {
    /// The value that is used unless another is chosen.
    pub default: String,
    /// The only values, where it is not empty.
    pub values: Vec<String>,
    /// A description in CommonMark.
    pub description: Option<String>,
}
