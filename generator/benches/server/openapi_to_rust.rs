//! The server that openapi-to-rust generates, with a service behind it. It checks bodies, and leaves
//! authentication and response headers to the service.

use async_trait::async_trait;
use axum::Router;
use generated::generated::{
    CreateExternalPaymentResponse, ExternalPayment, ExternalPaymentAttributes,
    ExternalPaymentAttributesMetadata, ExternalPaymentAttributesOptions, ExternalPaymentCreate,
    ExternalPaymentDocument, ExternalPaymentRelationships, ExternalPaymentType,
    ExternalPaymentsApi, Mode, Relationship, RelationshipLinks, ResourceLinks, ResourceMeta,
    RetrieveExternalPaymentOrderRelationshipResponse, RetrieveExternalPaymentOrderResponse,
    RetrieveExternalPaymentPaymentGatewayRelationshipResponse,
    RetrieveExternalPaymentPaymentGatewayResponse, RetrieveExternalPaymentResponse,
    external_payments_api_router,
};
use url::Url;

use crate::work::{ID, location, now, related, relationship};

#[derive(Clone)]
struct Payments;

pub fn service() -> Router {
    Router::new().nest("/api", external_payments_api_router(Payments))
}

fn url(text: &str) -> Url {
    Url::parse(text).expect("a URL")
}

fn relationship_links(name: &str) -> Relationship {
    let links = RelationshipLinks {
        self_field: url(&relationship(ID, name)),
        related: url(&related(ID, name)),
    };
    Relationship { links }
}

#[async_trait]
impl ExternalPaymentsApi for Payments {
    async fn create_external_payment(
        &self,
        body: ExternalPaymentCreate,
    ) -> CreateExternalPaymentResponse {
        let attributes = body.data.attributes;
        let options = attributes.options.flatten();
        let metadata = attributes.metadata.flatten();
        let data = ExternalPayment {
            id: ID.to_owned(),
            r#type: ExternalPaymentType::ExternalPayments,
            links: ResourceLinks {
                self_field: url(&location(ID)),
            },
            attributes: ExternalPaymentAttributes {
                payment_source_token: attributes.payment_source_token,
                options: options.map(|options| ExternalPaymentAttributesOptions {
                    additional_properties: options.additional_properties,
                }),
                created_at: now(),
                updated_at: now(),
                reference: attributes.reference.flatten(),
                reference_origin: attributes.reference_origin.flatten(),
                metadata: metadata.map(|metadata| ExternalPaymentAttributesMetadata {
                    additional_properties: metadata.additional_properties,
                }),
            },
            relationships: ExternalPaymentRelationships {
                order: relationship_links("order"),
                payment_gateway: relationship_links("payment_gateway"),
            },
            meta: ResourceMeta { mode: Mode::Test },
        };
        CreateExternalPaymentResponse::Created(ExternalPaymentDocument { data })
    }

    async fn retrieve_external_payment(&self, _: String) -> RetrieveExternalPaymentResponse {
        unreachable!("only the create call is measured")
    }

    async fn retrieve_external_payment_order(
        &self,
        _: String,
    ) -> RetrieveExternalPaymentOrderResponse {
        unreachable!("only the create call is measured")
    }

    async fn retrieve_external_payment_payment_gateway(
        &self,
        _: String,
    ) -> RetrieveExternalPaymentPaymentGatewayResponse {
        unreachable!("only the create call is measured")
    }

    async fn retrieve_external_payment_order_relationship(
        &self,
        _: String,
    ) -> RetrieveExternalPaymentOrderRelationshipResponse {
        unreachable!("only the create call is measured")
    }

    async fn retrieve_external_payment_payment_gateway_relationship(
        &self,
        _: String,
    ) -> RetrieveExternalPaymentPaymentGatewayRelationshipResponse {
        unreachable!("only the create call is measured")
    }
}
