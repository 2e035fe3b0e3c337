//! The service behind a router, and the path that the router serves it below.
#![forbid(unsafe_code)]

use std::sync::Arc;

use axum::http::Uri;

use super::super::parameter::Template;

/// A service below a path of its server. Routes have that path in front: a nested router would make a
/// new address for every request.
#[derive(Debug)]
pub struct Mounted<S> {
    service: Arc<S>,
    base: &'static str,
    /// The number of segments of the path.
    depth: usize,
}

impl<S> Clone for Mounted<S> {
    fn clone(&self) -> Self {
        Self {
            service: Arc::clone(&self.service),
            base: self.base,
            depth: self.depth,
        }
    }
}

impl<S> Mounted<S> {
    /// Mounts a service below a path: `/api`, or nothing.
    #[must_use]
    pub fn new(service: Arc<S>, base: &'static str) -> Self {
        Self {
            service,
            base,
            depth: base.matches('/').count(),
        }
    }

    #[must_use]
    pub fn service(&self) -> &S {
        &self.service
    }

    /// Returns the number of segments that requests have in front of the paths of the contract.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Returns the route of a path of the contract.
    #[must_use]
    pub fn route(&self, path: &str) -> String {
        let base = self.base;
        match path {
            "/" if !base.is_empty() => base.to_owned(),
            _ => format!("{base}{path}"),
        }
    }

    /// Returns whether a request is for the operation with a path.
    #[must_use]
    pub fn fits(&self, template: &Template, address: &Uri) -> bool {
        let query = address.query().unwrap_or_default();
        template
            .read(below(address.path(), self.depth), query)
            .is_some()
    }
}

/// A path without its first segments.
pub(super) fn below(path: &str, depth: usize) -> &str {
    if depth == 0 {
        return path;
    }
    let start = path.match_indices('/').nth(depth);
    start.and_then(|(at, _)| path.get(at..)).unwrap_or("/")
}
