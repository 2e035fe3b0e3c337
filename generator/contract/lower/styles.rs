//! Styles that only put something between the parts of a value (OpenAPI 3.0.4, section 4.7.12.4):
//! a value without parts is written in the default style.

use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Contract, Operation, Parameter, ParameterValue, Schema, SchemaId, Style, Type};

/// Gives parameters whose style their values have no form in the default style.
pub(super) fn use_defaults(contract: &mut Contract, report: &mut Vec<Diagnostic>) {
    let Contract {
        operations,
        webhooks,
        schemas,
        ..
    } = contract;
    for operation in operations.iter_mut().chain(webhooks) {
        of_operation(operation, schemas, report);
    }
}

fn of_operation(operation: &mut Operation, schemas: &[Schema], report: &mut Vec<Diagnostic>) {
    for parameter in &mut operation.parameters {
        report.extend(of_parameter(parameter, schemas));
    }
    for callback in &mut operation.callbacks {
        for operation in &mut callback.operations {
            of_operation(operation, schemas, report);
        }
    }
}

fn of_parameter(parameter: &mut Parameter, schemas: &[Schema]) -> Option<Diagnostic> {
    let ParameterValue::Styled {
        schema,
        style,
        explode,
        ..
    } = &mut parameter.value
    else {
        return None;
    };
    let (name, parts): (_, &[Type]) = match style {
        Style::DeepObject => ("deepObject", &[Type::Object]),
        Style::SpaceDelimited => ("spaceDelimited", &[Type::Array, Type::Object]),
        Style::PipeDelimited => ("pipeDelimited", &[Type::Array, Type::Object]),
        _ => return None,
    };
    let types = unwrapped(*schema, schemas)?.types;
    if parts.iter().any(|kind| types.contains(*kind)) {
        return None;
    }
    (*style, *explode) = (Style::Form, true);
    let message = format!(
        "values of `{}` have no items or properties for the style `{name}`; `form` is used",
        parameter.name
    );
    let place = parameter.place.join("style");
    let problem = Diagnostic::new(&codes::UNSUPPORTED_PARAMETER_STYLE, place, message.clone());
    Some(problem.cause(message))
}

/// What a schema says, seen through those that add nothing.
fn unwrapped(id: SchemaId, schemas: &[Schema]) -> Option<&Schema> {
    let mut schema = schemas.get(id.index())?;
    for _ in 0..20 {
        match schema.wrapped() {
            Some(inner) => schema = schemas.get(inner.index())?,
            None => break,
        }
    }
    Some(schema)
}
