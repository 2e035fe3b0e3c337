//! Splits HTML within CommonMark into tags and text.

use std::borrow::Cow;

/// A tag, or the text between tags.
#[derive(Debug, PartialEq, Eq)]
pub enum Tag<'a> {
    Open {
        name: String,
        /// The value of `href` or `src`.
        link: Option<String>,
        /// The value of `alt`.
        alt: Option<String>,
    },
    Close {
        name: String,
    },
    /// Text with its character references resolved.
    Text(Cow<'a, str>),
}

/// Splits HTML into tags and text, each tag with its source. Comments, declarations and processing
/// instructions are dropped.
pub fn cut<'a>(html: &'a str, take: &mut dyn FnMut(Tag<'a>, &'a str)) {
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        if start > 0 {
            take(Tag::Text(unescape(&rest[..start])), "");
        }
        rest = &rest[start..];
        let length = match tag_length(rest) {
            Some(length) => length,
            None => {
                // A lone bracket.
                take(Tag::Text(Cow::Borrowed("<")), "");
                rest = &rest[1..];
                continue;
            }
        };
        let written = &rest[..length];
        if let Some(tag) = read_tag(written) {
            take(tag, written);
        }
        rest = &rest[length..];
    }
    if !rest.is_empty() {
        take(Tag::Text(unescape(rest)), "");
    }
}

/// Returns the length of the tag or comment at the start, if there is a complete one.
fn tag_length(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return Some(text.find("-->").map_or(text.len(), |end| end + 3));
    }
    let first = text[1..].chars().next()?;
    if !(first.is_ascii_alphabetic() || matches!(first, '/' | '!' | '?')) {
        return None;
    }
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match quote {
            Some(open) if letter == open => quote = None,
            Some(_) => {}
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            None if letter == '>' => return Some(at + 1),
            None => {}
        }
    }
    None
}

fn read_tag(written: &str) -> Option<Tag<'_>> {
    let inner = written.strip_prefix('<')?.strip_suffix('>')?;
    if inner.starts_with(['!', '?']) {
        return None;
    }
    let (inner, closes) = match inner.strip_prefix('/') {
        Some(rest) => (rest, true),
        None => (inner, false),
    };
    let end = inner
        .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
        .unwrap_or(inner.len());
    let name = inner[..end].to_ascii_lowercase();
    if closes {
        return Some(Tag::Close { name });
    }
    let attributes = &inner[end..];
    let link = attribute(attributes, "href").or_else(|| attribute(attributes, "src"));
    let alt = attribute(attributes, "alt");
    Some(Tag::Open { name, link, alt })
}

/// Returns the value of an attribute, given its name in lower case.
fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .find(|letter: char| letter.is_whitespace() || matches!(letter, '=' | '/'))
            .unwrap_or(rest.len());
        // Skip a stray `=`, so that every iteration makes progress.
        let name = &rest[..end];
        rest = rest[end.max(usize::from(end == 0))..].trim_start();
        let Some(after) = rest.strip_prefix('=') else {
            continue;
        };
        let after = after.trim_start();
        let (value, next) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let body = &after[1..];
                let end = body.find(quote).unwrap_or(body.len());
                (&body[..end], body.get(end + 1..).unwrap_or(""))
            }
            _ => {
                let end = after.find(char::is_whitespace).unwrap_or(after.len());
                (&after[..end], &after[end..])
            }
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(unescape(value).into_owned());
        }
        rest = next;
    }
}

/// Resolves the character references that are common in descriptions; others are kept.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let known = rest
            .bytes()
            .take(12)
            .position(|byte| byte == b';')
            .and_then(|end| Some((end, character(&rest[1..end])?)));
        match known {
            Some((end, letter)) => {
                out.push(letter);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Resolves a character reference (HTML, section 13.5), numeric or one of the common named ones.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|letter| !letter.is_control());
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "rsquo" => '’',
        "lsquo" => '‘',
        "rdquo" => '”',
        "ldquo" => '“',
        "copy" => '©',
        "middot" => '·',
        "times" => '×',
        "rarr" => '→',
        "larr" => '←',
        "bull" => '•',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Tag, cut};

    #[test]
    fn broken_tags_end() {
        for html in [
            "<",
            "<a",
            "<a href=",
            "<a href='x",
            "<a =\"b\" / / href>",
            "<!--",
            "<a ====>",
            "</>",
            "<é>",
            "&#xffffffff;",
            "&é12345678901;",
        ] {
            let mut pieces = 0;
            cut(html, &mut |_, _| pieces += 1);
            assert!(pieces <= 3, "{html}");
        }
    }

    #[test]
    fn links_are_read_from_their_attribute() {
        let mut found = Vec::new();
        cut("<A title='href=\"no\"' HREF = 'a&amp;b'>", &mut |tag, _| {
            found.push(tag);
        });
        assert_eq!(
            found,
            [Tag::Open {
                name: "a".into(),
                link: Some("a&b".into()),
                alt: None
            }]
        );
    }
}
