//! Reading the parameters and the body of a request, and collecting every violation.
#![forbid(unsafe_code)]

use std::borrow::Cow;

use axum::body::Bytes;
use serde_json::Value;

use super::super::check::{
    self, Check, Limit, RequestPart, Violation, ViolationLimits, Violations,
};
use super::super::json::{FromJson, Malformed, from_str};
use super::super::media::Content;
use super::super::parameter::{Form, Location, Parameter, Shape};
use super::{Context, Head, Rejection, RejectionKind};

/// Reads the parameters and the body of a request, and collects every violation.
#[derive(Debug)]
pub struct Reader {
    head: Head,
    known: Vec<&'static str>,
    /// A parameter takes the names that are no parameter's own.
    open: bool,
    violations: Violations,
}

impl Head {
    /// Starts reading the parameters and the body. Of many violations, as many are listed as the limits
    /// admit.
    #[must_use]
    pub fn into_reader(self, limits: ViolationLimits) -> Reader {
        Reader {
            head: self,
            known: Vec::new(),
            open: false,
            violations: Violations::new(limits),
        }
    }
}

impl Reader {
    /// Returns whether a name of the query belongs to a parameter: `filter[status]` is a property of
    /// the parameter `filter`.
    fn is_known(&self, name: &str) -> bool {
        let base = name.split('[').next().unwrap_or_default();
        let mut known = self.known.iter();
        known.any(|known| *known == name || *known == base)
    }

    fn part(location: Location) -> RequestPart {
        match location {
            Location::Path => RequestPart::Path,
            Location::Query => RequestPart::Query,
            Location::Header => RequestPart::Header,
            Location::Cookie => RequestPart::Cookie,
        }
    }

    fn value(&mut self, parameter: &Parameter) -> Option<Value> {
        let value = match parameter.location {
            // Names that are no parameter's own are additional properties of this one.
            Location::Query if parameter.takes_others() => {
                self.open = true;
                let mut pairs = self.head.query();
                pairs.retain(|(name, _)| !self.is_known(name));
                parameter.read_pairs(&pairs)
            }
            Location::Query => parameter.read_pairs(&self.head.query()),
            Location::Cookie => parameter.read_pairs(&self.head.cookies()),
            location => parameter.read_text(self.head.values(location, parameter.name)),
        };
        // Only now, because its own properties are not those of another parameter.
        self.known.push(parameter.name);
        self.known.extend(parameter.query_properties());
        value
    }

    /// Reads a required parameter.
    pub fn required<T: FromJson>(
        &mut self,
        parameter: &Parameter,
        constraints: Check,
    ) -> Option<T> {
        match self.value(parameter) {
            Some(value) => self.typed(parameter, value, constraints),
            None => {
                self.violations.push(Violation {
                    part: Self::part(parameter.location),
                    parameter: Cow::Borrowed(parameter.name),
                    pointer: String::new(),
                    keyword: "required",
                    limit: Limit::None,
                });
                None
            }
        }
    }

    /// Reads an optional parameter.
    pub fn optional<T: FromJson>(
        &mut self,
        parameter: &Parameter,
        constraints: Check,
    ) -> Option<T> {
        let value = self.value(parameter)?;
        self.typed(parameter, value, constraints)
    }

    fn typed<T: FromJson>(
        &mut self,
        parameter: &Parameter,
        value: Value,
        constraints: Check,
    ) -> Option<T> {
        let part = Self::part(parameter.location);
        self.read(&value, part, parameter.name, constraints)
    }

    /// Validates a value, and reads it as a type.
    fn read<T: FromJson>(
        &mut self,
        value: &Value,
        part: RequestPart,
        parameter: &'static str,
        constraints: Check,
    ) -> Option<T> {
        let text = value.to_string();
        let violations = &mut self.violations;
        // What was written from a value is JSON.
        check::read(&text, part, parameter, constraints, violations)
            .ok()
            .flatten()
    }

    /// Rejects query parameters that have not been read.
    pub fn reject_unknown_query(&mut self) {
        for (name, _) in self.head.query() {
            if !self.open && !self.is_known(&name) {
                self.violations.push(Violation {
                    part: RequestPart::Query,
                    parameter: Cow::Owned(name),
                    pointer: String::new(),
                    keyword: "unknown",
                    limit: Limit::None,
                });
            }
        }
    }

    /// Reads a JSON body.
    ///
    /// # Errors
    /// 400 if it is not JSON: there is nothing to validate then.
    pub fn json<T: FromJson>(
        &mut self,
        bytes: &Bytes,
        constraints: Check,
    ) -> Result<Option<T>, Rejection> {
        let malformed = |why| Rejection::new(RejectionKind::MalformedBody, why);
        if bytes.is_empty() {
            return Err(malformed("the body is missing".to_owned()));
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|error| malformed(format!("the body is not JSON: {error}")))?;
        let violations = &mut self.violations;
        check::read(text, RequestPart::Body, "", constraints, violations)
            .map_err(|error: Malformed| malformed(format!("the body is not JSON: {error}")))
    }

    /// Reads a form.
    pub fn form<T: FromJson>(
        &mut self,
        bytes: &Bytes,
        form: &Form,
        constraints: Check,
    ) -> Option<T> {
        let value = form.read(&String::from_utf8_lossy(bytes));
        self.read(&value, RequestPart::Body, "", constraints)
    }

    /// Reads a plain text.
    ///
    /// # Errors
    /// 400 if it is not UTF-8.
    pub fn text(&mut self, bytes: &Bytes) -> Result<Option<String>, Rejection> {
        match String::from_utf8(bytes.to_vec()) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(Rejection::new(
                RejectionKind::MalformedBody,
                "the body is not UTF-8",
            )),
        }
    }

    /// Reads a plain text that stands for a value of one of the types.
    ///
    /// # Errors
    /// 400 if it is not UTF-8.
    pub fn checked_text(
        &mut self,
        bytes: &Bytes,
        types: u8,
        constraints: Check,
    ) -> Result<Option<String>, Rejection> {
        let text = self.text(bytes)?.unwrap_or_default();
        let value = Shape::scalar(types).read(&text);
        let read: Option<Value> = self.read(&value, RequestPart::Body, "", constraints);
        Ok(read.map(|_| text))
    }

    /// Reads an optional parameter that has a default.
    pub fn defaulted<T: FromJson>(
        &mut self,
        parameter: &Parameter,
        constraints: Check,
        default: &str,
    ) -> Option<T> {
        match self.value(parameter) {
            Some(value) => self.typed(parameter, value, constraints),
            None => default_value(default),
        }
    }

    /// Reads an optional parameter that may be given without a value (`allowEmptyValue`, OpenAPI
    /// 3.0.4, section 4.7.12.2). If the empty string is not valid, it means that there is no value.
    pub fn optional_or_empty<T: FromJson>(
        &mut self,
        parameter: &Parameter,
        constraints: Check,
    ) -> Option<T> {
        let before = self.violations.len();
        let value = self.optional(parameter, constraints);
        let named = |(name, text): &(String, String)| name != parameter.name || text.is_empty();
        if value.is_none() && self.head.query().iter().all(named) {
            self.violations.truncate(before);
        }
        value
    }

    /// Reads an optional parameter that has a default and may be given without a value.
    pub fn defaulted_or_empty<T: FromJson>(
        &mut self,
        parameter: &Parameter,
        constraints: Check,
        default: &str,
    ) -> Option<T> {
        let value = self.optional_or_empty(parameter, constraints);
        value.or_else(|| default_value(default))
    }

    /// Returns a body with its media type.
    #[must_use]
    pub fn content(&self, bytes: &Bytes) -> Content {
        self.head.content(bytes)
    }

    /// Returns the request, or the violations that were found.
    ///
    /// # Errors
    /// 400 if a parameter is invalid, 422 if only the body is.
    pub fn finish<T>(self, request: impl FnOnce(Context) -> Option<T>) -> Result<T, Rejection> {
        if !self.violations.is_empty() {
            return Err(Rejection::invalid(self.violations.into_list()));
        }
        // A value that is missing has left a violation.
        request(self.head.into_context())
            .ok_or_else(|| Rejection::new(RejectionKind::Internal, "the request could not be read"))
    }
}

/// Returns a default. The generator has found it valid for its type.
fn default_value<T: FromJson>(default: &str) -> Option<T> {
    from_str(default).ok()
}
