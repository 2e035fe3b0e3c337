//! What is stored, as the documents of the contract.

use crate::external_payments::models::{
    DocumentLinks, ExternalPayment, ExternalPaymentAttributes, ExternalPaymentDocument,
    ExternalPaymentRelationships, ExternalPaymentType, Mode, Order, OrderDocument, OrderIdentifier,
    OrderLinkage, OrderType, PaymentGateway, PaymentGatewayDocument, PaymentGatewayIdentifier,
    PaymentGatewayLinkage, PaymentGatewayType, Relationship, RelationshipLinks, ResourceLinks,
    ResourceMeta,
};
use crate::external_payments::support::time::Timestamp;
use crate::links::PublicUrl;
use crate::{settings, store};

const ORDER: &str = "order";
const PAYMENT_GATEWAY: &str = "payment_gateway";

/// Writes documents: what they need to know beside what is stored.
#[derive(Debug, Clone)]
pub struct Documents {
    pub links: PublicUrl,
    pub mode: settings::Mode,
}

impl Documents {
    /// Where an external payment is.
    #[must_use]
    pub fn location(&self, payment: &store::ExternalPayment) -> String {
        self.links.external_payment(&payment.id)
    }

    #[must_use]
    pub fn external_payment(&self, payment: store::ExternalPayment) -> ExternalPaymentDocument {
        let links = ResourceLinks::new(self.location(&payment));
        let relationships = ExternalPaymentRelationships::new(
            Relationship::new(self.relationship(&payment.id, ORDER)),
            Relationship::new(self.relationship(&payment.id, PAYMENT_GATEWAY)),
        );
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
        ExternalPaymentDocument::new(ExternalPayment {
            id: payment.id,
            r#type: ExternalPaymentType::ExternalPayments,
            links,
            attributes,
            relationships,
            meta: ResourceMeta::new(mode),
        })
    }

    #[must_use]
    pub fn order(&self, payment: store::ExternalPayment) -> OrderDocument {
        let links = DocumentLinks::new(self.links.related(&payment.id, ORDER));
        OrderDocument::new(links, Order::new(payment.order_id, OrderType::Orders))
    }

    #[must_use]
    pub fn payment_gateway(&self, payment: store::ExternalPayment) -> PaymentGatewayDocument {
        let links = DocumentLinks::new(self.links.related(&payment.id, PAYMENT_GATEWAY));
        let gateway = PaymentGateway::new(
            payment.payment_gateway_id,
            PaymentGatewayType::PaymentGateways,
        );
        PaymentGatewayDocument::new(links, gateway)
    }

    #[must_use]
    pub fn order_linkage(&self, payment: store::ExternalPayment) -> OrderLinkage {
        let links = self.relationship(&payment.id, ORDER);
        OrderLinkage::new(
            links,
            OrderIdentifier::new(OrderType::Orders, payment.order_id),
        )
    }

    #[must_use]
    pub fn payment_gateway_linkage(
        &self,
        payment: store::ExternalPayment,
    ) -> PaymentGatewayLinkage {
        let links = self.relationship(&payment.id, PAYMENT_GATEWAY);
        let gateway = PaymentGatewayIdentifier::new(
            PaymentGatewayType::PaymentGateways,
            payment.payment_gateway_id,
        );
        PaymentGatewayLinkage::new(links, gateway)
    }

    fn relationship(&self, id: &str, name: &str) -> RelationshipLinks {
        RelationshipLinks::new(
            self.links.relationship(id, name),
            self.links.related(id, name),
        )
    }
}
