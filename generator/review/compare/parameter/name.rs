//! How reports call parameters.

use counterpart_contract::Parameter;

pub(in crate::compare) fn part(parameter: &Parameter) -> String {
    format!("{} parameter {}", parameter.location.name(), parameter.name)
}
