//! The handlers of the operations.

use axum::http::header;
use axum::response::Response;

use crate::card::is_card_number;
use crate::documents::Documents;
use crate::errors;
use crate::external_payments::models::{Error, Errors, ExternalPaymentCreate};
use crate::external_payments::server::{
    Access, CreateExternalPaymentRequest, CreateExternalPaymentResponse, Credentials,
    ExternalPayments, Rejection, RetrieveExternalPaymentOrderRelationshipRequest,
    RetrieveExternalPaymentOrderRelationshipResponse, RetrieveExternalPaymentOrderRequest,
    RetrieveExternalPaymentOrderResponse, RetrieveExternalPaymentPaymentGatewayRelationshipRequest,
    RetrieveExternalPaymentPaymentGatewayRelationshipResponse,
    RetrieveExternalPaymentPaymentGatewayRequest, RetrieveExternalPaymentPaymentGatewayResponse,
    RetrieveExternalPaymentRequest, RetrieveExternalPaymentResponse, Service,
};
use crate::store::{ExternalPayment, NewExternalPayment, Store, StoreError};
use crate::token::{Caller, Tokens};

/// The implementation of the generated server traits.
pub struct Payments {
    pub store: Store,
    pub tokens: Tokens,
    pub documents: Documents,
    pub body_limit: usize,
}

/// The reason challenge no external payment is returned.
enum Failure {
    NotFound(Box<Errors>),
    Internal(Box<Errors>),
}

/// The reason challenge no external payment is created.
enum Refusal {
    Invalid(Box<Errors>),
    Internal(Box<Errors>),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Internal(database_failure(&error))
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Internal(database_failure(&error))
    }
}

/// Logs the cause, and returns an error without details.
fn database_failure(error: &StoreError) -> Box<Errors> {
    tracing::error!(%error, "the database failed");
    Box::new(errors::internal())
}

impl Payments {
    async fn find(&self, id: &str) -> Result<ExternalPayment, Failure> {
        match self.store.external_payment(id).await? {
            Some(payment) => Ok(payment),
            None => Err(Failure::NotFound(Box::new(errors::not_found()))),
        }
    }

    async fn create(&self, body: ExternalPaymentCreate) -> Result<ExternalPayment, Refusal> {
        let order_id = body.data.relationships.order.data.id;
        let attributes = body.data.attributes;
        let mut violations: Vec<Error> = Vec::new();
        if is_card_number(&attributes.payment_source_token) {
            violations.push(errors::card_number());
        }
        let payment_gateway_id = match self.store.order(&order_id).await? {
            Some(order) => order
                .payment_gateway_id
                .ok_or_else(errors::no_payment_gateway),
            None => Err(errors::no_order(&order_id)),
        };
        match payment_gateway_id {
            Ok(payment_gateway_id) if violations.is_empty() => {
                let new = NewExternalPayment {
                    order_id,
                    payment_gateway_id,
                    payment_source_token: attributes.payment_source_token,
                    options: attributes.options.into_value(),
                    reference: attributes.reference.into_value(),
                    reference_origin: attributes.reference_origin.into_value(),
                    metadata: attributes.metadata.into_value(),
                };
                return Ok(self.store.create(new).await?);
            }
            Ok(_) => {}
            Err(violation) => violations.push(violation),
        }
        let errors = errors::document(violations);
        Err(Refusal::Invalid(Box::new(errors)))
    }
}

impl Service for Payments {
    type Caller = Caller;

    async fn authenticate(
        &self,
        credentials: Credentials,
        _: Access<'_>,
    ) -> Result<Caller, Rejection> {
        let Credentials::Bearer(token) = credentials;
        self.tokens.verify(token.as_str()).map_err(|error| {
            let challenge = r#"Bearer error="invalid_token""#;
            Rejection::unauthorized(error.to_string())
                .with_header(header::WWW_AUTHENTICATE, challenge)
        })
    }

    fn reject(&self, rejection: Rejection) -> Response {
        errors::reject(&rejection)
    }

    fn body_limit(&self) -> usize {
        self.body_limit
    }

    fn reject_unknown_query(&self) -> bool {
        true
    }

    /// JSON:API 1.0, "Server Responsibilities": the media type must not have parameters.
    fn reject_media_parameters(&self) -> bool {
        true
    }
}

impl ExternalPayments for Payments {
    async fn create_external_payment(
        &self,
        _: Caller,
        request: CreateExternalPaymentRequest,
    ) -> CreateExternalPaymentResponse {
        match self.create(request.body).await {
            Ok(payment) => CreateExternalPaymentResponse::Created {
                location: self.documents.location(&payment),
                body: Box::new(self.documents.external_payment(payment)),
            },
            Err(Refusal::Invalid(errors)) => {
                CreateExternalPaymentResponse::UnprocessableEntity(errors)
            }
            Err(Refusal::Internal(errors)) => {
                CreateExternalPaymentResponse::InternalServerError(errors)
            }
        }
    }

    async fn retrieve_external_payment(
        &self,
        _: Caller,
        request: RetrieveExternalPaymentRequest,
    ) -> RetrieveExternalPaymentResponse {
        use RetrieveExternalPaymentResponse as Outcome;
        match self.find(&request.id).await {
            Ok(payment) => Outcome::Ok(Box::new(self.documents.external_payment(payment))),
            Err(Failure::NotFound(errors)) => Outcome::NotFound(errors),
            Err(Failure::Internal(errors)) => Outcome::InternalServerError(errors),
        }
    }

    async fn retrieve_external_payment_order(
        &self,
        _: Caller,
        request: RetrieveExternalPaymentOrderRequest,
    ) -> RetrieveExternalPaymentOrderResponse {
        use RetrieveExternalPaymentOrderResponse as Outcome;
        match self.find(&request.id).await {
            Ok(payment) => Outcome::Ok(Box::new(self.documents.order(payment))),
            Err(Failure::NotFound(errors)) => Outcome::NotFound(errors),
            Err(Failure::Internal(errors)) => Outcome::InternalServerError(errors),
        }
    }

    async fn retrieve_external_payment_payment_gateway(
        &self,
        _: Caller,
        request: RetrieveExternalPaymentPaymentGatewayRequest,
    ) -> RetrieveExternalPaymentPaymentGatewayResponse {
        use RetrieveExternalPaymentPaymentGatewayResponse as Outcome;
        match self.find(&request.id).await {
            Ok(payment) => Outcome::Ok(Box::new(self.documents.payment_gateway(payment))),
            Err(Failure::NotFound(errors)) => Outcome::NotFound(errors),
            Err(Failure::Internal(errors)) => Outcome::InternalServerError(errors),
        }
    }

    async fn retrieve_external_payment_order_relationship(
        &self,
        _: Caller,
        request: RetrieveExternalPaymentOrderRelationshipRequest,
    ) -> RetrieveExternalPaymentOrderRelationshipResponse {
        use RetrieveExternalPaymentOrderRelationshipResponse as Outcome;
        match self.find(&request.id).await {
            Ok(payment) => Outcome::Ok(Box::new(self.documents.order_linkage(payment))),
            Err(Failure::NotFound(errors)) => Outcome::NotFound(errors),
            Err(Failure::Internal(errors)) => Outcome::InternalServerError(errors),
        }
    }

    async fn retrieve_external_payment_payment_gateway_relationship(
        &self,
        _: Caller,
        request: RetrieveExternalPaymentPaymentGatewayRelationshipRequest,
    ) -> RetrieveExternalPaymentPaymentGatewayRelationshipResponse {
        use RetrieveExternalPaymentPaymentGatewayRelationshipResponse as Outcome;
        match self.find(&request.id).await {
            Ok(payment) => Outcome::Ok(Box::new(self.documents.payment_gateway_linkage(payment))),
            Err(Failure::NotFound(errors)) => Outcome::NotFound(errors),
            Err(Failure::Internal(errors)) => Outcome::InternalServerError(errors),
        }
    }
}
