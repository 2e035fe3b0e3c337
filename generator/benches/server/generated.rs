//! The generated server with a service behind it.

use axum::Router;
use contract::models::{
    self, ExternalPayment, ExternalPaymentAttributes, ExternalPaymentDocument,
    ExternalPaymentRelationships, Mode, Relationship, RelationshipLinks, ResourceLinks,
    ResourceMeta,
};
use contract::server::{
    Access, CreateExternalPaymentRequest, CreateExternalPaymentResponse, Credentials,
    ExternalPayments, Rejection, RetrieveExternalPaymentOrderRelationshipRequest,
    RetrieveExternalPaymentOrderRelationshipResponse, RetrieveExternalPaymentOrderRequest,
    RetrieveExternalPaymentOrderResponse, RetrieveExternalPaymentPaymentGatewayRelationshipRequest,
    RetrieveExternalPaymentPaymentGatewayRelationshipResponse,
    RetrieveExternalPaymentPaymentGatewayRequest, RetrieveExternalPaymentPaymentGatewayResponse,
    RetrieveExternalPaymentRequest, RetrieveExternalPaymentResponse, Service, router,
};
use contract::support::time::Timestamp;

use crate::work::{BODY_LIMIT, ID, TOKEN, location, now, related, relationship};

struct Payments {
    token: &'static str,
}

pub fn service() -> Router {
    router(Payments { token: TOKEN })
}

/// A caller who has authenticated.
struct Caller;

impl Service for Payments {
    type Caller = Caller;

    async fn authenticate(
        &self,
        credentials: Credentials,
        _: Access<'_>,
    ) -> Result<Caller, Rejection> {
        match credentials {
            Credentials::Bearer(token) if token.as_str() == self.token => Ok(Caller),
            _ => Err(Rejection::unauthorized("the token is unknown")),
        }
    }

    fn body_limit(&self) -> usize {
        BODY_LIMIT
    }

    fn reject_unknown_query(&self) -> bool {
        true
    }

    fn reject_media_parameters(&self) -> bool {
        true
    }
}

fn relationship_links(name: &str) -> Relationship {
    Relationship::new(models::relationship::Required {
        links: RelationshipLinks::new(models::relationship_links::Required {
            self_: relationship(ID, name),
            related: related(ID, name),
        }),
    })
}

impl ExternalPayments for Payments {
    async fn create_external_payment(
        &self,
        _: Caller,
        request: CreateExternalPaymentRequest,
    ) -> CreateExternalPaymentResponse {
        let attributes = request.body.data.attributes;
        let data = ExternalPayment::new(models::external_payment::Required {
            id: ID.to_owned(),
            links: ResourceLinks::new(models::resource_links::Required {
                self_: location(ID),
            }),
            attributes: ExternalPaymentAttributes::new(
                models::external_payment_attributes::Required {
                    payment_source_token: attributes.payment_source_token,
                    options: attributes.options.into_value(),
                    created_at: Timestamp::with_millis(&now()),
                    updated_at: Timestamp::with_millis(&now()),
                    reference: attributes.reference.into_value(),
                    reference_origin: attributes.reference_origin.into_value(),
                    metadata: attributes.metadata.into_value(),
                },
            ),
            relationships: ExternalPaymentRelationships::new(
                models::external_payment_relationships::Required {
                    order: relationship_links("order"),
                    payment_gateway: relationship_links("payment_gateway"),
                },
            ),
            meta: ResourceMeta::new(models::resource_meta::Required { mode: Mode::Test }),
        });
        let document =
            ExternalPaymentDocument::new(models::external_payment_document::Required { data });
        CreateExternalPaymentResponse::Created {
            location: location(&document.data.id),
            body: Box::new(document),
        }
    }

    async fn retrieve_external_payment(
        &self,
        _: Caller,
        _: RetrieveExternalPaymentRequest,
    ) -> RetrieveExternalPaymentResponse {
        unreachable!("only the create call is measured")
    }

    async fn retrieve_external_payment_order(
        &self,
        _: Caller,
        _: RetrieveExternalPaymentOrderRequest,
    ) -> RetrieveExternalPaymentOrderResponse {
        unreachable!("only the create call is measured")
    }

    async fn retrieve_external_payment_payment_gateway(
        &self,
        _: Caller,
        _: RetrieveExternalPaymentPaymentGatewayRequest,
    ) -> RetrieveExternalPaymentPaymentGatewayResponse {
        unreachable!("only the create call is measured")
    }

    async fn retrieve_external_payment_order_relationship(
        &self,
        _: Caller,
        _: RetrieveExternalPaymentOrderRelationshipRequest,
    ) -> RetrieveExternalPaymentOrderRelationshipResponse {
        unreachable!("only the create call is measured")
    }

    async fn retrieve_external_payment_payment_gateway_relationship(
        &self,
        _: Caller,
        _: RetrieveExternalPaymentPaymentGatewayRelationshipRequest,
    ) -> RetrieveExternalPaymentPaymentGatewayRelationshipResponse {
        unreachable!("only the create call is measured")
    }
}
