//! Converts stored records into the JSON:API documents of the contract.

use crate::external_payments::models::{
    self, DocumentLinks, ExternalPayment, ExternalPaymentAttributes, ExternalPaymentDocument,
    ExternalPaymentRelationships, Mode, Order, OrderDocument, OrderIdentifier, OrderLinkage,
    PaymentGateway, PaymentGatewayDocument, PaymentGatewayIdentifier, PaymentGatewayLinkage,
    Relationship, RelationshipLinks, ResourceLinks, ResourceMeta,
};
use crate::external_payments::support::time::Timestamp;
use crate::links::PublicUrl;
use crate::{settings, store};

const ORDER: &str = "order";
const PAYMENT_GATEWAY: &str = "payment_gateway";

/// Builds documents from records and the service's settings.
#[derive(Debug, Clone)]
pub struct Documents {
    pub links: PublicUrl,
    pub mode: settings::Mode,
}

impl Documents {
    /// Returns the URL of an external payment, for `Location`.
    #[must_use]
    pub fn location(&self, payment: &store::ExternalPayment) -> String {
        self.links.external_payment(&payment.id)
    }

    #[must_use]
    pub fn external_payment(&self, payment: store::ExternalPayment) -> ExternalPaymentDocument {
        let links = ResourceLinks::new(models::resource_links::Required {
            self_: self.location(&payment),
        });
        let order = self.relationship(&payment.id, ORDER);
        let payment_gateway = self.relationship(&payment.id, PAYMENT_GATEWAY);
        let relationships =
            ExternalPaymentRelationships::new(models::external_payment_relationships::Required {
                order: Relationship::new(models::relationship::Required { links: order }),
                payment_gateway: Relationship::new(models::relationship::Required {
                    links: payment_gateway,
                }),
            });
        let mode = match self.mode {
            settings::Mode::Test => Mode::Test,
            settings::Mode::Live => Mode::Live,
        };
        let attributes = ExternalPaymentAttributes {
            payment_source_token: payment.payment_source_token,
            options: payment.options,
            created_at: Timestamp::with_millis(&payment.created_at),
            updated_at: Timestamp::with_millis(&payment.updated_at),
            reference: payment.reference,
            reference_origin: payment.reference_origin,
            metadata: payment.metadata,
        };
        let data = ExternalPayment::new(models::external_payment::Required {
            id: payment.id,
            links,
            attributes,
            relationships,
            meta: ResourceMeta::new(models::resource_meta::Required { mode }),
        });
        ExternalPaymentDocument::new(models::external_payment_document::Required { data })
    }

    #[must_use]
    pub fn order(&self, payment: store::ExternalPayment) -> OrderDocument {
        OrderDocument::new(models::order_document::Required {
            links: self.links(&payment.id, ORDER),
            data: Order::new(models::order::Required {
                id: payment.order_id,
            }),
        })
    }

    #[must_use]
    pub fn payment_gateway(&self, payment: store::ExternalPayment) -> PaymentGatewayDocument {
        PaymentGatewayDocument::new(models::payment_gateway_document::Required {
            links: self.links(&payment.id, PAYMENT_GATEWAY),
            data: PaymentGateway::new(models::payment_gateway::Required {
                id: payment.payment_gateway_id,
            }),
        })
    }

    #[must_use]
    pub fn order_linkage(&self, payment: store::ExternalPayment) -> OrderLinkage {
        OrderLinkage::new(models::order_linkage::Required {
            links: self.relationship(&payment.id, ORDER),
            data: OrderIdentifier::new(models::order_identifier::Required {
                id: payment.order_id,
            }),
        })
    }

    #[must_use]
    pub fn payment_gateway_linkage(
        &self,
        payment: store::ExternalPayment,
    ) -> PaymentGatewayLinkage {
        PaymentGatewayLinkage::new(models::payment_gateway_linkage::Required {
            links: self.relationship(&payment.id, PAYMENT_GATEWAY),
            data: PaymentGatewayIdentifier::new(models::payment_gateway_identifier::Required {
                id: payment.payment_gateway_id,
            }),
        })
    }

    fn links(&self, id: &str, name: &str) -> DocumentLinks {
        DocumentLinks::new(models::document_links::Required {
            self_: self.links.related(id, name),
        })
    }

    fn relationship(&self, id: &str, name: &str) -> RelationshipLinks {
        RelationshipLinks::new(models::relationship_links::Required {
            self_: self.links.relationship(id, name),
            related: self.links.related(id, name),
        })
    }
}
