//! Which names headers and cookies can have.

use crate::diagnostic::{Diagnostic, codes};
use crate::location::Place;
use crate::model::Location;

/// Whether a message can carry something of this name in this place (RFC 9110, section 5.1;
/// RFC 6265, section 4.1.1). Many cookies are called what is no token (`a[b]`), and get through.
pub(super) fn can_be_called(name: &str, location: Location) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    match location {
        Location::Path | Location::Query => true,
        Location::Header => !name.is_empty() && name.bytes().all(plain),
        Location::Cookie => {
            let bad = |c: char| c.is_control() || c.is_whitespace() || ['=', ';', ','].contains(&c);
            !name.is_empty() && !name.contains(bad)
        }
    }
}

pub(super) fn unsendable(name: &str, location: Location, place: Place) -> Diagnostic {
    let message = format!("invalid name of a {}: `{name}`", location.name());
    Diagnostic::new(&codes::INVALID_NAME, place, message)
}
