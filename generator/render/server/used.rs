//! The imports of a tag's server file.

use super::super::imports::{Names, Types};
use crate::rust::{BodyKind, CheckRef, Group, MediaTypeBody, Operation, Response, types_named};

/// The items that a tag's operations need, in addition to those of every file.
#[derive(Default)]
pub(super) struct ServerImports {
    pub types: Types,
    /// The types of values that are sent as plain text.
    pub json_types: Names,
    /// Whether some requests have bodies.
    pub body: bool,
    /// Checks of the contract's schemas, and those of the support code.
    pub checks: bool,
    pub support_checks: bool,
    /// Whether authentication is required, and whether it is optional.
    pub authenticate: bool,
    pub authenticate_optional: bool,
    /// How responses are encoded.
    pub status: bool,
    pub empty: bool,
    pub json: bool,
    pub bytes: bool,
    pub content: bool,
    pub header: bool,
    pub optional_header: bool,
}

impl ServerImports {
    pub fn of(group: &Group) -> Self {
        let mut uses = Self::default();
        group
            .served()
            .for_each(|operation| uses.operation(operation));
        uses
    }

    fn operation(&mut self, operation: &Operation) {
        if operation.has_caller() {
            match operation.anonymous {
                true => self.authenticate_optional = true,
                false => self.authenticate = true,
            }
        }
        for parameter in &operation.parameters {
            self.types.add(&parameter.ty);
            self.check(&parameter.check);
        }
        if let Some(body) = &operation.body {
            self.body = true;
            body.content.iter().for_each(|payload| self.read(payload));
        }
        operation
            .responses
            .iter()
            .for_each(|response| self.response(response));
    }

    fn read(&mut self, payload: &MediaTypeBody) {
        self.types.add_payload(payload);
        match payload.kind {
            BodyKind::Json | BodyKind::Pairs => self.check(&payload.check),
            BodyKind::Text if payload.is_checked_text() => {
                self.check(&payload.check);
                self.json_types.extend(types_named(payload.shape.types));
            }
            BodyKind::Text | BodyKind::Bytes | BodyKind::Open => {}
        }
    }

    fn response(&mut self, response: &Response) {
        self.status |= response.is_open();
        self.empty |= response.content.is_empty();
        for payload in &response.content {
            self.types.add_payload(payload);
            match payload.kind {
                BodyKind::Json | BodyKind::Pairs => self.json = true,
                BodyKind::Text | BodyKind::Bytes => self.bytes = true,
                BodyKind::Open => self.content = true,
            }
        }
        for header in &response.headers {
            self.types.add(&header.ty);
            match header.required {
                true => self.header = true,
                false => self.optional_header = true,
            }
        }
    }

    fn check(&mut self, check: &CheckRef) {
        match check {
            CheckRef::Own(_) => self.checks = true,
            CheckRef::Support(_) => self.support_checks = true,
        }
    }
}
