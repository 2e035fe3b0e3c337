//! Reading what an operation takes: parameters and the body, with every violation kept.
#![forbid(unsafe_code)]

use axum::body::Bytes;
use serde_json::Value;

use super::super::check::{Check, Part, Violation, check};
use super::super::json::FromJson;
use super::super::parameter::{Form, Location, Parameter, Shape};
use super::body::read_json;
use super::{Head, Rejection, RejectionKind};

/// Reads the parameters and the body of a request, and keeps every violation.
#[derive(Debug)]
pub struct Reader<'a> {
    head: &'a Head,
    known: Vec<&'static str>,
    /// Names that no parameter has belong to one all the same.
    open: bool,
    violations: Vec<Violation>,
}

impl Head {
    /// Starts reading what the operation takes.
    #[must_use]
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            head: self,
            known: Vec::new(),
            open: false,
            violations: Vec::new(),
        }
    }
}

impl Reader<'_> {
    /// Whether a name of the query is that of a parameter, or of a part of one: `filter[status]` is
    /// a part of the parameter `filter`.
    fn is_known(&self, name: &str) -> bool {
        let base = name.split('[').next().unwrap_or_default();
        let mut known = self.known.iter();
        known.any(|known| *known == name || *known == base)
    }

    fn part(location: Location) -> Part {
        match location {
            Location::Path => Part::Path,
            Location::Query => Part::Query,
            Location::Header => Part::Header,
            Location::Cookie => Part::Cookie,
        }
    }

    fn value(&mut self, parameter: &Parameter) -> Option<Value> {
        let value = match parameter.location {
            // Whatever has no parameter of its own belongs to an object of any members.
            Location::Query if parameter.takes_others() => {
                self.open = true;
                let mut pairs = self.head.query();
                pairs.retain(|(name, _)| !self.is_known(name));
                parameter.read_pairs(&pairs)
            }
            Location::Query => parameter.read_pairs(&self.head.query()),
            Location::Cookie => parameter.read_pairs(&self.head.cookies()),
            location => parameter.read_text(self.head.texts(location, parameter.name)),
        };
        // Only now, for its own members are not those of another.
        self.known.push(parameter.name);
        self.known.extend(parameter.members_of_query());
        value
    }

    /// A parameter that must be given.
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
                    parameter: parameter.name.to_owned(),
                    pointer: String::new(),
                    rule: "required",
                    limit: None,
                    message: "is required".to_owned(),
                });
                None
            }
        }
    }

    /// A parameter that may be left out.
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
        let before = self.violations.len();
        let part = Self::part(parameter.location);
        check(
            &value,
            part,
            parameter.name,
            constraints,
            &mut self.violations,
        );
        if self.violations.len() > before {
            return None;
        }
        self.convert(value, part, parameter.name)
    }

    fn convert<T: FromJson>(&mut self, value: Value, part: Part, parameter: &str) -> Option<T> {
        match T::from_json(value) {
            Ok(value) => Some(value),
            Err(error) => {
                self.violations.push(Violation {
                    part,
                    parameter: parameter.to_owned(),
                    pointer: error.pointer().to_owned(),
                    rule: "type",
                    limit: None,
                    message: error.message().to_owned(),
                });
                None
            }
        }
    }

    /// Refuses query parameters that have not been read.
    pub fn no_other_query(&mut self) {
        for (name, _) in self.head.query() {
            if !self.open && !self.is_known(&name) {
                self.violations.push(Violation {
                    part: Part::Query,
                    parameter: name,
                    pointer: String::new(),
                    rule: "unknown",
                    limit: None,
                    message: "is not a parameter of this operation".to_owned(),
                });
            }
        }
    }

    /// A JSON body.
    ///
    /// # Errors
    /// Where it is no JSON at all: then nothing else can be said about it.
    pub fn json<T: FromJson>(
        &mut self,
        bytes: &Bytes,
        constraints: Check,
    ) -> Result<Option<T>, Rejection> {
        let value = read_json(bytes)?;
        let before = self.violations.len();
        check(&value, Part::Body, "", constraints, &mut self.violations);
        if self.violations.len() > before {
            return Ok(None);
        }
        Ok(self.convert(value, Part::Body, ""))
    }

    /// A body that is a form.
    pub fn form<T: FromJson>(
        &mut self,
        bytes: &Bytes,
        form: &Form,
        constraints: Check,
    ) -> Option<T> {
        let value = form.read(&String::from_utf8_lossy(bytes));
        let before = self.violations.len();
        check(&value, Part::Body, "", constraints, &mut self.violations);
        if self.violations.len() > before {
            return None;
        }
        self.convert(value, Part::Body, "")
    }

    /// A body that is text.
    ///
    /// # Errors
    /// Where it is not UTF-8.
    pub fn text(&mut self, bytes: &Bytes) -> Result<Option<String>, Rejection> {
        match String::from_utf8(bytes.to_vec()) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(Rejection::new(
                RejectionKind::MalformedBody,
                "the body is not UTF-8",
            )),
        }
    }

    /// A body that is text, and means a value of one of the types.
    ///
    /// # Errors
    /// Where it is not UTF-8.
    pub fn checked_text(
        &mut self,
        bytes: &Bytes,
        types: u8,
        constraints: Check,
    ) -> Result<Option<String>, Rejection> {
        let text = self.text(bytes)?.unwrap_or_default();
        let value = Shape::scalar(types).read(&text);
        let before = self.violations.len();
        check(&value, Part::Body, "", constraints, &mut self.violations);
        Ok((self.violations.len() == before).then_some(text))
    }

    /// A parameter that may be left out, and stands for a default then.
    pub fn defaulted<T: FromJson>(
        &mut self,
        parameter: &Parameter,
        constraints: Check,
        default: &str,
    ) -> Option<T> {
        match self.value(parameter) {
            Some(value) => self.typed(parameter, value, constraints),
            None => usual(default),
        }
    }

    /// A parameter that may be left out, or given without a value (`allowEmptyValue`, OpenAPI 3.0.4,
    /// section 4.7.12.2): what is empty and no value of it is none.
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

    /// A parameter that has a default where it is left out or given without a value.
    pub fn defaulted_or_empty<T: FromJson>(
        &mut self,
        parameter: &Parameter,
        constraints: Check,
        default: &str,
    ) -> Option<T> {
        let value = self.optional_or_empty(parameter, constraints);
        value.or_else(|| usual(default))
    }

    /// Ends reading: the request, or every violation that was found.
    ///
    /// # Errors
    /// 400 where a parameter is wrong, 422 where only the body is.
    pub fn finish<T>(self, request: impl FnOnce() -> Option<T>) -> Result<T, Rejection> {
        if !self.violations.is_empty() {
            return Err(Rejection::invalid(self.violations));
        }
        // Whatever is missing has left a violation.
        request()
            .ok_or_else(|| Rejection::new(RejectionKind::Internal, "the request could not be read"))
    }
}

/// A default, which the generator has read as this type already.
fn usual<T: FromJson>(default: &str) -> Option<T> {
    let value = serde_json::from_str(default).ok()?;
    T::from_json(value).ok()
}
