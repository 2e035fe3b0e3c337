//! String formats that are tested without a library (JSON Schema 2020-12, validation, section 7.3).
#![forbid(unsafe_code)]

use std::net::{Ipv4Addr, Ipv6Addr};

/// A UUID (RFC 9562, section 4).
#[must_use]
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// A URI with its scheme (RFC 3986, section 3).
#[must_use]
pub fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let mut bytes = scheme.bytes();
    let named = bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len())),
        None => ("", rest),
    };
    named && is_authority(authority) && [path, fragment].into_iter().all(is_plain)
}

/// The authority: a user, a host and a port (RFC 3986, section 3.2).
fn is_authority(text: &str) -> bool {
    let (user, host) = text.rsplit_once('@').unwrap_or(("", text));
    let (host, port) = match host.strip_prefix('[') {
        Some(host) => match host.split_once(']') {
            Some((address, port)) if is_address(address) => ("", port),
            _ => return false,
        },
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let port = port
        .strip_prefix(':')
        .or(Some(port).filter(|port| port.is_empty()));
    let digits = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    is_plain(user) && !user.contains('@') && is_plain(host) && port.is_some_and(digits)
}

/// An address in brackets: IPv6, or a future version.
fn is_address(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok() || text.starts_with(['v', 'V']) && is_plain(text)
}

/// Characters of a URI without brackets and number signs.
fn is_plain(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"#<>[\\]^`{|}".contains(&byte);
    text.bytes().all(plain) && well_escaped(text)
}

/// Every percent sign is followed by two hexadecimal digits.
fn well_escaped(text: &str) -> bool {
    let mut pieces = text.split('%');
    pieces.next();
    pieces
        .all(|piece| piece.len() >= 2 && piece.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()))
}

/// A mail address (RFC 5321, section 4.1.2), without the rarely used quoted form.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let atom = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let literal = domain
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    local.len() <= 64
        && local
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(atom))
        && domain.len() <= 255
        && match literal {
            Some(literal) => match literal.strip_prefix("IPv6:") {
                Some(address) => is_ipv6(address),
                None => is_ipv4(literal),
            },
            None => domain.split('.').all(label),
        }
}

#[must_use]
pub fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

#[must_use]
pub fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

/// Base64, with its padding (RFC 4648, section 4).
#[must_use]
pub fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - digits.len() <= 2
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte))
}
