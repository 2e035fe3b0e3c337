//! The operation that a request is for, and the head of the request.
#![forbid(unsafe_code)]

use std::fmt;
use std::sync::OnceLock;

use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Method, Uri};
use axum::response::Response;

use super::mounted::below;

/// The operation that a response is of, as the contract names it: an extension of every response
/// of an operation, also where its request was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Matched {
    /// The operation's id; its method and path where the contract gives none.
    pub operation: &'static str,
    /// The path template of the contract: `/pets/{id}`.
    pub path_template: &'static str,
}

impl Matched {
    #[must_use]
    pub const fn new(operation: &'static str, path_template: &'static str) -> Self {
        Self {
            operation,
            path_template,
        }
    }

    /// Adds itself to the extensions of a response.
    #[must_use]
    pub fn attach(self, mut response: Response) -> Response {
        response.extensions_mut().insert(self);
        response
    }
}

/// What a handler may want to know of a request beside its parameters and body.
#[derive(Clone)]
pub struct Context {
    matched: Matched,
    /// Boxed, for it is long and moves with the request from function to function.
    parts: Box<Parts>,
    /// The number of segments in front of the paths of the contract.
    depth: usize,
    /// The target without them. Few handlers look at it.
    target: OnceLock<Box<Uri>>,
}

impl Context {
    /// The context of a request, from its head.
    #[must_use]
    pub fn new(matched: Matched, parts: Parts) -> Self {
        Self::below(0, matched, parts)
    }

    /// The context of a request that has so many segments in front of the path of the contract.
    pub(super) fn below(depth: usize, matched: Matched, parts: Parts) -> Self {
        Self {
            matched,
            parts: Box::new(parts),
            depth,
            target: OnceLock::new(),
        }
    }

    /// Returns the path below that of the server.
    pub(super) fn path(&self) -> &str {
        below(self.parts.uri.path(), self.depth)
    }

    pub(super) fn query(&self) -> &str {
        self.parts.uri.query().unwrap_or_default()
    }

    /// Returns the operation's id.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.matched.operation
    }

    /// Returns the path template of the contract: `/pets/{id}`.
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.matched.path_template
    }

    #[must_use]
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// Returns the target of the request, its path below that of the server.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        if self.depth == 0 {
            return &self.parts.uri;
        }
        self.target.get_or_init(|| Box::new(self.short_target()))
    }

    fn short_target(&self) -> Uri {
        let mut parts = self.parts.uri.clone().into_parts();
        let text = match self.parts.uri.query() {
            Some(query) => format!("{}?{query}", self.path()),
            None => self.path().to_owned(),
        };
        parts.path_and_query = text.try_into().ok();
        Uri::from_parts(parts).unwrap_or_default()
    }

    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// Returns what layers around the router have added to the request.
    #[must_use]
    pub fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }

    /// Returns the extensions, to change them or to take one out.
    #[must_use]
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        &mut self.parts.extensions
    }
}

/// Shows neither the target nor the headers, which may hold credentials.
impl fmt::Debug for Context {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Context")
            .field("operation", &self.operation())
            .field("path_template", &self.path_template())
            .field("method", self.method())
            .finish_non_exhaustive()
    }
}
