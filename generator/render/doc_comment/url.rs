//! Where links of doc comments lead.

use crate::commonmark::safe_url;

/// Returns the destination of a link as Markdown: a safe URL, or a heading of the same page.
/// rustdoc resolves all others as items of the crate.
pub(super) fn destination(url: &str) -> Option<String> {
    let url = match url.strip_prefix('#') {
        Some(fragment) => format!("#{}", Some(fragment).filter(|text| !text.is_empty())?),
        None => safe_url(url).filter(|url| is_page(url))?,
    };
    let mut depth = 0_usize;
    let balanced = url.chars().all(|letter| match letter {
        '(' => {
            depth += 1;
            true
        }
        ')' => depth.checked_sub(1).map(|outer| depth = outer).is_some(),
        _ => true,
    });
    let balanced = balanced && depth == 0;
    let mut out = String::with_capacity(url.len());
    for letter in url.chars() {
        match letter {
            '(' | ')' if balanced => out.push(letter),
            '(' | ')' | '<' | '>' | '[' | ']' | '\\' | '`' | '"' | '|' => {
                out.push_str(&format!("%{:02X}", u32::from(letter)));
            }
            // It would begin a character reference.
            '&' => out.push_str(if url.contains(';') { "&amp;" } else { "&" }),
            space if space.is_whitespace() || space.is_control() => out.push_str("%20"),
            other => out.push(other),
        }
    }
    Some(out)
}

/// Returns an autolink, which leads to what it shows.
pub(super) fn autolink(url: &str) -> Option<&str> {
    let is_email = !url.contains(':') && url.contains('@') && url.contains('.');
    let shown = |letter: char| {
        !letter.is_whitespace() && !letter.is_control() && !"<>|`\\".contains(letter)
    };
    let is_safe = is_email || safe_url(url).is_some_and(|safe| safe == url && is_page(&safe));
    (is_safe && url.chars().all(shown)).then_some(url)
}

/// Returns whether rustdoc takes a safe URL for one, and not for the path of an item.
fn is_page(url: &str) -> bool {
    match url.split_once(':') {
        Some((scheme, address)) if scheme.eq_ignore_ascii_case("mailto") => {
            address.contains('@') && address.contains('.')
        }
        Some((_, address)) => address.starts_with("//") && address.len() > 2,
        None => false,
    }
}

/// Returns the title of a link as Markdown that follows its destination.
pub(super) fn title(title: &str) -> String {
    let mut out = String::new();
    for letter in title.chars() {
        match letter {
            '"' | '\\' | '&' | '<' | '>' | '|' | '`' | '[' | ']' => {
                out.push_str(&format!("&#{};", u32::from(letter)));
            }
            space if space.is_whitespace() => out.push(' '),
            other => out.push(other),
        }
    }
    match out.trim() {
        "" => String::new(),
        title => format!(" \"{title}\""),
    }
}
