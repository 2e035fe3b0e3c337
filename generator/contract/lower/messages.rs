//! Request bodies, and responses with their links.

use openapiv3::ReferenceOr;
use serde_json::Value;

use super::context::{Lowering, component, extensions};
use super::servers::server;
use crate::model::{Link, RequestBody, Response, Status};

impl Lowering<'_> {
    pub(super) fn body(
        &mut self,
        body: &ReferenceOr<openapiv3::RequestBody>,
    ) -> Option<RequestBody> {
        let (component, body) = match body {
            ReferenceOr::Item(item) => (None, item),
            ReferenceOr::Reference { reference } => {
                let section = self
                    .components()
                    .map(|components| &components.request_bodies);
                component(section, reference).map(|(name, item)| (Some(name), item))?
            }
        };
        Some(RequestBody {
            place: self.place(&body.extensions),
            component,
            description: body.description.clone(),
            required: body.required,
            content: self.content(&body.content),
            extensions: extensions(&body.extensions),
        })
    }

    pub(super) fn response(
        &mut self,
        status: Status,
        response: &ReferenceOr<openapiv3::Response>,
    ) -> Option<Response> {
        let (component, response) = match response {
            ReferenceOr::Item(item) => (None, item),
            ReferenceOr::Reference { reference } => {
                let section = self.components().map(|components| &components.responses);
                component(section, reference).map(|(name, item)| (Some(name), item))?
            }
        };
        let place = self.place(&response.extensions);
        // Content-Type is described by the media types (OpenAPI 3.0.3, section 4.7.17.1).
        let mut headers = self.headers(&response.headers);
        headers.retain(|header| !header.name.eq_ignore_ascii_case("content-type"));
        Some(Response {
            component,
            status,
            description: response.description.clone(),
            headers,
            content: self.content(&response.content),
            links: response
                .links
                .iter()
                .filter_map(|(name, link)| self.link(name, link))
                .collect(),
            extensions: extensions(&response.extensions),
            place,
        })
    }

    fn link(&mut self, name: &str, link: &ReferenceOr<openapiv3::Link>) -> Option<Link> {
        let link = match link {
            ReferenceOr::Item(item) => item,
            ReferenceOr::Reference { reference } => {
                let section = self.components().map(|components| &components.links);
                component(section, reference)?.1
            }
        };
        let place = self.place(&link.extensions);
        let (operation_id, operation_ref) = match &link.operation {
            openapiv3::LinkOperation::OperationId(id) => (Some(id.clone()), None),
            openapiv3::LinkOperation::OperationRef(reference) => (None, Some(reference.clone())),
        };
        let parameters = self
            .sources
            .value(&place.join("parameters"))
            .and_then(Value::as_object);
        Some(Link {
            name: name.to_owned(),
            operation_id,
            operation_ref,
            parameters: parameters
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            request_body: self.sources.value(&place.join("requestBody")).cloned(),
            description: link.description.clone(),
            server: link.server.as_ref().map(server),
            place,
        })
    }
}
